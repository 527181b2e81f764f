"""Hundreds of wrong uses, each refused in Chinese with what to do, and never by a traceback."""

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from govsweep.cli import main
from govsweep.cli.named import Named, Worded
from govsweep.facts import Site
from govsweep.store import Store

SITE = "5118000001"
LINES = """
nosuch
swep
finding
reports
findings --nosuch
report census --site 5118000001
report brief --site 5118000001
report bulletin --templates folder -o b.docx
export xlsx -o x.csv
forecast --site 999
findings --site
findings --site 999
findings --site 511800000１
findings --check no-such
findings --check 错别
findings --state nosuch
findings --state 未整改
findings --certainty maybe
findings --sweep 99
findings --sweep x
findings --format yaml
rejudge 0
expect 0
sweep --sample 0
sweep --sample 三成
sweep --sample 12 --site 5118000001
sweep --seed 甲
sweep --sample 12 --seed ''
sweep draw 101%
sweep draw 42
findings extra
checks no-such
checks typo --site
checks typo extra
columns
columns lst
columns list --site 999
columns list extra
columns set
columns set 5118000001
columns set 999 http://www.qinghe.gov.cn/news/
columns set 5118000001 http://nosuch/
columns set 5118000001 news
columns set 5118000001 http://www.other.gov.cn/news/
columns set 5118000001 http://www.qinghe.gov.cn/news/ --kind 新闻
columns set 5118000001 http://www.qinghe.gov.cn/news/ --max-age-days 0
columns set 5118000001 http://www.qinghe.gov.cn/news/ --max-age-days x
columns import none.csv
columns import folder
columns import semicolon.csv
columns import broken.xlsx
sites
sites list extra
sites import
sites import none.csv
sites import folder
sites import empty.csv
sites import headless.csv
sites import science.csv
sites import broken.xlsx
sites import short.csv
sites check short.csv
sites check none.csv
judge
judge none.html
judge folder
judge broken.xlsx
judge broken.docx
judge empty.txt
judge binary.bin
judge http://127.0.0.1:9/
judge page.html --day yesterday
judge page.html --format xml
judge page.html --kind words
facts
facts none.html
facts page.html --nosuch
decide
decide dismiss
decide nosuch dismiss --why 误报
decide nosuch wrong --why 误报
decide nosuch dismiss --scope world
decide nosuch dismiss --until tomorrow
recheck
recheck nosuch
recheck nosuch --as-of 昨天
evidence
evidence nosuch
assess --as-of 昨天
assess --format xml
assess --pack 2019 --pack 2019
assess --pack 2019 --pack 2015 --blank-form x.csv
assess --district ''
assess --site ''
report selfcheck --district ''
report selfcheck --site ''
report notice --owner ''
forecast --as-of 昨天
report
report cencus
report census --site 999
report census -o none/folder/a.xlsx
report census -o folder
report census -o a.nosuch
export
export xls
export xlsx
export csv --state nosuch
export csv --sweep 99
export csv -o none/folder/a.csv
export csv -o folder
export csv --since nosuch
prune --keep-nights x
prune --keep-nights 0
backup
backup govsweep.db
backup none/folder/a.db
move
move --to nosuch
move --to sqlite:///govsweep.db
sweep --workers x
sweep --workers 0
sweep --workers 65
sweep --as-of 昨天
sweep --as-of 2999-01-01
sweep open --as-of 2999-01-01
sweep --as-of 2026-09-30
sweep open --as-of 2026-09-30
recheck nosuch --as-of 2999-01-01
recheck nosuch --as-of 2026-09-30
sweep --until noon
sweep --site 999
sweep --registry none.csv
sweep --registry headless.csv
sweep nosuch
sweep work
sweep close
rejudge 99
rejudge x
probe --every never
expect 99
expect x
alarm
alarm --by noon
outbox
outbox nosuch
outbox replay
outbox deliver
serve --port x
serve --port 70000
serve --host 0.0.0.0
completion powershell
doctor --format xml
media
media nosuch
media check none.csv
media check folder
media check empty.csv
media check headless.csv
media check broken.xlsx
media import none.csv
media import broken.xlsx
media import headless.csv
media list --platform 脸书
media list --status 没有
media set
media set 微信 nosuch 运行
media remove 微信 nosuch --why 写错了
media remove 微信 a
media set 脸书 a 运行
media set 微信 a 没有
media set 微信 a 运行 --day 昨天
media codes extra
posts
posts import none.jsonl
posts import empty.csv
posts import headless.csv
posts import broken.xlsx
posts import folder
posts import empty.csv --since 昨天
posts import empty.csv --since 2026-02-30
posts import empty.csv --since 2026-03-02 --through 2026-03-01
orders
orders add
orders add 一
orders add 错字 --right 错字
orders add 错字 --from 昨天
orders add 错字 --to 2020-01-01
orders add 错字 --from 2026-12-02 --to 2026-12-01
orders end 99
orders end x
orders end
orders list extra
trial
trial 一 --list none.csv
trial 错字 --list folder
trial --list none.csv
trial --list broken.xlsx
trial 错字 错字
trial 错字 正字
trial 错字 正字 --not-before
search 一
search 清禾
search 清禾 --site 999
search 清禾 --limit 0
search 清禾 --limit x
search 清禾 -o none/folder/a.csv
search 清禾 -o a.nosuch
kit
kit nosuch
kit kinds extra
kit city
kit city -o page.html
kit city --kinds nosuch -o k
kit city --each 0 -o k
kit city --seed x -o k
kit plant
kit plant none -o k
kit plant folder -o k
kit plant page.html -o k
kit plant folder -o k --kinds nosuch
kit score
kit score none.json none.csv
kit score page.html page.html
kit score folder folder
kit score empty.csv empty.csv
users
users nosuch
users add
users add 张三 --role nosuch
users add 张三 --role contact
users add 张三 --site 999
users add a/b --role reader
users disable 没有
users enable 没有
users password 没有
users audit -o none/folder/a.csv
users list extra
notices
notices nosuch
notices close 99
notices close 99 --why 已收
notices close x --why 已收
notices extend 99 --until 2026-12-31
notices extend 99 --until 昨天 --why 困难
notices remind 99 --why 催
notices list extra
report media --site 999
report letters --site 999
report letters --format xml
report accessibility --site 999
report outdated
report notice
report notice --site 999
report notice --days 0
report notice --days x
report census --period 2026Q5
report census --period 去年
report census --as-of 2099-01-01
report bulletin --office none.toml
report bulletin --number x
report self-check
report self-check --site 999
proofread
proofread none.docx
proofread broken.docx
proofread folder
proofread binary.bin
proofread page.html --format xml
proofread page.html -o none/folder/a.docx
evidence nosuch --verify none.zip
evidence --verify none.zip
evidence --verify page.html
evidence --verify folder
sites audit extra
metrics -o none/folder/a.prom
metrics extra
demo --workers 0
demo --workers x
demo --reports page.html
assess --period 2026Q5
assess --pack nosuch
assess --pack 1999
assess --office none.toml
assess --judgements none.csv
assess --judgements headless.csv
assess --blank-form folder
forecast --days 0
forecast --days x
forecast --indicators 1999
decide nosuch dismiss --why 误报 --by
export csv --lang fr
export jsonl --state 没有
export audit
sweep open --site 999
sweep open --sample 0
sweep status extra
sweep work --workers 0
sweep work --until noon
checks --site 999
facts broken.docx
facts folder
doctor extra
completion
prune --keep-nights -1
backup folder
move --to mysql://x/y
judge page.html --url notaurl
facts page.html --url notaurl
serve --name
outbox replay --since 昨天 --dead
outbox replay --event nosuch
outbox replay --receiver 没有
outbox deliver --every x
duties
duties import
duties import 某某 none.csv
duties import 目录 none.csv
duties import 任务 headless.csv
duties import 采用 folder
duties check 必挂 broken.xlsx
duties check 目录 empty.csv
duties list
duties list 某某
appeals
appeals add 3f9a --why 不是
appeals add 3f9a
appeals decide 9 accept --why 是
appeals decide x accept --why 是
appeals decide 9 perhaps --why 是
appeals decide 9 reject
results
results import none.csv
results import headless.csv
results close 12
results close 1234 --why 已改
sites record none.csv
sites record headless.csv
sites record broken.xlsx
sites history extra
report duties --owner 某局
report census --owner 某局
report census --district 某区
report selfcheck --district 某区
report selfcheck --district 某区 --site 5118000001
report reading --as-of 2099-01-01
report census --templates folder
report notice --number 整改〔2026〕1号 --days 5
report notice --number 整改〔2026〕1号 --as-of 2026-11-01
report notice --number 整改〔2026〕1号 --period 2026Q4
sites history --site 999
""".strip().splitlines()
SETTINGS = {  # a govsweep.toml that cannot be used, and what is to be said of it
    'workers = "many"': "workers：应为整数",
    "workers = 0": "workers：不得小于 1",
    "pace = -1": "pace：不得小于 0",
    "colour = 1": "colour：没有这一项",
    "pace = ": "文件结尾不完整",
    "pace = = 1": "第 1 行第 8 个字符",
    'robots = "perhaps"': "robots：写法不对",
    'quiet_hours = "always"': "quiet_hours：写法不对",
    "receivers = 3": "receivers",
}
DATABASES = {  # a GOVSWEEP_DATABASE_URL, and what is to be said of it
    "govsweep.db": "GOVSWEEP_DATABASE_URL 无法使用",
    "mysql://x/y": "不支持的数据库",
    "sqlite:///none.db": "还没有数据库",
    "sqlite:///none/none.db": "还没有数据库",
    "sqlite:///page.html": "不是 SQLite 数据库",
    "sqlite:///cut.db": "损坏",
    "postgresql://127.0.0.1:9/x?connect_timeout=2": "拒绝连接",
    "postgresql://127.0.0.1:port/x": "端口应为数字",
}
ENGLISH = re.compile(r"(?:\b[A-Za-z][a-z']+\b[ ,]+){2,}[A-Za-z][a-z']+\b")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of an office with one registered site and files of every wrong kind."""
    folder = tmp_path_factory.mktemp("office")
    store = Store(f"sqlite:///{folder}/govsweep.db")
    store.upgrade()
    store.sites.save([Site(identifier=SITE, name="清禾", url="http://www.qinghe.gov.cn/")])
    store.close()
    (folder / "folder").mkdir()
    database = (folder / "govsweep.db").read_bytes()
    with closing(sqlite3.connect(folder / "govsweep.db")) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for name, content in {
        "empty.csv": b"",
        "empty.txt": b"",
        "headless.csv": "甲,乙\n1,2\n".encode(),
        "semicolon.csv": "甲;乙\n1;2\n".encode("utf-16"),
        "science.csv": f"identifier,name,url\n5.118E+09,清禾,{'http://a.gov.cn/'}\n".encode(),
        "short.csv": b"identifier,name,url\n51,x,http://a.gov.cn/\n",
        "broken.xlsx": b"PK\x03\x04broken",
        "broken.docx": b"PK\x03\x04broken",
        "binary.bin": bytes(range(256)) * 40,
        "page.html": "<!doctype html><title>清禾</title><p>欢迎</p>".encode(),
        "cut.db": database[:20_000],
    }.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def run(office: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    """Run the command there."""
    for name in ("DATABASE_URL", "REDIS_URL", "LEXICONS", "SERVE_TOKEN", "MOVE_TO", "WORKERS"):
        monkeypatch.delenv(f"GOVSWEEP_{name}", raising=False)
    monkeypatch.chdir(office)
    yield lambda words: CliRunner().invoke(main, words, prog_name="govsweep")
    (office / "govsweep.toml").unlink(missing_ok=True)


def refused(result: Result) -> str:
    """What a refusal says; it has a code of its own, Chinese words, and no English sentence."""
    assert result.exit_code in (1, 2, 3), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(
        result.exception
    )
    said = result.stderr.strip()
    assert re.search(r"[\u4e00-\u9fff]{2}", said), said
    told = re.sub(r"/\S*|govsweep [a-z ]+|'[^']*'", "", said)  # paths, commands, what was given
    assert not ENGLISH.search(told), said
    return said


# By the first word: each has some dozens, and a test for each of them would cost more than it.
@pytest.mark.parametrize("name", sorted({line.split()[0] for line in LINES}))
def test_it_is_refused_in_chinese_and_leaves_nothing_behind(
    run: Callable[..., Result], office: Path, name: str
) -> None:
    before = names(office)
    for words in (line.split() for line in LINES if line.split()[0] == name):
        refused(run(words))
        assert names(office) == before, words


def names(folder: Path) -> set[str]:
    """What lies in a folder; SQLite lays its own files beside a database that is read."""
    return {one.name for one in folder.iterdir()} - {"govsweep.db-shm", "govsweep.db-wal"}


def mistakes() -> Iterator[tuple[str, ...]]:
    """Every command with every kind of mistake that its own words and options allow."""
    for command, words in commands(main, ()):
        arguments = [one for one in command.params if isinstance(one, click.Argument)]
        needed = ("a",) * sum(one.required for one in arguments)
        yield (*words, *needed, "--nosuch")
        if needed:
            yield words
        if all(one.nargs == 1 for one in arguments):
            yield (*words, *("a",) * len(arguments), "a")
        for one in command.params:
            if isinstance(one, click.Option) and one.is_flag and one.name != "help":
                yield (*words, *needed, f"{one.opts[0]}=a")  # it takes none
            if isinstance(one, click.Option) and not one.is_flag and one.name != "help":
                yield (*words, *needed, one.opts[0])  # its value is lacking
                yield (*words, *needed, f"{one.opts[-1]}x", "a")  # misspelt
                if not isinstance(one.type, (click.Path, type(click.STRING))):
                    yield (*words, *needed, one.opts[0], "nosuch")


def commands(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[click.Command, tuple[str, ...]]]:
    """The commands of a group, with the words that call them."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):  # some are loaded only when they are called
            one = command.get_command(context, name)
            assert one is not None
            yield from commands(one, (*words, name))
    if words and (not isinstance(command, click.Group) or command.invoke_without_command):
        yield command, words


