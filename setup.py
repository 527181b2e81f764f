"""The compiled core, built only where GOVSWEEP_COMPILE=1 asks for it; all else: pyproject.toml.

An ordinary install stays pure Python, and needs no compiler. `make wheels` builds with it.
"""

import os
from pathlib import Path

from setuptools import setup

# The walk over a page, which each of its nodes goes through, what the walk yields and the steps
# that look at every run, link or row of it. Compiled one without the other they gain little: what
# they read of each other goes by fields only where both are. What was gained: docs/performance.md.
COMPILED = (
    "tree", "access", "boxes", "gather", "hiding", "jumps", "links", "opening", "scripts",
    "walk", "page", "body", "content", "headline", "publication", "references", "textdates",
    "footer", "rows", "rowbeside", "rowboxes", "rowlinks", "rowtitles", "listing", "columns",
    "sections", "addressing", "kinds", "paging", "places", "policy", "policy_marks", "source",
)  # fmt: skip
_VIEW = Path("build/view/govsweep")


def core() -> list[object]:
    """The extension modules, where they are asked for."""
    if os.environ.get("GOVSWEEP_COMPILE") != "1":
        return []
    from mypyc.build import mypycify  # noqa: PLC0415 - only who compiles needs it

    _link_rooms()
    os.environ["MYPYPATH"] = str(_VIEW.parent)
    sources = [str(_VIEW / "reading" / f"{name}.py") for name in COMPILED]
    # Types are checked by `make lint`; here they are only read, whatever is installed.
    words = ["--config-file=", "--cache-dir=build/mypy", "--explicit-package-bases"]
    words += ["--ignore-missing-imports", "--follow-imports=silent"]
    # One file of all modules: at -O3, which is mypyc's own choice, it takes minutes more.
    name, level = "govsweep_core", "2"
    return mypycify([*words, *sources], group_name=name, opt_level=level, debug_level="0")


def _link_rooms() -> None:
    """One tree of all packages, which the rooms beside `src` are parts of."""
    _VIEW.mkdir(parents=True, exist_ok=True)
    rooms = [Path(room) for room in ("checks", "pipelines", "settings", "spiders")]
    for entry in (*Path("src/govsweep").iterdir(), *rooms):
        link = _VIEW / entry.name
        if not link.is_symlink():
            link.symlink_to(entry.resolve())


setup(ext_modules=core())
