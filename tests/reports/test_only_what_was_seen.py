"""Nothing is good that nobody saw: sites of which only so much was read, under every check and row.

What a check must have seen, and what was to be seen in each situation, is written down here by hand
and apart from the program. A check that saw less is named as not looked for, and no row that rests
on it passes. A check or a measure that is new has to be entered below.
"""

import csv
import datetime as dt
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from govsweep.addresses import fingerprint
from govsweep.assess import Outcome, Result, assess
from govsweep.checking import checks
from govsweep.facts import (
    Address,
    MediaLook,
    PageState,
    Probe,
    Site,
    TargetKind,
    View,
    Visit,
)
from govsweep.indicators import EDITIONS, load_indicators
from govsweep.judging import Judges
from govsweep.reading import read_page
from govsweep.reports import Choices, Snapshot, census, reading_log
from govsweep.reports.assessing import cases
from govsweep.reports.gather import gather
from govsweep.reports.papers import selfcheck
from govsweep.reports.unchecked import unchecked_items, why_unchecked
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import Delivery, Store, Sweep
from govsweep.words import Matcher

NIGHT = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
NAME = "清禾市人民政府门户网站"
SITE = Site(
    identifier="5118000001",
    name=NAME,
    url=ROOT,
    organizer="清禾市人民政府办公室",
    kind="政府门户网站",
)
COLUMNS = {"dt": "政务动态", "gg": "通知公告", "zc": "政策文件", "jd": "政策解读", "hd": "互动交流"}
LETTERS = {"xx": "市长信箱"}
TAGS = (
    f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="www.qinghe.gov.cn">'
    '<meta name="SiteIDCode" content="5118000001">'
)
FOOT = (
    '<div class="footer"><p>主办单位：清禾市人民政府办公室 网站标识码：5118000001 '
    "蜀ICP备05000001号 川公网安备 51180000000001号 联系电话：0800-1234567 "
    '<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5118000001">'
    "我为政府网站找错</a> "
    '<img src="/red.png" alt="党政机关"> 党政机关网站标识</p></div>'
)
SEARCH = '<form action="/s"><input name="keyword" placeholder="请输入搜索词"></form>'
WORDS = "{day}，市人民政府召开第{number}次专题会议，研究{name}有关工作，部署下一阶段重点任务。" * 4


def document(title: str, body: str, tags: str = "", *, search: bool = True) -> str:
    menu = "".join(f'<li><a href="/{key}/">{name}</a></li>' for key, name in COLUMNS.items())
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>'
        f"{TAGS}{tags}"
        f'</head><body><div class="nav"><ul>{menu}</ul></div>{SEARCH if search else ""}{body}{FOOT}'
        "</body></html>"
    )


def rows(key: str, name: str) -> str:
    days = [NIGHT - dt.timedelta(days=3 * number + 1) for number in range(5)]
    return "".join(
        f'<li><a href="/{key}/{number}.html">{name}第{number + 1}号工作安排的情况通报</a>'
        f"<span>{day}</span></li>"
        for number, day in enumerate(days)
    )


def home(*, search: bool = True) -> str:
    boxes = "".join(
        f'<div class="box"><h3><a href="/{key}/">{name}</a></h3><ul>{rows(key, name)}</ul></div>'
        for key, name in COLUMNS.items()
    )
    return document(NAME, f"<h1>{NAME}</h1>{boxes}", search=search)


def column(key: str, name: str) -> str:
    tags = "".join(
        f'<meta name="Column{one}" content="{name}">'
        for one in ("Name", "Description", "Keywords", "Type")
    )
    body = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {name}</div><h2>{name}</h2>'
    return document(f"{name}-{NAME}", f'{body}<ul class="list">{rows(key, name)}</ul>', tags)


def article(name: str, number: int) -> str:
    title = f"{name}第{number + 1}号工作安排的情况通报"
    day = NIGHT - dt.timedelta(days=3 * number + 1)
    tags = (
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 10:05">'
        f'<meta name="ContentSource" content="{NAME}"><meta name="ColumnName" content="{name}">'
    )
    told = WORDS.format(day=day, number=number, name=name)
    body = f'<h1>{title}</h1><p class="info">发布时间：{day} 10:05 来源：{NAME}</p>'
    return document(
        title, f'<div class="article">{body}<div class="content">{told}</div></div>', tags
    )


