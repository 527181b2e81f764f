"""A maker of findings."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.findings import CODES, Certainty, Finding, State, fingerprint


def finding(check: str = "typo", **changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "check": check,
        "severity": CODES[check].severity,
        "certainty": Certainty.CONFIRMED,
        "site": "3609000001",
        "site_name": "清源市人民政府",
        "owner": "办公室",
        "url": "http://www.qy.gov.cn/art/1.html",
        "subject": "攻府",
        "column": "通知公告",
        "message": "“攻府”应为“政府”。",
        "quote": "攻府",
        "before": "各县（区）人民",
        "after": "，市政府各部门",
        "suggestion": "政府",
        "clause": "国办秘函〔2019〕19号",
        "sightings": 2,
        "pages": ("http://www.qy.gov.cn/art/1.html", "http://www.qy.gov.cn/art/2.html"),
        "first_seen": "2026-11-02T03:00:00+08:00",
        "last_seen": "2026-11-21T03:00:00+08:00",
        "state": State.OPEN,
        "held": None,
        "rule_version": "2026.11.1",
        "sweep": 12,
    } | changes
    fields.setdefault("id", fingerprint(check, fields["site"], fields["subject"]))
    return Finding(**fields)


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    return finding
