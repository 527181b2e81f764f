"""Links to places on pages of the site that were read, and that have no such place."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.dead_link import dead_link
from govsweep.facts import Context, Jump, Link, LinkStatus, Page, PageKind
from govsweep.findings import Certainty
from govsweep.reading.jumps import marks
from govsweep.settle.jumps import Jumps

ROOT = "http://www.qinghe.gov.cn/"
RULES = ROOT + "fg/3.html"
NAMED = marks(("one", "二"))


@pytest.fixture
def links(a_context: Callable[..., Context]) -> Callable[..., list[Link]]:
    def make(*pages: Page) -> list[Link]:
        jumps = Jumps()
        for one in pages:
            jumps.note(one.url, one, home=one.url == ROOT)
        return list(jumps.links(a_context(dt.date(2026, 11, 20))))

    return make


def rules(**words: object) -> Page:
    given: dict[str, object] = {"kind": PageKind.ARTICLE, "named": NAMED} | words
    return Page(url=RULES, **given)  # type: ignore[arg-type]


def leading(*parts: str, url: str = ROOT) -> Page:
    return Page(url=url, named=b"", jumps=tuple(Jump(RULES, one, "一章") for one in parts))


def test_a_place_that_is_not_on_the_other_page_is_suspected(
    links: Callable[..., list[Link]],
) -> None:
    (link,) = links(leading("three"), rules(), leading("three", url=ROOT + "tz/"))
    assert (link.target, link.status) == (f"{RULES}#three", LinkStatus.SUSPECTED)
    assert (link.pages, link.sightings, link.on_home) == ((ROOT, ROOT + "tz/"), 2, True)
    (fault,) = dead_link(link)
    assert fault.certainty is Certainty.SUSPECTED
    assert "没有这个位置" in fault.message


def test_a_place_that_is_not_on_the_page_itself(links: Callable[..., list[Link]]) -> None:
    (link,) = links(rules(jumps=(Jump(RULES, "3", "三章"),), kind=PageKind.LIST))
    assert link.target == f"{RULES}#3"


@pytest.mark.parametrize(
    "pages",
    [
        (leading("one", "二", "%E4%BA%8C"), rules()),
        (leading("three"),),
        (leading("three"), rules(named=None)),
        (leading("three"), rules(shell=True)),
        (leading("three"), rules(redirect=ROOT)),
        (leading("three"), rules(kind=PageKind.LIST)),
        (),
    ],
    ids=[
        *("there", "not read", "named by scripts", "a shell", "a redirect"),
        *("a list whose tabs scripts open, for all one knows", "nothing"),
    ],
)
def test_nothing_is_told_of_what_is_there_or_was_not_seen(
    links: Callable[..., list[Link]], pages: tuple[Page, ...]
) -> None:
    assert links(*pages) == []


def test_one_place_that_is_found_says_that_a_list_has_places(
    links: Callable[..., list[Link]],
) -> None:
    (link,) = links(leading("one", "three"), rules(kind=PageKind.LIST))
    assert link.target == f"{RULES}#three"
