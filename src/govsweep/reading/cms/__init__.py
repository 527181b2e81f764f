"""Content management systems: one module each, found by being here (see docs/new-cms.md)."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from govsweep.reading.cms.system import MAX_MORE, System

__all__ = ["MAX_MORE", "System", "systems"]


@cache
def systems() -> tuple[System, ...]:
    """Every system of this package, by the name of its module; the plain one first."""
    names = [one.name for one in iter_modules(__path__) if one.name != "system"]
    names.sort(key=lambda name: (name != "plain", name))
    return tuple(import_module(f"{__name__}.{name}").SYSTEM for name in names)
