"""The registers: where each kind of subject is kept. Queries on all that is inspected ask these."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, or_, select, union

from govsweep.facts import MediaAccount, MediaStatus, Platform, Site, Subject, media_name
from govsweep.store import media_rows, site_rows
from govsweep.tables import media_account, site


class Register(NamedTuple):
    """Where the subjects of one kind are kept. Its table has `identifier` and `organizer`."""

    kind: type[Subject]
    table: Table
    all: Callable[[Connection], list[Any]]  # them, in the register's order
    is_kept: ColumnElement[bool]  # what `Subject.is_kept` says, of a row
    named_by: tuple[str, ...]  # the fields that its name is made of
    shown_name: Callable[..., str] = str  # of these

    def keys(self) -> Select[Any]:
        """The identifiers of all that it holds."""
        return select(self.table.c.identifier)

    @property
    def labels(self) -> tuple[str, ...]:
        """How a query calls the fields of a name."""
        return tuple(f"{self.table.name}_{one}" for one in self.named_by)


REGISTERS = (
    Register(Site, site, site_rows.sites, site.c.status != "closed", ("name",)),
    Register(
        MediaAccount,
        media_account,
        media_rows.media_accounts,
        media_account.c.status != MediaStatus.CANCELLED.value,
        ("name", "platform"),
        lambda name, platform: media_name(name, Platform(platform)),
    ),
)
_OF_UNITS = [one for one in REGISTERS if one.kind is not Site]
NAMES = [
    one.table.c[field].label(label)
    for one in REGISTERS
    for field, label in zip(one.named_by, one.labels, strict=True)
]
_LABELS = [(one.labels, one.shown_name) for one in REGISTERS]


def shown_name(row: Mapping[str, Any]) -> str:
    """The name of a subject, of a query for `NAMES` that joined every register; "" where none."""
    for labels, shown in _LABELS:
        if row[labels[0]]:
            return shown(*(row[label] for label in labels))
    return ""


def subjects(connection: Connection) -> list[Subject]:
    """All that is registered: sites, then media accounts."""
    return [subject for one in REGISTERS for subject in one.all(connection)]


def keys(connection: Connection) -> set[str]:
    """The identifiers of all that is registered."""
    rows = connection.execute(union(*(one.keys() for one in REGISTERS)))
    return {key for (key,) in rows}


def of_units(connection: Connection, sites: Collection[str]) -> frozenset[str]:
    """What else the units have that keep some sites, and those of `sites` that are no sites."""
    some = sorted(sites)
    units = select(site.c.organizer).where(site.c.identifier.in_(some))
    asked = (
        one.keys().where(or_(one.table.c.organizer.in_(units), one.table.c.identifier.in_(some)))
        for one in _OF_UNITS
    )
    return frozenset(key for (key,) in connection.execute(union(*asked)))
