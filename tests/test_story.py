"""A quarter of three sites: three sweeps, two partial ones, lists that change, a page that moves.

What stands on the sites is known, so every number that the office may sign is counted here by hand.
Each of the wrong facts that papers once told has its test: what a rule took back is not mended, a
sweep of one site is not the quarter, what did not run is not clean, one cause is one problem.
"""

import csv
import datetime as dt
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import pytest

from govsweep.city import serve
from govsweep.city.model import HostAnswer
from govsweep.city.pictures import file
from govsweep.findings import Finding, State
from govsweep.reports import Choices, Office, census, figures, overview
from govsweep.reports.assessing import assessments
from govsweep.reports.figures import Standing
from govsweep.reports.gather import gather
from govsweep.reports.papers import bulletin, selfcheck
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Store
from govsweep.web import board

Run = Callable[..., subprocess.CompletedProcess[str]]

PHONE = "<meta name='viewport' content='width=device-width'>"  # fit for telephones, too
DAY = dt.date(2026, 11, 16)
WATER, SCHOOL, HEALTH = "5118000001", "5118000002", "5118000003"
SITES = {
    WATER: ("sl.qinghe.gov.cn", "清禾市水利局"),
    SCHOOL: ("jy.qinghe.gov.cn", "清禾市教育局"),
    HEALTH: ("wj.qinghe.gov.cn", "清禾市卫生健康局"),
}
COLUMNS = {"dt": "工作动态", "gg": "通知公告"}
GONE = "http://www.gone.example/x.html"  # answers 404
FORM = "http://jy.qinghe.gov.cn/files/form.doc"  # so does this
FARM = "".join(f"<a href='http://www.bet{one}.example/'>澳门赌场在线投注</a>" for one in range(4))
FOOTER = (
    "<div class='footer'><p>主办单位：{name}　联系电话：0818-2233445</p><p>网站标识码：{site}　"
    "<a href='http://beian.miit.gov.cn/'>川ICP备05001234号</a>川公网安备 51180002000012号</p>"
    "<p><a href='http://bszs.conac.cn/sitename?method=show&amp;id=0A1B'>"
    "<img src='/images/blue.png' alt='党政机关'></a>"
    "<script id='_jiucuo_' sitecode='{site}' src='/js/jiucuo.js'></script></p></div>"
)
TEXT = (
    "<p>近日，我局召开会议，传达学习上级有关文件精神，研究部署下一阶段重点工作，要求各科室"
    "明确责任、细化措施，按时完成各项任务。</p><p>会议强调，要加强组织领导，做好服务保障，"
    "切实把各项工作落到实处。{slip}</p>"
)


