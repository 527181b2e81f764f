"""Annual reports (年报): which there are by their titles, and where the home page leads to them."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from govsweep.facts import AnnualReport, Page, PageKind, Place

OF_SITE = re.compile(
    r"(20\d\d)年?(?:度)?[^，。]{0,30}政府网站[^，。]{0,8}(?:报表|年报|工作报告|年度报告)|"
    r"政府网站[^，。]{0,8}(?:报表|年报|工作报告|年度报告)[^，。]{0,3}(20\d\d)"
)
OF_DISCLOSURE = re.compile(
    r"(20\d\d)年?(?:度)?[^，。]{0,30}(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:报告|年报)"
)
_LED_TO = re.compile("年度?报表|年报|年度报告")  # what a home page calls the way to them

_NUMBER = re.compile(r"\d{1,6}")
_MOST_WORDS = 4_000  # characters of its text that are looked through


class ShownReport(NamedTuple):
    """A title that a site shows, where it leads and the day beside it."""

    title: str
    url: str
    day: dt.date | None = None


def last_due(day: dt.date) -> int:
    """Of which year the last report is that was due, on 31 January of the next."""
    return day.year - (1 if day.month > 1 else 2)


def deadline(year: int) -> dt.date:
    """By when the report of a year was due."""
    return dt.date(year + 1, 1, 31)


def by_year(
    report: re.Pattern[str], shown: Iterable[tuple[str, str, dt.date | None]]
) -> dict[int, list[ShownReport]]:
    """The reports of one kind by the year that their titles name."""
    years: dict[int, list[ShownReport]] = {}
    for title, url, day in shown:
        for match in report.finditer(title):
            year = next(int(group) for group in match.groups() if group)
            years.setdefault(year, []).append(ShownReport(title, url, day))
    return years


def leads(on_home: Iterable[tuple[str, str]], reports: Iterable[ShownReport]) -> bool:
    """Whether a home page has a link to one of these, or to where they stand by its words."""
    urls = {one.url for one in reports}
    return any(url in urls or _LED_TO.search(text) for text, url in on_home)


def disclosure_year(page: Page) -> int | None:
    """Of which year a page is the report on disclosure; None for any other page."""
    match = OF_DISCLOSURE.search(page.title) if page.kind is PageKind.ARTICLE else None
    return int(match.group(1)) if match else None


def disclosure_report(page: Page, year: int) -> AnnualReport:
    """A report with the rows of its tables: a label, and the numbers in the cells after it.

    A cell that is empty or says anything but a number leaves its row too short to be checked.
    """
    rows: list[tuple[str, tuple[int, ...]]] = []
    words: list[str] = []
    label, numbers = "", list[int]()
    for text in [one.text.strip() for one in page.blocks if one.place is Place.MAIN] + [""]:
        if _NUMBER.fullmatch(text):
            numbers.append(int(text))
            continue
        if numbers:
            rows.append((label, tuple(numbers)))
            numbers = []
        label = text
        words.append(text)
    return AnnualReport(
        url=page.url,
        title=page.title,
        year=year,
        rows=tuple(rows),
        text=" ".join(words)[:_MOST_WORDS],
    )
