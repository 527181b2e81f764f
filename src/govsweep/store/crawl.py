"""What workers write: visits with all that came of them, in one transaction."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, ScalarSelect, delete, func, or_, select, update

from govsweep.crawl import Delivery, is_foreign
from govsweep.facts import Address, DateSource, LinkStatus, Page, PageState, TargetKind, Visit
from govsweep.store import fence_rows, script_rows
from govsweep.store.finding_rows import save_findings
from govsweep.store.statements import add_new, add_plain, upsert
from govsweep.store.stored_facts import pack, pack_body, pack_outside, pack_said, pack_view
from govsweep.tables import block, exchange, link, page, probe, sighting, sweep, view

SWEEPS_BACK = 14  # a page that was not read in so many is read as if for the first time
_NOT_TOLD = (
    None,
    DateSource.REPLY,
    DateSource.SIGNATURE,
    DateSource.LIST,
    DateSource.URL,
)
_older = page.alias()


class Committed(NamedTuple):
    """What became of deliveries: those refused, whether for a closed sweep, and blocks stored."""

    refused: Sequence[Delivery]
    closed: bool
    blocks: Collection[bytes] = ()


def commit(
    connection: Connection, number: int, deliveries: Sequence[Delivery], stored_blocks: set[bytes]
) -> Committed:
    """Write deliveries of one sweep; delivered twice, they change nothing.

    Refused are all where the sweep takes no more, and those of leases that were lost to others
    who have written since; how many is counted with the sweep.
    `stored_blocks` are hashes of blocks that this process knows to be stored; it is not changed.
    Rows go in the order of their keys, so that two workers' transactions cannot deadlock.
    """
    if not fence_rows.is_open(connection, number):
        fence_rows.count_refused(connection, number, len(deliveries))
        return Committed(deliveries, closed=True)
    refused = _of_lost_leases(connection, number, deliveries)
    fence_rows.count_refused(connection, number, len(refused))
    late = {id(one) for one in refused}
    taken = [one for one in deliveries if id(one) not in late]
    return Committed(refused, False, _save(connection, number, taken, stored_blocks))


def _of_lost_leases(
    connection: Connection, number: int, deliveries: Sequence[Delivery]
) -> list[Delivery]:
    fences: dict[str, int] = {}
    for one in deliveries:
        if one.fence is not None:
            queue = one.visit.queue
            fences[queue] = max(one.fence, fences.get(queue, 0))
    later = fence_rows.overtaken(connection, number, fences) if fences else set()
    return [
        one
        for one in deliveries
        if one.fence is not None
        and (one.visit.queue in later or one.fence < fences[one.visit.queue])
    ]


def _save(
    connection: Connection, number: int, deliveries: Sequence[Delivery], stored_blocks: set[bytes]
) -> Collection[bytes]:
    deliveries = sorted(deliveries, key=lambda one: one.visit.fingerprint)
    pages = [one for one in deliveries if not one.visit.unread]
    visits = [one.visit for one in deliveries]
    blocks = _save_blocks(connection, pages, stored_blocks)
    _save_pages(connection, number, pages)
    _save_links(connection, number, [visit for visit in visits if visit.unread])
    _save_found(connection, number, [one for visit in visits for one in visit.found])
    script_rows.save(connection, number, visits)
    _save_timings(connection, number, visits)
    _save_views(connection, number, visits)
    _save_exchanges(connection, number, deliveries)
    _save_findings(connection, number, pages)
    crashes = sum(len(one.crashes) for one in deliveries)
    if crashes:
        connection.execute(
            update(sweep).where(sweep.c.id == number).values(crashes=sweep.c.crashes + crashes)
        )
    return blocks


def _save_blocks(
    connection: Connection, pages: list[Delivery], stored: set[bytes]
) -> Collection[bytes]:
    texts = {
        one.hash: one.text
        for delivery in pages
        if delivery.visit.page is not None
        for one in delivery.visit.page.blocks
        if one.hash not in stored
    }
    add_plain(connection, block, sorted(texts.items()))
    return texts.keys()


def _save_pages(connection: Connection, number: int, pages: list[Delivery]) -> None:
    rows = {one.visit.fingerprint: _page_row(number, one) for one in pages}
    upsert(connection, page, list(rows.values()), keep=("site", "url", "depth"))
    unchanged = [one.visit.fingerprint for one in pages if one.visit.state is PageState.UNCHANGED]
    if unchanged:
        connection.execute(
            update(page)
            .where(page.c.sweep == number, page.c.fingerprint.in_(unchanged))
            .values(facts_sweep=_where_facts_stand(number))
        )


def _where_facts_stand(number: int) -> ScalarSelect[int]:
    """The sweep whose facts a page has that is unchanged in this one."""
    # By sweep and fingerprint a page is found by its key; by fingerprint alone, all are looked at.
    before = select(sweep.c.id).where(sweep.c.id < number)
    return (
        select(func.coalesce(_older.c.facts_sweep, _older.c.sweep))
        .where(
            _older.c.sweep.in_(before.order_by(sweep.c.id.desc()).limit(SWEEPS_BACK)),
            _older.c.fingerprint == page.c.fingerprint,
            or_(_older.c.facts.is_not(None), _older.c.facts_sweep.is_not(None)),
        )
        .order_by(_older.c.sweep.desc())
        .limit(1)
        .scalar_subquery()
    )


def _page_row(number: int, delivery: Delivery) -> dict[str, Any]:
    visit = delivery.visit
    return {
        "sweep": number,
        "fingerprint": visit.fingerprint,
        # A page that led to a foreign host comes from that host's queue; its row keeps its site.
        "site": "" if is_foreign(visit.queue) else visit.queue,
        "url": visit.url,
        "depth": 0,
        "state": visit.state.value,
        "reason": visit.reason,
        "tries": visit.tries,
        "due": visit.due,
        "status": visit.status,
        "elapsed": visit.elapsed,
        "at": visit.at.timestamp(),
        "final_url": visit.final_url,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
        "body_hash": visit.body_hash or None,
        "kind": visit.page.kind.value if visit.page else "",
        "facts": pack(visit.page) if visit.page else None,
        "body": pack_body(visit.body) if visit.body and delivery.findings else None,
        "published": _told_day(visit.page),
        "main_hash": visit.page.main_hash or None if visit.page else None,
    }


def _told_day(read: Page | None) -> dt.date | None:
    """The day of publication that an article itself tells."""
    if read is None or read.published is None or read.published_source in _NOT_TOLD:
        return None
    return read.published.date()


def _save_links(connection: Connection, number: int, visits: list[Visit]) -> None:
    rows = {visit.fingerprint: _link_row(number, visit) for visit in visits}
    upsert(connection, link, list(rows.values()), keep=("queue", "target", "kind"))


def _link_row(number: int, visit: Visit) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": visit.fingerprint,
        "queue": visit.queue,
        "target": visit.url,
        "kind": TargetKind.PAGE.value,  # kept as it was found
        "state": visit.link_status.value,
        # One that is not to be asked for again tonight stays untested, and is told.
        "cut": visit.reason if visit.link_status is LinkStatus.UNTRIED and not visit.due else "",
        "failure": visit.reason,
        "http_status": visit.status,
        "elapsed": visit.elapsed,
        "tries": visit.tries,
        "due": visit.due,
        "at": visit.at.timestamp(),
        "final_url": visit.final_url,
        "outside": pack_outside(visit.outside) if visit.outside is not None else None,
    }


def _save_found(connection: Connection, number: int, found: list[Address]) -> None:
    pages: dict[bytes, dict[str, Any]] = {}
    links: dict[bytes, dict[str, Any]] = {}
    for address in sorted(found, key=lambda one: one.fingerprint):
        if address.is_link:
            links[address.fingerprint] = _found_link(number, address)
        else:
            pages[address.fingerprint] = _found_page(number, address)
    add_new(connection, page, list(pages.values()))
    add_new(connection, link, list(links.values()))


def _found_page(number: int, address: Address) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": address.fingerprint,
        "site": address.queue,
        "url": address.url,
        "depth": address.depth,
        "state": (PageState.CUT if address.cut else PageState.QUEUED).value,
        "reason": address.cut,
    }


def _found_link(number: int, address: Address) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": address.fingerprint,
        "queue": address.queue,
        "target": address.url,
        "kind": address.kind.value,
        "state": LinkStatus.UNTRIED.value,
        "cut": address.cut,
        "referrer": address.referrer,
    }


def _save_timings(connection: Connection, number: int, visits: list[Visit]) -> None:
    rows = [
        {
            "site": visit.queue,
            "at": visit.timing.at.timestamp(),
            "sweep": number,
            "url": visit.timing.url,
            "elapsed": visit.timing.elapsed,
            "status": visit.timing.status,
            "failure": visit.timing.failure.value if visit.timing.failure else "",
            "certificate": visit.timing.certificate,
        }
        for visit in visits
        if visit.timing is not None
    ]
    add_new(connection, probe, rows)


def _save_views(connection: Connection, number: int, visits: list[Visit]) -> None:
    rows = [
        {"sweep": number, "site": visit.queue, "agent": one.agent, "facts": pack_view(one)}
        for visit in visits
        for one in visit.views
    ]
    upsert(connection, view, rows)


def _save_exchanges(connection: Connection, number: int, deliveries: list[Delivery]) -> None:
    """What was said on the wire, where it proves something: a failure, a finding, a home page."""
    rows = [
        {
            "sweep": number,
            "fingerprint": visit.fingerprint,
            "at": visit.at.timestamp(),
            "tries": visit.tries,
            "failure": visit.reason,
            "status": visit.status,
            "elapsed": visit.elapsed,
            "heads": pack_said(visit.http_log),
        }
        for visit, findings, *_ in deliveries
        if visit.http_log and (visit.reason or findings or visit.timing is not None)
    ]
    add_new(connection, exchange, rows)


def _save_findings(connection: Connection, number: int, pages: list[Delivery]) -> None:
    judge_again(
        connection,
        number,
        [one for one in pages if one.visit.state not in (PageState.QUEUED, PageState.UNCHANGED)],
        shown_anew=True,
    )


def judge_again(
    connection: Connection, number: int, pages: Sequence[Delivery], *, shown_anew: bool = False
) -> None:
    """Replace what was found on pages in a sweep by what is found on them now.

    Which of its pages a finding is shown on is settled as they are read, `shown_anew`.
    """
    judged = [one.visit.fingerprint for one in pages]
    if judged:  # a page read again may say less than it did before
        connection.execute(
            delete(sighting).where(sighting.c.sweep == number, sighting.c.page.in_(judged))
        )
    save_findings(
        connection,
        number,
        [(finding, one.visit.fingerprint) for one in pages for finding in one.findings],
        again=not shown_anew,
    )


def add(connection: Connection, number: int, addresses: Sequence[Address]) -> bool:
    """Make addresses known that no page revealed; those known already stay as they are.

    Tells whether the sweep takes any more.
    """
    if not fence_rows.is_open(connection, number):
        return False
    _save_found(connection, number, list(addresses))
    return True
