"""`govsweep roster`: the days ahead, why sites are looked at more often, and who is on duty."""

import datetime as dt
import sys

import click

from govsweep import clock
from govsweep.cli.listing import show
from govsweep.cli.options import office_of
from govsweep.errors import GovsweepError
from govsweep.roster import roster_days
from govsweep.rules.workdays import is_known

_WEEKDAYS = "一二三四五六日"


@click.command()
@click.option(
    "--days",
    type=click.IntRange(1, 400),
    default=14,
    show_default=True,
    metavar="个数",
    help="从今天起几天。",
)
def roster(days: int) -> None:
    """值班安排：今后几天哪天要加巡，谁值班；要加巡而没有人值班的，退出码为 1。

    \b
    写在 office.toml 里：
      roster_file = "值班表.csv"          表头：日期、姓名、电话、说明
      [heightened."两会"]                 节假日之外也加巡的时段
      begins = 2027-03-04
      ends = 2027-03-11
    """
    office, first = office_of(None), clock.now().date()
    last = first + dt.timedelta(days=days - 1)
    rows = list(roster_days(first, last, office.roster or (), office.heightened_spans))
    show(
        ("日期", "星期", "加巡", "值班"),
        (
            (
                one.day,
                _WEEKDAYS[one.day.weekday()],
                one.why or "—",
                "、".join(shift.told for shift in one.shifts) or "—",
            )
            for one in rows
        ),
        title="值班安排",
    )
    if not is_known(last.year):
        click.echo(f"{last.year} 年的放假安排还不知道，其中的节假日没有列出", err=True)
    if office.roster_unused:
        click.echo(office.roster_unused, err=True)
    unmanned = [one for one in rows if one.is_unmanned]
    if office.roster is None:
        click.echo("office.toml 里没有写 roster_file，不知道谁值班", err=True)
    elif unmanned:
        named = "、".join(f"{one.day}（{one.why}）" for one in unmanned)
        click.secho(f"没有人值班：{named}", fg="red", err=True)
        sys.exit(GovsweepError.exit_code)
