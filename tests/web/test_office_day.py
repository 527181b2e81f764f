"""The day of an office as one story, in a real browser, over a real sweep of three small sites.

The night ends; a reviewer looks through sixteen findings by keyboard and issues notices to three
units; a contact answers and asks for a recheck; its site is mended and looked at again; the leader
reads of it. Whatever a page counts is held against what a command says.
"""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from govsweep import clock
from govsweep.city import serve
from govsweep.city.model import HostAnswer
from govsweep.city.pictures import file
from govsweep.clock import night_of

PASSWORD = "Qinghe-ban-2026"
WATER, SCHOOL, HEALTH = "5118000001", "5118000002", "5118000003"
SITES = {
    WATER: ("sl.qinghe.gov.cn", "清禾市水利局"),
    SCHOOL: ("jy.qinghe.gov.cn", "清禾市教育局"),
    HEALTH: ("wj.qinghe.gov.cn", "清禾市卫生健康局"),
}
# One slip an article: the office's own list knows that no town is called 清荷.
SLIPS = tuple(
    f"清荷{one}镇"
    for one in "天地玄黄宇宙洪荒日月盈昃辰宿列张"  # test_queue_browser.py goes through forty
)
FOOTER = (
    "<div class='footer'><p>主办单位：{name}　联系电话：0818-2233445</p><p>网站标识码：{site}　"
    "<a href='http://beian.miit.gov.cn/'>川ICP备05001234号</a>川公网安备 51180002000012号</p>"
    "<p><a href='http://bszs.conac.cn/sitename?method=show&amp;id=0A1B'>"
    "<img src='/blue.png' alt='党政机关'></a>"
    "<script id='_jiucuo_' sitecode='{site}' src='/jiucuo.js'></script></p></div>"
)
TEXT = (
    "<p>近日，我局召开会议，传达学习上级有关文件精神，研究部署下一阶段重点工作，要求各科室"
    "明确责任、细化措施，按时完成各项任务。</p><p>会议强调，要加强组织领导，做好服务保障，"
    "切实把各项工作落到实处。{slip}各部门参加。本期编号{number}{host}。</p>"
)
ARTICLES = 6  # of a site; the last has fewer


@dataclass
class Sites:
    """What stands on three sites, as far as nobody has mended it."""

    mended: set[str] = field(default_factory=set)

    def answer(
        self, method: str, host: str, path_qs: str, headers: Mapping[str, str], *, attempt: int
    ) -> HostAnswer:
        site = next((key for key, (own, _) in SITES.items() if own == host), None)
        if path_qs.endswith(".png"):
            return HostAnswer(200, {"Content-Type": "image/png"}, file(path_qs))
        if site is None or path_qs.endswith(".js"):
            kind = "text/html; charset=utf-8"
            return HostAnswer(200, {"Content-Type": kind}, f"{host}{path_qs}".encode())
        body = self.page(site, path_qs)
        if body is None:
            return HostAnswer(404, {"Content-Type": "text/html"}, b"<h1>404</h1>")
        return HostAnswer(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())

    def page(self, site: str, path: str) -> str | None:
        if path == "/":
            return self.whole(site, SITES[site][1], f"<h3>{LINK}</h3>{self.rows(site)}")
        if path == "/dt/":
            tags = dict.fromkeys(
                ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), "工作动态"
            )
            return self.whole(site, "工作动态", CRUMBS + self.rows(site), tags)
        names = {f"/dt/{number}.html": number for number in range(len(self.slips(site)))}
        return self.article(site, names[path]) if path in names else None

    def slips(self, site: str) -> tuple[str, ...]:
        start = list(SITES).index(site) * ARTICLES
        return SLIPS[start : start + ARTICLES]

    def title(self, number: int) -> str:
        return f"工作动态第{number + 1}期：关于做好有关工作的情况"

    def rows(self, site: str) -> str:
        return "<ul class='list'>" + "".join(
            f"<li><a href='/dt/{one}.html'>{self.title(one)}</a><span>{written(one)}</span></li>"
            for one in range(len(self.slips(site)))
        ) + "</ul>"  # fmt: skip

    def article(self, site: str, number: int) -> str:
        (host, source), title = SITES[site], self.title(number)
        slip = self.slips(site)[number]
        if slip in self.mended:
            slip = slip.replace("荷", "禾")
        text = TEXT.format(slip=slip, number=number, host=host)
        tags = {
            "ArticleTitle": title,
            "PubDate": f"{written(number)} 09:00",
            "ContentSource": source,
        }
        head = f"<h1>{title}</h1><div>发布时间：{written(number)} 09:00　来源：{source}</div>"
        return self.whole(site, title, f"{CRUMBS}{head}<div>{text}</div>", tags)

    def whole(self, site: str, title: str, main: str, tags: Mapping[str, str] | None = None) -> str:
        host, name = SITES[site]
        told = {"SiteName": name, "SiteDomain": host, "SiteIDCode": site} | dict(tags or {})
        heads = "".join(f'<meta name="{key}" content="{word}">' for key, word in told.items())
        return (
            "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width'>"
            f"<title>{title}</title>{heads}</head><body><ul class='nav'><li><a href='/'>首页</a>"
            f"</li><li>{LINK}</li></ul><div id='main'>{main}</div>"
            f"{FOOTER.format(name=name, site=site)}</body></html>"
        )


