"""The registers: each kind of subject is asked for alike, in SQL and in Python."""

import datetime as dt

import pytest
from sqlalchemy import select

from govsweep.facts import (
    MediaAccount,
    MediaStatus,
    Platform,
    Site,
    Subject,
    kind_of_subject,
    subject_kinds,
)
from govsweep.store import Store
from govsweep.store.registers import REGISTERS

DAY = dt.date(2026, 11, 20)


def an_account(identifier: str, status: MediaStatus = MediaStatus.RUNNING) -> MediaAccount:
    return MediaAccount(
        identifier=identifier,
        name=f"清禾发布{identifier}",
        url="",
        organizer="清禾办",
        platform=Platform.WEIXIN,
        handle=identifier,
        status=status,
    )


def a_site(identifier: str, status: str = "running", organizer: str = "清禾办") -> Site:
    url = f"http://{identifier}.gov.cn/"
    return Site(identifier=identifier, name="清禾", url=url, organizer=organizer, status=status)


@pytest.fixture
def registered(store: Store) -> list[Subject]:
    sites = [
        a_site("5118000001"),
        a_site("5118000002", status="closed", organizer="东江办"),
        a_site("bm11800003", status="suspended", organizer="西岭办"),
    ]
    accounts = [an_account("xmaaaaaaaa"), an_account("xmbbbbbbbb", MediaStatus.CANCELLED)]
    store.sites.save(sites)
    store.media.save(accounts, DAY)
    return [*sites, *accounts]


def test_every_kind_has_a_register_and_its_own_identifiers() -> None:
    assert [one.kind.of_kind for one in REGISTERS] == list(subject_kinds())
    for key, kind in (("5118000001", Site), ("bm11800003", Site), ("xmaaaaaaaa", MediaAccount)):
        told = kind_of_subject(key)
        assert told is not None, key
        assert told == kind.of_kind, key
    assert [kind_of_subject(key) for key in ("", "511800001", "xm11111111")] == [None, None, None]


def test_all_are_told_in_the_order_of_kinds(store: Store, registered: list[Subject]) -> None:
    assert [one.identifier for one in store.subjects()] == [one.identifier for one in registered]


def test_sql_keeps_whom_the_subject_says_is_kept(store: Store, registered: list[Subject]) -> None:
    with store.engine.connect() as connection:
        kept = {
            key
            for one in REGISTERS
            for (key,) in connection.execute(select(one.table.c.identifier).where(one.is_kept))
        }
    assert kept == {one.identifier for one in registered if one.is_kept}
    assert len(kept) == 3


@pytest.mark.usefixtures("registered")
def test_a_unit_has_what_its_organizer_keeps(store: Store) -> None:
    assert store.of_units(frozenset({"5118000001"})) == {"xmaaaaaaaa", "xmbbbbbbbb"}
    assert store.of_units(frozenset({"5118000002"})) == frozenset()
    assert store.of_units(frozenset({"5118000002", "xmbbbbbbbb"})) == {"xmbbbbbbbb"}


@pytest.mark.usefixtures("registered")
def test_one_unit_is_told_of_its_own_only(store: Store) -> None:
    own = store.scoped(frozenset({"5118000001", "xmaaaaaaaa"}))
    assert [one.identifier for one in own.subjects()] == ["5118000001", "xmaaaaaaaa"]


def test_where_nothing_is_registered_nothing_is_told(store: Store) -> None:
    assert store.subjects() == []
    assert store.of_units(frozenset({"5118000001"})) == frozenset()
