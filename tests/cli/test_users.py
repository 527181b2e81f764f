"""`govsweep users`: accounts at the command line."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep.accounts import passwords
from govsweep.cli import main
from govsweep.facts import Site
from govsweep.store import Store

GOOD = "correct horse"
Run = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)
    return f"sqlite:///{tmp_path}/govsweep.db"


@pytest.fixture
def run(url: str) -> Run:
    return lambda *words, given=f"{GOOD}\n": CliRunner().invoke(main, ["users", *words], given)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    store.upgrade()
    store.sites.save(
        [Site(identifier="5118000001", name="清禾", url="http://a.gov.cn/", organizer="清禾办")]
    )
    yield store
    store.close()


def test_one_is_added_listed_disabled_and_enabled(run: Run, store: Store) -> None:
    assert run("add", "王工", "--role", "审核员").output.endswith("已添加帐号 王工（审核员）\n")
    kept = store.accounts.get("王工")
    assert kept is not None and passwords.is_right(kept.password, GOOD)
    assert run("list").output.splitlines()[1].startswith("王工\t审核员\t全部\t")
    assert run("disable", "王工").exit_code == 0
    assert "停用" in run("list").output
    assert run("disable", "王工").exit_code == 2
    assert run("enable", "王工").exit_code == 0
    store.close()


def test_the_first_is_added_before_anything_is_registered(run: Run, url: str) -> None:
    assert run("add", "root", "--role", "admin").exit_code == 0
    store = Store(url)
    assert store.accounts.any()
    store.close()


def test_a_contact_has_sites_that_are_registered(run: Run, store: Store) -> None:
    add = ("add", "zhao", "--role", "contact")
    assert "--site" in run(*add).output
    assert "5118000099" in run(*add, "--site", "5118000099").output
    assert run(*add, "--site", "5118000001").exit_code == 0
    store.close()


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        (("add", "wang", "--role", "admin"), "short\n", "密码"),
        (("add", "wang", "--role", "admin"), "", "密码"),
        (("add", "王 工", "--role", "admin"), f"{GOOD}\n", "帐号名"),
        (("add", "wang", "--role", "审核"), f"{GOOD}\n", "审核员"),
        (("password", "wang"), f"{GOOD}\n", "没有帐号"),
        (("disable", "wang"), "", "没有帐号"),
    ],
)
def test_what_cannot_be_is_said(
    run: Run, store: Store, words: tuple[str, ...], given: str, told: str
) -> None:
    answer = run(*words, given=given)
    assert answer.exit_code == 2
    assert told in answer.output
    assert not store.accounts.any()
    store.close()


def test_a_password_is_set_anew(run: Run, store: Store) -> None:
    run("add", "wang", "--role", "admin")
    assert run("password", "wang", given="another horse\n").exit_code == 0
    kept = store.accounts.get("wang")
    assert kept is not None and passwords.is_right(kept.password, "another horse")
    assert "another horse" not in run("audit").output
    store.close()


def test_the_audit_is_exported(run: Run, store: Store, tmp_path: Path) -> None:
    run("add", "=wang", "--role", "admin")
    assert run("audit", "-o", "audit.csv").exit_code == 0
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["操作"], row["身份"], row["对象"]) == ("添加帐号", "命令行", "'=wang")
    store.close()
