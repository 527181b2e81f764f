"""outdated-document: which documents hold no more and do not say so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.checks.outdated_document import outdated_document
from govsweep.facts import ColumnKind, Context, PolicyDocument, PolicyFacts, Repeal
from govsweep.findings import Certainty

SITE = "http://www.qinghe.gov.cn/"
TITLE = "清禾市城市房屋拆迁管理办法"
NUMBER = "清政发〔2003〕8号"
DAY = dt.date(2019, 6, 1)
REPEAL = Repeal(title=TITLE, number=NUMBER, day=DAY, source="本单位废止目录")


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[tuple[str, Certainty]]]:
    def make(*repeals: Repeal, title: str = TITLE, **words: Any) -> list[tuple[str, Certainty]]:
        given: dict[str, Any] = {"published": dt.date(2003, 5, 1), "kind": ColumnKind.POLICY}
        fields = {name: words.pop(name) for name in ("published", "kind", "url") if name in words}
        document = PolicyDocument(
            **{"url": f"{SITE}a.html", "title": title, "context": a_context(), "repeals": repeals}
            | given
            | fields,
            facts=PolicyFacts(**{"number": NUMBER} | words),
        )
        return [(one.message, one.certainty) for one in outdated_document(document)]

    return make


Judge = Callable[..., list[tuple[str, Certainty]]]


class TestNamedInARepeal:
    def test_by_its_number(self, judge: Judge) -> None:
        ((message, certainty),) = judge(REPEAL)
        assert message == f"《{TITLE}》已废止或失效，见本单位废止目录（2019-06-01），页面没有标注"
        assert certainty is Certainty.CONFIRMED

    def test_by_its_number_with_a_title_that_does_not_fit(self, judge: Judge) -> None:
        ((_, certainty),) = judge(REPEAL, title="关于做好防汛工作的通知")
        assert certainty is Certainty.SUSPECTED

    def test_by_its_title_where_no_number_is_told(self, judge: Judge) -> None:
        listed = Repeal(title=f"《{TITLE}》", day=DAY, source="本单位废止目录")
        ((_, certainty),) = judge(listed)
        assert certainty is Certainty.CONFIRMED

    @pytest.mark.parametrize(
        "words",
        [{"published": None}, {"title": "考勤管理制度"}],
    )
    def test_by_a_title_that_may_be_anothers(self, judge: Judge, words: dict[str, Any]) -> None:
        named = Repeal(title=words.get("title", TITLE), day=DAY, source="决定")
        ((_, certainty),) = judge(named, **words)
        assert certainty is Certainty.SUSPECTED

    def test_by_a_decision_on_another_site(self, judge: Judge) -> None:
        other = Repeal(title=TITLE, day=DAY, source="决定", url="http://www.other.gov.cn/1.html")
        ((_, certainty),) = judge(other)
        assert certainty is Certainty.SUSPECTED


class TestLeftAlone:
    def test_a_page_that_says_it(self, judge: Judge) -> None:
        assert judge(REPEAL, mark="【已废止】") == []

    def test_the_decision_itself(self, judge: Judge) -> None:
        assert judge(REPEAL, is_decision=True) == []

    @pytest.mark.parametrize(
        "title",
        [
            f"《{TITLE}》解读",
            f"一图读懂{TITLE}",
            f"{TITLE}废止",
            f"{TITLE}（征求意见稿）",
        ],
    )
    def test_what_is_about_it(self, judge: Judge, title: str) -> None:
        assert judge(REPEAL, title=title) == []

    def test_a_longer_title_that_contains_it(self, judge: Judge) -> None:
        listed = Repeal(title=TITLE, day=DAY, source="本单位废止目录")
        assert judge(listed, title=f"{TITLE}实施细则") == []

    def test_one_of_the_same_title_and_another_number(self, judge: Judge) -> None:
        assert judge(REPEAL, number="清政发〔2019〕20号") == []

    def test_a_later_one_of_the_same_title(self, judge: Judge) -> None:
        listed = Repeal(title=TITLE, day=DAY, source="本单位废止目录")
        assert judge(listed, published=DAY) == []

    def test_the_new_document_that_does_away_with_the_old(self, judge: Judge) -> None:
        own = Repeal(title=TITLE, day=None, source=f"《{TITLE}》", url=f"{SITE}a.html")
        assert judge(own) == []

    def test_a_repeal_of_a_day_to_come(self, judge: Judge) -> None:
        assert judge(Repeal(title=TITLE, number=NUMBER, day=dt.date(2030, 1, 1))) == []

    def test_nothing_is_said_of_it(self, judge: Judge) -> None:
        assert judge() == []


class TestOver:
    def test_its_own_term(self, judge: Judge) -> None:
        ((message, certainty),) = judge(ends=dt.date(2008, 5, 1))
        assert "到 2008-05-01 为止" in message
        assert certainty is Certainty.SUSPECTED

    def test_a_term_that_runs(self, judge: Judge) -> None:
        assert judge(ends=dt.date(2026, 11, 20)) == []

    def test_a_law_that_holds_no_more(self, judge: Judge) -> None:
        ((message, certainty),) = judge(basis=("中华人民共和国物权法",))
        assert "现行的是《中华人民共和国民法典》" in message
        assert certainty is Certainty.SUSPECTED

    def test_a_law_that_holds(self, judge: Judge) -> None:
        assert judge(basis=("中华人民共和国民法典",)) == []

    def test_what_is_no_policy(self, judge: Judge) -> None:
        assert judge(basis=("中华人民共和国物权法",), kind=ColumnKind.NEWS) == []
        assert judge(ends=dt.date(2008, 5, 1), number="") == []
