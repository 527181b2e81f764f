"""Settling and closing a sweep, one process at a time, and what was expected of it."""

import contextlib
import datetime as dt
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govsweep import clock
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.expectations import Unmet, unmet
from govsweep.facts import Site
from govsweep.judging import Judges
from govsweep.rules import Rules
from govsweep.store import LedgerRow, Store, Sweep, TakenError
from govsweep.sweep_runner.office import ordered
from govsweep.sweep_runner.queue_servers import forget, is_embedded, workers_of

BROKEN = "broken"  # why the rest of a sweep was left that nobody closed in its night
_CLOSING = "closing"  # what one process at a time may do with a database
_CLOSING_PATIENCE = 3_600.0  # seconds that another's closing is waited for


@dataclass(frozen=True, slots=True)
class Closed:
    """How a sweep ended."""

    balanced: bool
    crashes: int
    ledger: list[LedgerRow]
    parked: int
    refused: int = 0  # answers that came too late to be written
    unmet: tuple[Unmet, ...] = ()  # what was expected of it and does not hold

    @property
    def well(self) -> bool:
        """Whether nothing needs the office's attention."""
        return self.balanced and not self.crashes and not self.parked and not self.unmet


def close(
    store: Store,
    settings: Settings,
    sweep: Sweep,
    rules: Rules,
    *,
    finished: bool | None,
    reason: str = "until",
    done: Callable[[Site], None] = lambda site: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Closed:
    """Settle a sweep and close it, unless another process does: that one is waited for.

    From its beginning no worker writes any more; `tell` hears who is at work elsewhere. `finished`
    says that nothing was left to do; where nobody knows, the store is asked.
    """
    # Loaded only here: nothing is settled before a sweep ends.
    from govsweep.settle import settle  # noqa: PLC0415

    with closing_alone(store, sweep, tell):
        current = store.sweeps.get(sweep.id)
        if current is not None and current.closed_at is None:
            _tell_others(settings, sweep, tell)
            store.sweeps.begin_closing(sweep.id, _here())
            if finished is None:
                finished = not store.sweeps.progress(sweep.id).waiting
            rules = ordered(store, rules, sweep.opened_at, sweep.as_of)
            settle(store, sweep, judges_of(store, rules), done=done)
            store.sweeps.close(sweep.id, reason="lost" if finished else reason, finished=finished)
            freeze_papers(store)
            store.sweep_stats.write(sweep.id)
            forget(settings, sweep)
    keep_index(store, tell)
    ledger = store.sweeps.ledger(sweep.id)
    closed = store.sweeps.get(sweep.id)
    assert closed is not None  # noqa: S101 - it was closed above
    parked = sum(row.addresses for row in ledger if row.reason == "parked")
    unmet = unmet_of(store, sweep.id)
    return Closed(bool(closed.balanced), closed.crashes, ledger, parked, closed.refused, unmet)


def keep_index(store: Store, tell: Callable[[str], None]) -> None:
    """Take into the full-text index what sweeps read since, unless another process is at it."""
    if store.fulltext.state().is_empty:
        tell("第一次编制全文索引，网站多的要几分钟……")
    with contextlib.suppress(TakenError):
        store.fulltext.update()


def _here() -> str:
    return f"{socket.gethostname()}.{os.getpid()}"


@contextlib.contextmanager
def closing_alone(store: Store, sweep: Sweep, tell: Callable[[str], None]) -> Iterator[None]:
    """Close, or wait until another process has closed; raises `InputError` where it hangs."""

    def who() -> str:
        current = store.sweeps.get(sweep.id)
        return f"（{current.closing_by}）" if current is not None and current.closing_by else ""

    def waits() -> None:
        tell(f"另一个进程{who()}正在给巡检 {sweep.id} 收尾，等它做完……")

    held = contextlib.ExitStack()
    try:
        held.enter_context(store.alone(_CLOSING, wait=_CLOSING_PATIENCE, waits=waits))
    except TakenError as error:
        raise InputError(
            f"另一个进程{who()}给巡检 {sweep.id} 收尾一直没有做完；"
            "它如已停住，请结束它，再运行 govsweep sweep close"
        ) from error
    with held:
        yield


def _tell_others(settings: Settings, sweep: Sweep, tell: Callable[[str], None]) -> None:
    """Say who still works on a sweep that is about to be closed."""
    if is_embedded(settings):
        return
    others = sorted(workers_of(settings, sweep))
    if others:
        tell(
            f"还有 {len(others)} 个工作进程在做这次巡检：{'、'.join(others)}。"
            "从现在起它们写不进来，会自己停下；没有读完的下一夜先做"
        )


def unmet_of(store: Store, number: int) -> tuple[Unmet, ...]:
    """What was expected of a closed sweep and does not hold, the reader's own test among it."""
    # Loaded only here: nothing is read before a sweep ends.
    from govsweep.canaries import canaries  # noqa: PLC0415

    told = [Unmet("", words) for words in canaries()]
    sweep = store.sweeps.get(number)
    left = sum(row.addresses for row in store.sweeps.ledger(number) if row.reason == BROKEN)
    if sweep is not None and left:
        told.append(
            Unmet("", f"{sweep.night} 夜的巡检中断，次夜才收尾，有 {left} 个页面没有读，下一夜先做")
        )
    return (*told, *unmet(store.sweep_stats.of_sweep(number), store.sweep_stats.earlier(number)))


def judges_of(store: Store, rules: Rules) -> Judges:
    """What judges by these rules and by all that the store has registered."""
    return Judges.by(rules, store.sites.all(), store.media.all(), duties=store.duties.all())


def freeze_papers(store: Store, night: dt.date | None = None) -> None:
    """Keep what papers print, so that those of this day are the same in a year."""
    # Loaded only here: whoever works on a sweep writes no papers.
    from govsweep.reports.gather import freeze  # noqa: PLC0415

    freeze(store, clock.now(), night=night)
