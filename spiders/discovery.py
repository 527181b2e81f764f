"""Discovery: the addresses that a page reveals, each with its queue, none of them twice."""

from collections.abc import Iterator

from govsweep.address_zones import AddressZone, zone_of
from govsweep.addresses import fingerprint, host
from govsweep.attachments import is_wanted
from govsweep.crawl import Outline, is_foreign
from govsweep.facts import Address, Place, TargetKind
from govsweep.frontier import Task
from govsweep.posted import posted
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.fingerprints import Fingerprints
from govsweep.spiders.routes import Routes, is_excluded, is_outside, moved, origin

EXCLUDED = "excluded"  # the rule by which the registry keeps an address out
_ABROAD_PER_PAGE = 2_000  # targets on other hosts that one page may reveal
_LINKS_PER_PAGE_OF_BUDGET = 3
_ABROAD_REMEMBERED = 100_000  # a lease
_ATTACHMENTS_SHARE = 4  # of a budget, one in so many; of the others only whether they answer
ATTACHMENT_DEPTH = 500  # where files stand in a queue: after every page


class Discovery:
    """Finds what is new on pages, for one worker.

    What was found already is remembered by the lease, and ends with it: what a lost lease still
    brings is not stored, so whoever reads the page again must find all of it once more.
    """

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def revealed(self, page: Outline, lease: Lease, depth: int) -> "Revealed":
        """The new addresses on a page of a leased site."""
        found = Revealed()
        if depth >= ATTACHMENT_DEPTH:
            return found  # a page at the address of a file: a viewer, a notice
        if page.redirect:
            self._page(page.redirect, lease, depth, found, urgent=True)
        for url in page.more:
            self._page(url, lease, depth, found, urgent=True, paging=True)
        recent = lease.recent  # most targets of a page stand on the pages before it too
        for anchor in page.anchors:
            if anchor.target not in recent:
                self._target(anchor.target, anchor.kind, anchor.place, lease, depth, found)
        for target in _further(page):
            if target and target not in recent:
                self._target(target, TargetKind.PAGE, Place.MAIN, lease, depth, found)
        return found

    def _target(
        self, url: str, kind: TargetKind, place: Place, lease: Lease, depth: int, found: "Revealed"
    ) -> None:
        lease.remember(url)
        if host(url) not in lease.hosts:
            if place is not Place.HIDDEN:  # where nobody is led, nobody needs to arrive
                self._elsewhere(url, kind, lease, found)
        elif self._keeps_out(url, kind, lease, found):
            return
        elif kind is TargetKind.PAGE:
            self._page(url, lease, depth + 1, found)
        elif kind is TargetKind.ATTACHMENT and is_wanted(url):
            self._attachment(url, lease, found)
        else:
            self._link(url, kind, lease, found)

    def _page(
        self,
        url: str,
        lease: Lease,
        depth: int,
        found: "Revealed",
        *,
        urgent: bool = False,
        paging: bool = False,
    ) -> None:
        if host(url) not in lease.hosts or not self._is_own(url, lease):
            self._elsewhere(url, TargetKind.PAGE, lease, found)
            return
        if self._keeps_out(url, TargetKind.PAGE, lease, found):
            return
        if lease.site is not None and is_outside(url, lease.site):
            self._link(url, TargetKind.PAGE, lease, found)  # its host's, and nobody's to read
            return
        if origin(url) != lease.origin:
            # The same site under another name: whether that answers is one question, and what
            # stands there is read once, under the site's own name.
            self._link(url, TargetKind.PAGE, lease, found)
            url = moved(url, lease.origin)
        key = fingerprint(url)
        if key in lease.seen or lease.caps is None:
            return
        lease.seen.add(key)
        cut = lease.caps.refusal(url, depth, paging=paging)
        if not cut or lease.caps.is_written_down(cut):
            found.add(Address(lease.queue, url, key, False, TargetKind.PAGE, depth, cut), urgent)

    def _keeps_out(self, url: str, kind: TargetKind, lease: Lease, found: "Revealed") -> bool:
        """Whether the registry keeps an address out; it is written down then."""
        if lease.site is None or not lease.site.exclude or not is_excluded(url, lease.site):
            return False
        key = fingerprint(url)
        if key not in lease.seen and key not in lease.link_targets and lease.caps is not None:
            is_link = kind is not TargetKind.PAGE
            (lease.link_targets if is_link else lease.seen).add(key)
            lease.caps.note_cut(url, EXCLUDED)
            if lease.caps.is_written_down(EXCLUDED):
                found.add(Address(lease.queue, url, key, is_link, kind, 0, EXCLUDED))
        return True

    def _attachment(self, url: str, lease: Lease, found: "Revealed") -> None:
        """A file that is read like a page, so long as there is room beside the pages."""
        key = fingerprint(url)
        if (
            key in lease.seen
            or key in lease.link_targets
            or lease.caps is None
            or lease.site is None
        ):
            return
        room = lease.attachments < lease.caps.budget // _ATTACHMENTS_SHARE
        own = origin(url) == lease.origin and self._is_own(url, lease)
        if not room or not own or lease.caps.refusal(url, 0):
            self._link(url, TargetKind.ATTACHMENT, lease, found)
            return
        lease.attachments += 1
        lease.seen.add(key)
        found.add(
            Address(lease.queue, url, key, False, TargetKind.ATTACHMENT, ATTACHMENT_DEPTH, "")
        )

    def _is_own(self, url: str, lease: Lease) -> bool:
        # A host where the home page led is no registered one; one host may carry several sites.
        queue = self._routes.queue_of(url)
        return queue == lease.queue or is_foreign(queue)

    def _link(self, url: str, kind: TargetKind, lease: Lease, found: "Revealed") -> None:
        key = fingerprint(url)
        if key in lease.link_targets or key in lease.seen or posted(url):
            return  # nothing is posted to learn whether it answers
        lease.link_targets.add(key)
        budget = lease.caps.budget if lease.caps else 0
        cut = "budget" if len(lease.link_targets) > budget * _LINKS_PER_PAGE_OF_BUDGET else ""
        found.add(Address(lease.queue, url, key, True, kind, 0, cut))

    def _elsewhere(self, url: str, kind: TargetKind, lease: Lease, found: "Revealed") -> None:
        key = fingerprint(url)
        if key in lease.abroad or posted(url):
            return  # nobody posts to others
        if len(lease.abroad) >= _ABROAD_REMEMBERED:
            lease.abroad = Fingerprints()  # the queues and the store refuse what they have
        lease.abroad.add(key)
        queue = self._routes.queue_of(url)
        cut = "private" if is_foreign(queue) and not may_ask(url, lease) else ""
        found.abroad += 1
        if found.abroad > _ABROAD_PER_PAGE:
            cut = "crowded"
        if found.abroad <= 2 * _ABROAD_PER_PAGE:  # so many are written down
            came_from = lease.origin if is_foreign(queue) else ""
            found.add(Address(queue, url, key, True, kind, 0, cut, referrer=came_from))


class Revealed:
    """What a page revealed: for the store, and for the queues."""

    def __init__(self) -> None:
        self.addresses: list[Address] = []
        self.queued: list[Task] = []
        self.abroad = 0  # targets on other hosts

    def add(self, address: Address, urgent: bool = False) -> None:
        """Take an address in; those cut are written down and not queued."""
        self.addresses.append(address)
        if not address.cut:
            self.queued.append(Task.of(address, urgent=urgent))


def may_ask(url: str, lease: Lease) -> bool:
    """Whether a page may send a worker there: not into this network, unless it stands in it."""
    target = zone_of(url)
    if target is AddressZone.PUBLIC:
        return True
    if target is AddressZone.FORBIDDEN or lease.site is None:
        return False
    return zone_of(lease.site.url) is target


def _further(page: Outline) -> Iterator[str]:
    """The targets that the rows of a list and the breadcrumb name."""
    yield from (entry.url for entry in page.entries if entry.url)
    yield from (url for _, url in page.breadcrumb)
