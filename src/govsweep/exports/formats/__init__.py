"""The formats of an export: one module each, found by being here (see docs/extending.md)."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from govsweep.exports.formats.format import ExportFormat

__all__ = ["CHINESE", "FORMATS", "ExportFormat"]


def _found() -> Mapping[str, ExportFormat]:
    names = [one.name for one in iter_modules(__path__) if one.name != "format"]
    found: dict[str, ExportFormat] = {
        name: import_module(f"{__name__}.{name}").FORMAT for name in names
    }
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: (one[1].rank, one[0]))))


FORMATS = _found()  # by name, which is that of the module
CHINESE = tuple(name for name, form in FORMATS.items() if form.chinese)  # which people read
