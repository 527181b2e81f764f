"""The headline slot of a home page."""

import datetime as dt
from collections.abc import Callable
from hashlib import blake2b

import pytest

from govsweep.facts import (
    Anchor,
    Block,
    Column,
    ColumnKind,
    Context,
    DateSource,
    Entry,
    Page,
    PageKind,
    Place,
    Section,
)
from govsweep.settle.dating import Days
from govsweep.settle.headline import headline
from govsweep.store import StoredColumn

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
FIRST, SECOND, NOTICE = ROOT + "1.html", ROOT + "2.html", ROOT + "3.html"
TITLES = {
    FIRST: "市委召开全市经济工作会议",
    SECOND: "市政府常务会议研究民生实事",
    NOTICE: "关于冬季供水安排的通知公告",
}
LIMITS = {ColumnKind.HEADLINE: 14}


def home(*texts: str, sections: tuple[Section, ...] = ()) -> Page:
    return Page(
        url=ROOT,
        kind=PageKind.HOME,
        blocks=tuple(Block(text, Place.MAIN, blake2b(text.encode()).digest()) for text in texts),
        anchors=tuple(Anchor(url, title, Place.MAIN) for url, title in TITLES.items()),
        entries=(Entry(TITLES[SECOND], SECOND, DAY - dt.timedelta(days=3)),),
        sections=sections,
    )


@pytest.fixture
def slot(a_context: Callable[..., Context]) -> Callable[..., Column | None]:
    def make(page: Page, *known: StoredColumn) -> Column | None:
        days = Days(DAY)
        moment = dt.datetime(2026, 10, 20, 9)
        days.note(FIRST, Page(url=FIRST, published=moment, published_source=DateSource.LABEL))
        return headline(page, a_context(DAY), days, known, LIMITS)

    return make


def test_a_block_of_that_name(slot: Callable[..., Column]) -> None:
    column = slot(home(sections=(Section("头条推荐", (FIRST, SECOND)), Section("公告", (NOTICE,)))))
    assert (column.url, column.kind, column.max_age_days) == (
        ROOT + "#headline",
        ColumnKind.HEADLINE,
        14,
    )
    assert [row.url for row in column.rows] == [FIRST, SECOND]
    assert column.newest == dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    "texts",
    [
        ("首页", "头条推荐", TITLES[FIRST], "[10-20]", "通知公告", TITLES[NOTICE]),
        ("今日头条", TITLES[FIRST], "更多>>", TITLES[SECOND]),
        ("政务动态", f"头条 {TITLES[FIRST]}", TITLES[NOTICE]),
    ],
    ids=["its own line", "another name", "on the title's line"],
)
def test_the_titles_that_follow_its_name(
    slot: Callable[..., Column], texts: tuple[str, ...]
) -> None:
    column = slot(home(*texts))
    assert [row.url for row in column.rows] == [FIRST]
    assert column.newest == dt.date(2026, 10, 20)


@pytest.mark.parametrize(
    "texts",
    [("要闻", TITLES[FIRST]), ("头条推荐", "通知公告"), ()],
    ids=["no such name", "no title after it", "an empty page"],
)
def test_no_slot(slot: Callable[..., Column | None], texts: tuple[str, ...]) -> None:
    assert slot(home(*texts)) is None


def test_a_slot_registered_by_hand_keeps_its_words(slot: Callable[..., Column]) -> None:
    known = StoredColumn(
        site="5118000001", url=ROOT, name="本市头条", kind=ColumnKind.HEADLINE, owner="宣传科",
        max_age_days=7, registered=True,
    )  # fmt: skip
    column = slot(home("头条", TITLES[FIRST]), known)
    assert (column.name, column.owner, column.max_age_days) == ("本市头条", "宣传科", 7)