MISTAKES = {  # by the first word of the command
    name: list(some) for name, some in groupby(mistakes(), key=lambda words: words[0])
}


def test_there_are_hundreds() -> None:
    assert len(LINES) > 250
    assert sum(map(len, MISTAKES.values())) > 250


@pytest.mark.parametrize("name", MISTAKES)
def test_every_command_refuses_what_it_does_not_know(run: Callable[..., Result], name: str) -> None:
    for words in MISTAKES[name]:
        assert foreign(refused(run(words)), words) == set(), words


def foreign(said: str, written: tuple[str, ...]) -> set[str]:
    """The runs of Latin letters in what is said that are no name: of a command, an option, a value.

    `CODES` are the values that options of any command may have, and what was written is a value.
    """
    told = re.sub(r"https?://\S*|/\S+|\[[^\]]*\|[^\]]*\]|{[^}]*}", "", said)
    for one in sorted({*NAMES, *CODES, *written}, key=len, reverse=True):
        told = re.sub(rf"(?<![A-Za-z0-9-]){re.escape(one)}(?![A-Za-z0-9-])", "", told)
    return set(re.findall("[A-Za-z]{2,}", told))


ENDINGS = ("csv", "xlsx", "docx", "pdf", "txt", "html", "json", "jsonl", "toml", "db", "bin")


