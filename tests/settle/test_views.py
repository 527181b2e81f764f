"""What settling makes of other visitors' views and of looks at the certificate."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checking import checks
from govsweep.facts import (
    Anchor,
    Block,
    Context,
    Page,
    Place,
    Probe,
    SiteVisit,
    TargetKind,
    View,
)
from govsweep.settle.views import all_views, certificate, searches

ROOT = "https://www.qinghe.gov.cn/"
HOME = Page(
    url=ROOT,
    document_title="清禾市人民政府",
    meta={"keywords": "清禾,政务"},
    blocks=(Block("欢迎", Place.MAIN, b"1" * 16), Block("暗处", Place.HIDDEN, b"2" * 16)),
    anchors=(
        Anchor("https://rsj.qinghe.gov.cn/", "人社局", Place.NAVIGATION),
        Anchor("https://www.tianqi.com/", "天气", Place.MAIN),
        Anchor("https://img.tianqi.com/a.png", "", Place.MAIN, TargetKind.IMAGE),
    ),
    hidden_links=("http://casino.example/",),
)
SPIDER = View(agent="spider", title="清禾市人民政府")


def looked(*faults: str | None) -> tuple[Probe, ...]:
    at = dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)
    return tuple(Probe(url=ROOT, at=at, certificate=fault) for fault in faults)


def test_the_browser_s_view_is_what_the_home_page_says() -> None:
    browser, spider = all_views(HOME, (SPIDER,))
    assert spider is SPIDER
    assert browser.agent == "browser"
    assert browser.title == "清禾市人民政府"
    assert browser.keywords == "清禾,政务"
    assert browser.domains == ("casino.example", "tianqi.com")


@pytest.mark.parametrize(
    "home",
    [None, Page(url=ROOT, shell=True), Page(url=ROOT, redirect=ROOT + "index.html")],
    ids=["not read", "a shell", "a signpost"],
)
def test_without_a_home_page_there_is_nothing_to_compare(home: Page | None) -> None:
    assert all_views(home, (SPIDER,)) == ()


def test_without_other_visitors_there_is_nothing_to_compare() -> None:
    assert all_views(HOME, ()) == ()


@pytest.mark.parametrize(
    ("probes", "fault"),
    [
        (looked(None, None, "证书过期"), "证书过期"),
        (looked("证书过期", ""), ""),
        (looked(None), ""),
        ((), ""),
    ],
    ids=["a fault", "mended since", "not looked at", "no probe"],
)
def test_the_last_look_at_a_certificate_counts(probes: tuple[Probe, ...], fault: str) -> None:
    assert certificate(probes) == fault


@pytest.mark.parametrize(
    ("check", "subject", "views", "probes", "shown"),
    [
        ("cloaking", "spider", (SPIDER,), (), True),
        ("cloaking", "referrer", (SPIDER,), (), False),
        ("certificate-fault", "certificate", (), looked(""), True),
        ("certificate-fault", "certificate", (), looked(None), False),
        ("weekend-gap", "gap", (), (), True),
    ],
    ids=["seen as it", "not seen as it", "looked at", "not looked at", "needs no look"],
)
def test_only_what_was_looked_at_again_can_be_fixed(
    check: str,
    subject: str,
    views: tuple[View, ...],
    probes: tuple[Probe, ...],
    shown: bool,
    a_context: Callable[..., Context],
) -> None:
    looked_at = checks()[check].looked
    visit = SiteVisit(context=a_context(), views=views, probes=probes)
    assert (looked_at is None or looked_at(subject, visit)) is shown


@pytest.mark.parametrize(
    ("found", "titles", "usable"),
    [
        ((), (0, 0, 0), (0, 0, 0)),
        ((True, True), (2, 0, 0), (1, 0, 0)),
        ((True, False), (2, 1, 0), (1, 0, 0)),
        ((False, False), (2, 2, 0), (1, 1, 0)),
        ((True, None), (1, 0, 1), (1, 0, 0)),
        ((None, None), (0, 0, 2), (0, 0, 1)),
    ],
    ids=["nobody searched", "all", "some", "none", "one not answered", "not answered"],
)
def test_what_searches_tell(
    found: tuple[bool | None, ...], titles: tuple[int, int, int], usable: tuple[int, int, int]
) -> None:
    said = searches([View(agent=f"search-{at}", found=one) for at, one in enumerate(found)])
    assert [(one.asked, one.bad, one.unseen) for one in said[:2]] == [titles, usable]


def test_it_is_no_view_of_the_page() -> None:
    assert (
        all_views(Page(url="http://a.gov.cn/"), (View(agent="ipv6"), View(agent="search-1"))) == ()
    )