@dataclass
class Town:
    """What stands on the sites: by host and path, what an article says besides."""

    slips: dict[tuple[str, str], str] = field(default_factory=dict)
    moved: dict[tuple[str, str], str] = field(default_factory=dict)  # old path -> new path
    dates: dict[tuple[str, str], dt.date] = field(default_factory=dict)

    def answer(
        self, method: str, host: str, path_qs: str, headers: Mapping[str, str], *, attempt: int
    ) -> HostAnswer:
        if path_qs.endswith(".png"):
            return HostAnswer(200, {"Content-Type": "image/png"}, file(path_qs))
        if path_qs.endswith(".js"):
            return HostAnswer(200, {"Content-Type": "text/javascript"}, b"var entrance = 'jiucuo';")
        kind = "text/html; charset=utf-8"
        body = self.page(host, path_qs)
        if body is None:
            return HostAnswer(404, {"Content-Type": "text/html"}, b"<h1>404</h1>")
        return HostAnswer(200, {"Content-Type": kind}, body.encode())

    def page(self, host: str, path: str) -> str | None:
        site = next((key for key, (own, _) in SITES.items() if own == host), None)
        if site is None:
            return None if host == "www.gone.example" else host  # where footers lead to
        if path.endswith(".png"):
            return path
        column, _, rest = path.strip("/").partition("/")
        if not column:
            boxes = (
                f"<h3><a href='/{one}/'>{name}</a></h3>" + self.rows(host, one)
                for one, name in COLUMNS.items()
            )
            return self.whole(site, SITES[site][1], "".join(boxes))
        if column not in COLUMNS:
            return None
        if not rest:
            return self.whole(site, COLUMNS[column], self.crumbs(column) + self.rows(host, column))
        names = {self.path(host, column, number): number for number in range(4)}
        return self.article(site, host, column, names[path]) if path in names else None

    def path(self, host: str, column: str, number: int) -> str:
        path = f"/{column}/{number}.html"
        return self.moved.get((host, path), path)

    def day(self, host: str, column: str, number: int) -> dt.date:
        usual = DAY - dt.timedelta(days=number)
        return self.dates.get((host, f"/{column}/{number}.html"), usual)

    def title(self, column: str, number: int) -> str:
        return f"{COLUMNS[column]}第{number + 1}期：关于做好有关工作的情况"

    def rows(self, host: str, column: str) -> str:
        return "<ul class='list'>" + "".join(
            f"<li><a href='{self.path(host, column, one)}'>{self.title(column, one)}</a>"
            f"<span>{self.day(host, column, one)}</span></li>" for one in range(4)
        ) + "</ul>"  # fmt: skip

    def crumbs(self, column: str) -> str:
        here = f"<a href='/{column}/'>{COLUMNS[column]}</a>"
        return f"<div>当前位置：<a href='/'>首页</a> &gt; {here}</div>"

    def article(self, site: str, host: str, column: str, number: int) -> str:
        day, title = self.day(host, column, number), self.title(column, number)
        slip = self.slips.get((host, f"/{column}/{number}.html"), "")
        source = SITES[site][1]
        tags = {"ArticleTitle": title, "PubDate": f"{day} 09:00", "ContentSource": source}
        body = (
            f"{self.crumbs(column)}<h1>{title}</h1><div>发布时间：{day} 09:00　来源：{source}"
            f"</div><div>{TEXT.format(slip=slip)}<p>本期编号{column}{number}{host}。</p></div>"
        )
        return self.whole(site, title, body, tags)

    def whole(self, site: str, title: str, main: str, tags: Mapping[str, str] | None = None) -> str:
        host, name = SITES[site]
        about = {"SiteName": name, "SiteDomain": host, "SiteIDCode": site}
        if tags is None and title != name:
            tags = dict.fromkeys(
                ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), title
            )
        heads = "".join(
            f'<meta name="{key}" content="{word}">'
            for key, word in (about | dict(tags or {})).items()
        )
        menu = "".join(f"<li><a href='/{one}/'>{word}</a></li>" for one, word in COLUMNS.items())
        return (
            f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>{PHONE}"
            f"<title>{title}</title>{heads}</head>"
            f"<body><ul class='nav'><li><a href='/'>首页</a></li>{menu}</ul>"
            f"<div id='main'>{main}</div>{FOOTER.format(name=name, site=site)}</body></html>"
        )


@dataclass
class Told:
    """What stands after a step, as papers, pages and the census tell it."""

    snapshot: Snapshot
    problems: int
    fixed: int
    serious: int
    suspected: int
    census: dict[str, tuple[str, str]]  # by site: problems, mended
    paper: dict[str, Any]
    check: dict[str, Any]
    findings: dict[tuple[str, str], Finding]  # by check and quote or target

    def state(self, check: str, subject: str) -> State:
        return self.findings[check, subject].state


