"""Accounts from the office's files to the printed line, by the commands that an office types."""

import csv
import datetime as dt
import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import pytest

from govsweep import clock, sweep_runner
from govsweep.config import Settings
from govsweep.facts import Site
from govsweep.rules import load_rules
from govsweep.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]

REGISTER = """\
平台,账号,名称,主办单位,状态,主页网址,开设日期,互动功能
微信,fabu,清禾发布,清禾市人民政府办公室,运行,,2019-01-01,有
微博,1234567890,清禾微博,清禾市人民政府办公室,运行,https://weibo.com/u/1234567890,2019-01-01,有
微信,shuili,清禾水利,清禾市水利局,运行,,2019-01-01,有
微信,jiaoyu,清禾教育,清禾市教育局,运行,,2019-01-01,
抖音,gongan,清禾公安,清禾市公安局,注销中,,2020-05-01,
某平台,x,错的,某局,运行,,,
"""
OFFICE = """\
name = "清禾市人民政府办公室"
[judgements."新媒体"]
"V19-M1" = "pass"
"V19-M3-2" = "pass"
"""


class Desk:
    """An office at its folder."""

    def __init__(self, folder: Path, command: Run) -> None:
        self.folder, self.command = folder, command
        self.url = f"sqlite:///{folder}/govsweep.db"

    def run(self, *words: str, code: int = 0) -> str:
        done = self.command(self.folder, *words, GOVSWEEP_DATABASE_URL=self.url)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, "utf-8")
        return name

    def sweep(self, site: Site, day: dt.date) -> None:
        """A night in which no site answered, closed as any other."""
        with closing(Store(self.url)) as store:
            store.upgrade()
            store.sites.save([site])
            rules = load_rules()
            opened, _ = store.sweeps.open(
                night=day, as_of=day, sites=[site], indicators="2019",
                rules_version=rules.version, at=clock.now().timestamp(), again=False,
            )  # fmt: skip
            sweep_runner.close(store, Settings(), opened, rules, finished=None)

    def text(self, name: str) -> str:
        document = docx.Document(str(self.folder / name))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.fixture
def desk(tmp_path: Path, command: Run) -> Desk:
    return Desk(tmp_path, command)


def line(account: str, at: dt.date, text: str, number: int = 1) -> str:
    said: dict[str, Any] = {"platform": "微信", "account": account, "time": f"{at} 00:00"}
    said |= {"title": "", "text": text, "url": f"https://mp.weixin.qq.com/s/{account}{number}"}
    if account.isdecimal():
        said |= {"platform": "微博"}
    return json.dumps(said, ensure_ascii=False)


def test_a_quarter_of_five_accounts(desk: Desk, a_site: Callable[..., Site]) -> None:
    today = clock.now().date()
    first = today - dt.timedelta(days=120)
    told = desk.run("media", "import", desk.write("新媒体登记表.csv", REGISTER), code=2)
    assert "新媒体登记表.csv 第 7 行，字段 平台：“某平台”不是认得的平台" in told
    assert "已登记 5 个新媒体账号，拒收 1 行" in told
    desk.write("office.toml", OFFICE)
    desk.sweep(a_site(), today)
    fresh, old = today - dt.timedelta(days=2), today - dt.timedelta(days=20)
    wrong = line("fabu", fresh, "施工单位已为三个小区按装照明设施，居民夜间出行更加安全。")
    right = line("fabu", fresh, "施工单位已为三个小区安装照明设施，居民夜间出行更加安全。")
    posts = desk.write(
        "发布.jsonl",
        "\n".join([
            wrong,
            line("1234567890", fresh, "各供水单位要加强管网巡查，及时处置漏损。"),
            line("shuili", old, "各供水单位要加强管网巡查，及时处置漏损。"),
            line("nobody", old, "没有登记"),
        ]),
    )  # fmt: skip
    known = ("--since", first.isoformat(), "--through", today.isoformat())
    assert "试导入（什么也没有写）：新增 3 条" in desk.run(
        "posts", "import", posts, *known, "--dry-run", code=2
    )
    told = desk.run("posts", "import", posts, *known, code=2)
    assert "发布.jsonl 第 4 行，字段 account：微信账号“nobody”没有登记" in told
    assert "新增 3 条，未变 0 条，改动 0 条，删除 0 条，拒收 1 行；涉及 3 个账号" in told

    found = desk.run("findings")
    assert "“按装”应为“安装”" in found
    assert "已超过 14 天没有更新" in found
    assessed = desk.run("assess")
    verdicts = {
        row.split("\t")[0]: row.split("\t")[3] for row in assessed.split("\n") if "（微" in row
    }
    assert verdicts == {
        "清禾发布（微信）": "合格",  # a slip is no veto
        "清禾微博（微博）": "合格",
        "清禾水利（微信）": "不合格（单项否决）",
        "清禾教育（微信）": "未知",
    }

    desk.run("report", "bulletin", "-o", "通报.docx")
    said = desk.text("通报.docx")
    assert "登记政务新媒体5个，其中运行4个、注销中1个、已注销0个" in said
    assert "本期检查3个，不合格1个、合格2个、未定0个；另有1个没有导入发布内容" in said
    assert "合格率66.7%" in said
    assert "清禾水利（微信）：截至" in said
    desk.run("report", "notice", "--all-open", "--issue", "-o", "通知书")
    notices = "".join(
        desk.text(f"通知书/{one.name}") for one in (desk.folder / "通知书").glob("*.docx")
    )
    assert notices.count("政务新媒体问题整改通知书") == 2
    assert "清禾市水利局：" in notices

    told = desk.run("posts", "import", desk.write("改正.jsonl", right), *known)
    assert "改动 1 条" in told
    assert "未变 1 条" in desk.run("posts", "import", "改正.jsonl", *known)
    states = desk.run("findings", "--state", "fixed")
    assert "“按装”应为“安装”" in states
    assert "已超过 14 天没有更新" not in states


