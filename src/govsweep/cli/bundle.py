"""`govsweep bundle`: what a level tells its superior, signed, and what a superior takes in."""

import sys
from pathlib import Path

import click

from govsweep import __version__, clock
from govsweep.accounts import Actor
from govsweep.bundles import (
    KEY_HEADERS,
    SCHEMA,
    Manifest,
    Sender,
    drawn_items,
    examine,
    in_words,
    opened,
    pack,
    read_key,
    read_reviews,
    read_senders,
    write_new_key,
)
from govsweep.cli.listing import show
from govsweep.cli.options import (
    OutputPath,
    file_argument,
    office_of,
    open_store,
    period_option,
    span_named,
)
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_faults, say_unused
from govsweep.errors import InputError
from govsweep.periods import Span
from govsweep.reports.bundling import bundled
from govsweep.reports.cross_review import agreement_of_period, items_of_period, sample_form
from govsweep.reports.gather import of_levels
from govsweep.reports.writing import write_bytes
from govsweep.store import Store
from govsweep.table_rows import refused_lines, unknown_headers

_KEY = Path("bundle.key")
_key_option = click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=_KEY,
    show_default=True,
    metavar="文件",
    help="密钥文件。",
)
_output = click.option(
    "-o",
    "--output",
    type=OutputPath(dir_okay=False),
    required=True,
    metavar="文件",
    help="写到这个文件。",
)


@click.group()
def bundle() -> None:
    """上下级数据包：县区把一个时段的问题、数字和覆盖情况签名上报，市里核对、导入、汇总、抽样复核。"""


@bundle.group()
def key() -> None:
    """本单位签名用的密钥。"""


@key.command("new")
@click.argument("name", metavar="名称")
@_key_option
def new(name: str, key_file: Path) -> None:
    """生成密钥，名称是上级对本单位的称呼；打印的一行交上级写进 bundle_keys.csv。"""
    made = write_new_key(key_file, name.strip())
    click.echo(f"密钥写入 {key_file}，只有本人可读；请另存一份，不要外传", err=True)
    click.echo(f"{made.name},{made.public},{clock.now().date()},")


@key.command("show")
@_key_option
def show_key(key_file: Path) -> None:
    """打印名称和公钥。"""
    found = read_key(key_file)
    click.echo(f"{found.name},{found.public}")


@bundle.command()
@click.argument(
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=False,
    metavar="[文件]",
)
def senders(file: Path | None) -> None:
    """可以上报的单位和公钥：列出；写了文件（bundle_keys.csv），就用它替换整个名单。"""
    store = open_store(make=file is not None)
    if file is not None:
        listed, faults = read_senders(file)
        say_faults(faults)
        say_unused(file, unknown_headers(file, Sender, KEY_HEADERS), "上下级数据包")
        if faults or not listed:
            why = "名单有误" if faults else "文件里一行也没有"
            click.echo(f"{why}，没有替换", err=True)
            sys.exit(InputError.exit_code)
        store.bundles.set_senders(listed, Actor(name=user()), clock.now())
    rows = [
        (one.name, one.key, one.since or "", one.until or "") for one in store.bundles.senders()
    ]
    none = "名单是空的：写好 bundle_keys.csv，运行 govsweep bundle senders bundle_keys.csv"
    show(("名称", "公钥", "起始日期", "截止日期"), rows, none=none)


@bundle.command()
@period_option
@_output
@_key_option
def export(period: str | None, output: Path, key_file: Path) -> None:
    """导出一个时段的数据包（.gsb）：本级和已导入的下级的网站、新媒体账号；没有原文和个人信息。"""
    signing, office, store = read_key(key_file), office_of(None), open_store()
    span = span_named(period, office)
    snapshot = of_levels(store, None, span, findings=True)
    content = bundled(snapshot, signing.name, office)
    manifest = Manifest(
        schema_version=SCHEMA,
        program=__version__,
        name=signing.name,
        office=office.name or "",
        title=snapshot.period.span.title,
        begins=snapshot.period.span.begins,
        ends=snapshot.period.span.ends,
        as_of=snapshot.as_of,
        exported_at=clock.now(),
        key=signing.public,
        files={},
    )
    write_bytes(output, pack(content, manifest, signing))
    click.echo(f"已写出 {output}：{manifest.title}，{in_words(content.figures)}", err=True)


