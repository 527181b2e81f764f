"""What settle reads of a sweep: pages with their facts, and the targets that are not fine."""

from collections.abc import Collection, Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, exists, func, select

from govsweep.address_zones import hostname, literal
from govsweep.addresses import fingerprint
from govsweep.crawl import queue_of_host, shown
from govsweep.facts import (
    Failure,
    LinkStatus,
    Page,
    PageState,
    Redated,
)
from govsweep.store.ledger_rows import ENDED
from govsweep.store.statements import rows_among
from govsweep.store.stored_facts import text_blocks, unpack
from govsweep.tables import block, finding, link, page, sighting, sweep

_SAMPLE = 5_000  # pages
_SPELL = 100  # pages at least, one after the other
_PAGES_OF_A_SITE = 4  # in a spell in which all sites are asked
_FAILED = (PageState.FAILED.value, PageState.BLOCKED.value)
_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_ASKED = (*_READ, *_FAILED)
_FAILURES = frozenset(Failure)
_told = page.alias()  # where the facts of an unchanged page stand
before = page.alias()  # as an earlier sweep saw it
# A statement costs more to make than to run: what is asked for every site is made once.
_OF_SITE = and_(page.c.sweep == bindparam("number"), page.c.site == bindparam("site"))
_PAGES = (
    select(
        func.coalesce(page.c.facts, _told.c.facts),
        page.c.fingerprint,
        page.c.url,
        page.c.state,
        page.c.reason,
        page.c.status,
        page.c.elapsed,
        page.c.final_url,
        page.c.facts_sweep,
    )
    .join(
        _told,
        and_(_told.c.sweep == page.c.facts_sweep, _told.c.fingerprint == page.c.fingerprint),
        isouter=True,
    )
    .where(_OF_SITE)
    .order_by(case((page.c.state.in_(_FAILED), 0), else_=1), page.c.url)
)
_PAGE_AT = _PAGES.where(page.c.fingerprint == bindparam("key"))
_WHERE_SEEN = (
    select(func.coalesce(page.c.facts, _told.c.facts))
    .join(sighting, sighting.c.page == page.c.fingerprint)
    .join(finding, and_(finding.c.id == sighting.c.finding, finding.c.sweep == sighting.c.sweep))
    .join(
        _told,
        and_(_told.c.sweep == page.c.facts_sweep, _told.c.fingerprint == page.c.fingerprint),
        isouter=True,
    )
    .where(page.c.sweep == bindparam("number"), sighting.c.finding == bindparam("key"))
    .order_by(page.c.url)
)
# Sweep by sweep a site's pages are found by an index; asked for at once, all are looked at.
_LAST_SWEEP = (
    select(sweep.c.id)
    .where(
        sweep.c.id < bindparam("number"),
        exists().where(page.c.sweep == sweep.c.id, page.c.site == bindparam("site")),
    )
    .order_by(sweep.c.id.desc())
    .limit(1)
)
_REDATED = (
    select(page.c.url, _told.c.published.label("before"), page.c.published, sweep.c.as_of)
    .join(
        before,
        and_(before.c.sweep == bindparam("last"), before.c.fingerprint == page.c.fingerprint),
    )
    .join(
        _told,
        and_(
            _told.c.sweep == func.coalesce(before.c.facts_sweep, before.c.sweep),
            _told.c.fingerprint == page.c.fingerprint,
        ),
    )
    .join(sweep, sweep.c.id == _told.c.sweep)
    .where(
        _OF_SITE,
        page.c.published.is_not(None),  # follows from the last; spares the unchanged the joins
        page.c.main_hash == _told.c.main_hash,
        page.c.published != _told.c.published,
    )
    .order_by(page.c.url)
)
_TEXTS = select(block.c.hash, block.c.text)


