"""Importing results from elsewhere: a result and its finding stand or fall together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.facts import Site
from govsweep.findings import State
from govsweep.judging import Judges
from govsweep.results_import import import_results
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import Store, Sweep

BY = Actor(name="王工")


@pytest.fixture
def table(
    store: Store,
    tmp_path: Path,
    a_site: Callable[..., Site],
    open_sweep: Callable[..., Sweep],
) -> Path:
    store.sites.save([a_site()])
    open_sweep(store)
    file = tmp_path / "检查结果.csv"
    rows = ("5118000001,http://www.qinghe.gov.cn/a,错字,市里", "5118000001,不是网址,错字,市里")
    file.write_text("\n".join(("网站标识码,网址,问题,来源", *rows)), "utf-8")
    return file


def test_good_rows_are_findings_at_once_and_once(store: Store, table: Path) -> None:
    done = import_results(store, table, BY)
    assert (done.rows, done.new, len(done.faults)) == (1, 1, 1)
    (found,) = store.findings.all()
    assert (found.check, found.url) == ("outside-result", "http://www.qinghe.gov.cn/a")
    assert import_results(store, table, BY).new == 0
    assert len(store.findings.all()) == 1


def test_a_page_of_another_site_is_refused_and_one_of_none_taken(
    store: Store, table: Path, a_site: Callable[..., Site]
) -> None:
    other = a_site(identifier="5118000002", name="乙局", url="http://yj.qinghe.gov.cn/")
    store.sites.save([other])
    rows = (
        "5118000001,http://yj.qinghe.gov.cn/a,错字,市里",
        "5118000001,http://out.example.com/a,所链网站已改作他用,市里",
    )
    table.write_text("\n".join(("网站标识码,网址,问题,来源", *rows)), "utf-8")
    done = import_results(store, table, BY)
    assert (done.rows, [str(one) for one in done.faults]) == (
        1,
        [f"{table} 第 2 行，字段 网址：这个网址是网站 5118000002（乙局）的，不是 5118000001 的"],
    )
    assert [one.url for one in store.findings.all()] == ["http://out.example.com/a"]


def test_what_ends_between_the_two_leaves_neither(
    store: Store, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr("govsweep.store.finding_rows.save_findings", die)
    with pytest.raises(SystemExit):
        import_results(store, table, BY)
    assert (store.results.all(), store.findings.all()) == ([], [])
    monkeypatch.undo()
    assert import_results(store, table, BY).new == 1
    assert len(store.findings.all()) == 1


def test_judged_again_a_sweep_leaves_what_came_from_elsewhere(
    store: Store, table: Path, a_site: Callable[..., Site]
) -> None:
    import_results(store, table, BY)  # of a page that the sweep did not read
    (sweep,) = store.sweeps.all()
    store.sweeps.close(sweep.id, reason="until", finished=True)
    judges = Judges.by(load_rules(), [a_site()])
    settle(store, sweep, judges, rejudge=True)
    assert [one.state for one in store.findings.all(check=["outside-result"])] == [State.OPEN]
    (known,) = store.results.all()
    store.results.close(known.key, BY, "已改", clock.now())
    settle(store, sweep, judges, rejudge=True)
    (found,) = store.findings.all(check=["outside-result"])
    assert (found.state, found.relapses) == (State.FIXED, 0)
