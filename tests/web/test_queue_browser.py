"""The queue in a real browser: by keyboard alone, and with somebody else at it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from govsweep import clock
from govsweep.accounts import AuditAct
from govsweep.facts import Failure, Probe
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.rectification import issue

WORST = "5118000001"
TYPO = fingerprint("typo", WORST, "攻府")


@pytest.fixture
def keyboard(a_hand: Callable[..., Any], office: Any) -> Callable[..., Any]:
    """Opens a page of the office as somebody, and types."""
    return lambda name, width: a_hand(office.address, name, width)


def state(office: Any, key: str) -> State:
    (found,) = office.store.findings.all(key=key)
    return found.state


def test_sixteen_findings_by_keyboard(
    keyboard: Any, office: Any, make_finding: Callable[..., Finding]
) -> None:
    some = [
        make_finding("typo", f"错词{number:02}", certainty=Certainty.SUSPECTED)
        for number in range(15)
    ]
    office.store.findings.save(1, some)
    hand = keyboard("reviewer", 1280)
    hand.tab.open("/queue?view=suspected")
    hand.type("j")
    assert hand.row == hand.tab.run("document.querySelector('.row').dataset.keys")
    for number in range(16):
        if number % 4:
            hand.type_on("c")
        else:
            hand.type("d")
            hand.type_on("误报\ue007")
    assert "这一类没有要办的" in hand.tab.text()
    told = office.store.audit.entries
    assert told(act=AuditAct.CONFIRMED)[0] == 12
    assert told(act=AuditAct.DISMISSED)[0] == 4
    assert {one.reason for one in told(act=AuditAct.DISMISSED)[1]} == {"误报"}
    assert hand.tab.complaints == []


def test_the_keys_move_select_open_hand_out_and_take_back(
    browser: Any, keyboard: Any, office: Any
) -> None:
    hand = keyboard("reviewer", 1280)
    hand.tab.open("/queue?view=new")
    rows = hand.tab.run("[...document.querySelectorAll('.row')].map(one => one.dataset.keys)")
    hand.type("jjk")
    assert hand.row == rows[0]
    hand.type("xjx")
    assert hand.tab.run("document.querySelectorAll('[name=key]:checked').length") == 2
    hand.type("?")
    assert hand.tab.run("document.querySelector('#help').open")
    hand.type("j\ue00c")
    assert not hand.tab.run("document.querySelector('#help').open")
    hand.type("d")
    hand.type_on("专有名称 jkx\ue007")
    assert state(office, rows[0]) is state(office, rows[1]) is State.DISMISSED
    assert office.store.decisions.all()[0].reason == "专有名称 jkx"
    hand.type_on("u")
    assert {state(office, one) for one in rows} == {State.OPEN}
    hand.type("k" * 9)
    hand.type_on("n")
    assert hand.tab.text("h1") == "下发通知书"
    hand.tab.follow("button.act")
    assert state(office, rows[0]) is State.NOTIFIED
    hand.type("k" * 9)
    row = hand.row
    assert row != rows[0], "it is not new any more"
    hand.type_on("\ue007")
    assert browser.current_url.endswith(f"/findings/{row}")
    assert hand.tab.complaints == []


def test_what_another_just_did_is_shown_and_nothing_is_lost(
    browser: Any, keyboard: Any, office: Any, log_in: Any
) -> None:
    hand = keyboard("reviewer", 1280)
    hand.tab.open("/queue?view=new&check=typo")
    other = log_in(office, "admin")
    page = other.ask("/queue?view=new&check=typo")
    marks = [str(one.attributes["value"]) for one in page.tree.css("[name=seen]")]
    other.send("/queue/acts", act="dismiss", key=TYPO, seen=marks, why="专有名称")
    hand.waits(lambda: "admin 驳回" in hand.tab.text(f"[data-keys='{TYPO}']"))
    assert hand.tab.run(f"document.querySelector('[value=\"{TYPO}\"]').disabled")
    assert "admin" in hand.tab.text(".live")


def test_who_acts_before_it_is_shown_is_told_who_was_first(
    keyboard: Any, office: Any, log_in: Any
) -> None:
    hand = keyboard("reviewer", 1280)
    hand.tab.open("/queue?view=new&check=typo&site=" + WORST)
    other = log_in(office, "admin")
    page = other.ask("/queue?view=new&check=typo")
    marks = [str(one.attributes["value"]) for one in page.tree.css("[name=seen]")]
    other.send("/queue/acts", act="dismiss", key=TYPO, seen=marks, why="专有名称")
    hand.tab.run("void (document.querySelector('.live').dataset.after = 99999)")
    hand.type("j")
    hand.type_on("c")
    assert "admin 已驳回（专有名称）" in hand.tab.text(".alarm")
    assert state(office, TYPO) is State.DISMISSED
    assert len(office.store.decisions.all()) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_the_office_fit(
    keyboard: Any, office: Any, faults_of: Any, width: int
) -> None:
    issue(office.store, WORST, {"办": [TYPO]}, number=None, at=clock.now(), working_days=5)
    office.store.probes.save(
        [
            (
                WORST,
                Probe(
                    url="http://www.qinghe.gov.cn/",
                    at=clock.now() - timedelta(hours=hour),
                    failure=why,
                ),
            )
            for hour, why in ((1, None), (30, Failure.TIMEOUT), (31, None), (80, None))
        ]
    )
    hand = keyboard("admin", width)
    for path in (
        *("/trends", "/brief", "/running", "/health", "/notices", "/notices/1", f"/sites/{WORST}"),
        *("/queue?view=new", "/queue?view=held", "/queue?view=new&by=cause", "/account"),
        *("/audit", "/people", f"/findings/{TYPO}", "/", "/register", "/register/site"),
        *("/register/column", f"/search?words=x&site={WORST}"),
    ):
        hand.tab.open(path)
        assert hand.tab.fits, path
        assert hand.tab.complaints == [], path
        if width > 600 or path.startswith(("/queue", "/findings")):  # axe takes longest
            assert faults_of(hand.tab) == [], path
