"""Rows of lists out of JSON, by their shape: what a field is called is its maker's own."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from govsweep.facts import Entry
from govsweep.reading import dates
from govsweep.reading.addressing import Addresses
from govsweep.reading.gather import folded
from govsweep.reading.literals import closed
from govsweep.reading.wording import clean_title

_MAX_NODES = 20_000
_MAX_DEPTH = 8
_MAX_TITLE = 1_000
_MAX_LITERAL = 300_000  # characters of one literal
_MAX_LITERALS = 20
_SAMPLE = 20  # rows by which the fields are told
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE_NAME = re.compile(r"title|subject|headline|(?:^|_)bt(?:$|_)|biaoti|mc$|name$", re.IGNORECASE)
_URL_NAME = re.compile(r"url|link|href|path|addr", re.IGNORECASE)
_URL = re.compile(r"(?:https?:/|\.{0,2})/\S+|[\w\-./]+\.(?:s?html?|jspx?|aspx?|php)(?:\?\S*)?")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|css|js|ico|svg)(?:$|\?)", re.IGNORECASE)
_DATE_NAME = re.compile(r"date|time|sj$|rq$|_at$|day", re.IGNORECASE)
_PUBLISHED = re.compile(r"pub|release|issue|display|show|fb|^date$|^time$", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"mod|upd|edit|end|expir|valid|due|begin|start|create|write", re.IGNORECASE
)
_CALLBACK = re.compile(r"^\s*[\w.$]{1,80}\s*\(\s*(?=[\[{])")
_KEY = re.compile(r"(?<=[{,])\s*([A-Za-z_$][\w$]*)\s*:")
_ARRAY = re.compile(r"\[\s*\{")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")

_TEXT = r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')"
# A function called, or an array made, with nothing but texts: one row of a list.
_ROW_CALL = re.compile(
    rf"(?:(?<!\w)(\w{{1,40}}+)\s*\(|\[)\s*({_TEXT}(?:\s*,\s*{_TEXT}){{1,9}})\s*[)\]]"
)
_RECORD_CALL = re.compile(r"(?<!\w)([\w.$]{1,40}+)\s*\(\s*(?=\{)")  # list.push({…})
_LEAST_CALLS = 3
_MAX_CALLS = 2_000
_MAX_RECORD = 5_000  # characters of one object that is handed to a call


class _Fields(NamedTuple):
    title: str
    url: str
    dates: tuple[str, ...]  # the likeliest first: records of one list may fill different ones


def parse(text: str) -> Any:
    """The value of a JSON text, wrapped in a callback or not; None where it is none."""
    wrapped = _CALLBACK.match(text)
    if wrapped:
        text = text[wrapped.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def rows(value: Any, addresses: Addresses, day: dt.date | None) -> tuple[Entry, ...]:
    """The rows of the array in a value that looks most like a list of articles."""
    best: tuple[Entry, ...] = ()
    for array in _arrays(value):
        found = _entries(array, addresses, day)
        if _worth(found) > _worth(best):
            best = found
    return best


def html(value: Any) -> str:
    """The longest text in a value that is HTML with links; "" for none."""
    texts = (one for one in _walk(value) if isinstance(one, str))
    marked = (one for one in texts if "<a " in one or "<li" in one or "<A " in one)
    return max(marked, key=len, default="")


def of_scripts(
    scripts: Iterator[str], addresses: Addresses, day: dt.date | None
) -> tuple[Entry, ...]:
    """The dated rows that a page's scripts carry as literals; menus bear no dates."""
    best: tuple[Entry, ...] = ()
    for script in scripts:
        for literal in (*_literals(script), *_calls(script), *_record_calls(script)):
            found = rows(literal, addresses, day)
            dated = sum(one.date is not None for one in found)
            if len(found) >= 2 and dated * 2 > len(found) and _worth(found) > _worth(best):
                best = found
    return best


def _worth(found: tuple[Entry, ...]) -> tuple[int, int]:
    return sum(one.date is not None for one in found), len(found)


def _walk(value: Any) -> Iterator[Any]:
    """A value and what it holds, also where a text is JSON once more."""
    stack: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        one, depth = stack.pop()
        if isinstance(one, str) and one[:1] in "[{" and len(one) > 2:
            again = parse(one)
            one = one if again is None else again
        yield one
        if depth < _MAX_DEPTH and isinstance(one, dict):
            stack.extend((inner, depth + 1) for inner in reversed(list(one.values())))
        elif depth < _MAX_DEPTH and isinstance(one, list):
            stack.extend((inner, depth + 1) for inner in reversed(one))


def _arrays(value: Any) -> Iterator[list[dict[str, Any]]]:
    for one in _walk(value):
        if isinstance(one, list):
            records = [inner for inner in one if isinstance(inner, dict)]
            if records and len(records) * 2 > len(one):
                yield records


