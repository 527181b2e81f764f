"""Looking into things: `checks`, `judge`, `facts`, `findings`."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import closing

import click

from govsweep import clock, one_cause
from govsweep.addresses import href
from govsweep.attachments import is_attachment
from govsweep.checking import checks as all_checks
from govsweep.checking import places
from govsweep.cli.holding import hold_lines
from govsweep.cli.listing import show
from govsweep.cli.named import CERTAINTY, STATE, CheckCode, require_sites
from govsweep.cli.options import NOT_SWEPT, open_store, require_sweep, rules_told
from govsweep.cli.proofread import tell
from govsweep.cli.sources import content_of
from govsweep.config import load
from govsweep.errors import InputError, ServiceError
from govsweep.facts import Page, PageState, Site
from govsweep.findings import LIVING, Certainty, Finding, State
from govsweep.judging import Judges
from govsweep.near_words import unknown
from govsweep.proofreading import (
    GARBLED,
    Manuscript,
    Proofread,
    is_markup,
    proofread,
    read_manuscript,
    require_markup,
)
from govsweep.reading import all_facts, as_facts, read_page
from govsweep.rectification import RuleFigure, rule_figures
from govsweep.reports.causes import causes
from govsweep.reports.inert import visible
from govsweep.reports.labels import SEVERITIES, STATES, check_name
from govsweep.store import Store
from govsweep.words import Matcher
from govsweep.words.error_rate import ErrorRate, characters_of
from govsweep.words.garbled_text import is_garbled

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)


@click.command()
@click.argument("code", required=False, metavar="[检查项]")
@click.option("--site", metavar="标识码", help="人工裁定只算这个网站的。")
def checks(code: str | None, site: str | None) -> None:
    """列出全部检查项；给出检查项时，打印它的完整说明、实测结果和本单位裁定的结果。"""
    known = all_checks()
    if code is None and site is not None:
        raise InputError(
            "--site 只用于一个检查项的人工裁定：请写明检查项，如 checks typo --site 标识码"
        )
    if code is None:
        show(
            ("代码", "严重程度", "说明", "依据"),
            [
                (check.code, SEVERITIES[check.severity], check.summary, check.clause)
                for check in known.values()
            ],
        )
        return
    if code not in known:
        named = [one.code for one in known.values() if code in (one.name, one.wording)]
        meant = f"，{code}的代码是 {'、'.join(named)}" if named else ""
        told = f"没有“{code}”{meant}" if named else unknown(code, known, listed=False)
        raise InputError(f"检查项里{told}。用 govsweep checks 查看全部")
    check = known[code]
    wording = f"，汇总表写作“{check.wording}”" if check.wording else "，不进入汇总表"
    click.echo(f"{check.code}（{SEVERITIES[check.severity]}{wording}）\n依据：{check.clause}\n")
    click.echo(check.text)
    card = _card(code)
    if card:
        click.echo(f"\n{card}")
    for line in _office_figures(code, site):
        click.echo(line)


def _card(code: str) -> str:
    from govsweep.words import cards  # noqa: PLC0415 - its figures are read only here

    return cards.text(code)


def _office_figures(code: str, site: str | None) -> Iterator[str]:
    """What the office said of a check's rules; nothing where no database is there."""
    with closing(Store(load().database_url.get_secret_value(), read_only=True)) as store:
        try:
            decisions = store.decisions.all() if store.is_current() else []
            if site is not None and store.is_current():
                require_sites([site], [one.identifier for one in store.sites.all()])
        except ServiceError:
            return
    figures = [
        one
        for one in rule_figures(one for one in decisions if site in (None, one.site))
        if one.check == code
    ]
    if figures:
        where = f"，网站 {site}" if site else ""
        yield f"\n## 人工裁定（本单位{where}）"
        total = RuleFigure(
            check=code,
            rule="合计",
            confirmed=sum(one.confirmed for one in figures),
            dismissed=sum(one.dismissed for one in figures),
        )
        for one in (*figures, total) if len(figures) > 1 else figures:
            low, high = one.interval
            rule = one.rule or "（不分规则）"
            yield (
                f"- {rule}：确认 {one.confirmed} 条，驳回 {one.dismissed} 条，"
                f"确认率 {one.share:.1%}（95% 区间 {low:.1%}～{high:.1%}）"
            )


