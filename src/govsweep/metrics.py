"""Metrics: the newest sweep, the queues and all findings, in the text that Prometheus reads."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from govsweep import __version__
from govsweep.config import Settings
from govsweep.errors import ServiceError
from govsweep.frontier import Frontier, Status, UnbuiltError
from govsweep.store import Store, Sweep
from govsweep.store.measure_rows import Measures
from govsweep.worker import scrapy_settings

_PROCESSES = Path("/proc")
_WORKER = b"govsweep.worker"


def text(settings: Settings, store: Store, now: float) -> bytes:
    """Everything that is measured, as a monitor's file holds it."""
    registry = CollectorRegistry()
    told = _Gauges(registry)
    found = store.sweep_stats.measures()
    told.one("build_info", "版本", 1, version=__version__)
    told.many("sites", "登记的网站", ("status",), {(key,): n for key, n in found.sites.items()})
    if found.sweep is not None:
        _of_sweep(told, found, found.sweep, now)
        if found.sweep.closed_at is None and settings.redis_url is not None:
            _of_queues(told, asyncio.run(_status(settings, found.sweep)))
        brought = store.sweep_stats.of_sweep(found.sweep.id)
        told.one("sweep_sites_read", "首页读到的网站", sum(one.home for one in brought.values()))
    told.many(
        "findings",
        "问题数",
        ("check", "severity", "certainty", "state", "held"),
        {(*key[:4], str(key[4]).lower()): count for key, count in found.findings.items()},
    )
    told.one("outbox_events", "写入发件箱的事件", found.events)
    told.many("worker_resident_bytes", "本机工作进程占用的内存", ("pid",), worker_memory())
    return generate_latest(registry)


class _Gauges:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def one(self, name: str, told: str, value: float, **labels: str) -> None:
        self.many(name, told, tuple(labels), {tuple(labels.values()): value})

    def many(
        self,
        name: str,
        told: str,
        labels: tuple[str, ...],
        values: Mapping[Any, float],
    ) -> None:
        gauge = Gauge(f"govsweep_{name}", told, labels, registry=self._registry)
        for key, value in values.items():
            (gauge.labels(*key) if labels else gauge).set(value)


def _of_sweep(told: _Gauges, found: Measures, sweep: Sweep, now: float) -> None:
    opened = sweep.opened_at.timestamp()
    closed = sweep.closed_at.timestamp() if sweep.closed_at else 0.0
    told.one("sweep", "最近一次巡检的编号", sweep.id)
    told.one("sweep_opened_timestamp_seconds", "最近一次巡检打开的时刻", opened)
    told.one("sweep_closed_timestamp_seconds", "收尾的时刻；0 为未收尾", closed)
    told.one("sweep_lag_seconds", "未收尾的巡检已打开多久", 0.0 if closed else now - opened)
    told.one("sweep_balanced", "账目是否平", float(bool(sweep.balanced)))
    told.one("sweep_crashes", "检查或读取出错的次数", sweep.crashes)
    told.one("sweep_sites", "最近一次巡检的网站数", len(sweep.sites))
    told.many(
        "sweep_pages", "各状态的页面", ("state",), {(key,): n for key, n in found.pages.items()}
    )
    told.many(
        "sweep_links", "各结论的链接", ("status",), {(key,): n for key, n in found.links.items()}
    )
    told.many("sweep_failures", "按原因计的失败", ("kind", "reason"), found.failures)
    told.one("sweep_answers", "有应答时间的页面", found.answers)
    told.one("sweep_answer_seconds", "这些页面应答时间之和", found.seconds)


def _of_queues(told: _Gauges, status: Status | None) -> None:
    told.one("queue_up", "Redis 里是否有这次巡检的队列", float(status is not None))
    if status is not None:
        told.one("queue_open", "待访问和在手的地址", status.open)
        told.one("queue_leases", "已被领走的队列", status.leased)
        told.one("queues", "有待访问地址的队列", status.queues)


async def _status(settings: Settings, sweep: Sweep) -> Status | None:
    frontier = Frontier.from_settings(
        scrapy_settings(settings), sweep=sweep.id, token=sweep.token, lease=settings.lease
    )
    try:
        return await frontier.status()
    except (ServiceError, UnbuiltError):
        return None
    finally:
        with suppress(ServiceError):
            await frontier.close()


def worker_memory(processes: Path = _PROCESSES) -> dict[tuple[str, ...], float]:
    """Bytes that each worker of this machine holds, by process; nothing where it is not told."""
    found: dict[tuple[str, ...], float] = {}
    for folder in processes.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if _WORKER in (folder / "cmdline").read_bytes().split(b"\0"):
                pages = int((folder / "statm").read_text().split()[1])
                found[(folder.name,)] = float(pages * os.sysconf("SC_PAGE_SIZE"))
    return found