@bundle.command()
@file_argument
def check(file: Path) -> None:
    """核对数据包：签名、哈希、版本、内容；什么也不导入。不对的逐条说明，退出码为 2。"""
    found = examine(file)
    for fault in found.faults:
        click.secho(f"{file}：{fault}", fg="red", err=True)
    if found.manifest is None or found.content is None:
        sys.exit(InputError.exit_code)
    told, figures = found.manifest, found.content.figures
    click.echo(f"完好：{told.name} {told.title}，数据截至 {told.as_of}，{in_words(figures)}")
    click.echo(f"签名的公钥：{told.key}（是不是对方的，以 bundle_keys.csv 为准）")
    click.echo(f"SHA-256：{found.digest}")


@bundle.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件...",
)
def import_(files: tuple[Path, ...]) -> None:
    """导入下级的数据包：公钥要在名单里；同一时段更晚导出的替换先前的。有一份不对，其余照收。"""
    store, refused = open_store(make=True), False
    for file in files:
        try:
            click.echo(_taken_in(store, file))
        except InputError as error:
            refused = True
            click.secho(f"错误：{error}", fg="red", err=True)
    if refused:
        sys.exit(InputError.exit_code)


def _taken_in(store: Store, file: Path) -> str:
    manifest, content, digest = opened(file)
    by, at = Actor(name=user()), clock.now()
    earlier = store.bundles.accept(manifest, content, digest, by, at)
    told = "已替换先前的" if earlier else "已导入"
    return f"{told}：{manifest.name} {manifest.title}，{in_words(content.figures)}"


@bundle.command()
@click.argument("number", type=int, metavar="编号")
@click.option("--why", required=True, metavar="文字", help="为什么，写进操作记录。")
def withdraw(number: int, why: str) -> None:
    """撤出导入的数据包，例如导错了；编号见 govsweep bundle list，用过的不再用。"""
    by, at = Actor(name=user()), clock.now()
    found = open_store().bundles.withdraw(number, by, at, " ".join(why.split()))
    told = found.manifest
    click.echo(
        f"已撤出 {found.id} 号：{found.sender} {told.title}，数据截至 {told.as_of}，"
        f"导入于 {found.imported_at:%Y-%m-%d %H:%M}；它的复核结论不再计入一致率"
    )


@bundle.command("list")
def list_() -> None:
    """列出导入的数据包。"""
    rows = [
        (
            one.id,
            one.manifest.title,
            one.sender,
            one.manifest.as_of,
            one.figures.sites,
            one.figures.checked,
            one.figures.problems,
            one.figures.fixed,
            one.figures.accounts.registered if one.figures.accounts is not None else "",
            f"{one.imported_at:%Y-%m-%d %H:%M}",
            one.digest[:16],
        )
        for one in open_store().bundles.all()
    ]
    if not rows:
        click.echo("没有导入过数据包", err=True)
        return
    heads = ("ID", "时段", "地区", "数据截至", "网站", "检查", "问题", "已整改", "新媒体账号")
    show((*heads, "导入时间", "SHA-256"), rows)


def _span(period: str | None) -> Span:
    return span_named(period, office_of(None)) or Span.quarter_of(clock.now().date())


@bundle.command()
@period_option
@click.option(
    "--count", type=click.IntRange(1, 10_000), required=True, metavar="个数", help="几项。"
)
@click.option("--seed", required=True, metavar="文字", help="种子；同一种子抽出同样的。")
@_output
def sample(period: str | None, count: int, seed: str, output: Path) -> None:
    """从下级上报的问题、和看完而没有问题的网站里各抽一半，写成抽查表（CSV），交人复核。"""
    today, seed = clock.now().date(), " ".join(seed.split())
    drawn = drawn_items(items_of_period(open_store(), _span(period), today), count, seed)
    write_bytes(output, sample_form(drawn, seed))
    findings = sum(one.finding is not None for one in drawn)
    click.echo(
        f"已写出 {output}：问题 {findings} 项，没有问题的网站 {len(drawn) - findings} 个。"
        "“复核结论”填 属实、误报（问题不成立）或 漏报（网站有问题）",
        err=True,
    )


@bundle.command()
@file_argument
@period_option
def verdicts(file: Path, period: str | None) -> None:
    """导入填好的抽查表（CSV 或 XLSX），打印一致率和它的区间；留空的不算。"""
    store, span, today = open_store(), _span(period), clock.now().date()
    read = read_reviews(file, items_of_period(store, span, today))
    say_faults(read.faults)
    by, at = Actor(name=user()), clock.now()
    store.bundles.keep_reviews(span.begins, span.ends, read.reviews, by, at)
    refused = refused_lines(read.faults)
    also = f"，拒收 {refused} 行" if refused else ""
    click.echo(f"导入结论 {len(read.reviews)} 项，没有复核 {read.left} 项{also}")
    for line in agreement_of_period(store, span, today):
        click.echo(line)
    if read.faults:
        sys.exit(InputError.exit_code)
