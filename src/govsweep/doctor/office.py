"""The doctor on what the office keeps: registry, rules, holidays, and how the last sweep went."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from govsweep import clock
from govsweep.addresses import canonical
from govsweep.config import Settings
from govsweep.doctor.line import HealthLevel, HealthLine
from govsweep.errors import InputError
from govsweep.reports import read_office
from govsweep.rules import load_rules
from govsweep.rules.workdays import is_known
from govsweep.store import Store
from govsweep.sweep_runner import SWEPT

_SHOWN = 3
_STALE = dt.timedelta(hours=36)  # a nightly sweep was missed
_LONG = dt.timedelta(hours=24)
_ANNOUNCED = 12  # the month by which next year's holidays have been


def rules(settings: Settings) -> Iterator[HealthLine]:
    """Whether the rules load, and which lines of the office's lists are refused."""
    if settings.lexicons is not None and not settings.lexicons.is_dir():
        mend = "建立该文件夹，或改正 GOVSWEEP_LEXICONS"
        yield HealthLine("规则", HealthLevel.BAD, f"词表文件夹 {settings.lexicons} 不存在", mend)
        return
    loaded = load_rules(settings.lexicons, settings.indicators)
    own = "、".join(f"{name} {count} 行" for name, count in loaded.counts.items() if count)
    told = f"版本 {loaded.version}，内置规则 {len(loaded.word_rules)} 条，本单位词表：{own or '无'}"
    yield HealthLine("规则", HealthLevel.OK, told)
    if loaded.troubles:
        first = "；".join(str(one) for one in loaded.troubles[:_SHOWN])
        told = f"本单位词表有 {len(loaded.troubles)} 处未收：{first}"
        yield HealthLine("规则", HealthLevel.WARN, told, "按所说的文件和行改正")


def filled_in(path: Path) -> Iterator[HealthLine]:
    """Whether the office's own file is read, and which lines of its lists are refused."""
    if not path.exists():
        return
    faults = read_office(path).faults
    if faults:
        told = f"{path.name} 所列的表有 {len(faults)} 处未收：{'；'.join(faults[:_SHOWN])}"
        yield HealthLine("本单位填报", HealthLevel.WARN, told, "按所说的文件和行改正")
    else:
        yield HealthLine("本单位填报", HealthLevel.OK, f"{path.name} 读得通")


def holidays(now: float) -> Iterator[HealthLine]:
    """Whether this year's public holidays are known, and in time next year's."""
    today = clock.told(now).date()
    mend = "升级节假日数据：pip install --upgrade chinesecalendar"
    if not is_known(today.year):
        told = f"{today.year} 年的放假安排未知，只按周末算工作日"
        yield HealthLine("节假日", HealthLevel.BAD, told, mend)
    elif is_known(today.year + 1):
        yield HealthLine(
            "节假日", HealthLevel.OK, f"{today.year}、{today.year + 1} 年的放假安排已知"
        )
    elif today.month >= _ANNOUNCED:
        yield HealthLine("节假日", HealthLevel.WARN, f"{today.year + 1} 年的放假安排未知", mend)
    else:
        told = f"{today.year} 年的放假安排已知；{today.year + 1} 年的公布后请升级 chinesecalendar"
        yield HealthLine("节假日", HealthLevel.OK, told)


def registry(store: Store) -> Iterator[HealthLine]:
    """Whether sites are registered, none of them twice."""
    sites = store.sites.all()
    swept = [site for site in sites if site.status in SWEPT]
    if not swept:
        mend = "运行 govsweep sites import 登记表.csv（样表由 govsweep init 写出）"
        yield HealthLine(
            "登记表", HealthLevel.WARN, f"登记 {len(sites)} 个网站，没有可巡检的", mend
        )
        return
    yield HealthLine(
        "登记表", HealthLevel.OK, f"登记 {len(sites)} 个网站，巡检其中 {len(swept)} 个"
    )
    for what, counted in (
        ("首页网址", Counter(canonical(site.url) for site in swept)),
        ("网站名称", Counter(site.name for site in swept)),
    ):
        twice = [name for name, count in counted.items() if count > 1]
        if twice:
            told = f"{what}重复登记 {len(twice)} 个：{'、'.join(twice[:_SHOWN])}"
            mend = "在登记表里改正或把多余的一行状态改为 closed，再导入"
            yield HealthLine("登记表", HealthLevel.WARN, told, mend)


def sweeps(store: Store, now: float) -> Iterator[HealthLine]:
    """When the last sweep was opened and closed, and how it ended."""
    moment = clock.told(now)
    newest = store.sweeps.get()
    if newest is None:
        yield HealthLine("巡检", HealthLevel.OK, "还没有做过巡检，运行 govsweep sweep 开始")
        return
    if newest.opened_at > moment + dt.timedelta(minutes=1):
        told = f"巡检 {newest.id} 打开于 {newest.opened_at:%F %T}，晚于现在：时钟曾被拨动"
        raise InputError(told + "。请先对时（timedatectl set-ntp true）")
    if newest.closed_at is None:
        long = moment - newest.opened_at > _LONG
        told = f"巡检 {newest.id}（{newest.night} 夜）打开于 {newest.opened_at:%F %T}，尚未收尾"
        mend = "看 govsweep sweep status；没有进程在做就运行 govsweep sweep 接着做，或 sweep close"
        yield HealthLine(
            "巡检", HealthLevel.WARN if long else HealthLevel.OK, told, mend if long else ""
        )
        return
    told = f"上次巡检 {newest.id}（{newest.night} 夜）收尾于 {newest.closed_at:%F %T}"
    if moment - newest.closed_at > _STALE:
        mend = "检查 cron 或 systemd 定时器（systemctl list-timers），再运行 govsweep sweep"
        yield HealthLine("巡检", HealthLevel.WARN, f"{told}，已过一夜以上", mend)
    elif not newest.balanced or newest.crashes:
        mend = "看 govsweep sweep status 的账目和巡检日志"
        yield HealthLine(
            "巡检", HealthLevel.WARN, f"{told}，账目不平或检查出错 {newest.crashes} 次", mend
        )
    else:
        yield HealthLine("巡检", HealthLevel.OK, told)
