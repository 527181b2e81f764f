"""The manual: it builds, it names what exists and all that exists, and what it says to run runs."""

import datetime as dt
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import NamedTuple

import click
import docx
import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from govsweep import clock, registry
from govsweep.city import CityServer, build, serve
from govsweep.cli import main
from govsweep.clock import night_of
from govsweep.config import Settings
from govsweep.facts import Site
from govsweep.indicators import read_indicators
from govsweep.media import PostReader, read_media, read_posts
from govsweep.reports import Office
from govsweep.rules.lists import read_lists
from govsweep.rules.repeals import read_repeals
from govsweep.rules.reposts import read_reposts
from govsweep.store import Store
from govsweep.suspects import read_suspects
from govsweep.tables import metadata

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TOPICS = re.findall(r"^[a-z-]+$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE)
PAGES = [DOCS / f"{name}.md" for name in TOPICS]
OTHERS = [ROOT / "README.md", ROOT / "deploy/README.md", DOCS / "index.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(govsweep [^`]+)`")
EXAMPLE_FILE = re.compile(r"<!-- file: (\S+) -->\n```text\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?:^|&& |; )((?:GOVSWEEP_\w+=\S+ )*govsweep .*?)(?= && |; | >| \|\||$)")
PATIENCE = 300  # seconds a command may take at the very most
PASSWORD = "correct horse battery\n"  # for who is asked for one
SAMPLE_ID = "3f9a1c20"  # what the manual calls a finding
SAMPLE_DAY = dt.date(2026, 11, 22)  # when it is written, as its examples have it
A_DAY, A_MONTH = re.compile(r"20\d\d-\d\d-\d\d"), re.compile(r"20\d\d-\d\d")

spec = spec_from_file_location("generated", DOCS / "generated.py")
assert spec is not None and spec.loader is not None
generated = module_from_spec(spec)
spec.loader.exec_module(generated)

# Of what is marked as to be run, what is not run here, and why.
NOT_RUN = {
    "serve": "stays until it is stopped",
    "sweep": "the first night does it",
    "kit city": "it sweeps a whole city, twice",
    **dict.fromkeys(
        ("bundle import", "bundle sample", "bundle verdicts", "bundle withdraw"),
        "tests/test_bundles_story.py does it: each key is another",
    ),
}
# Commands whose exit code tells of this machine or this hour.
TELLS_OF_NOW = {"doctor", "alarm", "roster"}


class Example(NamedTuple):
    """A command as the manual shows it."""

    page: Path
    environment: dict[str, str]
    words: list[str]

    @property
    def name(self) -> str:
        return self.words[0]

    def __str__(self) -> str:
        return f"{self.page.stem}: {' '.join(self.words)}"


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def examples(page: Path, *languages: str) -> Iterator[Example]:
    """The commands in the blocks of a page; of all blocks where no language is given."""
    for language, block in FENCE.findall(text_of(page)):
        if not languages or language in languages:
            for line in block.splitlines():
                yield from (_example(page, found) for found in COMMAND.findall(line))


def _example(page: Path, line: str) -> Example:
    words = shlex.split(line, comments=True)
    start = words.index("govsweep")
    environment = dict(word.split("=", 1) for word in words[:start])
    return Example(page, environment, words[start + 1 :])


def named(page: Path) -> Iterator[Example]:
    """The commands that stand in the sentences of a page."""
    yield from (_example(page, line) for line in INLINE.findall(text_of(page)))


# What these say to run is of a copy to which something was added; test_extending.py follows them.
FOLLOWED = {"new-check", "new-cms", "extending"}
HERE = [page for page in PAGES if page.stem not in FOLLOWED]
SHOWN = [one for page in (*HERE, *OTHERS) for one in (*examples(page), *named(page))]
RUN = [one for page in HERE for one in examples(page, "sh")]


def lay_out(folder: Path) -> None:
    """The files that the examples speak of."""
    page = "<html><head><title>通知</title></head><body><h1>通知</h1><p>正文。</p></body></html>"
    (folder / "网页.html").write_text(page, "utf-8")
    (folder / "文字.txt").write_text("报名截止到周五。\n", "utf-8")
    (folder / "存下的网页").mkdir()
    for number in range(20):
        saved = page.replace(
            "正文。", "各单位要认真组织实施，明确责任分工，确保各项任务按期完成。" * 2
        )
        (folder / "存下的网页" / f"{number}.html").write_text(saved, "utf-8")
    for name in ("某工具查出", "植入前查出"):
        (folder / f"{name}.csv").write_text("网址,类型,原文\n", "utf-8")
    for name in ("东江县2026Q4.gsb", "抽查表.csv"):
        (folder / name).touch()
    (folder / "bundle_keys.csv").write_text(f"名称,公钥\n东江县,{'A' * 43}=\n", "utf-8")
    shutil.copytree(ROOT / "src/govsweep/reports/papers/templates", folder / "模板")
    for name in (
        *("lists", "columns", "duties", "media", "counterfeits"),
        *("proofreading", "rectification", "registry"),
    ):
        for place, content in EXAMPLE_FILE.findall(text_of(DOCS / f"{name}.md")):
            (folder / place).parent.mkdir(exist_ok=True)
            (folder / place).write_text(content, "utf-8")


def as_written(default: object) -> str:
    """A setting's default as the table has it."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return "" if default is None else str(default).replace("()", "[]")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples speak of, for who only parses commands."""
    folder = tmp_path_factory.mktemp("laid")
    lay_out(folder)
    for example in SHOWN:
        for word in example.words:
            if Path(word).suffix in {".csv", ".zip"} and not Path(word).is_absolute():
                (folder / word).touch()
    return folder


def not_taken(example: Example, accept: Callable[..., str]) -> str:
    """Why a command that is shown is none; "" for one that is."""
    settings = {one.removeprefix("GOVSWEEP_").lower() for one in example.environment}
    if made_up := settings - set(Settings.model_fields):
        return f"{example}: {made_up}"
    try:
        accept(example.words, named=True)
    except click.ClickException as error:
        return f"{example}: {error.format_message()}"
    return ""


class TestWhatItNames:
    def test_each_command_exists_with_its_settings(
        self, accept: Callable[..., str], laid_out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(laid_out)
        assert len(SHOWN) > 250
        assert [told for one in SHOWN if (told := not_taken(one, accept))] == []

    def test_no_command_is_made_up(self, accept: Callable[..., str]) -> None:
        with pytest.raises(click.UsageError):
            accept(["swepe"])
        with pytest.raises(click.UsageError):
            accept(["sweep", "--til", "06:30"])

    def test_a_setting_exists(self) -> None:
        names = {
            name
            for page in (*PAGES, *OTHERS)
            for name in re.findall(r"GOVSWEEP_(\w+)", text_of(page))
        }
        assert {name.lower() for name in names if name.isupper()} <= set(Settings.model_fields)

    def test_a_message_exists(self) -> None:
        source = "".join(path.read_text("utf-8") for path in (ROOT / "src/govsweep").rglob("*.py"))
        source = re.sub(r'"\s*\n\s*f?"', "", source)  # strings that go on in the next line
        table = text_of(DOCS / "trouble.md").partition("| 程序说 |")[2].partition("\n\n")[0]
        messages = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
        assert len(messages) > 8
        for message in messages:
            for part in re.split(r" \d+ ", message):
                assert part in source, message


class TestWhatExists:
    def test_every_command_is_listed_with_its_options(self) -> None:
        page = generated.fill(text_of(DOCS / "commands.md"))
        for name, command, _ in generated.commands():
            section = page.partition(f"# {name}\n")[2].partition("\n#")[0]
            assert section, name
            for option in command.params:
                if isinstance(option, click.Option):
                    assert option.help or option.name == "form", f"{name} {option.opts}"
                    assert max(option.opts, key=len) in section, f"{name} {option.opts}"

    def test_every_command_is_shown_at_work(self) -> None:
        shown = {" ".join(one.words) + " " for one in SHOWN}
        for name, command, _ in generated.commands():
            if not isinstance(command, click.Group):
                words = name.removeprefix("govsweep ") + " "
                assert any(one.startswith(words) for one in shown), name

    def test_every_setting_is_listed_as_it_is(self) -> None:
        rows = [
            [cell.strip(" `") for cell in line.strip("|").split(" | ")]
            for line in text_of(DOCS / "settings.md").splitlines()
            if line.startswith("| `GOVSWEEP_")
        ]
        assert [row[1] for row in rows] == list(Settings.model_fields)
        for variable, name, default, told in rows:
            assert default == as_written(Settings.model_fields[name].default), name
            assert variable == f"GOVSWEEP_{name.upper()}"
            assert told.startswith(str(Settings.model_fields[name].description))

    def test_every_header_and_word_of_the_registry_is_listed(self) -> None:
        told = text_of(DOCS / "registry.md") + text_of(DOCS / "columns.md")
        words = (*registry.COLUMN_HEADERS, *registry._STATUSES, *registry.COLUMN_KIND_WORDS)
        assert [word for word in words if word.upper() not in told.upper()] == []

    def test_the_examples_of_lists_are_taken_whole(self, tmp_path: Path) -> None:
        lay_out(tmp_path)
        lists = read_lists(tmp_path / "词表")
        reposts, refused = read_reposts(tmp_path / "词表")
        assert lists.troubles == [] and refused == ()
        assert len(lists.counts) == 6 and all(lists.counts.values())
        assert len(reposts) == 1
        repeals, not_taken = read_repeals(tmp_path / "词表")
        assert len(repeals) == 1 and not_taken == ()

    def test_the_example_of_columns_is_taken_whole(self, tmp_path: Path) -> None:
        lay_out(tmp_path)
        read = registry.read_columns(tmp_path / "栏目表.csv")
        assert read.faults == [] and len(read.rows) == 2

    def test_the_examples_of_media_accounts_are_taken_whole(self, tmp_path: Path) -> None:
        lay_out(tmp_path)
        read = read_media(tmp_path / "新媒体登记表.csv")
        assert read.faults == [] and len(read.rows) == 3
        now = clock.now()
        accounts = [row.account(now.date()) for row in read.rows]
        posts = read_posts(tmp_path / "发布.jsonl", PostReader(accounts, now))
        assert posts.faults == []
        assert (len(posts.posts), len(posts.silent)) == (1, 1)

    def test_the_example_of_clues_is_taken_whole(self, tmp_path: Path) -> None:
        lay_out(tmp_path)
        site = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")
        read = read_suspects(tmp_path / "线索.csv", dt.date(2026, 11, 20), [site])
        assert read.faults == [] and len(read.rows) == 2

    def test_every_part_of_the_house_has_its_arrows(self) -> None:
        arrows = generated.arrows()
        assert arrows["cli"] > {"sweep_runner", "store"}
        assert arrows["errors"] == set()

    def test_the_life_of_a_finding_is_drawn_as_it_is(self) -> None:
        (drawn,) = re.findall(r"```mermaid\n(.*?)```", text_of(DOCS / "architecture.md"), re.DOTALL)
        assert drawn == generated.life(), "write generated.life() to docs/architecture.md"

    def test_tables_that_go_by_sites_are_counted(self) -> None:
        by_site = sum("site" in table.c for table in metadata.tables.values())
        told = f"{len(metadata.tables)} 张表里有 {by_site} 张"
        assert told in text_of(DOCS / "extending.md")

    def test_every_page_is_in_the_contents(self) -> None:
        written = {path.stem for path in DOCS.glob("*.md")} - {"index", *generated.MEASURED}
        assert written == set(TOPICS)


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", DOCS, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    for page in PAGES:
        markup = (tmp_path / f"{page.stem}.html").read_text("utf-8")
        assert "generated:" not in markup
        assert not re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//', markup), page
    styles = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.css"))
    assert not re.search(r"(?:@import|url\()\W*(?:https?:)?//", styles)


class Night(NamedTuple):
    """The first night as the manual has it: its folder, and what each command said."""

    folder: Path
    environment: dict[str, str]
    said: dict[str, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def _afternoon() -> Iterator[None]:
    """Time is told as where it is early afternoon: no day and no night ends while these run."""
    east = 14 - dt.datetime.now(dt.UTC).hour
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TZ", f"<{east:+03}>{-east}")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="module")
def city(_afternoon: None) -> Iterator[CityServer]:
    with serve(build(night_of(clock.now()), slow_seconds=0.5)) as server:
        yield server


@pytest.fixture(scope="module")
def night(
    city: CityServer,
    tmp_path_factory: pytest.TempPathFactory,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Night:
    """An empty folder, and the commands of the ten-minute page one after the other."""
    folder = tmp_path_factory.mktemp("office")
    environment = {
        "http_proxy": city.proxy_url,
        "no_proxy": "",
        # The sites stand on this machine: nobody is to be spared.
        "GOVSWEEP_PACE": "0",
        "GOVSWEEP_LINK_PACE": "0",
        "GOVSWEEP_RETRY_AFTER": "1",
        # One worker without a browser reads five small sites soonest.
        "GOVSWEEP_WORKERS": "1",
        "GOVSWEEP_AUDIT_PAGES": "0",
    }
    page = DOCS / "first-night.md"
    ((_, rows),) = EXAMPLE_FILE.findall(text_of(page))
    said = {}
    for example in examples(page, "sh"):
        done = command(folder, *example.words, **(environment | example.environment))
        said[" ".join(example.words)] = done
        if example.name == "init":
            # A few pages of each site tell as much as sixty.
            few = re.sub(r",60$", ",15", rows, flags=re.MULTILINE)
            (folder / "登记表.csv").write_text(few, "utf-8")
    return Night(folder, environment, said)


class TestTheFirstNight:
    def test_every_command_ends_well(self, night: Night) -> None:
        assert len(night.said) >= 8
        for words, done in night.said.items():
            codes = (0, 1) if words in TELLS_OF_NOW else (0,)
            assert done.returncode in codes, f"{words}\n{done.stdout}{done.stderr}"

    def test_five_sites_are_registered(self, night: Night) -> None:
        assert "已登记 5 个网站，拒收 0 行" in night.said["sites import 登记表.csv"].stdout

    def test_the_ledger_is_as_the_page_says(self, night: Night) -> None:
        assert re.search(r"账目：已知地址 \d+ = 已读 \d+", night.said["sweep"].stdout)

    def test_it_ends_in_a_bulletin_that_names_what_was_found(self, night: Night) -> None:
        bulletin = docx.Document(str(night.folder / "通报.docx"))
        words = "\n".join(one.text for one in bulletin.paragraphs)
        assert "全市登记的政府网站共5个" in words
        assert "平澜市生态环境局：首页最新信息发布于" in words
        assert "（本单位填报）" in words

    def test_the_other_papers_are_there(self, night: Night) -> None:
        assert (night.folder / "总览.html").stat().st_size > 10_000
        assert (night.folder / "汇总表.xlsx").read_bytes().startswith(b"PK")


def as_of_today(word: str, night: dt.date) -> str:
    """A word of an example as somebody writes it today, whose last sweep was of that night."""
    today = clock.now().date()
    if A_MONTH.fullmatch(word):
        return f"{night:%Y-%m}"
    later = today - SAMPLE_DAY
    word = A_DAY.sub(lambda day: str(dt.date.fromisoformat(day.group()) + later), word)
    return word.replace("〔2026〕", f"〔{today.year}〕")


class TestTheOtherPages:
    def test_every_example_runs(self, night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(night.folder)
        lay_out(night.folder)
        for name, value in night.environment.items():
            monkeypatch.setenv(name, value)
        store = Store(f"sqlite:///{night.folder}/govsweep.db")
        (stale,) = store.findings.all(site=("4388000018",), check=("stale-home",))
        swept = store.sweeps.get()
        store.close()
        assert swept is not None
        for example in RUN:
            names = {example.name, " ".join(example.words[:2])}
            if names & NOT_RUN.keys() or example.page.stem == "first-night":
                continue
            words = [
                as_of_today(word, swept.night).replace(SAMPLE_ID, stale.id[:8])
                for word in example.words
            ]
            done = CliRunner().invoke(main, words, PASSWORD, env=example.environment)
            codes = (0, 1) if example.name in TELLS_OF_NOW else (0,)
            assert done.exit_code in codes, f"{example}\n{done.output}\n{done.exception!r}"


def test_the_files_of_the_manual_are_read(tmp_path: Path) -> None:
    """Offices' files, and a pack of rules laid over another."""
    packs = 0
    for page in ("papers.md", "indicators.md"):
        for language, block in FENCE.findall(text_of(DOCS / page)):
            if language != "toml":
                continue
            table = tomllib.loads(block)
            if "over" in table:
                path = tmp_path / "pack.toml"
                path.write_text(block, "utf-8")
                packs += read_indicators(path).over == table["over"]
            else:
                Office.model_validate(table)
    assert packs == 1
