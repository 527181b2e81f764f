"""Options that several commands share."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govsweep import clock, sweep_runner
from govsweep.config import Settings, load
from govsweep.errors import InputError
from govsweep.periods import Span, span_of
from govsweep.remarks import remark
from govsweep.rules import Rules
from govsweep.store import Store, Sweep, require_database

if TYPE_CHECKING:
    from govsweep.reports import Office
    from govsweep.reports.snapshot import Snapshot

OFFICE = Path("office.toml")
_FAULTS = 20  # told at once
NOT_SWEPT = "还没有做过巡检：没有问题不等于查过"
NOTHING_SEEN = "还没有做过巡检：没有列出的，不等于没有"


def open_store(settings: Settings | None = None, *, make: bool = False) -> Store:
    """The store of the settings in force, closed when the command ends.

    A database is made only by commands that fill one (`make`); raises `InputError` where others
    find none: most probably they run in another folder.
    """
    settings = settings or load()
    if not make:
        require_database(settings.database_url.get_secret_value())
    store = sweep_runner.open_store(settings)
    click.get_current_context().call_on_close(store.close)
    return store


def told_by(as_of: dt.date | None, store: Store) -> dt.date | None:
    """A day that papers are to be written as of; raises `InputError` for one that is to come.

    A sweep may have counted ages to a later day than that of the clock: that day may be told.
    """
    today = clock.now().date()
    latest = max([today, *(one.as_of for one in store.sweeps.all())])
    if as_of is not None and as_of > latest:
        raise InputError(f"--as-of {as_of} 还没有到，今天是 {today}")
    return as_of


def span_named(words: str | None, office: "Office") -> Span | None:
    """The span that `--period` names; None where it was not given."""
    return None if words is None else span_of(words, office.spans)


def office_of(file: Path | None) -> "Office":
    """What the office fills in: the file that was named, else office.toml where there is one."""
    # Loaded only here: commands that write no papers need none of what papers are made of.
    from govsweep.reports import Office, read_office  # noqa: PLC0415

    filled_in = file or (OFFICE if OFFICE.exists() else None)
    office = read_office(filled_in) if filled_in else Office()
    tell_refused(office.faults)
    return office


def rules_told(settings: Settings) -> Rules:
    """The rules of the settings; lines of the office's lists that are not taken are named."""
    rules = sweep_runner.rules_of(settings)
    for trouble in rules.troubles:
        click.secho(str(trouble), fg="yellow", err=True)
    return rules


def tell_refused(faults: Sequence[str]) -> None:
    """Name the lines of the office's lists that were refused; the others are used."""
    for line in faults[:_FAULTS]:
        click.secho(f"{line}；没有采用这一行", fg="yellow", err=True)
    if len(faults) > _FAULTS:
        click.secho(f"另有 {len(faults) - _FAULTS} 处，改正之后再看", fg="yellow", err=True)


def tell_strangers(snapshot: "Snapshot", office: "Office") -> None:
    """Name what the office judged that is not registered; papers go by all else that it judged."""
    from govsweep.reports.assessing import judged_strangers  # noqa: PLC0415 - as above

    if strangers := judged_strangers(snapshot, office):
        named = "、".join(strangers[:_FAULTS]) + ("等" if strangers[_FAULTS:] else "")
        click.secho(
            f"judgements：没有登记标识码为 {named} 的网站或新媒体账号，对它的判定没有采用",
            fg="yellow",
            err=True,
        )


