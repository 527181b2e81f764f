"""Other rules are told before they take effect; a list that was mislaid stops the sweep."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete

from govsweep.cli import main
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.rule_changes import changes, loaded, said
from govsweep.rules import load_rules
from govsweep.store import Store
from govsweep.sweep_runner import rules_of
from govsweep.tables import rule_row

NIGHT = dt.date(2026, 11, 20)
SITE = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")
AT = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list of two rows."""
    made = tmp_path / "词表"
    made.mkdir()
    (made / "错别字.csv").write_text("错误,正确\n攻府,政府\n复盖,覆盖\n", "utf-8")
    return made


@pytest.fixture
def swept(store: Store, folder: Path) -> Store:
    """A store whose last sweep was judged by that list, with a finding that it made."""
    rules = load_rules(folder)
    store.sites.save([SITE])
    sweep, _ = store.sweeps.open(
        night=NIGHT, as_of=NIGHT, sites=[SITE], indicators="2019", rules_version=rules.version,
        at=AT.timestamp(), again=False,
    )  # fmt: skip
    store.sweeps.keep_lists(sweep.id, loaded(rules), said(rules))
    finding = Finding.model_construct(
        id="a" * 32, check="typo", severity=Severity.MINOR, certainty=Certainty.CONFIRMED,
        site=SITE.identifier, site_name=SITE.name, owner="", url=SITE.url, subject="攻府",
        column="", message="", quote="", before="", after="", suggestion="", clause="",
        sightings=1, pages=(SITE.url,), first_seen=AT, last_seen=AT, state=State.OPEN,
        held=None, rule_version=rules.version, sweep=sweep.id, variant="",
        rule="office-typo-攻府",
    )  # fmt: skip
    store.findings.save(sweep.id, [finding])
    return store


def test_the_same_rules_are_not_worth_a_word(swept: Store, folder: Path) -> None:
    assert changes(swept, load_rules(folder)) == []


def test_a_first_sweep_has_nothing_to_compare_with(store: Store, folder: Path) -> None:
    assert changes(store, load_rules(folder)) == []


def test_other_rows_are_told_with_what_stands_by_the_old_ones(swept: Store, folder: Path) -> None:
    (folder / "错别字.csv").write_text("错误,正确\n攻府,政府\n", "utf-8")
    (told,) = changes(swept, load_rules(folder))
    assert "错别字.csv 2 行 → 1 行（减 1 行）。" in told
    assert "本单位词表查出的有 1 个（0 个的词条这次没有了），其他规则查出的有 0 个" in told
    assert "没有事先逐条计算" in told and "命令 trial" in told


def test_a_row_in_place_of_another_is_told_and_its_findings_are_counted(
    swept: Store, folder: Path
) -> None:
    (folder / "错别字.csv").write_text("错误,正确\n布暑,部署\n复盖,覆盖\n", "utf-8")
    (told,) = changes(swept, load_rules(folder))
    assert "错别字.csv 2 行 → 2 行（增 1 行，减 1 行）。" in told
    assert "本单位词表查出的有 1 个（1 个的词条这次没有了）" in told


def test_a_row_that_says_something_else_is_told(swept: Store, folder: Path) -> None:
    (folder / "错别字.csv").write_text("错误,正确\n攻府,市政府\n复盖,覆盖\n", "utf-8")
    (folder / "敏感词.txt").write_text("甲乙丙\n", "utf-8")
    (told,) = changes(swept, load_rules(folder))
    assert "敏感词.txt 0 行 → 1 行（增 1 行）；错别字.csv 2 行 → 2 行（改 1 行）。" in told


def test_where_no_row_is_another_it_says_so(swept: Store, folder: Path) -> None:
    (told,) = changes(swept, replace(load_rules(folder), version="another"))
    assert "本单位词表没有变" in told
    with swept.engine.begin() as connection:  # as a sweep of before that kept the counts alone
        connection.execute(delete(rule_row))
    (told,) = changes(swept, replace(load_rules(folder), version="another"))
    assert "本单位词表行数未变，改的是行里的内容，或程序自带的规则" in told


