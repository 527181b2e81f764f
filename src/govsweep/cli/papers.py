"""`govsweep export` and `govsweep report`."""

import datetime as dt
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click

from govsweep import clock
from govsweep.cli.contradictions import refuse_contradictions
from govsweep.cli.named import STATE, Worded
from govsweep.cli.notices import issue_notices, print_again, settled_told, write_all
from govsweep.cli.options import (
    NOT_SWEPT,
    NOTHING_SEEN,
    Day,
    OutputPath,
    not_empty,
    office_of,
    open_store,
    output_option,
    period_option,
    require_sweep,
    span_named,
    tell_strangers,
    told_by,
)
from govsweep.clock import date_of
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.exports import CHINESE, FORMATS, Language, after, noted, write_export
from govsweep.periods import Span
from govsweep.reports import REPORTS, Choices, write
from govsweep.reports.gather import gather, of_levels, of_lists
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import (
    UNCHECKED,
    names_of,
    unchecked_in_words,
    unchecked_sites,
)
from govsweep.reports.writing import own_folder
from govsweep.store import Store


@click.command(help=f"导出问题：{'、'.join(FORMATS)}。文本格式不给 -o 时写到标准输出。")
@click.argument("form", type=click.Choice(list(FORMATS)), metavar="格式")
@output_option
@click.option(
    "--lang",
    "language",
    type=click.Choice([one.value for one in Language]),
    help=f"zh：表头、程度、状态写中文（{'、'.join(CHINESE)}）；en：供程序读。"
    "默认 xlsx 为 zh，别的为 en。",
)
@click.option("--sweep", "number", type=int, metavar="编号", help="只导出某次巡检见到的问题。")
@click.option("--since", metavar="游标", help="只导出这个游标之后有变化的。")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=STATE,
    metavar="状态",
    help="只导出这种状态的。",
)
def export(
    form: str,
    output: Path | None,
    language: str | None,
    number: int | None,
    since: str | None,
    states: tuple[str, ...],
) -> None:
    """Export findings in any of `FORMATS`."""
    ending = output.suffix[1:].lower() if output is not None else ""
    if ending != form and ending in FORMATS:
        raise InputError(f"{output}：格式是 {form}，文件名的后缀却是 .{ending}，请改正其中一个")
    store = open_store()
    require_sweep(store, number)
    found = store.findings.all(sweep=number, state=states)
    chosen = Language(language) if language else _usual(form)
    cursor = noted(store, found)
    if since is not None:
        found = after(store, found, since)
    written = write_export(form, found, output, language=chosen)
    if output is not None:
        click.echo(f"已写出 {output}，{written} 个问题", err=True)
    if written:
        click.echo(f"游标：{cursor}（下次用 --since 接着导出）", err=True)
    if since is None:
        for line in _unseen(store, number):
            click.echo(line, err=True)


def _usual(form: str) -> Language:
    """A workbook is opened by people; all else is read by programs first of all."""
    return Language.ZH if form == "xlsx" else Language.EN


def _unseen(store: Store, number: int | None) -> Iterator[str]:
    """What a list of findings does not say: where nobody looked, there is nothing in it."""
    sweep = store.sweeps.get(number)
    if sweep is None:
        yield NOT_SWEPT
        return
    found = gather(store, sweep.as_of)
    if told := unchecked_in_words(found):
        yield f"{UNCHECKED}：{told}。对这些项目不作结论"
    if names := names_of(unchecked_sites(found)):
        shown = "、".join(names[:_NAMED]) + (f"等 {len(names)} 个网站" if names[_NAMED:] else "")
        yield f"没有看到的网站：{shown}。对它们不作结论"


_NAMED = 10  # sites that are named one by one
_SHORT = {  # for a title that nobody types
    "census": "汇总表", "notice": "通知书", "brief": "简报", "media": "新媒体汇总表",
    "accessibility": "无障碍", "notices": "通知书台账", "duties": "信息公开", "levels": "各级汇总",
    "letters": "留言办理", "interpretations": "解读关联", "suspects": "线索台账", "trends": "趋势",
    "dashboard": "总览",
}  # fmt: skip
_OF_LISTS = ("media", "duties", "suspects")  # whose facts the office registers and imports


def _listed() -> str:
    """The reports as the help lists them, a line each."""
    return "\n".join(
        f"{name:<9}  {one.title}（{'、'.join(end[1:] for end in one.writers)}{one.note}）"
        for name, one in REPORTS.items()
    )


