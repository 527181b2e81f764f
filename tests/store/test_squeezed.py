"""Squeezed bytes: whole again, also those of earlier versions."""

import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsweep.facts import Block, Page, Place
from govsweep.store.squeezed import squeeze, whole
from govsweep.store.stored_facts import pack, unpack


@given(st.binary())
def test_what_was_squeezed_is_whole_again(data: bytes) -> None:
    assert whole(squeeze(data)) == data


@pytest.mark.parametrize("level", [1, 6, 9])
def test_rows_of_earlier_versions_stay_readable(level: int) -> None:
    assert whole(zlib.compress("政府网站".encode() * 50, level)) == "政府网站".encode() * 50


def test_threads_do_not_get_into_each_others_frames() -> None:
    many = [bytes([number]) * 50_000 for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(whole, threads.map(squeeze, many))) == many


def test_a_page_is_kept_without_its_texts() -> None:
    blocks = (Block("甲", Place.TITLE, b"1" * 16), Block("乙", Place.MAIN, b"2" * 16))
    bare = tuple(Block("", one.place, one.hash) for one in blocks)
    page = Page(url="http://www.x.gov.cn/", blocks=blocks)
    assert unpack(pack(page)) == Page(url="http://www.x.gov.cn/", blocks=bare)
