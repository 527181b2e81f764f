"""`govsweep outbox`: what other systems are told, delivered, watched and repeated."""

import asyncio
import contextlib
import signal
import time

import click

from govsweep import clock
from govsweep.cli.listing import show
from govsweep.cli.options import Duration, open_store
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.outbox import Delivered, Outbox, Receiver, read_receivers
from govsweep.store import DeliveryCount

_NONE = (
    "还没有设置接收方。请在 govsweep.toml 里写 [[receivers]]，"
    "或用 GOVSWEEP_RECEIVERS 指明另一个文件，写法见 docs/outbox.md"
)


@click.group()
def outbox() -> None:
    """发件箱：把问题的新发现、整改、复发和巡检结束通知别的系统、工作群和邮箱。

    \b
    由 cron 每分钟运行，或作为服务常驻：
      * * * * *  cd /srv/govsweep && govsweep outbox deliver
      govsweep outbox deliver --every 1m
    """


@outbox.command("status")
def status() -> None:
    """每个接收方送达了多少、等待多少、放弃了多少。"""
    receivers = {one.name: one for one in read_receivers(load())}
    store = open_store()
    counts = {one.receiver: one for one in store.outbox.delivery_counts()}
    show(
        ("接收方", "方式", "地址", "已送达", "等待", "放弃", "最早等待", "下次尝试", "最近答复"),
        [
            _row(name, receivers.get(name), counts.get(name))
            for name in dict.fromkeys([*receivers, *counts])
        ],
    )
    click.echo(f"最新事件序号 {store.outbox.newest()}", err=True)


def _row(name: str, receiver: Receiver | None, counted: DeliveryCount | None) -> list[object]:
    about = (receiver.kind.value, receiver.shown) if receiver else ("（已停用）", "")
    if counted is None:
        return [name, *about, 0, 0, 0, "", "", ""]
    sums = (counted.done, counted.waiting, counted.dead)
    return [name, *about, *sums, _when(counted.oldest), _when(counted.due), counted.answer]


def _when(seconds: float | None) -> str:
    return "" if seconds is None else time.strftime("%m-%d %H:%M:%S", time.localtime(seconds))


@outbox.command("deliver")
@click.option(
    "--every",
    type=Duration(),
    metavar="1m",
    help="每隔这么久送一轮，不停止；要重试的到时就送。",
)
def deliver(every: int | None) -> None:
    """送出到期的事件。送不出的留着，越隔越久地重试，三天不成才放弃。"""
    receivers = _chosen(())
    store = open_store()
    box = Outbox(store, receivers, watch=_say)
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_until_stopped(box, every))


async def _until_stopped(box: Outbox, every: int | None) -> None:
    task = asyncio.current_task()
    if every is None or task is None:
        await box.deliver()
        return
    # What is being sent is written down before we go.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await box.deliver_every(every)


def _say(delivered: Delivered) -> None:
    words = f"{clock.now():%F %T} {delivered.receiver}："
    if delivered.answer.taken:
        click.echo(f"{words}送达 {delivered.events} 个事件")
    elif delivered.dead:
        click.secho(f"{words}{delivered.answer.words}，放弃", fg="red", err=True)
    else:
        click.secho(f"{words}{delivered.answer.words}，稍后重试", fg="yellow", err=True)


@outbox.command("replay")
@click.option("--since", type=click.IntRange(0), metavar="序号", help="序号在这之后的全部事件。")
@click.option("--dead", is_flag=True, help="已经放弃的事件。")
@click.option("--event", "key", metavar="编号", help="这一个事件。")
@click.option("--receiver", "names", multiple=True, metavar="名称", help="只给这个接收方，可重复。")
def replay(since: int | None, dead: bool, key: str | None, names: tuple[str, ...]) -> None:
    """重新排队：下次 deliver 时再送一遍，事件编号不变，接收方可据此去重。"""
    if not (since is not None or dead or key):
        raise click.UsageError("请用 --since、--dead 或 --event 说明重送哪些事件")
    receivers = {one.name: one for one in _chosen(names)}
    counts = open_store().outbox.replay(
        list(receivers),
        lambda name, event: receivers[name].wants(event),
        at=time.time(),
        since=since,
        dead=dead,
        key=key,
    )
    for name, events in counts.items():
        click.echo(f"{name}：{events} 个事件重新排队")


def _chosen(names: tuple[str, ...]) -> list[Receiver]:
    receivers = read_receivers(load())
    if not receivers:
        raise InputError(_NONE)
    unknown = set(names) - {one.name for one in receivers}
    if unknown:
        raise InputError(f"没有名为“{'、'.join(sorted(unknown))}”的接收方")
    return [one for one in receivers if not names or one.name in names]
