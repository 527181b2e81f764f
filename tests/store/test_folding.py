"""Old sweeps folded: smaller, and brought back as they were."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from bench import history
from bench.history import City

from govsweep import sweep_runner
from govsweep.errors import InputError
from govsweep.facts import Letter, LetterState
from govsweep.rules import load_rules
from govsweep.store import Store
from govsweep.store.packed_rows import pack_rows, unpack_rows
from govsweep.store.retention import Folded
from govsweep.store.retention_rows import Policy
from govsweep.store.stored_facts import inflate, pack_body
from govsweep.tables import column, finding, folded, home, link, page, sighting

NIGHTS = 9
HOT = 3
LAST = dt.date(2026, 11, 20)
A_LETTER = Letter(url="http://a.gov.cn/1", title="路灯不亮", state=LetterState.ANSWERED)


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> City:
    """Two sites of whose pages a third changes every night."""
    monkeypatch.setattr(history, "TURN", 3)
    return City(sites=2, pages=6, last=LAST, nights=NIGHTS + 1)


def filled(store: Store, city: City) -> Store:
    """A store of some nights; of a page's address the second night found nothing."""
    store.sites.save(city.sites)
    delivered(store, city, 1)
    store.sweeps.close(1, reason="finished", finished=True)
    delivered(store, city, 2)
    newest = store.sweeps.get()
    assert newest is not None
    store.sweeps.close(2, reason="finished", finished=True)
    city.age(store, 2, NIGHTS)
    with store.engine.begin() as connection:
        gone = {"state": "failed", "reason": "status", "status": 404, "elapsed": None}
        some = (
            page.c.sweep.in_((3, 4)),
            page.c.facts.is_(None),
            page.c.site == city.sites[1].identifier,
        )
        connection.execute(sa.update(page).where(*some).values(gone | {"facts_sweep": None}))
        read = page.c.sweep == 4, page.c.facts.is_not(None), page.c.site == city.sites[0].identifier
        connection.execute(sa.update(page).where(*read).values(body=pack_body(b"<html>")))
        connection.execute(sa.update(page).values(elapsed=page.c.sweep * 0.1))
    return store


def delivered(store: Store, city: City, night: int) -> None:
    number = city.open(store, night).id
    for some in city.deliveries(night, number):
        store.pages.commit(number, some)


@pytest.fixture
def kept(store: Store, city: City) -> Store:
    """On either database."""
    return filled(store, city)


