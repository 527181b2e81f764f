"""What the crawl and the store tell each other: neither knows the other, both know these."""

from typing import NamedTuple, Self

import msgspec

from govsweep.checking import Crash
from govsweep.facts import Anchor, Entry, Fact, Page, PageState, Visit
from govsweep.findings import Finding

_FOREIGN = "@"  # before the name of a host that is not registered; a site's identifier has none


def queue_of_host(host: str) -> str:
    """The queue of a host that is not registered."""
    return _FOREIGN + host


def is_foreign(queue: str) -> bool:
    """Whether a queue is a host's that is not registered, not a site's."""
    return queue.startswith(_FOREIGN)


def shown(queue: str) -> str:
    """A queue as people read it: a site's identifier or a host."""
    return queue.removeprefix(_FOREIGN)


class KnownPage(NamedTuple):
    """A page's address as a sweep knows it."""

    fingerprint: bytes
    url: str
    state: PageState
    reason: str
    final_url: str
    tries: int = 0
    due: float = 0.0  # when it is asked for again, where it waits
    status: int | None = None


class Earlier(NamedTuple):
    """What an earlier sweep knows of a page, for a conditional request."""

    etag: str
    last_modified: str
    body_hash: bytes


class Outline(Fact, frozen=True):
    """The part of a page that reveals addresses: a quarter of the work of a whole one."""

    anchors: tuple[Anchor, ...] = ()
    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()
    breadcrumb: tuple[tuple[str, str], ...] = msgspec.field(default=(), name="trail")
    redirect: str = ""

    @classmethod
    def of(cls, page: Page) -> Self:
        """The outline of a page that was read a moment ago."""
        return cls(page.anchors, page.entries, page.more, page.breadcrumb, page.redirect)


class Delivery(NamedTuple):
    """A visit with what was judged of it: stored in one transaction, then acknowledged."""

    visit: Visit
    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()
    fence: int | None = None  # of the lease by which it was asked for; None: by none
