"""What each sweep brought from each site, as rows that outlive its pages."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, select

from govsweep.addresses import fingerprint
from govsweep.facts import PageState
from govsweep.store.statements import add_new
from govsweep.store.sweep_rows import newest_sweep
from govsweep.tables import column, page, site, sweep, sweep_yield

_COMPARED = 14  # sweeps that tell what is usual
_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)


class SweepYield(NamedTuple):
    """What one sweep brought from one site."""

    home: bool  # its home page was read
    known: int  # pages that were found, traps left out
    pages: int  # of these, read
    left: int  # of these, not asked for
    columns: int
    dated: int  # pages with a day of publication


def write_yields(connection: Connection, number: int) -> None:
    """Count what a sweep brought, site by site."""
    opened = newest_sweep(connection, number)
    if opened is None:
        return
    found = {name: SweepYield(False, 0, 0, 0, 0, 0) for name in opened.sites}
    for name, known, pages, left, dated in connection.execute(_pages(number)):
        if name in found:
            found[name] = SweepYield(False, known, pages or 0, left or 0, 0, dated or 0)
    for name, columns in connection.execute(
        select(column.c.site, func.count()).where(column.c.sweep == number).group_by(column.c.site)
    ):
        if name in found:
            found[name] = found[name]._replace(columns=columns)
    for name in _homes_read(connection, number):
        if name in found:
            found[name] = found[name]._replace(home=True)
    connection.execute(delete(sweep_yield).where(sweep_yield.c.sweep == number))
    rows = [{"sweep": number, "site": name} | one._asdict() for name, one in found.items()]
    add_new(connection, sweep_yield, rows)


def _pages(number: int) -> Any:
    """Pages, and of those unchanged the day that their older facts tell."""
    told = page.alias("told")
    read = page.c.state.in_(_READ)
    return (
        select(
            page.c.site,
            func.count(),
            _sum(read),
            _sum(page.c.state == PageState.LEFT.value),
            _sum(and_(read, func.coalesce(page.c.published, told.c.published).is_not(None))),
        )
        .select_from(
            page.outerjoin(
                told,
                and_(told.c.sweep == page.c.facts_sweep, told.c.fingerprint == page.c.fingerprint),
            )
        )
        .where(page.c.sweep == number, page.c.state != PageState.CUT.value)
        .group_by(page.c.site)
    )


def _sum(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _homes_read(connection: Connection, number: int) -> list[str]:
    sites = connection.execute(select(site.c.identifier, site.c.url)).all()
    homes = {fingerprint(url): name for name, url in sites}
    read: list[bytes] = []
    for start in range(0, len(homes), 500):
        some = list(homes)[start : start + 500]
        read += connection.scalars(
            select(page.c.fingerprint).where(
                page.c.sweep == number, page.c.fingerprint.in_(some), page.c.state.in_(_READ)
            )
        )
    return [homes[bytes(one)] for one in read]


def yields(connection: Connection, number: int) -> dict[str, SweepYield]:
    """What a sweep brought, by site; empty where it was closed by an older release."""
    rows = connection.execute(select(sweep_yield).where(sweep_yield.c.sweep == number)).mappings()
    return {row["site"]: _yield(row) for row in rows}


def earlier_yields(
    connection: Connection, number: int, sweeps: int = _COMPARED
) -> dict[str, Sequence[SweepYield]]:
    """What the last closed sweeps before one brought, by site, the newest first."""
    before = connection.scalars(
        select(sweep.c.id)
        .where(sweep.c.id < number, sweep.c.closed_at.is_not(None))
        .order_by(sweep.c.id.desc())
        .limit(sweeps)
    ).all()
    found: dict[str, list[SweepYield]] = {}
    for one in before:
        for name, row in yields(connection, one).items():
            found.setdefault(name, []).append(row)
    return dict(found)


def _yield(row: Mapping[Any, Any]) -> SweepYield:
    return SweepYield(**{name: row[name] for name in SweepYield._fields})
