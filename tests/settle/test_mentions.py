"""Accounts that a site's pages lead to: where they are looked for, and how often they stand."""

from collections.abc import Callable

from govsweep.facts import Anchor, Context, MediaMention, Page, PageKind, Place, TargetKind
from govsweep.settle.mentions import Mentions

HOME = "http://www.qinghe.gov.cn/"
WEIBO = "https://weibo.com/u/1234567890"
CODE = HOME + "images/ewm.png"


def told(
    context: Context, *pages: tuple[PageKind, Anchor], codes: dict[str, str] | None = None
) -> list[MediaMention]:
    mentions = Mentions(codes or {})
    for number, (kind, anchor) in enumerate(pages):
        mentions.note(f"{HOME}{number}", Page(url=f"{HOME}{number}", kind=kind, anchors=(anchor,)))
    return list(mentions.told(context))


def test_an_icon_in_a_template_is_one_mention(a_context: Callable[..., Context]) -> None:
    icon = Anchor(WEIBO, "官方微博", Place.FOOTER)
    (one,) = told(a_context(), *[(PageKind.ARTICLE, icon)] * 30)
    assert (one.name, one.sightings, len(one.pages)) == ("weibo:1234567890", 30, 20)


def test_a_link_in_a_body_is_a_reference(a_context: Callable[..., Context]) -> None:
    assert told(a_context(), (PageKind.ARTICLE, Anchor(WEIBO, "网友", Place.MAIN))) == []


def test_a_list_of_accounts_is_looked_at(a_context: Callable[..., Context]) -> None:
    assert len(told(a_context(), (PageKind.LIST, Anchor(WEIBO, "微博", Place.MAIN)))) == 1


def test_what_no_visitor_sees_is_not(a_context: Callable[..., Context]) -> None:
    assert told(a_context(), (PageKind.HOME, Anchor(WEIBO, "微博", Place.HIDDEN))) == []


def test_a_code_says_whose_it_is(a_context: Callable[..., Context]) -> None:
    image = Anchor(CODE, "微信", Place.FOOTER, TargetKind.IMAGE)
    says = {CODE: "http://weixin.qq.com/r/abcDEF12345"}
    (one,) = told(a_context(), (PageKind.HOME, image), codes=says)
    assert (one.name, one.image) == ("weixin:abcDEF12345", CODE)
    assert told(a_context(), (PageKind.HOME, image)) == []
