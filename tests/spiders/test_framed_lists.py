"""Columns whose list stands in a frame, or whose rows a click opens, are judged as any other."""

import datetime as dt
from typing import Any

import pytest

from govsweep.facts import ColumnKind
from govsweep.judging import Judges
from govsweep.reports.gather import gather
from govsweep.rules import load_rules
from govsweep.settle import settle

NEWEST = dt.date(2025, 1, 18)  # long past, in November 2026
NAMES = {
    "iframe": "通知公告",
    "frameset": "工作动态",
    "object": "公示公告",
    "nested": "人事信息",
    "click": "政务动态",
    "pdf": "规划计划",
}


def rows(way: str, *, click: bool = False) -> str:
    days = (NEWEST - dt.timedelta(days=7 * week) for week in range(6))
    told = ((f"/{way}/{day:%m%d}.html", f"{NAMES[way]}之{day:%m%d}号信息", day) for day in days)
    if click:
        return "".join(
            f"<tr onclick=\"openRow('{url}')\"><td>{title}</td><td>{day}</td></tr>"
            for url, title, day in told
        )
    return "".join(
        f'<li><a href="{url}">{title}</a><span>{day}</span></li>' for url, title, day in told
    )


def framed(way: str) -> str:
    inner = f"/{way}/inner.html"
    if way == "frameset":
        return f'<frameset rows="80,*"><frame src="/top.html"><frame src="{inner}"></frameset>'
    body = {
        "iframe": f'<iframe src="{inner}" width="700"></iframe>',
        "nested": '<iframe src="/nested/outer.html"></iframe>',
        "object": f'<object type="text/html" data="{inner}"></object>',
        "click": f"<table>{rows(way, click=True)}</table>",
        "pdf": '<object data="/pdf/plan.pdf" type="application/pdf"></object>',
    }[way]
    return f"<body><p>当前位置：<a href='/'>首页</a> &gt; {NAMES[way]}</p>{body}</body>"


@pytest.fixture
def laid(sweeping: Any, town: Any) -> None:
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{}</title></head>{}</html>"
    menu = "".join(f"<li><a href='/{way}/'>{name}</a></li>" for way, name in NAMES.items())
    town.put("/", head.format("清禾市人民政府", f"<body><ul>{menu}</ul></body>").encode())
    town.put("/top.html", head.format("页头", "<body><a href='/'>首页</a></body>").encode())
    outer = '<body><iframe src="/nested/inner.html"></iframe></body>'
    town.put("/nested/outer.html", head.format("外框", outer).encode())
    town.put("/pdf/plan.pdf", b"%PDF-1.4\n" + b"0" * 2_000, Content_Type="application/pdf")
    for way, name in NAMES.items():
        town.put(f"/{way}/", head.format(name, framed(way)).encode())
        listed = head.format("列表", f"<body><ul>{rows(way)}</ul></body>")
        town.put(f"/{way}/inner.html", listed.encode())
        for week in range(6):
            day = NEWEST - dt.timedelta(days=7 * week)
            text = f"本页是{name}之{day:%m%d}号信息，请各单位遵照执行。"
            town.page(f"/{way}/{day:%m%d}.html", text=text)
    sweeping.site(name="清禾市人民政府")


def test_they_are_stale_by_the_rows_that_visitors_see(sweeping: Any, laid: None) -> None:
    assert sweeping.run(GOVSWEEP_RENDERING="false") == ""
    store, sweep = sweeping.store, sweeping.sweep
    assert settle(store, sweep, Judges.by(load_rules())) == []
    store.sweeps.close(sweep.id, reason="", finished=True)
    columns = [one for one in gather(store).columns if one.kind is not ColumnKind.HEADLINE]
    listed = set(NAMES) - {"pdf"}
    told = {one.name: one.newest for one in columns if one.name in NAMES.values()}
    assert {name: told.get(name) for name in map(NAMES.get, sorted(listed))} == {
        NAMES[way]: NEWEST for way in sorted(listed)
    }
    stale = {one.column for one in store.findings.all(check=["stale-column"])}
    assert stale == {NAMES[way] for way in listed}
    assert store.findings.all(check=["blank-column"]) == []
