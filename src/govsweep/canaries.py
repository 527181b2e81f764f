"""Canaries: pages of which all is known, read again whenever a sweep ends.

If the reader does not see in them what they hold, what it saw of the night's pages is worth little.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from govsweep.facts import Page
from govsweep.reading import read_page
from govsweep.reading.jsonview import as_facts
from govsweep.rules import packs

_DAY = dt.date(2026, 11, 21)  # the pages' own

Reader = Callable[..., Page]


def canaries(read: Reader = read_page, folder: Path | None = None) -> Iterator[str]:
    """What the reader does not see as it should, in words; nothing where all is well."""
    folder = folder or packs() / "canaries"
    for page in tomllib.loads((folder / "expected.toml").read_text("utf-8"))["page"]:
        yield from _unlike(page, folder / page["file"], read)


def _unlike(page: dict[str, Any], file: Path, read: Reader) -> Iterator[str]:
    try:
        seen = read(
            file.read_bytes(),
            url=page["url"],
            content_type="text/html",
            home=page.get("home", False),
            day=_DAY,
        )
    except Exception as error:  # whatever breaks it is what is to be told
        yield f"读取器自检：样页 {file.name} 读取出错（{type(error).__name__}：{error}）"
        return
    facts = _facts(seen, page.get("text", ""))
    for name, expected in page.items():
        if name in facts and facts[name] != expected:
            yield f"读取器自检：样页 {file.name} 的 {name} 应为 {expected}，读成了 {facts[name]}"


def _facts(seen: Page, text: str) -> dict[str, Any]:
    facts = as_facts(seen, "")
    facts["dated"] = sum(entry["date"] is not None for entry in facts["entries"])
    facts["entries"] = len(facts["entries"])
    facts["text"] = text if text in facts["text"] else facts["text"][:50]
    return {name: value for name, value in facts.items() if name != "file"}
