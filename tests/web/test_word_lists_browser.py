"""The office's lists in a real browser, wide and narrow: edited, tried, confirmed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ATTACK = "<script>owned()</script>"
LONG = "很长的说明" * 40
TYPOS = f"错误,正确,说明\n报名截止到,报名截至,{LONG}\n{ATTACK},旧的,\n甲,乙,\n"
PAGE = f"/lists/{quote('错别字.csv')}"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_list_is_edited_tried_and_confirmed(
    browser: Any,
    a_hand: Callable[..., Any],
    office: Any,
    faults_of: Callable[[Any], Any],
    tmp_path: Path,
    width: int,
) -> None:
    (office.lists / "错别字.csv").write_text(TYPOS, "utf-8")
    (tmp_path / "新.csv").write_text(f"{TYPOS}旧办法,新办法,\n甲,乙,\n", "gb18030")
    tab = a_hand(office.address, "reviewer", width).tab

    def sound(name: str) -> None:
        assert tab.fits, name
        assert tab.complaints == [], name
        assert tab.run("document.querySelectorAll('main script').length") == 0
        assert faults_of(tab) == [], name

    tab.open("/lists")
    sound("lists")
    tab.follow(f".lists a[href='{PAGE}']")
    sound("list")
    tab.follow(f"a[href='{PAGE}/rows/2']")
    browser.find_element("css selector", "[name='cell-正确']").clear()
    browser.find_element("css selector", "[name='cell-正确']").send_keys("截至")
    sound("form")
    tab.follow(".stack button")
    assert "报名截至 → 截至" in tab.text("[aria-labelledby=h-changed]")
    sound("preview of a row")
    tab.open(PAGE)
    browser.find_element("css selector", "input[type=file]").send_keys(str(tmp_path / "新.csv"))
    tab.follow("form[action$='/import'] button")
    assert "旧办法" in tab.text("[aria-labelledby=h-added]")
    sound("preview")
    back = tab.run("location.pathname")
    tab.follow("form[action$='/trial'] button")
    assert "会提出 3 段不同的文字" in tab.text()
    sound("trial")
    assert back.endswith("/import")
    tab.open(f"{PAGE}/row")
    for head, words in (("错误", "旧办法"), ("正确", "新办法")):
        browser.find_element("css selector", f"[name='cell-{head}']").send_keys(words)
    tab.follow(".stack button")
    tab.follow("form[action$='/confirm'] button")
    assert "新增 1 行" in tab.text()
    sound("history")
    assert "旧办法" in (office.lists / "错别字.csv").read_text("utf-8")
