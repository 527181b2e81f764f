"""Conducting: which Redis server workers are sent to, and what is kept of a sweep."""

import contextlib
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
import redis
from pydantic import SecretStr

from govsweep import clock, sweep_runner
from govsweep.accounts import Actor
from govsweep.addresses import fingerprint
from govsweep.cli.sweep import run
from govsweep.clock import BEIJING, night_of
from govsweep.config import Settings
from govsweep.errors import ClosedError, InputError
from govsweep.facts import LinkStatus, Site, Visit
from govsweep.periods import Draw, drawn, size_of
from govsweep.reports.gather import gather
from govsweep.rules import Rules, load_rules
from govsweep.store import Delivery, Progress, Store, Sweep
from govsweep.suspects import Stage, Suspect
from govsweep.sweep_runner import opening, working

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
        night = night_of(clock.now())
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


def test_a_drawn_sample_keeps_its_seed(
    store: Store, database_url: str, a_site: Callable[..., Site]
) -> None:
    settings = Settings(database_url=SecretStr(database_url))
    identifiers = [f"51180000{number:02d}" for number in range(1, 42)]
    store.sites.save([a_site(identifier=one, url=f"http://s{one}.gov.cn/") for one in identifiers])
    draw, told = Draw(size_of("30%"), "第4季度"), []
    words = {"as_of": PAST, "only": (), "again": True, "tell": told.append}
    opened, _ = sweep_runner.open_sweep(store, settings, load_rules(), draw=draw, **words)
    assert (opened.seed, opened.drawn_from, len(opened.sites)) == ("第4季度", 41, 13)
    assert set(opened.sites) == drawn(identifiers, draw.size, draw.seed)
    assert list(opened.sites) == sorted(opened.sites)  # in the registry's order
    again, joined = sweep_runner.open_sweep(
        store, settings, load_rules(), draw=Draw(size_of("5"), "另一次"), **words
    )
    assert (again.id, joined) == (opened.id, True)
    assert ["没有另行抽取" in one for one in told] == [True]
    sweep_runner.close(store, settings, opened, load_rules(), finished=False)
    (one,) = gather(store).period.rounds
    assert (one.seed, one.drawn_from, one.sites) == ("第4季度", 41, frozenset(opened.sites))


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
    monkeypatch.setattr(working, "WorkerPool", Idle)
    monkeypatch.setattr(working, "_GLANCE", 0.0)
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