def _absolute(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """An address as it was given; raises `InputError` for what is none."""
    if given is not None and not href(given):
        raise InputError(f"--url：“{given}”不是完整的网址，要写成 http://… 或 https://…")
    return given


def _page(source: str, base: str | None, day: dt.date) -> Page:
    body, url, content_type = content_of(source)
    if is_attachment(body, url=url, content_type=content_type):
        raise InputError(f"{source} 不是网页；文稿和附件请用 govsweep proofread")
    require_markup(source, body, content_type)
    return _read(body, base or url, content_type, day)


def _read(body: bytes, url: str, content_type: str, day: dt.date) -> Page:
    page = read_page(body, url=url, content_type=content_type, day=day)
    click.echo(f"读到 {characters_of(page)} 个字，按 {page.charset} 读取", err=True)
    return page


def _given(source: str, base: str | None, day: dt.date) -> tuple[Page, Manuscript | None]:
    """What was given as a page, and as a text or a file where it is one; told how it was read."""
    body, url, content_type = content_of(source)
    if body.strip() and is_markup(body, url, content_type):
        require_markup(source, body, content_type)
        return _read(body, base or url, content_type, day), None
    given = read_manuscript(source, body, url, content_type)
    click.echo(given.told, err=True)
    return given.page(base or url), given


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="文件|网址...")
@click.option(
    "--url", "base", callback=_absolute, metavar="网址", help="网页原来的地址，用来补全相对链接。"
)
@click.option("--all", "whole", is_flag=True, help="检查项看得到的每一个字段，用字段的名字。")
def facts(sources: tuple[str, ...], base: str | None, whole: bool) -> None:
    """打印从网页里读到的事实：标题、日期、栏目、页脚、列表、暗链等，每页一个 JSON 对象。"""
    day = clock.now().date()
    tell = all_facts if whole else as_facts
    for source in sources:
        page = _page(source, base, day)
        click.echo(json.dumps(tell(page, source), ensure_ascii=False))


@click.command()
@click.argument("source", metavar="文件|网址")
@click.option(
    "--kind", type=click.Choice(["page", "lines"]), default="page", help="网页，或一行一段的文本。"
)
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text")
@click.option("--url", "base", callback=_absolute, metavar="网址", help="网页原来的地址。")
def judge(source: str, kind: str, form: str, base: str | None) -> None:
    """对一个网页或文本运行检查，不用数据库和 Redis。"""
    rules = rules_told(load())
    if kind == "lines":
        lines = read_manuscript(source, *content_of(source))
        click.echo(lines.told, err=True)
        tell(proofread(lines, Matcher(rules)), form)
        return
    day = clock.now().date()
    page, manuscript = _given(source, base, day)
    site = Site(identifier="0000000000", name="", url=page.url)
    matcher = Matcher(rules)
    judge_page = Judges.by(rules, matcher=matcher).pages(0, day)
    found, crashes, _ = judge_page(page, site, clock.now())
    for crash in crashes:
        click.secho(f"检查 {crash.code} 出错：{crash.error}", fg="red", err=True)
    owned = {one.finding for one in one_cause.parts(found)}
    found = [one for one in found if one.id not in owned]
    if form == "text" and manuscript is not None:
        _tell_manuscript(proofread(manuscript, matcher), found)
    elif form == "text":
        _tell_page(page, found)
    elif form == "json":
        click.echo(json.dumps([one.model_dump(mode="json") for one in found], ensure_ascii=False))
    else:
        for one in found:
            click.echo(one.model_dump_json())


def _tell_manuscript(read: Proofread, found: list[Finding]) -> None:
    """The marks by their lines, as `proofread` prints them, and what else was found."""
    of_words = {code for code, one in all_checks().items() if one.by_rules} | {GARBLED}
    beside = [one for one in found if one.check not in of_words]
    for finding in beside:
        click.echo(_line(finding))
    click.echo(f"发现 {len(beside) + len(read.marks)} 个问题", err=True)
    tell(read, "text")


