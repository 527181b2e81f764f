"""The rows that a site serves to its own scripts: XML of records, JSON of HTML or of articles."""

import datetime as dt

from govsweep.facts import Entry, Page, PageKind
from govsweep.reading import jsonrows, totals
from govsweep.reading.addressing import Addresses
from govsweep.reading.answers import RowsTold, told_by
from govsweep.reading.decode import decode
from govsweep.reading.listing import entries, group
from govsweep.reading.page import read_page
from govsweep.reading.places import places
from govsweep.reading.rows import find_rows
from govsweep.reading.turning import named_answer, next_answer, next_answers
from govsweep.reading.walk import parse


def read_rows(
    body: bytes, *, url: str, content_type: str = "", day: dt.date | None = None
) -> tuple[Entry, ...]:
    """Read the answer of a list's data service; what is no such answer is read as a page."""
    return read_answer(body, url=url, content_type=content_type, day=day).entries


def read_answer(
    body: bytes, *, url: str, content_type: str = "", day: dt.date | None = None
) -> Page:
    """The rows of an answer, how many the list has in all, and what to ask for the next ones."""
    text = decode(body[:5_000_000], content_type).text.lstrip("\ufeff \t\r\n")
    value = jsonrows.parse(text)
    none = False
    more: tuple[str, ...] = ()
    if value is not None or text[:1] in "{[":
        entries = _of_json(value, url, day)
        total = totals.of_value(value, len(entries))
        total, more = _onward(value, url, total, len(entries))
        none = not entries and told_by(text) is RowsTold.NONE
    elif "CDATA" in text and "<record" in text:
        entries = _of_html(f'<script type="text/xml">{text}</script>', url, day)
        total = totals.of_records(text, len(entries))
    else:
        page = read_page(body, url=url, content_type=content_type, day=day)
        entries, total = page.entries, page.total
    return Page(
        url=url,
        kind=PageKind.OTHER,
        entries=entries,
        reader="served",
        answered_none=none,
        total=total,
        more=more or next_answers(url, total, len(entries)),
    )


def _onward(value: object, url: str, total: int, rows: int) -> tuple[int, tuple[str, ...]]:
    """How many rows there are at the least, and what brings the next ones, where it is not told."""
    reference = totals.next_reference(value)
    if not rows or total > rows or not (reference or totals.goes_on(value)):
        return total, ()
    return rows + 1, named_answer(url, reference) if reference else next_answer(url, rows)


def _of_json(value: object, url: str, day: dt.date | None) -> tuple[Entry, ...]:
    found = jsonrows.rows(value, Addresses(url), day)
    if found:
        return found
    html = jsonrows.html(value)
    return _of_html(html.encode("utf-8", "replace").decode(), url, day) if html else ()


def _of_html(html: str, url: str, day: dt.date | None) -> tuple[Entry, ...]:
    tree = parse(html)
    where = places(tree)
    return entries(group(tree, find_rows(tree, where, Addresses(url)), where), day)
