"""Papers made late at night, on machines that stand in different parts of the world.

Everything happens on the night of 20 November in Beijing: the sweep, what a clerk does, and the
papers, at 23:59 or at 00:30. Whatever the machine's own clock shows then, the days are the same;
past midnight in Beijing a notice alone is of the next day, on which it is issued.
"""

import datetime as dt
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from govsweep import clock
from govsweep.findings import Finding
from govsweep.reports.gather import freeze
from govsweep.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]
NIGHT = dt.date(2026, 11, 20)
SWEPT = dt.datetime.fromisoformat("2026-11-20T23:40+08:00")
MOMENTS = ("2026-11-20T23:59+08:00", "2026-11-21T00:30+08:00")
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland", "UTC")
PAPERS = ("bulletin.docx", "selfcheck.docx", "census.xlsx", "problems.xlsx", "notices.xlsx",
          "brief.docx", "dashboard.html")  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?|\d{4}年\d{1,2}月\d{1,2}日")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, str]]:
    return {}


@pytest.fixture
def swept(
    office: Path, make_site: Callable[..., Any], make_finding: Callable[..., Finding]
) -> Path:
    """A folder with the store of one sweep, which found two wrong words."""
    folder = office / "swept"
    if folder.exists():
        return folder
    folder.mkdir()
    with closing(Store(f"sqlite:///{folder}/govsweep.db")) as store:
        store.upgrade()
        sites = [make_site(1)]
        store.sites.save(sites)
        sweep, _ = store.sweeps.open(
            night=NIGHT, as_of=NIGHT, sites=sites, indicators="2019", rules_version="r1",
            at=SWEPT.timestamp(), again=False,
        )  # fmt: skip
        found = [make_finding(subject=word, rule=f"typo-{word}") for word in ("甲", "乙")]
        seen = {"sweep": sweep.id, "first_sweep": sweep.id}
        seen |= {"first_seen": SWEPT, "last_seen": SWEPT, "changed_at": SWEPT}
        store.findings.save(sweep.id, [one.model_copy(update=seen) for one in found])
        store.sweeps.close(sweep.id, reason="", finished=True)
        freeze(store, SWEPT)
    with closing(sqlite3.connect(folder / "govsweep.db")) as database:  # it closes by its own clock
        database.execute("UPDATE sweep SET closed_at = ?", (SWEPT.timestamp(),))
        database.commit()
    return folder


def texts(path: Path) -> str:
    """All that a paper says, its cells and paragraphs one after another."""
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
    return path.read_text("utf-8")


@contextmanager
def standing_in(zone: str, moment: str) -> Iterator[None]:
    """Let this process be on a machine of a zone, at a moment."""
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("TZ", zone)
            time.tzset()
            shown = dt.datetime.fromisoformat(moment).astimezone()
            patched.setattr(clock, "now", lambda: shown)
            yield
    finally:
        time.tzset()


def papers(command: Run, folder: Path, zone: str, moment: str) -> dict[str, str]:
    """What papers say that are made then and there, after one finding went and one was notified."""
    with closing(Store(f"sqlite:///{folder}/govsweep.db")) as store:
        first, second = store.findings.all()
    commands = [
        ["decide", first.short_id, "dismiss", "--by", "王工", "--why", "经核实"],
        ["report", "notice", "--issue", "--site", second.site, "-o", "notice.docx"],
        *(["report", name.partition(".")[0], "-o", name] for name in PAPERS),
        ["report", "notice", "--number", "整改〔2026〕1号", "-o", "again.docx"],
        ["sweep", "status"],
    ]
    with standing_in(zone, moment):
        answers = [command(folder, *words) for words in commands]
    assert [one.stderr for one in answers if one.returncode] == []
    names = ("notice.docx", *PAPERS, "again.docx")
    told = "".join(one.stdout for one in answers)
    return {"": told} | {name: texts(folder / name) for name in names}


@pytest.fixture
def at_home(
    swept: Path, office: Path, made: dict[str, dict[str, str]], command: Run
) -> Callable[[str], dict[str, str]]:
    """The papers of a machine in Beijing at one of the moments."""

    def told(moment: str) -> dict[str, str]:
        if moment not in made:
            folder = shutil.copytree(swept, office / f"home-{MOMENTS.index(moment)}")
            made[moment] = papers(command, folder, ZONES[0], moment)
        return made[moment]

    return told


def days(text: str) -> list[str]:
    return _DAY.findall(text)


@pytest.mark.parametrize("zone", ZONES[1:])
@pytest.mark.parametrize("moment", MOMENTS)
def test_papers_name_the_same_days(
    swept: Path,
    tmp_path: Path,
    at_home: Callable[[str], dict[str, str]],
    command: Run,
    zone: str,
    moment: str,
) -> None:
    there = papers(command, shutil.copytree(swept, tmp_path / "there"), zone, moment)
    home = at_home(moment)
    assert {name: days(text) for name, text in there.items()} == {
        name: days(text) for name, text in home.items()
    }


def test_the_days_are_those_of_the_night(at_home: Callable[[str], dict[str, str]]) -> None:
    told = at_home(MOMENTS[0])
    assert "2026-11-20" in told["problems.xlsx"]
    assert "2026年11月20日" in told["notice.docx"]
    assert "整改期限 2026-12-04" in told[""]
    for name, text in told.items():
        assert not re.search(r"2026-11-(?:19|21)|11月(?:19|21)日", text), name


def test_past_midnight_nothing_but_a_notice_is_of_the_next_day(
    at_home: Callable[[str], dict[str, str]],
) -> None:
    before, after = map(at_home, MOMENTS)
    other = {
        name: set(zip(days(before[name]), days(text), strict=True))
        - {(one, one) for one in days(text)}
        for name, text in after.items()
    }
    written = {("2026年11月20日", "2026年11月21日")}
    listed = {("2026-11-20", "2026-11-21")}
    assert {name: pairs for name, pairs in other.items() if pairs} == {
        "notice.docx": written, "again.docx": written,
        "notices.xlsx": listed, "problems.xlsx": listed,
    }  # fmt: skip
