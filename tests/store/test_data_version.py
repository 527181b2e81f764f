"""The word for the state of a database changes with every commit, and with nothing else."""

from typing import Any

import pytest

from govsweep.facts import Site
from govsweep.store import Store


def a_site(number: int) -> Site:
    return Site(identifier=f"51180000{number:02}", name="示例", url=f"http://a{number}.example.cn/")


def test_reading_changes_nothing(store: Store) -> None:
    before = store.version()
    store.sites.all()
    assert store.version() == before


def test_each_commit_is_told(store: Store) -> None:
    words = {store.version()}
    for number in range(3):
        store.sites.save([a_site(number)])
        words.add(store.version())
    assert len(words) == 4


def test_what_another_process_commits_is_told(store: Store) -> None:
    before = store.version()
    other = Store(store.engine.url.render_as_string(hide_password=False))
    try:
        other.sites.save([a_site(1)])
        assert store.version() != before
    finally:
        other.close()


def test_what_is_undone_is_not_there(store: Store) -> None:
    def fail(connection: Any) -> None:
        connection.exec_driver_sql("DELETE FROM site")
        raise RuntimeError

    store.sites.save([a_site(1)])
    with pytest.raises(RuntimeError):
        store._transactions.write(fail)
    assert len(store.sites.all()) == 1


def test_after_closing_it_is_asked_anew(store: Store) -> None:
    before = store.version()
    store._transactions.version.close()
    assert store.version() != before or store.engine.dialect.name == "postgresql"
