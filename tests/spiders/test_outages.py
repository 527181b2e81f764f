"""Services that go away for a while: what is in hand is kept, the sweep ends as if nothing was."""

import datetime as dt
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import Failure, PageState, Visit
from govsweep.store import Delivery

PAGES = 40
ALL = {"/": (PageState.FETCHED, "")} | {
    f"/{number}.html": (PageState.FETCHED, "") for number in range(PAGES)
}


@pytest.fixture
def chain(sweeping: Any, town: Any) -> Any:
    """A site whose pages lead to one another, so that its sweep takes a while."""
    sweeping.site()
    town.page("/", "/0.html", "/1.html")
    for number in range(PAGES):
        town.page(f"/{number}.html", f"/{min(number + 2, PAGES - 1)}.html", "/")
    town.delay = 0.3  # until something goes away: it is not to end before
    return sweeping


def test_redis_may_be_restarted(chain: Any, a_redis: Callable[..., Any], tmp_path: Path) -> None:
    server = a_redis(tmp_path, appendonly="yes", appendfsync="everysec")
    chain.open()
    chain.start(workers=2, GOVSWEEP_REDIS_URL=server.url)
    chain.until_met(server, 2)
    chain.until_read(8)
    server.kill()
    chain.until(lambda: any("手里的先做完" in one.err for one in chain.workers))
    chain.town.delay = 0.02
    server.start()
    told = chain.finish()
    assert chain.states() == ALL
    assert "手里的先做完" in told


def test_the_database_may_be_away(chain: Any) -> None:
    chain.open()
    chain.start(workers=2)
    chain.until_read(8)
    path = chain.environment["GOVSWEEP_DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(path, isolation_level=None) as blocking:
        blocking.execute("BEGIN EXCLUSIVE")
        chain.town.delay = 0.02
        time.sleep(1)
        blocking.execute("ROLLBACK")
    blocking.close()
    chain.finish()
    assert chain.states() == ALL


def test_a_second_try_does_not_wait_for_a_clock_that_was_set_back(sweeping: Any, town: Any) -> None:
    site = sweeping.site()
    town.page("/", "/a.html")
    town.page("/a.html")
    sweep = sweeping.open()
    failed = Visit(
        queue=site.identifier,
        url=site.url,
        fingerprint=fingerprint(site.url),
        at=dt.datetime.now(dt.UTC),
        state=PageState.QUEUED,
        reason=Failure.TIMEOUT.value,
        tries=1,
        due=time.time() + 259_200,  # by a clock that went three days wrong since
    )
    sweeping.store.pages.commit(sweep.id, [Delivery(failed)])
    sweeping.start()
    sweeping.finish()
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}


def test_a_frozen_worker_that_wakes_up_spoils_nothing(chain: Any) -> None:
    chain.open()
    chain.start(workers=2, GOVSWEEP_LEASE="0.5")
    chain.until_read(8)
    os.kill(chain.workers[0].pid, signal.SIGSTOP)
    time.sleep(1.5)
    os.kill(chain.workers[0].pid, signal.SIGCONT)
    chain.town.delay = 0.02
    chain.finish()
    assert chain.states() == ALL


def test_a_worker_without_redis_says_so(chain: Any, tmp_path: Path) -> None:
    chain.open()
    chain.start(GOVSWEEP_REDIS_URL=f"unix://{tmp_path}/none.sock")
    (worker,) = chain.workers
    _, told = worker.end()
    assert worker.returncode == 3
    assert "Redis 无法连接" in told
