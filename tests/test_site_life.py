"""The life of sites, from 网站变动.csv to the printed line."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from govsweep.cli import main
from govsweep.facts import Site
from govsweep.site_life import SiteChange, SiteChangeKind, latest_changes, read_changes
from govsweep.store import Store

TODAY = dt.date(2026, 11, 20)
HEAD = "网站标识码,日期,变动,批准文号,并入网站,说明\n"
SITES = ("5118000001", "5118000002")


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Path]:
    def write(rows: str) -> Path:
        path = tmp_path / "网站变动.csv"
        path.write_text(HEAD + rows, "utf-8")
        return path

    return write


def test_each_kind_with_its_approval(table: Callable[[str], Path]) -> None:
    rows, faults = read_changes(
        table(
            "5118000001,2016-05-01,开办,清府办〔2016〕8号,,\n"
            "5118000001,2020年6月1日,变更,,,换了域名\n"
            "5118000009,2021-03-01,整合,清府办〔2021〕3号,5118000001,\n"
            "5118000008,2022-03-01,关停,清府办〔2022〕1号,,\n"
        ),
        TODAY,
        SITES,
    )
    assert faults == []
    assert [row.kind for row in rows] == [
        SiteChangeKind.OPENED,
        SiteChangeKind.CHANGED,
        SiteChangeKind.MERGED,
        SiteChangeKind.CLOSED,
    ]


@pytest.mark.parametrize(
    ("row", "field", "why"),
    [
        ("511800000,2016-05-01,开办,文,,", "site", ""),
        ("5118000001,2027-05-01,开办,文,,", "day", "还没有到"),
        ("5118000001,去年,开办,文,,", "day", "不是日期"),
        ("5118000001,2016-05-01,改版,文,,", "kind", "不是网站变动"),
        ("5118000001,2016-05-01,下线,,,", "approval", "下线要写批准文号"),
        ("5118000001,2016-05-01,整合,文,5118000099,", "into", "并入哪个登记的网站"),
        ("5118000001,2016-05-01,整合,文,5118000001,", "into", "不能并入自己"),
    ],
)
def test_what_is_wrong_is_named(
    table: Callable[[str], Path], row: str, field: str, why: str
) -> None:
    rows, (fault,) = read_changes(table(row + "\n"), TODAY, SITES)
    assert rows == []
    assert (fault.line, fault.field) == (2, field)
    assert why in fault.reason


def test_a_change_that_stands_twice_is_named(table: Callable[[str], Path]) -> None:
    row = "5118000001,2016-05-01,开办,文,,\n"
    rows, (fault,) = read_changes(table(row * 2), TODAY, SITES)
    assert len(rows) == 1
    assert (fault.line, fault.reason) == (3, "与前面的一行重复")


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ([("2015-03-20", "closed"), ("2016-05-01", "opened")], "opened"),
        ([("2016-05-01", "opened"), ("2015-03-20", "closed")], "opened"),
        ([("2016-05-01", "opened"), ("2026-10-01", "closed")], "closed"),
        ([("2016-05-01", "closed"), ("2016-05-01", "opened")], "opened"),
        ([("2016-05-01", "changed"), ("2016-05-01", "merged")], "merged"),
    ],
)
def test_the_latest_change_tells(changes: list[tuple[str, str]], last: str) -> None:
    told = [
        SiteChange(site="5118000001", day=dt.date.fromisoformat(day), kind=SiteChangeKind(kind))
        for day, kind in changes
    ]
    assert latest_changes(told)["5118000001"].kind == last


def test_from_the_file_to_the_line(
    table: Callable[[str], Path], tmp_path: Path, a_site: Callable[..., Site]
) -> None:
    url = f"sqlite:///{tmp_path}/govsweep.db"
    store = Store(url)
    store.upgrade()
    store.sites.save([a_site()])
    path = table(
        "5118000001,2016-05-01,开办,清府办〔2016〕8号,,\n5118000001,2026-10-01,下线,清府办〔2026〕2号,,\n"
    )
    env = {"GOVSWEEP_DATABASE_URL": url}
    told = CliRunner().invoke(main, ["sites", "record", str(path)], env=env)
    assert told.exit_code == 0, told.output
    assert "已记下 2 项变动，拒收 0 行" in told.output
    assert "已于 2026-10-01 下线，登记表里却没有关停" in told.output
    CliRunner().invoke(main, ["sites", "record", str(path)], env=env)
    listed = CliRunner().invoke(main, ["sites", "history"], env=env).stdout.splitlines()
    assert len(listed) == 3
    assert listed[1].split("\t")[:2] == ["2016-05-01", "开办"]
    assert "清府办〔2026〕2号" in listed[2]
    path.write_text(
        "网站标识码,日期,变动,批准文号\n5118000001,2026-11-02,开办,清府办〔2026〕3号\n", "utf-8"
    )
    told = CliRunner().invoke(main, ["sites", "record", str(path)], env=env)
    assert "登记表里却没有关停" not in told.output  # it was opened anew
    store.close()
