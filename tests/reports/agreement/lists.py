"""What is told of accounts, letters, duties, notices and columns: by papers, pages, API and CLI."""

import re
from collections import Counter

from tests.reports.agreement.numbers import Printed

from govsweep.duties import DutyList
from govsweep.facts import MediaStatus
from govsweep.findings import State
from govsweep.reports import (
    Choices,
    Office,
    brief,
    census,
    charts,
    duties,
    figures,
    interpretations,
    joined,
    letters,
    media,
    notice_list,
    overview,
    problem_list,
    reading_log,
    trends,
)
from govsweep.reports.bundling import bundled, own_accounts
from govsweep.reports.figures import Standing
from govsweep.reports.key_figures import key_figures
from govsweep.reports.papers import bulletin, selfcheck
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Store
from govsweep.web import board
from govsweep.web.media_api import accounts_of
from govsweep.web.notices import rows_of
from govsweep.web.queue import QueueView, views

_SUMMARY = re.compile(
    r"登记政务新媒体(\d+)个，其中运行(\d+)个、注销中(\d+)个、已注销(\d+)个；"
    r"本期检查(\d+)个，不合格(\d+)个、合格(\d+)个、未定(\d+)个(?:；另有(\d+)个)?"
)
_COUNTS = (
    *("registered", "running", "cancelling", "cancelled"),
    *("checked", "failed", "passed", "open", "unseen"),
)


def lists_told(store: Store, snapshot: Snapshot, office: Office, *, now: bool) -> Printed:
    """All of them; pages and the API tell of now alone."""
    found: Printed = {}
    for part in (_media, _letters, _owed, _notices, _trends, _levels, _problems):
        found |= part(snapshot, office)
    if now:
        for shown in (_media_shown, _owed_shown, _notices_shown, _columns_shown, _reading_shown):
            for what, said in shown(store, snapshot, office).items():
                found[what] = found.get(what, {}) | said
    return found


def _said(sentence: str) -> tuple[int, ...]:
    match = _SUMMARY.search(sentence)
    assert match, sentence
    return tuple(int(one or 0) for one in match.groups())


def _media(snapshot: Snapshot, office: Office) -> Printed:
    every, *platforms = media.counts(snapshot, office)
    paper = bulletin.context(snapshot, Choices(office=office))
    check = selfcheck.context(snapshot, Choices(office=office))
    sent = bundled(snapshot, "清源市", office).figures.accounts
    assert sent
    own, *_ = joined.rows(snapshot, Choices(office=office))
    assert own.accounts
    keyed = {one.name: one.value for one in key_figures(snapshot, office)}
    (noted,) = [one for one in census.notes(snapshot, office) if "政务新媒体" in one]
    table, *_ = media.tables(snapshot, office)
    lines = media.lines(snapshot, office)
    told = tuple(getattr(every, name) for name in _COUNTS)
    rate = every.rate_told
    return {
        "accounts": {
            "table": told, "table's note": _said(table.notes[0]), "census": _said(noted),
            "bulletin": _said(paper["media_summary"]), "self-check": _said(check["media_summary"]),
            "dashboard": _said(overview.of(snapshot, office).media),
            "bundle": (*(getattr(sent, name) for name in _COUNTS[:-1]),
                       sent.running - sent.checked),
            "levels": (*(getattr(own.accounts, name) for name in _COUNTS[:-1]),
                       own.accounts.running - own.accounts.checked),
            "platforms": tuple(sum(getattr(one, name) for one in platforms) for name in _COUNTS),
        },
        "accounts registered": {
            "key figures": keyed["新媒体账号"],
            "table": f"{every.registered}个：运行{every.running}、注销中{every.cancelling}、"
            f"已注销{every.cancelled}",
        },
        "account rate": {
            "table": rate, "key figures": keyed["新媒体合格率"] or "—",
            "bundle": f"{sent.rate:.1%}" if sent.rate is not None else "—",
            "lines": _rate([one.verdict for one in lines if one.verdict not in ("—", "未知")]),
        },
        "account problems": {
            "bulletin": paper["media_problems"], "self-check": check["media_problems"],
            "bundle": sent.problems, "levels": own.accounts.problems,
            "problem list": _listed(snapshot, accounts=True)[0],
            "problem list's rows": sum(
                row.told and row.finding.site.startswith("xm")
                for row in problem_list.table(snapshot).rows
            ),
        },
        "account problems mended": {
            "bulletin": paper["media_fixed"], "bundle": sent.fixed, "levels": own.accounts.fixed,
            "problem list": _listed(snapshot, accounts=True)[1],
        },
        "accounts with problems": {
            "bulletin": paper["media_troubled"],
            "table": sum(one.mended != "" for one in lines),
            "bundle": sum(one.problems > 0 for one in own_accounts(snapshot, office)),
        },
    }  # fmt: skip


