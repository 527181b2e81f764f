"""Whatever number two papers print, or a paper and a page, they print the same one."""

import datetime as dt
import random
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from govsweep.assess import Result
from govsweep.bundles import figures_of
from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.lifecycle import DecisionKind
from govsweep.periods import Span
from govsweep.rectification import issue
from govsweep.rectification.deciding import Words, decide
from govsweep.reports import (
    Choices,
    Office,
    brief,
    census,
    dashboard,
    error_rate,
    figures,
    levels,
    overview,
    trends,
)
from govsweep.reports.assessing import assessments, verdict_figures
from govsweep.reports.bundling import own_sites
from govsweep.reports.figures import Standing
from govsweep.reports.gather import freeze, gather
from govsweep.reports.key_figures import key_figures
from govsweep.reports.papers import bulletin, selfcheck
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Store, Sweep
from govsweep.tables import character_count, ledger
from govsweep.web import board

DAY = dt.date(2026, 11, 18)
Make = Callable[..., Any]
CHECKS = ("typo", "dead-link", "stale-column", "hidden-link", "site-unreachable", "falsified-date")


class City:
    """A city whose sweeps are written into the store night by night."""

    def __init__(self, store: Store, sites: list[Site]) -> None:
        self.store, self.sites, self.day = store, sites, DAY
        store.sites.save(sites)

    def sweep(
        self,
        *seen: Finding,
        of: list[Site] | None = None,
        fixed: tuple[Finding, ...] = (),
        blind: tuple[Site, ...] = (),
        cut: tuple[Site, ...] = (),
    ) -> Sweep:
        """One sweep: `blind` sites were not to be read, of `cut` ones most was left."""
        at = dt.datetime.combine(self.day, dt.time(23, 59)).astimezone()
        sites = self.sites if of is None else of
        sweep, _ = self.store.sweeps.open(
            night=self.day, as_of=self.day, sites=sites, indicators="2019",
            rules_version="r1", at=at.timestamp(), again=True,
        )  # fmt: skip
        self.store.findings.save(
            sweep.id,
            [
                one.model_copy(
                    update={"sweep": sweep.id, "first_seen": at, "last_seen": at, "owner": ""}
                )
                for one in seen
            ],
        )
        self.store.findings.mark_fixed([one.id for one in fixed], at, sweep.id)
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        with self.store.engine.begin() as connection:  # what a crawl of ten pages would have left
            connection.execute(ledger.delete().where(ledger.c.sweep == sweep.id))
            for site in sites:
                connection.execute(
                    character_count.insert().values(
                        sweep=sweep.id, site=site.identifier,
                        characters=0 if site in blind else 500 if site in cut else 20_000,
                    )
                )  # fmt: skip
                read, left = (0, 0) if site in blind else (2, 8) if site in cut else (10, 0)
                ends = {"known": 10, "fetched": read, "left": left, "failed": 10 - read - left}
                for state, count in ends.items():
                    connection.execute(
                        ledger.insert().values(
                            sweep=sweep.id, site=site.identifier, state=state, reason="",
                            count=count,
                        )
                    )  # fmt: skip
        freeze(self.store, at)
        self.day += dt.timedelta(days=1)
        return sweep


@pytest.fixture
def city(store: Store, make_site: Make) -> City:
    return City(store, [make_site(number) for number in range(1, 42)])


