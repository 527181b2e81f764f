"""Lists whose rows are no links: one module a form, found by being here (see docs/extending.md).

Rows that are links are read without any of these, whatever holds them.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.listforms.form import ListForm
from govsweep.reading.row import Row
from govsweep.reading.tree import Tree

__all__ = ["ListForm", "forms", "rows_without_links"]


@cache
def forms() -> tuple[ListForm, ...]:
    """Every form of this package, by the name of its module; the general one last."""
    names = [one.name for one in iter_modules(__path__) if one.name != "form"]
    names.sort(key=lambda name: (name == "unlinked", name))
    return tuple(import_module(f"{__name__}.{name}").FORM for name in names)


def rows_without_links(tree: Tree, places: list[Place], addresses: Addresses) -> list[Row]:
    """The rows by the first form that finds any."""
    return next((rows for one in forms() if (rows := one.rows(tree, places, addresses))), [])
