"""What a command begins with: the store and the rules that the settings name."""

import datetime as dt

from govsweep import clock
from govsweep.clock import night_of
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.rules import Rules, load_rules
from govsweep.rules.orders import with_orders
from govsweep.store import Store


def open_store(settings: Settings) -> Store:
    """The store of the settings, its tables up to date."""
    store = Store(settings.database_url.get_secret_value())
    store.upgrade()
    return store


def rules_of(settings: Settings) -> Rules:
    """The rules of the settings; raises `InputError` where the folder of lists is not there."""
    if settings.lexicons is not None and not settings.lexicons.is_dir():
        wrong = "是一个文件" if settings.lexicons.exists() else "不存在"
        raise InputError(
            f"本单位词表文件夹 {settings.lexicons} {wrong}，还没有作任何判定。请建好文件夹，"
            "或改正设置 lexicons（GOVSWEEP_LEXICONS 或 govsweep.toml）"
        )
    return load_rules(settings.lexicons, settings.indicators)


def ordered(
    store: Store, rules: Rules, at: dt.datetime | None = None, day: dt.date | None = None
) -> Rules:
    """The rules with the standing orders that are in force now, or were for a sweep."""
    at = at or clock.now()
    return with_orders(rules, store.orders.in_force(at, day or night_of(at)))
