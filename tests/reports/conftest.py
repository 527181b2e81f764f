"""Makers of snapshots, and the worst strings that a crawled page could carry."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.checking import checks
from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.periods import LedgerCount, Period, SiteLook, Span
from govsweep.reports.snapshot import Snapshot, SweepRow

BEIJING = dt.timezone(dt.timedelta(hours=8))
NIGHT = dt.date(2026, 11, 20)


def at(month: int, day: int, hour: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=BEIJING)


def site(number: int = 1, **changes: Any) -> Site:
    fields = {
        "identifier": f"36090000{number:02d}",
        "name": f"清源市第{number}局",
        "url": f"http://www.s{number}.gov.cn/",
    }
    return Site(**(fields | changes))


def finding(check: str = "typo", of: Site | None = None, **changes: Any) -> Finding:
    of = of or site()
    fields: dict[str, Any] = {
        "check": check,
        "severity": checks()[check].severity,
        "certainty": Certainty.CONFIRMED,
        "site": of.identifier,
        "site_name": of.name,
        "owner": "办公室",
        "url": f"{of.url}art/1.html",
        "subject": "攻府",
        "column": "通知公告",
        "message": "“攻府”应为“政府”。",
        "quote": "攻府",
        "before": "各县（区）人民",
        "after": "，市政府各部门",
        "suggestion": "政府",
        "clause": "国办秘函〔2019〕19号",
        "sightings": 1,
        "pages": (f"{of.url}art/1.html",),
        "first_seen": at(11, 2),
        "last_seen": at(11, 21),
        "state": State.OPEN,
        "held": None,
        "rule_version": "2026.11.1",
        "sweep": 12,
    } | changes
    fields.setdefault("id", fingerprint(check, of.identifier, fields["subject"]))
    return Finding(**fields)


def ledger(of: Site, known: int = 10, **states: int) -> list[LedgerCount]:
    states = states or {"fetched": 10}
    rows = [LedgerCount(site=of.identifier, state="known", reason="", count=known)]
    return rows + [
        LedgerCount(
            site=of.identifier,
            state=state,
            reason="timeout" if state == "failed" else "",
            count=count,
        )
        for state, count in states.items()
    ]


def snapshot(*sites: Site, findings: tuple[Finding, ...] = (), **changes: Any) -> Snapshot:
    sites = sites or (site(),)
    day = changes.get("as_of", NIGHT)
    rows = changes.pop("ledger", tuple(row for one in sites for row in ledger(one)))
    homes = {one.site: one for one in changes.pop("homes", ())}
    looks = {
        key: SiteLook(
            site=key,
            sweep=12,
            as_of=day,
            ledger=tuple(row for row in rows if row.site == key),
            home=homes.get(key),
        )
        for key in dict.fromkeys((*(row.site for row in rows), *homes))
    }
    fields: dict[str, Any] = {
        "as_of": NIGHT,
        "period": Period(span=Span.quarter_of(day), day=day, looks=looks),
        "sweep": SweepRow(
            id=12,
            night=NIGHT,
            number=1,
            as_of=NIGHT,
            opened_at=at(11, 20, 22),
            closed_at=at(11, 21, 4),
            balanced=True,
            rules_version="2026.11.1",
            indicators="2019",
        ),
        "sites": sites,
        "findings": findings,
        "own_ledger": tuple(rows),
    }
    return Snapshot(**(fields | changes))


@pytest.fixture
def make_site() -> Callable[..., Site]:
    return site


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    return finding


@pytest.fixture
def make_ledger() -> Callable[..., list[LedgerCount]]:
    return ledger


@pytest.fixture
def make_snapshot() -> Callable[..., Snapshot]:
    return snapshot


@pytest.fixture
def hostile() -> Snapshot:
    """A snapshot in which every string that a site can choose does its worst."""
    worst = site(
        7, name="=cmd|' /C calc'!A0</title><script>owned('name')</script>", url="javascript:owned()"
    )
    attack = "</script><img src=x onerror=\"owned('quote')\"><script>owned('quote')</script>"
    return snapshot(
        worst,
        site(8, name="| [夺走](http://evil.example/) <b>*粗*</b> `$x$`"),
        findings=(
            finding(
                of=worst,
                url="javascript:owned('url')",
                pages=("data:text/html,<script>owned('page')</script>",),
                quote=attack,
                before="\u202e<script>",
                after="{{ 7 * 7 }}{% raw %}",
                message=attack,
                suggestion='=HYPERLINK("http://evil.example/","点我")',
                owner="@SUM(1+1)*cmd",
                column="-2+3",
                subject="+1\x00\x1b",
                sightings=3,
            ),
            finding(
                "dead-link",
                of=worst,
                url='http://s7.gov.cn/"onmouseover="owned()"/<script>owned()</script>',
                quote="两\u2028行",
                subject="x",
            ),
        ),
    )