def _rate(verdicts: list[str]) -> str:
    if not verdicts or "未定" in verdicts:
        return "—"
    return f"{verdicts.count('合格') / len(verdicts):.1%}"


def _listed(snapshot: Snapshot, *, accounts: bool) -> tuple[int, int]:
    (note,) = [one for one in problem_list.table(snapshot).notes if "计入" in one]
    what = "新媒体账号" if accounts else "网站"
    match = re.search(rf"{what}问题(\d+)条，已整改(\d+)条", note)
    assert match, note
    return int(match[1]), int(match[2])


def _media_shown(store: Store, snapshot: Snapshot, office: Office) -> Printed:
    shown = {one.identifier: one for one in accounts_of(store)}
    kept = [one for one in shown.values() if one.status is not MediaStatus.CANCELLED]
    paper = bulletin.context(snapshot, Choices(office=office))
    statuses = [sum(one.status is own for one in shown.values()) for own in MediaStatus]
    counts = media.counts(snapshot, office)[0]
    found: Printed = {
        "accounts by status": {
            "api": tuple(statuses),
            "table": (counts.running, counts.cancelling, counts.cancelled),
        },
        "account problems open": {
            "api": sum(one.findings.unresolved for one in shown.values() if one.findings),
            "api of the kept": sum(one.findings.unresolved for one in kept if one.findings),
            "bulletin": paper["media_problems"] - paper["media_fixed"],
        },
        "account problems mended": {
            "api": sum(one.findings.fixed for one in shown.values() if one.findings)
        },
        "accounts suspected and held": {
            "api": sum(
                one.findings.suspected + one.findings.held for one in shown.values() if one.findings
            ),
            "dashboard": sum(map(figures.waits, figures.current_of_media(snapshot))),
        },
    }
    for line in media.lines(snapshot, office):
        one = shown[line.account.identifier]
        found[f"{line.account.identifier} newest, through"] = {
            "table": (line.newest, line.through), "api": (one.newest, one.known_through),
        }  # fmt: skip
        found[f"{line.account.identifier} open"] = {
            "table": line.mended == "否", "api": one.condition == "troubled",
        }  # fmt: skip
    return found


def _letters(snapshot: Snapshot, office: Office) -> Printed:
    rows = letters.table(snapshot).rows
    every = [one for one in rows if one.number is None]
    sites = [one for one in rows if one.number is not None]
    told = every[0].figures if every else None
    keyed = {one.name: one.value for one in key_figures(snapshot, office)}
    check = selfcheck.context(snapshot, Choices(office=office))["letters"]
    noted = [one for one in census.notes(snapshot, office) if one.startswith("网民留言")]
    return {
        "letters": {
            "table": f"来信{told.received}件，办结{told.answered}件" if told else None,
            "sum of sites": f"来信{sum(one.figures.received for one in sites if one.figures)}件，"
            f"办结{sum(one.figures.answered for one in sites if one.figures)}件"
            if any(one.figures for one in sites)
            else None,
            "self-check": _part(r"来信\d+件，办结\d+件", check),
            "census": _part(r"来信\d+件，办结\d+件", "".join(noted)),
            "key figures": f"来信{keyed['来信、办结'].replace('，办结', '，办结')}"
            if keyed["来信、办结"]
            else None,
        },
        "working days": {
            "table": f"{told.average}个" if told and told.average is not None else None,
            "key figures": keyed["平均办理工作日"] or None,
            "self-check": _part(r"(?<=平均)[\d.]+个", check),
        },
        "letters overdue": {
            "table": told.overdue if told else 0,
            "self-check": int(_part(r"(?<=尚未答复)\d+", check) or 0),
            "sum of sites": sum(one.figures.overdue for one in sites if one.figures),
        },
        "sites with letters": {
            "table": sum(one.figures is not None for one in sites),
            "self-check": int(_part(r"(?<=读到)\d+(?=个网站)", check) or 0),
        },
    }


def _part(pattern: str, text: str) -> str | None:
    match = re.search(pattern, text)
    return match[0] if match else None


