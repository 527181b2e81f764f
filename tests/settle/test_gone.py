"""When a page that is not there was taken down, and when it is only missing."""

from itertools import product

import pytest

from govsweep.facts import Anchor, Entry, Failure, Page, PageState, Place
from govsweep.settle.gone import GonePages, is_gone, is_taken_down
from govsweep.store import StoredPage

ROOT = "http://www.qinghe.gov.cn/"


def urls(*numbers: int) -> list[str]:
    return [f"{ROOT}art/{number}.html" for number in numbers]


def led_to(*numbers: int, rows: tuple[int, ...] = ()) -> GonePages:
    pages = GonePages()
    anchors = tuple(Anchor(f"{url}#top", "某处", Place.MAIN) for url in urls(*numbers))
    entries = tuple(Entry("某篇", url, None) for url in urls(*rows))
    pages.note(Page(url=ROOT, anchors=anchors, entries=entries))
    return pages


@pytest.mark.parametrize(
    ("state", "status", "reason", "gone"),
    [
        (PageState.FAILED, 404, Failure.STATUS, True),
        (PageState.FAILED, 410, Failure.STATUS, True),
        (PageState.FAILED, 200, Failure.SOFT_404, True),
        (PageState.FAILED, 200, Failure.ANY_PAGE, True),
        (PageState.FAILED, 503, Failure.STATUS, False),
        (PageState.FAILED, None, Failure.TIMEOUT, False),
        (PageState.BLOCKED, 403, Failure.BLOCKED, False),
        (PageState.FETCHED, 404, "", False),
    ],
)
def test_no_page_is_what_a_server_says(
    state: PageState, status: int | None, reason: str, gone: bool
) -> None:
    assert is_gone(StoredPage(b"", ROOT, state, reason, status, None, "", None, None)) is gone


def test_what_is_gone_was_taken_down_where_the_site_shows_itself() -> None:
    for shown, mostly, linked, before in product((True, False), repeat=4):
        told = is_taken_down(
            home_shown=lambda shown=shown: shown,  # type: ignore[misc]
            mostly_gone=mostly,
            linked=linked,
            gone_before=lambda before=before: before,  # type: ignore[misc]
        )
        assert told is (shown and not mostly and (before or not linked))


def test_a_page_is_linked_by_links_and_by_rows() -> None:
    pages = led_to(1, rows=(2,))
    assert [pages.is_linked(url) for url in urls(1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(
    ("pages", "gone", "read", "most"),
    [
        (led_to(1, 2, 3, 4), urls(1, 2, 3, 4), [], True),
        (led_to(1, 2, 3, 4, 5), urls(1, 2, 3), urls(4, 5), True),
        (led_to(1, 2, 3, 4, 5, 6), urls(1, 2, 3), urls(4, 5, 6), False),
        (led_to(1, 2), urls(1, 2), [], False),  # of so few nothing is usual
        (led_to(11, 12, rows=(13,)), urls(1, 2, 3, 4), urls(11, 12, 13), False),  # built anew
        (led_to(), urls(1, 2, 3), [], True),  # a home page whose menus nobody can read
        (led_to(1), urls(1, 2, 3), urls(7), True),
        (led_to(1), urls(2), [], False),
    ],
)
def test_most_of_what_pages_lead_to_is_gone_or_is_not(
    pages: GonePages, gone: list[str], read: list[str], most: bool
) -> None:
    assert pages.are_most(gone, read) is most
