"""The frontier: Redis stands only here. A queue that can be rebuilt from the store at any time."""

from govsweep.frontier.client import Frontier, UnbuiltError
from govsweep.frontier.embedded import embedded
from govsweep.frontier.messages import Acknowledgement, Claim, Pulled, Status
from govsweep.frontier.tasks import Task, TaskPurpose

__all__ = [
    "Acknowledgement",
    "Claim",
    "Frontier",
    "Pulled",
    "Status",
    "Task",
    "TaskPurpose",
    "UnbuiltError",
    "embedded",
]
