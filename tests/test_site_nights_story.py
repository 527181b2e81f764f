"""Two nights of six sites, from the office's files to the printed lines.

A home page is tampered with, sites close and move, pages shut people out, one site is down, a unit
appeals: of each what was planted is found, and what only looks like it is left alone.
"""

import csv
import datetime as dt
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import docx
import pytest

from govsweep.city import serve
from govsweep.city.model import HostAnswer
from govsweep.clock import BEIJING, night_of
from govsweep.findings import Certainty, Finding, State
from govsweep.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]
Rows = dict[str, dict[str, str]]

NAMES = {
    "shui": "清禾市水利局",  # whose home page is tampered with, and more
    "jiao": "清禾市教育局",  # which only looks like it
    "lin": "清禾市林业局",  # closed, and still open
    "liang": "清禾市粮食局",  # closed, and gone
    "shang": "清禾市商务局",  # which moved, and the registry does not know
    "dang": "清禾市档案局",  # which is down
}
SITES = {key: f"511800000{number}" for number, key in enumerate(NAMES, start=1)}
HOSTS = {f"{key}.qinghe.gov.cn": key for key in NAMES}
MOVED = "sw.qinghe.gov.cn"
SILENT = frozenset({"dang", "liang"})
STATUS = {"lin": "关停", "liang": "关停"}
FOOTER = (
    "<div class='footer'><p>主办单位：{name}　联系电话：0818-2233445　网站标识码：{site}</p>"
    "<p>蜀ICP备05001234号　川公网安备 51180002000012号</p></div>"
)
TEXT = (
    "近日，我局召开会议，传达学习上级有关文件精神，研究部署下一阶段重点工作，要求各科室明确责任、"
    "细化措施，按时完成各项任务。会议强调，要加强组织领导，做好服务保障，把各项工作落到实处。"
)
REDIRECT = (
    "<script>if(/baidu|sogou/.test(document.referrer)){location.href='http://www.bet7.example/'}"
    "</script>"
)
COUNTER = (
    "<script>var from=document.referrer;if(/baidu|sogou/.test(from)){window.visits='search'}"
    "</script>"
)
FOREIGN = "<script src='http://js.bet7.example/a.js'></script>"
USUAL = "<script src='https://hm.baidu.com/hm.js?1'></script>"
REGISTRY = "网站标识码,网站名称,首页网址,主办单位,状态,每秒请求数\n"
LIFE = """\
网站标识码,日期,变动,批准文号,网站名称,并入网站,说明
{lin},2016-05-01,开办,清府办〔2016〕8号,,,
{lin},2026-10-08,下线,清府办〔2026〕2号,,,机构撤并
{liang},2026年10月9日,整合,清府办〔2026〕3号,,{shui},
{shui},2026-10-10,下线,,,,没有批文
{shui},2026-10-10,停办,清府办〔2026〕4号,,,
9999,2026-10-10,变更,,,,
{jiao},2999-01-01,变更,,,,
"""


class Town:
    """What the sites answer tonight."""

    def __init__(self) -> None:
        self.second = False  # whether it is the second night

    def answer(
        self, method: str, host: str, path_qs: str, headers: Mapping[str, str], *, attempt: int
    ) -> HostAnswer:
        key = HOSTS.get(host, "shang" if host == MOVED else "")
        if key in SILENT:
            return HostAnswer(503, {"Content-Type": "text/html"}, b"<h1>503</h1>")
        if key == "shang" and host != MOVED:
            return HostAnswer(302, {"Location": f"http://{MOVED}{path_qs}"}, b"")
        if key == "jiao" and path_qs == "/":  # elsewhere on its own host alone
            return HostAnswer(302, {"Location": f"http://{host}/index.html"}, b"")
        body = self._page(key, path_qs) if key else f"<title>{host}</title>"
        if path_qs.endswith((".png", ".js")):
            return HostAnswer(200, {"Content-Type": "image/png"}, b"")
        if body is None:
            return HostAnswer(404, {"Content-Type": "text/html"}, b"<h1>404</h1>")
        return HostAnswer(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())

    def _page(self, key: str, path: str) -> str | None:
        if path in ("/", "/index.html"):
            return self._home(key)
        if path != "/dt/1.html":
            return None
        slip = {"shui": "要认真布署。", "jiao": "要认真布署工作。"}.get(key, "")
        script = {"shui": REDIRECT, "jiao": COUNTER}.get(key, "") if self.second else ""
        day = NIGHT - dt.timedelta(days=1)
        head = f"<h1>{NAMES[key]}研究部署有关工作</h1><p>发布时间：{day} 来源：{NAMES[key]}</p>"
        return self._whole(
            key, "工作动态", f"{head}<div class='txt'><p>{TEXT}{slip}</p></div>{script}"
        )

    def _home(self, key: str) -> str:
        rows = "".join(
            f"<li><a href='/dt/1.html'>{NAMES[key]}研究部署有关工作</a><span>{NIGHT}</span></li>"
            for _ in range(2)
        )
        alt = "" if key == "shui" else " alt=''"
        picture = f"<img src='/images/banner.png' width='600' height='90'{alt}>"
        title, script = NAMES[key], ""
        if self.second and key == "shui":
            title, script = f"澳门赌场_百家乐_{title}", FOREIGN
        if self.second and key == "jiao":
            title, script = f"{title}_学习二十大精神", USUAL
        return self._whole(key, title, f"{picture}<ul class='list'>{rows}</ul>{script}")

    @staticmethod
    def _whole(key: str, title: str, main: str) -> str:
        return (
            "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>"
            f"<meta name='viewport' content='width=device-width'><title>{title}</title></head>"
            f"<body><ul class='nav'><li><a href='/'>首页</a></li></ul><div id='main'>{main}</div>"
            f"{FOOTER.format(name=NAMES[key], site=SITES[key])}</body></html>"
        )


