"""Rows as cities print them: every wording of a real table, alone and together."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.checking import checks
from govsweep.facts import ColumnKind
from govsweep.findings import Certainty, Severity, State
from govsweep.reports import census, labels

Make = Callable[..., Any]

# What a row names -> the findings behind it, in an order that is not the table's: (check, variant).
ROWS: dict[str, list[tuple[str, str]]] = {
    "动态栏目更新不及时": [("stale-column", "news")],
    "重要转载信息栏目更新不及时": [("stale-column", "repost")],
    "头条推荐更新不及时": [("stale-column", "headline")],
    "通知公告栏目更新不及时": [("stale-column", "notice")],
    "政策文件栏目更新不及时": [("stale-column", "policy")],
    "政策解读栏目更新不及时": [("stale-column", "interpretation")],
    "互动栏目更新不及时": [("stale-column", "interaction")],
    "年度信息栏目更新不及时": [("stale-column", "yearly")],
    "栏目更新不及时": [("stale-column", "other")],
    "周末信息更新不及时": [("weekend-gap", "")],
    "周末转载信息更新不及时": [("weekend-gap", "repost")],
    "信息重复发布": [("duplicate-article", "")],
    "信息格式混乱": [("garbled-text", "")],
    "栏目格式混乱": [("list-disorder", "")],
    "链接无法打开": [("dead-link", "")],
    "图片没有显示": [("dead-image", "")],
    "信息存在外部链接": [("external-link", "")],
    "网站速度较慢": [("slow-site", "")],
    "存在空白栏目": [("blank-column", "")],
    "存在错别字": [("typo", "")],
    "存在严重表述错误": [("serious-expression", "")],
    "存在敏感信息": [("sensitive-word", "")],
    "泄露个人信息": [("personal-data", "")],
    "存在暗链": [("cloaking", ""), ("spam-text", ""), ("hidden-link", "")],
    "网站标识信息缺失": [("missing-footer-mark", "")],
    "网站名称域名不规范": [
        ("domain-noncompliant", ""),
        ("name-mismatch", ""),
        ("identifier-mismatch", ""),
    ],
    "留言回复不及时": [("unanswered-message", "")],
    "转载信息更新不及时": [("late-repost", "")],
    "首页更新不及时": [("stale-home", "")],
    "网站无法访问": [("site-unreachable", "")],
    "重要转载信息栏目更新不及时、周末信息更新不及时": [
        ("weekend-gap", ""),
        ("stale-column", "repost"),
    ],
    "头条推荐更新不及时、动态栏目更新不及时、重要转载信息栏目更新不及时": [
        ("stale-column", "repost"),
        ("stale-column", "news"),
        ("stale-column", "headline"),
    ],
    "动态栏目更新不及时、周末转载信息更新不及时、链接无法打开、图片没有显示": [
        ("dead-image", ""),
        ("weekend-gap", "repost"),
        ("dead-link", ""),
        ("stale-column", "news"),
    ],
    "信息重复发布、信息格式混乱、栏目格式混乱、信息存在外部链接、网站速度较慢": [
        ("slow-site", ""),
        ("list-disorder", ""),
        ("external-link", ""),
        ("garbled-text", ""),
        ("duplicate-article", ""),
    ],
    "存在空白栏目、链接无法打开、存在错别字、网站标识信息缺失": [
        ("missing-footer-mark", ""),
        ("typo", ""),
        ("dead-link", ""),
        ("blank-column", ""),
        ("dead-link", ""),
    ],
}


def findings(make: Make, kinds: list[tuple[str, str]], **changes: Any) -> tuple[Any, ...]:
    return tuple(
        make(check, variant=variant, subject=f"{check}-{number}", **changes)
        for number, (check, variant) in enumerate(kinds)
    )


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize(
    ("state", "mended"), [(State.FIXED, "是"), (State.OPEN, "否"), (State.RELAPSED, "否")]
)
def test_a_row_of_a_real_table(
    make_finding: Make, make_snapshot: Make, row: str, state: State, mended: str
) -> None:
    found = findings(make_finding, ROWS[row], state=state)
    (line,) = census.rows(make_snapshot(findings=found))
    assert (line.problems, line.mended) == (row, mended)


def test_one_problem_left_of_several_is_not_mended(make_finding: Make, make_snapshot: Make) -> None:
    found = (
        *findings(make_finding, [("dead-link", ""), ("typo", "")], state=State.FIXED),
        make_finding("dead-image", state=State.OPEN),
    )
    (line,) = census.rows(make_snapshot(findings=found))
    assert (line.problems, line.mended) == ("链接无法打开、图片没有显示、存在错别字", "否")


@pytest.mark.parametrize(
    "change",
    [
        {"certainty": Certainty.SUSPECTED},
        {"state": State.DISMISSED},
        {"state": State.WITHDRAWN},
        {"held": "数量异常"},
    ],
)
def test_what_does_not_count_leaves_the_last_cell_empty(
    make_finding: Make, make_snapshot: Make, change: dict[str, Any]
) -> None:
    (line,) = census.rows(make_snapshot(findings=(make_finding(**change),)))
    assert (line.problems, line.mended) == ("无", "")


def test_a_problem_that_does_not_count_keeps_no_row_from_being_mended(
    make_finding: Make, make_snapshot: Make
) -> None:
    found = (
        make_finding("dead-link", state=State.FIXED),
        make_finding("typo", certainty=Certainty.SUSPECTED),
        make_finding("undated-article"),
    )
    (line,) = census.rows(make_snapshot(findings=found))
    assert (line.problems, line.mended) == ("链接无法打开", "是")


@pytest.mark.parametrize(
    ("code", "variant"),
    [
        (code, variant)
        for code, check in checks().items()
        if check.wording
        for variant in ("", *check.wordings)
    ],
)
def test_every_wording_of_the_codes_makes_a_row(
    make_finding: Make, make_snapshot: Make, code: str, variant: str
) -> None:
    (line,) = census.rows(make_snapshot(findings=findings(make_finding, [(code, variant)])))
    assert (line.problems, line.mended) == (checks()[code].worded(variant), "否")


def test_a_code_without_a_wording_is_a_notice_and_never_enters(
    make_finding: Make, make_snapshot: Make
) -> None:
    quiet = [code for code, known in checks().items() if not known.wording]
    assert {checks()[code].severity for code in quiet} == {Severity.NOTICE}
    found = tuple(make_finding(code, subject=code) for code in quiet)
    (line,) = census.rows(make_snapshot(findings=found))
    assert (line.problems, line.mended) == ("无", "")


def test_every_kind_of_column_that_has_a_duty_is_worded(make_finding: Make) -> None:
    for kind in ColumnKind:
        worded = labels.wording(make_finding("stale-column", variant=kind.value))
        duty = kind not in (ColumnKind.STATIC, ColumnKind.GUIDE, ColumnKind.OTHER)
        assert (worded != "栏目更新不及时") is duty
