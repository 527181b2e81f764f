"""Conducting: which Redis server workers are sent to, and what is kept of a sweep."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from pydantic import SecretStr

from govsweep import sweep_runner
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.facts import Site
from govsweep.rules import Rules, load_rules
from govsweep.store import Progress, Store, Sweep

PAST = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def no_server_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVSWEEP_REDIS_URL", "SCRAPY_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)


def test_our_own_setting_goes_first() -> None:
    settings = Settings(redis_url=SecretStr("redis://queue:6379/0"))
    with sweep_runner.queue_server(settings) as server:
        assert server == {"GOVSWEEP_REDIS_URL": "redis://queue:6379/0"}


@pytest.fixture
def alone(tmp_path: Path) -> Settings:
    return Settings(database_url=SecretStr(f"sqlite:///{tmp_path}/govsweep.db"))


def test_a_server_is_embedded_where_none_is_named(alone: Settings) -> None:
    with sweep_runner.queue_server(alone) as server:
        client = redis.Redis.from_url(server["GOVSWEEP_REDIS_URL"])
        assert client.ping()
        client.close()


def test_a_second_embedded_server_on_one_database_is_refused(alone: Settings) -> None:
    with (
        sweep_runner.queue_server(alone),
        pytest.raises(InputError, match="GOVSWEEP_REDIS_URL"),
        sweep_runner.queue_server(alone),
    ):
        pass
    with sweep_runner.queue_server(alone) as server:  # the first has ended
        assert server


def test_the_server_of_a_scrapy_redis_user_is_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "their_settings.py").write_text('REDIS_HOST = "queue"\n')
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "their_settings")
    with sweep_runner.queue_server(Settings()) as server:
        assert server == {}


class TestPapers:
    """What papers print is kept whenever a sweep is closed or judged again."""

    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=SecretStr(database_url))

    @pytest.fixture
    def rules(self) -> Rules:
        return load_rules()

    @pytest.fixture
    def sweep(
        self, store: Store, settings: Settings, rules: Rules, a_site: Callable[..., Site]
    ) -> Sweep:
        """An open sweep, its ages counted to a day that is past."""
        store.sites.save([a_site()])
        opened, _ = sweep_runner.open_sweep(
            store, settings, rules, as_of=PAST, only=(), again=False
        )
        return opened

    def test_a_sweep_closed_is_kept_for_its_day(
        self, store: Store, settings: Settings, rules: Rules, sweep: Sweep
    ) -> None:
        sweep_runner.close(store, settings, sweep, rules, finished=False)
        kept = store.freezes.newest(PAST)
        assert kept is not None
        assert (kept.sweep, kept.day) == (sweep.id, PAST)

    def test_judged_again_it_is_kept_for_this_night(
        self, store: Store, settings: Settings, rules: Rules, sweep: Sweep
    ) -> None:
        sweep_runner.close(store, settings, sweep, rules, finished=False)
        night = sweep_runner.night_of(sweep_runner.now())
        assert sweep_runner.rejudge(store, sweep, rules) == []
        kept = [store.freezes.newest(day) for day in (night - dt.timedelta(days=1), night)]
        assert [one.day for one in kept if one is not None] == [PAST, night]

    def test_what_was_not_kept_is_kept_before_the_next_sweep(
        self, store: Store, settings: Settings, rules: Rules, sweep: Sweep
    ) -> None:
        store.sweeps.close(sweep.id, reason="until", finished=False)
        assert not store.freezes.has(sweep.id)
        sweep_runner.open_sweep(store, settings, rules, as_of=None, only=(), again=True)
        assert store.freezes.has(sweep.id)

    def test_an_open_sweep_is_no_paper_yet(self, store: Store, rules: Rules, sweep: Sweep) -> None:
        sweep_runner.rejudge(store, sweep, rules)
        assert store.freezes.newest(dt.date.max) is None


class Idle:
    """Workers of whom three looks see some at work, and the fourth none."""

    failures: tuple[int, ...] = ()

    def __init__(self, *_: object) -> None:
        self.looks = 0

    def start(self, workers: int) -> None: ...

    def stop(self) -> None: ...

    def look_after(self) -> bool:
        self.looks += 1
        return self.looks <= 3


@pytest.mark.parametrize(("every", "countings"), [(0.0, 4), (3_600.0, 1)])
def test_a_sweep_is_counted_as_often_as_it_is_shown_and_at_its_end(
    every: float,
    countings: int,
    alone: Settings,
    a_site: Callable[..., Site],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sweep_runner, "WorkerPool", Idle)
    monkeypatch.setattr(sweep_runner, "_GLANCE", 0.0)
    store = sweep_runner.open_store(alone)
    store.sites.save([a_site()])
    opened, _ = sweep_runner.open_sweep(
        store, alone, load_rules(), as_of=None, only=(), again=False
    )
    told: list[Progress] = []
    watch = sweep_runner.Watch(told.append, every)
    assert sweep_runner.work(store, alone, opened, {}, workers=1, watch=watch)
    assert len(told) == countings
    store.close()
