"""The sample city: government sites on loopback with planted faults, traps and a truth.

`build` makes it, `serve` puts it behind an HTTP proxy of its own, `compare` holds the findings of
a sweep against what was planted. Everything in it is invented.
"""

from govsweep.city.building import build
from govsweep.city.compare import Comparison, compare
from govsweep.city.model import Answer, Planted, Trap
from govsweep.city.server import CityServer, Request, free_port, serve
from govsweep.city.town import City, LoopbackCity

__all__ = [
    "Answer",
    "City",
    "CityServer",
    "Comparison",
    "LoopbackCity",
    "Planted",
    "Request",
    "Trap",
    "build",
    "compare",
    "free_port",
    "serve",
]
