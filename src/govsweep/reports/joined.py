"""The table of all levels (各级汇总表): own figures, those that were sent, and their sum."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from govsweep.bundles import (
    AccountFigures,
    BundleAccount,
    BundleFigures,
    BundleSite,
    SentPeriod,
    SiteCoverage,
    figures_of,
)
from govsweep.reports import printed_table
from govsweep.reports.bundling import own_accounts, own_sites
from govsweep.reports.choices import Choices
from govsweep.reports.joining import Joined, joined
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot

OWN, SUM, NOT_SENT = "本级", "合计", "未上报"
_NAMED = 10
_UNSWEPT = "本级在这个时段没有巡检"
_NOTHING = "未上报，本级也没有巡检，没有可合计的"
_NO_OWN = "没有上报本级的检查情况"
_NO_ACCOUNTS = "没有上报新媒体账号（旧版数据包）"


class JoinedRow(NamedTuple):
    """A district's figures; None where it sent nothing."""

    name: str
    figures: BundleFigures | None
    data_of: str = ""  # the day up to which it was known
    note: str = ""

    @property
    def accounts(self) -> AccountFigures | None:
        """Those of its media accounts; None where nothing is told of them."""
        return self.figures.accounts if self.figures is not None else None


def rows(snapshot: Snapshot, choices: Choices) -> list[JoinedRow]:
    """The level's own, then each sender's by district, who sent nothing, and the sum."""
    accounts = own_accounts(snapshot, choices.office)
    whole = joined(own_sites(snapshot), snapshot.sent, snapshot.senders, accounts)
    own = figures_of(whole.own, (), whole.own_accounts)
    every = figures_of(whole.sites, (), whole.accounts)
    swept = bool(snapshot.period.rounds)
    notes = filter(None, ["" if swept else _UNSWEPT, _unseen(whole.own)])
    return [
        JoinedRow(OWN, own, str(snapshot.as_of) if swept else "", "；".join(notes)),
        *_sent(snapshot, whole),
        *(JoinedRow(name, None, note=NOT_SENT) for name in whole.missing),
        _sum(snapshot, whole, every) if swept or snapshot.sent else _no_sum(whole),
    ]


def _sum(snapshot: Snapshot, whole: Joined, every: BundleFigures) -> JoinedRow:
    return JoinedRow(SUM, every, str(snapshot.as_of), _lacking(whole))


def _no_sum(whole: Joined) -> JoinedRow:
    """Where nobody looked and nobody sent anything, a sum of noughts would look like one."""
    return JoinedRow(SUM, None, note="；".join(filter(None, [_NOTHING, _lacking(whole)])))


def _sent(snapshot: Snapshot, whole: Joined) -> Iterator[JoinedRow]:
    for told in snapshot.sent:
        accounts = whole.sent_accounts[told.sender]
        twice = whole.twice[told.sender]
        notes = [f"另有 {twice} 个网站本级已检查，计入本级"] if twice else []
        notes += [*told.notes, *([] if accounts is not None else [_NO_ACCOUNTS])]
        notes += [_NO_OWN] if _lacks_own(told) else []
        districts = _by_district(whole.sent[told.sender], accounts or (), told.sender)
        for number, (district, sites, own) in enumerate(districts):
            name = told.sender
            if district != told.sender:
                name = f"{told.sender}/{district}"
            figures = figures_of(sites, (), own if accounts is not None else None)
            said = [*(() if number else notes), _unseen(sites)]
            yield JoinedRow(name, figures, str(told.as_of), "；".join(filter(None, said)))


def _lacks_own(told: SentPeriod) -> bool:
    """Whether a level passes on what others saw, and itself looked at nothing."""
    own = [one for one in told.sites if one.district == told.sender]
    return len(own) < len(told.sites) and not any(one.coverage.is_read for one in own)


def _by_district(
    sites: Iterable[BundleSite], accounts: Iterable[BundleAccount], sender: str
) -> Iterator[tuple[str, list[BundleSite], list[BundleAccount]]]:
    """The sites and accounts of each district of a sender, its own first."""
    groups: dict[str, tuple[list[BundleSite], list[BundleAccount]]] = {sender: ([], [])}
    for site in sites:
        groups.setdefault(site.district, ([], []))[0].append(site)
    for account in accounts:
        groups.setdefault(account.district, ([], []))[1].append(account)
    for name, (own, kept) in groups.items():
        yield name, own, kept


def _unseen(sites: Sequence[BundleSite]) -> str:
    names = [one.name for one in sites if one.coverage is SiteCoverage.NONE]
    more = f"等 {len(names)} 个" if names[_NAMED:] else ""
    return f"未检查：{'、'.join(names[:_NAMED])}{more}" if names else ""