LINK = "<a href='/dt/'>工作动态</a>"
CRUMBS = f"<div>当前位置：<a href='/'>首页</a> &gt; {LINK}</div>"


def written(number: int) -> str:
    return str(night_of(clock.now()) - timedelta(days=number))


@dataclass
class Office:
    """The office's folder and its commands."""

    folder: Path
    sites: Sites
    environment: dict[str, str]
    command: Callable[..., subprocess.CompletedProcess[str]]  # see tests/conftest.py
    address: str = ""

    def call(self, *words: str, told: str | None = None) -> str:
        done = self.command(self.folder, *words, told=told, **self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def findings(self, *words: str) -> list[dict[str, Any]]:
        lines = self.call("findings", "--format", "jsonl", *words).splitlines()
        return [json.loads(line) for line in lines]

    def table(self, report: str) -> list[dict[str, str]]:
        self.call("report", report, "-o", f"{report}.csv")
        text = (self.folder / f"{report}.csv").read_text("utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def headlines(self) -> list[tuple[str, str]]:
        """The figures of the leader's page as the command writes it, by their names."""
        self.call("report", "brief", "-o", "brief.html")
        tree = LexborHTMLParser((self.folder / "brief.html").read_text("utf-8"))
        values = [node.text(deep=False).strip() for node in tree.css("dd")]
        return list(zip([node.text() for node in tree.css("dt")], values, strict=True))


@pytest.fixture
def office(
    tmp_path: Path,
    start: Callable[..., Any],
    command: Callable[..., subprocess.CompletedProcess[str]],
    browser: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    """An office on the morning after its first sweep; its pages are open."""
    for name in [*os.environ]:
        if name.startswith("GOVSWEEP_"):
            monkeypatch.delenv(name)
    with (tmp_path / "登记表.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("网站标识码", "网站名称", "首页网址", "主办单位", "每秒请求数"))
        table.writerows(
            (site, name, f"http://{host}/", name, "100") for site, (host, name) in SITES.items()
        )
    (tmp_path / "词表").mkdir()
    lines = [f"{one},{one.replace('荷', '禾')}" for one in SLIPS]
    (tmp_path / "词表" / "错别字.csv").write_text("\n".join(("错误,正确", *lines, "")), "utf-8")
    sites = Sites()
    with serve(sites) as server:
        own = {
            **{"GOVSWEEP_RETRY_AFTER": "1", "GOVSWEEP_LEXICONS": "词表"},
            **{"GOVSWEEP_AUDIT_PAGES": "0", "GOVSWEEP_WORKERS": "1"},
            **{"http_proxy": server.proxy_url, "no_proxy": ""},
        }
        office = Office(tmp_path, sites, own, command)
        office.call("sites", "import", "登记表.csv")
        for name, role, *of in (
            *(("审核", "reviewer"), ("局长", "reader")),
            ("教育局", "contact", "--site", SCHOOL),
        ):
            office.call("users", "add", name, "--role", role, *of, told=f"{PASSWORD}\n")
        office.call("sweep")
        words = [sys.executable, "-W", "error", "-m", "govsweep", "serve", "--port", "0"]
        pages = start(*words, cwd=tmp_path, env=os.environ | own)
        office.address = str(pages.until_said(r"网页：(http://\S+:\d+)/$")[1])
        yield office
        pages.send_signal(signal.SIGINT)
        pages.end()
        assert "Traceback" not in pages.err


def values(tab: Any) -> list[tuple[str, str]]:
    """The figures in large type on a page, by their names."""
    return [
        (str(name), str(value))
        for name, value in tab.run(
            "[...document.querySelectorAll('.figures li')].map(one => "
            "['.name', '.value'].map(part => one.querySelector(part).textContent.trim()))"
        )
    ]


@dataclass
class Day:
    """The office, whoever comes to its pages, and the findings of its night that were confirmed."""

    office: Office
    a_hand: Callable[..., Any]
    confirmed: list[dict[str, Any]] = field(default_factory=list)

    def comes(self, name: str) -> Any:
        return self.a_hand(self.office.address, name, 1280, PASSWORD)


def test_a_day(office: Office, a_hand: Callable[..., Any]) -> None:
    found = office.findings()
    assert [one["quote"] for one in found if one["check"] != "typo"] == []
    assert sorted(one["quote"] for one in found) == sorted(SLIPS)
    day = Day(office, a_hand)
    goes_through_what_is_new(day)
    hands_out(day)
    one = next(one for one in day.confirmed if one["site"] == SCHOOL)
    a_unit_answers(day, one)
    office.sites.mended.add(one["quote"])
    is_looked_at_again(day, one)
    the_leader_reads(day)


def goes_through_what_is_new(day: Day) -> None:
    """The reviewer rules on finding after finding, by keyboard alone."""
    reviewer = day.comes("审核")
    reviewer.tab.open("/queue")
    assert f"今夜新增 {len(SLIPS)}" in reviewer.tab.text(".tabs [aria-current]")
    for number in range(len(SLIPS)):
        if number % 4:
            reviewer.type_on("c")
        else:
            reviewer.type("d")
            reviewer.type_on("地名\ue007")
    day.confirmed = day.office.findings()
    dismissed = day.office.findings("--state", "dismissed")
    assert (len(dismissed), len(day.confirmed)) == (4, 12)
    assert "今夜新增 0" in reviewer.tab.text(".tabs")
    assert f"全部待整改 {len(day.confirmed)}" in reviewer.tab.text(".tabs")
    assert reviewer.tab.complaints == []


def hands_out(day: Day) -> None:
    """What is confirmed is handed out: a notice to each of three units."""
    reviewer = day.comes("审核")
    reviewer.tab.open("/queue?view=open")
    reviewer.type("jx" * len(day.confirmed))
    reviewer.type_on("n")
    assert "将签发 3 份整改通知书" in reviewer.tab.text()
    reviewer.tab.follow("button.act")
    issued = day.office.table("notices")
    assert {row["责任单位"] for row in issued} == {name for _, name in SITES.values()}
    assert sum(int(row["问题数"]) for row in issued) == len(day.confirmed)
    reviewer.tab.open("/notices")
    shown = reviewer.tab.run(
        "[...document.querySelectorAll('.grid tbody tr')].map(row => "
        "[row.querySelector('th a').textContent, row.querySelector('td.n').textContent])"
    )
    assert sorted(map(tuple, shown)) == sorted((row["文号"], row["问题数"]) for row in issued)
    assert {one["state"] for one in day.office.findings()} == {"notified"}
    assert reviewer.tab.complaints == []


def a_unit_answers(day: Day, one: dict[str, Any]) -> None:
    """A contact sees its own unit's notice alone, answers to a line, and asks for a recheck."""
    contact = day.comes("教育局")
    contact.tab.open("/notices")
    contact.tab.follow(".grid tbody th a")
    own = [x for x in day.confirmed if x["site"] == SCHOOL]
    assert contact.tab.run("document.querySelectorAll('.findings > li').length") == len(own)
    contact.tab.click(f"[name='kind-{one['id']}'] option[value=mended]")
    contact.browser.find_element("css selector", f"[name='words-{one['id']}']").send_keys("已改")
    contact.tab.click(f"[name=recheck][value='{one['id']}']")
    contact.tab.follow("button.act")
    assert "已改（申请复查，还没有看）" in contact.tab.text()
    assert contact.tab.complaints == []


def is_looked_at_again(day: Day, one: dict[str, Any]) -> None:
    """The reviewer has it looked at; the page follows by itself until that is done."""
    reviewer = day.comes("审核")
    reviewer.tab.open("/notices")
    reviewer.tab.follow(f"[aria-labelledby=h-again] a[href='/findings/{one['id']}']")
    assert "已改" in reviewer.tab.text("[aria-labelledby=h-life]")
    reviewer.tab.follow("[aria-labelledby=h-recheck] button")
    reviewer.waits(lambda: "已整改 1" in reviewer.tab.text("[aria-labelledby=h-recheck]"))
    # The page is shown anew once the job has ended, a moment after its last figure came.
    reviewer.waits(lambda: "复查，已经整改" in reviewer.tab.text("[aria-labelledby=h-life]"))
    assert "整改完成" in reviewer.tab.text(".told")
    assert [x["id"] for x in day.office.findings("--state", "fixed")] == [one["id"]]
    reviewer.tab.open("/notices")
    assert "申请复查" not in reviewer.tab.text()
    assert reviewer.tab.complaints == []


def the_leader_reads(day: Day) -> None:
    """One page, and every figure on it and on the trends is what the commands print."""
    leader, standing = day.comes("局长"), len(day.office.findings())
    assert standing == len(day.confirmed) - 1
    leader.tab.open("/brief")
    assert values(leader.tab) == day.office.headlines()
    assert ("待整改问题", str(standing)) in values(leader.tab)
    leader.tab.open("/")
    assert values(leader.tab)[:2] == [("待整改问题", str(standing)), ("已整改", "1")]
    leader.tab.open("/trends")
    (city,) = (row for row in day.office.table("trends") if row["范围"] == "全部网站")
    assert (city["待整改"], city["本期整改"]) == (str(standing), "1")
    told = leader.tab.text("[aria-labelledby=h-city]")
    assert f"待整改 {standing} 个" in told
    assert f"本期新增 {city['本期新增']} 个，整改 1 个" in told
    assert leader.tab.complaints == []
