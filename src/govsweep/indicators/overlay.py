"""A province's own rules over a national edition: rows changed, left out, or added."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from govsweep.errors import InputError

_HEAD = ("edition", "title", "clause", "since", "until", "missing")
_FIELDS = {*_HEAD, "over", "scoring", "drop", "change", "group"}


def laid_over(own: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The table of an edition with a province's rules in it.

    `change` gives the new fields of a row by its id, `drop` the ids that are left out, `group`
    whole lines that are added; `scoring` replaces what it names. Raises `InputError` for a row
    that the edition does not have.
    """
    strange = sorted(set(own) - _FIELDS)
    if strange:
        raise InputError(f"{strange[0]}：没有这个字段，可写：{'、'.join(sorted(_FIELDS))}")
    table = copy.deepcopy(dict(base))
    for group in table["group"]:
        group.setdefault("clause", base["clause"])
    rows = {row["id"]: row for row in _rows(table)}
    for change in own.get("change", ()):
        identifier = change.get("id")
        if identifier not in rows:
            raise InputError(f"change：{own['over']} 版没有指标“{identifier}”")
        rows[identifier].update(change)
    for identifier in own.get("drop", ()):
        if identifier not in rows:
            raise InputError(f"drop：{own['over']} 版没有指标“{identifier}”")
    dropped = set(own.get("drop", ()))
    for group in table["group"]:
        group["row"] = [row for row in group["row"] if row["id"] not in dropped]
    table["group"] = [group for group in table["group"] if group["row"]]
    table["group"] += copy.deepcopy(list(own.get("group", ())))
    table["scoring"] = {**table["scoring"], **own.get("scoring", {})}
    for name in _HEAD:
        table.pop(name, None)
        if name in own:
            table[name] = own[name]
    return table | {"over": own["over"]}


def _rows(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for group in table["group"]:
        yield from group["row"]
