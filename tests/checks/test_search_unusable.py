"""search-unusable: home pages with and without a search."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.search_unusable import search_unusable
from govsweep.facts import Anchor, Block, Context, Page, PageKind, Place, SiteVisit, TargetKind
from govsweep.findings import Certainty

ROOT = "http://www.qinghe.gov.cn/"
HOME = Page(url=ROOT, kind=PageKind.HOME, forms=())


def test_no_search_is_suspected(a_context: Callable[..., Context]) -> None:
    home = msgspec.structs.replace(HOME, forms=("/mail/login user password 登录",))
    (fault,) = search_unusable(SiteVisit(context=a_context(kind="政府门户网站"), home=home))
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "words",
    [
        {"forms": ("/jsearch/index.do q 搜 索",)},
        {"forms": ("http://so.qinghe.gov.cn/s keyword",)},
        {"anchors": (Anchor(f"{ROOT}a/", "高级搜索", Place.NAVIGATION),)},
        {"anchors": (Anchor(f"{ROOT}js/search.js", "", Place.MAIN, TargetKind.SCRIPT),)},
        {"forms": ("ssjg.jsp showkeycode",)},
        {"forms": ("default.aspx gjz user password",)},
        {"blocks": (Block("站内检索", Place.NAVIGATION, b""),)},
        {"forms": None},
        {"shell": True},
    ],
    ids=[
        "a form",
        "a form by its field",
        "a link",
        "a script",
        "pinyin",
        "a field in pinyin",
        "a heading",
        "forms not read",
        "a shell",
    ],
)
def test_it_is_quiet(a_context: Callable[..., Context], words: dict[str, object]) -> None:
    home = msgspec.structs.replace(HOME, **words)
    assert list(search_unusable(SiteVisit(context=a_context(kind="政府门户网站"), home=home))) == []


def test_news_of_a_search_is_none(a_context: Callable[..., Context]) -> None:
    news = Block("市图书馆升级馆藏检索", Place.MAIN, b"")
    home = msgspec.structs.replace(HOME, blocks=(news,))
    assert len(list(search_unusable(SiteVisit(context=a_context(kind="门户网站"), home=home)))) == 1


def test_only_portals_are_held_to_it(a_context: Callable[..., Context]) -> None:
    assert list(search_unusable(SiteVisit(context=a_context(kind="部门网站"), home=HOME))) == []


def test_a_home_page_not_seen(a_context: Callable[..., Context]) -> None:
    assert list(search_unusable(SiteVisit(context=a_context()))) == []
