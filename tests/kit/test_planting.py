"""Planting: what is written where, and that the seed settles it."""

import pytest

from govsweep.errors import InputError
from govsweep.kit.kinds import NAMES, FaultKind, kinds_named
from govsweep.kit.planting import GivenPage, PlantedPages, kinds_wanted, plant
from govsweep.kit.sentences import RIGHT, WRONG

TEXT = "各单位要认真组织实施，明确责任分工，确保各项任务按期完成，并及时报送有关工作情况。"


def pages(count: int, charset: str = "utf-8") -> list[GivenPage]:
    html = (
        '<html><head><meta charset="{0}"><title>{1}</title></head><body><p>{2}</p>\n</body></html>'
    )
    return [
        GivenPage(f"http://127.0.0.1/{n}.html", html.format(charset, n, TEXT).encode(charset))
        for n in range(count)
    ]


def planted(kind: FaultKind, *, each: int = 3, seed: int = 1, count: int = 40) -> PlantedPages:
    return plant(pages(count), [kind], each=each, seed=seed)


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_stands_where_the_list_says(kind: FaultKind) -> None:
    made = planted(kind)
    faults = [one for one in made.faults if one.fault]
    assert len(faults) == 3
    for one in faults:
        text = made.bodies[one.url].decode()
        assert one.sentence in text
        assert one.quote
        assert all(quote in one.sentence for quote in one.quote)
        assert "【" not in text


def test_a_page_carries_one_while_there_are_pages() -> None:
    made = plant(pages(60), list(FaultKind), each=2, seed=1)
    urls = [one.url for one in made.faults]
    assert len(set(urls)) == len(urls)


def test_the_rest_of_a_page_is_as_it_was() -> None:
    given = {page.url: page.body.decode() for page in pages(40)}
    made = planted(FaultKind.WRONG_CHARACTER)
    for one in made.faults:
        assert made.bodies[one.url].decode().replace(one.sentence, "") == given[one.url]


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    assert planted(FaultKind.SPAM) == planted(FaultKind.SPAM)
    assert planted(FaultKind.SPAM).faults != planted(FaultKind.SPAM, seed=2).faults


def test_what_only_looks_like_a_fault_is_planted_too() -> None:
    made = planted(FaultKind.SERIOUS, each=6)
    assert [one.fault for one in made.faults] == [True] * 6 + [False] * 3


def test_a_page_keeps_its_charset() -> None:
    made = plant(pages(5, "gb18030"), [FaultKind.WRONG_CHARACTER], each=1, seed=1)
    (one,) = (one for one in made.faults if one.fault)
    assert one.sentence in made.bodies[one.url].decode("gb18030")


def test_pages_without_a_paragraph_are_refused_with_a_number() -> None:
    bare = [GivenPage("http://127.0.0.1/", b"<html><body><p>short</p></body></html>")]
    with pytest.raises(InputError, match="能植入的网页只有 0 个"):
        plant(bare, [FaultKind.SPAM], each=1, seed=1)


def test_a_page_takes_more_than_one_of_every_kind() -> None:
    made = plant(pages(3), list(FaultKind), each=3, seed=1)
    assert len(made.faults) == 3 * len(FaultKind) + len(RIGHT)
    for one in made.faults:
        assert one.sentence in made.bodies[one.url].decode()


def test_a_notice_that_asks_is_no_paragraph_to_plant_in() -> None:
    asked = f'<div style="display:none"><p>{"您访问的链接即将离开本网站" * 4}，是否继续？</p></div>'
    html = f"<html><body>{asked}<p>{TEXT}</p></body></html>"
    given = [GivenPage(f"http://127.0.0.1/{n}.html", html.encode()) for n in range(9)]
    made = plant(given, [FaultKind.SPAM], each=9, seed=1)
    for one in made.faults:
        assert made.bodies[one.url].decode().index(one.sentence) > html.index("<p>各单位")


@pytest.mark.parametrize("how", ['style="display:none"', 'style="display: none"', "hidden"])
def test_what_stands_in_a_hidden_copy_is_not_planted_in(how: str) -> None:
    other = "会议要求，各县区要按照职责分工，加强协调配合，共同推进各项重点任务落到实处。"
    html = f"<html><body><p>{TEXT}</p><div {how}><p>{TEXT}</p></div><p>{other}</p></body></html>"
    given = [GivenPage(f"http://127.0.0.1/{n}.html", html.encode()) for n in range(9)]
    made = plant(given, [FaultKind.SPAM], each=9, seed=1)
    for one in made.faults:
        body = made.bodies[one.url].decode()
        assert body.index("</div>") < body.index(one.sentence) < body.index(other)


def test_kinds_by_code_by_name_and_all() -> None:
    assert kinds_wanted("别字，spam") == (FaultKind.WRONG_CHARACTER, FaultKind.SPAM)
    assert kinds_wanted("") == tuple(FaultKind)
    with pytest.raises(InputError, match="没有这种问题“错字”"):
        kinds_wanted("错字")


def test_a_check_may_mean_several_kinds() -> None:
    assert kinds_named("typo")[:2] == (FaultKind.WRONG_CHARACTER, FaultKind.MISSING_CHARACTER)
    assert kinds_named("死链") == (FaultKind.DEAD_LINK,)
    assert kinds_named("stale-column") == ()


def test_every_kind_has_a_name_and_every_sentence_says_what_is_wrong() -> None:
    assert set(NAMES) == set(FaultKind)
    for sentences in WRONG.values():
        assert all("【" in one and "】" in one for one in sentences)
    for sentences in RIGHT.values():
        assert not any("【" in one for one in sentences)
