"""late-repost: items of the office's list that a site lacks."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.late_repost import late_repost
from govsweep.facts import Article, Column, ColumnKind, Context, Entry, Repost, SiteVisit
from govsweep.findings import Certainty

NIGHT = dt.date(2026, 11, 20)
TITLE = "国务院办公厅关于进一步优化营商环境的实施意见"
ITEM = Repost(title=TITLE, day=NIGHT - dt.timedelta(days=10))
URL = "http://www.qinghe.gov.cn/gwy/"


@pytest.fixture
def a_visit(a_context: Callable[..., Context]) -> Callable[..., SiteVisit]:
    def make(title: str = "", ago: int | None = None, **words: object) -> SiteVisit:
        context = a_context(NIGHT)
        day = NIGHT - dt.timedelta(days=ago) if ago is not None else None
        rows = (Entry(title, f"{URL}1", day),) if title else ()
        column = Column(
            url=URL, name="国务院信息", kind=ColumnKind.REPOST, context=context, rows=rows
        )
        given: dict[str, object] = {"columns": (column,), "reposts": (ITEM,)}
        return SiteVisit(context=context, **(given | words))  # type: ignore[arg-type]

    return make


def test_an_item_that_is_missing(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = late_repost(a_visit("国务院常务会议研究部署有关工作", 9))
    assert (fault.subject, fault.url) == (TITLE, URL)
    assert "没有转载" in fault.message


def test_an_item_that_came_late(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = late_repost(a_visit(TITLE, 4))
    assert "2026-11-16 才转载" in fault.message


@pytest.mark.parametrize(
    ("title", "ago"),
    [(TITLE, 9), (TITLE, None), (f"转载：{TITLE}", 9), ("关于进一步优化营商环境的实施意见", 8)],
    ids=["in time", "undated", "with a word before it", "its title without the issuer"],
)
def test_reposted(a_visit: Callable[..., SiteVisit], title: str, ago: int | None) -> None:
    assert list(late_repost(a_visit(title, ago))) == []


def test_an_article_that_no_list_shows_counts(a_visit: Callable[..., SiteVisit]) -> None:
    article = Article(url=f"{URL}2", title=TITLE, published=NIGHT - dt.timedelta(days=9))
    assert list(late_repost(a_visit(articles=(article,)))) == []


def test_a_title_much_like_it_leaves_a_doubt(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = late_repost(a_visit("国办印发关于进一步优化我国营商环境的实施意见", 9))
    assert fault.certainty is Certainty.SUSPECTED
    assert "有标题相近的《国办印发关于进一步优化我国营商环境的实施意见》" in fault.message


def test_another_matter_leaves_none(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = late_repost(a_visit("国务院办公厅关于进一步加强城市内涝治理的实施意见", 9))
    assert fault.certainty is Certainty.CONFIRMED


def test_a_portal_without_a_repost_column_is_suspected(a_visit: Callable[..., SiteVisit]) -> None:
    visit = a_visit(columns=())
    site = msgspec.structs.replace(visit.context.site, name="清禾市水利局", kind="门户网站")
    context = msgspec.structs.replace(visit.context, site=site)
    (fault,) = late_repost(msgspec.structs.replace(visit, context=context))
    assert (fault.url, fault.certainty) == (site.url, Certainty.SUSPECTED)


@pytest.mark.parametrize(
    "words",
    [
        {"reposts": ()},
        {"reposts": (Repost(title=TITLE, day=NIGHT - dt.timedelta(days=1)),)},
        {"reposts": (Repost(title=TITLE, day=NIGHT - dt.timedelta(days=50)),)},
        {"columns": ()},
        {"cut": True},
    ],
    ids=["no list", "out since yesterday", "long ago", "no repost column", "half seen"],
)
def test_it_is_quiet(a_visit: Callable[..., SiteVisit], words: dict[str, object]) -> None:
    assert list(late_repost(a_visit(**words))) == []


def test_a_column_not_seen_says_nothing(a_visit: Callable[..., SiteVisit]) -> None:
    visit = a_visit()
    unseen = msgspec.structs.replace(visit.columns[0], seen=False)
    assert list(late_repost(msgspec.structs.replace(visit, columns=(unseen,)))) == []
