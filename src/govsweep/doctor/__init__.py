"""The doctor: what an installation needs, looked at piece by piece, each with how to mend it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from govsweep.config import Settings
from govsweep.doctor import machine, office, services
from govsweep.doctor.line import HealthLevel, HealthLine
from govsweep.errors import GovsweepError
from govsweep.settings_files import OFFICE
from govsweep.store import Store

__all__ = ["HealthLevel", "HealthLine", "look"]


def look(settings: Settings, now: float) -> Iterator[HealthLine]:
    """Everything that can be told of an installation; nothing is changed."""
    yield from machine.lines(settings)
    database = services.database(settings, now)
    yield from database.lines
    yield from services.queue(settings)
    yield from services.single_sign_on(settings)
    yield from _of("规则", office.rules, settings)
    yield from _of("本单位填报", office.filled_in, Path(OFFICE))
    yield from office.holidays(now)
    if database.usable:
        store = Store(settings.database_url.get_secret_value())
        try:
            yield from _of("登记表", office.registry, store)
            yield from _of("巡检", office.sweeps, store, now)
        finally:
            store.close()


def _of(
    subject: str, part: Callable[..., Iterator[HealthLine]], *words: object
) -> Iterator[HealthLine]:
    """The lines of one part; what breaks it spoils no other."""
    try:
        yield from part(*words)
    except GovsweepError as error:
        yield HealthLine(subject, HealthLevel.BAD, str(error), "按上面的提示改正后重试")
