"""What a table of the registry would change: compared before anything is written.

A row is its facts, as JSON says them, under a key: a site's identifier, or with a space after it
the address of a column.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from govsweep.facts import ColumnKind, Site
from govsweep.registry import (
    COLUMN_HEADS,
    COLUMN_KIND_WORDS,
    SITE_HEADS,
    STATUS_WORDS,
    UNLIMITED,
    UNLIMITED_PAGES,
    ColumnRow,
    SiteRow,
)

RowFacts = Mapping[str, Any]
RegistryRows = Mapping[str, RowFacts]
_REGISTERED = "registered"
_ENDED = "closed"
_FOUND = ("kind",)  # what a sweep finds out of a column as well as the office


class RegistryTable(StrEnum):
    """A table that the office keeps."""

    SITES = "sites"
    COLUMNS = "columns"

    @property
    def word(self) -> str:
        """What it is called."""
        return "网站登记表" if self is RegistryTable.SITES else "栏目登记表"


class RowChange(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is added or changed, by the fields that change; `before` is empty where added."""

    key: str
    name: str
    before: RowFacts
    after: RowFacts


class RegistryChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What a table would change; two are equal where they would do the same."""

    added: tuple[RowChange, ...] = ()
    changed: tuple[RowChange, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()  # keys and names of rows that it does not name
    same: int = 0
    kept: tuple[str, ...] = ()  # fields that a table lacks, and that are not what one without says

    @property
    def rows(self) -> tuple[RowChange, ...]:
        """All that are written."""
        return self.added + self.changed


def rows_of_sites(rows: Iterable[SiteRow]) -> dict[str, RowFacts]:
    """The rows of a registry of sites."""
    return {one.identifier: site_facts(one.site()) for one in rows}


def rows_of_columns(rows: Iterable[ColumnRow]) -> dict[str, RowFacts]:
    """The rows of a registry of columns."""
    return {
        f"{row.identifier} {row.url}": {
            "name": row.name,
            "kind": row.kind,
            "owner": row.owner,
            "max_age_days": row.max_age_days,
            _REGISTERED: True,
        }
        for row in rows
    }


def site_facts(site: Site) -> dict[str, Any]:
    """A site's facts; its identifier is the key."""
    facts = {name: getattr(site, name) for name in Site.__struct_fields__ if name != "identifier"}
    return {name: list(one) if isinstance(one, tuple) else one for name, one in facts.items()}


def site_of(key: str, facts: RowFacts) -> Site:
    """The site of a row."""
    words: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in facts.items()
    }
    return Site(identifier=key, **words)


def keeping(
    there: RegistryRows, wanted: RegistryRows, lacking: Collection[str]
) -> dict[str, RowFacts]:
    """Rows of a table that lacks fields: those that are registered keep theirs."""
    return {
        key: {**facts, **_kept(there[key], lacking)} if key in there else facts
        for key, facts in wanted.items()
    }


def _kept(facts: RowFacts, lacking: Collection[str]) -> RowFacts:
    """Of a column that was only found, its days are those of its kind, and no one's word."""
    fields = lacking if facts.get(_REGISTERED, True) else set(_FOUND).intersection(lacking)
    return {name: facts[name] for name in fields if name in facts}


def compare(
    there: RegistryRows,
    wanted: RegistryRows,
    *,
    whole: bool,
    lacking: Collection[str] = (),
) -> RegistryChanges:
    """What rows would change of those that are there; `whole` where they are meant to be all.

    What is there keeps the fields that are `lacking`.
    """
    said, wanted = wanted, keeping(there, wanted, lacking)
    changes = [
        RowChange(
            key=key,
            name=str(facts["name"]),
            before={name: there[key][name] for name in _unlike(there[key], facts)}
            if key in there
            else {},
            after={name: facts[name] for name in _unlike(there.get(key, {}), facts)},
        )
        for key, facts in wanted.items()
    ]
    missing = ((key, str(facts["name"])) for key, facts in there.items() if key not in wanted)
    return RegistryChanges(
        added=tuple(one for one in changes if one.key not in there),
        changed=tuple(one for one in changes if one.key in there and one.after),
        missing=tuple(one for one in missing if whole and _counts(there[one[0]])),
        same=sum(not one.after for one in changes),
        kept=tuple(
            name
            for name in lacking
            if any(one.get(name) != said[key].get(name) for key, one in wanted.items())
        ),
    )


def _unlike(there: RowFacts, wanted: RowFacts) -> list[str]:
    return [name for name, one in wanted.items() if name not in there or there[name] != one]


def _counts(facts: RowFacts) -> bool:
    """Whether a row that a table does not name is worth a word."""
    return bool(facts.get(_REGISTERED, True)) and facts.get("status") != _ENDED


_PLACES = {
    RegistryTable.SITES: tuple(SiteRow.model_fields),
    RegistryTable.COLUMNS: tuple(ColumnRow.model_fields),
}
_KINDS = {kind: word for word, kind in reversed(COLUMN_KIND_WORDS.items()) if word}


def _heads(table: RegistryTable) -> Mapping[str, str]:
    return SITE_HEADS if table is RegistryTable.SITES else COLUMN_HEADS


def fields_in_order(table: RegistryTable, facts: Iterable[str]) -> list[str]:
    """The fields of a row in the order of a table's headings."""
    order = {field: place for place, field in enumerate(_PLACES[table])}
    return sorted(facts, key=lambda field: order.get(field, len(order)))


def told_kept(table: RegistryTable, kept: Iterable[str]) -> str:
    """Which fields keep what is registered, in a line; "" where none does."""
    heads = "、".join(head_of(table, name) for name in fields_in_order(table, kept))
    return f"表里没有这几列，保留原值的字段：{heads}" if heads else ""


def head_of(table: RegistryTable, field: str) -> str:
    """The heading of a field."""
    if field == _REGISTERED:
        return "登记"
    return _heads(table).get(field, field)


def word_of(table: RegistryTable, field: str, value: Any) -> str:
    """What a field says, as a table of the registry writes it."""
    if field == _REGISTERED:
        return "人工登记" if value else "自动发现"
    if isinstance(value, bool):
        return "开" if value else "关"
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    if field == "status":
        return STATUS_WORDS.get(value, str(value))
    if field == "kind" and table is RegistryTable.COLUMNS and value in set(ColumnKind):
        return _KINDS.get(ColumnKind(value), str(value))
    if field == "budget" and value == UNLIMITED_PAGES:
        return UNLIMITED
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