def test_a_file_without_a_line_says_nothing_of_anybody(desk: Desk) -> None:
    desk.run("media", "import", desk.write("新媒体登记表.csv", REGISTER), code=2)
    days = ("--since", "2026-01-01", "--through", "2026-01-31", "--every")
    for name, body in (("发布.jsonl", ""), ("发布.csv", "账号,时间\n")):
        assert "里一条也没有" in desk.run("posts", "import", desk.write(name, body), *days, code=2)
    assert "没有发布" not in desk.run("media", "list")


def test_a_status_does_not_begin_on_a_day_to_come(desk: Desk) -> None:
    desk.run("media", "import", desk.write("新媒体登记表.csv", REGISTER), code=2)
    told = desk.run("media", "set", "微信", "fabu", "已注销", "--day", "2199-01-01", code=2)
    assert "2199-01-01 还没有到" in told


ONE = "平台,账号,名称,主办单位,状态,申请注销日期\n抖音,edu,清禾教育,清禾市教育局,{}\n"


def test_an_older_register_takes_no_status_back(desk: Desk) -> None:
    today = clock.now().date()
    old = desk.write("旧表.csv", ONE.format("运行,"))
    assert "新增 1 个，改动 0 个，未变 0 个" in desk.run("media", "import", old)
    assert "新增 0 个，改动 0 个，未变 1 个" in desk.run("media", "import", old)
    desk.run("media", "set", "抖音", "edu", "注销中", "--day", str(today))
    for verb in ("check", "import"):
        told = desk.run("media", verb, old, code=2)
        assert f"旧表.csv 第 2 行，字段 状态：登记里自 {today} 起是“注销中”" in told
        assert "不在这份表里" not in told
    assert f"注销中\t{today}" in desk.run("media", "list")
    new = desk.write("新表.csv", ONE.format(f"注销中,{today}").replace("清禾教育", "清禾教育发布"))
    told = desk.run("media", "import", new)
    assert "改动：清禾教育（抖音）：名称 清禾教育→清禾教育发布\n" in told
    assert "新增 0 个，改动 1 个，未变 0 个" in told


def test_a_status_is_taken_back_only_with_a_reason(desk: Desk) -> None:
    desk.run("media", "import", desk.write("表.csv", ONE.format("运行,")))
    desk.run("media", "set", "抖音", "edu", "已注销")  # a step onwards needs none
    back = ("media", "set", "抖音", "edu", "注销中")
    assert "由“已注销”退回“注销中”要写明原因（--note）" in desk.run(*back, code=2)
    desk.run(*back, "--note", "账号仍可登录")
    (act,) = [one for one in desk.run("users", "audit").splitlines() if "账号仍可登录" in one]
    assert "更改新媒体登记" in act
    assert "cancelled" in act


def test_an_account_that_was_mistyped_is_taken_out(desk: Desk) -> None:
    today = clock.now().date()
    desk.run("media", "import", desk.write("表.csv", ONE.format("运行,")))
    wrong = ("media", "remove", "抖音", "edu", "--why", "账号写错了")
    assert "抖音账号：没有“edv”，是不是 edu" in desk.run(*wrong[:3], "edv", *wrong[4:], code=2)
    assert "--why" in desk.run(*wrong[:4], code=2)
    assert "已撤销登记抖音“清禾教育”（edu）" in desk.run(*wrong)
    assert "没有登记新媒体账号" in desk.run("media", "list")
    (act,) = [one for one in desk.run("users", "audit").splitlines() if "账号写错了" in one]
    assert "更改新媒体登记" in act
    # One of which something is known is kept, also where all of it was deleted.
    desk.run("media", "import", "表.csv")
    row = "平台,账号,时间,正文,已删除\n抖音,edu,{} 00:00,本周开放校园参观。,{}\n"
    for gone, what in (("否", "导入的发布内容"), ("是", "已删除的发布内容")):
        desk.run("posts", "import", desk.write("发布.csv", row.format(today, gone)))
        told = desk.run(*wrong, code=2)
        assert f"“清禾教育（抖音）”已经有{what}，要留作历史，不能撤销登记" in told
        assert "把状态改为“已注销”" in told


