"""The frontier: Redis stands only here. A queue that can be rebuilt from the store at any time."""

from govsweep.frontier.client import Frontier, UnbuiltError
from govsweep.frontier.embedded import embedded
from govsweep.frontier.parcels import Acknowledgement, Claim, Pulled, Queued, Status
from govsweep.frontier.tickets import Errand, Ticket

__all__ = [
    "Acknowledgement",
    "Claim",
    "Errand",
    "Frontier",
    "Pulled",
    "Queued",
    "Status",
    "Ticket",
    "UnbuiltError",
    "embedded",
]
