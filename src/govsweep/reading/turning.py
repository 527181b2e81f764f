"""Which addresses give the next rows of a list whose service told how many it has."""

import re
from urllib.parse import urlsplit

from govsweep.addresses import absolute, host
from govsweep.posted import BodyType, Posted, posted
from govsweep.reading.cms.system import MAX_MORE

_PAGE = re.compile(
    r"(?:(?:cur(?:rent)?|now|go)_?)?(?:page|p)(?:_?(?:no|num|number|index|current))?|"
    r"current|pn|dangqianye",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:i?display)?_?start(?:_?(?:row|index|num))?|offset|skip", re.IGNORECASE)
# Fields of an address or of a posted form, and those of a posted object.
_FIELD = re.compile(r"(?P<before>(?:^|&)(?P<name>[\w.\[\]%]{1,40})=)(?P<number>\d{1,3})(?=&|$)")
_MEMBER = re.compile(
    r"(?P<before>\"(?P<name>\w{1,40})\"\s*:\s*\"?)(?P<number>\d{1,3})(?=\"?\s*[,}])"
)


def next_answers(url: str, total: int, rows: int) -> tuple[str, ...]:
    """What is asked for the rows behind those of a service's first answer, as addresses.

    Only a page's number is another: nothing is asked that was not asked for its first page.
    """
    if not 0 < rows < total:
        return ()
    return _asked(url, rows, min(-(-total // rows) - 1, MAX_MORE))


def next_answer(url: str, rows: int) -> tuple[str, ...]:
    """What is asked for the next rows, where a service says only that there are more."""
    return _asked(url, rows, 1, from_any=True) if rows else ()


def named_answer(url: str, reference: str) -> tuple[str, ...]:
    """The address that a service names for its next rows, where that is another of its own."""
    target = absolute(url, reference)
    is_own = target != url and host(target) == host(url) and posted(url) is None
    return (target,) if target and is_own else ()


def _asked(url: str, rows: int, more: int, *, from_any: bool = False) -> tuple[str, ...]:
    question = posted(url)
    if question is None:
        query = urlsplit(url).query
        turned = _turned(query, _FIELD, rows, more, from_any=from_any)
        return tuple(url.replace(query, one, 1) for one in turned)
    pattern = _MEMBER if question.type is BodyType.JSON else _FIELD
    bodies = _turned(question.body, pattern, rows, more, from_any=from_any)
    return tuple(Posted(question.url, question.type, one).address for one in bodies)


def _turned(
    text: str, pattern: re.Pattern[str], rows: int, more: int, *, from_any: bool
) -> list[str]:
    """A query or a body with the next numbers; none where it does not ask for the first rows.

    `from_any` says that it may ask for rows behind the first, within the pages of one list.
    """
    told = list(pattern.finditer(text))
    pages = [
        one
        for one in told
        if _PAGE.fullmatch(one["name"]) and _is_among(one, MAX_MORE if from_any else 1)
    ]
    starts = [
        one
        for one in told
        if _OFFSET.fullmatch(one["name"]) and _is_among(one, rows * MAX_MORE if from_any else 0)
    ]
    counted = pages or starts
    if len(counted) != 1:
        return []
    step = 1 if pages else rows
    (first, (start, end)) = int(counted[0]["number"]), counted[0].span("number")
    numbers = range(first + step, first + step * more + 1, step)
    return [f"{text[:start]}{number}{text[end:]}" for number in numbers]


def _is_among(field: re.Match[str], last: int) -> bool:
    number = int(field["number"])
    return number <= last and field["number"] == str(number)
