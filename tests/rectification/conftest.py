"""A store with findings on two sites, and the hand that decides on them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, State
from govsweep.lifecycle import DecisionKind
from govsweep.rectification import decide
from govsweep.rectification.deciding import Words
from govsweep.store import Store, Sweep

ZONE = dt.timezone(dt.timedelta(hours=8))
NIGHT = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 21, 14, tzinfo=ZONE)


class Office:
    """Sweeps, night after night, and what the office does between them."""

    def __init__(self, store: Store, site: Site) -> None:
        self.store = store
        self.site = site
        self.other = msgspec.structs.replace(
            site, identifier="5118000002", name="清禾市水利局", url="http://slj.qinghe.gov.cn/"
        )
        store.sites.save([self.site, self.other])
        self.night = NIGHT
        self.at = NOON

    def sweep(self, *found: Finding, day: dt.date | None = None) -> Sweep:
        """A sweep that sees these findings and nothing else."""
        self.night = day or self.night
        sweep, _ = self.store.sweeps.open(
            night=self.night, as_of=self.night, sites=[self.site, self.other], indicators="2019",
            rules_version="r1", at=self.at.timestamp(), again=True,
        )  # fmt: skip
        seen = [one.model_copy(update={"sweep": sweep.id, "last_seen": self.at}) for one in found]
        self.store.findings.save(sweep.id, seen)
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        self.night += dt.timedelta(days=1)
        self.at += dt.timedelta(days=1)
        return sweep

    def decide(self, one: Finding, verdict: DecisionKind, **words: Any) -> int:
        said = Words(words.pop("author", "王工"), words.pop("reason", "经核实"), **words)
        return decide(self.store, [self.now(one)], verdict, said, self.at).changed

    def now(self, one: Finding) -> Finding:
        (found,) = self.store.findings.all(key=one.id)
        return found

    def state(self, one: Finding) -> State:
        return self.now(one).state


@pytest.fixture
def office(store: Store, a_site: Callable[..., Site]) -> Office:
    return Office(store, a_site())


@pytest.fixture
def a_finding(a_finding: Callable[..., Finding]) -> Callable[..., Finding]:
    """A maker of findings that a rule of words suspects, on the first site or on another."""

    def make(check: str = "typo", **words: Any) -> Finding:
        usual = {"certainty": Certainty.SUSPECTED, "rule": "typo-denglu"}
        return a_finding(check, **(usual | {"first_seen": NOON, "last_seen": NOON} | words))

    return make