def reading() -> Iterator[tuple[str, ...]]:
    """Every command that reads a file, with all that it needs and `FILE` where the file is."""
    for command, words in commands(main, ()):
        for one in command.params:
            if not reads(one):
                continue
            needed = [
                "FILE" if one is other or reads(other) else some_value(other)
                for other in command.params
                if isinstance(other, click.Argument) and (other.required or other is one)
            ]
            option = [one.opts[0], "FILE"] if isinstance(one, click.Option) else []
            yield (*words, *needed, *option)


def reads(one: click.Parameter) -> bool:
    if one.opts[0] in ("-o", "--blank-form") or one.name == "output":
        return False
    is_file = isinstance(one.type, click.Path) and one.type.file_okay and one.type.exists
    return is_file or one.name in ("source", "sources", "planted", "found", "before")


def some_value(one: click.Parameter) -> str:
    if isinstance(one.type, (Named, Worded)):
        return next(iter(one.type.codes))
    return str(next(iter(one.type.choices))) if isinstance(one.type, click.Choice) else "a"


@pytest.mark.parametrize("words", list(reading()), ids=" ".join)
def test_what_is_no_text_is_refused_by_every_command_that_reads(
    run: Callable[..., Result], office: Path, words: tuple[str, ...]
) -> None:
    bytes_of_none = random.Random(7).randbytes(3_000)
    for ending in ENDINGS:
        name = f"noise.{ending}"
        (office / name).write_bytes(bytes_of_none)
        result = run([name if word == "FILE" else word for word in words])
        said = refused(result)
        assert result.exit_code == 2, (ending, said)


