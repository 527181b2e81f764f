"""What each sweep brought, kept as rows that outlive its pages, on both databases."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from govsweep.addresses import fingerprint
from govsweep.facts import Site
from govsweep.store import Store, Sweep
from govsweep.store.connection import writing
from govsweep.store.sweep_yield_rows import SweepYield
from govsweep.tables import column, page

NIGHT = dt.date(2026, 11, 20)
HOME = "http://www.qinghe.gov.cn/"


def put(store: Store, number: int, url: str, state: str, **words: object) -> None:
    row = {"sweep": number, "fingerprint": fingerprint(url), "site": "5118000001", "url": url}
    with writing(store.engine) as connection:
        connection.execute(
            sa.delete(page).where(page.c.fingerprint == row["fingerprint"], page.c.sweep == number)
        )
        connection.execute(page.insert().values(**row, state=state, **words))


def test_pages_columns_and_dates_are_counted(
    store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]
) -> None:
    store.sites.save([a_site(), a_site(identifier="5118000002", url="http://b.gov.cn/")])
    first = open_sweep(store).id
    put(store, first, HOME, "fetched")
    put(store, first, HOME + "1", "fetched", published=NIGHT)
    store.sweeps.close(first, reason="until", finished=False)
    store.sweep_stats.write(first)

    second = open_sweep(store, NIGHT + dt.timedelta(days=1)).id
    put(store, second, HOME, "unchanged")
    put(store, second, HOME + "1", "unchanged", facts_sweep=first)
    put(store, second, HOME + "2", "failed", reason="timeout")
    put(store, second, HOME + "3", "left", reason="until")
    put(store, second, HOME + "4", "cut", reason="budget")
    with writing(store.engine) as connection:
        connection.execute(
            column.insert().values(
                site="5118000001", url=HOME + "l", name="公告", kind="notice", sweep=second
            )
        )
    store.sweeps.close(second, reason="until", finished=False)
    store.sweep_stats.write(second)
    store.sweep_stats.write(second)  # a second time changes nothing

    here, there = (
        store.sweep_stats.of_sweep(second)[name] for name in ("5118000001", "5118000002")
    )
    assert here == SweepYield(home=True, known=4, pages=2, left=1, columns=1, dated=1)
    assert not there.home
    earlier = store.sweep_stats.earlier(second)
    assert [one.dated for one in earlier["5118000001"]] == [1]
    assert store.sweep_stats.earlier(first) == {}


def test_an_empty_store_has_nothing(store: Store) -> None:
    store.sweep_stats.write(7)
    assert store.sweep_stats.of_sweep(7) == {}
    found = store.sweep_stats.measures()
    assert found.sweep is None
    assert set(found.pages.values()) == {0}


def test_measures_count_the_newest_sweep(
    store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]
) -> None:
    store.sites.save([a_site()])
    number = open_sweep(store).id
    put(store, number, HOME, "fetched", elapsed=1.5)
    put(store, number, HOME + "2", "failed", reason="timeout")
    found = store.sweep_stats.measures()
    assert found.sweep is not None
    assert found.sweep.id == number
    assert (found.pages["fetched"], found.pages["failed"], found.pages["queued"]) == (1, 1, 0)
    assert found.failures == {("page", "timeout"): 1}
    assert (found.answers, found.seconds) == (1, 1.5)
    assert found.sites == {"running": 1}