def letter(number: int) -> str:
    asked, answered = (NIGHT - dt.timedelta(days=30 - number - step) for step in (0, 3))
    told = (
        f"<p>留言时间：{asked}</p><p>留言内容：第{number}路公交车的末班时间能不能推迟？</p>"
        f"<p>答复单位：市交通运输局</p><p>答复时间：{answered}</p><p>答复内容：经研究，自下月一日起，"
        f"第{number}路的末班时间推迟到二十二时三十分，感谢您的关注和支持。</p>"
    )
    body = '<div class="position"><a href="/">首页</a> &gt; <a href="/xx/">市长信箱</a></div>'
    tags = '<meta name="ColumnName" content="市长信箱">'
    return document(
        "公交车的末班时间",
        f'{body}<h1>公交车的末班时间{number}</h1><div class="content">{told}</div>',
        tags,
    )


SHELL = (
    "<html><head><title>x</title></head><body><div id=app></div><script src=/a.js></script></body>"
    "</html>"
)


class Night:
    """What one sweep is to meet at the site."""

    def __init__(self, **changes: object) -> None:
        self.pages: dict[str, str | PageState] = {ROOT: home()}
        for key, name in COLUMNS.items():
            self.pages[f"{ROOT}{key}/"] = column(key, name)
            self.pages |= {f"{ROOT}{key}/{n}.html": article(name, n) for n in range(5)}
        self.other_visitors = self.timed = True

    def only(self, *urls: str, rest: PageState | None = None) -> "Night":
        """These pages alone; the others come to an end, or nobody knows of them."""
        for url in self.pages.keys() - {*urls}:
            if rest is None:
                del self.pages[url]
            else:
                self.pages[url] = rest
        return self


def whole() -> Night:
    return Night()


def shell_alone() -> Night:
    night = Night().only(ROOT)
    night.pages[ROOT] = SHELL
    night.other_visitors = False
    return night


def shell_among_others() -> Night:
    """Lists that scripts fill stand in a site whose home page is read."""
    night = Night()
    lists = [f"{ROOT}{key}/" for key in COLUMNS]
    night.only(ROOT, *lists)
    night.pages |= dict.fromkeys(lists, SHELL)
    return night


def home_alone() -> Night:
    return Night().only(ROOT)


def articles_cut() -> Night:
    return Night().only(ROOT, *(f"{ROOT}{key}/" for key in COLUMNS), rest=PageState.CUT)


def walled() -> Night:
    night = Night().only(rest=PageState.BLOCKED)
    night.other_visitors = False
    return night


def walled_but_home() -> Night:
    return Night().only(ROOT, rest=PageState.BLOCKED)


def a_list_without_home() -> Night:
    night = Night().only(f"{ROOT}dt/", rest=PageState.BLOCKED)
    night.other_visitors = False
    return night


def partial() -> Night:
    return Night().only(ROOT, f"{ROOT}dt/", f"{ROOT}dt/0.html", rest=PageState.QUEUED)


def without_search() -> Night:
    night = Night()
    night.pages[ROOT] = home(search=False)
    return night


def other_visitors_walled() -> Night:
    night = Night()
    night.other_visitors = False
    return night


def with_letters() -> Night:
    night = Night()
    listed = "".join(
        f'<li><a href="/xx/{n}.html">公交车的末班时间{n}</a>'
        f"<span>{NIGHT - dt.timedelta(days=n)}</span></li>"
        for n in range(1, 6)
    )
    night.pages[ROOT] = home().replace(
        "</ul></div>", '<li><a href="/xx/">市长信箱</a></li></ul></div>', 1
    )
    night.pages[f"{ROOT}xx/"] = column("xx", "市长信箱").replace(rows("xx", "市长信箱"), listed)
    night.pages |= {f"{ROOT}xx/{n}.html": letter(n) for n in range(1, 6)}
    return night


SITUATIONS: dict[str, tuple[Callable[[], Night], int, str]] = {
    # What was read, in which sweep of the site, and what there was to be seen.
    "全部读到，首次": (whole, 1, "page home lists articles feet dated days timed visitors forms"),
    "全部读到，第二次": (
        whole, 2, "page home lists articles feet dated days timed visitors forms earlier",
    ),
    "首页只有脚本": (shell_alone, 1, ""),
    "栏目页只有脚本": (shell_among_others, 1, "page home feet dated timed visitors forms"),
    "只有首页": (home_alone, 1, "page home feet dated timed visitors forms"),
    "有栏目页，内容页截去": (
        articles_cut, 1, "page home lists feet dated days timed visitors forms",
    ),
    "全部受阻": (walled, 1, ""),
    "只有首页，其余受阻": (walled_but_home, 1, "page home feet dated timed visitors forms"),
    "没有首页，只读到一个栏目": (a_list_without_home, 2, "page lists days"),
    "只看了一部分": (
        partial, 1, "page home lists articles feet dated days visitors forms waiting",
    ),
    "没有站内搜索": (
        without_search, 1, "page home lists articles feet dated days timed visitors forms",
    ),
    "搜索引擎看到的网页没有取到": (
        other_visitors_walled, 1, "page home lists articles feet dated days timed forms",
    ),
    "有留言": (
        with_letters, 2,
        "page home lists articles feet dated days timed visitors forms earlier letters answers",
    ),
}  # fmt: skip
with (Path(__file__).parent / "only_what_was_seen.csv").open(encoding="utf-8") as file:
    TABLE = {line["情形"]: line["符合的指标"].split() for line in csv.DictReader(file)}
