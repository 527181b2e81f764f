"""Pages in the shapes of the usual content management systems, one test a page."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from govsweep.facts import Page, Place, TargetKind
from govsweep.reading import read_page

CASES = Path(__file__).parent / "cases"


def case(name: str) -> tuple[Page, dict[str, Any]]:
    told = json.loads((CASES / name / "facts.json").read_text(encoding="utf-8"))
    day = told.get("day")
    page = read_page(
        (CASES / name / "page.html").read_bytes(),
        url=told["url"],
        content_type=told.get("content_type", ""),
        home=told.get("home", False),
        day=dt.date.fromisoformat(day) if day else None,
    )
    return page, told["expect"]


def main_text(page: Page) -> str:
    return "\n".join(block.text for block in page.blocks if block.place is Place.MAIN)


def targets(page: Page, kind: TargetKind) -> list[str]:
    return [anchor.target for anchor in page.anchors if anchor.kind is kind]


READ = {
    "kind": lambda page: page.kind.value,
    "published": lambda page: page.published.isoformat() if page.published else None,
    "published_day": lambda page: page.published and page.published.date().isoformat(),
    "published_source": lambda page: page.published_source and page.published_source.value,
    "entries": lambda page: len(page.entries),
    "rows": lambda page: [
        [entry.title, entry.url, entry.date.isoformat() if entry.date else None]
        for entry in page.entries
    ],
    "row_titles": lambda page: [entry.title for entry in page.entries],
    "row_dates": lambda page: [
        entry.date.isoformat() if entry.date else None for entry in page.entries
    ],
    "breadcrumb": lambda page: [name for name, _ in page.breadcrumb],
    "more": lambda page: list(page.more),
    "evading_links": lambda page: list(page.evading_links),
    "hidden_links": lambda page: list(page.hidden_links),
    "unseen_links": lambda page: list(page.unseen_links),
    "attachments": lambda page: targets(page, TargetKind.ATTACHMENT),
    "images": lambda page: targets(page, TargetKind.IMAGE),
    "entity_title": lambda page: page.entity_title,
    "head_scripts": lambda page: list(page.head_scripts),
}


@pytest.mark.parametrize("name", [path.parent.name for path in sorted(CASES.glob("*/facts.json"))])
def test_it_reads(name: str) -> None:
    page, expect = case(name)
    assert expect
    for field, wanted in expect.items():
        assert_reads(page, field, wanted)


def assert_reads(page: Page, field: str, wanted: Any) -> None:
    if field == "footer" and wanted is not None:
        assert page.footer is not None
        assert {mark: page.footer[mark] for mark in wanted} == wanted
    elif field == "main_contains":
        assert [text for text in wanted if text not in main_text(page)] == []
    elif field == "main_lacks":
        assert [text for text in wanted if text in main_text(page)] == []
    elif field == "more_contains":
        assert [part for part in wanted if not any(part in one for one in page.more)] == []
    elif field == "meta":
        assert {name: page.meta.get(name) for name in wanted} == wanted
    elif field == "anchors_contain":
        assert [one for one in wanted if one not in {a.target for a in page.anchors}] == []
    else:
        value = READ[field](page) if field in READ else getattr(page, field)
        assert value == wanted, field
