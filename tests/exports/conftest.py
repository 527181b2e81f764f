"""A maker of findings."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.findings import Finding

_USUAL: dict[str, Any] = {
    "site": "3609000001",
    "site_name": "清源市人民政府",
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
    "rule_version": "2026.11.1",
    "sweep": 12,
}


@pytest.fixture
def make_finding(a_finding: Callable[..., Finding]) -> Callable[..., Finding]:
    return lambda check="typo", **changes: a_finding(check, **(_USUAL | changes))
