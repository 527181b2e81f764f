"""Which pages of a site are audited in a sweep, with a real browser and a real worker."""

from collections.abc import Mapping
from typing import Any

import pytest

from govsweep.browser.program import has_axe, missing
from govsweep.facts import Audit

if any(missing()) or not has_axe():
    pytest.skip("no browser on this machine", allow_module_level=True)

HEAD = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{0}</title>{1}</head>'
HOME = HEAD.format("首页", "") + "<body>" + "".join(
    f'<li><a href="/a/{n}.html">关于做好第{n}批防汛物资检查工作的通知</a></li>' for n in range(4)
)  # fmt: skip
ARTICLE = HEAD + (
    '<body><h1>{0}</h1><p>发布时间：2026-11-02</p><div class="TRS_Editor">'
    "<p>现将防汛物资检查工作的有关安排通知如下，请各单位认真抓好落实，按时报送检查情况。</p>"
    "<p>各单位要高度重视，落实责任，确保检查工作取得实效。</p></div><button></button>"
)


@pytest.fixture
def site(town: Any) -> None:
    town.put("/", HOME.encode())
    town.put("/a.css", b"p { color: #111 }", Content_Type="text/css")
    town.put("/b.css", b"p { color: #222 }", Content_Type="text/css")
    for number in range(4):
        style = '<link rel="stylesheet" href="/{}.css">'.format("ab"[number == 3])
        text = ARTICLE.format(f"关于做好第{number}批防汛物资检查工作的通知", style)
        town.put(f"/a/{number}.html", text.encode())


def audits(sweeping: Any) -> Mapping[str, Audit | None]:
    pages = sweeping.store.pages.of_site(sweeping.sweep.id, "1300000001")
    return {
        one.url.partition("/", )[2].partition("/")[2].partition("/")[2]: one.page.audit
        for one in pages
        if one.page is not None
    }  # fmt: skip


def styles(town: Any) -> int:
    """How often the articles' style sheet was asked for."""
    return sum(path == "/a.css" for _, path, _ in town.asked)


def test_the_home_page_and_one_page_a_template(sweeping: Any, town: Any, site: None) -> None:
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_AUDIT_PAGES="8") == ""
    found = audits(sweeping)
    assert len(found) == 5
    audited = {url: one for url, one in found.items() if one is not None}
    assert "" in audited
    assert "a/3.html" in audited  # of another template than the other three
    assert len(audited) == 3
    articles = [one for url, one in audited.items() if url]
    assert styles(town) == 2  # kept, once a browser has asked for it
    assert all("button-name" in {rule.rule for rule in one.violations} for one in articles)


def test_no_more_than_the_office_allows(sweeping: Any, town: Any, site: None) -> None:
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_AUDIT_PAGES="1") == ""
    assert sum(one is not None for one in audits(sweeping).values()) == 1


def test_none_where_it_is_turned_off(sweeping: Any, town: Any, site: None) -> None:
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_AUDIT_PAGES="0") == ""
    assert not any(audits(sweeping).values())
    assert styles(town) == 1  # as the target of a link


def test_what_has_not_changed_keeps_its_audit(sweeping: Any, town: Any, site: None) -> None:
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_AUDIT_PAGES="8") == ""
    before = {url for url, one in audits(sweeping).items() if one is not None}
    sweeping.store.sweeps.close(sweeping.sweep.id, reason="", finished=True)
    town.asked.clear()
    assert sweeping.run(GOVSWEEP_AUDIT_PAGES="8") == ""
    assert {url for url, one in audits(sweeping).items() if one is not None} == before
    assert styles(town) == 1  # as the target of a link
