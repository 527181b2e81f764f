"""How it runs: the last nights, what was not read, the sweep as it runs, and the doctor."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep import clock
from govsweep.doctor import HealthLevel, HealthLine
from govsweep.reports import figures
from govsweep.reports.gather import gather
from govsweep.store import Store


def number(text: str) -> int:
    return int(text.replace(",", ""))


def open_one(store: Any) -> None:
    at = clock.now()
    store.sweeps.open(
        night=at.date(), as_of=at.date(), sites=store.sites.all(), indicators="2019",
        rules_version="r1", at=at.timestamp(), again=True,
    )  # fmt: skip


class TestNights:
    def test_each_has_the_figures_of_its_ledger(self, office: Any, log_in: Any) -> None:
        (row,) = log_in(office, "reader").ask("/running").tree.css("#h-nights ~ table tbody tr")
        cells = [" ".join(one.text().split()) for one in row.css("td")]
        snapshot = gather(office.store)
        known = figures.coverage(snapshot.ledger)
        assert number(cells[0]) == len(office.store.sweeps.all()[0].sites)
        assert number(cells[2]) == known.read
        assert cells[3] == f"{known.share:.1%}"

    def test_what_was_not_read_is_told_with_the_reason(self, office: Any, log_in: Any) -> None:
        page = log_in(office, "reader").ask("/running")
        known = figures.coverage(gather(office.store).ledger)
        shown = [number(text) for text in page.texts("#h-unread ~ table td.n")]
        assert shown == [count for *_, count in known.reasons] != []

    def test_before_the_first_there_is_none(
        self, serve: Callable[..., Any], tmp_path: Path
    ) -> None:
        url = f"sqlite:///{tmp_path}/empty.db"
        store = Store(url)
        store.upgrade()
        store.close()
        with serve(url) as server:
            page = server.ask("/running")
        assert page.status == 200 and "还没有做过巡检" in page.text


class TestLive:
    def test_while_a_sweep_runs_it_is_told_how_far_it_is(self, office: Any, log_in: Any) -> None:
        open_one(office.store)
        reader = log_in(office, "reader")
        page = reader.ask("/running")
        assert "正在巡检" in page.text and "running.js" in page.text
        answer = reader.ask("/running/events")
        assert answer.headers["content-type"].startswith("text/event-stream")
        retry, data = answer.text.strip().split("\n")
        assert retry.startswith("retry: ")
        assert json.loads(data.removeprefix("data: "))["told"] == page.texts("#progress")[0]

    def test_once_it_is_over_the_asking_ends(self, office: Any, log_in: Any) -> None:
        reader = log_in(office, "reader")
        assert reader.ask("/running/events").status == 204
        assert "running.js" not in reader.ask("/running").text


class TestHealth:
    def test_it_is_what_the_doctor_says(
        self, office: Any, serve: Callable[..., Any], log_in: Any
    ) -> None:
        def look(_: float) -> list[HealthLine]:
            return [
                HealthLine("磁盘", HealthLevel.OK, "还有 20 GB"),
                HealthLine("<b>时钟", HealthLevel.BAD, "慢了", "校准"),
            ]

        with serve(str(office.store.engine.url), health=look) as server:
            page = log_in(server, "reviewer").ask("/health")
        rows = [[cell.text() for cell in one.css("td, th")] for one in page.tree.css("tbody tr")]
        assert rows == [["好", "磁盘", "还有 20 GB", "—"], ["有误", "<b>时钟", "慢了", "校准"]]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_sweep_that_runs_is_told_live_in_a_browser(
    browser: Any, a_tab: Callable[..., Any], office: Any, width: int
) -> None:
    open_one(office.store)
    tab = a_tab(width, office.address)
    browser.delete_all_cookies()
    tab.open("/login")
    for field, words in (("name", "reader"), ("password", "correct horse")):
        browser.find_element("css selector", f"[name={field}]").send_keys(words)
    tab.follow(".login button")
    tab.open("/running")
    assert tab.fits
    tab.run("void (document.getElementById('progress').textContent = '')")
    waiting = pytest.importorskip("selenium.webdriver.support.ui").WebDriverWait
    waiting(browser, 300).until(lambda _: "已读页面" in tab.text("#progress"))
    assert tab.complaints == []
