"""`govsweep init`: what a new user begins with."""

from pathlib import Path

import click

from govsweep import starter


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), default=".", metavar="[文件夹]"
)
@click.option("--force", is_flag=True, help="覆盖已有的同名文件。")
def init(folder: Path, force: bool) -> None:
    """写出带注释的 govsweep.toml、office.toml 和样例登记表、栏目表；已有的文件不覆盖。

    \b
      govsweep init                        写到当前文件夹
      govsweep init /srv/govsweep          写到别处
    """
    for path in starter.write(folder, force=force):
        click.echo(f"已写出 {path}")
    click.echo(
        f"\n接下来：\n"
        f"  1. 用 Excel 打开 {starter.SITES}，换成本市的网站（样例一行状态为“暂停”，不会被访问）\n"
        f"  2. govsweep sites import {starter.SITES}\n"
        f"  3. govsweep doctor                   看各项是否就绪\n"
        f"  4. govsweep sweep                    巡检一遍\n"
        f"  5. govsweep report census -o 汇总表.xlsx"
    )
