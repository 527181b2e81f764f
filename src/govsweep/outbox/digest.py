"""Digests: what has gathered, by unit, in as many messages as the channel's limit makes of it.

Every string that a site wrote is inert in them: it mentions nobody, links nowhere and formats
nothing. Limits are counted in bytes of UTF-8, and no character is cut in two.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from govsweep.reports.inert import one_line, web_link
from govsweep.store import Event, EventKind, Waiting

TITLE = "政府网站巡检"  # a 钉钉 robot may ask for a word that every message has in it
_LABELS = {
    EventKind.OPENED: "新发现",
    EventKind.RELAPSED: "复发",
    EventKind.FIXED: "已整改",
    EventKind.DISMISSED: "撤销",
}
_MOST = 10  # messages of one digest: half of what a robot may send in a minute
_LINE = 600  # bytes of what a finding says
_ADDRESS = 300  # bytes of its address; a longer one is left out, for cut it would lead astray
# Their wide forms look alike and mean nothing to a chat.
_INERT = str.maketrans("\\`*_{}[]<>()|~#@!&", "＼｀＊＿｛｝［］＜＞（）｜～＃＠！＆")


class Message(NamedTuple):
    """One message, and the events that it tells of."""

    text: str
    waiting: tuple[Waiting, ...]


class _DigestLine(NamedTuple):
    heading: str
    text: str
    waiting: Waiting


def inert(text: str) -> str:
    """Crawled text that does nothing in a chat."""
    return one_line(text).translate(_INERT)


def inert_address(url: str) -> str:
    """A crawled address that leads where it says, or "" where it must not be shown."""
    url = quote(web_link(one_line(url)), safe="/:?#%=&+,;.-_~")
    return url if len(url) <= _ADDRESS else ""


def cut(text: str, limit: int) -> str:
    """Text of at most so many bytes, with a mark where it was cut."""
    if len(text.encode()) <= limit:
        return text
    return text.encode()[: limit - len("…".encode())].decode("utf-8", "ignore") + "…"


def summary(events: Iterable[Event]) -> str:
    """How many of each kind there are."""
    counts = Counter(one.kind for one in events)
    parts = [f"{label} {counts[kind]}" for kind, label in _LABELS.items() if counts[kind]]
    if counts[EventKind.CLOSED]:
        parts.append(f"巡检结束 {counts[EventKind.CLOSED]}")
    return "，".join(parts)


def messages(
    waiting: Sequence[Waiting], fits: Callable[[str], bool], *, bold: bool, most: int = _MOST
) -> list[Message]:
    """The digest of some events in messages that fit."""
    head = f"{TITLE}：{summary(one.event for one in waiting)}"
    lines = sorted(_lines(waiting), key=lambda one: (one.heading, one.waiting.event.sequence))
    pages = list(_pages(lines, head, fits, bold))
    if len(pages) > most:
        pages = [*pages[: most - 1], _rest(pages[most - 1 :])]
    return pages


def _lines(waiting: Iterable[Waiting]) -> Iterator[_DigestLine]:
    for one in waiting:
        told = json.loads(one.event.body)
        if one.event.kind is EventKind.CLOSED:
            yield _DigestLine("巡检", _of_sweep(told), one)
        else:
            yield _DigestLine(
                cut(inert(told["owner"]), 120), _of_finding(one.event.kind, told), one
            )


def _of_sweep(told: dict[str, Any]) -> str:
    doubt = "" if told["balanced"] and not told["crashes"] else "，账目不平或检查出错，请核查"
    return f"- {told['night']} 夜第 {told['number']} 次巡检结束：{told['sites']} 个网站{doubt}"


def _of_finding(kind: EventKind, told: dict[str, Any]) -> str:
    words = f"- 【{_LABELS[kind]}】{inert(told['site_name'])}：{inert(told['message'])}"
    url = inert_address(told["url"])
    return cut(words, _LINE) + (f"\n{url}" if url else "")


def _pages(
    lines: Sequence[_DigestLine], head: str, fits: Callable[[str], bool], bold: bool
) -> Iterator[Message]:
    text, taken, heading = head, list[Waiting](), ""
    for line in lines:
        title = f"**{line.heading}**" if bold else f"〔{line.heading}〕"
        grown = f"{text}\n\n{title}" if line.heading != heading else text
        if taken and not fits(f"{grown}\n{line.text}"):
            yield Message(text, tuple(taken))
            grown, taken = f"{TITLE}（续）\n\n{title}", []
        text, heading = f"{grown}\n{line.text}", line.heading
        taken.append(line.waiting)
    if taken:
        yield Message(text, tuple(taken))


def _rest(pages: Sequence[Message]) -> Message:
    """The last message that is sent, which counts what it cannot name."""
    waiting = tuple(one for page in pages for one in page.waiting)
    words = f"其余 {len(waiting)} 条从略（{summary(one.event for one in waiting)}）。"
    return Message(f"{TITLE}（续）\n\n{words}完整清单请用 govsweep export 导出。", waiting)
