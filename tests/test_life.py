"""A few sites of the sample city, broken, then in order, then with one fault back."""

import csv
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from govsweep import clock
from govsweep.checking import checks
from govsweep.city import SampleCity, build, serve
from govsweep.city.plan import SITES, SitePlan
from govsweep.clock import night_of
from govsweep.findings import Finding, State
from govsweep.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]

DAY = night_of(clock.now())  # said to every sweep: a night may end while tests run
CHOSEN = {12, 14, 21, 24}  # typos, dead links and images, a stale column; and nothing at all
PLANS = [plan for plan in SITES if plan.number in CHOSEN]


def wording(fault: str) -> str:
    """How the census words a fault of the plan."""
    check, _, variant = fault.partition(":")
    return checks()[check].worded(variant)


def problems(plan: SitePlan) -> str:
    """What the census should say of a site on the first night that anybody looks at it."""
    order = list(checks())
    found = [fault for fault in plan.faults if fault != "home-tampered"]  # has no night before it
    faults = sorted(found, key=lambda fault: order.index(fault.partition(":")[0]))
    told = dict.fromkeys(map(wording, faults))
    return "、".join(filter(None, told)) or "无"  # notices have no wording in the census


@dataclass
class Night:
    """What stood after a sweep: the census and the findings."""

    census: list[tuple[str, str, str]]  # identifier, problems, mended
    findings: dict[str, Finding]

    def living(self) -> list[Finding]:
        return [one for one in self.findings.values() if one.state in ("open", "relapsed")]


class Folder:
    """Where commands are run, against the city as it stands."""

    def __init__(self, path: Path, command: Run) -> None:
        self.path, self.command = path, command

    def call(self, *words: str, **environment: str) -> str:
        surroundings = {"GOVSWEEP_RETRY_AFTER": "3", "GOVSWEEP_AUDIT_PAGES": "0", "no_proxy": ""}
        done = self.command(self.path, *words, **(surroundings | environment))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sweep(self, city: SampleCity) -> Night:
        few = city._replace(
            sites=tuple(one for one in city.sites if int(one.identifier[4:]) in CHOSEN)
        )
        (self.path / "sites.csv").write_text(few.registry_csv(), "utf-8")
        with serve(few) as server:
            words = (
                "sweep",
                "--registry",
                "sites.csv",
                "--workers",
                "1",
                "--as-of",
                str(DAY),
                "--copy",
            )
            self.call(*words, http_proxy=server.proxy_url)
        return self.night()

    def night(self) -> Night:
        self.call("report", "census", "-o", "census.csv")
        lines = (self.path / "census.csv").read_text("utf-8-sig").splitlines()
        store = Store(f"sqlite:///{self.path}/govsweep.db")
        found = {one.id: one for one in store.findings.all()}
        store.close()
        rows = [row for row in csv.reader(lines) if row[2]][1:]  # notes name no site
        census = [(row[2], row[3], row[4]) for row in rows]
        return Night(census, found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, command: Run) -> Iterator[Folder]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in list(os.environ):
            if name.startswith("GOVSWEEP_"):
                monkeypatch.delenv(name)
        yield Folder(tmp_path_factory.mktemp("life"), command)


@pytest.fixture(scope="module")
def broken(folder: Folder) -> Night:
    """The sites with all that is planted; one of them is notified."""
    folder.sweep(build(DAY))
    folder.call("report", "notice", "--site", "4388000012", "--issue", "-o", "notice.docx")
    return folder.night()


@pytest.fixture(scope="module")
def in_order(folder: Folder, broken: Night) -> Night:
    return folder.sweep(build(DAY, faults=False))


@pytest.fixture(scope="module")
def one_back(folder: Folder, in_order: Night) -> Night:
    return folder.sweep(build(DAY, only={"typo"}))


def test_broken_the_census_names_every_problem(broken: Night) -> None:
    expected = [(plan.identifier, problems(plan), "否" if plan.faults else "") for plan in PLANS]
    assert sorted(broken.census) == sorted(expected)


def test_in_order_it_names_the_same_and_all_is_mended(in_order: Night) -> None:
    expected = [(plan.identifier, problems(plan), "是" if plan.faults else "") for plan in PLANS]
    assert sorted(in_order.census) == sorted(expected)
    assert [one for one in in_order.living() if one.severity != "notice"] == []


def test_notified_findings_are_fixed_like_others(broken: Night, in_order: Night) -> None:
    notified = [one.id for one in broken.findings.values() if one.state is State.NOTIFIED]
    assert notified
    assert {in_order.findings[key].state for key in notified} == {State.FIXED}


def test_a_fault_that_comes_back_is_the_old_finding_relapsed(
    broken: Night, one_back: Night
) -> None:
    typos = [one for one in broken.findings.values() if one.check == "typo"]
    back = [one for one in one_back.living() if one.severity != "notice"]
    assert {one.id for one in back} == {one.id for one in typos}
    assert {(one.state, one.relapses, one.due) for one in back} == {(State.RELAPSED, 1, None)}
    assert set(one_back.findings) == set(broken.findings)


def test_its_sites_are_mended_no_more(one_back: Night) -> None:
    relapsed = {plan.identifier for plan in PLANS if any("typo" in one for one in plan.faults)}
    mended = {identifier: cell for identifier, _, cell in one_back.census}
    assert {key for key, cell in mended.items() if cell == "否"} == relapsed
    assert {key for key, cell in mended.items() if cell == "是"} == {"4388000014"}


def test_the_relapse_is_listed_with_its_count(folder: Folder, one_back: Night) -> None:
    assert "[复发，复发 1 次] 错别字" in folder.call("findings", "--state", "relapsed")