def _lacking(whole: Joined) -> str:
    """What the sum does not have in it."""
    told = [f"不含未上报的：{'、'.join(whole.missing)}"] if whole.missing else []
    silent = [name for name, accounts in whole.sent_accounts.items() if accounts is None]
    told += [f"新媒体账号不含：{'、'.join(silent)}"] if silent else []
    return "；".join(told)


def _of_sites(
    head: str, cell: Callable[[BundleFigures], int], width: int = 11
) -> TableColumn[JoinedRow]:
    return TableColumn[JoinedRow](
        head, width, lambda row: cell(row.figures) if row.figures is not None else None
    )


def _of_checked(
    head: str, cell: Callable[[BundleFigures], int], width: int = 11
) -> TableColumn[JoinedRow]:
    """What is known only of sites that somebody looked at: of none it is no nought."""
    return TableColumn[JoinedRow](
        head,
        width,
        lambda row: (
            (cell(row.figures) or (0 if row.figures.checked else None))
            if row.figures is not None
            else None
        ),
    )


def _of_accounts(
    head: str, cell: Callable[[AccountFigures], int | str], width: int = 12
) -> TableColumn[JoinedRow]:
    return TableColumn[JoinedRow](
        head, width, lambda row: cell(row.accounts) if row.accounts is not None else None
    )


def _rate(told: AccountFigures) -> str:
    return f"{told.rate:.1%}" if told.rate is not None else "—"


_NAME = TableColumn[JoinedRow]("地区", 18, lambda row: row.name)
_DAY = TableColumn[JoinedRow]("数据截至", 12, lambda row: row.data_of)
_NOTE = TableColumn[JoinedRow]("说明", 33, lambda row: row.note)
COLUMNS = (
    _NAME,
    _of_sites("网站（个）", lambda told: told.sites),
    _of_sites("检查（个）", lambda told: told.checked),
    _of_checked("有突出问题（个）", lambda told: told.troubled, 14),
    _of_checked("问题（条）", lambda told: told.problems),
    _of_checked("已整改（条）", lambda told: told.fixed),
    _of_checked("已知网页（个）", lambda told: told.known),
    _of_checked("读到网页（个）", lambda told: told.read),
    _of_accounts("新媒体账号（个）", lambda told: told.registered, 14),
    _of_accounts("新媒体合格率", _rate),
    _of_accounts("新媒体问题（条）", lambda told: told.problems, 14),
    _DAY,
    _NOTE,
)
_ACCOUNT_COLUMNS = (
    _NAME,
    _of_accounts("登记（个）", lambda told: told.registered),
    _of_accounts("运行", lambda told: told.running, 9),
    _of_accounts("注销中", lambda told: told.cancelling, 9),
    _of_accounts("已注销", lambda told: told.cancelled, 9),
    _of_accounts("检查", lambda told: told.checked, 9),
    _of_accounts("合格", lambda told: told.passed, 9),
    _of_accounts("不合格", lambda told: told.failed, 9),
    _of_accounts("未定", lambda told: told.open, 9),
    _of_accounts("合格率", _rate),
    _of_accounts("问题（条）", lambda told: told.problems),
    _of_accounts("已整改（条）", lambda told: told.fixed),
    _DAY,
    _NOTE,
)
_NOTES = (
    "下级的数字来自其签名的数据包，照上报时的情况；未上报的留空，一个网站也没有检查的，问题和网页留空，不当作零。",
    "一个网站、一个账号只计一次：本级检查过的计入本级，没有检查而下级检查过的计入下级。",
    "上报本时段数据包的，照它计；只上报各月数据包的，由各月合成，缺哪个月写在说明里。",
)
_ACCOUNT_NOTES = (
    "合格率是合格的占检查的；有未定的，判定之后才有。旧版数据包不含新媒体账号，留空，不当作零。",
)


def table(snapshot: Snapshot, told: Sequence[JoinedRow]) -> PrintedTable[JoinedRow]:
    """The rows, to print."""
    title = f"{snapshot.period.span.title}政府网站检查各级汇总表"
    return PrintedTable(title, "各级汇总", COLUMNS, told, _NOTES)


def account_table(snapshot: Snapshot, told: Sequence[JoinedRow]) -> PrintedTable[JoinedRow]:
    """The media accounts of each level."""
    title = f"{snapshot.period.span.title}政务新媒体各级汇总表"
    return PrintedTable(title, "各级新媒体", _ACCOUNT_COLUMNS, told, _ACCOUNT_NOTES)


def write_xlsx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the tables as a workbook."""
    told = rows(snapshot, choices)
    accounts = account_table(snapshot, told)
    printed_table.write_xlsx(table(snapshot, told), snapshot, path, accounts)


def write_csv(snapshot: Snapshot, path: Path, choices: Choices) -> list[Path]:
    """Write the table of all levels as CSV, and that of their accounts beside it."""
    told = rows(snapshot, choices)
    return printed_table.write_csv(table(snapshot, told), path, account_table(snapshot, told))
