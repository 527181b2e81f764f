"""home-elsewhere: where a registered home page leads."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.home_elsewhere import home_elsewhere
from govsweep.facts import Context, Page, PageKind, SiteVisit
from govsweep.findings import Certainty


def messages(context: Context, url: str, status: str = "running") -> list[str]:
    site = msgspec.structs.replace(context.site, url="http://www.qinghe.gov.cn/", status=status)
    visit = SiteVisit(
        context=msgspec.structs.replace(context, site=site),
        home=Page(url=url, kind=PageKind.HOME) if url else None,
    )
    return [fault.message for fault in home_elsewhere(visit)]


def test_a_home_page_that_opens_on_another_host_is_told(a_context: Callable[..., Context]) -> None:
    assert messages(a_context(), "https://new.qinghe.gov.cn/index.html") == [
        "首页跳到了 new.qinghe.gov.cn，登记的是 www.qinghe.gov.cn"
    ]


@pytest.mark.parametrize(
    "url",
    ["", "http://www.qinghe.gov.cn/", "https://qinghe.gov.cn/", "http://www.qinghe.gov.cn/a/"],
)
def test_its_own_host_by_another_name_is_none(a_context: Callable[..., Context], url: str) -> None:
    assert messages(a_context(), url) == []


def test_one_that_leads_to_another_site_has_no_page_of_its_own(
    a_context: Callable[..., Context],
) -> None:
    visit = SiteVisit(context=a_context(), home_led_to="http://jyj.qinghe.gov.cn/")
    (fault,) = home_elsewhere(visit)
    assert fault.quote == "jyj.qinghe.gov.cn"


def test_one_that_says_so_in_words_alone_is_suspected(a_context: Callable[..., Context]) -> None:
    context = a_context()
    (fault,) = home_elsewhere(SiteVisit(context=context, farewell="本站已迁移"))
    assert (fault.quote, fault.certainty) == ("本站已迁移", Certainty.SUSPECTED)
    for status in ("moved", "closed"):
        site = msgspec.structs.replace(context.site, status=status)
        told = SiteVisit(context=msgspec.structs.replace(context, site=site), farewell="本站已迁移")
        assert not list(home_elsewhere(told))


def test_of_a_site_that_moved_it_is_the_other_way_round(
    a_context: Callable[..., Context],
) -> None:
    assert messages(a_context(), "http://new.qinghe.gov.cn/", "moved") == []
    assert messages(a_context(), "http://www.qinghe.gov.cn/", "moved") == [
        "登记为“迁移”，首页却没有跳转，原网址仍在提供内容"
    ]
