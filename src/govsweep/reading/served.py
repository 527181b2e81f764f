"""The rows that a site serves to its own scripts: XML of records, JSON of HTML or of articles."""

import datetime as dt
import json
from typing import Any

from govsweep.facts import Entry
from govsweep.reading import dates
from govsweep.reading.addressing import Addresses
from govsweep.reading.decode import decode
from govsweep.reading.gather import folded
from govsweep.reading.listing import entries, group
from govsweep.reading.page import read_page
from govsweep.reading.places import places
from govsweep.reading.rows import find_rows
from govsweep.reading.walk import grow
from govsweep.reading.wording import clean_title

_DATES = ("date", "display_publish_time", "created_at", "publish_time", "pubdate", "publishTime")

_MAX_TITLE = 1_000


def read_rows(
    body: bytes, *, url: str, content_type: str = "", day: dt.date | None = None
) -> tuple[Entry, ...]:
    """Read the answer of a list's data service; what is no such answer is read as a page."""
    text = decode(body[:5_000_000], content_type).text.lstrip("\ufeff \t\r\n")
    if text[:1] in "{[":
        try:
            return _of_json(json.loads(text), url, day)
        except (ValueError, RecursionError):
            return ()
    if "CDATA" in text and "<record" in text:
        return _of_html(f'<script type="text/xml">{text}</script>', url, day)
    return read_page(body, url=url, content_type=content_type, day=day).entries


def _of_json(answer: Any, url: str, day: dt.date | None) -> tuple[Entry, ...]:
    data = answer.get("data") if isinstance(answer, dict) else None
    if isinstance(data, dict) and isinstance(data.get("html"), str):
        return _of_html(_text(data["html"]), url, day)
    articles = answer.get("articles") if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        return ()
    addresses = Addresses(url)
    found = []
    for one in articles:
        if isinstance(one, dict) and one.get("title") and one.get("url"):
            target = addresses.resolve(_text(one["url"]))
            if target:
                title = folded(_text(one["title"])[:_MAX_TITLE])
                found.append(Entry(clean_title(title), target, _date(one, day)))
    return tuple(found)


def _text(value: Any) -> str:
    """A value as text; the half of a surrogate pair is no character, nothing could store it."""
    return str(value).encode("utf-8", "replace").decode()


def _date(article: dict[str, Any], day: dt.date | None) -> dt.date | None:
    for name in _DATES:
        value = dates.of_value(str(article.get(name) or ""))
        if value and (day is None or value.date() <= day + dt.timedelta(days=1)):
            return value.date()
    return None


def _of_html(html: str, url: str, day: dt.date | None) -> tuple[Entry, ...]:
    tree = grow(html)
    where = places(tree)
    return entries(group(tree, find_rows(tree, where, Addresses(url)), where), day)
