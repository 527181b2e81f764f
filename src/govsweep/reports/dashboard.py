"""The dashboard: a sweep on one page, as one HTML file that asks the network for nothing."""

import base64
import gzip
import hashlib
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from govsweep.reports import charts, overview
from govsweep.reports.causes import cause_lines
from govsweep.reports.choices import Choices, Office
from govsweep.reports.html_templates import html_templates
from govsweep.reports.labels import CERTAINTIES, PAGE_STATES, SEVERITIES
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import write_bytes

# Apache ECharts: the smallest prebuilt file that has bars, lines, pies and the SVG renderer.
_CHART_LIBRARY = "echarts-6.1.0.common.min.js.gz"  # Apache ECharts, as its project builds it


def write_html(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the dashboard."""
    write_bytes(path, html(snapshot, choices.office).encode())


def html(snapshot: Snapshot, office: Office | None = None) -> str:
    """The whole document."""
    scripts = [_asset(_CHART_LIBRARY), _asset("dashboard.js")]
    return (
        html_templates("govsweep.reports")
        .get_template("dashboard.html.j2")
        .render(
            view=overview.of(snapshot, office),
            charts=charts.of(snapshot),
            causes=cause_lines(snapshot),
            style=Markup(_asset("dashboard.css")),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
            policy=_policy(scripts),
            severities=SEVERITIES,
            certainties=CERTAINTIES,
            page_states=PAGE_STATES,
        )
    )


def _asset(name: str) -> str:
    stored = resources.files("govsweep.reports").joinpath("assets", name).read_bytes()
    return (gzip.decompress(stored) if name.endswith(".gz") else stored).decode()


def _policy(scripts: list[str]) -> str:
    """Only our own scripts run, and nothing is loaded, whatever a crawled page slipped in."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
