"""The sample city: government sites on loopback with planted faults, traps and a truth.

`build` makes it, `serve` puts it behind an HTTP proxy of its own, `compare` holds the findings of
a sweep against what was planted. Everything in it is invented.
"""

from govsweep.city.building import build
from govsweep.city.compare import TruthComparison, compare
from govsweep.city.model import HostAnswer, Planted, Trap
from govsweep.city.sample_city import LoopbackCity, SampleCity
from govsweep.city.server import CityServer, Request, free_port, serve

__all__ = [
    "CityServer",
    "HostAnswer",
    "LoopbackCity",
    "Planted",
    "Request",
    "SampleCity",
    "Trap",
    "TruthComparison",
    "build",
    "compare",
    "free_port",
    "serve",
]
