"""Notices as rows, looks at findings apart from any sweep, and what papers were written from."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.findings import State
from govsweep.lifecycle import LifeEvent, NoticeStep, StepKind, is_closed, last_due
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.store.decision_rows import passed_over
from govsweep.store.finding_rows import changed_by
from govsweep.store.statements import add_new
from govsweep.tables import finding, freeze, notice, notice_finding, notice_step, recheck


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice that was issued to a unit: its number, by when, and what it names."""

    id: int
    number: str
    site: str
    owner: str
    issued_at: dt.datetime
    day: dt.date
    due: dt.date  # as it is printed
    findings: tuple[str, ...] = ()
    steps: tuple[NoticeStep, ...] = ()  # what the office did about it since, oldest first

    @property
    def last_due(self) -> dt.date:
        """By when it wants its findings mended, once it was extended."""
        return last_due(self.due, self.steps)

    @property
    def is_closed(self) -> bool:
        """Whether the office follows it no further."""
        return is_closed(self.steps)

    def known_by(self, end: dt.datetime) -> "Notice":
        """The same without what was done about it since an instant."""
        return msgspec.structs.replace(self, steps=tuple(x for x in self.steps if x.at < end))


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a finding that was looked at apart from any sweep."""

    finding: str
    at: dt.datetime
    state: State


class Freeze(msgspec.Struct, frozen=True, kw_only=True):
    """What papers print, as it was known from the end of a day on."""

    sweep: int
    day: dt.date
    at: dt.datetime
    facts: bytes


def issue(
    connection: Connection,
    site: str,
    units: Mapping[str, Collection[str]],
    *,
    numbered: Callable[[int], str],
    at: dt.datetime,
    day: dt.date,
    due: dt.date,
    by: Actor | None = None,
    seen: Mapping[str, str] | None = None,
) -> list[Notice]:
    """Issue a notice to each unit on the findings that are its own.

    `numbered` makes a number of the notice's place in its year; where it is taken, the next place
    is asked for, and `InputError` is raised where that has the same number. `by` is whoever
    issues it, for the audit. Raises `InputError` where a finding stands otherwise than it was
    `seen`: see `decision_rows.marks`.
    """
    if seen and (passed := passed_over(connection, seen)):
        raise InputError(f"{len(passed)} 个问题刚刚有人处理过，请看过之后再签发")
    place = _issued_in(connection, day.year)
    issued = []
    for owner in sorted(units):
        place, number = _free_number(connection, numbered, place)
        row: dict[str, Any] = {
            "number": number,
            "site": site,
            "owner": owner,
            "issued_at": at.timestamp(),
            "day": day,
            "due": due,
        }
        key: int = connection.execute(
            notice.insert().values(row).returning(notice.c.id)
        ).scalar_one()
        named = sorted(units[owner])
        add_new(connection, notice_finding, [{"notice": key, "finding": one} for one in named])
        before = states(connection, named)
        _notify(connection, named, at, due)
        after: dict[str, Any] = {"owner": owner, "due": due.isoformat()}
        entry = AuditEntry(
            at=at,
            by=by or Actor(name=""),
            act=AuditAct.NOTICE_ISSUED,
            subject=number,
            before={"findings": before},
            after=after | {"findings": states(connection, named)},
        )
        record(connection, entry)
        issued.append(
            Notice(**row | {"issued_at": instant(at.timestamp())}, id=key, findings=tuple(named))
        )
    return issued


def states(connection: Connection, keys: Collection[str]) -> dict[str, list[str]]:
    """State and certainty of findings, as the audit tells of them."""
    told = (finding.c.id, finding.c.state, finding.c.certainty)
    query = select(*told).where(finding.c.id.in_(list(keys))).order_by(finding.c.id)
    return {key: list(rest) for key, *rest in connection.execute(query)}


def _issued_in(connection: Connection, year: int) -> int:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    query = select(func.count()).select_from(notice).where(notice.c.day.between(first, last))
    return connection.scalar(query) or 0


def _free_number(
    connection: Connection, numbered: Callable[[int], str], place: int
) -> tuple[int, str]:
    taken = ""
    while True:
        place += 1
        number = numbered(place)
        if number == taken:
            raise InputError(f"编号“{number}”已经用过，请换一个编号")
        if not connection.scalar(select(notice.c.id).where(notice.c.number == number)):
            return place, number
        taken = number


def _notify(
    connection: Connection, findings: Collection[str], at: dt.datetime, due: dt.date
) -> None:
    for key in findings:
        connection.execute(
            update(finding)
            .where(finding.c.id == key, changed_by(LifeEvent.NOTIFIED))
            .values(state=State.NOTIFIED.value, due=due, changed_at=at.timestamp())
        )


def notices_of(
    connection: Connection, key: str, *, sites: Collection[str] | None = None
) -> list[Notice]:
    """The notices that name a finding, oldest first; of these sites where given."""
    naming = select(notice_finding.c.notice).where(notice_finding.c.finding == key)
    where = [notice.c.id.in_(naming)]
    where += [notice.c.site.in_(sorted(sites))] if sites is not None else []
    return _notices(connection, *where)


def looks_of(
    connection: Connection, key: str, *, sites: Collection[str] | None = None
) -> list[Look]:
    """The looks at a finding apart from sweeps, oldest first; of these sites where given."""
    query = select(recheck).join(finding, finding.c.id == recheck.c.finding)
    query = query.where(recheck.c.finding == key).order_by(recheck.c.at)
    if sites is not None:
        query = query.where(finding.c.site.in_(sorted(sites)))
    rows = connection.execute(query)
    return [Look(finding=one, at=instant(at), state=State(state)) for one, at, state in rows]


def notices(connection: Connection) -> list[Notice]:
    """All notices that were issued, oldest first."""
    return _notices(connection)


def notices_numbered(connection: Connection, key: int) -> list[Notice]:
    """The notice of a row; none where there is none."""
    return _notices(connection, notice.c.id == key)


def _notices(connection: Connection, *where: ColumnElement[bool]) -> list[Notice]:
    chosen = select(notice.c.id).where(*where)
    named: dict[int, list[str]] = {}
    query = select(notice_finding).where(notice_finding.c.notice.in_(chosen))
    for key, one in connection.execute(query.order_by(notice_finding.c.finding)):
        named.setdefault(key, []).append(one)
    steps: dict[int, list[NoticeStep]] = {}
    query = select(notice_step).where(notice_step.c.notice.in_(chosen)).order_by(notice_step.c.id)
    for row in connection.execute(query).mappings():
        steps.setdefault(row["notice"], []).append(_step(row))
    rows = connection.execute(select(notice).where(*where).order_by(notice.c.id)).mappings()
    return [
        Notice(
            **dict(row) | {"issued_at": instant(row["issued_at"])},
            findings=tuple(named.get(row["id"], ())),
            steps=tuple(steps.get(row["id"], ())),
        )
        for row in rows
    ]


def _step(row: RowMapping) -> NoticeStep:
    return NoticeStep(
        at=instant(row["at"]),
        kind=StepKind(row["kind"]),
        author=row["author"],
        reason=row["reason"],
        due=row["due"],
    )


def looks(connection: Connection) -> list[Look]:
    """All looks at findings apart from sweeps, oldest first."""
    rows = connection.execute(select(recheck).order_by(recheck.c.at, recheck.c.finding))
    return [Look(finding=key, at=instant(at), state=State(state)) for key, at, state in rows]


def add_looks(connection: Connection, made: Collection[Look]) -> None:
    """Keep what came of looking at findings apart from any sweep."""
    rows = [{"finding": one.finding, "at": one.at.timestamp(), "state": one.state} for one in made]
    if rows:
        connection.execute(recheck.insert(), rows)


def add_freeze(connection: Connection, one: Freeze) -> None:
    """Keep what papers print."""
    row = {"sweep": one.sweep, "day": one.day, "at": one.at.timestamp(), "facts": one.facts}
    connection.execute(freeze.insert().values(row))


def is_frozen(connection: Connection, number: int) -> bool:
    """Whether papers of a sweep were kept."""
    return (
        connection.scalar(select(freeze.c.id).where(freeze.c.sweep == number).limit(1)) is not None
    )


def newest_freeze(
    connection: Connection, day: dt.date, by: dt.datetime | None = None
) -> Freeze | None:
    """What papers of a day print, or printed `by` an instant; None where nothing was known then."""
    where = freeze.c.day <= day
    if by is not None:
        where = and_(where, freeze.c.at <= by.timestamp())
    return _freeze(connection, where, freeze.c.day.desc())


def freeze_before(connection: Connection, number: int) -> Freeze | None:
    """What papers printed last before a sweep; None where nothing was kept."""
    return _freeze(connection, freeze.c.sweep < number, freeze.c.sweep.desc())


def _freeze(connection: Connection, where: ColumnElement[bool], order: Any) -> Freeze | None:
    columns = (freeze.c.sweep, freeze.c.day, freeze.c.at, freeze.c.facts)
    # Its key comes first: to be put in order, the facts of every night would be read.
    key = select(freeze.c.id).where(where).order_by(order, freeze.c.id.desc()).limit(1)
    query = select(*columns).where(freeze.c.id == key.scalar_subquery())
    row = connection.execute(query).mappings().first()
    return Freeze(**dict(row) | {"at": instant(row["at"])}) if row is not None else None
