"""The proof of a finding: the pages it stood on, and what was said on the wire."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from govsweep.addresses import canonical, fingerprint
from govsweep.facts import HttpExchange, Page
from govsweep.store.connection import instant
from govsweep.store.settling_rows import with_texts
from govsweep.store.stored_facts import unpack, unpack_body, unpack_said
from govsweep.tables import exchange, finding, link, page, probe, sighting, sweep

_PAGES = 20


class Try(NamedTuple):
    """One time that an address was asked for."""

    at: str  # ISO 8601
    tries: int
    failure: str
    status: int | None
    elapsed: float | None
    said: tuple[HttpExchange, ...]


class ProofPage(NamedTuple):
    """A page on which a finding stood."""

    url: str
    row: dict[str, Any]  # what became of asking for it
    excerpts: tuple[dict[str, str], ...]
    facts: Page | None
    body: bytes  # as it came; b"" where it is not kept
    tries: tuple[Try, ...]


class Proof(NamedTuple):
    """All that the store holds of what a finding says."""

    pages: tuple[ProofPage, ...]
    target: dict[str, Any]  # what became of a link's target; empty for what is no link
    tries: tuple[Try, ...]  # of the target
    probes: tuple[dict[str, Any], ...]  # the timed visits to the home page


def proof(connection: Connection, key: str, home: str) -> Proof:
    """The proof of a finding as it was last seen by a sweep; `home` is its site's home page."""
    row = connection.execute(select(finding).where(finding.c.id == key)).mappings().one()
    number, site = row["sweep"], row["site"]
    seen = connection.execute(
        select(sighting)
        .where(sighting.c.finding == key, sighting.c.sweep == number)
        .order_by(sighting.c.url, sighting.c.page)
        .limit(_PAGES)
    ).mappings()
    excerpts: dict[bytes, list[dict[str, str]]] = {}
    for one in seen:
        some = {name: one[name] for name in ("url", "quote", "before", "after")}
        excerpts.setdefault(one["page"], []).append(some)
    if not excerpts:
        excerpts[fingerprint(row["url"] or home)] = []
    target = canonical(row["subject"])
    timed = select(probe).where(probe.c.site == site, probe.c.sweep == number).order_by(probe.c.at)
    return Proof(
        pages=tuple(
            _page(connection, number, where, tuple(some)) for where, some in excerpts.items()
        ),
        target=_target(connection, number, fingerprint(target)) if target else {},
        tries=tries(connection, number, fingerprint(target)) if target else (),
        probes=tuple(_plain(dict(one)) for one in connection.execute(timed).mappings()),
    )


def _page(
    connection: Connection, number: int, key: bytes, excerpts: tuple[dict[str, str], ...]
) -> ProofPage:
    row = connection.execute(
        select(page).where(page.c.sweep == number, page.c.fingerprint == key)
    ).mappings().first()  # fmt: skip
    if row is None:
        url = excerpts[0]["url"] if excerpts else ""
        return ProofPage(url, {}, excerpts, None, b"", tries(connection, number, key))
    facts = connection.scalar(
        select(page.c.facts).where(
            page.c.fingerprint == key,
            page.c.sweep == func.coalesce(row["facts_sweep"], row["sweep"]),
        )
    )
    body = connection.scalar(
        select(page.c.body)
        .where(
            page.c.fingerprint == key,
            page.c.sweep.in_(_until(number)),
            page.c.body.is_not(None),
            page.c.body_hash == row["body_hash"],
        )
        .order_by(page.c.sweep.desc())
        .limit(1)
    )
    return ProofPage(
        row["url"],
        _plain(dict(row)),
        excerpts,
        with_texts(connection, unpack(facts)) if facts else None,
        unpack_body(body) if body else b"",
        tries(connection, number, key),
    )


def _target(connection: Connection, number: int, key: bytes) -> dict[str, Any]:
    for table in (link, page):
        row = connection.execute(
            select(table).where(table.c.sweep == number, table.c.fingerprint == key)
        ).mappings().first()  # fmt: skip
        if row is not None:
            return _plain(dict(row))
    return {}


def _until(number: int) -> Select[int]:
    """The sweeps up to one: by sweep and fingerprint a row is found by its key, no other read."""
    return select(sweep.c.id).where(sweep.c.id <= number)


def tries(connection: Connection, number: int, key: bytes) -> tuple[Try, ...]:
    """Each time that an address was asked for, in the newest sweep that kept it."""
    newest = (
        select(func.max(exchange.c.sweep))
        .where(exchange.c.fingerprint == key, exchange.c.sweep.in_(_until(number)))
        .scalar_subquery()
    )
    rows = connection.execute(
        select(exchange)
        .where(and_(exchange.c.fingerprint == key, exchange.c.sweep == newest))
        .order_by(exchange.c.at)
    ).mappings()
    return tuple(
        Try(
            instant(row["at"]).isoformat(),
            row["tries"],
            row["failure"],
            row["status"],
            row["elapsed"],
            unpack_said(row["heads"]),
        )
        for row in rows
    )


_BLOBS = ("facts", "body", "main_hash", "due", "facts_sweep", "depth")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON can say it."""
    plain = {name: value for name, value in row.items() if name not in _BLOBS}
    for name, value in plain.items():
        if isinstance(value, bytes):
            plain[name] = value.hex()
        elif isinstance(value, dt.date):
            plain[name] = value.isoformat()
    if plain.get("at") is not None:
        plain["at"] = instant(plain["at"]).isoformat()
    return plain