def _owed(snapshot: Snapshot, office: Office) -> Printed:
    keyed = {one.name: one.value for one in key_figures(snapshot, office)}
    items, months, _, hung = duties.tables(snapshot)
    seen = [row for row in items.rows if row.state != "未检查"]
    stood = Counter(row.state for row in items.rows)
    order = (
        "正常",
        "不足",
        "不足（疑似）",
        "空项",
        "空项（疑似）",
        "漏项",
        "漏项（疑似）",
        "未检查",
    )
    states = "、".join(f"{state}{stood[state]}项" for state in order if stood[state])
    looked = [row for row in hung.rows if row.state != "未检查"]
    there = sum(row.state == "已挂" for row in looked)
    every = interpretations.of_all(snapshot)
    rows = interpretations.rows(snapshot)
    found: Printed = {
        "catalogue": {
            "table": f"{len(items.rows)}项，{states}" if seen else "",
            "key figures": keyed["公开目录"],
        },
        "catalogue, item by item": {
            "table": f"公开目录共{len(items.rows)}项：{states}。" if items.rows else "",
            "note": items.notes[0] if items.rows else "",
        },
        "catalogue's states": {
            "note": _part(r"共\d+项", items.notes[0]), "table": f"共{len(items.rows)}项"
            if items.rows else None,
        },
        "catalogue not seen": {
            "note": int(_part(r"(?<=未检查)\d+", items.notes[0]) or 0),
            "table": len(items.rows) - len(seen),
        },
        "entrances": {
            "table": f"核对{len(looked)}处，已挂{there}处" if looked else "",
            "note": _part(r"核对[1-9]\d*处，已挂\d+处", hung.notes[0]) or "",
            "key figures": keyed["必挂入口"],
        },
        "interpretations": {
            "table": f"{every.share}（抽查{every.asked}处，关联{every.linked}处）" if every else "",
            "key figures": keyed["政策解读与文件关联率"],
        },
        "interpretations looked at": {
            "table": every.asked if every else 0, "sum of sites": sum(one.asked for one in rows),
        },
    }  # fmt: skip
    for name, field in (
        ("录入信息", "posted"),
        ("被采用的信息", "adopted"),
        ("有图片的信息", "pictured"),
    ):
        (of_all,) = [row["合计"] for row in months.rows if row["合计"].unit == "全部单位"] or [None]
        units = [row["合计"] for row in months.rows if row["合计"].unit != "全部单位"]
        known = [getattr(one, field) for one in units if getattr(one, field) is not None]
        number = getattr(of_all, field) if of_all else None
        found[name] = {
            "table": "" if number is None else f"{number}条", "key figures": keyed[name],
            "sum of units": f"{sum(known)}条" if known else "",
        }  # fmt: skip
    return found


def _owed_shown(store: Store, snapshot: Snapshot, _: Office) -> Printed:
    """The pages' lists and those of `duties list`."""
    items, _, owed, hung = duties.tables(snapshot)
    kinds = {DutyList.CATALOGUE: items, DutyList.QUOTAS: owed, DutyList.ENTRANCES: hung}
    found: Printed = {}
    for kind, table in kinds.items():
        shown = duties.shown(store, kind, snapshot.as_of)
        found[f"list of {kind}"] = {
            "report": "\n".join(str([*map(str, table.cells(row))]) for row in table.rows),
            "page": "\n".join(str([*map(str, shown.cells(row))]) for row in shown.rows),
        }
    return found


def _notices(snapshot: Snapshot, office: Office) -> Printed:
    rows = notice_list.table(snapshot).rows
    paper, view = bulletin.context(snapshot, Choices(office=office)), overview.of(snapshot, office)
    late = figures.overdue(snapshot)
    said = "".join(brief.of(snapshot, office).changed)
    named = {key for one in rows for key in one.notice.findings}
    found: Printed = {
        "overdue": {
            "bulletin": paper["overdue"], "dashboard": view.late,
            "problem list": sum(row.late for row in problem_list.table(snapshot).rows),
            "notices": len({one.id for one in late} & named),
        },
        "notices sent": {
            "bulletin": paper["notices_sent"] if rows else 0,
            "table": sum(snapshot.period.span.has(one.notice.day) for one in rows),
        },
    }  # fmt: skip
    if snapshot.earlier and len(brief.of(snapshot, office).changed) < 3:
        found["overdue"]["brief"] = int(_part(r"(?<=逾期未整改)\d+", said) or 0)
    for one in rows:
        parts = (
            one.count(State.FIXED), one.count(State.NOTIFIED, State.OPEN),
            one.count(State.RELAPSED), one.count(*figures.PUT_ASIDE),
        )  # fmt: skip
        found[f"notice {one.notice.id}"] = {"named": len(one.findings), "states": sum(parts)}
    return found