def _tell_page(page: Page, found: list[Finding]) -> None:
    for finding in found:
        click.echo(_line(finding))
    click.echo(f"发现 {len(found)} 个问题", err=True)
    if is_garbled(page):
        click.echo("网页文字是乱码，没有检查字词", err=True)
    told = ((one.check, one.certainty is Certainty.CONFIRMED) for one in found)
    click.echo(ErrorRate.of(told, characters_of(page)).told, err=True)


def _line(finding: Finding) -> str:
    doubt = "（疑似）" if finding.certainty is Certainty.SUSPECTED else ""
    return f"{check_name(finding.check)}{doubt}：{visible(finding.message)}"


@click.command()
@click.option("--site", "sites", multiple=True, metavar="标识码", help="只看这个网站，可重复。")
@click.option("--check", "codes", multiple=True, type=CheckCode(), help="只看这种问题，可重复。")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=STATE,
    metavar="状态",
    help="只看这种状态，可重复；默认不看已整改、已驳回和规则撤回的。",
)
@click.option("--certainty", type=CERTAINTY, metavar="确认|疑似", help="只看确认的或疑似的。")
@click.option("--sweep", "number", type=int, metavar="巡检编号", help="只看某次巡检见到的。")
@click.option("--overdue", is_flag=True, help="只看已通知、过了期限还没整改的。")
@click.option("--causes", "by_cause", is_flag=True, help="只列几个问题共有的源头，每个一行。")
@click.option("--held", is_flag=True, help="只看暂扣待核的：分组列出，每组三个样例和放行的办法。")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
def findings(
    sites: tuple[str, ...],
    codes: tuple[str, ...],
    states: tuple[str, ...],
    certainty: str | None,
    number: int | None,
    overdue: bool,
    by_cause: bool,
    held: bool,
    form: str,
) -> None:
    """列出问题。"""
    store = open_store()
    require_sites(sites, (one.identifier for one in store.subjects()))
    require_sweep(store, number)
    if held and form == "text":
        for line in hold_lines(store):
            click.echo(visible(line))
        return
    found = store.findings.all(
        site=sites,
        check=codes,
        state=states or LIVING,
        certainty=certainty,
        sweep=number,
        overdue=clock.now().date() if overdue else None,
    )
    found = [one for one in found if one.held is not None or not held]
    if not found and store.sweeps.get() is None:
        click.echo(NOT_SWEPT, err=True)
    for line in _shared(store, found, form) if by_cause else _ordered(found, form):
        click.echo(visible(line) if form == "text" else line)


def _shared(store: Store, found: list[Finding], form: str) -> Iterator[str]:
    """What stands on several sites, told once."""
    closed = [one.id for one in store.sweeps.all() if one.closed_at is not None]
    read: dict[str, int] = {}
    for row in store.sweeps.ledger(closed[-1]) if closed else ():
        if row.state in _READ:
            read[row.site] = read.get(row.site, 0) + row.addresses
    for cause in causes(found, read):
        if form == "jsonl":
            yield json.dumps(cause._asdict() | {"spread": cause.spread}, ensure_ascii=False)
        else:
            yield f"{check_name(cause.check)}  [{cause.spread}] {cause.message}"
            yield f"          {'、'.join(cause.sites)}"


def _state(finding: Finding) -> str:
    """The state, with the day until which it holds or by which it wants to be mended."""
    parts = [STATES[finding.state]]
    if finding.state is State.NOTIFIED and finding.due is not None:
        parts.append(f"限 {finding.due}")
    if finding.state is State.DISMISSED and finding.until is not None:
        parts.append(f"至 {finding.until}")
    if finding.held is not None:
        parts.append("待核")
    if finding.part_of:
        parts.append(f"属于 {finding.part_of[:8]}，不另计")
    if finding.relapses:
        parts.append(f"复发 {finding.relapses} 次")
    if finding.site_closed:
        parts.append("网站已关停，不计")
    return "，".join(parts)


def _ordered(found: list[Finding], form: str) -> Iterator[str]:
    order = places()
    found = sorted(found, key=lambda one: (one.site, order.get(one.check, len(order)), one.subject))
    for one in found:
        if form == "jsonl":
            yield one.model_dump_json()
        else:
            yield f"{one.short_id}  {one.site_name}  [{_state(one)}] {_line(one)}"
            yield f"          {one.url}"
    if form == "text":
        yield f"共 {len(found)} 个问题"
