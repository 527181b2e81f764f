"""Media accounts in papers: how many by platform and status, how they come out, what was found."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from govsweep.assess import (
    ALL_MEDIA,
    AssessedMedia,
    MediaAssessment,
    SiteVerdict,
    assess_media,
)
from govsweep.facts import Context, DaySpan, MediaAccount, MediaStatus, Platform
from govsweep.findings import Finding, State
from govsweep.media import MEDIA_STATUSES
from govsweep.reports import figures, printed_table
from govsweep.reports.assessing import VERDICTS, indicators_of
from govsweep.reports.choices import Choices, Office
from govsweep.reports.inert import one_line, visible
from govsweep.reports.labels import wording
from govsweep.reports.papers.prose import in_prose
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.settle import look_at
from govsweep.store import StoredMedia

_NOTHING = "无"
_UNSEEN = "未检查"
_DASH = "—"


class MediaCount(NamedTuple):
    """How many accounts of a platform, or of all, stand and come out how."""

    name: str
    registered: int
    running: int
    cancelling: int
    cancelled: int
    checked: int  # running ones whose posts tell of the days just past
    passed: int
    failed: int
    open: int  # of the checked ones: a person has to judge
    unseen: int  # running ones of which nobody can say anything
    rate: float | None  # of the checked ones; None as long as one is open
    before: float | None = None  # the rate at the end of the period before

    @property
    def rate_told(self) -> str:
        """The rate with one decimal."""
        return f"{self.rate:.1%}" if self.rate is not None else _DASH

    @property
    def change_told(self) -> str:
        """How it changed since the period before, in percentage points; "" where nobody knows."""
        if self.rate is None or self.before is None:
            return ""
        points = round((self.rate - self.before) * 100, 1)
        return f"{'提高' if points > 0 else '降低'}{abs(points)}个百分点" if points else "持平"


class MediaLine(NamedTuple):
    """An account in the table of all accounts."""

    number: int
    account: MediaAccount
    posts: int | None  # published in the period; None: nothing was imported
    newest: dt.date | None
    through: dt.date | None  # up to which day its posts are known
    verdict: str
    vetoes: str
    problems: str
    mended: str


def media_assessments(
    snapshot: Snapshot, office: Office | None = None, edition: str = ""
) -> list[MediaAssessment]:
    """Each running account under the indicators, in the register's order."""
    words = office.judgements if office is not None else {}
    pack = indicators_of(snapshot, edition, office) if snapshot.media else None
    own = figures.by_site(snapshot.findings)
    imported = {one.account: one for one in snapshot.posts}
    found = []
    for account in snapshot.media:
        if pack is None or account.status is not MediaStatus.RUNNING:
            continue
        key = account.identifier
        context = Context(site=account, day=snapshot.as_of)
        case = AssessedMedia(
            look=look_at(account, imported.get(key, StoredMedia(account=key)), context),
            begins=snapshot.period.span.begins,
            findings=tuple(own.get(key, ())),
            checks=frozenset(snapshot.checks),
        )
        found.append(assess_media(case, pack, words.get(key), words.get(ALL_MEDIA)))
    return found


def counts(snapshot: Snapshot, office: Office | None = None) -> list[MediaCount]:
    """How accounts stand and come out: all of them together, then platform by platform."""
    found = media_assessments(snapshot, office)
    earlier = media_assessments(snapshot.before, office) if snapshot.before else []
    platforms = [one for one in Platform if any(on.platform is one for on in snapshot.media)]
    return [
        _count("合计", snapshot.media, found, earlier),
        *(
            _count(
                one.word,
                [own for own in snapshot.media if own.platform is one],
                [own for own in found if own.account.platform is one],
                [own for own in earlier if own.account.platform is one],
            )
            for one in platforms
        ),
    ]