# What a check must have seen to find anything.
OF_ANY_PAGE = {
    *("garbled-text", "unopenable-link", "external-link", "serious-expression", "typo"),
    *("sensitive-word", "personal-data", "hidden-link", "spam-text", "search-redirect"),
    *("placeholder-text", "guide-incomplete", "dead-link", "dead-image", "redirect-home"),
    *("turned-host", "counterfeit-suspect", "unregistered-site", "closed-site-open"),
    "quota-missed",
}
OF_HOME = {
    *("site-unreachable", "identifier-mismatch", "name-mismatch", "domain-noncompliant"),
    *("home-elsewhere", "missing-page-tag", "certificate-fault", "access-fault", "access-audit"),
    *("no-accessible-entrance", "not-for-telephones", "no-ipv6", "late-annual-report"),
}
MUST_SEE = {
    **dict.fromkeys(OF_ANY_PAGE, "page"),
    **dict.fromkeys(OF_HOME, "page home"),
    **dict.fromkeys(("stale-column", "blank-column", "list-disorder"), "page lists"),
    **dict.fromkeys(
        ("duplicate-article", "undated-article", "falsified-date", "blank-article"), "home articles"
    ),
    "interpretation-unlinked": "home articles not-waiting",
    "stale-home": "home dated",
    "weekend-gap": "home days",
    "slow-site": "home timed",
    "cloaking": "home visitors",
    "home-tampered": "home earlier",
    "missing-footer-mark": "home feet",
    "search-unusable": "home forms",
    "unanswered-message": "letters",
    "late-answer": "home letters",
    "empty-answer": "home answers",
    "outdated-document": "documents",
    "annual-report-figures": "home reports",
    # Lists of the office, of which none was given:
    **dict.fromkeys(
        (
            *("catalogue-gap", "mandatory-entrance", "late-repost", "standing-order"),
            *("outside-result", "unregistered-media"),
        ),
        "list",
    ),
}


# Of each media account the table of accounts says what was not seen.
OF_SITES = {code: one for code, one in checks().items() if one.about is not MediaLook}


def shown(situation: str) -> set[str]:
    """What there was to be seen."""
    words = {*SITUATIONS[situation][2].split()}
    return words if "waiting" in words else words | {"not-waiting"}


def sees(code: str, situation: str) -> bool:
    return {*MUST_SEE[code].split()} <= shown(situation)


class SeenSite:
    """The sweeps of one site, delivered by hand and settled as in a night."""

    def __init__(self, store: Store, matcher: Matcher) -> None:
        self.store, self.rules = store, load_rules()
        store.sites.save([SITE])
        self.judges = Judges.by(self.rules, store.sites.all(), matcher=matcher)

    def sweep(self, night: Night, day: dt.date) -> Sweep:
        sweep, _ = self.store.sweeps.open(
            night=day, as_of=day, sites=[SITE], indicators="2019",
            rules_version=self.rules.version, at=time.time(), again=False,
        )  # fmt: skip
        judge = self.judges.pages(sweep.id, day)
        for url, found in night.pages.items():
            if found is PageState.QUEUED:
                address = Address(SITE.identifier, url, fingerprint(url), False, TargetKind.PAGE)
                self.store.queue.add(sweep.id, [address])
            elif isinstance(found, PageState):
                status, reason = {PageState.CUT: (None, "budget")}.get(found, (403, "status"))
                self._commit(sweep, self._visit(url, state=found, status=status, reason=reason))
            else:
                page = read_page(found.encode(), url=url, day=day)
                faults = judge(page, SITE, dt.datetime.now(dt.UTC)).findings
                visit = self._visit(
                    url, page=page, status=200, elapsed=0.3, **self._asked(url, night)
                )
                self._commit(sweep, visit, *faults)
        assert settle(self.store, sweep, self.judges) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=True)
        return sweep

    def _commit(self, sweep: Sweep, visit: Visit, *faults: object) -> None:
        self.store.pages.commit(sweep.id, [Delivery(visit, faults)])  # type: ignore[arg-type]

    def _asked(self, url: str, night: Night) -> dict[str, object]:
        if url != ROOT:
            return {}
        others = tuple(View(agent=one, title=NAME) for one in ("spider", "referrer"))
        probe = Probe(url=url, at=dt.datetime.now(dt.UTC), elapsed=0.3, status=200)
        return {"timing": probe, "views": others if night.other_visitors else ()}

    @staticmethod
    def _visit(url: str, **words: object) -> Visit:
        return Visit(
            queue=SITE.identifier, url=url, fingerprint=fingerprint(url),
            at=dt.datetime.now(dt.UTC), **words,  # type: ignore[arg-type]
        )  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Snapshot]:
    """What papers of a situation are written from."""
    matcher = Matcher(load_rules())

    @cache
    def make(situation: str) -> Snapshot:
        night, number, _ = SITUATIONS[situation]
        store = Store(f"sqlite:///{tmp_path_factory.mktemp('store')}/govsweep.db")
        store.upgrade()
        site = SeenSite(store, matcher)
        if number > 1:
            site.sweep(whole(), NIGHT - dt.timedelta(days=60))  # of the quarter before
        site.sweep(night(), NIGHT)
        found = gather(store)
        store.close()
        return found

    return make


