"""The outcome of a fetch: what a task ends in, for the store and then for the frontier."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from govsweep.crawl import Delivery
from govsweep.facts import Visit
from govsweep.frontier import Acknowledgement, Task
from govsweep.spiders.engine.lease import Lease


@dataclass(slots=True, eq=False)
class FetchOutcome(Acknowledgement):
    """What a task came back with: for the store, then, as it is, for the frontier."""

    lease: Lease = field(kw_only=True)
    delivery: Delivery | None = None  # None: nothing to store yet, it goes on in another queue
    moved: Task | None = None

    @property
    def visit(self) -> Visit | None:
        """The visit that is to be stored."""
        return self.delivery.visit if self.delivery is not None else None

    def amend(self, **words: Any) -> None:
        """Change what its visit says, where it has one."""
        if self.delivery is not None:
            visit = msgspec.structs.replace(self.delivery.visit, **words)
            self.delivery = self.delivery._replace(visit=visit)