@pytest.fixture
def twins(city: City, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two stores that hold the same, of which the second is folded."""
    first, second = (tmp_path / name for name in ("plain.db", "folded.db"))
    with closing(Store(f"sqlite:///{first}")) as store:
        store.upgrade()
        filled(store, city)
        store.retention.backup(second)
    with (
        closing(Store(f"sqlite:///{first}")) as plain,
        closing(Store(f"sqlite:///{second}")) as other,
    ):
        other.retention.fold(HOT)
        yield plain, other


def rows(store: Store, table: sa.Table, *but: str) -> list[dict[str, Any]]:
    """All that a table says; of facts, what they were deflated of."""
    with store.engine.connect() as connection:
        found = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
    for row in found:
        if row.get("facts") is not None:
            row["facts"] = inflate(row["facts"])
        for name in but:
            row.pop(name, None)
    return sorted(found, key=repr)


def unfold_all(store: Store) -> None:
    for one in store.sweeps.all():
        store.retention.unfold(one.id)


class TestFolding:
    def test_every_sweep_comes_back_as_it_was(self, kept: Store) -> None:
        before = rows(kept, page), rows(kept, link)
        done = kept.retention.fold(HOT)
        after = rows(kept, page), rows(kept, link)
        assert len(after[0]) + len(after[1]) + done.rows == len(before[0]) + len(before[1])
        assert done.rows > len(before[0]) // 3
        unfold_all(kept)
        assert (rows(kept, page), rows(kept, link)) == before

    def test_what_is_folded_is_folded_once(self, kept: Store) -> None:
        kept.retention.fold(HOT)
        assert kept.retention.fold(HOT) == Folded(0, 0)

    def test_the_last_nights_and_the_proof_of_every_finding_are_not_touched(
        self, twins: tuple[Store, Store]
    ) -> None:
        plain, other = twins
        keys = [(one.id, one.site) for one in plain.findings.all()]
        homes = {one.identifier: one.url for one in plain.sites.all()}
        assert len(keys) > 4
        for key, site in keys:
            proof = plain.evidence.proof(key, homes[site])
            assert other.evidence.proof(key, homes[site]) == proof
            assert other.evidence.saved_page(key) == plain.evidence.saved_page(key)
        recent = [one for one in rows(plain, page) if one["sweep"] > NIGHTS - HOT]
        assert [one for one in rows(other, page) if one["sweep"] > NIGHTS - HOT] == recent
        assert {one["sweep"] for one in rows(other, page)} >= {one["sweep"] for one in recent}

    def test_a_night_goes_on_from_it(self, twins: tuple[Store, Store], city: City) -> None:
        found = []
        for store in twins:
            delivered(store, city, NIGHTS + 1)
            newest = store.sweeps.get()
            assert newest is not None
            sweep_runner.rejudge(store, newest, load_rules())
            store.sweeps.close(newest.id, reason="finished", finished=True)
            number = page.c.sweep == newest.id
            with store.engine.connect() as connection:
                query = sa.select(page.c.fingerprint, page.c.facts_sweep).where(number)
                found.append(sorted(connection.execute(query).all()))
        assert found[0] == found[1]
        assert any(facts_sweep for _, facts_sweep in found[0])

    @pytest.mark.parametrize("number", [2, 5])
    def test_an_old_sweep_is_judged_again_alike(
        self, twins: tuple[Store, Store], number: int
    ) -> None:
        told = []
        for store in twins:
            sweep = store.sweeps.get(number)
            assert sweep is not None
            assert sweep_runner.rejudge(store, sweep, load_rules()) == []
            told.append(
                [
                    rows(store, finding, "fixed_at", "changed_at", "last_seen", "first_seen"),
                    rows(store, sighting),
                    rows(store, column),
                    [one for one in rows(store, page) if one["sweep"] == number],
                ]
            )
        assert told[0] == told[1]

    def test_the_index_is_made_anew_as_it_was(self, twins: tuple[Store, Store]) -> None:
        told = []
        for store in twins:
            store.fulltext.update()
            with store.engine.connect() as connection:
                told.append(
                    sorted(connection.execute(sa.text("SELECT * FROM searched_site")).all())
                )
        assert told[0] == told[1]

    def test_a_sweep_that_is_open_is_waited_for(
        self, twins: tuple[Store, Store], city: City
    ) -> None:
        plain, _ = twins
        city.open(plain, NIGHTS + 1)
        with pytest.raises(InputError, match="正在进行"):
            plain.retention.fold(HOT)

    def test_nobody_folds_what_is_judged_again(self, twins: tuple[Store, Store]) -> None:
        plain, _ = twins
        with plain.retention.judging_again():
            with pytest.raises(InputError, match="重新判定"):
                plain.retention.fold(HOT)
            with pytest.raises(InputError, match="重新判定"):
                plain.retention.prune(Policy(HOT))
        assert plain.retention.fold(HOT).rows


class TestHomes:
    """Home pages are packed; an older release kept them as they are."""

    OLDER = {
        "seen": True,
        "newest": LAST,
        "week": "[[3, 1]]",
        "survey": '[{"topic":"guide-basis","asked":2,"bad":1,"pages":["http://a.gov.cn/甲"]}]',
        "letters": msgspec.json.encode([A_LETTER]).decode(),
        "access": '{"pages":3}',
        "duties": "",
        "baseline": '{"title":"甲","structure":"MQ==","day":"2026-11-20"}',
    }

    def test_what_an_older_release_kept_is_packed_and_says_the_same(
        self, twins: tuple[Store, Store]
    ) -> None:
        plain, _ = twins
        sites = [one.identifier for one in plain.sites.all()]
        with plain.engine.begin() as connection:
            connection.execute(sa.delete(home))
            rows_ = [{"sweep": 2, "site": one, **self.OLDER} for one in sites]
            connection.execute(home.insert(), rows_)
        before = plain.sweeps.homes(2)
        assert [one.newest for one in before] == [LAST, LAST]
        assert (before[0].survey[0].bad, before[0].letters) == (1, (A_LETTER,))
        plain.retention.fold(HOT)
        assert plain.sweeps.homes(2) == before
        assert plain.sweeps.baseline_before(sites[0], 3) == before[0].baseline
        assert {(one["survey"], one["letters"]) for one in rows(plain, home)} == {("[]", "[]")}


class TestPruning:
    def test_what_is_kept_of_folded_sweeps_is_as_whole_as_unfolded(
        self, twins: tuple[Store, Store]
    ) -> None:
        nights = 5
        for store in twins:
            store.retention.prune(Policy(nights))
        plain, other = twins
        unfold_all(other)
        sites = [one.identifier for one in plain.sites.all()]
        for number in range(NIGHTS - nights + 1, NIGHTS + 1):
            for site in sites:
                seen = [
                    sorted(store.pages.of_site(number, site, texts=True), key=repr)
                    for store in twins
                ]
                assert seen[0] == seen[1]
                assert seen[0]

    def test_folds_of_sweeps_that_go_go(self, twins: tuple[Store, Store]) -> None:
        _, other = twins
        assert rows(other, folded)
        told = {one.table: one.rows for one in other.retention.prune(Policy(HOT), dry_run=True)}
        assert told == {one.table: one.rows for one in other.retention.prune(Policy(HOT))}
        assert told["folded"] > 0
        assert rows(other, folded) == []

    def test_a_sweep_that_opens_meanwhile_stops_it(
        self, twins: tuple[Store, Store], city: City
    ) -> None:
        plain, _ = twins
        opened: list[int] = []

        def open_one(_: object, __: object, statement: str, *___: object) -> None:
            if not opened and "count(" in statement and "FROM link" in statement:
                opened.append(0)
                with closing(Store(str(plain.engine.url))) as another:
                    opened[0] = city.open(another, NIGHTS + 1).id

        sa.event.listen(plain.engine, "before_cursor_execute", open_one)
        with pytest.raises(InputError, match="开始了巡检"):
            plain.retention.prune(Policy(HOT))
        sa.event.remove(plain.engine, "before_cursor_execute", open_one)
        assert rows(plain, link)
        plain.sweeps.close(opened[0], reason="until", finished=False)
        plain.retention.prune(Policy(HOT))
        assert min(one["sweep"] for one in rows(plain, link)) > NIGHTS - HOT


def page_rows(texts: Sequence[str]) -> list[dict[str, Any]]:
    empty = {one.name: None for one in page.columns}
    return [
        empty | {"sweep": number, "fingerprint": b"a" * 16, "url": text, "elapsed": None, "at": 1.5}
        for number, text in enumerate(texts)
    ]


class TestPacked:
    def test_rows_come_back(self) -> None:
        given = page_rows(["甲", "甲", "乙"])
        given[1] |= {"elapsed": 0.1 + 0.2, "published": dt.date(2026, 1, 2), "main_hash": b"\x00"}
        assert sorted(unpack_rows(page, pack_rows(page, given)), key=repr) == sorted(
            given, key=repr
        )

    def test_no_rows_are_none(self) -> None:
        assert list(unpack_rows(page, pack_rows(page, []))) == []

    def test_what_stays_the_same_is_said_once(self) -> None:
        few, many = (pack_rows(page, page_rows([text * 500] * 1)) for text in ("甲", "乙"))
        thousand = pack_rows(page, page_rows(["甲" * 500] * 1_000))
        assert len(thousand) < len(few) + len(many) + 1_500
