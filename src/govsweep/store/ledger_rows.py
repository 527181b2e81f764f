"""What became of every known address of a sweep: the ledger, and the progress before it."""

from collections import Counter
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, func, or_, select, update

from govsweep.crawl import queue_of_host
from govsweep.facts import (
    LinkStatus,
    PageKind,
    PageState,
)
from govsweep.store import fence_rows
from govsweep.store.statements import add_new, among
from govsweep.tables import finding, ledger, link, page

_ASKED = (PageState.FETCHED, PageState.UNCHANGED, PageState.FAILED, PageState.BLOCKED)
_GONE_ON_WITHOUT = ("trouble", "maintenance", "time")  # why a night goes on without a queue
_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
# Kinds of what holds nothing but the way on.
_NO_PAGE = ("", PageKind.REDIRECT.value, PageKind.FAREWELL.value)
ELSEWHERE = "elsewhere"  # why what a site answered is no page read of it
FAREWELL = "farewell"  # or that its home page says in words that it is there no more
ENDED = ("until", "lost", "broken")  # why it came to no end of its own


class LedgerRow(NamedTuple):
    """How many addresses of a site came to one end; `state` is a PageState or "known"."""

    site: str
    state: str
    reason: str
    addresses: int


def leave_rest(connection: Connection, number: int, reason: str, *, site: str | None = None) -> int:
    """Turn what is still queued into what was left, and say how many pages that is."""
    queued = and_(page.c.sweep == number, page.c.state == PageState.QUEUED.value)
    if site is not None:
        queued = and_(queued, page.c.site == site)
    # A page that failed once and waited for its second try is known to have failed.
    connection.execute(
        update(page).where(queued, page.c.reason != "").values(state=PageState.FAILED.value)
    )
    return connection.execute(
        update(page).where(queued).values(state=PageState.LEFT.value, reason=reason)
    ).rowcount


def leave_queue(
    connection: Connection, number: int, queue: str, reason: str, fence: int | None = None
) -> bool:
    """Turn what one queue still holds into what was left; tells whether the sweep takes any more.

    A lease that another has followed leaves nothing.
    """
    if not fence_rows.is_open(connection, number):
        return False
    if fence is not None and fence_rows.overtaken(connection, number, {queue: fence}):
        return True
    leave_rest(connection, number, reason, site=queue)
    connection.execute(
        update(link)
        .where(
            link.c.sweep == number,
            link.c.queue == queue,
            link.c.state == LinkStatus.UNTRIED.value,
            link.c.cut == "",
        )
        .values(cut=reason)
    )
    return True


class LinkCount(NamedTuple):
    """How many links' targets of a host came to one end; `reason` is why they were not tested."""

    queue: str  # a site's identifier, or a foreign host after its sign
    state: str  # a LinkStatus
    reason: str
    links: int


def leave_links(connection: Connection, number: int, reason: str) -> None:
    """Note why links that were not tried are not tested in a sweep any more.

    Those of a foreign host that the night went on without, found only afterwards, share its reason.
    """
    untold = and_(
        link.c.sweep == number, link.c.state == LinkStatus.UNTRIED.value, link.c.cut == ""
    )
    for why in _GONE_ON_WITHOUT:
        without = (
            select(link.c.queue)
            .where(link.c.sweep == number, link.c.cut == why)
            .where(link.c.queue.startswith(queue_of_host(""), autoescape=True))
        )
        told = update(link).where(untold, link.c.queue.in_(without)).values(cut=why)
        connection.execute(told)
    connection.execute(update(link).where(untold).values(cut=reason))


def link_counts(connection: Connection, number: int) -> list[LinkCount]:
    """The ledger of links: every target known to a sweep, by host and by what became of it."""
    rows = connection.execute(
        select(link.c.queue, link.c.state, link.c.cut, func.count())
        .where(link.c.sweep == number)
        .group_by(link.c.queue, link.c.state, link.c.cut)
        .order_by(link.c.queue, link.c.state, link.c.cut)
    )
    return [LinkCount(*row) for row in rows]


def write_ledger(connection: Connection, number: int) -> bool:
    """Count what became of every known address, per site; tells whether the sums balance.

    They do not when an address came to no end, failed without a reason, or counts as read
    without any facts to show for it. Of a site that answered with nothing but the way to another
    address no page was read, whoever sums up.
    """
    ends = connection.execute(
        select(page.c.site, page.c.state, page.c.reason, func.count())
        .where(page.c.sweep == number)
        .group_by(page.c.site, page.c.state, page.c.reason)
    ).all()
    rows = _without_jumps(
        [LedgerRow(*row) for row in ends],
        _with_pages(connection, number),
        _with_farewell(connection, number),
    )
    known = connection.execute(
        select(page.c.site, func.count(page.c.fingerprint.distinct()))
        .where(page.c.sweep == number)
        .group_by(page.c.site)
    )
    rows += [LedgerRow(site, "known", "", count) for site, count in known]
    connection.execute(ledger.delete().where(ledger.c.sweep == number))
    add_new(connection, ledger, [_ledger_row(number, row) for row in rows])
    return not any(
        row.state == PageState.QUEUED.value
        or (row.state in (PageState.FAILED, PageState.CUT, PageState.LEFT) and not row.reason)
        for row in rows
    )


