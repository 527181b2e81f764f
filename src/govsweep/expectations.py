"""Expectations of a sweep: what must hold of one that is said to have gone well.

A sweep can end without an error and have seen nothing: a site was rebuilt and its lists are no
longer found, a proxy shows the same notice everywhere, a reader broke. Each site is compared with
its own past. What the ledger or a finding tells anyway is not told again here: a site that does
not answer, pages that failed, a sweep that had to end early.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from govsweep.store import Sweep
from govsweep.store.sweep_yield_rows import SweepYield

_NOON = dt.time(12)
_FLOOR = 0.5  # of what is usual
_LEAST = {"known": 10, "columns": 2, "dated": 5}  # below which nothing is usual
_WORDS = {"known": "找到的页面", "columns": "识别的栏目", "dated": "有日期的信息"}
_SITES = 3  # of which most are away at once: that is no fault of theirs


class Unmet(NamedTuple):
    """An expectation that does not hold."""

    site: str  # an identifier; "" for the whole sweep
    told: str

    def __str__(self) -> str:
        return f"{self.site}：{self.told}" if self.site else self.told


def unmet(
    brought: Mapping[str, SweepYield], earlier: Mapping[str, Sequence[SweepYield]]
) -> Iterator[Unmet]:
    """What does not hold of a sweep, by what it and those before it brought from each site."""
    yield from _away(brought, earlier)
    for site, here in brought.items():
        if here.home and not here.left:
            yield from _of_site(site, here, earlier.get(site, ()))


def _away(
    brought: Mapping[str, SweepYield], earlier: Mapping[str, Sequence[SweepYield]]
) -> Iterator[Unmet]:
    usual = [
        site
        for site in brought
        if (past := earlier.get(site)) and sum(one.home for one in past) * 2 > len(past)
    ]
    gone = [site for site in usual if not brought[site].home]
    if len(usual) < _SITES or len(gone) <= len(usual) * _FLOOR:
        return
    if sum(_is_away(brought[site]) for site in gone) * 2 > len(gone):
        why = "多半是本机网络、代理或域名解析的问题：请运行 govsweep doctor，修好后重新巡检"
    else:
        why = "还没有轮到就收尾了：请查看巡检的日志，改正后再巡检一次"
    yield Unmet(
        "",
        f"平时能打开的 {len(usual)} 个网站中，今夜有 {len(gone)} 个首页没有读到，{why}",
    )


def _is_away(one: SweepYield) -> bool:
    """Whether a home page was asked for in vain; one that was left was not asked for."""
    return not one.home and one.known > one.pages + one.left


def _of_site(site: str, brought: SweepYield, past: Sequence[SweepYield]) -> Iterator[Unmet]:
    whole = [one for one in past if one.home and not one.left]
    if not whole:
        return
    for name in ("known", "columns", "dated"):
        usual = median(getattr(one, name) for one in whole)
        now = getattr(brought, name)
        if usual >= _LEAST[name] and now < usual * _FLOOR:
            yield Unmet(
                site,
                f"{_WORDS[name]}只有 {now} 个，平时约 {usual:g} 个："
                "网站可能改版或整站换成了提示页，请打开首页核对；确属改版，几夜后会按新的数量比较",
            )
            return  # the others follow from it
        if name == "known" and brought.pages < usual * _FLOOR:
            return  # pages that failed: the ledger says so


def late(
    night: dt.date,
    sweeps: Sequence[Sweep],
    now: dt.datetime,
    *,
    started_by: dt.time | None,
    closed_by: dt.time | None,
) -> Iterator[Unmet]:
    """What a night's sweep should have done by these hours and has not.

    A night lasts from noon to noon: hours from noon on are its first day's. Hours and nights are
    those of this machine's clock, as whoever set them reads it, and not of Beijing.
    """
    noon, next_noon = (_moment(night + dt.timedelta(days=one), _NOON) for one in (0, 1))
    tonight = [one for one in sweeps if noon <= one.opened_at < next_noon]
    start = None if started_by is None else _moment(night, started_by)
    end = None if closed_by is None else _moment(night, closed_by)
    due = min((by for by in (start, end) if by), default=None)
    if due is not None and now >= due and not tonight:
        yield Unmet("", f"{night} 夜的巡检没有开始（应在 {due:%F %H:%M} 前），请查看定时任务和日志")
        return
    if start and tonight and tonight[0].opened_at > start:
        yield Unmet("", f"{night} 夜的巡检开始晚了：{tonight[0].opened_at:%F %H:%M}")
    if end is None or now < end:
        return
    closed = [one.closed_at for one in tonight if one.closed_at is not None]
    if not closed:
        yield Unmet(
            "",
            f"{night} 夜的巡检没有收尾（应在 {end:%F %H:%M} 前），请运行 govsweep sweep status "
            "查看，再运行 govsweep sweep 接着做或 govsweep sweep close 收尾",
        )
    elif min(closed) > end:
        yield Unmet("", f"{night} 夜的巡检收尾晚了：{min(closed):%F %H:%M}")


def night_here(now: dt.datetime) -> dt.date:
    """The night by this machine's clock, which hours such as 07:00 are set by."""
    return (now.astimezone().replace(tzinfo=None) - dt.timedelta(hours=12)).date()


def _moment(night: dt.date, by: dt.time) -> dt.datetime:
    day = night if by >= _NOON else night + dt.timedelta(days=1)
    return dt.datetime.combine(day, by).astimezone()  # as the clock shows it then
