"""Reading an edition of the indicators, with errors that name file, row and field."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from govsweep import reasons
from govsweep.errors import InputError
from govsweep.indicators.model import Indicators
from govsweep.indicators.overlay import laid_over

EDITIONS = ("2019", "2015")


_PROVINCES = {"四川": "sichuan", "辽宁": "liaoning"}


@cache
def load_indicators(edition: str = EDITIONS[0]) -> Indicators:
    """One of our editions; raises `InputError` for one that does not exist."""
    if edition not in EDITIONS:
        raise InputError(
            f"没有“{edition}”版考核指标，GOVSWEEP_INDICATORS（indicators）可填：{'、'.join(EDITIONS)}"
        )
    return read_indicators(_ours(edition))


def load_pack(word: str) -> Indicators:
    """An edition, a province's rules over one, or a file; raises `InputError` where it is none."""
    if word in EDITIONS:
        return load_indicators(word)
    if word in _PROVINCES:
        return read_indicators(_ours(_PROVINCES[word]))
    path = Path(word)
    if path.suffix == ".toml":
        return read_indicators(path)
    raise InputError(
        f"没有“{word}”版考核指标，可写：{'、'.join((*EDITIONS, *_PROVINCES))}，或者一个 .toml 文件"
    )


def in_force(day: dt.date) -> str:
    """The national edition in force on a day; the first one for days before it."""
    dated = sorted((load_indicators(one).since or dt.date.min, one) for one in EDITIONS)
    return [one for since, one in dated if since <= day or since == dated[0][0]][-1]


def pack_in_force(day: dt.date, own: Sequence[Indicators] = ()) -> Indicators:
    """The pack in force on a day: of the national ones and `own` that which began last.

    Of those that began on the same day the office's own goes first. Raises `InputError` for one
    of `own` that does not say from when it is in force.
    """
    for one in own:
        if one.since is None:
            raise InputError(
                f"“{one.edition}”版没有写施行日期（since），不能按日期选用", "，请用 --pack 指明"
            )
    chosen = load_indicators(in_force(day))
    for one in own:
        begins = one.since or dt.date.max
        ended = one.until is not None and one.until < day
        if begins <= day and not ended and begins >= (chosen.since or dt.date.min):
            chosen = one
    return chosen


def _ours(name: str) -> Path:
    return Path(str(resources.files("govsweep.indicators"))) / f"{name}.toml"


def read_indicators(path: Path) -> Indicators:
    """An edition from a file; one that names another (`over`) is laid over it."""
    table = reasons.read_toml(path, parse_float=Decimal)
    if "over" in table:
        try:
            table = _over(table)
        except InputError as error:
            raise InputError(f"{path}：{error}") from error
    try:
        return Indicators.model_validate(table)
    except ValidationError as error:
        faults = "；".join(
            f"{_place(fault.place, table)}：{fault.reason}" for fault in reasons.of_fields(error)
        )
        raise InputError(f"{path}：{faults}") from error


def _over(own: Mapping[str, Any]) -> dict[str, Any]:
    if own["over"] not in EDITIONS:
        raise InputError(f"over：应为 {'、'.join(EDITIONS)} 之一")
    return laid_over(own, reasons.read_toml(_ours(own["over"]), parse_float=Decimal))


def _place(location: Sequence[int | str], table: Mapping[str, Any]) -> str:
    """Where a fault stands, in the words of the file: the line, the row's id, the field."""
    words: list[str] = []
    here: Any = table
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, str):
            if step not in ("group", "row"):
                words.append(step)
        elif isinstance(here, dict):
            name = here.get("id") or here.get("name") or f"第 {step + 1} 个"
            words.append(f"指标 {name}" if "id" in here or "part" not in here else f"“{name}”一行")
    return "，".join(words) or "整张表"
