"""What the services say that a page's scripts ask for its rows: that there are none, or nothing."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from govsweep.facts import Answered
from govsweep.reading import totals
from govsweep.reading.jsonrows import parse
from govsweep.reading.purposes import serves_no_rows

_MAX_DEPTH = 4
_MOST = 20_000  # characters of an answer that says that there is nothing
_GOOD = 300  # statuses from here on are no answers
# What an array of rows is called, whoever wrote the service.
_ROWS = re.compile(
    r"(?:\w*_?)(?:rows?|list|items?|records?|data|datas|results?|content|contents|articles?|infos?|docs?|"
    r"news|elements|entries|aadata|hits)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:(?:err(?:or)?|ret(?:urn)?|res(?:ult)?|status)_?)?code|status|errno|ret", re.IGNORECASE
)
_WELL = frozenset(
    {"0", "1", "200", "ok", "success", "true", "0000", "000000", "00000", "10000", "20000"}
)
_SUCCESS = re.compile(r"(?:is_?)?(?:success(?:ful)?|ok)", re.IGNORECASE)
# A script that hands an array without rows to what draws a list, and does nothing else.
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
_EMPTY_SCRIPT = re.compile(
    r"\s*(?:(?:var|let|const)\s+)?[\w.$]{1,60}\s*(?:=\s*\[\s*\]|\(\s*\[\s*\]\s*\))\s*;?\s*"
)


class RowsTold(StrEnum):
    """What an answer says of the rows of a list."""

    NONE = "none"  # that there are none
    FAILED = "failed"  # that they cannot be had
    NOTHING = "nothing"  # it is of something else, or it has some


def say_none(answers: Iterable[Answered]) -> bool:
    """Whether one of a page's answers says that its list has no rows, and none that it failed."""
    told = [_told(one) for one in answers]
    return RowsTold.NONE in told and RowsTold.FAILED not in told


def told_by(text: str) -> RowsTold:
    """What the text of a service's answer says of the rows of a list."""
    value = parse(text) if len(text) <= _MOST else None
    if value == []:
        return RowsTold.NONE
    if not isinstance(value, dict):
        return RowsTold.NOTHING
    if not all(_is_well(name, one) for name, one in value.items()):
        return RowsTold.FAILED
    arrays = list(_arrays(value, 0))
    if not arrays or any(array for _, array in arrays) or totals.of_value(value, 0):
        return RowsTold.NOTHING
    return RowsTold.NONE if any(_ROWS.fullmatch(name) for name, _ in arrays) else RowsTold.NOTHING


def _told(answer: Answered) -> RowsTold:
    if answer.script:
        code = _COMMENT.sub("", answer.text[:_MOST])
        is_none = answer.status < _GOOD and _EMPTY_SCRIPT.fullmatch(code)
        return RowsTold.NONE if is_none else RowsTold.NOTHING
    if serves_no_rows(answer.url):
        return RowsTold.NOTHING
    return told_by(answer.text) if answer.status < _GOOD else RowsTold.FAILED


def _is_well(name: str, value: Any) -> bool:
    """Whether a field of an answer does not say that the service failed."""
    if _SUCCESS.fullmatch(name):
        return value not in (False, 0, "false", "0")
    if _CODE.fullmatch(name) and isinstance(value, (int, str)) and value != "":
        return str(value).lower() in _WELL
    return True


def _arrays(value: dict[str, Any], depth: int) -> Iterator[tuple[str, list[Any]]]:
    """The arrays of an answer and of what it wraps, by their names."""
    for name, inner in value.items():
        if isinstance(inner, list):
            yield str(name), inner
        elif isinstance(inner, dict) and depth < _MAX_DEPTH:
            yield from _arrays(inner, depth + 1)
