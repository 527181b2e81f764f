"""`govsweep media` and `govsweep posts`: accounts on platforms, and what they published."""

import asyncio
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from govsweep import clock, sweep_runner
from govsweep.accounts import Actor
from govsweep.cli.listing import show
from govsweep.cli.named import Named
from govsweep.cli.options import Day, Remark, file_argument, open_store, rules_told, sweep_named
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_checked, say_faults, say_unused
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, MediaStatus, Platform
from govsweep.media import (
    HEADERS,
    MEDIA_STATUSES,
    PLATFORM_WORDS,
    PLATFORMS,
    KnownStatuses,
    MediaRow,
    PostFile,
    plain_handle,
)
from govsweep.media_codes import candidates, read_codes
from govsweep.media_import import Known, PostImport, import_file, import_media
from govsweep.near_words import unknown
from govsweep.store import StoredMedia
from govsweep.table_rows import refused_lines, told_unused, unknown_headers

_UNREGISTERED = "没有登记新媒体账号，用 govsweep media import 新媒体登记表.csv 登记"
_NAMED = 10  # lines or accounts that are told one by one
_CODES_KEPT = 30 * 86_400.0  # seconds for which an image is not looked into again
_PLATFORM = Named("平台", {word: one.value for word, one in PLATFORM_WORDS.items()})
_STATUS = Named(
    "状态", {word: one.value for one, name in MEDIA_STATUSES.items() for word in (one, name)}
)


@click.group()
def media() -> None:
    """新媒体账号：导入登记表、查看、更改状态。

    每个账号登记一行：平台、账号、名称、主办单位、状态；发布内容用 govsweep posts import 导入。
    """


@media.command("import")
@file_argument
def import_(file: Path) -> None:
    """导入新媒体登记表（CSV 或 XLSX），逐行校验；错行指明行号和字段，其余照收。"""
    done = import_media(open_store(make=True), file, Actor(name=user()))
    say_faults(done.faults)
    say_unused(file, unknown_headers(file, MediaRow, HEADERS), "新媒体账号")
    if done.kept:
        click.secho(done.kept, err=True)
    refused = refused_lines(done.faults)
    new, changed, same = done.saved
    click.echo(
        f"已登记 {done.registered} 个新媒体账号，拒收 {refused} 行；"
        f"新增 {len(new)} 个，改动 {len(changed)} 个，未变 {same} 个"
    )
    for change in changed:
        click.echo(f"改动：{change.told}")
    if done.unnamed:
        some = "、".join(done.unnamed[:5]) + ("等" if len(done.unnamed) > 5 else "")
        click.secho(
            f"另有 {len(done.unnamed)} 个已登记的账号不在这份表里（{some}），没有改动；"
            "已经注销的，请用 govsweep media set 改状态",
            err=True,
        )
    if done.faults:
        sys.exit(InputError.exit_code)


@media.command("check")
@file_argument
def check(file: Path) -> None:
    """只校验新媒体登记表，不导入。"""
    known = KnownStatuses(open_store().media.all())
    rows, faults = known.read(file, clock.now().date())
    say_checked(file, rows, faults, unknown_headers(file, MediaRow, HEADERS), "新媒体账号")


@media.command("list")
@click.option("--platform", type=_PLATFORM, help="只看一个平台。")
@click.option("--status", type=_STATUS, help="只看一种状态：运行、注销中、已注销。")
def list_(platform: str | None, status: str | None) -> None:
    """列出登记的账号、状态，和导入的发布内容到哪一天。"""
    store = open_store()
    imported = {one.account: one for one in store.posts.imported()}
    show(
        ("编号", "平台", "账号", "名称", "主办单位", "状态", "自", "最近发布", "数据截至"),
        [
            (
                one.identifier,
                PLATFORMS[one.platform],
                one.handle,
                one.name,
                one.organizer,
                MEDIA_STATUSES[one.status],
                one.changed_on or "",
                *_known(imported.get(one.identifier)),
            )
            for one in store.media.all()
            if platform in (None, one.platform.value) and status in (None, one.status.value)
        ],
        none="没有符合条件的新媒体账号" if platform or status else _UNREGISTERED,
    )