@pytest.mark.parametrize("name", ["empty.txt", "blank.html", "zero.html", "plain.txt"])
def test_what_is_no_page_has_no_facts(run: Callable[..., Result], office: Path, name: str) -> None:
    (office / "blank.html").write_bytes(b" \n ")
    (office / "zero.html").write_bytes(bytes(2_000))
    (office / "plain.txt").write_text("各县区人民政府：", "utf-8")
    result = run(["facts", name])
    said = refused(result)
    assert result.exit_code == 2 and not result.stdout
    assert "是空的" in said or "字节" in said or "8 个字" in said


def names_and_codes() -> tuple[set[str], set[str]]:
    """What commands and their options are called, and the values of closed sets."""
    called, codes = {"govsweep", "--help"}, set[str]()
    for command, words in commands(main, ()):
        called |= set(words)
        for one in command.params:
            called |= {*one.opts, *one.secondary_opts}
            if isinstance(one.type, (Named, Worded)):
                codes |= set(one.type.codes)
            elif isinstance(one.type, click.Choice):
                codes |= {str(value) for value in one.type.choices}
    return called, codes


NAMES, CODES = names_and_codes()


def test_what_help_calls_parts_and_values_is_chinese(run: Callable[..., Result]) -> None:
    seen = 0
    for command, words in [(main, ()), *commands(main, ())]:
        context = click.Context(command, info_name=" ".join(("govsweep", *words)))
        assert foreign(command.get_usage(context), words) == set(), words
        for one in command.params:
            if isinstance(one, click.Option) and one.is_flag:
                continue
            seen += 1
            assert foreign(one.make_metavar(context), ()) <= {"zip"}, (words, one.name)
    assert seen > 150


