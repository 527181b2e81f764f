"""The sentence that papers quote."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.reports.excerpts import excerpt


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("各县人民", "，各部门：", "各县人民【攻府】，各部门："),
        ("会议结束。各县人民", "要落实。另据报道", "各县人民【攻府】要落实。"),
        ("甲" * 40, "乙" * 40, f"……{'甲' * 40}【攻府】{'乙' * 40}……"),
        ("", "", "【攻府】"),
    ],
    ids=["a part", "a sentence", "cut on both sides", "nothing beside it"],
)
def test_it_is_the_sentence_of_the_words(
    make_finding: Callable[..., Any], before: str, after: str, expected: str
) -> None:
    assert excerpt(make_finding(before=before, after=after, quote="攻府")) == expected


def test_what_quotes_nothing_has_none(make_finding: Callable[..., Any]) -> None:
    assert excerpt(make_finding(quote="", before="各县", after="各部门")) == ""
