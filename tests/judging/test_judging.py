"""Judging: the same findings of a fact, whoever has it judged."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Self

import pytest

from govsweep.checking import Check, checks
from govsweep.facts import (
    Block,
    Column,
    ColumnKind,
    Context,
    FactPlace,
    Judged,
    Page,
    Place,
    Site,
    SiteVisit,
)
from govsweep.findings import Fault
from govsweep.judging import Judges
from govsweep.judging.facts import JudgedFact
from govsweep.rules import load_rules
from govsweep.words import Matcher

DAY = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 23, tzinfo=dt.UTC)
NEWS = "http://www.qinghe.gov.cn/news/"


@pytest.fixture(scope="module")
def judges() -> Judges:
    rules = load_rules()
    return Judges.by(rules, matcher=Matcher(rules))


def a_text(words: str) -> Page:
    return Page(url=NEWS + "1.html", blocks=(Block(words, Place.MAIN, words.encode()[:16]),))


class TestPages:
    def test_a_page_is_derived_and_judged(
        self, judges: Judges, a_site: Callable[..., Site]
    ) -> None:
        found, crashes, whole = judges.pages(7, DAY)(a_text("请到现场按装设备。"), a_site(), AT)
        (typo,) = [one for one in found if one.check == "typo"]
        assert (typo.sweep, typo.rule_version) == (7, judges.rules.version)
        assert (typo.site, typo.first_seen) == (a_site().identifier, AT)
        assert (crashes, whole) == ([], True)

    def test_pages_may_be_derived_ahead(self, judges: Judges, a_site: Callable[..., Site]) -> None:
        page, judge = a_text("请到现场按装设备。"), judges.pages(7, DAY)
        alone = judge(page, a_site(), AT)
        judge.look_ahead([page, a_text("通知。")])
        assert judge(page, a_site(), AT) == alone

    def test_what_breaks_the_word_rules_spoils_that_page_only(
        self, judges: Judges, a_site: Callable[..., Site]
    ) -> None:
        broken = Page(url=NEWS, blocks=(None,))  # type: ignore[arg-type]
        judge = judges.pages(7, DAY)
        found, (crash,), whole = judge(broken, a_site(), AT)
        assert (found, whole) == ([], False)
        assert (crash.code, crash.url) == ("words", NEWS)
        assert judge(a_text("请到现场按装设备。"), a_site(), AT).findings

    def test_the_hosts_of_registered_sites_are_known(self) -> None:
        site = Site(identifier="5118000001", name="", url="https://www.qinghe.com/")
        assert "www.qinghe.com" in Judges.by(load_rules(), [site]).known_hosts
        assert "www.qinghe.com" not in Judges.by(load_rules()).known_hosts


class TestFacts:
    def column(self, context: Context, **words: object) -> Column:
        given = {"newest": dt.date(2026, 9, 1), "entries": 2, "dated": 2, "max_age_days": 14}
        return Column(
            url=NEWS, name="动态", kind=ColumnKind.NEWS, context=context, **(given | words)
        )

    def test_a_column_is_judged_for_whom_it_concerns(
        self, judges: Judges, a_context: Callable[..., Context]
    ) -> None:
        judge = judges.facts(7)
        (stale,) = judge(self.column(a_context(day=DAY), owner="宣传部"), AT).findings
        assert (stale.check, stale.owner, stale.variant) == ("stale-column", "宣传部", "news")
        assert (stale.clause, stale.severity) == (
            checks()["stale-column"].clause,
            checks()["stale-column"].severity,
        )

    def test_a_fresh_column_is_fine(
        self, judges: Judges, a_context: Callable[..., Context]
    ) -> None:
        fresh = self.column(a_context(day=DAY), newest=DAY)
        assert judges.facts(7)(fresh, AT) == ([], [], True)

    def test_a_check_that_crashes_spoils_itself_only(
        self, judges: Judges, a_context: Callable[..., Context]
    ) -> None:
        odd = self.column(a_context(day=DAY), entries=None)
        _, crashes, whole = judges.facts(7)(odd, AT)
        assert "stale-column" in {one.code for one in crashes}
        assert {one.url for one in crashes} == {NEWS}
        assert whole


class Footer(Judged, frozen=True, kw_only=True):
    """A kind of fact that follows from a site."""

    called = "页脚"

    url: str
    context: Context

    def place(self) -> FactPlace:
        return FactPlace(self.context, self.url)

    @classmethod
    def of(cls, visit: SiteVisit) -> Iterator[Self]:
        yield from (cls(url=url, context=visit.context) for url in visit.footers)


class Broken(Footer, frozen=True, kw_only=True):
    """Another, of which none can be told."""

    @classmethod
    def of(cls, visit: SiteVisit) -> Iterator[Self]:
        raise RuntimeError("broken")


class TestWhatFollowsFromASite:
    @pytest.fixture
    def visit(self, a_context: Callable[..., Context]) -> SiteVisit:
        return SiteVisit(context=a_context(), footers={NEWS: {}})

    @pytest.fixture
    def judged(
        self, visit: SiteVisit, judges: Judges, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[[type[Footer]], JudgedFact]:
        def judge(kind: type[Footer]) -> JudgedFact:
            def odd_footer(footer: Footer) -> Iterator[Fault]:
                yield Fault("怪页脚", subject=footer.url)

            odd = Check(code="odd-footer", about=kind, judge=odd_footer, name="怪页脚")
            known = {"odd-footer": odd, **checks()}
            monkeypatch.setattr("govsweep.judging.facts.checks", lambda: known)
            return judges.facts(7)(visit, AT)

        return judge

    def test_is_judged_with_it(self, judged: Callable[[type[Footer]], JudgedFact]) -> None:
        found, crashes, _ = judged(Footer)
        (odd,) = [one for one in found if one.check == "odd-footer"]
        assert (odd.url, odd.subject, crashes) == (NEWS, NEWS, [])

    def test_a_kind_that_breaks_spoils_itself_only(
        self, judged: Callable[[type[Footer]], JudgedFact], visit: SiteVisit, judges: Judges
    ) -> None:
        found, (crash,), _ = judged(Broken)
        assert (crash.code, crash.url) == ("Broken", visit.context.site.url)
        assert [one.check for one in found] == [
            one.check for one in judges.facts(7)(visit, AT).findings
        ]
