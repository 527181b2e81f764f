"""The brief (一页简报) in Word and as a page of HTML."""

from pathlib import Path

from govsweep.reports import brief
from govsweep.reports.choices import Choices
from govsweep.reports.html_templates import html_templates
from govsweep.reports.papers.filling import fill, shared
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import write_bytes


def write_docx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write it in Word."""
    fill("brief", brief.of(snapshot, choices.office)._asdict(), snapshot, choices, path)


def write_html(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write it as HTML that asks for nothing and prints on one page."""
    words = shared(snapshot, choices.office) | brief.of(snapshot, choices.office)._asdict()
    write_bytes(
        path,
        html_templates("govsweep.reports").get_template("brief.html.j2").render(words).encode(),
    )
