"""The office's settings in a real browser, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.config import Settings


@pytest.mark.parametrize("width", [390, 1280])
def test_a_section_is_edited_and_confirmed(
    browser: Any,
    a_hand: Callable[..., Any],
    office: Any,
    faults_of: Callable[[Any], Any],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"GOVSWEEP_{name.upper()}", raising=False)
    tab = a_hand(office.address, "admin", width).tab

    def sound(name: str) -> None:
        assert tab.fits, name
        assert tab.complaints == [], name
        assert faults_of(tab) == [], name

    tab.open("/office")
    sound("office")
    for section in ("assessment", "sweeps", "server"):
        tab.open(f"/office/{section}")
        sound(section)
    tab.open("/office/periods")
    browser.find_element("css selector", "#f-periods").send_keys("专项检查 2026-03-01 2026-04-31")
    tab.follow(".stack button")
    assert "应是日期" in tab.text("[role=alert]")
    assert "2026-04-31" in tab.run("document.querySelector('#f-periods').value")
    assert all("400" in one for one in tab.complaints)  # which the browser tells of, too
    sound("refused")
    browser.find_element("css selector", "#f-periods").clear()
    browser.find_element("css selector", "#f-periods").send_keys("专项检查 2026-03-01 2026-04-30")
    tab.follow(".stack button")
    sound("preview")
    tab.follow("form[action$='/confirm'] button")
    assert "专项检查 2026-03-01 2026-04-30" in tab.text()
    sound("history")
    written = (office.lists.parent / "office.toml").read_text("utf-8")
    assert '"专项检查" = {begins = 2026-03-01, ends = 2026-04-30}' in written
