"""late-repost: items of the office's list that a site lacks."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.late_repost import late_repost
from govsweep.facts import Article, Column, ColumnKind, Context, Entry, Repost, SiteVisit
from govsweep.findings import Certainty
from govsweep.reading.sketch import sketch

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
    [(TITLE, 9), (TITLE, None), (f"转载：{TITLE}", 9), ("关于进一步优化营商环境的实施意见", 9)],
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


PAPER = "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：" + "".join(
    f"{word}是推动高质量发展的重要内容，各地区各部门要结合实际抓好{word}各项任务落实。"
    for word in ("市场准入", "公平竞争", "政务服务", "企业融资", "用工保障", "监管执法", "权益保护")
)


def retitled(text: str, ago: int = 9) -> Article:
    day = NIGHT - dt.timedelta(days=ago)
    own = sketch("".join(text.split()))
    return Article(url=f"{URL}2", title="一批惠企举措来了", published=day, main_sketch=own)


def test_another_title_over_the_same_text(a_visit: Callable[..., SiteVisit]) -> None:
    item = msgspec.structs.replace(ITEM, text=PAPER)
    same = retitled(f"来源：中国政府网 {PAPER}")
    assert list(late_repost(a_visit(reposts=(item,), articles=(same,)))) == []
    (late,) = late_repost(a_visit(reposts=(item,), articles=(retitled(PAPER, ago=4),)))
    assert "2026-11-16 才转载" in late.message


def test_another_text_and_one_too_short_to_tell(a_visit: Callable[..., SiteVisit]) -> None:
    other = retitled("".join(f"{word}工作会议今天上午召开。" for word in "甲乙丙丁") * 9)
    item = msgspec.structs.replace(ITEM, text=PAPER)
    assert len(list(late_repost(a_visit(reposts=(item,), articles=(other,))))) == 1
    short = msgspec.structs.replace(ITEM, text=PAPER[:60])
    same = retitled(PAPER[:60])
    assert len(list(late_repost(a_visit(reposts=(short,), articles=(same,))))) == 1


def test_a_title_nearly_the_same_on_a_day_that_fits(a_visit: Callable[..., SiteVisit]) -> None:
    title = "国务院办公厅：进一步优化营商环境，这些举措要落实"
    assert list(late_repost(a_visit(title, 9))) == []
    (fault,) = late_repost(a_visit(title, 20))  # older than the item
    assert fault.certainty is Certainty.SUSPECTED


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


def at(ago: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(NIGHT - dt.timedelta(days=ago), dt.time(hour, minute))


def reposted(
    a_visit: Callable[..., SiteVisit], moment: dt.datetime, issued: dt.datetime, code: str = "36"
) -> list[str]:
    """What is said of an item that an article reposts, which a list shows by its day."""
    visit = a_visit(
        TITLE, (NIGHT - moment.date()).days,
        articles=(Article(url=f"{URL}1", title=TITLE, published=moment.date(), moment=moment),),
        reposts=(Repost(title=TITLE, day=issued.date(), hour=issued.time()),),
    )  # fmt: skip
    site = msgspec.structs.replace(visit.context.site, identifier=f"{code}09000001")
    context = msgspec.structs.replace(visit.context, site=site)
    return [one.message for one in late_repost(msgspec.structs.replace(visit, context=context))]


class TestToTheHour:
    def test_more_than_a_day_later(self, a_visit: Callable[..., SiteVisit]) -> None:
        (message,) = reposted(a_visit, at(8, 9, 31), at(9, 9, 30))
        assert message.endswith("发布于 2026-11-11 09:30，2026-11-12 09:31 才转载")

    def test_within_the_day(self, a_visit: Callable[..., SiteVisit]) -> None:
        assert reposted(a_visit, at(8, 9, 30), at(9, 9, 30)) == []

    def test_in_beijing_half_a_day(self, a_visit: Callable[..., SiteVisit]) -> None:
        assert len(reposted(a_visit, at(9, 21, 31), at(9, 9, 30), code="11")) == 1
        assert reposted(a_visit, at(9, 21, 30), at(9, 9, 30), code="11") == []
        assert reposted(a_visit, at(9, 21, 31), at(9, 9, 30)) == []

    def test_a_day_that_may_be_within_it_is_no_fault(
        self, a_visit: Callable[..., SiteVisit]
    ) -> None:
        item = Repost(title=TITLE, day=NIGHT - dt.timedelta(days=9), hour=dt.time(9, 30))
        assert list(late_repost(a_visit(TITLE, 8, reposts=(item,)))) == []
        assert len(list(late_repost(a_visit(TITLE, 7, reposts=(item,))))) == 1

    def test_of_yesterday_morning_it_is_missing_tonight(
        self, a_visit: Callable[..., SiteVisit]
    ) -> None:
        def missing(ago: int, hour: dt.time | None) -> bool:
            item = Repost(title=TITLE, day=NIGHT - dt.timedelta(days=ago), hour=hour)
            return bool(list(late_repost(a_visit(reposts=(item,)))))

        assert missing(2, dt.time(23, 59))
        assert missing(2, None)
        assert not missing(1, dt.time(0, 30))


def test_two_days_later_is_late_whatever_the_hours(a_visit: Callable[..., SiteVisit]) -> None:
    item = Repost(title=TITLE, day=NIGHT - dt.timedelta(days=9))
    assert len(list(late_repost(a_visit(TITLE, 7, reposts=(item,))))) == 1
    assert list(late_repost(a_visit(TITLE, 8, reposts=(item,)))) == []
