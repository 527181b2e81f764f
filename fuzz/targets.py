"""What is fuzzed: functions of bytes that must take any bytes, and what must hold of the answer.

The first byte of an input chooses how the rest is served (its content type, its file name); so a
saved input says the same again wherever it is read.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from govsweep.addresses import href
from govsweep.attachments.page import read_attachment
from govsweep.errors import InputError
from govsweep.facts import Entry, Page
from govsweep.reading import as_facts, read_page, read_rows
from govsweep.registry import read_columns, read_sites
from govsweep.rules import load_rules
from govsweep.rules.lists import read_lists
from govsweep.rules.reposts import read_reposts
from govsweep.words import Matcher

URL = "http://www.qinghe.gov.cn/xw/dt/index.html"
DAY = dt.date(2026, 11, 20)
_TOMORROW = DAY + dt.timedelta(days=1)

CONTENT_TYPES = (
    "text/html",
    "",
    "text/html; charset=utf-8",
    "text/html; charset=gb2312",
    "text/html; charset=big5",
    "application/json",
    "text/xml; charset=utf-16",
    "text/html; charset=idna",
)
LIST_NAMES = (
    "office.csv", "office.xlsx", "错别字.txt", "敏感词.txt", "保护用语.txt", "允许的域名.txt",
    "允许的词.txt", "重要转载.csv",
)  # fmt: skip
REGISTRY_NAMES = ("sites.csv", "sites.xlsx")


class Target(NamedTuple):
    """A function under fuzzing, with the packages whose branches guide it."""

    run: Callable[[bytes], None]
    guides: tuple[str, ...]
    longest: int  # bytes of an input
    choices: int  # meanings of its first byte


def page(data: bytes) -> None:
    """Read a page, as a home page too, and its facts."""
    choice, body = _split(data)
    kind, home = CONTENT_TYPES[choice % len(CONTENT_TYPES)], choice >= len(CONTENT_TYPES)
    _check_page(read_page(body, url=URL, content_type=kind, home=home, day=DAY))


def swollen(data: bytes) -> None:
    """Read a page in which the middle part of three is repeated thousands of times."""
    choice, rest = _split(data)
    start, middle, end = (*rest.split(b"\0\0", 2), b"", b"")[:3]
    size = 30_000 + 90_000 * (choice % 4)
    body = start + middle * (size // (len(middle) or size)) + end
    _check_page(read_page(body, url=URL, content_type="text/html; charset=utf-8", day=DAY))


def rows(data: bytes) -> None:
    """Read what a data service answers."""
    choice, body = _split(data)
    kind = CONTENT_TYPES[choice % len(CONTENT_TYPES)]
    _check_entries(read_rows(body, url=URL, content_type=kind, day=DAY))


def attachment(data: bytes) -> None:
    """Read a file."""
    _check_page(read_attachment(data, url="http://www.qinghe.gov.cn/1.doc"))


def lists(data: bytes) -> None:
    """Load a list of the office's own."""
    choice, body = _split(data)
    path = _folder() / LIST_NAMES[choice % len(LIST_NAMES)]
    path.write_bytes(body)
    try:
        found = read_lists(path.parent)
        reposts, refused = read_reposts(path.parent)
    finally:
        path.unlink()
    for trouble in (*found.troubles, *refused):
        _storable(str(trouble))
    for rule in found.word_rules:
        assert all(rule.literals), rule
    for repost in reposts:
        _storable(repost.title)


def registry(data: bytes) -> None:
    """Load a registry of sites and one of columns."""
    choice, body = _split(data)
    path = _folder() / REGISTRY_NAMES[choice % len(REGISTRY_NAMES)]
    path.write_bytes(body)
    try:
        for read in (read_sites, read_columns):
            with suppress(InputError):
                found = read(path)
                for row in found.rows:
                    assert href(row.url) == row.url
                    _storable(row.model_dump_json())
                for fault in found.faults:
                    assert fault.line > 0 and fault.reason
    finally:
        path.unlink()


def words(data: bytes) -> None:
    """Derive the marks of a text; each must point into it."""
    text = data.decode("utf-8", "replace")
    for mark in _matcher().marks(text, day=DAY):
        assert 0 <= mark.start < mark.end <= len(text), mark


TARGETS: dict[str, Target] = {
    "page": Target(page, ("govsweep.reading", "govsweep.addresses"), 12_000, 16),
    "swollen": Target(swollen, ("govsweep.reading",), 300, 4),
    "rows": Target(rows, ("govsweep.reading", "govsweep.addresses"), 6_000, 8),
    "attachment": Target(attachment, ("govsweep.attachments",), 40_000, 0),
    "lists": Target(lists, ("govsweep.rules",), 8_000, len(LIST_NAMES)),
    "registry": Target(registry, ("govsweep.registry",), 8_000, len(REGISTRY_NAMES)),
    "words": Target(words, ("govsweep.words",), 2_000, 0),
}


def _split(data: bytes) -> tuple[int, bytes]:
    return (data[0], data[1:]) if data else (0, b"")


def _check_page(page: Page) -> None:
    msgspec.msgpack.encode(page)  # as the store keeps it
    _storable(json.dumps(as_facts(page, "a.html"), ensure_ascii=False))
    _check_entries(page.entries)
    assert page.published is None or page.published.date() <= _TOMORROW
    for target in (*(one.target for one in page.anchors), *page.more):
        assert href(target) == target, target
    assert URL not in page.more


def _check_entries(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        assert href(entry.url) == entry.url, entry.url
        assert entry.date is None or entry.date <= _TOMORROW
        _storable(entry.title)


def _storable(text: str) -> None:
    text.encode()  # a lone surrogate is no text: neither SQL nor JSON takes it


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="govsweep-fuzz-"))


@cache
def _matcher() -> Matcher:
    return Matcher(load_rules())