def test_the_lists_of_documents_have_rows_too(swept: Store, folder: Path) -> None:
    reposts, repeals = folder / "重要转载.csv", folder / "废止目录.csv"
    reposts.write_text("标题,日期\n国务院关于某事的意见,2026-11-02\n", "utf-8")
    repeals.write_text("标题,依据\n清禾市燃气管理办法,甲\n", "utf-8")
    before = load_rules(folder)
    swept.sweeps.keep_lists(1, loaded(before), said(before))
    reposts.write_text("标题,日期\n国务院关于另一件事的意见,2026-11-02\n", "utf-8")
    repeals.write_text("标题,依据\n清禾市燃气管理办法,乙\n", "utf-8")
    (told,) = changes(swept, load_rules(folder))
    assert "废止目录 1 行 → 1 行（改 1 行）；重要转载 1 行 → 1 行（增 1 行，减 1 行）。" in told


def test_what_the_rows_of_earlier_sweeps_said_is_forgotten(swept: Store, folder: Path) -> None:
    rules = load_rules(folder)
    later, _ = swept.sweeps.open(
        night=NIGHT, as_of=NIGHT, sites=[SITE], indicators="2019", rules_version=rules.version,
        at=AT.timestamp(), again=True,
    )  # fmt: skip
    swept.sweeps.keep_lists(later.id, loaded(rules), said(rules))
    kept = {number: swept.sweeps.list_rows(number) for number in (1, later.id)}
    assert kept == ({1: {}, later.id: said(rules)} if later.id != 1 else {1: said(rules)})


@pytest.mark.parametrize(
    "written",
    [
        "错误写法,正确写法\n攻府,政府\n复盖,覆盖\n",
        "\ufeff错误;正确\r\n攻府;政府\r\n\r\n# 注\r\n复盖;覆盖\r\n",
    ],
    ids=["other heads", "other bytes"],
)
def test_the_same_rows_written_otherwise_are_the_same_rules(
    swept: Store, folder: Path, written: str
) -> None:
    (folder / "错别字.csv").write_text(written, "utf-8", newline="")
    assert changes(swept, load_rules(folder)) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("错别字.csv", "错误,正确\n攻府,政府\n", "错误,正确,级别\n攻府,政府,建议\n"),
        ("允许的词.csv", "允许词\n登陆\n", "允许词\n登录\n"),
        ("允许的域名.csv", "域名\na.gov.cn\n", "域名\nb.gov.cn\n"),
        ("保护用语.csv", "规范名称\n清禾市人民政府\n", "规范名称\n清和市人民政府\n"),
    ],
)
def test_what_any_row_says_is_part_of_the_version(
    tmp_path: Path, name: str, before: str, after: str
) -> None:
    versions = []
    for rows in (before, after):
        (tmp_path / name).write_text(rows, "utf-8")
        versions.append(load_rules(tmp_path).version)
    assert versions[0] != versions[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_text("", "utf-8"),
        lambda file: file.write_text("错误,正确\n", "utf-8"),
        lambda file: file.rename(file.with_suffix(".bak")),
    ],
    ids=["deleted", "empty", "heads only", "renamed"],
)
def test_a_list_that_is_gone_stops_it(
    swept: Store, folder: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(folder / "错别字.csv")
    rules = load_rules(folder)
    with pytest.raises(InputError, match=r"错别字.csv（上次 2 行）.*没有作任何判定.*--lists-gone"):
        changes(swept, rules)
    (told,) = changes(swept, rules, accepted=True)
    assert "错别字.csv 2 行 → 0 行" in told


def test_so_does_the_list_of_reposts(swept: Store, folder: Path) -> None:
    reposts = folder / "重要转载.csv"
    reposts.write_text("标题,日期\n国务院关于某事的意见,2026-11-02\n", "utf-8")
    swept.sweeps.keep_lists(1, loaded(load_rules(folder)))
    reposts.unlink()
    with pytest.raises(InputError, match=r"重要转载（上次 1 行）"):
        changes(swept, load_rules(folder))


def test_so_does_a_setting_that_names_no_folder_any_more(swept: Store) -> None:
    with pytest.raises(InputError, match=r"错别字.csv（上次 2 行）"):
        changes(swept, load_rules())


def test_a_folder_that_is_not_there_is_an_error_even_the_first_time(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"词表文件夹 .*没有 不存在"):
        rules_of(Settings(lexicons=tmp_path / "没有"))


def test_the_command_ends_with_2_and_opens_no_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVSWEEP_LEXICONS", "词标")
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", f"sqlite:///{tmp_path}/own.db")
    made = Store(f"sqlite:///{tmp_path}/own.db")
    made.upgrade()
    made.sites.save([SITE])
    answer = CliRunner().invoke(main, ["sweep", "open"])
    assert answer.exit_code == 2
    assert "词表文件夹 词标 不存在" in answer.output
    assert made.sweeps.all() == []
    made.close()
