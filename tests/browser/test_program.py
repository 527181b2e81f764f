"""Where there is no browser and nothing of its extra: everything else loads, and says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from govsweep.browser.program import has_axe, missing
from govsweep.config import Settings
from govsweep.doctor import HealthLevel, machine
from govsweep.egress_policy import EgressPolicy
from govsweep.facts import Page, PageKind
from govsweep.spiders.rendering import Rendering

EXTRA = ("playwright", "axe_playwright_python")
EVERYTHING = """
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({extra}))  # which is how an import fails
OWN = ("govsweep.browser.", "govsweep.migrations.", "govsweep.__main__")
for room in ("govsweep", "govsweep.spiders", "govsweep.pipelines"):
    package = importlib.import_module(room)
    for one in pkgutil.walk_packages(package.__path__, room + "."):
        if not one.name.startswith(OWN):
            importlib.import_module(one.name)
"""


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EXTRA:
        monkeypatch.setitem(sys.modules, name, None)


def test_everything_else_loads() -> None:
    program = EVERYTHING.format(extra=EXTRA)
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_no_page_is_rendered_or_audited(without: None) -> None:
    assert not has_axe()
    rendering = Rendering(EgressPolicy([]), user_agent="x", link_pace=1.0, audits=8)
    page = Page(url="http://a.gov.cn/", kind=PageKind.HOME, shell=True)
    assert not rendering.wants(page, None)  # type: ignore[arg-type]
    assert not rendering.audits(page, None)  # type: ignore[arg-type]


def test_the_doctor_says_what_stays_unknown_and_how_to_get_it(
    without: None, tmp_path: Path
) -> None:
    assert "govsweep[browser]" in next(missing())
    line = next(one for one in machine.lines(Settings(data=tmp_path)) if one.subject == "浏览器")
    assert line.level is HealthLevel.WARN
    assert "栏目读不到" in line.told and "无障碍" in line.told
    assert "govsweep[browser]" in line.mend
