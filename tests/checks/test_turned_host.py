"""turned-host: hosts that became a gambler's, a parked domain, another's."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.checking import checks
from govsweep.checks.turned_host import turned_host
from govsweep.facts import Context, OutsideHost, OutsidePage, SiteVisit
from govsweep.findings import Certainty

NAME = "www.friend.example"
URL = f"http://{NAME}/"
BEFORE = OutsidePage(url=URL, title="清禾旅游网", icp="川ICP备11000001号")


@pytest.fixture
def seen(a_context: Callable[..., Context]) -> Callable[..., OutsideHost]:
    def make(page: OutsidePage, name: str = NAME, **words: object) -> OutsideHost:
        given: dict[str, object] = {"turned": dt.date(2026, 11, 20), "before": BEFORE} | words
        return OutsideHost(
            host=name, target=f"http://{name}/", context=a_context(), page=page, text="友情链接",
            first_seen=dt.date(2026, 10, 1), pages=("http://www.qinghe.gov.cn/",), **given,  # type: ignore[arg-type]
        )  # fmt: skip

    return make


def test_a_casino_is_certain_and_the_night_is_told(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url=URL, title="百家乐_博彩", spam=("博彩", "百家乐"))
    (fault,) = turned_host(seen(page))
    assert fault.certainty is Certainty.CONFIRMED
    assert (
        "是赌博、色情网站，标题、关键词有“博彩、百家乐”（2026-11-20 夜变成这样）" in fault.message
    )


def test_one_that_was_so_from_the_first_is_told_too(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url=URL, title="百家乐_博彩", spam=("博彩", "百家乐"))
    (fault,) = turned_host(seen(page, turned=None, before=None))
    assert "变成这样" not in fault.message


def test_one_word_is_too_little(seen: Callable[..., OutsideHost]) -> None:
    assert not list(turned_host(seen(OutsidePage(url=URL, title="博彩", spam=("博彩",)))))


@pytest.mark.parametrize(
    ("by_title", "certainty"), [(True, Certainty.CONFIRMED), (False, Certainty.SUSPECTED)]
)
def test_a_domain_that_is_offered(
    seen: Callable[..., OutsideHost], by_title: bool, certainty: Certainty
) -> None:
    page = OutsidePage(url=URL, offer="本域名出售", offered_by_title=by_title, length=80)
    (fault,) = turned_host(seen(page))
    assert fault.certainty is certainty


def test_a_long_page_about_domains_offers_none(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url=URL, title="域名资讯", offer="域名过期", length=9_000)
    assert not list(turned_host(seen(page, turned=None, before=None)))


def test_another_owner_is_suspected(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url=URL, title="优选商城", icp="粤ICP备20999999号-2")
    (fault,) = turned_host(seen(page))
    assert fault.certainty is Certainty.SUSPECTED
    assert "备案号原来是 川ICP备11000001号，现在是 粤ICP备20999999号-2" in fault.message


def test_another_site_of_one_filing_is_the_same_owner(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url=URL, title="清禾旅游", icp="川ICP备11000001号-3")
    assert not list(turned_host(seen(page)))


def test_usual_platforms_are_nobodys_friend_links(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url=URL, title="百家乐_博彩", spam=("博彩", "百家乐"))
    assert not list(turned_host(seen(page, "www.baidu.com")))


def test_one_that_moved_to_a_government_is_no_loss(seen: Callable[..., OutsideHost]) -> None:
    page = OutsidePage(url="http://www.qinghe.gov.cn/", icp="川ICP备22222222号")
    assert not list(turned_host(seen(page)))


def test_the_page_itself_stays_as_it_was(seen: Callable[..., OutsideHost]) -> None:
    assert not list(turned_host(seen(msgspec.structs.replace(BEFORE, title="清禾旅游网新版"))))


def test_it_was_looked_at_where_links_were_followed_and_its_page_was_read(
    a_context: Callable[..., Context],
) -> None:
    for code in ("turned-host", "counterfeit-suspect", "unregistered-site"):
        looked = checks()[code].looked
        assert looked is not None
        for unseen, told in ((None, False), (frozenset([NAME]), False), (frozenset(), True)):
            assert looked(NAME, SiteVisit(context=a_context(), outside_unseen=unseen)) is told