def passed(snapshot: Snapshot) -> Iterator[Outcome]:
    (case,) = cases(snapshot)
    for edition in EDITIONS:
        yield from (
            one
            for one in assess(case, load_indicators(edition)).outcomes
            if one.result is Result.PASS
        )


def test_every_check_is_in_the_table() -> None:
    assert MUST_SEE.keys() == OF_SITES.keys()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_check_that_saw_nothing_is_said_not_to_have_looked(
    situation: str, snapshot: Callable[[str], Snapshot]
) -> None:
    found = snapshot(situation)
    told = {code: not why_unchecked(found, code) for code in OF_SITES}
    assert told == {code: sees(code, situation) for code in OF_SITES}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_papers_name_what_was_not_looked_for(
    situation: str, snapshot: Callable[[str], Snapshot]
) -> None:
    found = snapshot(situation)
    named = {name for names in unchecked_items(found).values() for name in names}
    rows = {row["name"]: row for row in selfcheck.context(found, Choices())["check_rows"]}
    for code, known in OF_SITES.items():
        if not known.wording:
            continue
        row, seen = rows[known.name], sees(code, situation)
        found_any = row["result"].startswith("发现")
        assert row["result"].startswith("未检查") is (not seen and not found_any), code
        if MUST_SEE[code] != "list" and not seen and not found_any:
            assert known.name in named


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_row_passes_that_rests_on_what_nobody_saw(
    situation: str, snapshot: Callable[[str], Snapshot]
) -> None:
    found = snapshot(situation)
    for one in passed(found):
        unseen = [code for code in one.row.looked_for if not sees(code, situation)]
        assert unseen == [], one.row.id
        assert not [code for code in one.row.looked_for if why_unchecked(found, code)], one.row.id


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_rows_that_pass_are_those_of_the_table(
    situation: str, snapshot: Callable[[str], Snapshot]
) -> None:
    """`only_what_was_seen.csv` has them by hand: each can be held against what was read."""
    told = [one.row.id for one in passed(snapshot(situation))]
    assert sorted(told) == sorted(TABLE[situation])


def test_a_site_whose_home_page_is_a_shell_was_not_checked(
    snapshot: Callable[[str], Snapshot],
) -> None:
    found = snapshot("首页只有脚本")
    (row,) = census.rows(found)
    assert row.problems == "未检查（首页没有看到，内容靠脚本显示）"
    assert (row.characters, row.error_rate) == ("—", "—")
    (line,) = reading_log.table(found).rows
    assert (line.result, line.reasons) == ("没有读到网页", "内容靠脚本显示1")


def test_pages_that_scripts_fill_leave_a_site_read_in_part(
    snapshot: Callable[[str], Snapshot],
) -> None:
    (row,) = census.rows(snapshot("栏目页只有脚本"))
    assert row.problems == "未发现（没有看完）"


def test_columns_that_menus_name_and_nobody_read_are_told(
    snapshot: Callable[[str], Snapshot],
) -> None:
    rows = selfcheck.context(snapshot("只看了一部分"), Choices())["check_rows"]
    told = {row["name"]: row["result"] for row in rows}
    assert told["空白栏目"] == told["栏目更新不及时"] == "未发现（另有4个栏目没有读清）"
    rows = selfcheck.context(snapshot("有栏目页，内容页截去"), Choices())["check_rows"]
    assert {row["name"]: row["result"] for row in rows}["空白栏目"] == "未发现"