def _with_pages(connection: Connection, number: int) -> set[str]:
    """The sites of which a page was read that holds more than the way to another address.

    A page that did not change is of the kind that it was of when its facts were kept; where these
    were folded away since, it counts as one.
    """
    older = page.alias("older")
    read = and_(page.c.sweep == number, page.c.state.in_(_READ))
    stays = and_(page.c.facts_sweep.is_(None), page.c.kind == "", page.c.final_url == "")
    told = select(page.c.site).where(read, or_(page.c.kind.not_in(_NO_PAGE), stays)).distinct()
    sites = set(connection.scalars(told))
    kept = page.outerjoin(
        older, and_(older.c.sweep == page.c.facts_sweep, older.c.fingerprint == page.c.fingerprint)
    )
    unchanged = (
        select(page.c.site)
        .select_from(kept)
        .where(read, page.c.facts_sweep.is_not(None))
        .where(or_(older.c.kind.is_(None), older.c.kind.not_in(_NO_PAGE)))
        .distinct()
    )
    return sites | set(connection.scalars(unchanged))


def _with_farewell(connection: Connection, number: int) -> set[str]:
    """The sites whose home page says in words that they are elsewhere, or closed."""
    older = page.alias("older")
    kept = page.outerjoin(
        older, and_(older.c.sweep == page.c.facts_sweep, older.c.fingerprint == page.c.fingerprint)
    )
    told = (
        select(page.c.site)
        .select_from(kept)
        .where(page.c.sweep == number, page.c.state.in_(_READ))
        .where(func.coalesce(older.c.kind, page.c.kind) == PageKind.FAREWELL.value)
        .distinct()
    )
    return set(connection.scalars(told))


def _without_jumps(
    ends: list[LedgerRow], with_pages: Collection[str], with_farewell: Collection[str]
) -> list[LedgerRow]:
    """The ends, those of sites without any page of their own not as read."""
    jumps: Counter[str] = Counter()
    kept = []
    for row in ends:
        if row.state in _READ and row.site and row.site not in with_pages:
            jumps[row.site] += row.addresses
        else:
            kept.append(row)
    cut = PageState.CUT.value
    return kept + [
        LedgerRow(site, cut, FAREWELL if site in with_farewell else ELSEWHERE, count)
        for site, count in jumps.items()
    ]


def _ledger_row(number: int, row: LedgerRow) -> dict[str, Any]:
    return {
        "sweep": number,
        "site": row.site,
        "state": row.state,
        "reason": row.reason,
        "count": row.addresses,
    }


def ledger_rows(
    connection: Connection, number: int, only: Collection[str] | None = None
) -> list[LedgerRow]:
    """The ledger of a closed sweep, or of `only` some of its sites."""
    query = (
        select(ledger.c.site, ledger.c.state, ledger.c.reason, ledger.c.count)
        .where(ledger.c.sweep == number)
        .order_by(ledger.c.site, ledger.c.state, ledger.c.reason)
    )
    if only is not None:
        query = query.where(among(connection, ledger.c.site, sorted(only)))
    return [LedgerRow(*row) for row in connection.execute(query)]


class Progress(NamedTuple):
    """How far a sweep is."""

    pages: dict[str, int]  # by state
    links_tried: int
    links_waiting: int
    sites_waiting: int  # with a page still to be read
    findings: int
    again: int = 0  # of those that wait, failed once: they are tried again after a while

    @property
    def read(self) -> int:
        """Pages that came to an end by being asked for."""
        return sum(self.pages.get(state.value, 0) for state in _ASKED)

    @property
    def done(self) -> int:
        """Addresses that came to an end."""
        return sum(self.pages.values()) - self.waiting_pages + self.links_tried

    @property
    def waiting_pages(self) -> int:
        """Pages still to be read."""
        return self.pages.get(PageState.QUEUED.value, 0)

    @property
    def waiting(self) -> int:
        """Addresses still to be asked for."""
        return self.waiting_pages + self.links_waiting


def progress(connection: Connection, number: int) -> Progress:
    """How far a sweep is."""
    states = connection.execute(
        select(page.c.state, func.count().label("addresses"))
        .where(page.c.sweep == number)
        .group_by(page.c.state)
    )
    untried = case((link.c.state == LinkStatus.UNTRIED.value, 1), else_=0)
    links, waiting = connection.execute(
        select(func.count(), func.sum(untried)).where(link.c.sweep == number, link.c.cut == "")
    ).one()
    return Progress(
        pages={row.state: row.addresses for row in states},
        links_tried=links - (waiting or 0),
        links_waiting=waiting or 0,
        sites_waiting=connection.scalar(
            select(func.count(page.c.site.distinct())).where(
                page.c.sweep == number, page.c.state == PageState.QUEUED.value
            )
        )
        or 0,
        findings=connection.scalar(
            select(func.count()).select_from(finding).where(finding.c.sweep == number)
        )
        or 0,
        again=_again(connection, number),
    )


def _again(connection: Connection, number: int) -> int:
    """How many of those that wait have failed once."""
    pages = select(func.count()).where(
        page.c.sweep == number, page.c.state == PageState.QUEUED.value, page.c.tries > 0
    )
    links = select(func.count()).where(
        link.c.sweep == number,
        link.c.state == LinkStatus.UNTRIED.value,
        link.c.cut == "",
        link.c.tries > 0,
    )
    return (connection.scalar(pages) or 0) + (connection.scalar(links) or 0)
