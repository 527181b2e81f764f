"""Each number by what it counts, and by who prints it: what papers and pages say of sites."""

import re
from typing import Any

from govsweep.assess import Result
from govsweep.bundles import figures_of
from govsweep.findings import Severity
from govsweep.reports import (
    Choices,
    Office,
    brief,
    census,
    figures,
    levels,
    overview,
    trends,
)
from govsweep.reports.assessing import assessments, verdict_figures
from govsweep.reports.bundling import own_sites
from govsweep.reports.figures import Standing
from govsweep.reports.key_figures import key_figures
from govsweep.reports.papers import bulletin, selfcheck
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Store
from govsweep.web import board

Printed = dict[str, dict[str, object]]


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
            "dashboard's coverage": view.seen, "api": pages.overview.seen,
            "self-check": check["seen"], "bulletin's scope": paper["seen"],
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
        "sites not checked": {
            "bulletin": paper["unseen"] + paper["unvisited"],
            "self-check": check["unseen"] + check["unvisited"],
            "complement": paper["listed"] - paper["checked"],
            "dashboard": len(view.unseen), "pages": pages.overview.unchecked,
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
        "waiting": {
            "dashboard": view.standings[Standing.SUSPECTED] + view.standings[Standing.HELD],
            "self-check": _first(r"待核的（疑似或暂扣）共(\d+)条", check["check_note"]),
            "self-check's rows": sum(
                _first(r"另有(\d+)条待核", row["result"]) for row in check["check_rows"]
            ) + _first(r"其中(\d+)条属于上表没有列", check["check_note"]),
            "census": _first(r"另有(\d+)条疑似或暂扣", "".join(census.notes(snapshot))),
        },
        "sites seen in part": {
            "census": sum("没有看完" in row.problems for row in rows),
            "dashboard": sum("没有看完" in one.condition_name for one in view.sites),
            "pages": sum(
                one.coverage is not None and one.coverage.read > 0 and not one.coverage.whole
                for one in pages.sites
            ),
            "looks": sum(
                look.read > 0 and not figures.coverage(look.ledger).whole
                for key, look in snapshot.period.looks.items()
                if key in {one.identifier for one in figures.listed(snapshot)}
            ),
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


def _first(pattern: str, text: str) -> int:
    match = re.search(pattern, text)
    return int(match[1]) if match else 0


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
    found["sites not checked"] |= {"brief": heads["未检查网站"]}
    if not now:
        for one in found.values():
            for key in ("pages", "api"):  # they tell of now alone
                one.pop(key, None)
    return found
