"""`govsweep assess` and `govsweep forecast`: sites under the indicators, and what breaks when."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from govsweep.assess import Assessment, MediaAssessment, Outcome, Outlook, Result
from govsweep.cli.comparison import show_comparison
from govsweep.cli.listing import show
from govsweep.cli.named import require_sites
from govsweep.cli.options import (
    Day,
    district_option,
    not_empty,
    office_of,
    open_store,
    period_option,
    span_named,
    tell_refused,
    tell_strangers,
    told_by,
)
from govsweep.errors import InputError
from govsweep.indicators import EDITIONS, Indicators, in_force
from govsweep.reports.ahead import days_in_words, limit_in_words, not_looked_at, outlooks
from govsweep.reports.assessing import (
    PARTS,
    VERDICTS,
    assessments,
    basis,
    holding_in_words,
    indicators_of,
    number,
    pass_rate_in_words,
    result_name,
    score_in_words,
)
from govsweep.reports.blank_form import write_blank_form
from govsweep.reports.choices import Choices, Office
from govsweep.reports.district import narrowed
from govsweep.reports.gather import gather
from govsweep.reports.media import media_assessments, verdict_in_words
from govsweep.reports.snapshot import Snapshot

_MOST_PACKS = 2
_NAMED = 10  # sites that are named one by one

_as_of = click.option("--as-of", type=Day(), help="按这一天结束时的情况判定。")
_form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。"
)
_edition = click.option(
    "--indicators",
    "edition",
    type=click.Choice(EDITIONS),
    default=None,
    help="考核指标的版本；默认用当时施行的。",
)


@click.command()
@click.option(
    "--site", default="", callback=not_empty, metavar="标识码", help="只看这个网站，逐项列出。"
)
@district_option
@period_option
@_as_of
@click.option(
    "--pack",
    "--indicators",
    "packs",
    multiple=True,
    metavar="指标版本",
    help="考核指标：2019、2015、四川、辽宁，或者自己写的 .toml 文件；写两次即比较两种。",
)
@click.option(
    "--office",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="本单位填报的文件（TOML），其中 judgements 是对各项的判定；默认用 office.toml。",
)
@click.option(
    "--judgements",
    "filled",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="填好的人工判定表（CSV 或 XLSX），与 office.toml 里的合用。",
)
@click.option(
    "--blank-form",
    "blank",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="把还没有判定的各项写成待填的人工判定表（CSV），影响结论的在前。",
)
@_form
def assess(
    site: str,
    district: str,
    period: str | None,
    as_of: dt.date | None,
    packs: tuple[str, ...],
    office: Path | None,
    filled: Path | None,
    blank: Path | None,
    form: str,
) -> None:
    """按检查指标判定网站：单项否决、扣分、加分，逐项写明依据。

    \b
    每项的结论是符合、不符合、不适用、未知（没有看到）、待人工判定之一。
    人工判定写在 office.toml 里：
      [judgements."5118000001"]
      services = false            无对外服务职能，按四分之三折算
      "V19-S5-1" = "符合"         符合、不符合或不适用
      "D19-16" = 7                扣（或加）几分
      [judgements."新媒体"]       对全部新媒体账号：程序没有查到、须由人核查的各项
      "V19-M1" = "符合"
    """
    _check_packs(packs, blank)
    said = office_of(office)
    if filled is not None:
        before, said = said.faults, said.with_form(filled)
        tell_refused(said.faults[len(before) :])
    store, span = open_store(), span_named(period, said)
    snapshot = gather(store, told_by(as_of, store), span, rounds=bool(said.rounds))
    tell_strangers(snapshot, said)
    snapshot, said = _narrowed(snapshot, said, district)
    chosen = [indicators_of(snapshot, one, said) for one in packs or ("",)]
    for one in chosen:
        _tell_pack(one, snapshot.period.span.ends)
    whole = [assessments(snapshot, said, one) for one in packs or ("",)]
    accounts = media_assessments(snapshot, said, (packs or ("",))[0])
    if site in {one.identifier for one in snapshot.media}:
        _show_account(snapshot, accounts, site, as_json=form == "json", pack=chosen[0])
        return
    if site:
        whole = [[one for one in found if one.site.identifier == site] for found in whole]
        if not whole[0]:
            raise InputError(f"没有标识码为 {site} 的在运行网站，请用 govsweep sites list 查看")
    indicators, found = chosen[0], whole[0]
    if len(packs) > 1:
        show_comparison(chosen, whole, as_json=form == "json")
        return
    if blank is not None:
        click.echo(f"已写 {blank}：{write_blank_form(found, blank)} 项待判定", err=True)
    if form == "json":
        head = {"as_of": snapshot.as_of.isoformat(), "indicators": indicators.edition}
        rows = [_assessment_json(one, indicators) for one in found]
        told = [_media_json(one, indicators) for one in accounts] if not site else []
        whole_ = head | {"sites": rows} | ({"media": told} if told else {})
        click.echo(json.dumps(whole_, ensure_ascii=False, indent=2))
    else:
        _show_sites(found)
        if site:
            click.echo()
            _show_outcomes(found[0].site.name, found[0].outcomes)
            return
        if accounts:
            click.echo()
            _show_media(accounts)
        click.echo(pass_rate_in_words(found), err=True)


def _check_packs(packs: tuple[str, ...], blank: Path | None) -> None:
    if len(packs) > _MOST_PACKS:
        raise InputError("--pack 最多写两次")
    if len(set(packs)) < len(packs):
        raise InputError(f"--pack {packs[0]} 写了两次；要比较，请写两种不同的指标")
    if len(packs) > 1 and blank is not None:
        raise InputError("比较两种指标时不写待填的判定表，--blank-form 只能与一个 --pack 同用")


def _narrowed(snapshot: Snapshot, office: Office, district: str) -> tuple[Snapshot, Office]:
    if not district:
        return snapshot, office
    snapshot, choices = narrowed(snapshot, Choices(office=office, district=district))
    return snapshot, choices.office


def _tell_pack(pack: Indicators, last: dt.date) -> None:
    """What a user must know of a pack before its outcomes: that it is not in force, not whole."""
    if pack.since is not None and pack.since > last:
        click.echo(f"注意：{pack.title}自 {pack.since} 起施行，本季度尚未施行", err=True)
    current = in_force(last)
    if pack.until is not None and pack.until < last:
        click.echo(f"注意：{pack.title}施行到 {pack.until} 为止，本季度末已不再施行", err=True)
    if pack.edition in EDITIONS and pack.edition != current:
        click.echo(f"注意：本季度施行的国家指标是 {current} 版，不是 {pack.edition} 版", err=True)
    if pack.missing:
        click.echo(f"注意：{pack.missing}", err=True)


def _show_sites(found: list[Assessment]) -> None:
    show(
        ("网站", "标识码", "结论", "得分", "单项否决", "未知", "待人工", "未定占比", "待定各项"),
        (
            (
                one.site.name,
                one.site.identifier,
                VERDICTS[one.verdict],
                score_in_words(one),
                "、".join(outcome.row.name for outcome in one.vetoes) or "—",
                one.having(Result.UNKNOWN),
                one.having(Result.MANUAL),
                f"{one.undecided_share:.0%}",
                holding_in_words(one) or "—",
            )
            for one in found
        ),
        title="按检查指标判定",
    )


def _show_media(found: list[MediaAssessment]) -> None:
    show(
        ("新媒体账号", "编号", "主办单位", "结论", "单项否决", "待定各项"),
        (
            (
                one.account.shown_name,
                one.account.identifier,
                one.account.organizer,
                verdict_in_words(one),
                "、".join(outcome.row.name for outcome in one.vetoes) or "—",
                "、".join(outcome.row.id for outcome in one.holding) or "—",
            )
            for one in found
        ),
        title="政务新媒体",
    )


def _show_account(
    snapshot: Snapshot,
    found: list[MediaAssessment],
    key: str,
    *,
    as_json: bool,
    pack: Indicators,
) -> None:
    """One account, row by row; raises `InputError` where it is not in use."""
    own = [one for one in found if one.account.identifier == key]
    if not own:
        raise InputError(f"新媒体账号 {key} 不在运行，不作判定")
    if as_json:
        head = {"as_of": snapshot.as_of.isoformat(), "indicators": pack.edition}
        told = head | {"media": [_media_json(own[0], pack)]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show_media(own)
    click.echo()
    _show_outcomes(own[0].account.shown_name, own[0].outcomes)


def _media_json(one: MediaAssessment, indicators: Indicators) -> dict[str, Any]:
    return {
        "account": one.account.identifier,
        "name": one.account.name,
        "platform": one.account.platform.value,
        "handle": one.account.handle,
        "verdict": one.verdict.value,
        "seen": one.seen,
        "holding": [outcome.row.id for outcome in one.holding],
        "outcomes": [_outcome_json(outcome, indicators) for outcome in one.outcomes],
    }


def _show_outcomes(title: str, outcomes: Iterable[Outcome]) -> None:
    show(
        ("编号", "类别", "指标", "结论", "分值", "依据"),
        (
            (
                one.row.id,
                PARTS[one.group.part],
                one.row.name,
                result_name(one),
                number(one.points) if one.points else "—",
                basis(one) or "—",
            )
            for one in outcomes
            if one.result is not Result.NOT_APPLICABLE
        ),
        title=title,
    )


def _assessment_json(one: Assessment, indicators: Indicators) -> dict[str, Any]:
    score = one.score
    return {
        "site": one.site.identifier,
        "site_name": one.site.name,
        "verdict": one.verdict.value,
        "score": None if score is None else float(number(score.total)),
        "base": None if score is None else float(number(score.base)),
        "lowest": None if score is None else float(number(score.lowest)),
        "bonus": None if score is None else float(number(score.bonus)),
        "deducted": None if score is None else float(number(score.deducted)),
        "judged": len(one.judged),
        "unknown": one.having(Result.UNKNOWN),
        "manual": one.having(Result.MANUAL),
        "undecided_share": round(one.undecided_share, 4),
        "holding": [outcome.row.id for outcome in one.holding],
        "outcomes": [_outcome_json(outcome, indicators) for outcome in one.outcomes],
    }


def _outcome_json(one: Outcome, indicators: Indicators) -> dict[str, Any]:
    return {
        "indicator": one.row.id,
        "name": one.row.name,
        "part": one.group.part.value,
        "theme": one.group.theme,
        "line": one.group.name,
        "result": one.result.value,
        "points": float(number(one.points)),
        "by_office": one.by_office,
        "automatable": one.row.automatable.value,
        "confidence": one.row.confidence.value,
        "clause": indicators.clause_of(one.group),
        "findings": list(one.evidence.findings),
        "count": one.evidence.count,
        "candidates": one.evidence.candidates,
        "unseen": one.evidence.unseen,
        "columns": list(one.evidence.columns),
        "note": one.evidence.note,
    }


@click.command()
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    metavar="个数",
    help="只看 N 天之内会触发的和已经触发的。",
)
@click.option("--site", default="", metavar="标识码", help="只看这个网站。")
@_as_of
@_edition
@_form
def forecast(days: int, site: str, as_of: dt.date | None, edition: str | None, form: str) -> None:
    """各栏目和网站离超期、离单项否决还有几天，按责任单位排列，最急的在前。

    假定今后什么也不变：栏目不再更新，首页打不开的次数每天与最近一天相同。
    """
    store = open_store()
    snapshot = gather(store, told_by(as_of, store))
    if site:
        require_sites([site], [one.identifier for one in snapshot.sites])
    ahead = outlooks(snapshot, days, edition or "", office_of(None))
    rows = [one for one in ahead if site in ("", one.site)]
    unseen = [one for one in not_looked_at(snapshot) if site in ("", one.identifier)]
    closed = [one for one in snapshot.sites if one.identifier == site and one.status == "closed"]
    if closed:
        click.echo(f"{closed[0].name}已关停，不作预告", err=True)
    if form == "json":
        head: dict[str, Any] = {"as_of": snapshot.as_of.isoformat(), "days": days}
        head["unseen"] = [one.identifier for one in unseen]
        outlook_rows = [_outlook_json(one) for one in rows]
        click.echo(json.dumps(head | {"outlooks": outlook_rows}, ensure_ascii=False, indent=2))
        return
    show(
        ("责任单位", "网站", "事项", "期限", "日期"),
        (
            (one.owner, one.site_name, limit_in_words(one), days_in_words(one), one.on or "—")
            for one in rows
        ),
        title="期限预告",
    )
    if unseen:
        names = "、".join(one.name for one in unseen[:_NAMED])
        more = f" 等 {len(unseen)} 个网站" if unseen[_NAMED:] else ""
        click.echo(f"{snapshot.period.span.title}没有看到，不作预告：{names}{more}", err=True)


def _outlook_json(one: Outlook) -> dict[str, Any]:
    return {
        "site": one.site,
        "site_name": one.site_name,
        "owner": one.owner,
        "threat": one.threat.value,
        "indicator": one.row,
        "name": one.name,
        "url": one.url,
        "days": one.days,
        "on": one.on.isoformat() if one.on else None,
        "count": one.count,
        "limit": one.limit,
        "columns": list(one.columns),
        "standing": one.standing.value,
        "seen": one.last_seen.isoformat(),
    }