@dataclass
class Desk:
    """The office's folder, its commands, and the town they look at."""

    folder: Path
    town: Town
    proxy: str
    command: Run

    def call(self, *words: str, code: int = 0, **environment: str) -> str:
        surroundings = {
            "GOVSWEEP_RETRY_AFTER": "1", "GOVSWEEP_LEXICONS": "词表", "GOVSWEEP_AUDIT_PAGES": "0",
            "http_proxy": self.proxy, "no_proxy": "",
        }  # fmt: skip
        done = self.command(self.folder, *words, **(surroundings | environment))
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def lists(self, *lines: str) -> None:
        (self.folder / "词表").mkdir(exist_ok=True)
        table = "\n".join(("错误,正确", *lines, ""))
        (self.folder / "词表" / "错别字.csv").write_text(table, "utf-8")

    def sweep(self, number: int, *words: str) -> "Told":
        day = DAY + dt.timedelta(days=number)
        self.call("sweep", "--workers", "1", "--as-of", str(day), "--copy", *words)
        return self.told()

    def told(self) -> Told:
        with closing(Store(f"sqlite:///{self.folder}/govsweep.db")) as store:
            snapshot = gather(store)
            paper = bulletin.context(snapshot, Choices())
            check = selfcheck.context(snapshot, Choices())
            view, pages = overview.of(snapshot), board.whole(store).overview
            rows = census.rows(snapshot)
            found = {(one.check, one.quote or one.subject): one for one in store.findings.all()}
            found |= {(one.check, one.subject): one for one in found.values()}
        # Whatever two of them tell, they tell alike.
        assert paper["problems"] == check["problems"] == paper["fixed"] + paper["unfixed"]
        assert paper["unfixed"] == view.standings[Standing.UNRESOLVED] == pages.findings.unresolved
        assert paper["fixed"] == check["fixed"] == pages.findings.fixed
        assert view.standings[Standing.SUSPECTED] == pages.findings.suspected
        assert sum(row.mended == "否" for row in rows) == paper["unmended"]
        assert view.basis.words == pages.basis.words
        assert sum(one.unresolved for one in view.sites) == paper["unfixed"]
        assert all(one.first <= one.last <= snapshot.as_of for one in view.findings)
        return Told(
            snapshot=snapshot, problems=paper["problems"], fixed=paper["fixed"],
            serious=paper["serious"], suspected=pages.findings.suspected, paper=paper,
            census={row.identifier: (row.problems, row.mended) for row in rows},
            check={row["name"]: row["result"] for row in check["check_rows"]}, findings=found,
        )  # fmt: skip

    def short(self, told: Told, check: str, subject: str) -> str:
        return told.findings[check, subject].short_id


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, command: Run) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in [*os.environ]:
            if name.startswith("GOVSWEEP_"):
                monkeypatch.delenv(name)
        folder, town = tmp_path_factory.mktemp("story"), Town()
        with (folder / "登记表.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("网站标识码", "网站名称", "首页网址", "主办单位", "每秒请求数"))
            for site, (host, name) in SITES.items():
                table.writerow((site, name, f"http://{host}/", name, "100"))
        (folder / "栏目表.csv").write_text(
            "网站标识码,栏目名称,栏目网址,类别,责任单位,更新期限（天）\n"
            f"{HEALTH},通知公告,http://wj.qinghe.gov.cn/gg/,通知公告,卫健局办公室,180\n",
            "utf-8",
        )
        with serve(town) as server:
            yield Desk(folder, town, server.proxy_url, command)


@pytest.fixture(scope="module")
def first(desk: Desk) -> Told:
    """Six things are wrong on three sites, two of them seen twice by different checks."""
    sl, jy, wj = (host for host, _ in SITES.values())
    desk.town.slips = {
        (sl, "/dt/0.html"): "清荷市各部门参加。",  # only the office's own list knows better
        (sl, "/dt/1.html"): f"<a href='{GONE}'>参阅名单</a>",  # external, and dead
        (jy, "/dt/0.html"): f"<div style='display:none'>{FARM}包夜上门服务 电话13800138000</div>",
        (jy, "/gg/1.html"): "<a href='/files/form.doc'>附件：申请表</a>",
        (wj, "/gg/2.html"): "会议对下一步工作作了布署。",
    }
    desk.lists("清荷市,清禾市", "按步就搬,按部就班")
    desk.call("sites", "import", "登记表.csv")
    desk.call("columns", "import", "栏目表.csv")
    return desk.sweep(0)


@pytest.fixture(scope="module")
def second(desk: Desk, first: Told) -> Told:
    """The farm is removed; an article is given another day, its text the same."""
    _, jy, wj = (host for host, _ in SITES.values())
    del desk.town.slips[jy, "/dt/0.html"]
    desk.town.dates[wj, "/dt/3.html"] = DAY
    return desk.sweep(1)


@pytest.fixture(scope="module")
def one_site(desk: Desk, second: Told) -> Told:
    """The first partial sweep: the water bureau alone."""
    return desk.sweep(2, "--site", WATER)


@pytest.fixture(scope="module")
def withdrawn(desk: Desk, one_site: Told) -> Told:
    """The second: a word was deleted from the office's list."""
    desk.lists("按步就搬,按部就班")
    return desk.sweep(3, "--site", WATER)


@pytest.fixture(scope="module")
def third(desk: Desk, withdrawn: Told) -> Told:
    """The word is back; the page with the dead attachment stands at another address."""
    jy = SITES[SCHOOL][0]
    desk.lists("清荷市,清禾市", "按步就搬,按部就班")
    desk.town.moved[jy, "/gg/1.html"] = "/gg/1b.html"
    return desk.sweep(4)


def test_what_the_first_paper_says(first: Told) -> None:
    """Typo, dead link; farm, dead attachment; typo: five problems, one of them grave."""
    assert (first.problems, first.fixed, first.serious) == (5, 0, 1)
    assert first.census == {
        WATER: ("链接无法打开、存在错别字", "否"),
        SCHOOL: ("链接无法打开、存在暗链", "否"),
        HEALTH: ("存在错别字", "否"),
    }


def test_3_the_gravest_is_named_and_what_is_listed_is_what_is_counted(
    first: Told, second: Told
) -> None:
    themes = {one["name"]: one for one in first.paper["themes"]}
    security = themes["信息安全和个人信息保护"]
    assert (security["problems"], len(security["examples"])) == (1, 1)
    assert security["more"].endswith("具体如下。")
    assert all(one["problems"] >= len(one["examples"]) for one in themes.values())
    assert sum(one["problems"] for one in themes.values()) == 5
    (mended,) = next(
        one for one in second.paper["themes"] if one["name"] == "信息安全和个人信息保护"
    )["examples"]
    assert mended["message"].endswith("（已整改）")


def test_4_what_did_not_run_is_not_clean(first: Told) -> None:
    assert first.check["转载信息更新不及时"] == "未检查（没有转载清单）"
    assert first.check["留言回复不及时"] == "未检查（没有读到写明时间的留言）"
    assert first.check["首页更新不及时"] == "未发现"


def test_5_a_date_that_moved_waits_to_be_looked_at(first: Told, second: Told) -> None:
    assert (first.suspected, second.suspected) == (0, 1)
    assert (
        second.findings["falsified-date", "http://wj.qinghe.gov.cn/dt/3.html"].severity == "notice"
    )
    assert (second.problems, second.fixed) == (5, 1)


def test_7_one_cause_is_one_problem(first: Told, second: Told) -> None:
    found = first.findings
    assert found["external-link", GONE].part_of == found["dead-link", GONE].id
    hidden = [one for one in found.values() if one.check == "sensitive-word"]
    farm = next(one for one in found.values() if one.check == "hidden-link")
    assert {one.part_of for one in hidden} == {farm.id}
    assert {one.state for one in second.findings.values() if one.check == "sensitive-word"} == {
        State.FIXED
    }  # with the farm, and that is one problem mended


def test_8_a_finding_is_its_columns_owners(first: Told) -> None:
    assert first.findings["typo", "布署"].owner == "卫健局办公室"
    assert first.findings["typo", "清荷市"].owner == "清禾市水利局"


def test_2_a_sweep_of_one_site_is_not_the_quarter(second: Told, one_site: Told) -> None:
    for name in ("listed", "checked", "unseen", "pages", "assessed", "open", "undecided_share"):
        assert one_site.paper[name] == second.paper[name], name
    assert one_site.census == second.census
    assert (one_site.problems, one_site.fixed, one_site.suspected) == (5, 1, 1)
    assert one_site.paper["checked"] == 3
    told = overview.of(one_site.snapshot).basis
    assert told.partial and told.last_words == "只巡检1个网站"
    assert [one.sites for one in told.lines] == [1, 2]


def test_1_a_word_that_is_deleted_takes_back_what_it_found(withdrawn: Told, third: Told) -> None:
    assert withdrawn.state("typo", "清荷市") is State.WITHDRAWN
    assert (withdrawn.problems, withdrawn.fixed) == (4, 1)  # it is in no rate
    assert withdrawn.census[WATER] == ("链接无法打开", "否")
    back = third.findings["typo", "清荷市"]
    assert (back.state, back.relapses) == (State.OPEN, 0)


def test_1_a_mistyped_folder_or_a_list_that_is_gone_stops_it_all(desk: Desk, third: Told) -> None:
    told = desk.call("sweep", code=2, GOVSWEEP_LEXICONS="词表2")
    assert "词表2 不存在，还没有作任何判定" in told
    (desk.folder / "空").mkdir(exist_ok=True)
    told = desk.call("sweep", code=2, GOVSWEEP_LEXICONS="空")
    assert "错别字.csv（上次 2 行） 这次没有读到，还没有作任何判定" in told
    after = desk.told()
    assert (after.problems, after.fixed, after.census) == (
        third.problems,
        third.fixed,
        third.census,
    )


def test_9_a_dead_target_whose_page_moved_is_not_mended(desk: Desk, third: Told) -> None:
    assert third.state("dead-link", FORM) is State.OPEN
    assert third.findings["dead-link", FORM].relapses == 0
    jy = SITES[SCHOOL][0]
    desk.town.moved[jy, "/gg/1.html"] = "/gg/1c.html"  # and again, since the sweep
    told = desk.call("recheck", desk.short(third, "dead-link", FORM), "--as-of", str(DAY), "--copy")
    assert "未能判断（目标仍然打不开，原来的页面已经不在" in told
    assert desk.told().state("dead-link", FORM) is State.OPEN


def test_6_what_the_last_paper_says_and_none_of_a_day_to_come(desk: Desk, third: Told) -> None:
    assert (third.problems, third.fixed, third.serious, third.suspected) == (5, 1, 1, 1)
    assert third.census == {
        WATER: ("链接无法打开、存在错别字", "否"),
        SCHOOL: ("链接无法打开、存在暗链", "否"),
        HEALTH: ("存在错别字", "否"),
    }
    # The day of each paper of the night is that of the night, and nothing is first seen after it.
    day = DAY + dt.timedelta(days=4)
    desk.call("report", "bulletin", "--as-of", str(day), "-o", "b.docx")
    desk.call("report", "notice", "--site", WATER, "--as-of", str(day), "-o", "n.docx")
    for name in ("b.docx", "n.docx"):
        said = [one.text for one in docx.Document(str(desk.folder / name)).paragraphs]
        assert f"{day.year}年{day.month}月{day.day}日" in said, name
    assert third.snapshot.as_of == day
    assert all(figures.days_of(third.snapshot, one)[1] <= day for one in third.findings.values())
    ahead = dt.date.today() + dt.timedelta(days=2)
    assert "还没有到" in desk.call("report", "bulletin", "--as-of", str(ahead), code=2)


def test_rows_may_go_by_the_worst_round_of_the_quarter(desk: Desk, third: Told) -> None:
    """The farm vetoed the school's site in the first round only."""

    def verdict(**office: Any) -> str:
        with closing(Store(f"sqlite:///{desk.folder}/govsweep.db")) as store:
            own = Office.model_validate(office)
            found = assessments(gather(store, rounds=bool(own.rounds)), own)
        return next(one.verdict.value for one in found if one.site.identifier == SCHOOL)

    assert verdict() == "open"
    assert verdict(rounds={"V19-S1-3": "最差"}) == "vetoed"
    assert verdict(rounds={"V19-S1-3": "3次中2次"}) == "open"
