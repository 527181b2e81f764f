"""govsweep: nightly inspection of a city's government websites."""

__version__ = "0.1.0"