def numbers(store: Store, snapshot: Snapshot) -> dict[str, dict[str, object]]:
    """Each number by what it counts, and by who prints it."""
    view = overview.of(snapshot)
    paper = bulletin.context(snapshot, Choices())
    check = selfcheck.context(snapshot, Choices())
    rows = census.rows(snapshot)
    pages = board.whole(store)
    told = trends.of(snapshot)
    scores = assessments(snapshot)
    unseen = sum(not one.coverage or not one.coverage.read for one in view.sites)
    return {
        "sites listed": {
            "bulletin": paper["listed"], "self-check": check["listed"], "census": len(rows),
            "dashboard": len(view.sites), "pages": pages.overview.sites,
        },
        "sites seen": {
            "period": sum(
                snapshot.period.has_seen(one.identifier) for one in figures.listed(snapshot)
            ),
            "dashboard": len(view.sites) - unseen,
            "pages": sum(bool(one.coverage and one.coverage.read) for one in pages.sites),
            "scores": sum(bool(one.judged) and not _is_blind(one) for one in scores),
        },
        "sites with something open": {
            "bulletin": paper["unmended"], "census": sum(row.mended == "否" for row in rows),
            "dashboard": view.conditions.get("troubled", 0)
            + view.conditions.get("unreachable", 0),
            "pages": pages.overview.conditions["troubled"]
            + pages.overview.conditions["unreachable"],
        },
        "sites that nobody can say anything of": {
            "bulletin": paper["unseen"], "self-check": check["unseen"],
            "dashboard": view.conditions.get("unknown", 0),
            "pages": pages.overview.conditions["unknown"],
        },
        "open": {
            "bulletin": paper["unfixed"], "self-check": check["unfixed"],
            "dashboard": view.standings[Standing.UNRESOLVED],
            "by site": sum(one.unresolved for one in view.sites),
            "pages": pages.overview.findings.unresolved,
            "trends": told.city.standing, "by unit": sum(one.standing for one in told.units),
            "wordings": sum(row["unfixed"] for row in paper["wording_rows"]),
            "checks": sum(row["unfixed"] for row in check["check_rows"]),
        },
        "mended": {
            "bulletin": paper["fixed"], "self-check": check["fixed"],
            "dashboard": view.standings[Standing.FIXED],
            "pages": pages.overview.findings.fixed,
            "themes": sum(one["fixed"] for one in paper["themes"]),
        },
        "serious and open": {
            "dashboard": view.unresolved[Severity.SERIOUS],
            "pages": pages.overview.findings.serious,
        },
        "suspected": {
            "dashboard": view.standings[Standing.SUSPECTED],
            "pages": pages.overview.findings.suspected,
            "by site": sum(one.suspected for one in view.sites),
        },
        "held": {
            "dashboard": view.standings[Standing.HELD], "pages": pages.overview.findings.held,
        },
        "pages read": {
            "bulletin": paper["pages"], "self-check": check["pages"],
            "dashboard": view.coverage.read, "pages": pages.overview.coverage.read,
        },
        "addresses known": {
            "bulletin": paper["known"], "dashboard": view.coverage.known,
            "pages": pages.overview.coverage.known,
        },
        "columns overdue": {"dashboard": view.overdue, "pages": pages.overview.overdue},
        "sites scored": {
            "bulletin": paper["assessed"], "self-check": check["assessed"],
            "scores": len(scores),
        },
        "undecided": {
            name: str({key: one[key] for key in ("vetoed", "below", "passed", "open")})
            for name, one in (
                ("bulletin", paper), ("self-check", check), ("scores", verdict_figures(scores)),
            )
        },
    }  # fmt: skip


def rates(store: Store, snapshot: Snapshot) -> dict[str, dict[str, object]]:
    """The error rate as every paper and page prints it: of all sites, and of each."""
    view, pages = overview.of(snapshot), board.whole(store)
    paper = bulletin.context(snapshot, Choices())
    check = selfcheck.context(snapshot, Choices())
    whole = pages.overview.error_rate
    found: dict[str, dict[str, object]] = {
        "the rate": {
            "bulletin": paper["error_rate"], "self-check": check["error_rate"],
            "dashboard": view.error_rate.cell, "pages": whole.cell if whole else "—",
            "trends": trends.of(snapshot).city.rate or "—",
        },
        "errors": {
            "bulletin": paper["errors"], "self-check": check["errors"],
            "dashboard": view.error_rate.errors, "pages": whole.errors if whole else 0,
            "by site": sum(one.error_rate.errors for one in view.sites if one.error_rate),
        },
        "suspected errors": {
            "bulletin": paper["suspected_errors"], "self-check": check["suspected_errors"],
            "dashboard": view.error_rate.suspected, "pages": whole.suspected if whole else 0,
        },
        "characters": {
            "bulletin": paper["characters"], "self-check": check["characters"],
            "dashboard": view.error_rate.characters, "pages": whole.characters if whole else 0,
            "by site": sum(one.error_rate.characters for one in view.sites if one.error_rate),
        },
    }  # fmt: skip
    in_census = {row.identifier: row.error_rate for row in census.rows(snapshot)}
    on_dashboard = {one.identifier: one.error_rate for one in view.sites}
    on_pages = {one.identifier: one.error_rate for one in pages.sites}
    for site in figures.listed(snapshot):
        told, shown = on_dashboard[site.identifier], on_pages.get(site.identifier)
        own = selfcheck.context(snapshot, Choices(site=site.identifier))
        found[site.identifier] = {
            "census": in_census[site.identifier], "self-check": own["error_rate"],
            "dashboard": told.cell if told else "—", "pages": shown.cell if shown else "—",
        }  # fmt: skip
    return found