def _known(imported: StoredMedia | None) -> tuple[dt.date | str, dt.date | str]:
    if imported is None:
        return "", "没有导入"
    newest = imported.days[-1][0] if imported.days else "没有发布"
    return newest, imported.spans[-1].through if imported.spans else ""


@media.command("set")
@click.argument("platform", type=_PLATFORM, metavar="平台")
@click.argument("account", metavar="账号")
@click.argument("status", type=_STATUS, metavar="状态")
@click.option("--day", type=Day(), help="从哪一天起；默认今天。")
@click.option(
    "--note", default="", type=Remark(), metavar="文字", help="原因；退回前一状态时必填。"
)
def set_(platform: str, account: str, status: str, day: dt.date | None, note: str) -> None:
    """更改一个账号的状态：运行、注销中、已注销；记下由谁、从哪一天起、为什么。"""
    store = open_store()
    one = _named(store.media.all(), Platform(platform), account)
    moment = clock.now()
    store.media.set_status(
        one.identifier, MediaStatus(status), day or moment.date(), Actor(name=user()), moment, note
    )
    click.echo(
        f"已把{PLATFORMS[one.platform]}“{one.name}”改为{MEDIA_STATUSES[MediaStatus(status)]}"
    )


@media.command("remove")
@click.argument("platform", type=_PLATFORM, metavar="平台")
@click.argument("account", metavar="账号")
@click.option("--why", required=True, type=Remark(), metavar="文字", help="原因，留在操作记录里。")
def remove(platform: str, account: str, why: str) -> None:
    """撤销登记一个写错了的账号。

    只用于还没有导入发布内容、没有查出问题的；别的要留作历史，不再使用的用 media set 改为已注销。
    """
    store = open_store()
    one = _named(store.media.all(), Platform(platform), account)
    store.media.remove(one.identifier, Actor(name=user()), clock.now(), why)
    click.echo(
        f"已撤销登记{PLATFORMS[one.platform]}“{one.name}”（{one.handle}）；"
        "登记表文件里的这一行也要删去，否则下次导入又会登记"
    )


