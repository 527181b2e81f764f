"""`govsweep policies`: the policy documents of the sites with number, day and term."""

from pathlib import Path

import click

from govsweep import clock
from govsweep.cli.listing import show
from govsweep.cli.named import require_sites
from govsweep.cli.options import open_store, output_option, sweep_named
from govsweep.errors import InputError
from govsweep.reports import policies as documents
from govsweep.reports import printed_table


@click.command()
@click.option("--site", metavar="标识码", default="", help="只列这个网站。")
@click.option(
    "--ending",
    "days",
    type=click.IntRange(min=0),
    metavar="个数",
    help="只列已届满、或 N 天之内届满，而网页上没有标注的。",
)
@output_option
def policies(site: str, days: int | None, output: Path | None) -> None:
    """列出各网站的政策文件：文号、发布日期、有效期、是否标注失效。

    照各网站最近一次读到的网页；-o 写成 .csv。
    """
    if output is not None and output.suffix.lower() != ".csv":
        raise InputError(f"{output} 应当以 .csv 结尾")
    store = open_store()
    sweep_named(store)
    if site:
        require_sites([site], [one.identifier for one in store.sites.all()])
    found = documents.policies(store, clock.now().date(), site)
    if days is not None:
        found = documents.ending(found, days)
    printed = documents.table(found)
    if output is not None:
        printed_table.write_csv(printed, output)
        click.echo(f"已写出 {output}，{len(found)} 件", err=True)
        return
    show(
        [column.head for column in documents.COLUMNS],
        map(printed.cells, found),
        title=printed.title,
    )
    click.echo(f"{len(found)} 件；{printed.notes[0]}", err=True)
