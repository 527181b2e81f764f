"""Digests: whole characters, whole findings, and no crawled word that acts."""

import pytest

from govsweep.outbox.digest import cut, inert, inert_address


@pytest.mark.parametrize("limit", range(3, 40))
def test_a_cut_text_is_short_enough_and_whole(limit: int) -> None:
    text = cut("政府a网站🏛巡检，每夜一次", limit)
    assert len(text.encode()) <= limit
    assert text == "政府a网站🏛巡检，每夜一次" or text.endswith("…")
    assert "政府a网站🏛巡检，每夜一次".startswith(text.removesuffix("…"))


def test_what_fits_is_left_whole() -> None:
    assert cut("政府", 6) == "政府"


def test_inert_words_stay_readable() -> None:
    assert inert("2026年*预算*\n（草案）_v1_\u202e") == "2026年＊预算＊ （草案）＿v1＿"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x/", "", "http://a/" + "x" * 400])
def test_addresses_that_are_not_shown(url: str) -> None:
    assert inert_address(url) == ""


def test_an_address_leads_where_it_says() -> None:
    url = "http://www.qinghe.gov.cn/art/2026/1_2.html?a=1&b=%E4%B8%AD#c"
    assert inert_address(url) == url
    assert inert_address("http://a.cn/甲(1)") == "http://a.cn/%E7%94%B2%281%29"