def test_what_was_imported_is_in_the_audit(desk: Desk) -> None:
    today = clock.now().date()
    desk.run("media", "import", desk.write("表.csv", ONE.format("运行,")))
    posts = "平台,账号,时间,正文\n抖音,edu,{} 00:00,本周开放校园参观。\n"
    desk.write("发布.csv", posts.format(today))
    desk.run("posts", "import", "发布.csv", "--dry-run")
    assert "导入发布内容" not in desk.run("users", "audit")
    desk.run("posts", "import", "发布.csv")
    acts = list(csv.DictReader(desk.run("users", "audit").lstrip("\ufeff").splitlines()))
    told = {one["操作"]: one for one in acts}
    assert told["更改新媒体登记"]["理由"] == "表.csv"
    assert told["导入发布内容"]["理由"] == "发布.csv"
    assert json.loads(told["导入发布内容"]["之后"])["new"] == 1


TWO = """\
平台,账号,名称,主办单位,状态
微信,shuili,清禾水利,清禾市水利局,运行
微信,jiaoyu,清禾教育,清禾市教育局,运行
"""


@pytest.mark.parametrize(
    ("wrong", "told", "stale"),
    [
        ("shuili", "没有记为收齐的账号：清禾水利（微信）", ["jiaoyu"]),
        ("别家", "第 1 行的账号没有登记，文件里没有的账号没有按 --every 记为没有发布", []),
        ("", "第 1 行看不出是哪个账号，哪个账号都没有记为收齐", []),
    ],
)
def test_of_whom_a_line_was_refused_nobody_knows_whether_he_was_silent(
    desk: Desk, a_site: Callable[..., Site], wrong: str, told: str, stale: list[str]
) -> None:
    today = clock.now().date()
    desk.run("media", "import", desk.write("表.csv", TWO))
    desk.sweep(a_site(), today)
    bad = json.loads(line("shuili", today, "防汛值班电话今日起启用。"))
    bad |= {"account": wrong, "time": f"{today} 25:10"}
    desk.write("发布.jsonl", json.dumps(bad, ensure_ascii=False))
    first = today - dt.timedelta(days=30)
    days = ("--since", str(first), "--through", str(today), "--every")
    assert told in desk.run("posts", "import", "发布.jsonl", *days, code=2)
    found = desk.run("findings", "--check", "media-stale")
    assert [one for one in ("清禾水利", "清禾教育") if one in found] == [
        {"shuili": "清禾水利", "jiaoyu": "清禾教育"}[one] for one in stale
    ]


def test_an_older_export_brings_nothing_back(desk: Desk, a_site: Callable[..., Site]) -> None:
    today = clock.now().date()
    desk.run("media", "import", desk.write("表.csv", TWO))
    desk.sweep(a_site(), today)
    wrong = "施工单位已为三个小区按装照明设施，居民夜间出行更加安全。"
    kept = line("shuili", today, "防汛值班电话今日起启用。", 2)
    desk.write("旧.jsonl", "\n".join([line("shuili", today, wrong), kept]))
    right = line("shuili", today, wrong.replace("按装", "安装"))
    gone = json.dumps(json.loads(right) | {"deleted": True}, ensure_ascii=False)
    desk.run("posts", "import", "旧.jsonl")
    for later in (right, gone):  # mended, then taken off
        desk.run("posts", "import", desk.write("新.jsonl", later))
        again = desk.run("posts", "import", "旧.jsonl", code=2)
        assert "旧.jsonl 第 1 行，字段 整行：说的是更正或删除以前的内容" in again
        assert "新增 0 条，未变 1 条，改动 0 条，删除 0 条，拒收 1 行" in again
        assert "[已整改]" in desk.run("findings", "--check", "typo", "--state", "fixed")
    assert "没有记为收齐的账号：清禾水利" in desk.run("posts", "import", "旧.jsonl", code=2)
    assert "新增 1 条" in desk.run("posts", "import", "旧.jsonl", "--reverted")
    assert "“按装”应为“安装”" in desk.run("findings", "--check", "typo", "--state", "relapsed")


def test_every_line_of_a_file_is_counted(desk: Desk) -> None:
    today = clock.now().date()
    desk.run("media", "import", desk.write("表.csv", TWO))
    rows = ["平台,账号,时间,标题,正文", *[f"微信,shuili,{today} 00:00,通知,正文"] * 3]
    rows += [f"微信,shuili,{today} 00:00,通知,别的正文", "微信,jiaoyu,,,", "微信,jiaoyu,昨天,a,b"]
    told = desk.run("posts", "import", desk.write("发布.csv", "\n".join([*rows, ""])), code=2)
    assert "新增 1 条，未变 0 条，改动 0 条，删除 0 条，重复 2 条（第 3、4 行）" in told
    assert "写明没有发布 1 行，拒收 2 行" in told
    assert "发布.csv 第 5 行，字段 整行：与第 2 行的时间和标题都相同" in told