def words_of_reports() -> dict[str, str]:
    """The reports by name, each with its title and what a clerk calls it."""
    return {name: f"{one.title} {_SHORT.get(name, '')}" for name, one in REPORTS.items()}


@click.command(
    help="出报告，名称写英文或中文（报告的全名，或汇总表、通报、台账之类的简称）。"
    f"\n\n\b\n{_listed()}"
)
@click.argument("name", type=Worded(words_of_reports()), metavar="名称")
@click.option(
    "-o",
    "--output",
    type=OutputPath(),
    metavar="文件",
    help="写到这个文件；签发通知书时可以是文件夹，每个责任单位一个文件。",
)
@period_option
@click.option("--as-of", type=Day(), help="按这一天结束时的情况出报告，不能晚于今天。")
@click.option(
    "--site",
    default="",
    callback=not_empty,
    metavar="标识码",
    help="整改通知书发给哪个网站的责任单位；自查报告和它引用的各种表只写哪个网站。",
)
@click.option(
    "--district",
    default="",
    callback=not_empty,
    metavar="名称",
    help="只写这个县区：上级单位、主办单位或名称以它开头的网站，主办单位或名称以它开头的账号；"
    "用于自查报告和它引用的各种表。",
)
@click.option(
    "--office",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="本单位填报的数字（TOML）；默认用 office.toml，没有就在文中注明“本单位填报”。",
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="改过的 Word 模板所在文件夹。",
)
@click.option(
    "--all-open", is_flag=True, help="所有网站的通知书一次出完，写到一个文件夹，另有一份清单。"
)
@click.option(
    "--owner",
    default="",
    callback=not_empty,
    metavar="名称",
    help="通知书只发给这个责任单位；信息公开情况表只写它，就是它的自查表。",
)
@click.option(
    "--issue", "issuing", is_flag=True, help="签发通知书：编号登记，问题记为已通知，定下期限。"
)
@click.option(
    "--days",
    type=click.IntRange(1, 250),
    metavar="个数",
    help="整改期限，几个工作日；默认按 office.toml 的 working_days，没有就是 10。",
)
@click.option(
    "--number", metavar="文字", help="通知书编号，默认按年编号；不签发时，重新打印这一份。"
)
def report(
    name: str,
    output: Path | None,
    period: str | None,
    as_of: dt.date | None,
    site: str,
    district: str,
    office: Path | None,
    templates: Path | None,
    all_open: bool,
    owner: str,
    issuing: bool,
    days: int | None,
    number: str | None,
) -> None:
    """Write one of `REPORTS`."""
    settings = load()
    path = output or settings.data / "reports" / f"{name}{REPORTS[name].ending}"
    own = office_of(office)
    choices = Choices(
        site=site, district=district, templates=templates, owner=owner, days=days, office=own,
        today=date_of(clock.now()) if as_of is None else None,
    )  # fmt: skip
    refuse_contradictions(
        name, choices, number,
        issuing=issuing, all_open=all_open, dated=as_of is not None or period is not None,
    )  # fmt: skip
    span = span_named(period, own)
    store = open_store(settings)
    with own_folder(path.parent) if output is None else nullcontext():
        if all_open:
            now = as_of is None and span is None
            found = settled_told(store) if now else gather(store, told_by(as_of, store), span)
            write_all(store, found, output or path.with_suffix(""), choices, issuing=issuing)
        elif issuing:
            issue_notices(store, path, choices, number)
        elif number is not None:
            print_again(store, path, choices, number)
        else:
            day = told_by(as_of, store)
            found = _gathered(name, store, day, span, rounds=bool(own.rounds))
            if name in _OF_LISTS and found.unswept:
                click.echo(NOTHING_SEEN, err=True)
            tell_strangers(found, own)
            beside = write(name, found, path, choices)
            click.echo(f"已写出 {'、'.join(map(str, (path, *beside)))}", err=True)


def _gathered(
    name: str, store: Store, day: dt.date | None, span: Span | None, *, rounds: bool
) -> Snapshot:
    """What a report is written from; raises `InputError` where nothing of it is known."""
    if name == "levels":
        return of_levels(store, day, span)
    if name == "notice" and day is None and span is None:
        return settled_told(store)
    if name in _OF_LISTS:
        return of_lists(store, day, span)
    return gather(store, day, span, rounds=rounds)