def _is_blind(assessment: Any) -> bool:
    """Whether no row at all was decided by what was read."""
    return not assessment.having(Result.PASS)


def disagreements(found: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {what: said for what, said in found.items() if len(set(said.values())) != 1}


def test_41_sites_broken_mended_and_one_fault_back(
    city: City, store: Store, make_finding: Make
) -> None:
    sites = city.sites
    worded = ("typo", "dead-link", "stale-column", "hidden-link")
    broken = [
        make_finding(worded[place % 4], of=site, subject=f"{place}")
        for place, site in enumerate(sites)
        if place % 3
    ]
    doubtful = make_finding(of=sites[0], subject="疑", certainty=Certainty.SUSPECTED)
    notice = make_finding(
        of=sites[3], subject="改日期", severity=Severity.NOTICE, certainty=Certainty.SUSPECTED
    )
    held = make_finding(of=sites[6], subject="扣", held="一夜增多")
    blind = (sites[9],)
    city.sweep(*broken, doubtful, notice, held, blind=blind)
    first = numbers(store, gather(store))
    assert disagreements(first) == {}
    assert first["sites with something open"]["census"] == 27
    assert first["suspected"]["dashboard"] == 2
    assert first["sites that nobody can say anything of"]["bulletin"] == 1

    city.sweep(doubtful, notice, held, fixed=tuple(broken), blind=blind)
    second = numbers(store, gather(store))
    assert disagreements(second) == {}
    assert (second["open"]["bulletin"], second["mended"]["bulletin"]) == (0, 27)

    city.sweep(doubtful, notice, held, broken[0], blind=blind)
    third = numbers(store, gather(store))
    assert disagreements(third) == {}
    assert (third["open"]["bulletin"], third["mended"]["bulletin"]) == (1, 26)
    (back,) = (one for one in gather(store).findings if one.id == broken[0].id)
    assert back.state is State.RELAPSED

    # Two sites are swept again, and then a night is cut short after a few pages of each.
    city.sweep(broken[0], of=sites[:2])
    assert numbers(store, gather(store)) == third
    city.sweep(cut=tuple(one for one in sites if one not in blind), blind=blind)
    assert numbers(store, gather(store)) == third
    verdicts = {one.site.identifier: one for one in assessments(gather(store))}
    assert len(verdicts) == len(sites)
    for one in verdicts.values():  # who is undecided is held up by rows that are named, others not
        assert bool(one.holding) == (one.verdict.value == "open")
        assert all(row.row.name and row.result.undecided for row in one.holding)


def test_what_stands_since_before_the_quarter_stands_in_every_paper(
    city: City, store: Store, make_finding: Make
) -> None:
    city.day = dt.date(2026, 9, 29)
    city.sweep(make_finding(of=city.sites[1]), make_finding(of=city.sites[2]))
    city.day = dt.date(2026, 10, 2)
    city.sweep(of=city.sites[4:6])
    told = numbers(store, gather(store))
    assert disagreements(told) == {}
    assert told["open"]["bulletin"] == 2
    assert told["sites seen"]["period"] == 2


def test_the_error_rate_is_the_same_wherever_it_is_printed(
    city: City, store: Store, make_finding: Make
) -> None:
    first, second, third, blind = city.sites[:4]
    typo = make_finding(of=first, subject="错字")
    wrong_name = make_finding("serious-expression", of=first, subject="错名")
    link = make_finding("dead-link", of=first, subject="断链")  # no error of writing
    doubtful = make_finding(of=second, subject="疑", certainty=Certainty.SUSPECTED)
    held = make_finding(of=second, subject="扣", held="一夜增多")
    unseen = make_finding(of=blind, subject="未读")  # stands since before, in text not read
    city.day = dt.date(2026, 9, 29)
    city.sweep(unseen)
    city.day = DAY
    city.sweep(typo, wrong_name, link, doubtful, held, blind=(blind,))
    snapshot = gather(store)
    told = rates(store, snapshot)
    assert disagreements(told) == {}
    assert told[first.identifier]["census"] == "1.00（0.11～3.61）"
    assert told[second.identifier]["census"] == "0.00（0.00～1.83）"
    assert told[third.identifier]["census"] == "0.00（0.00～1.83）"
    assert told[blind.identifier]["census"] == "—"
    assert told["errors"]["bulletin"] == 2
    assert told["suspected errors"]["bulletin"] == 1
    assert told["characters"]["bulletin"] == 40 * 20_000
    html = dashboard.html(snapshot)
    assert "读到 800,000 字，尚存差错 2 处，万分之 0.03（0.00～0.09）" in html
    assert "1.00（0.11～3.61）" in html

    # A night that is cut short after a few pages changes no rate; what is mended is no error.
    city.sweep(cut=(first, second, third), blind=(blind,))
    assert rates(store, gather(store)) == told
    city.sweep(wrong_name, link, fixed=(typo,), blind=(blind,))
    after = rates(store, gather(store))
    assert disagreements(after) == {}
    assert after[first.identifier]["census"] == "0.50（0.01～2.78）"
    # Papers of the quarter before speak of what was read then.
    before = error_rate.of_snapshot(gather(store, dt.date(2026, 9, 30)))
    assert before[blind.identifier].errors == 1
    assert before[first.identifier].errors == 0


def test_where_no_characters_were_counted_there_is_no_rate(
    city: City, store: Store, make_finding: Make
) -> None:
    city.sweep(make_finding(of=city.sites[0]))
    with store.engine.begin() as connection:  # as a release before this one left it
        connection.execute(character_count.delete())
    told = rates(store, gather(store))
    assert {told[one.identifier]["census"] for one in city.sites} == {"—"}
    assert disagreements(told) == {}
    assert told["the rate"]["bulletin"] == "—"


class Nights:
    """A city to which things happen by chance, the same for a seed each time."""

    def __init__(self, store: Store, city: City, make_finding: Make, seed: int) -> None:
        self.store, self.city, self.make = store, city, make_finding
        self.chance = random.Random(seed)
        self.known: list[Finding] = []

    def pass_by(self, number: int) -> None:
        for _ in range(number):
            self.night()
            for _ in range(self.chance.randrange(3)):
                self.office()
            self.city.day += dt.timedelta(days=self.chance.choice((0, 0, 5, 12)))

    def night(self) -> None:
        """A sweep of all or of some: some sites not to be read, some cut, some faults gone."""
        chance, city = self.chance, self.city
        sites = city.sites if chance.random() < 0.5 else chance.sample(city.sites, 3)
        blind, cut = (tuple(chance.sample(sites, chance.randrange(2))) for _ in range(2))
        keys = {one.identifier for one in sites} - {one.identifier for one in (*blind, *cut)}
        before = [one for one in self.store.findings.all() if one.site in keys]
        gone = [one for one in before if chance.random() < 0.3 and one.state is not State.FIXED]
        gone = [one for one in gone if one.state not in (State.DISMISSED, State.WITHDRAWN)]
        again = [one for one in self.known if one.site in keys and chance.random() < 0.7]
        again = [one for one in again if one.id not in {left.id for left in gone}]
        new = [self.finding(chance.choice(sites)) for _ in range(chance.randrange(5))]
        new = [one for one in new if one.site in keys]
        self.known += new
        sweep = city.sweep(*again, *new, of=sites, fixed=tuple(gone), blind=blind, cut=cut)
        if before and chance.random() < 0.2:
            at = dt.datetime.combine(sweep.as_of, dt.time(23, 59)).astimezone()
            self.store.findings.mark_withdrawn([chance.choice(before).id], at, sweep.id)

    def finding(self, site: Any) -> Finding:
        chance = self.chance
        check = chance.choice(CHECKS)
        words: dict[str, Any] = {"subject": f"{len(self.known)}-{chance.random()}"}
        if chance.random() < 0.3:
            words["certainty"] = Certainty.SUSPECTED
        if chance.random() < 0.1:
            words["severity"] = Severity.NOTICE
        if chance.random() < 0.1:
            words["held"] = "一夜增多"
        if self.known and chance.random() < 0.15:
            words["part_of"] = chance.choice(self.known).id
        return self.make(check, of=site, **words)  # type: ignore[no-any-return]

    def office(self) -> None:
        """What people do between nights."""
        chance, store = self.chance, self.store
        at = dt.datetime.combine(self.city.day - dt.timedelta(days=1), dt.time(23, 59, 30))
        found = store.findings.all()
        if not found:
            return
        one = chance.choice(found)
        match chance.randrange(5):
            case 0:
                self.decide(one, DecisionKind.DISMISS, at.astimezone())
            case 1:
                self.decide(one, DecisionKind.CONFIRM, at.astimezone())
            case 2 if one.state in (State.OPEN, State.RELAPSED):
                issue(store, one.site, {"办公室": [one.id]}, number=None, at=at.astimezone(),
                      working_days=chance.choice((1, 10)))  # fmt: skip
            case 3:
                self.change(name=f"改名{chance.random()}")
            case 4 if chance.random() < 0.3:
                self.change(status="closed")
            case _:
                pass

    def decide(self, one: Finding, verdict: DecisionKind, at: dt.datetime) -> None:
        decide(self.store, [one], verdict, Words("王工", "看过"), at)

    def change(self, **words: str) -> None:
        place = self.chance.randrange(len(self.city.sites))
        self.city.sites[place] = msgspec.structs.replace(self.city.sites[place], **words)
        self.store.sites.save(self.city.sites)


def told(store: Store, snapshot: Snapshot, *, now: bool) -> dict[str, dict[str, object]]:
    """All that papers tell of a day; pages tell of now alone."""
    found = numbers(store, snapshot) | rates(store, snapshot)
    page = brief.of(snapshot)
    heads = {one.name: one.value for one in page.headlines}
    *_, sums = levels.levels(snapshot)
    found["sites listed"] |= {"brief": heads["登记网站"], "levels": sums.sites}
    paper, check = bulletin.context(snapshot, Choices()), selfcheck.context(snapshot, Choices())
    (noted,) = [re.search(r"检查(\d+)个", one) for one in census.notes(snapshot)[:1]]
    keyed = {one.name: one.value for one in key_figures(snapshot, Office(), "")}["检查的网站"]
    found["sites checked"] = {
        "bulletin": paper["checked"], "self-check": check["checked"], "levels": sums.checked,
        "census": int(noted[1]) if noted else None,
        "bundle": figures_of(own_sites(snapshot)).checked,
        "key figures": int(keyed.removesuffix("个") or 0),
    }  # fmt: skip
    found["sites seen"].pop("scores")  # what was read may hold nothing but problems
    found["sites with something open"] |= {"brief": heads["待整改网站"]}
    found["open"] |= {"brief": heads["待整改问题"], "levels": sums.problems - sums.fixed}
    found["mended"] |= {"levels": sums.fixed}
    found["sites that nobody can say anything of"] |= {"brief": heads["未检查网站"]}
    if not now:
        for one in found.values():
            one.pop("pages", None)
    return found


@pytest.fixture
def few(store: Store, make_site: Make) -> City:
    return City(store, [make_site(number) for number in range(1, 9)])


@pytest.mark.parametrize("seed", [1, 5, 7, 12, 22, 23])
def test_whatever_happens_no_two_papers_disagree_on_any_day(
    few: City, store: Store, make_finding: Make, seed: int
) -> None:
    Nights(store, few, make_finding, seed).pass_by(7)
    assert disagreements(told(store, gather(store), now=True)) == {}
    for day in sorted({one.as_of for one in store.sweeps.all()}):
        for span in (None, Span.month_of(day)):
            assert disagreements(told(store, gather(store, day, span), now=False)) == {}