def _count(
    name: str,
    accounts: Sequence[MediaAccount],
    found: Sequence[MediaAssessment],
    earlier: Sequence[MediaAssessment],
) -> MediaCount:
    checked = _checked(found)
    by_status = {status: sum(one.status is status for one in accounts) for status in MediaStatus}
    return MediaCount(
        name=name,
        registered=len(accounts),
        running=by_status[MediaStatus.RUNNING],
        cancelling=by_status[MediaStatus.CANCELLING],
        cancelled=by_status[MediaStatus.CANCELLED],
        checked=len(checked),
        passed=sum(one.verdict is SiteVerdict.PASSED for one in checked),
        failed=sum(one.verdict.fails for one in checked),
        open=sum(one.verdict is SiteVerdict.OPEN for one in checked),
        unseen=len(found) - len(checked),
        rate=_rate(found),
        before=_rate(earlier),
    )


def _checked(found: Iterable[MediaAssessment]) -> list[MediaAssessment]:
    return [one for one in found if one.seen or one.verdict.fails]


def _rate(found: Iterable[MediaAssessment]) -> float | None:
    """The share of the good; none as long as a person has still to judge one."""
    checked = _checked(found)
    if not checked or any(one.verdict is SiteVerdict.OPEN for one in checked):
        return None
    return sum(one.verdict is SiteVerdict.PASSED for one in checked) / len(checked)


def lines(snapshot: Snapshot, office: Office | None = None) -> list[MediaLine]:
    """A line an account, cancelled ones too, in the register's order."""
    verdicts = {one.account.identifier: one for one in media_assessments(snapshot, office)}
    problems = figures.by_site(figures.of_media(snapshot))
    imported = {one.account: one for one in snapshot.posts}
    return [
        _line(
            number,
            account,
            snapshot,
            imported.get(account.identifier),
            verdicts.get(account.identifier),
            problems.get(account.identifier, []),
        )
        for number, account in enumerate(snapshot.media, start=1)
    ]


def _line(
    number: int,
    account: MediaAccount,
    snapshot: Snapshot,
    imported: StoredMedia | None,
    found: MediaAssessment | None,
    problems: Sequence[Finding],
) -> MediaLine:
    last = min(snapshot.as_of, snapshot.period.span.ends)
    days = [one for one in imported.days if one[0] <= last] if imported is not None else []
    spans = [one for one in imported.spans if one.since <= last] if imported is not None else []
    begins = snapshot.period.span.begins
    told = [*(wording(one) for one in problems), *_after_its_end(account, days)]
    clean = _NOTHING if found is not None and found.seen else _UNSEEN
    return MediaLine(
        number=number,
        account=account,
        posts=_published(days, spans, begins),
        newest=days[-1][0] if days else None,
        through=min(spans[-1].through, last) if spans else None,
        verdict=verdict_in_words(found),
        vetoes="、".join(one.row.name for one in found.vetoes) if found is not None else "",
        problems="、".join(dict.fromkeys(told)) or (clean if found is not None else _DASH),
        mended=_mended(problems),
    )


def _after_its_end(account: MediaAccount, days: Sequence[tuple[dt.date, int]]) -> Iterator[str]:
    """That something was published after the day on which an account was cancelled."""
    end = account.changed_on if account.status is MediaStatus.CANCELLED else None
    if end is not None and days and days[-1][0] > end:
        yield f"{end} 已注销，{days[-1][0]} 还有发布：请核对注销日期或平台"


def _published(
    days: Iterable[tuple[dt.date, int]], spans: Iterable[DaySpan], begins: dt.date
) -> int | None:
    """How many were published from a day on; None where of no day since then anything is known."""
    if not any(one.through >= begins for one in spans):
        return None
    return sum(count for day, count in days if day >= begins)


def verdict_in_words(found: MediaAssessment | None) -> str:
    """The verdict; of an account that nobody could see it is unknown, and not merely open."""
    if found is None:
        return _DASH
    if found.verdict is SiteVerdict.OPEN and not found.seen:
        return "未知"
    return VERDICTS[found.verdict]


def _mended(problems: Sequence[Finding]) -> str:
    if not problems:
        return ""
    return "是" if all(one.state is State.FIXED for one in problems) else "否"


