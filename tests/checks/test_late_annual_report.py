"""late-annual-report: only where earlier years show that there is one."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.late_annual_report import late_annual_report
from govsweep.facts import Article, Context, Page, PageKind, SiteVisit
from govsweep.findings import Certainty, Fault

MARCH = dt.date(2027, 3, 1)


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(*titles: str, day: dt.date = MARCH, cut: bool = False) -> list[Fault]:
        articles = tuple(
            Article(url=f"http://www.qinghe.gov.cn/{number}", title=title)
            for number, title in enumerate(titles)
        )
        home = Page(url="http://www.qinghe.gov.cn/", kind=PageKind.HOME)
        visit = SiteVisit(context=a_context(day), home=home, articles=articles, cut=cut)
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
        (("2025年政府信息公开工作年度报告",), MARCH),
        ((), MARCH),
    ],
    ids=["published", "January", "July", "given up years ago", "another report", "never any"],
)
def test_it_is_quiet(
    judge: Callable[..., list[Fault]], titles: tuple[str, ...], day: dt.date
) -> None:
    assert judge(*titles, day=day) == []
