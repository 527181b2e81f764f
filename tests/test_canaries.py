"""The pages of which all is known, and readers that do not see it."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from govsweep.canaries import canaries
from govsweep.facts import Page
from govsweep.reading import read_page
from govsweep.rules import packs


def test_our_reader_sees_all_of_them() -> None:
    assert list(canaries()) == []


@pytest.mark.parametrize(
    ("lost", "word"),
    [
        ({"title": ""}, "的 title 应为"),
        ({"published": None}, "的 published 应为 2026-11-20，读成了 None"),
        ({"entries": ()}, "的 entries 应为 8，读成了 0"),
        ({"blocks": ()}, "的 text 应为"),
    ],
)
def test_a_reader_that_loses_something_is_told(lost: dict[str, Any], word: str) -> None:
    def read(body: bytes, **words: Any) -> Page:
        return msgspec.structs.replace(read_page(body, **words), **lost)

    assert any(word in line for line in canaries(read))


def test_a_reader_that_breaks_is_told_for_every_page() -> None:
    def read(body: bytes, *, day: dt.date, **words: Any) -> Page:
        raise ValueError("坏了")

    told = list(canaries(read))
    assert len(told) == 4
    assert all("ValueError：坏了" in line for line in told)


def test_dates_without_a_list_are_missed(tmp_path: Path) -> None:
    folder = shutil.copytree(packs() / "canaries", tmp_path / "canaries")
    page = folder / "list.html"
    page.write_text(page.read_text("utf-8").replace("2026-11-", "发布于 "), "utf-8")
    assert any("的 dated 应为 8" in line for line in canaries(folder=folder))