def cancellations(snapshot: Snapshot) -> list[MediaAccount]:
    """The accounts being cancelled, and those that were in the period; the longest first."""
    span = snapshot.period.span
    found = [
        one
        for one in snapshot.media
        if one.status is MediaStatus.CANCELLING
        or (
            one.status is MediaStatus.CANCELLED
            and one.changed_on is not None
            and span.has(one.changed_on)
        )
    ]
    order = list(MediaStatus)  # those still being cancelled before those that were
    return sorted(found, key=lambda one: (order.index(one.status), one.changed_on or dt.date.max))


def tables(snapshot: Snapshot, office: Office | None = None) -> list[PrintedTable[Any]]:
    """The accounts, the figures by platform, and the tracker of cancellations."""
    return [_accounts(snapshot, office), _platforms(snapshot, office), _cancelling(snapshot)]


def _accounts(snapshot: Snapshot, office: Office | None) -> PrintedTable[MediaLine]:
    columns = (  # the last two are folded in print
        TableColumn[MediaLine]("序号", 6, lambda row: row.number),
        TableColumn[MediaLine]("平台", 10, lambda row: row.account.platform.word),
        TableColumn[MediaLine]("账号名称", 20, lambda row: row.account.name),
        TableColumn[MediaLine]("主办单位", 24, lambda row: row.account.organizer),
        TableColumn[MediaLine]("状态", 8, lambda row: MEDIA_STATUSES[row.account.status]),
        TableColumn[MediaLine]("本期发布（条）", 11, lambda row: row.posts),
        TableColumn[MediaLine]("最近发布", 11, lambda row: row.newest),
        TableColumn[MediaLine]("数据截至", 11, lambda row: row.through),
        TableColumn[MediaLine]("结论", 14, lambda row: row.verdict),
        TableColumn[MediaLine]("单项否决事项", 22, lambda row: row.vetoes),
        TableColumn[MediaLine]("存在的问题", 30, lambda row: row.problems),
        TableColumn[MediaLine]("是否完成整改", 11, lambda row: row.mended),
        TableColumn[MediaLine]("账号", 18, lambda row: row.account.handle),
        TableColumn[MediaLine]("编号", 12, lambda row: row.account.identifier),
    )
    title = f"{snapshot.period.span.title}政务新媒体检查情况汇总表"
    rows = lines(snapshot, office)
    notes = (*snapshot.unswept, summary(snapshot, office) if rows else "没有登记新媒体账号。")
    return PrintedTable(title, "政务新媒体", columns, rows, notes, len(columns) - 2)


def _platforms(snapshot: Snapshot, office: Office | None) -> PrintedTable[MediaCount]:
    columns = (
        TableColumn[MediaCount]("平台", 14, lambda row: row.name),
        TableColumn[MediaCount]("登记（个）", 10, lambda row: row.registered),
        TableColumn[MediaCount]("运行", 8, lambda row: row.running),
        TableColumn[MediaCount]("注销中", 8, lambda row: row.cancelling),
        TableColumn[MediaCount]("已注销", 8, lambda row: row.cancelled),
        TableColumn[MediaCount]("检查", 8, lambda row: row.checked),
        TableColumn[MediaCount]("合格", 8, lambda row: row.passed),
        TableColumn[MediaCount]("不合格", 8, lambda row: row.failed),
        TableColumn[MediaCount]("未定", 8, lambda row: row.open),
        TableColumn[MediaCount]("未检查", 8, lambda row: row.unseen),
        TableColumn[MediaCount]("合格率", 10, lambda row: row.rate_told),
        TableColumn[MediaCount]("比上期", 18, lambda row: row.change_told),
    )
    note = "合格率是合格的占检查的，未检查的不计入；有未定的，判定之后才有合格率。"
    title = f"{snapshot.period.span.title}政务新媒体分平台统计表"
    return PrintedTable(title, "平台统计", columns, counts(snapshot, office), (note,))


