"""What servers pack is unpacked within bounds, and one of them holds up no other."""

import gzip
import zlib
from typing import Any

import pytest

from govsweep.facts import Failure, PageState

PAGE = "<!DOCTYPE html><html><body><p>本页内容</p></body></html>".encode()
UNREADABLE = (PageState.FAILED, Failure.UNREADABLE.value)


def packed(times: int) -> bytes:
    body = PAGE
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    return body


@pytest.fixture
def swept(sweeping: Any, town: Any) -> Any:
    """Sweeps a site whose home page links to these answers, by path: body and encoding."""

    def sweep(**answers: tuple[bytes, str]) -> Any:
        sweeping.site()
        town.page("/", *(f"/{name}.html" for name in answers))
        for name, (body, encoding) in answers.items():
            town.put(f"/{name}.html", body, Content_Encoding=encoding)
        assert "Traceback" not in sweeping.run()
        states = sweeping.states()
        return {name: states[f"/{name}.html"] for name in answers}

    return sweep


def test_up_to_three_levels_are_unpacked_and_no_more(swept: Any) -> None:
    levels = {
        f"level{number}": (packed(number), ", ".join(["gzip"] * number)) for number in range(1, 5)
    }
    states = swept(**levels)
    assert states.pop("level4") == UNREADABLE
    assert set(states.values()) == {(PageState.FETCHED, "")}


def test_what_is_not_packed_as_it_says_is_unreadable(swept: Any) -> None:
    states = swept(
        plain=(PAGE, "gzip"),
        cut=(packed(1)[:11], "gzip"),
        other=(gzip.compress(PAGE, mtime=0), "br"),
        raw=(zlib.compress(PAGE)[2:-4], "deflate"),
        named=(PAGE, "utf-8"),
    )
    assert states.pop("raw") == states.pop("named") == (PageState.FETCHED, "")
    assert states == dict.fromkeys(states, UNREADABLE)


def test_a_stream_that_ends_before_its_first_byte_is_no_empty_page(swept: Any) -> None:
    brotli = b"\x1b;\x00\xe0\xa5"  # the head of a stream, and no more
    states = swept(
        gzip=(gzip.compress(PAGE, mtime=0)[:10], "gzip"),
        nothing=(b"", "gzip"),
        brotli=(brotli, "br"),
        no_brotli=(b"", "br"),
        deflate=(zlib.compress(PAGE)[:3], "deflate"),
    )
    assert states == dict.fromkeys(states, UNREADABLE)


def test_a_whole_stream_of_nothing_is_an_empty_page(swept: Any) -> None:
    states = swept(
        gzip=(gzip.compress(b"", mtime=0), "gzip"), deflate=(zlib.compress(b""), "deflate")
    )
    assert set(states.values()) == {(PageState.FAILED, Failure.ERROR_PAGE.value)}


def test_thousands_of_levels_or_members_hold_up_no_other_site(sweeping: Any, town: Any) -> None:
    sweeping.site(1)
    sweeping.site(2)
    town.page("/", "/nested.html", "/members.html")
    town.put("/nested.html", packed(3), Content_Encoding=",".join(["gzip"] * 1_500))
    town.put("/members.html", gzip.compress(b"") * 400_000, Content_Encoding="gzip")
    town.page("/", *(f"/{number}.html" for number in range(30)), number=2)
    for number in range(30):
        town.page(f"/{number}.html", number=2)
    sweeping.run()
    assert sweeping.states()["/nested.html"] == UNREADABLE
    assert "/members.html" in sweeping.states()
    assert len(sweeping.states(2)) == 31
    assert not [state for state, _ in sweeping.states(2).values() if state is PageState.FAILED]