class StoredPage(NamedTuple):
    """A page's row with its facts, where it has any."""

    fingerprint: bytes
    url: str
    state: PageState
    reason: str
    status: int | None
    elapsed: float | None
    final_url: str
    facts_sweep: int | None  # where the facts were read, if not in this sweep
    page: Page | None


class StoredLink(NamedTuple):
    """What became of a link target in a sweep."""

    target: str
    status: LinkStatus
    failure: Failure | None
    http_status: int | None
    final_url: str
    kind: str


def usual_seconds(connection: Connection, number: int) -> float:
    """How long a page took in a sweep's slowest spell, in the median over sites; 0.0 for none.

    A machine or a line that was busy for an hour of the night made every site slow meanwhile. Of a
    sample; a spell counts where at least half of the sites were asked in it: in the end there are
    only those left that take longest.
    """
    sample = (
        select(page.c.at, page.c.site, page.c.elapsed)
        .where(page.c.sweep == number, page.c.elapsed.is_not(None), page.c.at.is_not(None))
        .order_by(page.c.fingerprint)  # a hash: as good as drawn by lot, and the same each time
        .limit(_SAMPLE)
    )
    rows = sorted(tuple(row) for row in connection.execute(sample))
    sites = len({site for _, site, _ in rows})
    length = max(_SPELL, _PAGES_OF_A_SITE * sites)
    spells = (rows[first : first + length] for first in range(0, len(rows), length))
    told = [_median_of_sites(spell, sites) for spell in spells]
    return max([*told, median(seconds for *_, seconds in rows)]) if rows else 0.0


def _median_of_sites(spell: Sequence[tuple[Any, str, float]], sites: int) -> float:
    """What a page took at half of the sites; 0.0 where too few of them were asked."""
    seconds: dict[str, list[float]] = {}
    for _, site, elapsed in spell:
        seconds.setdefault(site, []).append(elapsed)
    return median(map(median, seconds.values())) if 2 * len(seconds) >= sites else 0.0


def site_pages(
    connection: Connection,
    number: int,
    identifier: str,
    *,
    texts: bool = False,
    only: Collection[bytes] | None = None,
) -> Iterator[StoredPage]:
    """Every page of a site in a sweep with its facts, the failed ones first.

    So whoever reads on knows which addresses failed before the pages that name them come.
    `texts` asks for the texts of the blocks too; `only` some pages are asked for by fingerprint.
    """
    rows = connection.execute(_PAGES, {"number": number, "site": identifier})
    for packed, key, url, state, *answer, facts_sweep in rows:
        if only is not None and key not in only:
            continue
        facts = unpack(packed) if packed else None
        if texts and facts is not None:
            facts = with_texts(connection, facts)
        reason, status, elapsed, final_url = answer
        yield StoredPage(
            key, url, PageState(state), reason, status, elapsed, final_url, facts_sweep, facts
        )


def page_at(connection: Connection, number: int, identifier: str, url: str) -> StoredPage | None:
    """One page of a site in a sweep with its facts and texts; None where it was not there."""
    words = {"number": number, "site": identifier, "key": fingerprint(url)}
    row = connection.execute(_PAGE_AT, words).first()
    if row is None:
        return None
    packed, key, known_as, state, *answer, facts_sweep = row
    facts = with_texts(connection, unpack(packed)) if packed else None
    reason, status, elapsed, final_url = answer
    return StoredPage(
        key, known_as, PageState(state), reason, status, elapsed, final_url, facts_sweep, facts
    )


def saw_the_same(last: int | None) -> ColumnElement[bool]:
    """Whether a page as a sweep saw it `before` had the facts that it has now; None: no sweep."""
    return and_(
        before.c.sweep == (last or 0),
        before.c.fingerprint == page.c.fingerprint,
        before.c.state.in_(_READ),
        func.coalesce(before.c.facts_sweep, before.c.sweep) == page.c.facts_sweep,
    )


