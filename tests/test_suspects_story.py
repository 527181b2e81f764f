"""Counterfeits from the office's clues to the printed line, by the commands an office types."""

import csv
import datetime as dt
import io
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import docx
import pytest

from govsweep import clock, sweep_runner
from govsweep.addresses import fingerprint
from govsweep.config import Settings
from govsweep.crawl import queue_of_host
from govsweep.facts import (
    Anchor,
    LinkStatus,
    OutsidePage,
    Page,
    PageKind,
    Place,
    Site,
    Visit,
)
from govsweep.rules import load_rules
from govsweep.store import Delivery, Store

Run = Callable[..., subprocess.CompletedProcess[str]]

CLUES = """\
网址,网站名称,被冒用网站,来源,发现日期,说明
www.qinghe-zf.example,清禾市人民政府,清禾市人民政府,群众举报,2026-01-05,页面仿照首页
http://www.qinghe.gov.cn/,清禾市人民政府,,群众举报,,
http://www.other.example/,,没有的网站,群众举报,,
http://www.other.example/,,,群众举报,2026年2月31日,
不是网址,,,,,
"""
FAKE, FRIEND = "http://www.qinghe-fuwu.example/", "http://www.friend.example/"


class Desk:
    """An office at its folder."""

    def __init__(self, folder: Path, site: Site, command: Run) -> None:
        self.folder, self.site, self.command = folder, site, command
        self.url = f"sqlite:///{folder}/govsweep.db"

    def run(self, *words: str, code: int = 0) -> str:
        done = self.command(self.folder, *words, GOVSWEEP_DATABASE_URL=self.url)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def sweep(self, *looks: OutsidePage, back: int) -> None:
        """A night so many days ago, in which the home page leads to outside pages."""
        night = clock.now().date() - dt.timedelta(days=back)
        with closing(Store(self.url)) as store:
            store.upgrade()
            store.sites.save([self.site])
            rules = load_rules()
            opened, _ = store.sweeps.open(
                night=night, as_of=night, sites=[self.site], indicators="2019",
                rules_version=rules.version, at=time.time(), again=False,
            )  # fmt: skip
            links = tuple(Anchor(one.url, "友情链接", Place.FOOTER) for one in looks)
            home = Page(url=self.site.url, kind=PageKind.HOME, title="首页", anchors=links)
            visits = [self._visit(self.site.identifier, self.site.url, page=home)]
            visits += [
                self._visit(
                    queue_of_host(one.url.split("/")[2]), one.url, unread=True,
                    link_status=LinkStatus.FINE, outside=one,
                )
                for one in looks
            ]  # fmt: skip
            store.pages.commit(opened.id, list(map(Delivery, visits)))
            sweep_runner.close(store, Settings(), opened, rules, finished=None)

    def _visit(self, queue: str, url: str, **words: object) -> Visit:
        return Visit(
            queue=queue, url=url, fingerprint=fingerprint(url), at=clock.now(),
            **words,  # type: ignore[arg-type]
        )  # fmt: skip

    def text(self, name: str) -> str:
        return "\n".join(one.text for one in docx.Document(str(self.folder / name)).paragraphs)


@pytest.fixture
def desk(tmp_path: Path, a_site: Callable[..., Site], command: Run) -> Desk:
    site = a_site(name="清禾市人民政府", organizer="清禾市人民政府办公室")
    return Desk(tmp_path, site, command)


