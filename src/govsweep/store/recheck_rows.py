"""What a look again takes: some findings, and the pages they are judged by, in another store."""

import time
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select

from govsweep.addresses import fingerprint, href
from govsweep.facts import LinkStatus, PageState, TargetKind
from govsweep.lifecycle import INITIAL
from govsweep.store.copying import Row, batches, copy_rows
from govsweep.store.statements import add_new, upsert
from govsweep.store.stored_facts import unpack_hashes
from govsweep.tables import (
    block,
    column,
    finding,
    link,
    page,
    probe,
    sighting,
    site,
    standing_order,
    sweep,
)

_WEEK = 8 * 86_400  # seconds of the timer's probes that judging may ask for
_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)


class RecheckTarget(NamedTuple):
    """What is to be looked at again on one site."""

    site: str
    home: str
    last: int  # the sweep that saw the site last
    whole: bool  # some of it is judged of the site as a whole
    pages: Collection[str]
    links: Mapping[str, str]  # target -> its queue


def copy_targets(
    source: Connection, target: Connection, opened: Row, targets: Iterable[RecheckTarget]
) -> None:
    """Put into an empty store all that looking again takes, its sweep among it.

    `opened` is the row of that sweep. What is looked at waits in it; of a site that is judged as
    a whole, every other page stands in it as unchanged.
    """
    version = opened["rules_version"]
    copy_rows(source, target, site)
    copy_rows(source, target, standing_order)
    copy_rows(source, target, sweep, change=lambda row: row | {"rules_version": version})
    add_new(target, sweep, [opened])
    for wanted in targets:
        copy_rows(source, target, column, column.c.site == wanted.site)
        recent = and_(probe.c.site == wanted.site, probe.c.at > time.time() - _WEEK)
        copy_rows(source, target, probe, and_(recent, probe.c.sweep.is_(None)))
        if wanted.whole:
            _copy_site(source, target, opened["id"], wanted)
        _queue_pages(source, target, opened["id"], wanted)
        _queue_links(source, target, opened["id"], wanted)


def copy_findings(source: Connection, target: Connection, keys: Collection[str]) -> None:
    """Put findings into a store as if they stood open, with the pages they were last seen on."""
    still_open = {"state": INITIAL.value, "fixed_at": None, "fixed_sweep": None}
    still_open |= {"withdrawn_sweep": None}
    copy_rows(source, target, finding, finding.c.id.in_(list(keys)), lambda row: row | still_open)
    last = select(finding.c.sweep).where(finding.c.id == sighting.c.finding).scalar_subquery()
    copy_rows(
        source,
        target,
        sighting,
        and_(sighting.c.finding.in_(list(keys)), sighting.c.sweep == last),
    )


def sighted(connection: Connection, key: str) -> list[str]:
    """The addresses at which a finding stood when a sweep saw it last."""
    rows = connection.execute(
        select(page.c.url, sighting.c.url)
        .join(finding, finding.c.id == sighting.c.finding)
        .join(
            page,
            and_(page.c.sweep == sighting.c.sweep, page.c.fingerprint == sighting.c.page),
            isouter=True,
        )
        .where(sighting.c.finding == key, sighting.c.sweep == finding.c.sweep)
        .order_by(sighting.c.url)
    )
    return [asked or shown for asked, shown in rows]


def looked_at(connection: Connection, number: int) -> dict[str, tuple[str, str, int | None]]:
    """The pages that were asked for in a look again: state, reason and status by address."""
    rows = connection.execute(
        select(page.c.url, page.c.state, page.c.reason, page.c.status).where(
            page.c.sweep == number, page.c.at.is_not(None)
        )
    )
    return {url: (state, reason, status) for url, state, reason, status in rows}


def sightings_of(connection: Connection, number: int, key: str) -> list[str]:
    """The addresses at which a finding was seen in a sweep."""
    rows = connection.execute(
        select(sighting.c.url).where(sighting.c.finding == key, sighting.c.sweep == number)
    )
    return list(rows.scalars())


