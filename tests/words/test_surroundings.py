"""What stands around a span: quotations and titles."""

import pytest

from govsweep.words import surroundings


@pytest.mark.parametrize(
    ("text", "span", "within"),
    [
        ("发布“智惠平台”", "智惠", True),
        ("电影《得闲谨制》上映", "闲谨", True),
        ("他说“这项工作今后还要继续抓实抓好”", "继续", False),  # a sentence, no name
        ("“四上”企业多达万家", "企业", False),
        ("没有引号的智惠平台", "智惠", False),
    ],
)
def test_a_short_quotation_is_a_name(text: str, span: str, within: bool) -> None:
    start = text.index(span)
    assert surroundings.quoted(text, start, start + 2) is within


@pytest.mark.parametrize(
    ("text", "is_cited"),
    [
        ("子曰：“有朋自远方来，学而时习之，不亦说乎？”", True),
        ("他说：“有朋自远方来，学而时习之，不亦说乎？”", False),
        ("子曰：“知之为知之。”他听了，不亦说乎", False),
    ],
)
def test_a_quotation_of_the_old_language_is_no_text_of_today(text: str, is_cited: bool) -> None:
    start = text.index("不亦")
    assert surroundings.quoted(text, start, start + 4) is is_cited
