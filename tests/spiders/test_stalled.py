"""A worker that stands still and wakes up: its machine was suspended, its network away."""

import datetime as dt
import signal
import time
from typing import Any

from govsweep.facts import PageState


def asked(town: Any, path: str, times: int) -> None:
    """Wait until a page was asked for so often."""
    deadline = time.monotonic() + 300
    while town.hits()[path] < times:
        assert time.monotonic() < deadline, town.hits()
        time.sleep(0.01)


def test_a_worker_that_wakes_after_its_sweep_was_closed_writes_nothing(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.page("/", "/a.html", "/b.html")
    town.page("/a.html", text="会议对下一步工作作了布署。")
    town.page("/b.html")
    first = sweeping.open()
    town.delay = 0.3
    sweeping.start()
    asked(town, "/a.html", 1)
    (stalled,) = sweeping.workers
    stalled.send_signal(signal.SIGSTOP)
    sweeping.store.sweeps.close(first.id, reason="until", finished=False)
    before = sweeping.states()
    town.delay = 0.0
    sweeping.workers.clear()
    second = sweeping.open(dt.date(2026, 11, 21))
    sweeping.start()
    sweeping.finish()
    seen = {one.id for one in sweeping.store.findings.all(sweep=second.id)}
    assert "布署" in {one.subject for one in sweeping.store.findings.all(sweep=second.id)}
    stalled.send_signal(signal.SIGCONT)
    told = stalled.end()[1]
    assert stalled.returncode == 0, told
    assert "已收尾" in told
    assert "Traceback" not in told
    assert {one.id for one in sweeping.store.findings.all(sweep=second.id)} == seen
    assert not sweeping.store.findings.unseen(
        second.id, [site.identifier for site in sweeping.store.sites.all()]
    )
    sweeping.sweep = first
    assert sweeping.states() == before
    closed = sweeping.store.sweeps.get(first.id)
    assert closed.refused >= 1


def test_a_worker_whose_sweep_is_closed_ends_though_a_request_waits_for_its_turn(
    sweeping: Any, town: Any
) -> None:
    sweeping.site(pace=0.5)
    paths = [f"/{number}.html" for number in range(6)]
    town.page("/", *paths)
    for path in paths:
        town.page(path)
    sweep = sweeping.open()
    sweeping.start(GOVSWEEP_LEASE="3")  # there must be word of it every second
    asked(town, paths[0], 1)
    sweeping.store.sweeps.close(sweep.id, reason="until", finished=False)
    assert "已收尾" in sweeping.finish()


def test_a_worker_that_wakes_after_its_lease_was_lost_drops_it_and_the_sweep_is_whole(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    paths = [f"/{number}.html" for number in range(12)]
    town.page("/", *paths)
    for path in paths:
        town.page(path)
    sweep = sweeping.open()
    town.delay = 0.3
    sweeping.start()
    asked(town, paths[0], 1)
    (stalled,) = sweeping.workers
    stalled.send_signal(signal.SIGSTOP)
    sweeping.workers.clear()
    sweeping.start()
    deadline = time.monotonic() + 300
    while sweeping.store.sweeps.progress(sweep.id).pages.get("fetched", 0) < 6:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    stalled.send_signal(signal.SIGCONT)
    told = stalled.end()[1] + sweeping.finish()
    assert stalled.returncode == 0, told
    assert "Traceback" not in told
    assert sweeping.states() == dict.fromkeys(("/", *paths), (PageState.FETCHED, ""))
    assert sweeping.store.sweeps.close(sweep.id, reason="lost", finished=True)


def test_workers_stop_by_themselves_when_another_process_closes(sweeping: Any, town: Any) -> None:
    sweeping.site(pace=5.0)
    town.page("/", *(f"/{number}.html" for number in range(300)))
    for number in range(300):
        town.page(f"/{number}.html")
    sweep = sweeping.open()
    sweeping.start(workers=2)
    sweeping.until(lambda: len(town.asked) >= 10)  # in whatever order
    sweeping.store.sweeps.begin_closing(sweep.id, "elsewhere.1")
    told = sweeping.finish()
    assert "正在收尾" in told
    asked_for = len(town.asked)
    sweeping.store.sweeps.close(sweep.id, reason="until", finished=False)
    states = [state for state, _ in sweeping.states().values()]
    assert states.count(PageState.LEFT) > 10  # they go first the next night
    assert asked_for < 200