def test_from_clues_and_links_to_the_bulletin(desk: Desk) -> None:
    friend = OutsidePage(url=FRIEND, title="清禾旅游网")
    desk.sweep(friend, OutsidePage(url=FAKE, title="清禾市人民政府_在线办理"), back=1)
    casino = OutsidePage(url=FRIEND, title="百家乐_博彩", spam=("博彩", "百家乐"))
    desk.sweep(casino, OutsidePage(url=FAKE, title="清禾市人民政府_在线办理"), back=0)
    found = desk.run("findings")
    assert "站外主机 www.qinghe-fuwu.example 的网站名称与登记的“清禾市人民政府”相同" in found
    assert "通向的 www.friend.example 是赌博、色情网站" in found
    turned = desk.run("suspects", "turned")
    assert "清禾旅游网" in turned
    assert "百家乐_博彩" in turned

    (desk.folder / "线索.csv").write_text(CLUES, "utf-8")
    told = desk.run("suspects", "import", "线索.csv", code=2)
    assert "第 3 行，字段 网址：www.qinghe.gov.cn 在 .gov.cn 或 .政务 之下" in told
    assert "第 4 行，字段 被冒用网站：“没有的网站”不是登记的网站标识码或网站名称" in told
    assert "第 5 行，字段 发现日期：“2026年2月31日”不是日期：历法上没有这一天" in told
    assert "第 6 行，字段 网址：“不是网址”不是网址" in told
    assert "新增 1 条线索，已有 0 条，拒收 4 行" in told

    clue = "www.qinghe-zf.example"
    assert "巡检" in desk.run("suspects", "list", "--stage", "待核实")
    told = desk.run("suspects", "list", "--stage", "已处置")
    assert told == "没有“已处置”的线索；其他阶段的：待核实 2 条\n"
    told = desk.run("suspects", "set", clue, "处置", code=2)
    assert "现在是“待核实”，还没有经过“已核实”、“已报备”：请逐步记下；要跳过的，写明原因" in told
    for stage, note in (("核实", "仿冒"), ("报备", "网信办〔2026〕8号")):
        told = desk.run("suspects", "set", clue, stage, "--note", note)
        assert f"{clue} 已改为“已{stage}”" in told
    assert "已经是“已报备”" in desk.run("suspects", "set", clue, "报备", code=2)
    assert "要写明原因" in desk.run("suspects", "set", clue, "排除", code=2)
    assert "由“已报备”退回“已核实”要写明原因" in desk.run("suspects", "set", clue, "核实", code=2)
    host = FAKE.split("/")[2]
    told = desk.run("suspects", "set", host, "报备", "--note", "网信办已先行核实")
    assert told == f"{host} 已改为“已报备”，没有经过“已核实”\n"
    desk.run("rejudge")

    desk.run("report", "bulletin", "-o", "通报.docx")
    assert "经核实的假冒网站2个，其中已报备2个、已处置0个" in desk.text("通报.docx")
    desk.run("report", "suspects", "-o", "台账.csv")
    rows = list(csv.DictReader(io.StringIO((desk.folder / "台账.csv").read_text("utf-8-sig"))))
    by_url = {row["网址"]: row for row in rows}
    assert by_url[f"http://{clue}/"]["阶段"] == "已报备"
    assert "网信办〔2026〕8号" in by_url[f"http://{clue}/"]["说明"]
    assert by_url[FAKE]["被冒用网站"] == "清禾市人民政府"
    assert by_url[FAKE]["能否打开"].startswith("能（")
    audit = desk.run("users", "audit")
    assert "更改假冒线索" in audit
    with closing(Store(desk.url)) as store:
        entries = store.audit.entries(limit=20)[1]
    (skipped,) = [one.after["skipped"] for one in entries if "skipped" in one.after]
    assert skipped == "已核实"


def test_a_cleared_suspect_is_withdrawn_and_comes_back_without_a_relapse(desk: Desk) -> None:
    desk.sweep(OutsidePage(url=FAKE, title="清禾市人民政府_在线办理"), back=0)
    told_of = ("findings", "--check", "counterfeit-suspect", "--state")
    fake = FAKE.split("/")[2]
    desk.run("suspects", "set", fake, "排除", "--note", "本市的网站，已登记备案")
    desk.run("rejudge")
    assert fake in desk.run(*told_of, "withdrawn")
    assert fake not in desk.run(*told_of, "fixed"), "nobody has mended anything"
    desk.run("suspects", "set", fake, "待核实", "--note", "备案是冒用的")
    desk.run("rejudge")
    assert fake in desk.run(*told_of, "open")
    assert fake not in desk.run(*told_of, "relapsed")
