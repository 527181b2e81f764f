"""What a monitor reads: the queues of an open sweep, and findings by what they are."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from govsweep import metrics
from govsweep.config import Settings
from govsweep.facts import Site
from govsweep.frontier import Frontier, Task, embedded
from govsweep.store import Store, Sweep
from govsweep.worker import scrapy_settings


@pytest.fixture
def values() -> Callable[..., dict[tuple[str, ...], float]]:
    def read(settings: Settings, store: Store, now: float) -> dict[tuple[str, ...], float]:
        families = text_string_to_metric_families(metrics.text(settings, store, now).decode())
        return {
            (one.name, *one.labels.values()): one.value
            for family in families
            for one in family.samples
        }

    return read


@pytest.fixture
def opened(store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]) -> Store:
    store.sites.save([a_site()])
    open_sweep(store, at=time.time() - 60)
    return store


async def waiting() -> AsyncIterator[Sequence[Task]]:
    yield [Task("5118000001", "http://www.qinghe.gov.cn/", b"f" * 16)]


def test_an_open_sweep_lags_and_its_queues_are_counted(
    opened: Store, values: Callable[..., dict[tuple[str, ...], float]]
) -> None:
    with embedded() as url:
        settings = Settings(redis_url=SecretStr(url))
        empty = values(settings, opened, time.time())
        assert empty["govsweep_queue_up",] == 0

        async def build() -> None:
            sweep = opened.sweeps.get()
            assert sweep is not None
            frontier = Frontier.from_settings(
                scrapy_settings(settings), sweep=sweep.id, token=sweep.token, lease=60
            )
            await frontier.ensure(waiting())
            await frontier.close()

        asyncio.run(build())
        told = values(settings, opened, time.time())
    assert (told["govsweep_queue_up",], told["govsweep_queue_open",]) == (1, 1)
    assert told["govsweep_queue_leases",] == 0
    assert told["govsweep_sweep_lag_seconds",] >= 60
    assert told["govsweep_sweep_pages", "queued"] == 1


def test_a_queue_that_does_not_answer_spoils_nothing_else(
    opened: Store, values: Callable[..., dict[tuple[str, ...], float]]
) -> None:
    told = values(Settings(redis_url=SecretStr("redis://127.0.0.1:1/0")), opened, time.time())
    assert told["govsweep_queue_up",] == 0
    assert told["govsweep_sweep_sites",] == 1


def test_an_empty_store_is_told_too(
    store: Store, values: Callable[..., dict[tuple[str, ...], float]]
) -> None:
    told = values(Settings(), store, time.time())
    assert not any(name[0].startswith("govsweep_sweep") for name in told)
    assert told["govsweep_outbox_events",] == 0


def test_the_memory_of_workers_is_that_of_their_processes(tmp_path: Path) -> None:
    for pid, command in (("7", b"python\0-m\0govsweep.worker\0"), ("8", b"python\0-m\0other\0")):
        (tmp_path / pid).mkdir()
        (tmp_path / pid / "cmdline").write_bytes(command)
        (tmp_path / pid / "statm").write_text("2000 1000 300 1 0 500 0")
    (tmp_path / "9").mkdir()  # it ended meanwhile
    assert list(metrics.worker_memory(tmp_path)) == [("7",)]
    assert metrics.worker_memory(tmp_path)["7",] >= 1000 * 4096
    assert metrics.worker_memory(tmp_path / "none") == {}