def not_empty(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """What was written; an option that is there and empty asks for nothing, not for everything."""
    source = context.get_parameter_source(parameter.name or "")
    if source is click.core.ParameterSource.COMMANDLINE and not value.strip():
        raise click.BadParameter("是空的；不限定的，不写这一项", context, parameter)
    return value


district_option = click.option(
    "--district",
    default="",
    callback=not_empty,
    metavar="名称",
    help="只看这个县区：上级单位、主办单位或名称以它开头的。",
)
period_option = click.option(
    "--period",
    metavar="时段",
    help="出哪个时段：2026Q4（季度）、2026-11（月份）、2026（全年）或 office.toml 里定的名称；"
    "默认为本季度。",
)


def require_sweep(store: Store, number: int | None) -> None:
    """Raise `InputError` for the number of a sweep that never was; None is none asked for."""
    if number is not None and store.sweeps.get(number) is None:
        raise InputError(f"没有编号为 {number} 的巡检，用 govsweep sweep status 查看最近一次")


def sweep_named(store: Store, number: int | None = None) -> Sweep:
    """The sweep of a number, else the last; raises `InputError` where it is not there."""
    require_sweep(store, number)
    chosen = store.sweeps.get(number)
    if chosen is None:
        raise InputError("还没有做过巡检。请运行 govsweep sweep")
    return chosen


class OutputPath(click.Path):
    """Where to write to: a file, or standard output by the name that other programs give it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The place; "" names none, and no file is to be called "-"."""
        if not str(value):
            self.fail("没有写文件名", param, ctx)
        place = Path("/dev/stdout") if str(value) == "-" else value
        return Path(str(super().convert(place, param, ctx)))


file_argument = click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="文件"
)
output_option = click.option(
    "-o",
    "--output",
    type=OutputPath(dir_okay=False),
    metavar="文件",
    help="写到这个文件。",
)


class Day(click.ParamType[dt.date]):
    """A date as 2026-11-20."""

    name = "日期"

    def __init__(self, *, come: bool = False) -> None:
        """Take whether the day must have come: nothing is seen on a day ahead."""
        self._come = come

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """The day, or a usage error."""
        if isinstance(value, dt.date):
            return value
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，应写作 2026-11-20", param, ctx)
        today = clock.now().date()
        if self._come and day > today:
            self.fail(f"{day} 还没有到，今天是 {today}", param, ctx)
        return day


_COPY = "govsweep.copy"


def looked_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The day to which ages are counted by what looks at sites as they stand now.

    A day gone by is refused. Papers would tell what stands on sites now as what stood there then,
    also those of a quarter that is over, and what was published since would lie ahead. Who looks
    at copies of that day says so.
    """

    def mark(ctx: click.Context, _: click.Parameter, given: bool) -> None:
        ctx.meta[_COPY] = given

    def check(ctx: click.Context, _: click.Parameter, day: dt.date | None) -> dt.date | None:
        tonight = clock.night_of(clock.now())
        if day is not None and day < tonight and not ctx.meta.get(_COPY):
            raise click.UsageError(
                f"{day} 已经过去：打开的是今天的网页，不能算作那一天的。"
                "要那一天的情况，用 report 名称 --as-of；要重新判定那一夜读到的，用 rejudge；"
                "网址上现在是那一天存下的副本的，另加 --copy",
                ctx,
            )
        return day

    told = "天数算到这一天，从当夜到今天，默认为当夜；过去的日子只用于那一天的副本（--copy）。"
    copied = "登记的网址上是那一天存下的副本（留存的网页、示例城市），不是今天的网站。"
    command = click.option("--as-of", type=Day(come=True), callback=check, help=told)(command)
    return click.option(
        "--copy", is_flag=True, is_eager=True, expose_value=False, callback=mark, help=copied
    )(command)


class Remark(click.types.StringParamType):
    """What somebody writes beside an act: `remarks.remark`, or a name by `remarks.signature`."""

    name = "文字"

    def __init__(self, kept: Callable[[str], str] = remark) -> None:
        """Take what makes of the words those that are kept."""
        self._kept = kept

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words in one line, or a usage error."""
        try:
            return self._kept(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


class Hour(click.ParamType[dt.datetime]):
    """A time of the day as 06:30: the next one to come."""

    name = "时刻"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """The instant, or a usage error."""
        if isinstance(value, dt.datetime):
            return value
        try:
            time = dt.datetime.strptime(value, "%H:%M").time()
        except ValueError:
            self.fail(f"“{value}”不是时刻，应写作 06:30", param, ctx)
        # By the clock on the wall, which may be put forward or back in the night.
        wall = clock.now().astimezone().replace(tzinfo=None)
        moment = wall.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)
        return (moment if moment > wall else moment + dt.timedelta(days=1)).astimezone()


class Duration(click.ParamType[int]):
    """A span of time as 30m, 1h or 90s, in seconds; a bare number is minutes."""

    name = "时长"
    _seconds = {"s": 1, "m": 60, "h": 3600, "": 60}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The seconds, or a usage error."""
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d+)([smh]?)", value)
        if match is None or not int(match[1]):
            self.fail(f"“{value}”应写作 30m、1h 或 90s", param, ctx)
        return int(match[1]) * self._seconds[match[2]]
