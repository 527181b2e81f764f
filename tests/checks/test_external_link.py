"""external-link speaks of links in an article's body to hosts that are nobody's we know."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.external_link import external_link
from govsweep.facts import Anchor, Context, Page, PageKind, Place, TargetKind
from govsweep.reading.page import read_page


def test_a_link_in_the_body_to_a_foreign_host(a_page: Callable[..., Page]) -> None:
    anchor = Anchor("http://www.example.com/x", "点这里", Place.MAIN)
    (fault,) = external_link(a_page("正文", anchors=(anchor,)))
    assert fault.subject == "http://www.example.com/x"
    assert "www.example.com" in fault.message


@pytest.mark.parametrize(
    ("target", "place", "kind", "page_kind"),
    [
        ("http://www.other.gov.cn/x", Place.MAIN, TargetKind.PAGE, PageKind.ARTICLE),
        ("http://www.example.com/x", Place.FOOTER, TargetKind.PAGE, PageKind.ARTICLE),
        ("http://www.example.com/x", Place.NAVIGATION, TargetKind.PAGE, PageKind.ARTICLE),
        ("http://www.example.com/x.png", Place.MAIN, TargetKind.IMAGE, PageKind.ARTICLE),
        ("http://www.example.com/x", Place.MAIN, TargetKind.PAGE, PageKind.LIST),
        ("http://service.weibo.com/share", Place.MAIN, TargetKind.PAGE, PageKind.ARTICLE),
        ("http://known.example.org/x", Place.MAIN, TargetKind.PAGE, PageKind.ARTICLE),
        ("http://a.allowed.org/x", Place.MAIN, TargetKind.PAGE, PageKind.ARTICLE),
    ],
    ids=[
        "a government's",
        "in the footer",
        "in a menu",
        "an image",
        "in a list",
        "a sharing button",
        "a registered host",
        "under an allowed domain",
    ],
)
def test_it_is_quiet(
    a_page: Callable[..., Page],
    a_context: Callable[..., Context],
    target: str,
    place: Place,
    kind: TargetKind,
    page_kind: PageKind,
) -> None:
    known = a_context(known_hosts=frozenset({"known.example.org", "allowed.org"}))
    page = a_page(
        "正文", anchors=(Anchor(target, "点这里", place, kind),), kind=page_kind, context=known
    )
    assert list(external_link(page)) == []


def test_a_site_may_link_to_its_own_domain(
    a_page: Callable[..., Page], a_context: Callable[..., Context]
) -> None:
    own = a_context(url="http://www.qinghezx.com/")
    page = a_page(
        "正文", anchors=(Anchor("http://bbs.qinghezx.com/", "", Place.MAIN),), context=own
    )
    assert list(external_link(page)) == []


def test_an_empty_page(a_page: Callable[..., Page]) -> None:
    assert list(external_link(a_page())) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<video src=http://v.example.com/1.mp4></video>", []),
        ("<video><source src=http://v.example.com/1.mp4></video>", []),
        ("<audio src=http://v.example.com/1.mp3></audio>", []),
        ("<embed src=http://v.example.com/play?id=7>", []),
        ("<img src=http://v.example.com/1.jpg>", []),
        ("<a href=http://v.example.com/1.mp4>视频</a>", ["http://v.example.com/1.mp4"]),
        (
            "<video src=http://v.example.com/1.mp4></video>"
            "<a href=http://v.example.com/1.mp4>下载视频</a>",
            ["http://v.example.com/1.mp4"],
        ),
        ("<video></video>", []),
    ],
    ids=["film", "source", "sound", "embedded", "picture", "linked", "both", "nothing"],
)
def test_what_a_page_plays_itself_leads_nobody_away(
    a_context: Callable[..., Context], body: str, told: list[str]
) -> None:
    words = "<p>会议部署了今冬明春的工作，各县区结合实际贯彻执行，按时报送进展情况。</p>" * 4
    markup = (
        "<html><head><meta charset=utf-8><title>市里召开供水会议</title></head><body>"
        f"<h1>市里召开供水会议</h1><p>发布时间：2026-11-19</p><div>{words}{body}</div></body></html>"
    )
    url = "http://www.qinghe.gov.cn/art/1.html"
    read = read_page(markup.encode(), url=url, home=False, day=dt.date(2026, 11, 20))
    page = msgspec.structs.replace(read, context=a_context())
    assert [fault.subject for fault in external_link(page)] == told
