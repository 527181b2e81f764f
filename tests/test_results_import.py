"""Importing results from elsewhere: a result and its finding stand or fall together."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.facts import MediaAccount, OutsideResult, Site
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


QUOTED = "5118000001,http://www.qinghe.gov.cn/a,错字,市里,{quote},{day}"


def quoted(table: Path, quote: str, day: object = "") -> Path:
    row = QUOTED.format(quote=quote, day=day)
    table.write_text("\n".join(("网站标识码,网址,问题,来源,原文,日期", row)), "utf-8")
    return table


def test_two_slips_on_a_page_are_two_results(store: Store, table: Path) -> None:
    assert import_results(store, quoted(table, "按装路灯"), BY).new == 1
    assert import_results(store, quoted(table, "会期半天"), BY).new == 1
    assert import_results(store, quoted(table, "会期半天"), BY).new == 0
    assert {one.quote for one in store.findings.all()} == {"按装路灯", "会期半天"}
    first, second = store.results.all()
    store.results.close(second.key, BY, "已改", clock.now())
    states = {one.quote: one.state for one in store.findings.all()}
    assert states[first.result.quote] is State.OPEN
    assert states[second.result.quote] is State.FIXED


def test_one_that_an_older_release_kept_is_the_same(store: Store, table: Path) -> None:
    kept = OutsideResult(
        site="5118000001", url="http://www.qinghe.gov.cn/a", problem="错字", source="市里",
        quote="按装路灯",
    )  # fmt: skip
    store.results.add([kept], BY, clock.now())
    assert import_results(store, quoted(table, "按装路灯"), BY).new == 0
    assert import_results(store, quoted(table, "会期半天"), BY).new == 1


@pytest.mark.parametrize(("later", "relapses"), [(1, 1), (0, 0), (None, 0)])
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_found_again_after_its_end_is_a_relapse(
    store: Store, table: Path, *, closed: bool, later: int | None, relapses: int
) -> None:
    moment = clock.now() - dt.timedelta(days=3)
    today = clock.date_of(moment)
    import_results(store, quoted(table, "按装路灯", today), BY)
    if closed:
        (known,) = store.results.all()
        store.results.close(known.key, BY, "已改", moment)
    else:  # by a sweep that read the page
        (sweep,) = store.sweeps.all()
        store.findings.mark_fixed([one.id for one in store.findings.all()], moment, sweep.id)
    day = "" if later is None else today + dt.timedelta(days=later)
    done = import_results(store, quoted(table, "按装路灯", day), BY)
    assert (done.new, done.relapsed, done.mended) == (0, relapses, 1 - relapses)
    (found,) = store.findings.all()
    assert found.state is (State.RELAPSED if relapses else State.FIXED)
    assert found.relapses == relapses
    (known,) = store.results.all()
    assert known.result.closed is (closed and not relapses)


def test_one_of_an_account(
    store: Store,
    table: Path,
    a_site: Callable[..., Site],
    a_media_account: Callable[..., MediaAccount],
) -> None:
    account = a_media_account()
    store.media.save([account], clock.now().date())
    rows = (f"{account.identifier},https://mp.weixin.qq.com/s/x,标题用错字,市里", "xm00000000,,,")
    table.write_text("\n".join(("网站标识码,网址,问题,来源", *rows)), "utf-8")
    done = import_results(store, table, BY)
    assert (done.new, len({one.line for one in done.faults})) == (1, 1)
    (sweep,) = store.sweeps.all()
    store.sweeps.close(sweep.id, reason="until", finished=True)
    settle(store, sweep, Judges.by(load_rules(), [a_site()]), rejudge=True)
    (found,) = store.findings.all()
    assert (found.site, found.state) == (account.identifier, State.OPEN)
