"""The rows that a site serves to its own scripts: XML of records, JSON of HTML or of articles."""

import datetime as dt

from govsweep.facts import Entry
from govsweep.reading import jsonrows
from govsweep.reading.addressing import Addresses
from govsweep.reading.decode import decode
from govsweep.reading.listing import entries, group
from govsweep.reading.page import read_page
from govsweep.reading.places import places
from govsweep.reading.rows import find_rows
from govsweep.reading.walk import parse


def read_rows(
    body: bytes, *, url: str, content_type: str = "", day: dt.date | None = None
) -> tuple[Entry, ...]:
    """Read the answer of a list's data service; what is no such answer is read as a page."""
    text = decode(body[:5_000_000], content_type).text.lstrip("\ufeff \t\r\n")
    value = jsonrows.parse(text)
    if value is not None or text[:1] in "{[":
        return _of_json(value, url, day)
    if "CDATA" in text and "<record" in text:
        return _of_html(f'<script type="text/xml">{text}</script>', url, day)
    return read_page(body, url=url, content_type=content_type, day=day).entries


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
