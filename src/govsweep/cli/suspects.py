"""Suspected counterfeits: `suspects`."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.addresses import host
from govsweep.cli.listing import show
from govsweep.cli.named import Named
from govsweep.cli.options import NOTHING_SEEN, Day, Remark, file_argument, open_store
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_faults, say_unused
from govsweep.errors import InputError
from govsweep.suspects import (
    HEADERS,
    STAGES_BY_WORD,
    Stage,
    Suspect,
    SuspectRow,
    passed_over,
    read_suspects,
    words_of,
)
from govsweep.table_rows import refused_lines, require_rows, unknown_headers

_STAGE = Named("阶段", {word: one.value for word, one in STAGES_BY_WORD.items()})


@click.group()
def suspects() -> None:
    """假冒网站线索：导入、查看、记下核实、报备、处置的每一步；查看变质的站外主机。

    巡检发现的嫌疑自动列入，都要先核实；每条线索每周访问一次，看还能不能打开。
    """


@suspects.command("import")
@file_argument
def import_(file: Path) -> None:
    """导入线索（线索.csv 或 XLSX），逐行校验；错行指明行号和字段，其余照收。"""
    store, moment = open_store(make=True), clock.now()
    sites = store.sites.all()
    rows, faults = read_suspects(file, moment.date(), sites)
    require_rows(file, rows, faults)
    say_faults(faults)
    say_unused(file, unknown_headers(file, SuspectRow, HEADERS), "假冒网站")
    found = [row.suspect(moment.date(), sites) for row in rows]
    done = store.suspects.note(found, moment, Actor(name=user()))
    refused = refused_lines(faults)
    click.echo(f"新增 {done.new} 条线索，已有 {done.known} 条，拒收 {refused} 行")
    if faults:
        sys.exit(InputError.exit_code)


@suspects.command("list")
@click.option("--stage", type=_STAGE, help="只看一个阶段：待核实、已核实、已报备、已处置、已排除。")
def list_(stage: str | None) -> None:
    """列出线索，最近发现的在前。"""
    store = open_store()
    known = store.suspects.all()
    names = {one.identifier: one.name for one in store.sites.all()}
    rows = [
        (
            one.host,
            one.name or "—",
            names.get(one.site, one.site) or "—",
            one.source,
            str(one.found),
            f"{one.stage.word}（{one.changed}）",
            _answers(one),
            one.reason,
        )
        for one in known
        if stage in (None, one.stage.value)
    ]
    if rows:
        show(("主机", "自称", "被冒用网站", "来源", "发现", "阶段", "能否打开", "理由"), rows)
    else:
        if store.sweeps.get() is None:
            click.echo(NOTHING_SEEN, err=True)
        click.echo(_none_there(known, stage), err=True)


def _none_there(known: Sequence[Suspect], stage: str | None) -> str:
    """That there are no clues, or none of the stage that was asked for, but of others."""
    if not known:
        return "没有假冒网站线索"
    counted = Counter(one.stage for one in known)
    others = "、".join(f"{one.word} {counted[one]} 条" for one in Stage if counted[one])
    return f"没有“{Stage(str(stage)).word}”的线索；其他阶段的：{others}"


def _answers(one: Suspect) -> str:
    if one.answered is None:
        return "没有访问过"
    return f"{'能' if one.answered else '不能'}（{one.asked}）"


@suspects.command("set")
@click.argument("name", metavar="主机")
@click.argument("stage", type=_STAGE, metavar="阶段")
@click.option("--day", type=Day(), help="从哪一天起；默认今天。")
@click.option(
    "--note",
    default="",
    type=Remark(),
    metavar="文字",
    help="说明：文号、经办、结果；排除、退回、跳过一个阶段时必须写。",
)
def set_(name: str, stage: str, day: dt.date | None, note: str) -> None:
    """把一条线索改到一个阶段：核实、报备、处置，或排除；记下由谁、哪一天、为什么。"""
    moment = clock.now()
    done = open_store().suspects.set_stage(
        host(name) or name.lower(), Stage(stage), day or moment.date(), note.strip(),
        Actor(name=user()), moment,
    )  # fmt: skip
    skipped = passed_over(done.steps[-2].stage, done.stage) if done.steps[1:] else ()
    also = f"，没有经过{words_of(skipped)}" if skipped else ""
    click.echo(f"{done.host} 已改为“{done.stage.word}”{also}")


@suspects.command()
@click.option("--since", type=Day(), help="只看这一天以后变的。")
def turned(since: dt.date | None) -> None:
    """列出变质、换主人的站外主机：哪一夜变的，原来和现在的标题。"""
    store = open_store()
    rows = [
        (
            one.host,
            str(one.turned),
            one.before.title if one.before else "",
            one.page.title,
            one.page.nature.word,
            str(one.page.score),
            str(one.first_seen),
            str(one.last_seen),
        )
        for one in store.outside.turned(since)
    ]
    if rows:
        show(("主机", "变的那夜", "原标题", "现标题", "现在", "垃圾词", "初见", "末见"), rows)
    elif store.sweeps.get() is None:
        click.echo(NOTHING_SEEN, err=True)
    else:
        told = "没有记下两次读到之间变质的站外主机；初见就是不良网站的，见"
        click.echo(f"{told} govsweep findings --check turned-host", err=True)
