"""Findings as the cells of a table, in whatever format it is written."""

from govsweep.exports.fields import HEADS, MEANINGS, TABLE, Language
from govsweep.findings import Finding
from govsweep.reports.labels import CERTAINTIES, SEVERITIES, STATES, check_name


def heads(language: Language = Language.EN) -> list[str]:
    """The heads of a table, in the order of `TABLE`."""
    return [HEADS[name] if language is Language.ZH else name for name in TABLE]


def cells_of(finding: Finding, language: Language = Language.EN) -> list[str | int]:
    """The fields of `TABLE` as cells, in order; closed words and times as people read them."""
    fields = finding.model_dump(mode="json")
    if language is Language.ZH:
        fields |= {
            "severity": SEVERITIES[finding.severity],
            "certainty": CERTAINTIES[finding.certainty],
            "state": STATES[finding.state],
            "site_closed": "是" if finding.site_closed else "",
            "first_seen": f"{finding.first_seen:%Y-%m-%d %H:%M}",
            "last_seen": f"{finding.last_seen:%Y-%m-%d %H:%M}",
        }
    return [*(_cell(fields[name]) for name in MEANINGS), check_name(finding.check)]


def _cell(value: object) -> str | int:
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, int):
        return int(value)  # no boolean: tables tell those in words of their own
    return "" if value is None else str(value)
