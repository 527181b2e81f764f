"""The data of the dashboard's charts. Only our own words go in, nothing that was crawled."""

from collections import Counter
from typing import Any

from govsweep.findings import Severity
from govsweep.reports import figures
from govsweep.reports.figures import Condition, Standing
from govsweep.reports.labels import check_name
from govsweep.reports.snapshot import Snapshot, TrendRow

CONDITIONS = {
    Condition.FINE: "正常",
    Condition.TROUBLED: "有突出问题",
    Condition.UNREACHABLE: "无法访问",
    Condition.UNKNOWN: "未知",
}
STANDINGS = {
    Standing.UNRESOLVED: "待整改",
    Standing.SUSPECTED: "疑似待核",
    Standing.HELD: "暂扣待核",
    Standing.FIXED: "已整改",
}
_UNSEEN = "未检查，也没有旧问题"  # those of which old findings are told stand among the others
_MOST_CHECKS = 14


def of(snapshot: Snapshot) -> dict[str, Any]:
    """All charts, ready to be written as JSON."""
    return {
        "conditions": conditions(snapshot),
        "checks": checks(snapshot),
        "trend": trend(snapshot),
    }


def site_conditions(snapshot: Snapshot) -> dict[str, Condition]:
    """How each listed site is doing."""
    findings = figures.by_site(snapshot.findings)
    ledgers = figures.coverage_by_site(snapshot.ledger)
    return {
        site.identifier: figures.condition(
            findings.get(site.identifier, ()), ledgers.get(site.identifier)
        )
        for site in figures.listed(snapshot)
    }


def conditions(snapshot: Snapshot) -> list[dict[str, Any]]:
    """How many sites are in each condition."""
    counted = Counter(site_conditions(snapshot).values())
    return [
        {
            "key": condition.value,
            "name": _UNSEEN if condition is Condition.UNKNOWN else name,
            "count": counted[condition],
        }
        for condition, name in CONDITIONS.items()
    ]


def checks(snapshot: Snapshot) -> list[dict[str, Any]]:
    """How many findings of each check stand where, the most numerous first; no notices."""
    counted: dict[str, Counter[Standing]] = {}
    severe: dict[str, bool] = {}
    for finding in figures.current(snapshot):
        if figures.is_only_notice(finding) or figures.was_doubtful(finding):
            continue
        counted.setdefault(finding.check, Counter())[figures.standing(finding)] += 1
        severe[finding.check] = finding.severity is Severity.SERIOUS
    most = sorted(counted, key=lambda code: (-counted[code].total(), code))[:_MOST_CHECKS]
    return [
        {
            "code": code,
            "name": check_name(code),
            "serious": severe[code],
            **{standing.value: counted[code][standing] for standing in STANDINGS},
        }
        for code in most
    ]


def trend(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Earlier sweeps and this one; nothing where there is no earlier one to compare with."""
    if not snapshot.earlier:
        return []
    return [
        {
            "night": f"{row.night:%m-%d}" + (f"（{row.number}）" if row.number > 1 else ""),
            "troubled": row.troubled,
            "unresolved": row.unresolved,
        }
        for row in (*snapshot.earlier, today(snapshot))
    ]


def today(snapshot: Snapshot) -> TrendRow:
    """The headline figures of the snapshot's own sweep."""
    known = site_conditions(snapshot)
    bad = (Condition.TROUBLED, Condition.UNREACHABLE)
    return TrendRow(
        night=snapshot.sweep.night,
        number=snapshot.sweep.number,
        sites=len(known),
        troubled=sum(condition in bad for condition in known.values()),
        unresolved=sum(map(figures.unresolved, figures.current(snapshot))),
        pages=figures.coverage(figures.ledger(snapshot)).read,
    )
