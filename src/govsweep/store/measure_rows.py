"""What a monitor wants to know of the newest sweep and of all findings."""

from typing import NamedTuple

from sqlalchemy import Connection, Select, func, select

from govsweep.facts import LinkStatus, PageState
from govsweep.store.sweep_rows import Sweep, newest_sweep
from govsweep.tables import event, finding, link, page, site


class Measures(NamedTuple):
    """Counts, as they are just now."""

    sweep: Sweep | None
    sites: dict[str, int]  # by status
    pages: dict[str, int]  # of the newest sweep, by state
    failures: dict[tuple[str, str], int]  # by kind of address and failure
    links: dict[str, int]  # by status
    answers: int  # pages that answered in some time
    seconds: float  # which they took together
    findings: dict[tuple[str, str, str, str, bool], int]
    events: int  # written to the outbox so far


def measures(connection: Connection) -> Measures:
    """Count all that is told."""
    newest = newest_sweep(connection)
    number = newest.id if newest else 0
    timed = connection.execute(
        select(func.count(page.c.elapsed), func.coalesce(func.sum(page.c.elapsed), 0.0)).where(
            page.c.sweep == number
        )
    ).one()
    of_sites = select(site.c.status, func.count()).group_by(site.c.status)
    return Measures(
        sweep=newest,
        sites=_counted(connection, of_sites),
        pages=_states(connection, number),
        failures=_failures(connection, number),
        links=_links(connection, number),
        answers=timed[0],
        seconds=float(timed[1]),
        findings=_findings(connection),
        events=connection.scalar(select(func.count()).select_from(event)) or 0,
    )


def _states(connection: Connection, number: int) -> dict[str, int]:
    query = select(page.c.state, func.count()).where(page.c.sweep == number).group_by(page.c.state)
    counted = _counted(connection, query)
    return {state.value: counted.get(state.value, 0) for state in PageState}


def _links(connection: Connection, number: int) -> dict[str, int]:
    query = select(link.c.state, func.count()).where(link.c.sweep == number, link.c.cut == "")
    counted = _counted(connection, query.group_by(link.c.state))
    return {status.value: counted.get(status.value, 0) for status in LinkStatus}


def _counted(connection: Connection, query: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _failures(connection: Connection, number: int) -> dict[tuple[str, str], int]:
    of_pages = (
        select(page.c.reason, func.count())
        .where(
            page.c.sweep == number,
            page.c.state.in_((PageState.FAILED.value, PageState.BLOCKED.value)),
        )
        .group_by(page.c.reason)
    )
    of_links = (
        select(link.c.failure, func.count())
        .where(link.c.sweep == number, link.c.failure != "")
        .group_by(link.c.failure)
    )
    found: dict[tuple[str, str], int] = {}
    for kind, query in (("page", of_pages), ("link", of_links)):
        found |= {(kind, reason): count for reason, count in connection.execute(query)}
    return found


def _findings(connection: Connection) -> dict[tuple[str, str, str, str, bool], int]:
    held = finding.c.held.is_not(None)
    terms = (
        finding.c.check,
        finding.c.severity,
        finding.c.certainty,
        finding.c.state,
    )
    query = select(*terms, held, func.count()).group_by(*terms, held)
    return {
        (check, severity, certainty, state, bool(kept)): count
        for check, severity, certainty, state, kept, count in connection.execute(query)
    }
