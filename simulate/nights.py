"""Nights: one world from its first evening to its last morning, and what must be so in each."""

import datetime as dt
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import process_time

import redis

from govsweep.clock import BEIJING
from govsweep.config import Settings
from govsweep.store import Store
from simulate import crew, invariants
from simulate.clock import stop
from simulate.faults import Faults
from simulate.hosts import LONG, City
from simulate.network import Network
from simulate.process import Process
from simulate.redis import SimulatedServer
from simulate.seams import Seams
from simulate.watching import Watcher
from simulate.world import BEGAN, LEASE, EndlessError, World, install

DAY = 86_400.0
_PACE = 2.0
_UNTIL = 8.5 * 3_600  # after the night began
_LIMIT = 9.5 * 3_600  # by then a night that goes well is over
_BUSY = 15.0  # seconds in which most of a night's work is done
# What was wrong with answers in time, which differ: it is told of a week, not of a night.
_OF_TIMES = ("site-unreachable", "slow-site")
_SELDOM = 0.25  # of the nights of a long world anything befalls
_SEASON = 91  # nights
_WEEK = 7  # nights after which a long world's database is pruned
_OFFICE, _OTHER = "office", "other"


@dataclass
class Lived:
    """What came of one world."""

    seed: int
    trace: str = ""
    broken: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    nights: int = 0
    closed: int = 0
    asked: int = 0
    written: int = 0
    refused: int = 0
    living: frozenset[tuple[str, str, str]] = frozenset()  # findings in the end
    seen_last: frozenset[tuple[str, str, str]] = frozenset()  # of these, by the last sweep
    lines: list[str] = field(default_factory=list)