class TestBrokenNights:
    """The power goes while a night is worked on; cron starts the next one as ever."""

    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=SecretStr(database_url))

    @pytest.fixture
    def open_on(
        self,
        store: Store,
        settings: Settings,
        a_site: Callable[..., Site],
        monkeypatch: pytest.MonkeyPatch,
    ) -> Callable[[dt.datetime], tuple[Sweep, bool, list[str]]]:
        """Opens a sweep at a moment; tells what is said."""
        store.sites.save([a_site()])

        def open_it(moment: dt.datetime) -> tuple[Sweep, bool, list[str]]:
            told: list[str] = []
            monkeypatch.setattr(clock, "now", moment.astimezone)
            sweep, joined = sweep_runner.open_sweep(
                store, settings, load_rules(), as_of=None, only=(), again=True, tell=told.append
            )
            return sweep, joined, told

        return open_it

    EVENING = dt.datetime(2026, 11, 20, 22, 0, tzinfo=BEIJING)
    NEXT = EVENING + dt.timedelta(days=1)

    def test_the_old_night_is_closed_as_it_stands_and_tonight_s_begins(
        self, store: Store, open_on: Callable[[dt.datetime], tuple[Sweep, bool, list[str]]]
    ) -> None:
        first, *_ = open_on(self.EVENING)
        second, joined, told = open_on(self.NEXT)
        assert (second.night, second.number, joined) == (self.NEXT.date(), 1, False)
        assert sum("没有收尾就中断" in one for one in told) == 1
        (old, _) = store.sweeps.all()
        assert old.id == first.id
        assert old.closed_at is not None
        ends = {(row.state, row.reason, row.addresses) for row in store.sweeps.ledger(first.id)}
        assert ends == {("known", "", 1), ("left", "broken", 1)}
        assert [one.url for one in store.queue.waiting(second.id)] == ["http://www.qinghe.gov.cn/"]
        assert any("中断" in one.told for one in sweep_runner.unmet_of(store, first.id))

    def test_the_same_night_is_gone_on_with(
        self, open_on: Callable[[dt.datetime], tuple[Sweep, bool, list[str]]]
    ) -> None:
        first, *_ = open_on(self.EVENING)
        second, joined, told = open_on(self.EVENING + dt.timedelta(hours=9))
        assert (second.id, joined, told) == (first.id, True, [])

    def test_a_night_on_which_somebody_works_is_joined(
        self, store: Store, open_on: Callable[[dt.datetime], tuple[Sweep, bool, list[str]]]
    ) -> None:
        first, *_ = open_on(self.EVENING)
        with store.alone("lock"):  # an embedded server is at work
            second, joined, _ = open_on(self.NEXT)
        assert (second.id, joined) == (first.id, True)

    def test_lists_that_are_meant_to_be_gone_are_so_for_the_night_that_follows_too(
        self,
        alone: Settings,
        a_site: Callable[..., Site],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        lists = tmp_path / "lists"
        lists.mkdir()
        (lists / "错别字.csv").write_text("错误,正确\n攻府,政府\n", "utf-8")
        settings = alone.model_copy(update={"lexicons": lists})
        store = sweep_runner.open_store(settings)
        store.sites.save([a_site()])
        monkeypatch.setattr(clock, "now", self.EVENING.astimezone)
        rules = sweep_runner.rules_of(settings)
        sweep_runner.open_sweep(store, settings, rules, as_of=None, only=(), again=False)
        (lists / "错别字.csv").unlink()
        monkeypatch.setattr(clock, "now", self.NEXT.astimezone)
        monkeypatch.setattr(working, "WorkerPool", Idle)
        monkeypatch.setattr(opening, "is_worked_on", lambda *_: True)  # the moment before
        run(store, settings, workers=1, lists_gone=True)
        assert [one.night for one in store.sweeps.all()] == [self.EVENING.date(), self.NEXT.date()]
        store.close()

    def test_a_closing_that_broke_off_is_taken_up_again(
        self, store: Store, open_on: Callable[[dt.datetime], tuple[Sweep, bool, list[str]]]
    ) -> None:
        first, *_ = open_on(self.EVENING)
        store.sweeps.begin_closing(first.id, "here.1")
        second, joined, _ = open_on(self.EVENING + dt.timedelta(hours=9))
        assert (second.id, joined, second.is_open) == (first.id, True, True)


def test_of_two_closings_at_once_one_closes_and_the_other_tells_what_it_came_to(
    store: Store, database_url: str, a_site: Callable[..., Site]
) -> None:
    settings, rules = Settings(database_url=SecretStr(database_url)), load_rules()
    store.sites.save([a_site()])
    opened, _ = sweep_runner.open_sweep(store, settings, rules, as_of=None, only=(), again=True)
    told: list[str] = []

    def close() -> sweep_runner.Closed:
        with contextlib.closing(Store(database_url)) as other:
            return sweep_runner.close(
                other, settings, opened, rules, finished=None, tell=told.append
            )

    with ThreadPoolExecutor(2) as pool:
        one, two = [task.result() for task in [pool.submit(close), pool.submit(close)]]
    assert one == two
    assert sum("正在给巡检" in words for words in told) <= 1
    assert [event.kind.value for event in store.outbox.events()].count("sweep.closed") == 1


def test_work_ends_with_a_word_where_another_process_has_closed(
    alone: Settings, a_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "WorkerPool", Idle)
    monkeypatch.setattr(working, "_GLANCE", 0.0)
    with contextlib.closing(sweep_runner.open_store(alone)) as store:
        store.sites.save([a_site()])
        opened, _ = sweep_runner.open_sweep(
            store, alone, load_rules(), as_of=None, only=(), again=True
        )
        store.sweeps.begin_closing(opened.id, "elsewhere.1")
        with pytest.raises(ClosedError, match=r"elsewhere\.1"):
            sweep_runner.work(store, alone, opened, {}, workers=1)


class TestWeekly:
    """What is asked once a week beside the sites: where closed ones stood, and suspects."""

    @pytest.fixture
    def closed(self, store: Store, a_site: Callable[..., Site]) -> Site:
        gone = a_site(
            identifier="5118000003", name="旧网", url="http://old.qinghe.gov.cn/", status="closed"
        )
        store.sites.save([a_site(), gone])
        return gone

    def test_a_closed_site_is_asked_for_in_its_own_queue(self, store: Store, closed: Site) -> None:
        (one,) = sweep_runner.weekly(store, PAST)
        assert (one.queue, one.url, one.is_link) == (closed.identifier, closed.url, True)

    def test_and_not_again_within_the_week(self, store: Store, closed: Site) -> None:
        opened, _ = sweep_runner.open_sweep(
            store, Settings(), load_rules(), as_of=None, only=(), again=False
        )
        (address,) = sweep_runner.weekly(store, opened.night)
        visit = Visit(
            queue=closed.identifier, url=address.url, fingerprint=address.fingerprint,
            unread=True, link_status=LinkStatus.DEAD, reason="timeout", at=clock.now(),
        )  # fmt: skip
        store.pages.commit(opened.id, [Delivery(visit)])
        assert sweep_runner.weekly(store, opened.night + dt.timedelta(days=6)) == []
        assert len(sweep_runner.weekly(store, opened.night + dt.timedelta(days=7))) == 1

    def test_one_that_was_swept_until_it_closed_is_asked_for_the_first_night_after(
        self, store: Store, closed: Site, a_site: Callable[..., Site]
    ) -> None:
        store.sites.save([msgspec.structs.replace(closed, status="running")])
        opened, _ = sweep_runner.open_sweep(
            store, Settings(), load_rules(), as_of=None, only=(), again=False
        )
        visit = Visit(  # other sites lead to it
            queue=closed.identifier, url=closed.url, fingerprint=fingerprint(closed.url),
            unread=True, link_status=LinkStatus.FINE, at=clock.now(),
        )  # fmt: skip
        store.pages.commit(opened.id, [Delivery(visit)])
        store.sites.save([closed])
        tomorrow = opened.night + dt.timedelta(days=1)
        assert [one.url for one in sweep_runner.weekly(store, tomorrow)] == [closed.url]

    def test_suspects_are_asked_for_until_they_are_cleared(
        self, store: Store, closed: Site
    ) -> None:
        url, by, moment = "http://fake.example/", Actor(name="王"), clock.now()
        suspect = Suspect(host="fake.example", url=url, source="线索", found=PAST, changed=PAST)
        store.suspects.note([suspect], moment, by)
        assert url in {one.url for one in sweep_runner.weekly(store, PAST)}
        store.suspects.set_stage("fake.example", Stage.CLEARED, PAST, "不是", by, moment)
        assert [one.url for one in sweep_runner.weekly(store, PAST)] == [closed.url]

    @pytest.mark.parametrize("place", ["127.0.0.1:6379", "10.0.0.1", "a.local", "169.254.169.254"])
    def test_no_clue_sends_anybody_into_this_network(
        self, store: Store, a_site: Callable[..., Site], place: str
    ) -> None:
        store.sites.save([a_site(url="http://10.0.0.2/")])  # whose network its own pages may name
        known = Suspect(host=place, url=f"http://{place}/", source="线索", found=PAST, changed=PAST)
        store.suspects.note([known], clock.now(), Actor(name="王"))
        assert sweep_runner.weekly(store, PAST) == []

    def test_a_sweep_of_some_sites_asks_for_none(
        self, store: Store, closed: Site, a_site: Callable[..., Site]
    ) -> None:
        only = (a_site().identifier,)
        opened, _ = sweep_runner.open_sweep(
            store, Settings(), load_rules(), as_of=None, only=only, again=False
        )
        assert not [one for one in store.queue.waiting(opened.id) if one.is_link]

    def test_a_sweep_of_all_does(self, store: Store, closed: Site) -> None:
        opened, _ = sweep_runner.open_sweep(
            store, Settings(), load_rules(), as_of=None, only=(), again=False
        )
        probes = [one.url for one in store.queue.waiting(opened.id) if one.is_link]
        assert probes == [closed.url]
