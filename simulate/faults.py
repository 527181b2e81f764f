"""What befalls a night, drawn from its seed: machines, messages, Redis, SQL and clocks."""

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from simulate.world import World

KINDS = (
    "worker dies",
    "worker stalls",
    "machine sleeps",
    "messages",
    "redis emptied",
    "redis restarts",
    "redis away",
    "redis full",
    "redis clock",
    "sql refused",
    "sql slow",
    "sql unsure",
    "disk full",
    "wall clock",
    "closer dies",
    "closed elsewhere",
    "hosts",
    "power cut",
    "two at once",
)


class Window(NamedTuple):
    """Some seconds of the world's time."""

    begins: float
    ends: float

    def has(self, now: float) -> bool:
        """Whether it is on."""
        return self.begins <= now < self.ends


@dataclass
class Faults:
    """What may happen in a world, and when; nothing at all where it is quiet."""

    seed: int
    quiet: bool = False
    only: frozenset[str] = frozenset()  # befalls every night but the last; empty: what is drawn
    kinds: frozenset[str] = frozenset()
    share: float = 1.0  # of the nights that anything befalls
    lost: float = 0.0  # of a message to Redis, or of its answer
    doubled: float = 0.0
    unsure: float = 0.0  # of a transaction whose end nobody hears of
    redis_down: list[Window] = field(default_factory=list)
    redis_full: list[Window] = field(default_factory=list)
    sql_refused: list[Window] = field(default_factory=list)
    sql_slow: list[Window] = field(default_factory=list)
    disk_full: list[Window] = field(default_factory=list)
    hosts_down: dict[str, list[Window]] = field(default_factory=dict)
    redis_skew: float = 0.0
    skews: dict[str, float] = field(default_factory=dict)
    closer_dies_at: int = -1  # at which of its transactions

    def __post_init__(self) -> None:
        self.chance = random.Random(f"faults {self.seed}")
        self.jitter = random.Random(f"jitter {self.seed}")

    def plan(self, world: "World", began: float, length: float, hosts: list[str]) -> None:
        """Draw what befalls the night that begins."""
        chance = self.chance
        self.kinds = self.only or frozenset(chance.sample(KINDS, chance.randint(1, 4)))
        if self.quiet or (self.share < 1 and chance.random() >= self.share):
            self.kinds = frozenset()
        self.lost = self.doubled = self.unsure = 0.0
        self.closer_dies_at = -1
        for windows in (self.redis_down, self.redis_full, self.sql_refused, self.sql_slow):
            windows.clear()
        self.disk_full.clear()
        self.hosts_down.clear()
        world.note(None, "befalls", sorted(self.kinds))

        def some(most: float, count: int = 2) -> list[Window]:
            begins = [began + chance.uniform(0, length) for _ in range(chance.randint(1, count))]
            return [Window(one, one + chance.uniform(0.5, most)) for one in begins]

        if "messages" in self.kinds:
            self.lost, self.doubled = chance.choice((0.005, 0.03)), chance.choice((0.005, 0.03))
        if "redis away" in self.kinds:
            self.redis_down += some(90)
        if "redis full" in self.kinds:
            self.redis_full += some(30)
        if "sql refused" in self.kinds:
            self.sql_refused += some(60)
        if "sql slow" in self.kinds:
            self.sql_slow += some(120)
        if "sql unsure" in self.kinds:
            self.unsure = 0.05
        if "disk full" in self.kinds:
            self.disk_full += some(60)
        if "closer dies" in self.kinds:
            self.closer_dies_at = chance.randint(1, 40)
        if "hosts" in self.kinds:
            for host in chance.sample(hosts, min(2, len(hosts))):
                self.hosts_down[host] = some(200)

    # What is asked at every step

    def skew_of(self, machine: str) -> float:
        """Seconds that the wall clock of a machine is ahead."""
        return self.skews.get(machine, 0.0)

    def message_seconds(self) -> float:
        """How long a message to Redis takes, one way."""
        return self.jitter.uniform(0.0001, 0.003)

    def thread_seconds(self) -> float:
        """How long a thread takes for what it was given, beside what SQL takes."""
        seconds = self.jitter.uniform(0.001, 0.02)
        return seconds + self.sql_seconds()

    def sql_seconds(self) -> float:
        """How long a transaction waits."""
        now = self.now()
        if any(one.has(now) for one in self.sql_slow):
            return self.jitter.uniform(2, 80)
        return 0.0

    def now(self) -> float:
        """The world's time; set by the night."""
        return 0.0

    def fate(self) -> str:
        """What becomes of a message to Redis: "", "lost", "unheard" or "doubled"."""
        if self.lost and self.jitter.random() < self.lost:
            return self.jitter.choice(("lost", "unheard"))
        if self.doubled and self.jitter.random() < self.doubled:
            return "doubled"
        return ""

    def redis_is_down(self) -> bool:
        """Whether nobody answers there."""
        return any(one.has(self.now()) for one in self.redis_down)

    def sql_is_refused(self) -> bool:
        """Whether the database lets nobody in."""
        return any(one.has(self.now()) for one in self.sql_refused)

    def disk_is_full(self) -> bool:
        """Whether nothing can be written."""
        return any(one.has(self.now()) for one in self.disk_full)

    def is_unsure(self) -> bool:
        """Whether the end of this transaction is not heard of."""
        return bool(self.unsure) and self.jitter.random() < self.unsure

    def host_is_down(self, host: str) -> bool:
        """Whether nobody answers at a host."""
        return any(one.has(self.now()) for one in self.hosts_down.get(host, ()))