def _named(known: list[MediaAccount], platform: Platform, account: str) -> MediaAccount:
    own = [one for one in known if one.platform is platform]
    found = [one for one in own if account in (one.handle, one.name, one.identifier)]
    found = found or [
        one for one in own if plain_handle(platform, one.handle) == plain_handle(platform, account)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        handles = "、".join(one.handle for one in found)
        told = f"“{account}”有 {len(found)} 个（{handles}），请写账号"
    else:
        told = unknown(
            account, (name for one in own for name in (one.handle, one.name)), listed=False
        )
    raise InputError(f"{PLATFORMS[platform]}账号：{told}。用 govsweep media list 查看")


@media.command("codes")
@click.option("--again", is_flag=True, help="读过的图片也再读一次；平时一张图片 30 天读一次。")
def codes(again: bool) -> None:
    """读出最近一次巡检见到的二维码图片，下次收尾时核对它们通向的账号是否登记。

    要装 govsweep[codes]。只取首页和栏目页上像是二维码的图片，一个主机一秒至多一张。
    """
    settings = load()
    store = open_store(settings)
    newest = sweep_named(store)
    since = clock.now().timestamp() - (0 if again else _CODES_KEPT)
    images = sorted(candidates(store, newest.id) - store.media.codes_known(since))
    said = asyncio.run(read_codes(images, store.sites.all(), settings.user_agent))
    store.media.save_codes(said, clock.now().timestamp())
    found = sum(bool(says) for says in said.values())
    click.echo(f"看了 {len(images)} 张图片，读到 {len(said)} 张，其中有二维码的 {found} 张")


@click.group()
def posts() -> None:
    """新媒体账号的发布内容：从文件导入，按同样的词语规则检查。

    文件由本单位、平台后台或服务商导出，程序不到平台上抓取。
    """


@posts.command("import")
@file_argument
@click.option("--since", type=Day(), help="文件从哪一天起是齐全的；默认从各账号最早的一条起。")
@click.option("--through", type=Day(), help="到哪一天为止是齐全的；默认到各账号最新的一条。")
@click.option(
    "--every", is_flag=True, help="文件里没有的运行账号，这些天也没有发布；与上两项同用。"
)
@click.option(
    "--reverted", is_flag=True, help="文件里更正、删除以前的内容，平台上确实改回去了；否则不收。"
)
@click.option("--dry-run", is_flag=True, help="只说会怎样，什么也不写。")
def import_posts(file: Path, *, dry_run: bool, **known: Any) -> None:
    """导入发布内容（JSON Lines、CSV 或 XLSX）；错行指明行号和字段，其余照收。

    \b
    同一份文件再导入一次，什么也不变。导入以后接着检查，问题与网站的一样跟踪。
    巡检正在进行时，在它收尾时检查。
    """
    settings = load()
    store = open_store(settings)
    done = import_file(store, file, Known(**known), Actor(name=user()), dry_run=dry_run)
    say(done, store.media.all(), dry_run=dry_run)
    if not dry_run:
        crashes = sweep_runner.judge_posts(store, rules_told(settings))
        if crashes is None:
            click.echo("还没有收尾的巡检：下次巡检收尾时检查这些内容", err=True)
        for crash in crashes or ():
            click.secho(f"检查出错：{crash.code} {crash.url} {crash.error}", fg="red", err=True)
    if done.file.faults:
        sys.exit(InputError.exit_code)


def say(done: PostImport, accounts: Iterable[MediaAccount], *, dry_run: bool) -> None:
    """Tell what an import did, or would do, line by refused line."""
    for fault in done.file.faults:
        click.secho(str(fault), fg="red", err=True)
    counts, file = done.counts, done.file
    if file.unused:
        click.echo(f"{file.source} 的{told_unused(file.unused)}", err=True)
    beside = _repeated(file) + (f"写明没有发布 {len(file.silent)} 行，" if file.silent else "")
    click.echo(
        f"{'试导入（什么也没有写）：' if dry_run else ''}新增 {counts.new} 条，"
        f"未变 {counts.same} 条，改动 {counts.changed} 条，删除 {counts.deleted} 条，"
        f"{beside}拒收 {file.refused} 行；涉及 {done.accounts} 个账号"
    )
    for words in _not_whole(done, accounts):
        click.secho(words, fg="yellow", err=True)
    if done.untold:
        click.secho(
            f"有 {done.untold} 个账号写明没有发布，但不知道是哪些天：请用 --since、--through 写明",
            err=True,
        )


def _repeated(file: PostFile) -> str:
    if not file.repeated:
        return ""
    return f"重复 {len(file.repeated)} 条（第 {_some([one.line for one in file.repeated])} 行），"


def _not_whole(done: PostImport, accounts: Iterable[MediaAccount]) -> Iterator[str]:
    """Of whom not all posts are known, since lines were refused."""
    names = [one.shown_name for one in accounts if one.identifier in done.doubted]
    if names:
        yield f"有拒收的行，没有记为收齐的账号：{_some(names)}；改正以后请再导入一次"
    lines = f"第 {_some(done.unowned)} 行" if done.unowned else ""
    if done.file.nameless:
        yield f"{lines}看不出是哪个账号，哪个账号都没有记为收齐；改正以后请再导入一次"
    elif lines:
        yield f"{lines}的账号没有登记，文件里没有的账号没有按 --every 记为没有发布"


def _some(several: Sequence[object]) -> str:
    return "、".join(str(one) for one in several[:_NAMED]) + ("等" if several[_NAMED:] else "")
