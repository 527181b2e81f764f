"""late-annual-report: only where earlier years show that there is one."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from govsweep.checks.late_annual_report import late_annual_report
from govsweep.facts import Anchor, Article, Context, Page, PageKind, Place, SiteVisit
from govsweep.findings import Certainty, Fault

MARCH = dt.date(2027, 3, 1)


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(
        *titles: str, day: dt.date = MARCH, cut: bool = False, home: Sequence[str] = ("年报",)
    ) -> list[Fault]:
        articles = tuple(
            Article(url=f"http://www.qinghe.gov.cn/{number}", title=title)
            for number, title in enumerate(titles)
        )
        anchors = tuple(
            Anchor(f"http://www.qinghe.gov.cn/h{number}", text, Place.NAVIGATION)
            for number, text in enumerate(home)
        )
        page = Page(url="http://www.qinghe.gov.cn/", kind=PageKind.HOME, anchors=anchors)
        visit = SiteVisit(context=a_context(day), home=page, articles=articles, cut=cut)
        return list(late_annual_report(visit))

    return run


def test_last_years_report_is_missing(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge("清禾市政府网站工作年度报表（2025年度）", "2024年度清禾市政府网站工作年度报表")
    assert (fault.subject, fault.certainty) == ("report-2026", Certainty.CONFIRMED)


def test_a_site_half_seen_is_suspected(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge("2025年度政府网站工作年度报表", cut=True)
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    ("titles", "day"),
    [
        (("2025年度政府网站工作年度报表", "2026年度政府网站工作年度报表"), MARCH),
        (("2025年度政府网站工作年度报表",), dt.date(2027, 1, 31)),
        (("2025年度政府网站工作年度报表",), dt.date(2027, 7, 1)),
        (("2021年度政府网站工作年度报表",), MARCH),
        (("2025年政府信息公开工作年度报告", "2026年政府信息公开工作年度报告"), MARCH),
        (("2025年政府信息公开指南", "2025年信息公开工作要点"), MARCH),
        ((), MARCH),
    ],
    ids=[
        "published",
        "January",
        "July",
        "given up years ago",
        "both years",
        "other papers",
        "never any",
    ],
)
def test_it_is_quiet(
    judge: Callable[..., list[Fault]], titles: tuple[str, ...], day: dt.date
) -> None:
    assert judge(*titles, day=day) == []


def test_the_disclosure_report_is_missing(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge("清禾市水利局2025年政府信息公开工作年度报告")
    assert (fault.subject, fault.certainty) == ("disclosure-2026", Certainty.SUSPECTED)


class TestOnTheHomePage:
    TITLES = ("2026年度清禾市政府网站工作年度报表",)

    def test_nothing_leads_to_it(self, judge: Callable[..., list[Fault]]) -> None:
        (fault,) = judge(*self.TITLES, home=("通知公告", "年度计划"))
        assert (fault.subject, fault.certainty) == ("home-2026", Certainty.SUSPECTED)

    @pytest.mark.parametrize("words", ["政府网站年度报表", "网站年报", TITLES[0]])
    def test_words_lead_to_it(self, judge: Callable[..., list[Fault]], words: str) -> None:
        assert judge(*self.TITLES, home=(words,)) == []

    def test_where_it_was_not_seen_nothing_is_said(self, judge: Callable[..., list[Fault]]) -> None:
        assert judge(home=("通知公告",)) == []


def test_a_home_page_that_scripts_show_says_nothing(a_context: Callable[..., Context]) -> None:
    old = Article(url="http://www.qinghe.gov.cn/1", title="2025年度政府网站工作年度报表")
    page = Page(url="http://www.qinghe.gov.cn/", kind=PageKind.HOME)
    shell = Page(url="http://www.qinghe.gov.cn/", kind=PageKind.HOME, shell=True)
    told = [
        list(late_annual_report(SiteVisit(context=a_context(MARCH), home=home, articles=(old,))))
        for home in (page, shell)
    ]
    assert [len(faults) for faults in told] == [1, 0]
