"""A worker of one night that stands still and wakes up in the next one, while that is going on."""

import asyncio
import datetime as dt
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from govsweep import sweep_runner
from govsweep.config import Settings
from govsweep.rules import Rules, load_rules
from govsweep.store import Sweep

FIRST, SECOND = dt.date(2026, 11, 20), dt.date(2026, 11, 21)
PAGES = 8
LAST = f"/{PAGES - 1}.html"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(None, "2019")


@pytest.fixture
def sweeping(
    town: Any, database_url: str, tmp_path: Path, a_redis: Callable[..., Any],
    a_sweeping: Callable[..., Any],
) -> Iterator[Any]:  # fmt: skip
    """A site with a mistake on every page, on a Redis server of its own and either database."""
    paths = [f"/{page}.html" for page in range(PAGES)]
    town.page("/", *paths)
    for path in paths:
        town.page(path, "/", text=f"{path}：会议对下一步工作作了布署。")
    with a_sweeping(town, a_redis(tmp_path).url, database_url) as sweeping:
        yield sweeping


def close(sweeping: Any, rules: Rules) -> sweep_runner.Closed:
    """Close the open sweep as `govsweep sweep close` does, on a machine at work on nothing."""
    settings = Settings(
        database_url=SecretStr(sweeping.environment["GOVSWEEP_DATABASE_URL"]),
        redis_url=SecretStr(sweeping.environment["GOVSWEEP_REDIS_URL"]),
    )
    return sweep_runner.close(sweeping.store, settings, sweeping.sweep, rules, finished=None)


def stood(sweeping: Any, sweep: Sweep) -> tuple[object, ...]:
    """All that stands of a sweep, but how many answers it refused."""
    sweeping.sweep = sweep
    found = {one.id for one in sweeping.store.findings.all(sweep=sweep.id)}
    return sweeping.states(), sweeping.store.sweeps.ledger(sweep.id), found


def refused(sweeping: Any, sweep: Sweep) -> int:
    told = sweeping.store.sweeps.get(sweep.id)
    assert told is not None
    return int(told.refused)


def answered_later(town: Any, path: str) -> threading.Event:
    """Let a page be answered only when the event is set."""
    let_go = threading.Event()
    status, headers, body = town.answers["127.0.0.1", path]

    async def answer(_: web.Request) -> web.Response:
        while not let_go.is_set():
            await asyncio.sleep(0.01)
        return web.Response(status=status, headers=headers, body=body)

    town.put(path, answer)
    return let_go


def test_what_it_had_asked_for_is_written_into_neither_and_counted(
    sweeping: Any, town: Any, rules: Rules
) -> None:
    sweeping.site()
    let_go = answered_later(town, LAST)
    first = sweeping.open(FIRST)
    sweeping.start()
    sweeping.until(lambda: town.hits()[LAST])  # and is not answered before it stands still
    stalled = sweeping.workers[0]
    stalled.send_signal(signal.SIGSTOP)
    close(sweeping, rules)
    before = stood(sweeping, first)
    assert refused(sweeping, first) == 0
    let_go.set()
    second = sweeping.open(SECOND)
    sweeping.start()
    asked = len(town.asked)
    sweeping.until(lambda: len(town.asked) > asked + 3)
    stalled.send_signal(signal.SIGCONT)
    assert "已收尾" in stalled.end()[1]
    sweeping.finish()
    closed = close(sweeping, rules)
    assert closed.balanced
    assert (refused(sweeping, first) > 0, refused(sweeping, second)) == (True, 0)
    everywhere = [site.identifier for site in sweeping.store.sites.all()]
    assert sweeping.store.findings.unseen(second.id, everywhere) == []
    assert sweeping.store.findings.all(sweep=second.id)
    assert stood(sweeping, first) == before


def test_where_it_only_waited_it_builds_no_queues_and_asks_for_nothing(
    sweeping: Any, town: Any, rules: Rules
) -> None:
    sweeping.site()
    answer = town.answers["127.0.0.1", "/"]
    town.put("/", status=500)
    first = sweeping.open(FIRST)
    sweeping.start(GOVSWEEP_RETRY_AFTER="3")
    sweeping.until(lambda: sweeping.pages()["/"].status == 500)  # and is asked for again later
    stalled = sweeping.workers[0]
    stalled.send_signal(signal.SIGSTOP)
    close(sweeping, rules)
    before = stood(sweeping, first)
    town.answers["127.0.0.1", "/"] = answer
    town.delay = 0.2
    sweeping.open(SECOND)
    sweeping.start()
    asked = len(town.asked)
    sweeping.until(lambda: len(town.asked) > asked)
    stalled.send_signal(signal.SIGCONT)
    assert "已收尾" in stalled.end()[1]
    sweeping.finish()
    close(sweeping, rules)
    assert stood(sweeping, first) == before
    asked_once_a_night = {f"/{page}.html": 1 for page in range(PAGES)} | {"/": 2}
    assert town.hits() == asked_once_a_night