class Templates:
    """The server and an empty database, made once for many worlds."""

    def __init__(self, client: redis.Redis, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self._empty = folder / "empty.db"
        store = Store(f"sqlite:///{self._empty}")
        store.upgrade()
        store.close()

    @contextmanager
    def database(self) -> Iterator[Path]:
        """A database of its own for one world."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            path = Path(folder) / "world.db"
            shutil.copy(self._empty, path)
            yield path


def live(
    templates: Templates,
    seed: int,
    *,
    nights: int = 2,
    sites: int = 3,
    quiet: bool = False,
    twin: bool = True,
    only: frozenset[str] = frozenset(),
    verbose: bool = False,
) -> Lived:
    """Live one world; the last of its nights is quiet, so that all comes right that can."""
    world = World(seed, verbose=verbose)
    world.faults = faults = Faults(seed, quiet, only, share=1.0 if nights <= LONG else _SELDOM)
    faults.now = world.elapsed  # type: ignore[method-assign]
    first = dt.datetime.fromtimestamp(BEGAN, BEIJING).date()
    city = City(seed, sites, nights, first)
    lived = Lived(seed)
    install(world)
    try:
        with templates.database() as path:
            settings = Settings(
                database_url=f"sqlite:///{path}",
                redis_url="redis://simulated",
                rendering=False,
                retry_after=10.0,
                lease=LEASE,
            )
            server = SimulatedServer(world, templates.client)
            network, watcher = Network(world, city), Watcher(world)
            seams = Seams(world, settings, server, network, watcher)
            with seams.joined():
                office = _Office(seams, city, lived, nights)
                try:
                    office.live()
                except EndlessError:
                    world.violate("the world goes on and on, and no night ends")
    finally:
        world.end()
        stop()
    if twin and not quiet:
        _compare(templates, lived, nights, sites, world)
    lived.trace, lived.broken, lived.lines = world.trace, world.broken, world.lines
    lived.written, lived.refused = watcher.written, watcher.refused
    lived.asked = network.requests
    return lived


def _compare(templates: Templates, lived: Lived, nights: int, sites: int, world: World) -> None:
    """What stands in the end is what stands where nothing ever went wrong."""
    twin = live(templates, lived.seed, nights=nights, sites=sites, quiet=True)
    for one in twin.broken:
        world.violate(f"in quiet: {one}")
    here = dict.fromkeys(lived.living - twin.living, "only here")
    # What only an earlier night showed there, as its page is linked no more, the nights that were
    # disturbed need not have come to.
    missing = dict.fromkeys(twin.seen_last - lived.living, "only in quiet")
    for (check, site, subject), which in sorted((here | missing).items()):
        if check not in _OF_TIMES:
            world.violate(f"{check} of {site} stands {which}: {subject}")


_Act = Callable[[], None]


class _Office:
    """What people and cron do, night after night."""

    def __init__(self, seams: Seams, city: City, lived: Lived, nights: int) -> None:
        self._seams = seams
        self._world = seams.world
        self._faults = seams.world.faults
        self._city = city
        self._lived = lived
        self._nights = nights
        self._first = dt.datetime.fromtimestamp(BEGAN, BEIJING).date()
        self._count = 0

    def live(self) -> None:
        """All nights."""
        store = Store(self._seams.where)
        store.sites.save([one.registered(_PACE) for one in self._city.sites])
        try:
            for night in range(self._nights):
                self._world.begin_night()
                self._night(night, store)
                self._lived.nights += 1
                if self._nights > LONG:
                    self._keep(night)
            self._lived.living = invariants.living(store)
            self._lived.seen_last = invariants.living(store, last=True)
        finally:
            store.close()

    def _night(self, night: int, store: Store) -> None:
        began = night * DAY
        self._world.turn_until(lambda: False, began)
        self._city.night = night
        last = night == self._nights - 1
        if last:
            self._faults.quiet = True
            self._wake_all()
        self._faults.plan(self._world, began, _BUSY, [one.host for one in self._city.sites])
        self._lived.kinds |= self._faults.kinds
        self._befall(began)
        main = self._sweep(began)
        tries = 0
        while not self._over(main, began):
            pass
        while main.code != 0 and tries < 3 and (last or self._faults.chance.random() < 0.7):
            tries += 1
            self._rest(300.0)
            main = self._sweep(began)
            while not self._over(main, began):
                pass
        if main.code is None and not main.dead:
            self._world.violate(f"night {night} was not over by {_LIMIT / 3600} hours")
            main.kill()
        self._rest(60.0)
        self._world.note(None, "night over", night, main.code)
        dates = {one.night for one in store.sweeps.all()}
        if main.code == 0 and self._first + dt.timedelta(days=night) not in dates:
            self._world.violate(f"night {night} went well, and has no sweep of its own")
        newest = store.sweeps.get()
        if newest is not None and newest.closed_at is not None:
            self._lived.closed += 1
        invariants.look(
            self._world,
            self._city,
            store,
            self._seams.network,
            self._seams.watcher,
            night,
            last=last,
        )

    # What people do

    def _keep(self, night: int) -> None:
        """Once a week let go of what is old, and once a season tell how far it is."""
        if night % _WEEK == _WEEK - 1:
            pruning = self._begin(_OFFICE, "prune", partial(crew.prune, self._seams))
            self._world.turn_until(lambda: pruning.over, (night + 1) * DAY)
        if night % _SEASON == _SEASON - 1:
            told = {
                "nights": night + 1,
                "closed": self._lived.closed,
                "broken": self._world.broken,
                "megabytes": round(Path(self._file).stat().st_size / 1e6, 1),
                "seconds": round(process_time()),
            }
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)

    @property
    def _file(self) -> str:
        return self._seams.where.removeprefix("sqlite:///")

    def _sweep(self, began: float) -> Process:
        until = dt.datetime.fromtimestamp(BEGAN + began + _UNTIL, BEIJING)
        return self._begin(_OFFICE, "sweep", partial(crew.sweep, self._seams, until, 2))

    def _begin(self, machine: str, name: str, main: Callable[[], int]) -> Process:
        self._count += 1
        process = self._world.start(f"{name} {self._count}", machine)
        process.run_blocking(main)
        return process

    def _over(self, main: Process, began: float) -> bool:
        self._world.turn_until(lambda: main.over, began + _LIMIT)
        return True

    def _rest(self, seconds: float) -> None:
        self._world.turn_until(lambda: False, self._world.elapsed() + seconds)

    def _wake_all(self) -> None:
        soon = self._world.elapsed() + _BUSY
        for one in self._world.processes:
            one.stalled_until = min(one.stalled_until, soon)

    # What befalls them

    def _befall(self, began: float) -> None:
        faults, world, chance = self._faults, self._world, self._faults.chance
        several = {"machine sleeps", "closed elsewhere", "two at once"} & faults.kinds
        if not faults.quiet and (several or chance.random() < 0.3):
            world.at(began + chance.uniform(0, 3), self._join)
        for kind, times, within, act in self._acts(began + DAY):
            if kind in faults.kinds:
                for _ in range(chance.randint(1, times)):
                    world.at(began + chance.uniform(0, within), act())
        for window in faults.redis_full:
            world.at(window.begins, self._seams.server.fill)
            world.at(window.ends, self._seams.server.drain)

    def _acts(self, tomorrow: float) -> list[tuple[str, int, float, Callable[[], _Act]]]:
        """What happens at a moment: its kind, how often at most, within how long, and what."""
        chance, server = self._faults.chance, self._seams.server

        def drawn(act: Callable[[float], None], *seconds: float) -> Callable[[], _Act]:
            return lambda: partial(act, chance.choice(seconds))

        till_tomorrow = tomorrow - self._world.elapsed() + chance.uniform(-20, 20)
        return [
            ("worker dies", 4, _BUSY, lambda: self._kill_worker),
            ("worker stalls", 3, _BUSY, drawn(self._stall_worker, 5, 23, 27, 60, 300)),
            ("machine sleeps", 1, _BUSY, drawn(self._sleep, 40, 3_600, till_tomorrow)),
            ("redis emptied", 2, _BUSY, lambda: server.empty),
            ("redis restarts", 2, _BUSY, lambda: server.restart),
            ("redis clock", 1, _BUSY, drawn(self._jump_redis, -90, -30, 30, 900)),
            ("wall clock", 1, _BUSY, drawn(self._jump, -3_600, 3_600, 300)),
            ("closed elsewhere", 1, _BUSY, lambda: self._close),
            ("two at once", 1, 0.2, lambda: self._second),
            ("power cut", 1, 2 * _BUSY, lambda: self._power_cut),
        ]

    def _workers(self) -> list[Process]:
        return [one for one in self._world.processes if one.main is not None and not one.over]

    def _kill_worker(self) -> None:
        if workers := self._workers():
            self._faults.chance.choice(workers).kill()

    def _stall_worker(self, seconds: float) -> None:
        if workers := self._workers():
            self._faults.chance.choice(workers).stall(seconds)

    def _sleep(self, seconds: float) -> None:
        for one in self._world.of_machine(_OTHER):
            one.stall(seconds)

    def _join(self) -> None:
        self._begin(_OTHER, "join", partial(crew.join, self._seams, 1))

    def _close(self) -> None:
        self._begin(_OTHER, "close", partial(crew.close, self._seams))

    def _second(self) -> None:
        self._begin(_OTHER, "second", partial(crew.sweep, self._seams, None, 1))

    def _jump_redis(self, seconds: float) -> None:
        self._faults.redis_skew += seconds
        if seconds >= LEASE:
            self._world.leaps.append(self._world.elapsed())
        self._world.note(None, "redis clock", seconds)

    def _jump(self, seconds: float) -> None:
        if workers := self._workers():
            chosen = self._faults.chance.choice(workers)
            chosen.skew += seconds
            self._world.note(chosen, "clock", seconds)

    def _power_cut(self) -> None:
        self._world.note(None, "power cut")
        for one in self._world.of_machine(_OFFICE):
            one.kill()
        if self._faults.chance.random() < 0.5:
            self._seams.server.empty()
        else:
            self._seams.server.restart()
