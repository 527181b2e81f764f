"""hidden-link judges by structure: a hidden container with many foreign domains."""

from collections.abc import Callable
from hashlib import blake2b

import pytest

from govsweep.checks.hidden_link import hidden_link
from govsweep.facts import Anchor, Block, Page, Place
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.rules import load_rules
from govsweep.words import Matcher, join

FARM = tuple(f"http://www.farm{number}.com/" for number in range(38))


def test_a_farm_is_one_fault(a_page: Callable[..., Page]) -> None:
    anchors = (Anchor(FARM[0], "超级军事网", Place.HIDDEN),)
    (fault,) = hidden_link(a_page("正文", hidden_links=FARM, anchors=anchors))
    assert "38 个站外域名" in fault.message
    assert (fault.subject, fault.quote) == ("farm0.com", "超级军事网")
    assert fault.certainty is Certainty.CONFIRMED


def test_a_farm_whose_anchors_are_closed_wrongly_is_found_in_the_source() -> None:
    links = "".join(f'<a href="{target}">军事网<a>' for target in FARM)
    source = f"""<html><head><title>清禾市</title></head><body><p>政务公开正文内容。</p>
    <div style="display:none;">{links}</div></body></html>"""
    page = read_page(source.encode(), url="http://www.qinghe.gov.cn/")
    assert len(list(hidden_link(page))) == 1


@pytest.mark.parametrize(
    "links",
    [
        (),
        FARM[:2],
        ("http://www.people.com.cn/", "http://www.xinhuanet.com/", "http://www.cctv.com/"),
        ("http://www.a.gov.cn/", "http://www.b.gov.cn/", "http://www.c.gov.cn/"),
        ("http://a.qinghe.gov.cn/", "http://www.qh-news.cn/", "http://www.pku.edu.cn/"),
    ],
    ids=["none", "two", "media menu", "government menu", "known hosts"],
)
def test_menus_and_tabs_are_left_alone(
    a_page: Callable[..., Page], a_context: Callable[..., object], links: tuple[str, ...]
) -> None:
    context = a_context(known_hosts=frozenset({"www.qh-news.cn"}))
    assert list(hidden_link(a_page("正文", hidden_links=links, context=context))) == []


def test_links_that_are_visible_elsewhere_are_left_alone(a_page: Callable[..., Page]) -> None:
    anchors = tuple(Anchor(target, "友情链接", Place.FOOTER) for target in FARM[:5])
    assert list(hidden_link(a_page("正文", hidden_links=FARM[:5], anchors=anchors))) == []


GAMES = "http://www.bet365-888.com/"


@pytest.mark.parametrize(
    ("words", "target", "certainty"),
    [
        ("澳门赌场", GAMES, Certainty.CONFIRMED),
        ("时时彩代理", FARM[0], Certainty.CONFIRMED),
        ("澳门赌场开户", FARM[0], Certainty.SUSPECTED),
        ("打击赌博专题", FARM[0], None),
        ("西藏旅游", "http://www.tibet365.com/", None),
        ("办事大厅", FARM[0], None),
    ],
)
def test_the_words_of_one_link(
    a_page: Callable[..., Page], words: str, target: str, certainty: Certainty | None
) -> None:
    anchors = (Anchor(target, words, Place.HIDDEN),)
    found = list(hidden_link(a_page("正文", hidden_links=(target,), anchors=anchors)))
    assert [one.certainty for one in found] == ([certainty] if certainty else [])


def test_foreign_links_in_the_minority_are_suspected(a_page: Callable[..., Page]) -> None:
    links = FARM[:3] + tuple(f"http://www.d{number}.gov.cn/" for number in range(9))
    (fault,) = hidden_link(a_page("正文", hidden_links=links))
    assert fault.certainty is Certainty.SUSPECTED


def test_with_gambling_words_one_domain_is_enough(a_page: Callable[..., Page]) -> None:
    text = "澳门新葡京官网"
    block = Block(text, Place.HIDDEN, blake2b(text.encode(), digest_size=16).digest())
    page = join(a_page(blocks=(block,), hidden_links=FARM[:1]), Matcher(load_rules()))
    assert [fault.certainty for fault in hidden_link(page)] == [Certainty.CONFIRMED]


def test_one_link_that_nothing_opens_is_suspected(a_page: Callable[..., Page]) -> None:
    page = a_page("正文", hidden_links=FARM[:1], evading_links=FARM[:1])
    (fault,) = hidden_link(page)
    assert fault.certainty is Certainty.SUSPECTED
    known = ("http://www.people.com.cn/",)
    assert not list(hidden_link(a_page("正文", hidden_links=known, evading_links=known[:1])))


@pytest.mark.parametrize(
    ("words", "about", "told"),
    [
        ("澳门新葡京官网", "", [Certainty.CONFIRMED]),
        ("军事网", "", []),
        ("军事网", "澳门新葡京官网", []),
    ],
    ids=["in the link", "plain words", "words beside the link"],
)
def test_words_of_gambling_in_a_link_that_a_script_hides(
    words: str, about: str, told: list[Certainty]
) -> None:
    source = f"""<html><head><title>清禾市</title></head><body><p>政务公开正文内容。{about}</p>
    <div id="seo"><a href="http://www.farm1.com/">{words}</a></div>
    <script>document.getElementById("seo").style.display="none";</script></body></html>"""
    page = read_page(source.encode(), url="http://www.qinghe.gov.cn/")
    marked = join(page, Matcher(load_rules()))
    assert [fault.certainty for fault in hidden_link(marked)] == told
