"""cloaking: the home page as a browser, a spider and a searcher get it."""

from collections.abc import Callable

import pytest

from govsweep.checking import checks
from govsweep.checks.cloaking import cloaking
from govsweep.facts import Context, Failure, PageViews, SiteVisit, View
from govsweep.findings import Certainty, Fault

PLAIN = View(agent="browser", title="清禾市人民政府", domains=("tianqi.com",))
FARM = ("a.com", "b.net", "c.cc")


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(*views: View) -> list[Fault]:
        context = a_context(known_hosts=frozenset(["qingherb.com"]))
        return list(cloaking(SiteVisit(context=context, views=views)))

    return run


@pytest.mark.parametrize(
    "view",
    [
        View(agent="spider", title="澳门新葡京娱乐城_官网"),
        View(agent="spider", title="清禾市人民政府", keywords="百家乐,时时彩"),
        View(agent="referrer", title="清禾市人民政府", domains=FARM),
        View(agent="referrer", sent_to="casino.example"),
    ],
    ids=["a title", "keywords", "a link farm", "a way out"],
)
def test_another_face(judge: Callable[..., list[Fault]], view: View) -> None:
    (fault,) = judge(PLAIN, view)
    assert fault.subject == view.agent


@pytest.mark.parametrize(
    "views",
    [
        (PLAIN, View(agent="spider", title="清禾市人民政府门户网站", domains=("tianqi.com",))),
        (PLAIN, View(agent="spider", title="清禾", domains=("a.com", "b.net", "qingherb.com"))),
        (PLAIN, View(agent="spider", title="清禾", domains=("x.gov.cn", "y.gov.cn", "z.gov.cn"))),
        (PLAIN, View(agent="spider", title="百家乐", failure=Failure.TIMEOUT)),
        (View(agent="browser", failure=Failure.BLOCKED), View(agent="spider", title="百家乐")),
        (
            View(agent="browser", title="依法打击赌博"),
            View(agent="spider", title="依法打击赌博专项行动"),
        ),
        (PLAIN, View(agent="referrer", sent_to="zwfw.qinghe.gov.cn")),
        (),
    ],
    ids=[
        *("alike", "too few domains", "government links", "a failed visit"),
        *("no browser's view", "words that visitors see too"),
        *("a way to another office", "no views"),
    ],
)
def test_it_is_quiet(judge: Callable[..., list[Fault]], views: tuple[View, ...]) -> None:
    assert judge(*views) == []


def test_to_be_sent_away_is_suspected_only(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(PLAIN, View(agent="spider", sent_to="captcha.example"))
    assert fault.certainty is Certainty.SUSPECTED


class TestPagesThatWereDrawn:
    """Pages beside the home page, looked at by the same visitors."""

    URL = "http://www.qinghe.gov.cn/zwgk/"

    def judge(self, context: Context, *views: View) -> list[Fault]:
        drawn = (PageViews(url=self.URL, views=views),)
        visit = SiteVisit(context=context, page_views=drawn)
        return list(cloaking(visit))

    def test_another_face(self, a_context: Callable[..., Context]) -> None:
        (fault,) = self.judge(a_context(), PLAIN, View(agent="spider", title="百家乐_娱乐城"))
        assert (fault.subject, fault.url) == (f"spider {self.URL}", self.URL)
        assert fault.message.startswith("网页对搜索引擎的爬虫显示的")

    def test_the_same_face(self, a_context: Callable[..., Context]) -> None:
        assert self.judge(a_context(), PLAIN, View(agent="spider", title=PLAIN.title)) == []

    def test_it_was_looked_at_again_only_where_it_was_drawn_again(
        self, a_context: Callable[..., Context]
    ) -> None:
        looked = checks()["cloaking"].looked
        assert looked is not None
        views = (PLAIN, View(agent="spider"))
        drawn = SiteVisit(context=a_context(), page_views=(PageViews(url=self.URL, views=views),))
        assert looked(f"spider {self.URL}", drawn)
        assert not looked(f"referrer {self.URL}", drawn)
        assert not looked(f"spider {self.URL}", SiteVisit(context=a_context(), views=views))
