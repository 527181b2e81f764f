"""home-tampered: what of a home page's changes looks like tampering."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.baselines import carried_on
from govsweep.checking import checks
from govsweep.checks.home_tampered import home_tampered
from govsweep.facts import (
    Anchor,
    Context,
    HomeBaseline,
    Page,
    PageKind,
    Place,
    SiteVisit,
    TargetKind,
)
from govsweep.findings import Certainty, Fault

URL = "http://www.qinghe.gov.cn/"
TITLE = "清禾市人民政府门户网站"
OTHER = bytes([0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0])  # 24 bits from the usual one
BEFORE = HomeBaseline(
    title=TITLE, described="清禾 政务", structure=bytes(8), scripts=("old-js.com",),
    day=dt.date(2026, 11, 19),
)  # fmt: skip


def a_home(*scripts: str, **words: object) -> Page:
    anchors = tuple(Anchor(one, "", Place.NAVIGATION, TargetKind.SCRIPT) for one in scripts)
    given: dict[str, object] = {"document_title": TITLE, "structure": bytes(8)} | words
    return Page(url=URL, kind=PageKind.HOME, anchors=anchors, **given)  # type: ignore[arg-type]


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(home: Page | None, before: HomeBaseline | None = BEFORE) -> list[Fault]:
        context = a_context(known_hosts=frozenset(["friend.example"]))
        return list(home_tampered(SiteVisit(context=context, home=home, baseline=before)))

    return run


def test_a_new_script_of_a_host_that_nobody_knows(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(a_home("http://a.strange-js.com/a.js"))
    assert fault.message == "首页新引用了站外脚本 strange-js.com，此前没有"
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "script",
    [
        "http://cdn.old-js.com/b.js",
        "https://hm.baidu.com/hm.js",
        "https://cdn.jsdelivr.net/npm/vue",
        "http://dcs.conac.cn/js/a.js",
        "http://pucha.www.gov.cn/a.js",
        "http://friend.example/a.js",
        URL + "js/new.js",
    ],
    ids=["known before", "a counter", "a library", "the badge", "a government", "allowed", "own"],
)
def test_known_hosts_of_scripts_are_nothing(judge: Callable[..., list[Fault]], script: str) -> None:
    assert judge(a_home(script)) == []


def test_one_in_the_head_is_told_by_spam_text(judge: Callable[..., list[Fault]]) -> None:
    home = a_home("http://a.strange-js.com/a.js", head_scripts=("a.strange-js.com",))
    assert judge(home) == []


@pytest.mark.parametrize(
    ("title", "certainty"),
    [("新葡京娱乐城_百家乐", Certainty.CONFIRMED), (TITLE + "_棋牌", Certainty.SUSPECTED)],
)
def test_a_title_of_gamblers(
    judge: Callable[..., list[Fault]], title: str, certainty: Certainty
) -> None:
    (fault,) = judge(a_home(document_title=title))
    assert (fault.subject, fault.certainty) == ("title", certainty)


def test_keywords_count_as_the_title_does(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(a_home(meta={"keywords": "博彩,六合彩"}))
    assert fault.certainty is Certainty.CONFIRMED


def test_words_that_stood_there_before_are_nothing_new(judge: Callable[..., list[Fault]]) -> None:
    before = msgspec.structs.replace(BEFORE, described="体育彩票 开奖")
    assert judge(a_home(meta={"keywords": "体育彩票 开奖 公告"}), before) == []


def test_a_page_that_is_another_altogether(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(a_home(document_title="Hacked by x", structure=OTHER))
    assert (fault.subject, fault.certainty) == ("structure", Certainty.SUSPECTED)


def test_a_new_design_says_the_name_still(judge: Callable[..., list[Fault]]) -> None:
    assert judge(a_home(document_title=f"首页_{TITLE}", structure=OTHER)) == []


def test_another_title_alone_is_no_tampering(judge: Callable[..., list[Fault]]) -> None:
    assert judge(a_home(document_title="政务服务平台")) == []


@pytest.mark.parametrize("home", [None, a_home(structure=b""), a_home(shell=True)])
def test_what_was_not_seen_is_not_compared(
    judge: Callable[..., list[Fault]], home: Page | None
) -> None:
    assert judge(home) == []


def test_without_a_baseline_nothing_is_new(judge: Callable[..., list[Fault]]) -> None:
    assert judge(a_home("http://a.strange-js.com/a.js"), None) == []


def test_it_was_looked_at_where_there_was_something_to_compare(
    a_context: Callable[..., Context],
) -> None:
    looked = checks()["home-tampered"].looked
    assert looked is not None
    visit = SiteVisit(context=a_context(), home=a_home(), baseline=BEFORE)
    assert looked("title", visit)
    assert not looked("title", msgspec.structs.replace(visit, baseline=None))
    assert not looked("title", msgspec.structs.replace(visit, home=a_home(shell=True)))


class TestTheBaseline:
    """What is carried on to the next night."""

    def test_what_looks_like_tampering_is_not_taken_on(
        self, a_context: Callable[..., Context]
    ) -> None:
        now = msgspec.structs.replace(BEFORE, scripts=("strange-js.com",), title=TITLE + "新版")
        kept = carried_on(BEFORE, now, a_context())
        assert kept is not None
        assert kept.scripts == ("old-js.com",)
        assert kept.title == TITLE + "新版"

    def test_a_page_of_gamblers_leaves_it_as_it_was(
        self, a_context: Callable[..., Context]
    ) -> None:
        now = msgspec.structs.replace(BEFORE, title="百家乐_博彩")
        assert carried_on(BEFORE, now, a_context()) == BEFORE

    def test_a_night_without_a_home_page_does_too(self, a_context: Callable[..., Context]) -> None:
        assert carried_on(BEFORE, None, a_context()) == BEFORE

    def test_the_first_night_is_taken_as_it_is(self, a_context: Callable[..., Context]) -> None:
        assert carried_on(None, BEFORE, a_context()) == BEFORE

    def test_a_first_night_of_gamblers_is_nothing_to_go_by(
        self, a_context: Callable[..., Context]
    ) -> None:
        poisoned = msgspec.structs.replace(BEFORE, title="百家乐_博彩", scripts=("bad-js.com",))
        assert carried_on(None, poisoned, a_context()) is None
        assert carried_on(None, BEFORE, a_context()) == BEFORE
