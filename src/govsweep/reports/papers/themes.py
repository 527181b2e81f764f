"""The themes under which a bulletin groups what was found; each check names its own."""

from collections.abc import Sequence
from typing import Any

from govsweep.checking import Theme, checks
from govsweep.findings import Finding, Severity, State
from govsweep.reports.causes import causes
from govsweep.reports.inert import one_line

_NUMERALS = "一二三四五六七八九十"
_MOST_EXAMPLES = 8
_MOST_CAUSES = 3


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
        "more": _shared(findings) + (f"举例如下，另有{more}条见附件。" if more else "具体如下。"),
        "examples": [
            {"site": names[one.site], "message": one_line(one.message) + _mended(one)}
            for one in examples
        ],
    }


def _urgency(finding: Finding) -> tuple[bool, bool]:
    """What is open goes before what was mended, the gravest first."""
    return (finding.state is State.FIXED, finding.severity is not Severity.SERIOUS)


def _mended(finding: Finding) -> str:
    return "（已整改）" if finding.state is State.FIXED else ""


def _shared(findings: Sequence[Finding]) -> str:
    """The widest causes that several sites share, as a sentence; "" where there are none."""
    told = [
        f"{one_line(one.message).rstrip('。')}（{one.spread}）"
        for one in causes(findings)[:_MOST_CAUSES]
    ]
    return f"其中源头相同、改一次即可消除的：{'；'.join(told)}。" if told else ""
