"""`govsweep prune`, `backup` and `move`: keeping the database for years."""

from contextlib import closing
from pathlib import Path

import click

from govsweep.cli.listing import show
from govsweep.cli.options import open_store
from govsweep.reports.writing import replacing
from govsweep.store import Store
from govsweep.store.retention_rows import Policy

_TABLES = {
    "page.body": "保存的网页原文",
    "page": "页面",
    "sighting": "问题出现的页面",
    "exchange": "请求与应答的头部",
    "link": "链接",
    "script": "脚本里提到的",
    "view": "首页的其他样子",
    "tally": "各规则的计数",
    "probe": "首页探测",
    "freeze": "报告的存底",
    "folded": "折叠的旧巡检",
    "block": "文字",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="只计算会清理多少，不清理。")
@click.option(
    "--keep-nights",
    type=click.IntRange(14, 10_000),
    default=100,
    show_default=True,
    metavar="个数",
    help="最近多少夜的巡检全部保留。",
)
def prune(dry_run: bool, keep_nights: int) -> None:
    """清理旧巡检的数据，腾出空间。

    \b
    保留：最近 N 夜的巡检，每个网站最后一次巡检，仍未整改的问题的证据，
    仍在沿用的旧页面，全部问题、账目、判定、通知书；报告的存底保留 800 夜，
    更早的每季度留最后一份。保留的巡检中，两周以前的折叠存放：什么也不少，
    占的地方小得多；要重新判定时自动展开。巡检进行时不清理。
    由 cron 在白天运行，例如每周一次：
      0 12 * * 1  cd /srv/govsweep && govsweep prune
    """
    store = open_store()
    pruned = store.retention.prune(Policy(keep_nights), dry_run=dry_run)
    done = None if dry_run else store.retention.fold()
    if not dry_run:
        store.retention.shrink()
    rows = [(_TABLES[one.table], str(one.rows), _size(one.bytes)) for one in pruned]
    show(("内容", "行数", "大小"), rows, title="将清理" if dry_run else "已清理")
    total = _size(sum(one.bytes for one in pruned))
    click.echo(f"{'将清理' if dry_run else '已清理'} {total}（正文和数据，不含索引）")
    if done is not None and done.rows:
        click.echo(f"已折叠 {done.rows} 行，现占 {_size(done.bytes)}")


def _size(count: int) -> str:
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="文件")
def backup(file: Path) -> None:
    """把 SQLite 数据库备份到一个文件，巡检进行时也可以；PostgreSQL 用 pg_dump。

    \b
    恢复：停下各进程，把备份文件放回数据库文件的位置，
    并删去旁边的 govsweep.db-wal 和 govsweep.db-shm（如果有）。
    """
    store = open_store()
    store.retention.check_target(file)
    with replacing(file, databases=True) as draft:
        size = store.retention.backup(draft)
    click.echo(f"已备份到 {file}，{_size(size)}", err=True)


@click.command()
@click.option(
    "--to",
    required=True,
    metavar="网址",
    envvar="GOVSWEEP_MOVE_TO",
    help="目的数据库，须是空的；地址含密码时用环境变量 GOVSWEEP_MOVE_TO 给出，免得留在进程列表里。",
)
def move(to: str) -> None:
    """把整个数据库搬到另一个数据库，例如从 SQLite 搬到 PostgreSQL；原来的不动。

    搬完后把 GOVSWEEP_DATABASE_URL 改成新地址。
    """
    with closing(open_store()) as store, closing(Store(to)) as target:
        copied = store.retention.move(target.retention)
    show(("表", "行数"), [(name, str(count)) for name, count in copied.items() if count])
    click.echo(
        f"已搬 {sum(copied.values())} 行，各表行数核对一致；请改用新的 GOVSWEEP_DATABASE_URL"
    )
