"""Titles of national laws, cited between 《 and 》: one slip of the pen away from a known one."""

import csv
import re
from collections.abc import Iterator
from functools import cache

from govsweep.facts import Mark
from govsweep.rules import packs
from govsweep.words.alike import alike
from govsweep.words.normal import Batch, normalised

_CITED = re.compile(r"《([\u4e00-\u9fff]{4,40})》")
_STATE = "中华人民共和国"
_LEAST = 5  # characters of a title
_LONG = len(_STATE) + 6  # of one that no other law's differs from by a character


class Titles:
    """The titles that ship, over a batch of texts."""

    def __init__(self) -> None:
        self._known = _titles()
        self._shortened = _shortened()

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        if "《" not in batch.text:
            return
        for match in _CITED.finditer(batch.text):
            written = match[1]
            if written in self._known or len(written) < _LEAST - 1:
                continue
            meant = self._meant(written)
            if meant and not _is_another(written, meant):
                index, place = batch.locate(match.start(1))
                first, last = batch.plains[index].span(place, place + len(written))
                certain = meant.startswith(_STATE) and not _is_misnamed(written, meant)
                yield (
                    index,
                    Mark(
                        rule="law-title",
                        check="serious-expression",
                        start=first,
                        end=last,
                        suggestion=meant,
                        confirmed=certain,
                        reason="法律法规名称必须准确（按公布的名称核对）",
                        score=1.0 if certain else 0.95,
                    ),
                )

    def _meant(self, written: str) -> str:
        """The one title that is one slip away; nothing where there is none, or several."""
        shorter = _without_one(written)
        found = set(self._shortened.get(written, ()))
        found |= {title for title in shorter if title in self._known and len(title) >= _LEAST}
        for short in shorter:
            found |= {
                title
                for title in self._shortened.get(short, ())
                if _is_slip(written, title) or _is_misnamed(written, title)
            }
        return found.pop() if len(found) == 1 else ""


def _is_another(written: str, meant: str) -> bool:
    """Whether what was cited may be no law, or another one: 居民身份证, 枪支管理办法."""
    is_document = meant in (f"{written}法", f"{written}例", f"{written}定")
    is_lesser = written.endswith("办法") and meant.endswith("法") and not meant.endswith("办法")
    is_narrower = written == meant[1:] and not meant.startswith(_STATE)
    return (is_document and not written.endswith(("条", "规"))) or is_lesser or is_narrower


@cache
def _shortened() -> dict[str, list[str]]:
    """The titles by what is left of each without one of its characters."""
    found: dict[str, list[str]] = {}
    for title in _titles():
        if len(title) >= _LEAST:
            for short in _without_one(title):
                found.setdefault(short, []).append(title)
    return found


def _without_one(title: str) -> set[str]:
    return {title[:place] + title[place + 1 :] for place in range(len(title))}


def _is_slip(written: str, title: str) -> bool:
    if len(written) != len(title):
        return False
    wrong = [(one, other) for one, other in zip(written, title, strict=True) if one != other]
    if len(wrong) == 2:
        return wrong[0] == wrong[1][::-1]
    return len(wrong) == 1 and alike(*wrong[0])


def _is_misnamed(written: str, title: str) -> bool:
    """Whether a long title that names the state has one character of another law's: 突发事故."""
    if len(written) != len(title) or len(title) < _LONG or not written.startswith(_STATE):
        return False
    wrong = [pair for pair in zip(written, title, strict=True) if len({*pair}) > 1]
    return len(wrong) == 1 and not alike(*wrong[0])


@cache
def _titles() -> frozenset[str]:
    with (packs() / "titles.csv").open(encoding="utf-8", newline="") as lines:
        whole = normalised([row["title"] for row in csv.DictReader(lines)])
    return frozenset((*whole, *(title.removeprefix(_STATE) for title in whole)))
