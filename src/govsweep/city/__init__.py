"""The sample city: government sites on loopback with planted faults, traps and a truth.

`build` makes it, `serve` puts it behind an HTTP proxy of its own, `compare` holds the findings of
a sweep against what was planted. Everything in it is invented.
"""

from govsweep.city.model import Answer, Planted, Trap
from govsweep.city.server import CityServer, serve
from govsweep.city.town import City, build

__all__ = ["Answer", "City", "CityServer", "Planted", "Trap", "build", "serve"]
