"""The registry written with its audit, and an import taken back, in both databases."""

import datetime as dt

import pytest

from govsweep.accounts import Actor, AuditAct
from govsweep.errors import InputError
from govsweep.facts import ColumnKind, Site
from govsweep.registry_changes import RegistryTable, compare, site_facts
from govsweep.store import Store, StoredColumn

SITES, COLUMNS = RegistryTable.SITES, RegistryTable.COLUMNS
BY = Actor(name="王工")
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ONE, TWO, THREE = "5118000001", "5118000002", "5118000003"
NEWS = "http://1.gov.cn/news/"


def at(minutes: int) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


def row(identifier: str, **words: str) -> dict[str, object]:
    url = f"http://{identifier[-1]}.gov.cn/"
    return site_facts(Site(identifier=identifier, name=f"网站{identifier[-1]}", url=url, **words))


def column(**words: object) -> dict[str, object]:
    facts: dict[str, object] = {"name": "要闻", "kind": "news", "owner": "", "max_age_days": 14}
    return facts | {"registered": True} | words


@pytest.fixture
def registered(store: Store) -> Store:
    store.registry.write(SITES, {ONE: row(ONE), TWO: row(TWO)}, BY, at(0), source="一.csv")
    return store


def test_an_import_writes_rows_order_and_audit(registered: Store) -> None:
    wanted = {THREE: row(THREE), TWO: row(TWO, level="市级")}
    done = registered.registry.write(SITES, wanted, BY, at(1), source="二.csv")
    assert done.written
    assert [one.key for one in done.changes.rows] == [THREE, TWO]
    assert done.changes.missing == ((ONE, "网站1"),)
    assert {one.identifier: one.level for one in registered.sites.all()} == {
        **{ONE: "", THREE: ""},
        TWO: "市级",
    }
    _, entries = registered.audit.entries(limit=3)
    assert [(one.act, one.subject) for one in entries] == [
        (AuditAct.REGISTRY_IMPORTED, "网站登记表 二.csv"),
        (AuditAct.SITE_CHANGED, TWO),
        (AuditAct.SITE_CHANGED, THREE),
    ]
    assert (entries[1].before, entries[1].after) == ({"level": ""}, {"level": "市级"})


def test_what_was_not_expected_is_not_written(registered: Store) -> None:
    wanted = {ONE: row(ONE, level="市级")}
    expected = compare(registered.registry.rows(SITES), wanted, whole=True)
    registered.registry.write(SITES, {ONE: row(ONE, level="县级")}, BY, at(1))
    total, _ = registered.audit.entries()
    done = registered.registry.write(SITES, wanted, BY, at(2), source="二.csv", expected=expected)
    assert not done.written
    assert done.changes.changed[0].before == {"level": "县级"}
    assert registered.sites.all()[0].level == "县级"
    assert registered.audit.entries()[0] == total


def test_a_row_of_its_own_keeps_its_place(registered: Store) -> None:
    registered.registry.write(SITES, {TWO: row(TWO, level="市级")}, BY, at(1))
    assert [one.identifier for one in registered.sites.all()] == [ONE, TWO]


def test_an_import_is_taken_back_whole(registered: Store) -> None:
    before = registered.sites.all()
    wanted = {THREE: row(THREE), TWO: row(TWO, level="市级")}
    registered.registry.write(SITES, wanted | {ONE: row(ONE)}, BY, at(1), source="二.csv")
    assert [one.identifier for one in registered.sites.all()] == [THREE, TWO, ONE]
    last = registered.registry.last_import()
    assert last is not None
    registered.registry.undo(last.id, BY, at(2))
    assert registered.sites.all() == before
    assert registered.registry.last_import() is None


def test_a_site_that_was_swept_since_stays(registered: Store) -> None:
    registered.registry.write(SITES, {THREE: row(THREE)}, BY, at(1), source="二.csv")
    registered.sweeps.open(
        night=AT.date(), as_of=AT.date(), sites=registered.sites.all(), indicators="2019",
        rules_version="r1", at=at(2).timestamp(), again=False,
    )  # fmt: skip
    last = registered.registry.last_import()
    assert last is not None
    with pytest.raises(InputError, match=f"网站 {THREE} 导入之后已经巡检过"):
        registered.registry.undo(last.id, BY, at(3))
    assert len(registered.sites.all()) == 3


def test_columns_that_a_sweep_has_seen_since_are_found_ones(registered: Store) -> None:
    found = StoredColumn(site=ONE, url=NEWS, name="新闻", kind=ColumnKind.OTHER, entries=7, sweep=1)
    registered.columns.save([found])
    rows = {f"{ONE} {NEWS}": column(), f"{ONE} {NEWS}a/": column(), f"{ONE} {NEWS}b/": column()}
    registered.registry.write(COLUMNS, rows, BY, at(1), source="栏目.csv")
    registered.columns.save(
        [StoredColumn(site=ONE, url=f"{NEWS}a/", name="甲", kind=ColumnKind.OTHER, sweep=2)]
    )
    last = registered.registry.last_import()
    assert last is not None
    registered.registry.undo(last.id, BY, at(2))
    one, two = registered.columns.all(ONE)
    assert one == found
    assert (two.url, two.registered, two.sweep) == (f"{NEWS}a/", False, 2)


def test_a_column_of_a_site_that_is_not_registered(registered: Store) -> None:
    with pytest.raises(InputError, match="网站 5118000009 没有登记"):
        registered.registry.write(COLUMNS, {f"5118000009 {NEWS}": column()}, BY, at(1))


def test_nothing_was_imported_yet(store: Store) -> None:
    assert store.registry.last_import() is None
    assert store.registry.rows(SITES) == {}
    with pytest.raises(InputError, match="只能撤销最近一次导入"):
        store.registry.undo(1, BY, at(0))