@pytest.mark.parametrize("written", SETTINGS)
def test_wrong_settings(run: Callable[..., Result], office: Path, written: str) -> None:
    (office / "govsweep.toml").write_text(written, "utf-8")
    words = ["outbox", "status"] if "receivers" in written else ["findings"]
    assert SETTINGS[written] in refused(run(words))


@pytest.mark.parametrize(
    ("name", "word", "told"),
    [("INDICATORS", "2018", "2019 或 2015"), ("QUIET_HOURS", "8-25", "08:00-18:00"),
     ("ROBOTS", "no", "obey 为遵守"), ("WORKERS", "0", "不得小于 1（一次巡检启动的工作进程数")],
)  # fmt: skip
def test_a_wrong_setting_is_told_with_what_may_stand_there(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, name: str, word: str, told: str
) -> None:
    monkeypatch.setenv(f"GOVSWEEP_{name}", word)
    said = refused(run(["findings"]))
    assert told in said and "^" not in said


@pytest.mark.parametrize("url", DATABASES)
def test_databases_that_are_none(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", url)
    assert DATABASES[url] in refused(run(["findings"]))


def test_a_redis_that_does_not_answer_opens_no_sweep(
    run: Callable[..., Result], office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVSWEEP_REDIS_URL", "redis://127.0.0.1:9/0")
    assert "拒绝连接" in refused(run(["sweep"]))
    store = Store(f"sqlite:///{office}/govsweep.db", read_only=True)
    assert store.sweeps.get() is None
    store.close()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_settings_are_read_in_any_charset_that_windows_writes(
    run: Callable[..., Result], office: Path, charset: str
) -> None:
    (office / "govsweep.toml").write_bytes("contact = '清禾市'  # 联系人\n".encode(charset))
    assert run(["sites", "list"]).exit_code == 0


@pytest.mark.parametrize(
    "line",
    [
        "decide 3f9a dismiss --why",
        "suspects set example.cn 核实 --note",
        "appeals add 3f9a --why",
        "appeals decide 1 accept --why",
        "results close 1234 --why",
        "orders add 旧称 --why",
        "orders end 1 --why",
        "notices remind 整改〔2026〕1号 --why",
        "notices extend 整改〔2026〕1号 --until 2026-12-30 --why",
        "notices close 整改〔2026〕1号 --why",
    ],
)
def test_what_is_written_beside_an_act_is_as_short_as_on_the_pages(
    run: Callable[..., Result], office: Path, line: str
) -> None:
    said = refused(run([*line.split(), "字" * 1_001]))
    assert "至多 1000 字，现在是 1001 字" in said
