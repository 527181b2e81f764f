"""`govsweep orders`, as a user calls it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep.cli import main
from govsweep.store import Store

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command beside a store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.upgrade()
    runner = CliRunner()
    return lambda *words: runner.invoke(main, ["orders", *words])


def test_an_order_is_given_listed_and_ended(run: Run) -> None:
    assert "没有登记过专查" in run("list").stderr
    given = run(
        "add", "岚桥工业园", "--right", "岚桥高新区", "--why", "已更名", "--to", "2099-01-31"
    )
    assert given.stdout == "已登记第 1 号专查“岚桥工业园”，从下一次巡检起查\n"
    head, row = run("list").stdout.splitlines()
    assert head.split("\t")[1:5] == ["用语", "现在的写法", "起止", "状态"]
    assert row.split("\t")[1:5] == ["岚桥工业园", "岚桥高新区", "登记 至 2099-01-31", "在查"]
    assert run("end", "1", "--why", "改完了").stdout == "已停止第 1 号专查“岚桥工业园”\n"
    assert "停止" in run("list").stdout.splitlines()[1].split("\t")[4]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "岚", "--why", "已更名"), "应有 2 到 60 个字"),
        (("add", "岚桥"), "--why"),
        (("add", "岚桥", "--why", "x", "--from", "2027-01-02", "--to", "2027-01-01"), "早于起始"),
        (("end", "5", "--why", "x"), "没有第 5 号专查"),
        (("end", "5", "--why", " "), "请写明理由"),
    ],
)
def test_wrong_uses_are_told(run: Run, words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr
