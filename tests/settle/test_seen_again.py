"""Two nights of one page: what stands in its place the second night mends nothing."""

import datetime as dt
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import PageKind, PageState, Site, Visit
from govsweep.findings import State
from govsweep.judging import Judges
from govsweep.reading.page import read_page
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.settle.seen_again import ShownContent, is_copy
from govsweep.store import Delivery, Store
from govsweep.words import Matcher

NIGHT = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
ARTICLE = ROOT + "art/7.html"
LOGIN = ROOT + "login.html"
HEAD = "<h1>关于做好冬季供水保障的通知</h1><p>发布时间：2026-11-12 来源：市水利局</p>"
FRAME = (
    "<title>{}</title><div class=nav><a href='/'>首页</a></div>"
    "{}<div class=footer>主办：市水利局</div>"
)
WRONG = (
    "<p>各单位要认真组织实施，明确专人负责，确保冬季供水安全平稳。</p>"
    "<p>请登陆网站查询办理结果，并于本月底以前报送总结。</p>"
)
RIGHT = WRONG.replace("登陆", "登录")
OTHER = (
    "<h1>市水利局召开节水座谈会</h1><p>发布时间：2026-11-19 来源：市水利局</p>"
    "<p>会议听取了各县区的汇报，研究了下一步的措施，对节水型城市的建设提出了要求。</p>"
    "<p>参加会议的有各县区水利部门的负责人和供水企业的代表，会议由副局长主持。</p>"
)
HOME = "<ul>" + "".join(
    f"<li><a href='/art/{n}.html'>第{n}次水情通报已经发布</a><span>2026-11-{n + 9}</span></li>"
    for n in range(2, 9)
) + "</ul>"  # fmt: skip


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: what is held against each other here is of pages, not of databases."""
    return f"sqlite:///{tmp_path}/govsweep.db"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


class TwoNights:
    """Sweeps of one site whose pages are read from their markup."""

    def __init__(self, store: Store, site: Site, matcher: Matcher) -> None:
        self.store, self.site, self.rules, self.night = store, site, load_rules(), NIGHT
        store.sites.save([site])
        self.judges = Judges.by(self.rules, store.sites.all(), matcher=matcher)

    def sweep(self, *visits: Visit, **markup: str) -> list[State]:
        """The states of the words found wrong, once a night is settled."""
        sweep, _ = self.store.sweeps.open(
            night=self.night, as_of=self.night, sites=[self.site], indicators="2019",
            rules_version=self.rules.version, at=time.time(), again=False,
        )  # fmt: skip
        judge = self.judges.pages(sweep.id, self.night)
        urls = {"home": ROOT, "article": ARTICLE, "login": LOGIN}
        for name, one in markup.items():
            url = urls.get(name) or f"{ROOT}art/{name[1:]}.html"
            page = read_page(one.encode(), url=url, home=url == ROOT, day=self.night)
            found = judge(page, self.site, dt.datetime.now(dt.UTC)).findings
            self.store.pages.commit(sweep.id, [Delivery(self.visit(url, page=page), tuple(found))])
        self.store.pages.commit(sweep.id, list(map(Delivery, visits)))
        assert settle(self.store, sweep, self.judges) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        self.night += dt.timedelta(days=1)
        return [one.state for one in self.store.findings.all(check=["typo"])]

    def visit(self, url: str, **words: object) -> Visit:
        return Visit(
            queue=self.site.identifier, url=url, fingerprint=fingerprint(url),
            at=dt.datetime.now(dt.UTC), **words,  # type: ignore[arg-type]
        )  # fmt: skip


@pytest.fixture
def nights(store: Store, a_site: Callable[..., Site], matcher: Matcher) -> TwoNights:
    found = TwoNights(store, a_site(), matcher)
    assert found.sweep(home=page(HOME), article=page(HEAD + WRONG)) == [State.OPEN]
    return found


def page(body: str, title: str = "清禾市水利局") -> str:
    return "<meta charset=utf-8>" + FRAME.format(title, body)


IN_ITS_PLACE = {
    "shell": page("<div id=app></div><script src='/js/app.js'></script>"),
    "wall": "<meta charset=utf-8><title>访问拦截</title>"
    "<h1>您的请求可能带来威胁，已被应用防火墙拦截</h1>"
    "<p>请求ID：8f3a 时间：2026-11-21 您的IP：10.1.1.1</p>",
    "script": "<html><script>location.href='/'</script></html>",
    "refresh": "<html><head><meta http-equiv=refresh content='0;url=/'></head></html>",
    "home copy": page(HOME),
    "maintenance": page("<p>网站正在升级维护，给您带来不便敬请谅解。</p>", "系统维护"),
    "busy": page("<p>系统繁忙，请稍后再试。代码 10053</p>", "系统提示"),
    "loading": page(HEAD + "<div class=content>正在加载</div>"),
    "empty body": page(HEAD),
}


@pytest.mark.parametrize("body", IN_ITS_PLACE.values(), ids=IN_ITS_PLACE)
def test_what_stands_in_a_page_s_place_mends_nothing(nights: TwoNights, body: str) -> None:
    for _ in range(2):
        assert nights.sweep(home=page(HOME), article=body) == [State.OPEN]
    assert nights.sweep(home=page(HOME), article=page(HEAD + RIGHT)) == [State.FIXED]


NOTICE = page(
    "<h1>系统维护公告</h1><p>发布时间：2026-11-21 来源：市水利局</p>"
    "<p>因机房搬迁，本网站于今晚八时至明日八时升级维护，期间部分栏目暂停访问，给您带来不便敬请谅解，"
    "如有急事请拨打值班电话，恢复以后一切照常，请相互转告。</p>",
    "系统维护公告",
)


def test_one_notice_in_the_place_of_many_pages_mends_nothing(nights: TwoNights) -> None:
    told = nights.sweep(home=page(HOME), article=NOTICE, n2=NOTICE, n3=NOTICE)
    assert told == [State.OPEN]
    right = page(HEAD + RIGHT)  # published three times, and corrected in all
    title = "关于做好冬季供水保障的通知"
    home = page(re.sub("第[237]次水情通报已经发布", title, HOME))
    assert nights.sweep(home=home, article=right, n2=right, n3=right) == [State.FIXED]


@pytest.mark.parametrize("target", [ROOT, LOGIN, ROOT + "nobody.html"])
def test_a_page_that_leads_elsewhere_mends_nothing(nights: TwoNights, target: str) -> None:
    moved = nights.visit(ARTICLE, state=PageState.FETCHED, status=200, final_url=target)
    login = page(
        "<form method=post>用户名<input name=u><input type=password name=p></form>", "登录"
    )
    assert nights.sweep(moved, home=page(HOME), login=login) == [State.OPEN]


def test_a_page_that_leads_to_itself_elsewhere_is_looked_at(nights: TwoNights) -> None:
    moved = nights.visit(ARTICLE, state=PageState.FETCHED, status=200, final_url=LOGIN)
    assert nights.sweep(moved, home=page(HOME), login=page(HEAD + RIGHT)) == [State.FIXED]


@pytest.mark.parametrize(
    "body", [HEAD + RIGHT, OTHER, HEAD + RIGHT.partition("</p>")[0]], ids=["word", "all", "shorter"]
)
def test_what_editors_wrote_anew_is_mended(nights: TwoNights, body: str) -> None:
    assert nights.sweep(home=page(HOME), article=page(body)) == [State.FIXED]


UNLINKED = re.sub("<li><a href='/art/7.html'>.*?</li>", "", HOME)


@pytest.mark.parametrize(
    ("reason", "state"), [("soft_404", State.FIXED), ("error_page", State.OPEN)]
)
def test_an_error_mends_nothing_and_a_missing_page_does(
    nights: TwoNights, reason: str, state: State
) -> None:
    failed = nights.visit(ARTICLE, state=PageState.FAILED, status=200, reason=reason)
    assert nights.sweep(failed, home=page(UNLINKED)) == [state]


def gone_at(nights: TwoNights, *urls: str, status: int = 404) -> list[Visit]:
    said = {"state": PageState.FAILED, "status": status, "reason": "status"}
    return [nights.visit(url, **said) for url in urls]


AWAY = page("<p>网站正在升级维护，给您带来不便敬请谅解。</p>", "系统维护")


def test_where_every_address_says_so_nothing_is_missing(nights: TwoNights) -> None:
    failed = nights.visit(ARTICLE, state=PageState.FAILED, status=200, reason="soft_404")
    assert nights.sweep(failed, home=AWAY) == [State.OPEN]
    for status in (404, 410):  # the home page, too
        assert nights.sweep(*gone_at(nights, ROOT, ARTICLE, status=status)) == [State.OPEN]
        assert nights.sweep(*gone_at(nights, ARTICLE, status=status), home=AWAY) == [State.OPEN]
    assert nights.sweep(*gone_at(nights, ARTICLE, status=410), home=page(UNLINKED)) == [State.FIXED]


def test_a_page_that_others_still_lead_to_is_missing_until_a_second_look(
    nights: TwoNights,
) -> None:
    assert nights.sweep(*gone_at(nights, ROOT, ARTICLE)) == [State.OPEN]
    for state in (State.OPEN, State.FIXED):  # what was gone with all of the site is no first look
        assert nights.sweep(*gone_at(nights, ARTICLE), home=page(HOME)) == [state]
    assert nights.sweep(home=page(HOME), article=page(HEAD + WRONG)) == [State.RELAPSED]


def test_where_most_of_a_site_is_gone_at_once_nothing_was_taken_down(nights: TwoNights) -> None:
    inner = [f"{ROOT}art/{number}.html" for number in range(2, 9)]
    for home in (HOME, HOME, UNLINKED):
        assert nights.sweep(*gone_at(nights, *inner), home=page(home)) == [State.OPEN]
    anew = page(HOME.replace("/art/", "/new/"))
    there = []
    for number in range(2, 6):
        url, title = f"{ROOT}new/{number}.html", f"第{number}次水情通报已经发布"
        body = page(OTHER.replace("市水利局召开节水座谈会", title).replace("节水型", title))
        new = read_page(body.encode(), url=url, home=False, day=NIGHT)
        there.append(nights.visit(url, page=new))
    assert nights.sweep(*gone_at(nights, *inner), *there, home=anew) == [State.FIXED]


BEGUN = "<!DOCTYPE html><html><head></head><body>"
ENDED = "</body></html>"
CUT_OFF = {
    "in the body": page(HEAD + RIGHT).partition("并于本月底")[0],
    "behind it": page(HEAD + RIGHT).partition("<div class=footer>")[0] + "<div class=foo",
    "before its foot": page(HEAD + RIGHT).partition("<div class=footer>")[0],
}


@pytest.fixture
def ended(store: Store, a_site: Callable[..., Site], matcher: Matcher) -> TwoNights:
    """A site whose documents are ended, as nearly all are."""
    found = TwoNights(store, a_site(), matcher)
    whole = BEGUN + page(HEAD + WRONG) + ENDED
    assert found.sweep(home=BEGUN + page(HOME) + ENDED, article=whole) == [State.OPEN]
    return found


@pytest.mark.parametrize("body", CUT_OFF.values(), ids=CUT_OFF)
def test_what_broke_off_mends_nothing_however_much_it_shows(ended: TwoNights, body: str) -> None:
    front = BEGUN + page(HOME) + ENDED
    for _ in range(2):
        assert ended.sweep(home=front, article=BEGUN + body) == [State.OPEN]
    assert ended.sweep(home=front, article=BEGUN + page(HEAD + RIGHT) + ENDED) == [State.FIXED]


def test_a_site_built_anew_without_ends_is_looked_at(ended: TwoNights) -> None:
    assert ended.sweep(home=BEGUN + page(HOME), article=BEGUN + page(HEAD + RIGHT)) == [State.FIXED]


def test_a_document_that_nobody_ever_ended_is_looked_at(
    store: Store, a_site: Callable[..., Site], matcher: Matcher
) -> None:
    nights = TwoNights(store, a_site(), matcher)
    front, left_open = BEGUN + page(HOME) + ENDED, "<div>"
    wrong, right = (BEGUN + page(HEAD + one) + left_open for one in (WRONG, RIGHT))
    assert nights.sweep(home=front, article=wrong) == [State.OPEN]
    assert nights.sweep(home=front, article=right) == [State.FIXED]


def rows(*days: int) -> str:
    """Rows that stand on the home page, too, of these numbers."""
    lines = (
        f"<li><a href='/art/{n}.html'>第{n}次水情通报已经发布</a><span>2026-11-{n + 9}</span></li>"
        for n in days
    )
    return f"<ul>{''.join(lines)}</ul>"


def column(body: str) -> str:
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/gh/'>规划计划</a></div>"
    return page(crumb + body, "规划计划_清禾市水利局")


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        (column(rows(*range(2, 9))), State.FIXED),
        (column(rows(2)), State.FIXED),
        (column("<div class=list>暂无内容</div>"), State.OPEN),
        (page(HOME), State.OPEN),
    ],
    ids=["all rows of the home page", "one of them", "blank still", "the home page"],
)
def test_a_blank_column_is_mended_by_rows_wherever_else_they_stand(
    store: Store, a_site: Callable[..., Site], matcher: Matcher, shown: str, state: State
) -> None:
    url = ROOT + "gh/"
    nights = TwoNights(store, a_site(), matcher)
    menu = "<div class=nav><a href='/gh/'>规划计划</a></div>"
    blank = column("<div class=list>暂无内容</div>")
    for body in (blank, shown):
        listed = read_page(body.encode(), url=url, home=False, day=nights.night)
        nights.sweep(nights.visit(url, page=listed), home=page(menu + HOME))
    assert [one.state for one in store.findings.all(check=["blank-column"])] == [state]


def test_a_copy_of_the_home_page_shows_all_of_it_under_its_name() -> None:
    home = ShownContent(
        ROOT, PageKind.HOME, True, False, "", 9, frozenset("123456789"), 9, window="清禾市水利局"
    )
    assert is_copy(home._replace(url=ARTICLE), home)
    assert not is_copy(home._replace(pieces=frozenset("12345")), home)
    assert not is_copy(home._replace(window="动态_清禾市水利局", column="动态"), home)
    assert is_copy(home._replace(window="清禾市水利局首页"), home)
    assert not is_copy(home._replace(pieces=frozenset()), home)
