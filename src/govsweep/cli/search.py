"""Searching the stored texts of all sites: `search`."""

from pathlib import Path

import click

from govsweep.cli.listing import show
from govsweep.cli.named import require_sites
from govsweep.cli.options import open_store, output_option
from govsweep.errors import InputError
from govsweep.reports import search_results
from govsweep.reports.writing import write_bytes
from govsweep.store import Store, TakenError

_PATIENCE = 600.0  # seconds that another process's work on the index is waited for


@click.command()
@click.argument("words", nargs=-1, metavar="[词语]...")
@click.option("--site", metavar="标识码", default="", help="只查这个网站。")
@click.option(
    "--limit",
    type=click.IntRange(1, search_results.MOST),
    default=50,
    show_default=True,
    metavar="个数",
    help="至多列出多少个页面；写成文件时不限于此。",
)
@output_option
def search(words: tuple[str, ...], site: str, limit: int, output: Path | None) -> None:
    """在全部网站存下的文字里查找词语，词之间空一格；不写词语时，只把索引补到最近一次巡检。

    几个词要在同一页上都有；中间有空格的词语用引号。空格、全角半角、字母大小写不计。
    查的是每个页面最近一次读到的文字。-o 写成 .csv 或 .xlsx。
    """
    if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
        raise InputError(f"{output} 应当以 .csv 或 .xlsx 结尾")
    if not words and output is not None:
        raise InputError("请写要查找的字词")
    store = open_store()
    if words:
        require_texts(store)
    if site:
        require_sites([site], [one.identifier for one in store.sites.all()])
    bring_up_to_date(store)
    if not words:
        click.echo(f"索引已到最近一次巡检，共 {store.fulltext.state().texts:,} 段文字", err=True)
        return
    most = search_results.MOST if output is not None else limit
    found = search_results.search(store, " ".join(map(_quoted, words)), site=site, limit=most)
    click.echo(found.told, err=True)
    if output is not None:
        as_csv = output.suffix.lower() == ".csv"
        body = search_results.as_csv(found).encode("utf-8-sig") if as_csv else None
        write_bytes(output, search_results.as_xlsx(found) if body is None else body)
        click.echo(f"写到 {output}", err=True)
    else:
        _tell(found)
    if found.pages > len(found.hits):
        click.echo(f"只列出前 {len(found.hits):,} 个页面", err=True)


def _quoted(word: str) -> str:
    """A word of the command line: one that the shell gave with spaces in it is one phrase."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _tell(found: search_results.SearchResult) -> None:
    names = {one.site: one.name for one in found.sites}
    rows = [
        (names[hit.site], hit.title or "—", hit.url, one.passage.marked("【", "】"))
        for hit in found.hits
        for one in hit.passages
    ]
    if rows:
        show(("网站", "标题", "网址", "文字"), rows)


def require_texts(store: Store) -> None:
    """Raise `InputError` where nothing was read yet: that is not the same as nothing found."""
    if store.fulltext.state().is_empty and not store.fulltext.state().behind:
        raise InputError("还没有收尾过的巡检，没有存下的文字可查。请先运行 govsweep sweep")


def bring_up_to_date(store: Store) -> None:
    """Take into the index what it lacks, telling how far it is where that takes a while."""
    behind = store.fulltext.state().behind
    if not behind:
        return
    click.echo(f"索引还缺 {behind:,} 次读取的文字，现在补上……", err=True)
    told = 0

    def done(count: int, of: int) -> None:
        nonlocal told
        tenths = count * 10 // of
        if tenths > told and count < of:
            told = tenths
            click.echo(f"已补 {count:,}/{of:,}", err=True)

    try:
        store.fulltext.update(done, wait=_PATIENCE)
    except TakenError as error:
        raise InputError("另一个进程正在编制索引，还没有做完；请稍后再查") from error