def _cancelling(snapshot: Snapshot) -> PrintedTable[MediaAccount]:

    def waited(account: MediaAccount) -> int | None:
        begun = account.cancelling_since
        if begun is None or account.changed_on is None:
            return None
        ended = account.changed_on if account.status is MediaStatus.CANCELLED else snapshot.as_of
        return (ended - begun).days

    columns = (
        TableColumn[MediaAccount]("平台", 12, lambda row: row.platform.word),
        TableColumn[MediaAccount]("账号名称", 24, lambda row: row.name),
        TableColumn[MediaAccount]("账号", 20, lambda row: row.handle),
        TableColumn[MediaAccount]("主办单位", 28, lambda row: row.organizer),
        TableColumn[MediaAccount]("状态", 10, lambda row: MEDIA_STATUSES[row.status]),
        TableColumn[MediaAccount]("开始注销", 12, lambda row: row.cancelling_since),
        TableColumn[MediaAccount](
            "完成注销",
            12,
            lambda row: row.changed_on if row.status is MediaStatus.CANCELLED else None,
        ),
        TableColumn[MediaAccount]("用时（天）", 10, waited),
    )
    title = f"{snapshot.period.span.title}政务新媒体注销台账"
    return PrintedTable(title, "注销台账", columns, cancellations(snapshot))


def write_xlsx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the tables as a workbook, a sheet each."""
    accounts, *more = tables(snapshot, choices.office)
    printed_table.write_xlsx(accounts, snapshot, path, *more)


def write_csv(snapshot: Snapshot, path: Path, choices: Choices) -> list[Path]:
    """Write the table of accounts as CSV, and the other tables beside it."""
    accounts, *more = tables(snapshot, choices.office)
    return printed_table.write_csv(accounts, path, *more)


def summary(snapshot: Snapshot, office: Office | None = None) -> str:
    """How accounts stand and come out, in one sentence; "" where none is registered."""
    if not snapshot.media:
        return ""
    all_ = counts(snapshot, office)[0]
    told = [
        f"登记政务新媒体{all_.registered}个，其中运行{all_.running}个、"
        f"注销中{all_.cancelling}个、已注销{all_.cancelled}个",
        f"本期检查{all_.checked}个，不合格{all_.failed}个、合格{all_.passed}个、未定{all_.open}个",
    ]
    if all_.unseen:
        why = "" if snapshot.unswept else "没有导入发布内容或导入不足，"
        told.append(f"另有{all_.unseen}个{why}未检查，不作结论")
    if all_.rate is not None:
        change = all_.change_told
        than = f"，比上期{change}" if change else ""
        told.append(f"合格率{all_.rate_told}{than}")
    elif all_.open:
        told.append("未定的判定之后才有合格率")
    return "；".join(told) + "。"


def paper_words(snapshot: Snapshot, office: Office) -> dict[str, Any]:
    """What papers say of media accounts; of none where none is registered."""
    found = figures.of_media(snapshot)
    names = {one.identifier: one_line(one.shown_name) for one in snapshot.media}
    return {
        "media": len(snapshot.media),
        "media_summary": one_line(summary(snapshot, office)),
        "media_rows": [_words(row) for row in lines(snapshot, office)],
        "media_counts": [row._asdict() | _told(row) for row in counts(snapshot, office)],
        "media_problems": len(found),
        "media_troubled": len({one.site for one in found}),
        "media_fixed": sum(one.state is State.FIXED for one in found),
        "media_examples": [_example(one, names) for one in found[:_MOST_EXAMPLES]],
        "media_more": max(0, len(found) - _MOST_EXAMPLES),
    }


_MOST_EXAMPLES = 12


def _told(row: MediaCount) -> dict[str, str]:
    return {"rate_told": row.rate_told, "change_told": row.change_told or _DASH}


def _words(row: MediaLine) -> dict[str, Any]:
    return {
        "number": row.number,
        "platform": row.account.platform.word,
        "name": one_line(row.account.name),
        "organizer": one_line(row.account.organizer),
        "status": MEDIA_STATUSES[row.account.status],
        "newest": row.newest.isoformat() if row.newest else _DASH,
        "verdict": row.verdict,
        "problems": one_line(row.problems),
        "mended": row.mended,
    }


def _example(finding: Finding, names: dict[str, str]) -> dict[str, str]:
    mended = "（已整改）" if finding.state is State.FIXED else ""
    return {
        "name": names[finding.site],
        "message": in_prose(finding.message, "附件").rstrip("。") + mended,
        "url": visible(finding.url),
    }
