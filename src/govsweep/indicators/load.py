"""Reading an edition of the indicators, with errors that name file, row and field."""

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

EDITIONS = ("2019", "2015")


@cache
def load_indicators(edition: str = EDITIONS[0]) -> Indicators:
    """One of our editions; raises `InputError` for one that does not exist."""
    if edition not in EDITIONS:
        raise InputError(
            f"没有“{edition}”版考核指标，GOVSWEEP_INDICATORS（indicators）可填：{'、'.join(EDITIONS)}"
        )
    return read_indicators(Path(str(resources.files("govsweep.indicators"))) / f"{edition}.toml")


def read_indicators(path: Path) -> Indicators:
    """An edition from a file."""
    table = reasons.read_toml(path, parse_float=Decimal)
    try:
        return Indicators.model_validate(table)
    except ValidationError as error:
        faults = "；".join(
            f"{_place(fault.place, table)}：{fault.reason}" for fault in reasons.of_fields(error)
        )
        raise InputError(f"{path}：{faults}") from error


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
