"""The bulletin (通报): the quarter in words, figures and annexes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govsweep.findings import Finding, State
from govsweep.reports import census, figures, labels, suspects
from govsweep.reports.assessing import assessments, site_rows, verdict_figures
from govsweep.reports.choices import Choices
from govsweep.reports.inert import one_line
from govsweep.reports.levels import levels
from govsweep.reports.media import paper_words
from govsweep.reports.papers.filling import TO_BE_SAID, fill, percent, scope, totals
from govsweep.reports.papers.themes import gravest, themes
from govsweep.reports.snapshot import Snapshot


def write_docx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the bulletin."""
    fill("bulletin", context(snapshot, choices), snapshot, choices, path)


def context(snapshot: Snapshot, choices: Choices) -> dict[str, Any]:
    """What the bulletin says; its text and its annexes come from the same rows."""
    findings = figures.of_period(snapshot)
    rows = census.rows(snapshot)
    found = assessments(snapshot, choices.office)
    troubled = [row for row in rows if row.has_problems]
    names = {site.identifier: one_line(site.name) for site in snapshot.sites}
    return (
        scope(snapshot)
        | totals(findings)
        | verdict_figures(found)
        | {
            "census_rows": rows,
            "troubled_rows": troubled,
            "troubled_share": percent(len(troubled), len(rows)),
            "mended": sum(row.mended == "是" for row in troubled),
            "unmended": sum(row.mended == "否" for row in troubled),
            "wording_rows": wording_rows(findings),
            "level_rows": levels(snapshot),
            "themes": (grouped := themes(findings, names)),
            "gravest": gravest(findings, names),
            "example_rows": [one for theme in grouped for one in theme["examples"]],
            "site_rows": site_rows(found),
            "notices_sent": _notices_sent(snapshot, choices),
            "overdue": len(figures.overdue(snapshot)),
            "upheld": sum(one.confirmed for one in snapshot.rules),
            "overruled": sum(one.dismissed for one in snapshot.rules),
            "decided": sum(one.confirmed + one.dismissed for one in snapshot.rules),
        }
        | paper_words(snapshot, choices.office)
        | suspects.paper_words(snapshot)
    )


def _notices_sent(snapshot: Snapshot, choices: Choices) -> int | str:
    """The office's own figure, else that of the notices registered, where any ever was."""
    if choices.office.notices_sent is not None:
        return choices.office.notices_sent
    if not snapshot.notices:
        return TO_BE_SAID
    return sum(snapshot.period.span.meets(one.day, one.day) for one in snapshot.notices)


def wording_rows(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The figures of each wording of the census."""
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=figures.census_order):
        groups.setdefault(labels.wording(finding), []).append(finding)
    return [
        {
            "wording": wording,
            "sites": len({finding.site for finding in group}),
            "problems": len(group),
            "fixed": sum(finding.state is State.FIXED for finding in group),
            "unfixed": sum(finding.state is not State.FIXED for finding in group),
        }
        for wording, group in groups.items()
    ]