def queue_again(connection: Connection, number: int, identifier: str, urls: Iterable[str]) -> None:
    """Let some addresses of a site wait in a sweep, whatever is known of them."""
    rows = {row["fingerprint"]: row for row in (_waiting(number, identifier, url) for url in urls)}
    upsert(connection, page, list(rows.values()))


def _copy_site(source: Connection, target: Connection, number: int, wanted: RecheckTarget) -> None:
    """Every page of the site as its last sweep knew it, with facts and texts."""
    hashes: set[bytes] = set()
    older = page.alias()
    query = (
        select(page, older.c.facts.label("older"))
        .join(
            older,
            and_(older.c.sweep == page.c.facts_sweep, older.c.fingerprint == page.c.fingerprint),
            isouter=True,
        )
        .where(page.c.sweep == wanted.last, page.c.site == wanted.site)
        .order_by(page.c.fingerprint)
    )
    for rows in batches(source, query):
        last, now = [], []
        for row in rows:
            facts = row.pop("older") or row["facts"]
            # Without its hash and tag a page is read again in full, by today's rules.
            row |= {"etag": "", "last_modified": "", "body_hash": None, "body": None}
            row |= {"facts": facts, "facts_sweep": None}
            last.append(row)
            now.append(_overlaid(row, number))
            if facts:
                hashes.update(unpack_hashes(facts))
        add_new(target, page, last)
        add_new(target, page, now)
    _copy_texts(source, target, hashes)


def _overlaid(row: Row, number: int) -> Row:
    read = row["state"] in _READ
    return row | {
        "sweep": number,
        "state": PageState.UNCHANGED.value if read else row["state"],
        "facts": None,
        "facts_sweep": row["sweep"] if row["facts"] else None,
        "at": None,
        "published": None,
        "main_hash": None,
    }


def _copy_texts(source: Connection, target: Connection, hashes: Collection[bytes]) -> None:
    keys = sorted(hashes)
    for start in range(0, len(keys), 500):
        copy_rows(source, target, block, block.c.hash.in_(keys[start : start + 500]))


def _queue_pages(
    source: Connection, target: Connection, number: int, wanted: RecheckTarget
) -> None:
    urls = {href(wanted.home), *wanted.pages} - {""}
    queue_again(target, number, wanted.site, sorted(urls))


def _waiting(number: int, identifier: str, url: str) -> Row:
    return {
        "sweep": number,
        "fingerprint": fingerprint(url),
        "site": identifier,
        "url": url,
        "depth": 1,
        "state": PageState.QUEUED.value,
        "reason": "",
        "tries": 0,
        "due": 0.0,
        "status": None,
        "final_url": "",
        "facts_sweep": None,
    }


def _queue_links(
    source: Connection, target: Connection, number: int, wanted: RecheckTarget
) -> None:
    """Let the targets of bad links wait, each in the queue where the last sweep had it."""
    rows: list[dict[str, Any]] = []
    pages: list[str] = []
    for url, queue in sorted(wanted.links.items()):
        key = fingerprint(url)
        known = source.execute(
            select(link.c.queue, link.c.kind, link.c.referrer).where(
                link.c.sweep == wanted.last, link.c.fingerprint == key
            )
        ).first()
        own = source.scalar(
            select(page.c.url).where(
                page.c.sweep == wanted.last,
                page.c.fingerprint == key,
                page.c.site == wanted.site,
            )
        )
        if own is not None:
            pages.append(own)
        if known is not None or own is None:
            rows.append(
                {
                    "sweep": number,
                    "fingerprint": key,
                    "queue": known.queue if known else queue,
                    "target": url,
                    "kind": known.kind if known else TargetKind.PAGE.value,
                    "state": LinkStatus.UNTRIED.value,
                    "referrer": known.referrer if known else "",
                }
            )
    queue_again(target, number, wanted.site, pages)
    add_new(target, link, rows)
