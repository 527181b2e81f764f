"""The report on access: what was seen, and what nobody looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsweep import reports
from govsweep.facts import AccessCause, AccessIssue, Failure, Ipv6, SiteAccess
from govsweep.reports import accessibility
from govsweep.store import StoredHome

THERE = ("2001:db8::1",)


def issue(rule: str, *, browser: bool = False, what: str = "logo.png") -> AccessIssue:
    return AccessIssue(
        rule=rule,
        cause=AccessCause.TEMPLATE,
        elements=18,
        pages=9,
        urls=("http://www.qinghe.gov.cn/",),
        what=(what,),
        seen_in_browser=browser,
    )


def snapshot_of(make_snapshot: Callable[..., Any], access: SiteAccess | None, **words: Any) -> Any:
    bare = make_snapshot()
    identifier = bare.sites[0].identifier
    home = StoredHome(site=identifier, seen=True, access=access, **words)
    return make_snapshot(homes=(home,))


def site_row(snapshot: Any) -> dict[str, Any]:
    table = accessibility.site_table(snapshot)
    (row,) = (table.cells(one) for one in table.rows)
    return dict(zip((column.head for column in table.columns), row, strict=True))


SEEN = SiteAccess(
    pages=40,
    templates=4,
    audited=3,
    templates_audited=3,
    issues=(issue("image-alt"), issue("heading-order")),
    violations=(issue("color-contrast", browser=True),),
    undecided=(issue("bypass"),),
    viewports=40,
    overflow_measured=3,
    entrance=True,
)


def test_a_site_that_was_looked_at(make_snapshot: Callable[..., Any]) -> None:
    row = site_row(snapshot_of(make_snapshot, SEEN))
    assert (row["读到标记的网页"], row["浏览器检测的网页"], row["检测的模板"]) == (40, 3, 3)
    assert (row["确认的问题"], row["疑似的问题"], row["不能确定的规则"]) == (2, 1, 1)
    assert (row["无障碍入口"], row["移动端"]) == ("有", "适配")


def test_a_site_without_a_browser(make_snapshot: Callable[..., Any]) -> None:
    plain = SiteAccess(pages=40, issues=(issue("label"), issue("heading-order")), viewports=40)
    snapshot = snapshot_of(make_snapshot, plain)
    row = site_row(snapshot)
    assert (row["浏览器检测的网页"], row["不能确定的规则"]) == ("未检测", "未检测")
    assert (row["确认的问题"], row["疑似的问题"]) == (1, 1)
    assert row["移动端"] == "写了viewport；未实测"
    notes = " ".join(accessibility.site_table(snapshot).notes)
    assert "没有在浏览器里检测的网站（1个" in notes
    assert "或标记就能断定（图片、链接、表单项、" in notes, "a label is certain without a browser"


def test_a_site_of_which_nothing_is_known(make_snapshot: Callable[..., Any]) -> None:
    row = site_row(make_snapshot())
    assert row["确认的问题"] == row["无障碍入口"] == row["移动端"] == "未检测"
    assert row["IPv6"].startswith("未知")


def test_what_share_a_machine_can_find_stands_on_it(make_snapshot: Callable[..., Any]) -> None:
    notes = " ".join(accessibility.site_table(make_snapshot()).notes)
    assert "约占无障碍问题数的57%" in notes
    assert "表中没有问题，不等于没有障碍" in notes


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (Ipv6(addresses=(), dns_trusted=True), "没有AAAA记录"),
        (Ipv6(addresses=()), "未知：本机的 DNS 没有给出过 IPv6 地址"),
        (Ipv6(addresses=THERE), "有AAAA记录；本机没有IPv6路由，能否访问未知"),
        (Ipv6(addresses=THERE, routed=True), "有AAAA记录；可以访问"),
        (
            Ipv6(addresses=THERE, routed=True, failure=Failure.REFUSED),
            "有AAAA记录；打不开（疑似，待核）",
        ),
    ],
)
def test_what_is_said_of_ipv6(make_snapshot: Callable[..., Any], seen: Ipv6, words: str) -> None:
    assert site_row(snapshot_of(make_snapshot, SEEN, ipv6=seen))["IPv6"] == words


def test_the_workbook_has_the_causes_with_their_clauses(
    make_snapshot: Callable[..., Any], tmp_path: Path
) -> None:
    hostile = SiteAccess(pages=1, issues=(issue("image-alt", what='=HYPERLINK("http://x")'),))
    for access, verdicts in (
        (SEEN, ["确认", "疑似", "确认", "不能确定"]),
        (hostile, ["确认"]),
    ):
        path = tmp_path / "a.xlsx"
        reports.write("accessibility", snapshot_of(make_snapshot, access), path)
        sheet = openpyxl.load_workbook(path)["问题"]
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        assert [row[2] for row in rows] == verdicts
        assert rows[0][4:6] == ("图片没有替代文字", "GB/T 37668-2019 可感知性；WCAG 2.1 1.1.1")
        assert "image-alt" in rows[0]  # folded
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
