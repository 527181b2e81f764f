"""Tables at the command line: a column that is not read is named, whichever table it stands in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep.cli import main
from govsweep.facts import Site
from govsweep.store import Store

TABLES = {
    "sites import": "网站标识码,名称,网址\n5118000009,甲,http://x.gov.cn/",
    "sites check": "网站标识码,名称,网址\n5118000009,甲,http://x.gov.cn/",
    "columns import": "网站标识码,栏目名称,栏目网址\n5118000001,甲,http://www.qinghe.gov.cn/a/",
    "media import": "平台,账号,名称,主办单位\n微信,qinghe,清禾发布,清禾市人民政府办公室",
    "media check": "平台,账号,名称,主办单位\n微信,qinghe,清禾发布,清禾市人民政府办公室",
    "suspects import": "网址\nhttp://fake.example/",
    "duties import 目录": "单位,编码,名称\n清禾市人民政府办公室,1,机构职能",
    "duties import 任务": "单位,条数\n清禾市人民政府办公室,3",
    "duties import 采用": "单位,月份,采用\n清禾市人民政府办公室,2026-01,3",
    "duties import 必挂": "名称\n我为政府找错",
    "duties check 必挂": "名称\n我为政府找错",
    "results import": "网站标识码,网址,问题,来源\n5118000001,http://www.qinghe.gov.cn/a,错字,市里",
    "sites record": "网站标识码,日期,变动,批准文号\n5118000001,2020-01-01,开办,清府〔2020〕1号",
}


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    a_site: Callable[..., Site],
    open_sweep: Callable[..., object],
) -> Iterator[Callable[..., Result]]:
    url = f"sqlite:///{tmp_path}/govsweep.db"
    store = Store(url)
    store.upgrade()
    store.sites.save([a_site(organizer="清禾市人民政府办公室")])
    open_sweep(store)
    store.close()
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    yield lambda *words: CliRunner().invoke(main, words, prog_name="govsweep")


@pytest.mark.parametrize("command", TABLES)
def test_a_column_that_is_not_read_is_named(run: Callable[..., Result], command: str) -> None:
    head, row = TABLES[command].split("\n")
    Path("表.csv").write_text(f"{head},用不上\n{row},甲\n", "utf-8")
    told = run(*command.split(), "表.csv")
    assert told.exit_code == 0, told.output
    assert "表.csv 的“用不上”一列没有用到" in told.stderr
    Path("表.csv").write_text(f"{head}\n{row}\n", "utf-8")
    assert "没有用到" not in run(*command.split(), "表.csv").stderr


@pytest.mark.parametrize(
    ("command", "whole", "part", "kept", "emptied"),
    [
        (
            "sites",
            "网站标识码,名称,网址,层级,上级单位\n5118000009,甲,http://x.gov.cn/,市级,某府",
            "网站标识码,名称,网址\n5118000009,甲,http://x.gov.cn/",
            ("层级、上级单位", '"level":"市级"'),
            ("网站标识码,名称,网址,层级\n5118000009,甲,http://x.gov.cn/,", '"level":""'),
        ),
        (
            "columns",
            "网站标识码,栏目名称,栏目网址,责任单位\n5118000001,甲,http://www.qinghe.gov.cn/a/,某科",
            "网站标识码,栏目名称,栏目网址\n5118000001,甲,http://www.qinghe.gov.cn/a/",
            ("责任单位", "\t某科\t"),
            (
                "网站标识码,栏目名称,栏目网址,责任单位\n5118000001,甲,http://www.qinghe.gov.cn/a/,",
                "\t甲\t其他栏目\t\t",
            ),
        ),
        (
            "media",
            "平台,账号,名称,主办单位,状态\n微信,one,甲,某局,注销中",
            "平台,账号,名称,主办单位\n微信,one,甲,某局",
            ("状态", "\t注销中\t"),
            None,
        ),
    ],
)
def test_what_a_table_has_no_column_of_is_kept(
    run: Callable[..., Result],
    command: str,
    whole: str,
    part: str,
    kept: tuple[str, str],
    emptied: tuple[str, str] | None,
) -> None:
    form = ("--format", "jsonl") if command == "sites" else ()
    for text, heads in ((whole, ""), (part, kept[0])):
        Path("表.csv").write_text(f"{text}\n", "utf-8")
        told = run(command, "import", "表.csv")
        assert told.exit_code == 0, told.output
        assert told.stderr == (f"表里没有这几列，保留原值的字段：{heads}\n" if heads else "")
        assert kept[1] in run(command, "list", *form).stdout
    if emptied is not None:
        Path("表.csv").write_text(f"{emptied[0]}\n", "utf-8")
        run(command, "import", "表.csv")
        assert emptied[1] in run(command, "list", *form).stdout


def test_accounts_with_a_refused_line_are_counted(run: Callable[..., Result]) -> None:
    Path("表.csv").write_text(
        "平台,账号,名称,主办单位\n微信,one,甲,某局\n微博,12,乙,某局\n", "utf-8"
    )
    assert run("media", "import", "表.csv").exit_code == 0
    lines = "微信,one,2026-11-20 09:00,甲,内容\n微信,one,坏时间,丙,内容\n"
    Path("发布.csv").write_text(f"平台,账号,时间,标题,正文\n{lines}", "utf-8")
    assert "新增 1 条" in (told := run("posts", "import", "发布.csv")).stdout
    assert "拒收 1 行；涉及 1 个账号" in told.stdout


def test_a_column_of_posts_that_is_not_read_is_named(run: Callable[..., Result]) -> None:
    Path("表.csv").write_text("平台,账号,名称,主办单位\n微信,one,甲,某局\n", "utf-8")
    assert run("media", "import", "表.csv").exit_code == 0
    row = "one,2026-11-20 09:00,甲,内容,3"
    Path("发布.csv").write_text(f"账号,时间,标题,正文,阅读数\n{row}\n", "utf-8")
    assert "发布.csv 的“阅读数”一列没有用到" in run("posts", "import", "发布.csv").stderr


@pytest.mark.parametrize("command", TABLES)
def test_a_header_alone_is_refused(run: Callable[..., Result], command: str) -> None:
    head, _ = TABLES[command].split("\n")
    Path("表.csv").write_text(f"{head}\n\n", "utf-8")
    told = run(*command.split(), "表.csv")
    assert told.exit_code == 2, told.output
    assert "只有表头" in told.stderr or "没有可用的行" in told.stderr


@pytest.mark.parametrize("command", [one for one in TABLES if " check" not in one])
def test_every_row_is_counted_once(run: Callable[..., Result], command: str) -> None:
    head, row = TABLES[command].split("\n")
    bad = "," * head.count(",") + "坏"  # in the last column alone, or in the only one
    Path("表.csv").write_text("\n".join([head, row, row, bad, ""]), "utf-8")
    said = run(*command.split(), "表.csv").stdout.partition("；")[0]
    told = re.findall(r"(?:已登记|已导入|已记下|新列入|新增|复发|已有|拒收) (\d+)", said)
    assert sum(map(int, told)) == 3, said
    Path("表.csv").write_text("\n".join([head, row, ""]), "utf-8")
    again = run(*command.split(), "表.csv").stdout.partition("；")[0]
    told = re.findall(r"(?:已登记|已导入|已记下|新列入|新增|复发|已有|拒收) (\d+)", again)
    assert sum(map(int, told)) == 1, again


@pytest.mark.parametrize("kind", ["目录", "任务", "采用"])
def test_a_unit_that_nobody_knows_is_asked_about_each_time(
    run: Callable[..., Result], kind: str
) -> None:
    table = TABLES[f"duties import {kind}"].replace("清禾市人民政府办公室", "清禾市人民政府办公厅")
    head, row = table.split("\n")
    extra = ",http://www.qinghe.gov.cn/a/" if kind != "采用" else ","
    Path("表.csv").write_text(f"{head},栏目网址\n{row}{extra}\n", "utf-8")
    for _ in range(2):
        told = run("duties", "import", kind, "表.csv")
        assert told.exit_code == 0, told.output
        asked = "单位“清禾市人民政府办公厅”不是登记的主办单位，也不是栏目的责任单位"
        assert f"{asked}，是不是 清禾市人民政府办公室" in told.stderr


def test_one_that_keeps_a_site_or_a_column_is_known(run: Callable[..., Result]) -> None:
    row = "5118000001,要闻,http://www.qinghe.gov.cn/yw/,清禾市宣传部"
    Path("栏目.csv").write_text(f"网站标识码,栏目名称,栏目网址,责任单位\n{row}\n", "utf-8")
    assert run("columns", "import", "栏目.csv").exit_code == 0
    rows = "清禾市宣传部,2026-01,2\n清禾市人民政府办公室,2026-01,3\n"
    Path("采用.csv").write_text(f"单位,月份,采用\n{rows}", "utf-8")
    told = run("duties", "import", "采用", "采用.csv")
    assert (told.exit_code, told.stderr) == (0, "")


def test_a_register_without_a_site_is_no_good_register(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "空.csv").write_text("网站标识码,名称,网址\n", "utf-8")
    answer = run("sites", "check", str(tmp_path / "空.csv"))
    assert answer.exit_code == 2
    assert "空.csv 是空的：只有表头，没有一行网站" in answer.stderr


def test_a_bundle_that_never_came_was_not_taken_out(run: Callable[..., Result]) -> None:
    answer = run("bundle", "withdraw", "9", "--why", "导错了")
    assert answer.exit_code == 2
    assert "没有 ID 为 9 的数据包：没有导入过" in answer.stderr