def _notices_shown(store: Store, snapshot: Snapshot, _: Office) -> Printed:
    printed = {one.notice.id: one for one in notice_list.table(snapshot).rows}
    shown = {one.notice.id: one for one in rows_of(store)}
    states = [*State]
    found: Printed = {"notices": {"table": tuple(printed), "page": tuple(shown)}}
    for key, one in printed.items():
        found[f"notice {key} in states"] = {
            who: (row.late, row.outcome, *(row.count(state) for state in states))
            for who, row in (("table", one), ("page", shown[key]))
        }
    sums = store.findings.sums(views(board.present(store)), part=False)
    current = [*figures.current(snapshot), *figures.current_of_media(snapshot)]
    found["waiting for a look"] = {
        "queue": sums[QueueView.SUSPECTED] + sums[QueueView.HELD],
        "dashboard": sum(map(figures.waits, current)),
    }
    found["all that is open"] = {
        "queue": sums[QueueView.OPEN], "dashboard": sum(map(figures.unresolved, current)),
    }  # fmt: skip
    found["overdue"] = {"queue": sums[QueueView.OVERDUE]}
    return found


def _trends(snapshot: Snapshot, office: Office) -> Printed:
    told = trends.of(snapshot, office)
    span = snapshot.period.span
    rows = [row for row in problem_list.table(snapshot).rows if row.told]
    rows = [row for row in rows if not row.finding.site.startswith("xm")]
    return {
        "new in the period": {
            "trends": told.city.figures.new,
            "problem list": sum(span.has(row.first) for row in rows),
            "by kind": sum(one.figures.new for one in told.kinds),
            "by unit": sum(one.figures.new for one in told.units),
            "by site": sum(one.figures.new for one in told.sites),
        },
        "mended in the period": {
            "trends": told.city.figures.fixed,
            "problem list": sum(bool(row.fixed and span.has(row.fixed)) for row in rows),
            "by kind": sum(one.figures.fixed for one in told.kinds),
            "by unit": sum(one.figures.fixed for one in told.units),
        },
        "relapsed": {
            "trends": told.city.relapsed,
            "problem list": sum(row.finding.state is State.RELAPSED for row in rows),
        },
        "open by kind": {
            "trends": sum(one.standing for one in told.kinds),
            "charts": sum(one["unresolved"] for one in charts.checks(snapshot)),
        },
        "what comes": {
            "dashboard": overview.of(snapshot, office).all_outlooks,
            "lines": len(overview.of(snapshot, office).outlooks),
        },
    }


def _levels(snapshot: Snapshot, office: Office) -> Printed:
    paper = bulletin.context(snapshot, Choices(office=office))
    sent = bundled(snapshot, "清源市", office).figures
    own, *_, every = joined.rows(snapshot, Choices(office=office))
    *_, level = paper["level_rows"]
    rows = census.rows(snapshot)
    notes = census.notes(snapshot, office)
    listed = figures.listed(snapshot)
    kept = figures.coverage_by_site(snapshot.ledger)
    here = [kept[one.identifier] for one in listed if one.identifier in kept]
    return {
        name: {
            "bulletin": paper[name], "bundle": getattr(sent, field),
            "levels": getattr(level, field), "own level": getattr(own.figures, field),
            "all levels": getattr(every.figures, field),
        }
        for name, field in (
            ("listed", "sites"), ("checked", "checked"), ("troubled", "troubled"),
            ("problems", "problems"), ("fixed", "fixed"),
        )
    } | {
        "known and read": {
            "bundle": (sent.known, sent.read), "bulletin": (paper["known"], paper["pages"]),
            "by site": (sum(one.known for one in here), sum(one.read for one in here)),
        },
        "sites with problems": {
            "census": sum(row.has_problems for row in rows), "bulletin": paper["troubled"],
            "census's note": int(_part(r"(?<=存在突出问题的)\d+", notes[0]) or 0),
            "mended or not": paper["mended"] + paper["unmended"],
            "all levels": sum(int(one) for one in re.findall(r"有突出问题的(\d+)个", notes[1])),
        },
    }  # fmt: skip


