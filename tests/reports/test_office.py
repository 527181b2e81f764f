"""The papers of a city of 41 sites, opened by a real office program."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from govsweep import reports
from govsweep.checking import checks
from govsweep.exports import write_export
from govsweep.findings import State
from govsweep.reports import Choices, census, figures
from govsweep.reports.snapshot import Snapshot

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Convert a file; the program makes its profile once."""
    profile = tmp_path_factory.mktemp("office").as_uri()

    def convert(path: Path, to: str) -> Path:
        words = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        done = subprocess.run(
            [*words, "--outdir", str(path.parent / "out"), str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=240,
        )
        assert "Error" not in done.stderr
        return path.parent / "out" / f"{path.stem}.{to.partition(':')[0]}"

    return convert


def text_of(pdf: Path) -> str:
    """The words of a PDF without the breaks that paper puts between them."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s", "", pages)


@pytest.fixture
def city(make_site: Make, make_finding: Make, make_snapshot: Make) -> Snapshot:
    """41 sites: every third in order, the others with ever more problems, some of them mended."""
    sites = [make_site(number) for number in range(1, 42)]
    worded = [code for code, known in checks().items() if known.wording]
    findings = tuple(
        make_finding(
            code,
            of=one,
            subject=f"{code}-{number}",
            state=State.FIXED if number % 2 else State.OPEN,
            sightings=number * 100,
        )
        for number, one in enumerate(sites, start=1)
        for code in worded[: number % 3 * number % len(worded)]
    )
    snapshot: Snapshot = make_snapshot(*sites, findings=findings, checks=tuple(checks()))
    return snapshot


def test_the_workbook_holds_the_rows_of_the_csv(
    city: Snapshot, office: Callable[..., Path], tmp_path: Path
) -> None:
    reports.write("census", city, tmp_path / "census.xlsx")
    reports.write("census", city, tmp_path / "plain.csv")
    # 44,34,76: comma, double quotes, UTF-8.
    converted = office(tmp_path / "census.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    _, *seen = csv.reader(io.StringIO(converted.read_text("utf-8-sig")))
    told = list(csv.reader(io.StringIO((tmp_path / "plain.csv").read_text("utf-8-sig"))))
    assert "“分层级”" in told.pop()[0]  # which is another file beside a CSV
    assert seen[: len(told)] == told  # below stands who signs
    assert len([line for line in told if line[0].isdigit()]) == 41


def test_a_hostile_name_is_only_text_to_it(
    hostile: Snapshot, office: Callable[..., Path], tmp_path: Path
) -> None:
    reports.write("census", hostile, tmp_path / "census.xlsx")
    converted = office(tmp_path / "census.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    _, _, *seen = csv.reader(io.StringIO(converted.read_text("utf-8-sig")))
    told = [row.name for row in census.rows(hostile)]
    assert [row[1] for row in seen[: len(told)]] == told


def test_the_census_is_printed_whole(
    city: Snapshot, office: Callable[..., Path], tmp_path: Path
) -> None:
    reports.write("census", city, tmp_path / "census.xlsx")
    printed = text_of(office(tmp_path / "census.xlsx", "pdf"))
    places = [printed.index(row.identifier) for row in census.rows(city)]
    assert places == sorted(places)
    for row in census.rows(city):
        assert row.problems in printed, "a cell's words are cut off on paper"


@pytest.mark.parametrize("name", ["bulletin", "selfcheck"])
def test_the_papers_print_the_figures_of_the_census(
    city: Snapshot, office: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    reports.write(name, city, tmp_path / f"{name}.docx", Choices())
    printed = text_of(office(tmp_path / f"{name}.docx", "pdf"))
    found = figures.of_period(city)
    fixed = sum(one.state is State.FIXED for one in found)
    assert re.search(rf"发现问题{len(found)}条", printed)
    assert f"已整改{fixed}条" in printed
    assert f"待整改{len(found) - fixed}条" in printed
    troubled = [row for row in census.rows(city) if row.has_problems]
    assert str(len(troubled)) in printed


def test_a_notice_prints_each_problem_to_be_mended(
    city: Snapshot, office: Callable[..., Path], tmp_path: Path
) -> None:
    of = next(one.site for one in city.findings if one.state is State.OPEN)
    reports.write("notice", city, tmp_path / "notice.docx", Choices(site=of))
    printed = text_of(office(tmp_path / "notice.docx", "pdf"))
    mine = [one for one in city.findings if one.site == of and figures.unresolved(one)]
    assert f"存在{len(mine)}条问题" in printed
    assert "整改回执" in printed


def test_the_exported_workbook_opens(
    city: Snapshot, office: Callable[..., Path], tmp_path: Path
) -> None:
    write_export("xlsx", list(city.findings), tmp_path / "findings.xlsx")
    converted = office(tmp_path / "findings.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    head, *rows = csv.reader(io.StringIO(converted.read_text("utf-8-sig")))
    assert len(rows) == len(city.findings)
    assert sorted(row[head.index("id")] for row in rows) == sorted(one.id for one in city.findings)