class Desk:
    """The office's folder, and the commands that it types there."""

    def __init__(self, folder: Path, proxy: str, command: Run) -> None:
        self.folder, self.proxy, self.command = folder, proxy, command
        self.url = f"sqlite:///{folder}/govsweep.db"

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, "utf-8")
        return name

    def run(self, *words: str, code: int = 0) -> str:
        done = self.command(
            self.folder, *words, GOVSWEEP_DATABASE_URL=self.url, GOVSWEEP_RETRY_AFTER="0",
            GOVSWEEP_AUDIT_PAGES="0", http_proxy=self.proxy, no_proxy="",
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def found(self, check: str) -> dict[str, Finding]:
        """The living findings of a check, by their sites' keys."""
        by_site = {identifier: key for key, identifier in SITES.items()}
        with closing(Store(self.url)) as store:
            found = store.findings.all(check=[check])
        return {by_site[one.site]: one for one in found if one.state is not State.WITHDRAWN}

    def table(self, name: str) -> tuple[Rows, str]:
        """A table's rows by their sites' names, and all that it says."""
        self.run("report", name, "-o", f"{name}.csv")
        text = (self.folder / f"{name}.csv").read_text("utf-8-sig")
        rows = csv.DictReader(text.splitlines())
        return {row["网站名称"]: row for row in rows if row["网站名称"]}, text


NIGHT = night_of(dt.datetime.now(BEIJING))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, command: Run) -> Iterator[Desk]:
    """The office after two nights, between which much changed."""
    town = Town()
    with serve(town) as server:
        desk = Desk(tmp_path_factory.mktemp("nights"), server.proxy_url, command)
        line = "{0},{1},http://{2}.qinghe.gov.cn/,{1},{3},0\n"
        rows = {key: (SITES[key], NAMES[key], key) for key in NAMES}
        lines = (line.format(*row, STATUS.get(key, "运行")) for key, row in rows.items())
        desk.write("登记表.csv", REGISTRY + "".join(lines))
        desk.run("sweep", "--registry", "登记表.csv", "--workers", "1")
        town.second = True
        desk.write("值班表.csv", f"日期,姓名,电话,说明\n{NIGHT},张三,139,带班\n")
        desk.write("office.toml", 'roster_file = "值班表.csv"\n')
        desk.run("sweep", "--workers", "1")
        yield desk


def test_a_home_page_that_was_tampered_with_and_one_that_was_worked_on(desk: Desk) -> None:
    found = desk.found("home-tampered")
    assert set(found) == {"shui"}
    assert found["shui"].certainty is Certainty.CONFIRMED
    led = desk.found("search-redirect")
    assert set(led) == {"shui"}
    assert "www.bet7.example" in led["shui"].message
    _, census = desk.table("census")
    assert "首页疑被篡改" in census
    desk.run("report", "bulletin", "-o", "通报.docx")
    paper = "\n".join(one.text for one in docx.Document(str(desk.folder / "通报.docx")).paragraphs)
    assert f"{NAMES['shui']}：首页的标题、关键词里新出现“百家乐、赌场”。" in paper
    assert f"{NAMES['jiao']}：首页的" not in paper


