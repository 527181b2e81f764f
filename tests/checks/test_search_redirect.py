"""search-redirect: where scripts lead who comes from a search engine."""

from collections.abc import Callable

import pytest

from govsweep.checks.search_redirect import search_redirect
from govsweep.facts import Context, Page, SearchRedirect
from govsweep.findings import Certainty, Fault


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(host: str, *, sure: bool = True) -> list[Fault]:
        page = Page(
            url="http://www.qinghe.gov.cn/",
            search_redirects=(SearchRedirect(host, "document.referrer", sure),),
            context=a_context(known_hosts=frozenset(["friend.example"])),
        )
        return list(search_redirect(page))

    return run


def test_a_host_that_is_written_is_certain(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge("www.casino.example")
    assert fault.certainty is Certainty.CONFIRMED
    assert fault.message == "网页里的脚本把从搜索引擎来的访问者引到站外的 www.casino.example"


def test_a_host_that_is_put_together_is_suspected(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge("")
    assert fault.certainty is Certainty.SUSPECTED


def test_a_script_that_is_written_and_a_spider_that_is_asked_for_leave_doubt(
    judge: Callable[..., list[Fault]],
) -> None:
    (fault,) = judge("js.casino.example", sure=False)
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "host", ["m.qinghe.gov.cn", "www.other.gov.cn", "friend.example", "s13.cnzz.com"]
)
def test_own_and_known_hosts_are_nothing(judge: Callable[..., list[Fault]], host: str) -> None:
    assert judge(host) == []


def test_a_page_without_such_a_script(a_context: Callable[..., Context]) -> None:
    assert not list(search_redirect(Page(url="http://www.qinghe.gov.cn/", context=a_context())))
