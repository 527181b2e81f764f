"""Where the browser is on this machine."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def program(named: Path | None = None) -> str | None:
    """The Chromium to start: the one that the office named, else the first on the path."""
    if named is not None:
        return str(named) if os.access(named, os.X_OK) else None
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def axe() -> Path | None:
    """Where axe-core lies, which audits pages; None where it is not installed."""
    found = find_spec("axe_playwright_python")
    folders = found.submodule_search_locations if found is not None else None
    path = Path(folders[0], "axe.min.js") if folders else None
    return path if path is not None and path.is_file() else None


def has_axe() -> bool:
    """Whether pages can be audited where they can be rendered."""
    return axe() is not None


def missing(named: Path | None = None) -> Iterator[str]:
    """What rendering lacks here, in Chinese; nothing where it can begin."""
    if find_spec("playwright") is None:
        yield "没有安装 playwright：pip install 'govsweep[browser]'"
    if program(named) is None:
        if named is not None:
            yield f"{named} 不能执行；请改正设置 browser"
        else:
            yield "没有找到 Chromium：Debian 上 apt install chromium，或用设置 browser 指明"
