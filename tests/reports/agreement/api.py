"""What the API answers over HTTP, beside what papers print of the same numbers."""

from collections.abc import Callable
from typing import Any

from tests.reports.agreement.numbers import Printed

from govsweep.facts import MediaStatus
from govsweep.reports import Choices, census, figures, media, overview, reading_log
from govsweep.reports.figures import Condition, Standing
from govsweep.reports.papers import bulletin
from govsweep.reports.snapshot import Snapshot

Ask = Callable[[str], Any]


def answered(ask: Ask, snapshot: Snapshot) -> Printed:
    """All that both tell: of all sites together, of each, of columns, accounts and a sweep."""
    return (
        _of_all(ask, snapshot)
        | _of_sites(ask, snapshot)
        | _of_lists(ask, snapshot)
        | _of_accounts(ask, snapshot)
        | _of_sweep(ask, snapshot)
    )


# What nobody looked at is null in the API; papers that add up have nothing to add of it.
NONE_SEEN = dict.fromkeys(("serious", "minor", "suspected", "held", "fixed", "unresolved"), 0)


def _of_all(ask: Ask, snapshot: Snapshot) -> Printed:
    told, view = ask("overview"), overview.of(snapshot)
    paper = bulletin.context(snapshot, Choices())
    found, rate = told["findings"], told["error_rate"] or {}
    return {
        "rests on": {"api": told["basis"]["words"], "view": view.basis.words},
        "sites": {"api": told["sites"], "bulletin": paper["listed"]},
        "running": {"api": told["running"], "bulletin": paper["running"]},
        "open": {"api": found["unresolved"], "bulletin": paper["unfixed"]},
        "mended": {"api": found["fixed"], "bulletin": paper["fixed"]},
        "suspected": {"api": found["suspected"], "view": view.standings[Standing.SUSPECTED]},
        "held": {"api": found["held"], "view": view.standings[Standing.HELD]},
        "notices": {"api": found["notices"], "view": view.notices},
        "columns overdue": {"api": told["overdue"], "view": view.overdue},
        "known": {"api": told["coverage"]["known"], "bulletin": paper["known"]},
        "read": {"api": told["coverage"]["read"], "bulletin": paper["pages"]},
        "errors": {"api": rate.get("errors", 0), "bulletin": paper["errors"]},
        "characters": {"api": rate.get("characters", 0), "bulletin": paper["characters"]},
    } | {
        f"sites {condition}": {
            "api": told["conditions"][condition], "view": view.conditions.get(condition, 0),
            "api's list": ask(f"sites?condition={condition}")["total"],
        }
        for condition in Condition
    }  # fmt: skip


def _of_sites(ask: Ask, snapshot: Snapshot) -> Printed:
    rows = {row.identifier: row for row in census.rows(snapshot)}
    found: Printed = {}
    for line in overview.of(snapshot).sites:
        told = ask(f"sites/{line.identifier}")
        own, rate = told["findings"] or NONE_SEEN, told["error_rate"]
        found[line.identifier] = {
            "api": (
                own["serious"], own["minor"], own["suspected"], own["held"], own["fixed"],
                told["condition"], (told["coverage"] or {}).get("read", 0),
            ),
            "dashboard": (
                line.serious, line.minor, line.suspected, line.held, line.fixed,
                line.condition, line.coverage.read if line.coverage else 0,
            ),
        }  # fmt: skip
        found[f"{line.identifier} characters"] = {
            "api": str(rate["characters"]) if rate else "—",
            "census": rows[line.identifier].characters,
        }
    return found


def _of_lists(ask: Ask, snapshot: Snapshot) -> Printed:
    current = figures.current(snapshot)
    waiting = sum(figures.standing(one) is Standing.SUSPECTED for one in current)
    words = "state=open&state=notified&state=relapsed&part=false&among=sites"
    confirmed = sum(
        ask(f"findings?{words}&held=false&certainty=confirmed&severity={grave}")["total"]
        for grave in ("serious", "minor")
    )
    return {
        "overdue columns": {
            "api": ask("columns?overdue=true")["total"], "view": overview.of(snapshot).overdue,
        },
        "suspected ones": {
            "api": ask(f"findings?{words}&held=false&certainty=suspected")["total"],
            "papers": waiting,
        },
        "held ones": {
            "api": ask(f"findings?{words}&held=true")["total"],
            "papers": sum(figures.standing(one) is Standing.HELD for one in current),
        },
        "open ones": {
            "api": confirmed, "papers": sum(map(figures.unresolved, current)),
        },
    }  # fmt: skip


def _of_accounts(ask: Ask, snapshot: Snapshot) -> Printed:
    every, *platforms = media.counts(snapshot)
    paper = bulletin.context(snapshot, Choices())
    shown = [one["findings"] or NONE_SEEN for one in ask("media")["accounts"]]
    found: Printed = {
        "accounts": {"api": ask("media")["total"], "table": every.registered},
        "account problems open": {
            "api": sum(one["unresolved"] for one in shown),
            "bulletin": paper["media_problems"] - paper["media_fixed"],
        },
        "account problems mended": {
            "api": sum(one["fixed"] for one in shown), "bulletin": paper["media_fixed"],
        },
    }  # fmt: skip
    for status in MediaStatus:
        found[f"accounts {status}"] = {
            "api": ask(f"media?status={status}")["total"], "table": getattr(every, status.value),
        }  # fmt: skip
    words = {one.platform.word: one.platform.value for one in snapshot.media}
    for row in platforms:
        found[f"accounts of {row.name}"] = {
            "api": ask(f"media?platform={words[row.name]}")["total"], "table": row.registered,
        }  # fmt: skip
    return found


def _of_sweep(ask: Ask, snapshot: Snapshot) -> Printed:
    told = ask(f"sweeps/{snapshot.sweep.id}/ledger")
    shown = {one["site"]: one["coverage"] for one in told["sites"]}
    found: Printed = {
        f"reading of {row.site.identifier}": {
            "api": (shown[row.site.identifier]["known"], shown[row.site.identifier]["read"]),
            "log": (row.coverage.known, row.coverage.read),
        }
        for row in reading_log.table(snapshot).rows
        if row.coverage is not None
    }
    kept = {one.identifier for one in figures.listed(snapshot)}
    found["sites read that night"] = {
        "api": sum(key in kept for key in shown), "log": len(found),
    }  # fmt: skip
    return found