def _problems(snapshot: Snapshot, office: Office) -> Printed:
    paper = bulletin.context(snapshot, Choices(office=office))
    check = selfcheck.context(snapshot, Choices(office=office))
    view, told = overview.of(snapshot, office), brief.of(snapshot, office)
    heads = {one.name: one.value for one in told.headlines}
    keyed = {one.name: one.value for one in key_figures(snapshot, office)}
    number, mended = _listed(snapshot, accounts=False)
    serious = [
        one.site for one in figures.of_period(snapshot)
        if one.severity == "serious" and one.state is not State.FIXED
    ]  # fmt: skip
    return {
        "problems": {
            "bulletin": paper["problems"], "self-check": check["problems"],
            "problem list": number, "serious and minor": paper["serious"] + paper["minor"],
            "themes": sum(one["problems"] for one in paper["themes"]),
            "wordings": sum(one["problems"] for one in paper["wording_rows"]),
        },
        "problems mended": {"bulletin": paper["fixed"], "problem list": mended},
        "problems and mended": {
            "key figures": keyed["发现问题、已整改"] or "0条，已整改0条",
            "bulletin": f"{paper['problems']}条，已整改{paper['fixed']}条",
        },
        "share mended": {"bulletin": paper["fixed_share"], "self-check": check["fixed_share"]},
        "sites with serious problems open": {
            "brief": heads["严重问题网站"],
            "dashboard": sum(one.serious > 0 for one in view.sites),
            "findings": len(set(serious)),
        },
    }  # fmt: skip


def _columns_shown(store: Store, snapshot: Snapshot, _: Office) -> Printed:
    pages = board.whole(store)
    view = overview.of(snapshot)
    left = {(one.site, one.url): one.days_left for one in snapshot.columns if one.seen}
    return {
        "columns overdue": {
            "dashboard": view.overdue, "pages": pages.overview.overdue,
            "api's list": sum((one.days_left or 0) < 0 for one in pages.columns),
            "by site": sum(
                (one.days_left or 0) < 0
                for site in pages.sites
                for one in board.columns(store, site.identifier)
            ),
        },
        "days left": {
            "papers": str(sorted(
                (site, url, days) for (site, url), days in left.items() if days is not None
                if site in {one.identifier for one in figures.listed(snapshot)}
            )),
            "pages": str(sorted(
                (one.site, one.url, one.days_left) for one in pages.columns
                if one.days_left is not None
            )),
        },
    }  # fmt: skip


def _reading_shown(store: Store, snapshot: Snapshot, office: Office) -> Printed:
    """The log of a night beside the ledger that the API gives of its sweep."""
    sweep = store.sweeps.get(snapshot.sweep.id)
    assert sweep is not None
    shown = {one.site: one.coverage for one in board.ledger(store, sweep).sites}
    pages = board.whole(store)
    standings = overview.of(snapshot, office).standings
    measured = store.sweep_stats.measures()
    own = frozenset(one.identifier for one in snapshot.sites[::2])  # that a contact looks after
    return {
        **{
            f"reading of {row.site.identifier}": {
                "log": (row.coverage.known, row.coverage.read) if row.coverage else None,
                "api": (shown[row.site.identifier].known, shown[row.site.identifier].read)
                if row.site.identifier in shown
                else None,
            }
            for row in reading_log.table(snapshot, office).rows
        },
        "by check": {
            "api": sum(one.findings.unresolved for one in pages.overview.checks),
            "dashboard": standings[Standing.UNRESOLVED],
            "by site": sum(one.findings.unresolved for one in pages.sites if one.findings),
        },
        "a contact's sites": {
            "own board": str(sorted(map(str, board.whole(store.scoped(own)).sites))),
            "city's": str(sorted(str(one) for one in pages.sites if one.identifier in own)),
        },
        "a contact's open": {
            "own board": sum(
                one.findings.unresolved
                for one in board.whole(store.scoped(own)).sites
                if one.findings
            ),
            "city's": sum(
                one.findings.unresolved
                for one in pages.sites
                if one.identifier in own and one.findings
            ),
        },
        "running": {
            "bulletin": bulletin.context(snapshot, Choices())["running"],
            "api": pages.overview.running, "metrics": measured.sites.get("running", 0),
            "key figures": int(_keyed(snapshot, office)["正在运行的网站"].removesuffix("个")),
        },
        "every finding": {
            "metrics": sum(measured.findings.values()),
            "api": store.findings.page(limit=1)[0], "export": len(store.findings.all()),
        },
    }  # fmt: skip


def _keyed(snapshot: Snapshot, office: Office) -> dict[str, str]:
    return {one.name: one.value for one in key_figures(snapshot, office)}
