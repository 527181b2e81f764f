"""The themes under which a bulletin groups what was found; each check names its own."""

from collections.abc import Sequence
from typing import Any

from govsweep.checking import Alike, Theme, checks
from govsweep.findings import Finding, Severity, State
from govsweep.reports import figures
from govsweep.reports.causes import causes
from govsweep.reports.inert import one_line, visible
from govsweep.reports.labels import SEVERITIES, wording
from govsweep.reports.papers.prose import in_prose

_NUMERALS = "一二三四五六七八九十"
_MOST_EXAMPLES = 8
_MOST_CAUSES = 3
_MOST_GRAVE = 5
ANNEX = "附件5"  # where the addresses of examples stand


def themes(findings: Sequence[Finding], names: dict[str, str]) -> list[dict[str, Any]]:
    """The themes that something was found under, each with its figures and named sites."""
    found: list[dict[str, Any]] = []
    for theme in Theme:
        own = [finding for finding in findings if _theme_of(finding) is theme]
        if own:
            found.append(_theme(_NUMERALS[len(found)], theme.value, own, names))
    return found


def _theme_of(finding: Finding) -> Theme:
    known = checks().get(finding.check)
    return known.theme if known is not None else Theme.OTHER


def _theme(
    number: str, name: str, findings: Sequence[Finding], names: dict[str, str]
) -> dict[str, Any]:
    ordered = sorted(findings, key=_urgency)
    if len(ordered) > _MOST_EXAMPLES:  # each site is named before one is named again
        first = list({one.site: one for one in reversed(ordered)}.values())
        ordered = sorted(first, key=_urgency)
    examples = ordered[:_MOST_EXAMPLES]
    more = len(findings) - len(examples)
    return {
        "number": number,
        "name": name,
        "sites": len({one.site for one in findings}),
        "problems": len(findings),
        "fixed": sum(finding.state is State.FIXED for finding in findings),
        "more": _shared(findings)
        + (f"举例如下，另有{more}条分别通知责任单位。" if more else "具体如下。"),
        "examples": [_example(one, names) for one in examples],
    }


def _example(finding: Finding, names: dict[str, str]) -> dict[str, str]:
    """A problem as the text names it, and as the annex does with its address."""
    return {
        "site": names[finding.site],
        "message": in_prose(finding.message, ANNEX).rstrip("。") + _marked(finding),
        "severity": SEVERITIES[finding.severity],
        "whole": one_line(finding.message) + _marked(finding),
        "url": visible(finding.url),
    }


def gravest(findings: Sequence[Finding], names: dict[str, str]) -> str:
    """The serious problems that stand, by what they are and where; "" where there are none."""
    places: dict[str, list[str]] = {}
    for one in sorted(findings, key=figures.census_order):
        if one.severity is Severity.SERIOUS and one.state is not State.FIXED:
            places.setdefault(wording(one), []).append(names[one.site])
    told = []
    for problem, sites in places.items():
        named = list(dict.fromkeys(sites))
        more = f"等{len(named)}个网站" if len(named) > _MOST_GRAVE else ""
        told.append(f"{problem}的有{'、'.join(named[:_MOST_GRAVE])}{more}")
    return "；".join(told)


def _urgency(finding: Finding) -> tuple[bool, bool]:
    """What is open goes before what was mended, the gravest first."""
    return (finding.state is State.FIXED, finding.severity is not Severity.SERIOUS)


def _marked(finding: Finding) -> str:
    """What a problem is besides new: mended, or back again after it was."""
    if finding.state is State.FIXED:
        return "（已整改）"
    return "（复发）" if finding.state is State.RELAPSED or finding.relapses else ""


def _shared(findings: Sequence[Finding]) -> str:
    """The widest causes that findings share, as a sentence; "" where there are none."""
    shared = causes(findings)[:_MOST_CAUSES]
    told = [
        f"{in_prose(one.message, ANNEX).rstrip('。')}（{one.spread.replace(' ', '')}）"
        for one in shared
    ]
    # A host that does not answer is not these sites' to mend.
    once = "" if any(one.alike is Alike.HOST for one in shared) else "、改一次即可消除"
    return f"其中源头相同{once}的：{'；'.join(told)}。" if told else ""
