"""The report on access (无障碍、移动端和IPv6检测报告): each site's figures, then each cause.

What was not looked at is told as that, never as good: without a browser nothing is audited, without
a route to IPv6 nobody knows whether it answers.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govsweep.accessibility import FOUND_BY_MACHINE, STANDARD, clause_of
from govsweep.facts import AccessCause, AccessIssue, Ipv6, Site, SiteAccess
from govsweep.reports import figures, printed_table
from govsweep.reports.inert import one_line, visible
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot

_TITLE = "无障碍、移动端和IPv6检测报告"
_UNSEEN = "未检测"
_CAUSES = {
    AccessCause.TEMPLATE: "页面模板",
    AccessCause.HOME: "首页",
    AccessCause.PAGES: "单个网页",
}


class AccessLine(NamedTuple):
    """A site with what was seen of it."""

    number: int
    site: Site
    access: SiteAccess | None
    ipv6: Ipv6


class IssueLine(NamedTuple):
    """One cause of faults on one site."""

    number: int
    site: Site
    issue: AccessIssue
    verdict: str


def _counted(line: AccessLine, count: int) -> int | str:
    return count if line.access is not None and line.access.pages else _UNSEEN


def _of(line: AccessLine) -> SiteAccess:
    return line.access or SiteAccess()


SITE_COLUMNS = (
    TableColumn[AccessLine]("序号", 6, lambda row: row.number),
    TableColumn[AccessLine]("网站名称", 24, lambda row: one_line(row.site.name)),
    TableColumn[AccessLine]("网站标识码", 12, lambda row: row.site.identifier),
    TableColumn[AccessLine]("读到标记的网页", 9, lambda row: _counted(row, _of(row).pages)),
    TableColumn[AccessLine]("页面模板", 7, lambda row: _counted(row, _of(row).templates)),
    TableColumn[AccessLine]("浏览器检测的网页", 10, lambda row: _of(row).audited or _UNSEEN),
    TableColumn[AccessLine]("检测的模板", 8, lambda row: _of(row).templates_audited or _UNSEEN),
    TableColumn[AccessLine](
        "确认的问题", 8, lambda row: _counted(row, sum(one.sure for one in _all(row)))
    ),
    TableColumn[AccessLine](
        "疑似的问题",
        8,
        lambda row: _counted(row, sum(not one.sure for one in _all(row))),
    ),
    TableColumn[AccessLine](
        "不能确定的规则",
        9,
        lambda row: len(_of(row).undecided) if _of(row).audited else _UNSEEN,
    ),
    TableColumn[AccessLine]("无障碍入口", 9, lambda row: _entrance(_of(row).entrance)),
    TableColumn[AccessLine]("移动端", 22, lambda row: _mobile(_of(row))),
    TableColumn[AccessLine]("IPv6", 26, lambda row: ipv6_in_words(row.ipv6)),
)
ISSUE_COLUMNS = (  # the last two are folded in print
    TableColumn[IssueLine]("序号", 6, lambda row: row.number),
    TableColumn[IssueLine]("网站名称", 22, lambda row: one_line(row.site.name)),
    TableColumn[IssueLine]("判断", 8, lambda row: row.verdict),
    TableColumn[IssueLine]("在哪里", 9, lambda row: _CAUSES[row.issue.cause]),
    TableColumn[IssueLine]("问题", 22, lambda row: clause_of(row.issue.rule).name),
    TableColumn[IssueLine]("依据", 30, lambda row: clause_of(row.issue.rule).words),
    TableColumn[IssueLine]("网页数", 7, lambda row: row.issue.pages),
    TableColumn[IssueLine]("处数", 7, lambda row: row.issue.elements),
    TableColumn[IssueLine](
        "网址", 30, lambda row: visible(row.issue.urls[0]) if row.issue.urls else ""
    ),
    TableColumn[IssueLine]("怎样改正", 28, lambda row: clause_of(row.issue.rule).remedy),
    TableColumn[IssueLine]("规则", 16, lambda row: row.issue.rule),
    TableColumn[IssueLine]("例子", 30, lambda row: one_line("；".join(row.issue.what[:2]))),
)


def site_table(snapshot: Snapshot) -> PrintedTable[AccessLine]:
    """A line for every site in operation."""
    lines = tuple(_lines(snapshot))
    return PrintedTable(_TITLE, "网站", SITE_COLUMNS, lines, tuple(_notes(lines)))


def issue_table(snapshot: Snapshot) -> PrintedTable[IssueLine]:
    """A line for every cause, and for what the audit could not decide."""
    found = [
        (line.site, issue, verdict)
        for line in _lines(snapshot)
        for issue, verdict in _verdicts(_of(line))
    ]
    rows = [IssueLine(number, *one) for number, one in enumerate(found, start=1)]
    return PrintedTable("无障碍问题", "问题", ISSUE_COLUMNS, rows, (), len(ISSUE_COLUMNS) - 2)


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write a workbook: the sites, and on a second sheet the causes."""
    printed_table.write_xlsx(site_table(snapshot), snapshot, path, issue_table(snapshot))