def judged_otherwise(
    connection: Connection, number: int, identifier: str, version: str, last: int | None
) -> set[bytes]:
    """The unchanged pages of a site that were judged last by rules of another version.

    Those that `last`, a sweep judged by this version, saw as they are were judged again then.
    """
    read = and_(sweep.c.id == page.c.facts_sweep, sweep.c.rules_version != version)
    query = (
        select(page.c.fingerprint)
        .select_from(page.join(sweep, read).outerjoin(before, saw_the_same(last)))
        .where(_OF_SITE, page.c.facts_sweep != page.c.sweep, before.c.sweep.is_(None))
    )
    found = connection.scalars(query, {"number": number, "site": identifier})
    return {bytes(one) for one in found}


def pages_of(connection: Connection, number: int, key: str) -> list[Page]:
    """The pages, with texts, on which a finding was seen last, as a later sweep read them."""
    rows = connection.scalars(_WHERE_SEEN, {"number": number, "key": key})
    return [with_texts(connection, unpack(facts)) for facts in rows if facts]


def with_texts(connection: Connection, facts: Page) -> Page:
    """A page with the texts of its blocks."""
    hashes = {one.hash for one in facts.blocks}
    rows = rows_among(connection, _TEXTS, block.c.hash, hashes)
    return text_blocks(facts, dict(rows))


def redated(connection: Connection, number: int, identifier: str) -> list[Redated]:
    """Articles whose day of publication moved since the site's last sweep, their text the same."""
    words = {"number": number, "site": identifier}
    last = connection.scalar(_LAST_SWEEP, words)
    if last is None:
        return []
    rows = connection.execute(_REDATED, words | {"last": last})
    return [Redated(url=url, before=old, after=new, seen=seen) for url, old, new, seen in rows]


def tried_links(connection: Connection, number: int, *, bad: bool = False) -> dict[str, StoredLink]:
    """The link targets tried in a sweep, or waiting at its end; only those not fine if asked for.

    It is settled while they wait, and judged again when it is written why they were not tried.
    """
    query = select(link).where(link.c.sweep == number, link.c.cut.in_(("", *ENDED)))
    if bad:
        query = query.where(link.c.state != LinkStatus.FINE.value)
    return {
        row["target"]: StoredLink(
            row["target"],
            LinkStatus(row["state"]),
            Failure(row["failure"]) if row["failure"] in _FAILURES else None,
            row["http_status"],
            row["final_url"],
            row["kind"],
        )
        for row in connection.execute(query).mappings()
    }


def has_outside_answered(connection: Connection, number: int) -> bool:
    """Whether any host that is not registered answered a link of a sweep, in whatever way.

    One that is written in digits does not count: to reach it no name had to be known.
    """
    outside = (
        select(link.c.queue)
        .where(
            link.c.sweep == number,
            link.c.http_status.is_not(None),
            link.c.queue.startswith(queue_of_host("")),
        )
        .distinct()
    )
    names = (hostname(f"http://{shown(queue)}/") for (queue,) in connection.execute(outside))
    return any(literal(name) is None for name in names)


def untried(connection: Connection, number: int, targets: Collection[str]) -> set[str]:
    """Those of some targets that a sweep knew of and never asked for, as pages or as links."""
    keys: dict[bytes, list[str]] = {}
    for one in targets:
        keys.setdefault(fingerprint(one), []).append(one)
    named = list(keys)
    found: set[bytes] = set()
    for start in range(0, len(named), 500):
        some = named[start : start + 500]
        pages = select(page.c.fingerprint).where(
            page.c.sweep == number, page.c.fingerprint.in_(some), page.c.state.not_in(_ASKED)
        )
        links = select(link.c.fingerprint).where(
            link.c.sweep == number,
            link.c.fingerprint.in_(some),
            link.c.state == LinkStatus.UNTRIED.value,
        )
        found.update(connection.scalars(pages), connection.scalars(links))
    return {target for one in found for target in keys[bytes(one)]}