def _entries(
    records: list[dict[str, Any]], addresses: Addresses, day: dt.date | None
) -> tuple[Entry, ...]:
    fields = _fields(records[:_SAMPLE])
    if not fields.title or not (fields.url or fields.dates):
        return ()
    found: dict[tuple[str, str, dt.date | None], None] = {}
    for record in records:
        title = clean_title(folded(_text(record.get(fields.title))[:_MAX_TITLE]))
        target = addresses.resolve(_text(record.get(fields.url))) if fields.url else ""
        days = (_day(record.get(name), day) for name in fields.dates)
        date = next(filter(None, days), None)
        if title and (target or date):
            found[title, target, date] = None
    return tuple(Entry(title, target, date) for title, target, date in found)


def _fields(records: list[dict[str, Any]]) -> _Fields:
    """Which field is the title, the address, the day of publication; "" for none."""
    names = dict.fromkeys(name for record in records for name in record)
    titles: dict[str, int] = {}
    urls: dict[str, int] = {}
    days: dict[str, int] = {}
    for name in names:
        values = [value for record in records if (value := record.get(name)) not in (None, "")]
        if len(values) * 2 < len(records) and not (values and _DATE_NAME.search(name)):
            continue
        texts = [_text(value) for value in values]
        if _mostly(_is_url(one) for one in texts):
            urls[name] = 2 * bool(_URL_NAME.search(name)) - bool(_FILE.search(texts[0]))
        elif _mostly(_moment(name, value) is not None for value in values):
            days[name] = 2 * bool(_PUBLISHED.search(name)) - bool(_OTHER_DATE.search(name))
        elif _mostly(_HAN.search(one) is not None and "<" not in one for one in texts):
            length = sorted(map(len, texts))[len(texts) // 2]
            named = 60 * bool(_TITLE_NAME.search(name))
            if 4 <= length <= 120 or named:
                titles[name] = named + min(length, 40) + 10 * (len(set(texts)) == len(texts))
    url = _best(urls)
    ranked = sorted(days, key=lambda name: -days[name])
    return _Fields(_best(titles), "" if url and urls[url] < 0 else url, tuple(ranked))


def _best(points: dict[str, int]) -> str:
    return max(points, key=lambda name: points[name], default="")


def _mostly(told: Iterator[bool]) -> bool:
    seen = list(told)
    return sum(seen) * 5 >= len(seen) * 4


def _is_url(text: str) -> bool:
    return len(text) < 500 and _URL.fullmatch(text.strip()) is not None


def _moment(name: str, value: Any) -> dt.datetime | None:
    text = _text(value)
    if len(text) > 40 or (text.isdigit() and not _DATE_NAME.search(name)):
        return None
    return dates.of_value(text)


def _day(value: Any, day: dt.date | None) -> dt.date | None:
    moment = dates.of_value(_text(value)) if value else None
    if moment is None or (day is not None and moment.date() > day + dt.timedelta(days=1)):
        return None
    return moment.date()


def _text(value: Any) -> str:
    """A value as text; the half of a surrogate pair is no character, nothing could store it."""
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    return str(value).encode("utf-8", "replace").decode()


def _literals(script: str) -> Iterator[Any]:
    """The arrays of objects that a script writes down."""
    at = 0
    for _ in range(_MAX_LITERALS):
        start = _ARRAY.search(script, at)
        if start is None:
            return
        end = closed(script, start.start(), _MAX_LITERAL)
        at = end or start.end()
        if end:
            value = _loose(script[start.start() : end])
            if value is not None:
                yield value


def _calls(script: str) -> Iterator[Any]:
    """What a script says row by row: a[0] = new Array("…", "…", "…"), addRow("…", "…", "…")."""
    told: dict[tuple[str | None, int], list[dict[str, Any]]] = {}
    for match in islice(_ROW_CALL.finditer(script), _MAX_CALLS):
        values = [one[1:-1] for one in _STRING.findall(match.group(2))]
        told.setdefault((match.group(1), len(values)), []).append(
            {str(at): value for at, value in enumerate(values)}
        )
    yield from (records for records in told.values() if len(records) >= _LEAST_CALLS)


def _record_calls(script: str) -> Iterator[Any]:
    """What a script adds object by object: list.push({title: "…", url: "…"})."""
    told: dict[str, list[dict[str, Any]]] = {}
    for match in islice(_RECORD_CALL.finditer(script), _MAX_CALLS):
        end = closed(script, match.end(), _MAX_LITERAL)
        value = _loose(script[match.end() : end]) if 0 < end - match.end() <= _MAX_RECORD else None
        if isinstance(value, dict):
            told.setdefault(match.group(1), []).append(value)
    yield from (records for records in told.values() if len(records) >= _LEAST_CALLS)


def _loose(literal: str) -> Any:
    """The value of a literal as scripts write it: bare names, single quotes, a last comma."""
    value = parse(literal)
    if value is not None:
        return value
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        inner = match.group()[1:-1].replace("\\'", "'")
        if match.group()[0] == "'":
            inner = inner.replace('"', '\\"')
        kept.append(f'"{inner}"')
        return f"\0{len(kept) - 1}\0"

    bare = _STRING.sub(keep, literal)
    bare = _KEY.sub(lambda one: f'"{one.group(1)}":', bare)
    bare = re.sub(r",\s*(?=[\]}])", "", bare)
    return parse(re.sub(r"\0(\d+)\0", lambda one: kept[int(one.group(1))], bare))
