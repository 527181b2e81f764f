"""Which addresses give the next rows of a list whose service told how many it has."""

import re
from urllib.parse import urlsplit

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
_FIRST = ("0", "1")


def next_answers(url: str, total: int, rows: int) -> tuple[str, ...]:
    """What is asked for the rows behind those of a service's first answer, as addresses.

    Only a page's number is another: nothing is asked that was not asked for its first page.
    """
    if not 0 < rows < total:
        return ()
    more = min(-(-total // rows) - 1, MAX_MORE)
    question = posted(url)
    if question is None:
        query = urlsplit(url).query
        return tuple(url.replace(query, one, 1) for one in _turned(query, _FIELD, rows, more))
    pattern = _MEMBER if question.type is BodyType.JSON else _FIELD
    bodies = _turned(question.body, pattern, rows, more)
    return tuple(Posted(question.url, question.type, one).address for one in bodies)


def _turned(text: str, pattern: re.Pattern[str], rows: int, more: int) -> list[str]:
    """A query or a body with the next numbers; none where it does not ask for the first rows."""
    told = list(pattern.finditer(text))
    pages = [one for one in told if _PAGE.fullmatch(one["name"]) and one["number"] in _FIRST]
    starts = [one for one in told if _OFFSET.fullmatch(one["name"]) and one["number"] == "0"]
    counted = pages or starts
    if len(counted) != 1:
        return []
    step = 1 if pages else rows
    (first, (start, end)) = int(counted[0]["number"]), counted[0].span("number")
    numbers = range(first + step, first + step * more + 1, step)
    return [f"{text[:start]}{number}{text[end:]}" for number in numbers]
