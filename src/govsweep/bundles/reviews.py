"""Cross-review (交叉复核): a sample of what others sent, and what the reviewers say of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from govsweep.bundles.content import BundleFinding, BundleFindingState, BundleSite, SiteCoverage
from govsweep.errors import InputError
from govsweep.table_fields import TableRow, refusal
from govsweep.table_rows import ReadTable, RowFault, read_rows

SAMPLE_HEADS = (
    *("编号", "地区", "类别", "网站标识码", "网站名称", "检查项", "网址", "说明", "引文"),
    *("复核结论", "复核说明", "抽样", "数据包"),
)
_HEADERS: Mapping[str, str] = {
    "编号": "number",
    "复核结论": "verdict",
    "复核说明": "note",
    "抽样": "draw",
    "数据包": "bundles",
}
_FINDING, _SITE = "F-", "S-"  # so that no spreadsheet takes a number for one
_DRAW = "种子 "  # the same: a seed may look like a day
_BUNDLE = re.compile(r"(\d{1,9}) 号")


class Verdict(StrEnum):
    """What a reviewer says."""

    TRUE = "true"
    FALSE_ALARM = "false"
    MISSED = "missed"

    @property
    def word(self) -> str:
        """What the form calls it."""
        return _VERDICT_WORDS[self]


_VERDICT_WORDS = {Verdict.TRUE: "属实", Verdict.FALSE_ALARM: "误报", Verdict.MISSED: "漏报"}
_BY_WORD = {word: one for one, word in _VERDICT_WORDS.items()}


class Review(NamedTuple):
    """What was said of a finding, or of a site without any."""

    sender: str
    item: str  # a finding's id, or a site's identifier
    verdict: Verdict
    note: str = ""
    draw: str = ""  # the seed of its sample; "" where the form did not tell
    bundles: tuple[int, ...] = ()  # whose content was reviewed

    @property
    def is_of_finding(self) -> bool:
        """Whether it is of a finding."""
        return len(self.item) == _ID


_ID = 32


class SampleItem(NamedTuple):
    """What a reviewer is to look at."""

    sender: str
    site: BundleSite
    finding: BundleFinding | None  # None: nothing was found on the site
    bundles: tuple[int, ...] = ()  # by which its sender told of the period

    @property
    def item(self) -> str:
        """By what it is known."""
        return self.finding.id if self.finding else self.site.site

    @property
    def number(self) -> str:
        """The same on the form."""
        return f"{_FINDING if self.finding else _SITE}{self.item}"

    @property
    def told_bundles(self) -> str:
        """The same bundles on the form."""
        return "、".join(f"{number} 号" for number in self.bundles)

    def cells(self, seed: str) -> tuple[str, ...]:
        """Its line of the form of a sample, verdict and note still empty."""
        one = self.finding
        return (
            self.number,
            self.sender,
            "问题" if one else "未发现问题的网站",
            self.site.site,
            self.site.name,
            one.check_name if one else "",
            one.url if one else self.site.url,
            one.message if one else "",
            one.quote if one else "",
            "",
            "",
            f"{_DRAW}{seed}",
            self.told_bundles,
        )


def items_of(
    sender: str,
    sites: Iterable[BundleSite],
    findings: Iterable[BundleFinding],
    bundles: tuple[int, ...] = (),
) -> list[SampleItem]:
    """What of a bundle can be reviewed: problems that stand, sites seen whole that have none."""
    by_site = {one.site: one for one in sites}
    standing = [
        SampleItem(sender, by_site[one.site], one, bundles)
        for one in findings
        if one.state is BundleFindingState.OPEN and one.site in by_site
    ]
    clean = [
        SampleItem(sender, one, None, bundles)
        for one in by_site.values()
        if one.coverage is SiteCoverage.WHOLE and not one.problems
    ]
    return standing + clean


def drawn_items(items: Sequence[SampleItem], count: int, seed: str) -> list[SampleItem]:
    """A sample, half of it findings where there are as many; the same seed draws the same.

    Raises `InputError` where there are not as many items.
    """
    if count > len(items):
        raise InputError(f"要抽 {count} 项，可抽的只有 {len(items)} 项")
    lots = sorted(items, key=lambda one: _lot(one, seed))
    findings = [one for one in lots if one.finding]
    clean = [one for one in lots if not one.finding]
    of_findings = min(len(findings), max(-(-count // 2), count - len(clean)))
    taken = findings[:of_findings] + clean[: count - of_findings]
    return sorted(taken, key=lambda one: (one.sender, one.finding is None, one.item))


def _lot(one: SampleItem, seed: str) -> bytes:
    key = blake2b(seed.encode(), digest_size=32).digest()
    return blake2b(f"{one.sender}\0{one.item}".encode(), digest_size=16, key=key).digest()


def _verdict(text: object) -> object:
    if isinstance(text, str) and (not text or text in _BY_WORD):
        return _BY_WORD.get(text)
    words = "、".join(_BY_WORD)
    raise refusal(f"“{text}”不是复核结论：应为 {words} 之一，没有复核的留空")


class _ReviewRow(TableRow):
    number: Annotated[str, Field(min_length=1)]
    verdict: Annotated[Verdict | None, BeforeValidator(_verdict)] = None
    note: Annotated[str, Field(max_length=500)] = ""
    draw: Annotated[str, Field(max_length=500)] = ""
    bundles: str = ""

    @property
    def seed(self) -> str:
        """That of the sample."""
        return self.draw.removeprefix(_DRAW.strip()).strip()

    def of_bundles(self, current: tuple[int, ...]) -> tuple[int, ...]:
        """Those that it was drawn from; `current` where the form does not tell."""
        return tuple(map(int, _BUNDLE.findall(self.bundles))) or current


class ReadReviews(NamedTuple):
    """The reviews of a form, how many lines were left empty, and what is wrong with it."""

    reviews: list[Review]
    left: int
    faults: list[RowFault]


def read_reviews(path: Path, items: Iterable[SampleItem]) -> ReadReviews:
    """Read a form that was filled in; `items` are those of the period's bundles.

    Raises `InputError` where nobody filled in anything.
    """
    known = {one.number: one for one in items}

    def wrong(row: _ReviewRow) -> tuple[str, str] | None:
        one = known.get(row.number)
        if one is None:
            return "number", f"“{row.number}”不在这个时段的数据包里（换了新的数据包时请重新抽）"
        if row.verdict is (Verdict.MISSED if one.finding else Verdict.FALSE_ALARM):
            fitting = "属实、误报" if one.finding else "属实（确无问题）、漏报"
            return "verdict", f"这一项的结论只能是{fitting}"
        gone = [n for n in row.of_bundles(one.bundles) if n not in one.bundles]
        if gone:
            told = "、".join(f"{n} 号" for n in gone)
            return "bundles", f"抽自 {told}数据包，它已撤出或已被替换，请重新抽"
        return None

    read: ReadTable[_ReviewRow] = read_rows(
        path, _ReviewRow, unique=("number",), within="draw", headers=_HEADERS, wrong=wrong
    )
    if not read.faults and not any(row.verdict for row in read.rows):
        raise InputError(f"{path}：“复核结论”一列没有填，或没有这一列")
    said = [
        Review(
            sender=known[row.number].sender,
            item=known[row.number].item,
            verdict=row.verdict,
            note=row.note,
            draw=row.seed,
            bundles=row.of_bundles(known[row.number].bundles),
        )
        for row in read.rows
        if row.verdict is not None
    ]
    return ReadReviews(said, len(read.rows) - len(said), read.faults)