def test_a_picture_without_words_and_one_that_is_an_ornament(desk: Desk) -> None:
    assert {key: one.quote for key, one in desk.found("access-fault").items()} == {
        "shui": "banner.png"
    }
    rows, told = desk.table("accessibility")
    assert [rows[NAMES[key]]["确认的问题"] for key in ("shui", "jiao")] == ["1", "0"]
    assert rows[NAMES["dang"]]["确认的问题"] == "未检测"
    assert "没有在浏览器里检测的网站（4个" in told


def test_the_log_says_what_was_read_and_who_was_on_duty(desk: Desk) -> None:
    rows, told = desk.table("reading")
    assert rows[NAMES["shui"]]["读网情况"] == "读完"
    assert rows[NAMES["dang"]]["读网情况"] == "没有读到网页"
    assert "503" in rows[NAMES["dang"]]["没有读到的原因"] or rows[NAMES["dang"]]["失败"] == "1"
    assert "当日巡检2次" in told and "值班：张三（带班） 139。" in told
    desk.write("其他.toml", 'roster_file = "值班表2.csv"\n')
    desk.write("值班表2.csv", f"日期,姓名\n{NIGHT},李四\n明天,王五\n")
    told = desk.run("report", "reading", "--office", "其他.toml", "-o", "x.csv")
    assert "第 3 行，字段 日期：“明天”不是日期" in told
    assert "值班：李四。" in (desk.folder / "x.csv").read_text("utf-8-sig")


def test_sites_that_closed_moved_and_stayed(desk: Desk) -> None:
    desk.write("网站变动.csv", LIFE.format(**SITES))
    told = desk.run("sites", "record", "网站变动.csv", code=2)
    assert "已记下 3 项变动，拒收 4 行" in told
    assert "登记表里没有" not in told
    assert "第 5 行，字段 批准文号：下线要写批准文号" in told
    assert "第 6 行，字段 变动：“停办”不是网站变动" in told
    assert "第 7 行，字段 网站标识码" in told and "第 8 行，字段 日期" in told
    history = desk.run("sites", "history").splitlines()
    assert [line.split("\t")[:2] for line in history[1:]] == [
        ["2016-05-01", "开办"],
        ["2026-10-08", "下线"],
        ["2026-10-09", "整合"],
    ]
    desk.write(
        "新站.csv", f"{LIFE.splitlines()[0]}\n5118009999,2026-10-10,开办,清府办〔2026〕5号,,,\n"
    )
    told = desk.run("sites", "record", "新站.csv")
    assert "登记表里没有 5118009999：请核对网站标识码" in told
    still = desk.found("closed-site-open")
    assert set(still) == {"lin"}
    assert "仍能打开，还是原来的网站" in still["lin"].message
    elsewhere = desk.found("home-elsewhere")
    assert set(elsewhere) == {"shang"}
    assert MOVED in elsewhere["shang"].message
    rows, _ = desk.table("reading")
    assert set(rows) == {NAMES[key] for key in ("shui", "jiao", "shang", "dang")}


def test_an_appeal_that_is_accepted_and_one_that_is_not(desk: Desk) -> None:
    slips = desk.found("typo")
    assert set(slips) == {"shui", "jiao"}
    for key, why in (("shui", "转载原文如此"), ("jiao", "没有写错")):
        told = desk.run("appeals", "add", slips[key].id, "--why", why, "--by", NAMES[key])
        assert "待复核" in told
    assert "还在复核" in desk.run("appeals", "add", slips["shui"].id, "--why", "又", code=2)
    desk.run("appeals", "decide", "1", "accept", "--why", "确是原文", "--by", "王工")
    desk.run("appeals", "decide", "2", "reject", "--why", "仍在", "--by", "王工")
    assert "已经由王工复核" in desk.run("appeals", "decide", "2", "accept", "--why", "再", code=2)
    listed = desk.run("appeals", "list", "--all")
    assert "申诉成立" in listed and "申诉不成立" in listed
    assert [desk.found("typo")[key].state for key in ("shui", "jiao")] == [
        State.DISMISSED,
        State.OPEN,
    ]
    rows, _ = desk.table("census")
    assert "存在错别字" in rows[NAMES["jiao"]]["存在的突出问题"]
    assert "存在错别字" not in rows[NAMES["shui"]]["存在的突出问题"]