def write_csv(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write the sites as CSV, and what was found on them beside it."""
    return printed_table.write_csv(site_table(snapshot), path, issue_table(snapshot))


def ipv6_in_words(seen: Ipv6) -> str:
    """What was seen over IPv6, or why nothing was."""
    if seen.addresses is None:
        return "未知：没有查询，或 DNS 没有回答"
    if not seen.addresses:
        trusted = seen.dns_trusted
        return "没有AAAA记录" if trusted else "未知：本机的 DNS 没有给出过 IPv6 地址"
    if not seen.routed:
        return "有AAAA记录；本机没有IPv6路由，能否访问未知"
    if seen.failure is not None:
        return "有AAAA记录；打不开" if seen.route_trusted else "有AAAA记录；打不开（疑似，待核）"
    return "有AAAA记录；可以访问"


def _lines(snapshot: Snapshot) -> Iterator[AccessLine]:
    homes = {home.site: home for home in snapshot.homes}
    for number, site in enumerate(figures.listed(snapshot), start=1):
        home = homes.get(site.identifier)
        access, ipv6 = (home.access, home.ipv6) if home is not None else (None, None)
        yield AccessLine(number, site, access, ipv6 or Ipv6())


def _all(line: AccessLine) -> tuple[AccessIssue, ...]:
    return (*_of(line).issues, *_of(line).violations)


def _verdicts(access: SiteAccess) -> Iterator[tuple[AccessIssue, str]]:
    for one in (*access.issues, *access.violations):
        yield one, "确认" if one.sure else "疑似"
    for one in access.undecided:
        yield one, "不能确定"


def _entrance(seen: bool | None) -> str:
    return {True: "有", False: "没有看到", None: _UNSEEN}[seen]


def _mobile(access: SiteAccess) -> str:
    if not access.viewports:
        return _UNSEEN
    if access.twin:
        return "另有手机版"
    if access.unadapted * 2 > access.viewports:
        return f"没有适配（{access.unadapted}/{access.viewports}个网页没有viewport）"
    if not access.overflow_measured:
        return "写了viewport；未实测"
    wide = len(access.overflowing)
    return f"实测{access.overflow_measured}个网页，{wide}个要左右拖动" if wide else "适配"


def _notes(lines: tuple[AccessLine, ...]) -> Iterator[str]:
    yield (
        f"依据：{STANDARD}《信息技术 互联网内容无障碍可访问性技术要求与测试方法》、"
        "WCAG 2.1（A、AA级）。"
        f"机器按规则能查出的约占无障碍问题数的{FOUND_BY_MACHINE}：替代文字写得对不对、键盘走不走得通、"
        "读屏听不听得懂，要由人来测。表中没有问题，不等于没有障碍。"
    )
    yield (
        "“确认”：浏览器里的 axe-core 判为不通过，或标记就能断定"
        "（图片、链接、表单项、语言、嵌入的网页、放大）；"
        "“疑似”：由标记看出而不足以断定，或在浏览器里检测过同样的网页，axe-core 没有这样说；"
        "“不能确定”：axe-core 不能判断，须由人来看，不算问题。"
        "一个原因只列一次，写明在几个网页上、共几处。"
    )
    if unseen := [one_line(line.site.name) for line in lines if not _of(line).audited]:
        why = "没有装浏览器、没有读到或按设置不做"
        yield f"没有在浏览器里检测的网站（{len(unseen)}个，{why}）：{'、'.join(unseen)}。"
    unknown = sum(ipv6_in_words(line.ipv6).count("未知") for line in lines)
    if unknown:
        yield f"IPv6：{unknown}个网站能否访问是未知，不算支持，也不算不支持。"
