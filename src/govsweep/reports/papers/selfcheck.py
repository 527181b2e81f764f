"""The report of a self-check (自查报告), for one site or for all."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govsweep.checking import Check, checks
from govsweep.errors import InputError
from govsweep.facts import MediaLook, Site
from govsweep.findings import Finding, State
from govsweep.reports import figures
from govsweep.reports.assessing import assessments, outcome_rows, site_rows, verdict_figures
from govsweep.reports.choices import Choices
from govsweep.reports.inert import one_line
from govsweep.reports.key_figures import key_figures, missing_in_words, work_in_words
from govsweep.reports.letters import in_words
from govsweep.reports.looked_for import SitesLookedAt
from govsweep.reports.media import paper_words
from govsweep.reports.one_site import narrowed_to
from govsweep.reports.papers.filling import fill, scope, totals
from govsweep.reports.papers.notice import find_subject
from govsweep.reports.papers.themes import themes
from govsweep.reports.snapshot import Snapshot

_SHORT = 4  # characters of a subject that fills no line of a title by itself


def write_docx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the report."""
    snapshot, choices = _narrowed(snapshot, choices)
    fill("selfcheck", context(snapshot, choices), snapshot, choices, path)


def context(snapshot: Snapshot, choices: Choices) -> dict[str, Any]:
    """What the report says."""
    subject, name = choices.office.region, f"{choices.office.region}政府网站"
    if choices.district:
        subject, name = choices.district, f"{choices.district}政府网站"
    if choices.site:
        snapshot, choices = _narrowed(snapshot, choices)
        subject = name = one_line(snapshot.sites[0].name)
    found = assessments(snapshot, choices.office)
    findings = figures.of_period(snapshot)
    names = {site.identifier: one_line(site.name) for site in snapshot.sites}
    figures_of_sites = scope(snapshot)
    asked_for = key_figures(snapshot, choices.office, choices.district, choices.site)
    return (
        figures_of_sites
        | totals(findings)
        | verdict_figures(found)
        | {
            "subject": one_line(subject),  # in templates of an office's own
            "titled": _titled(one_line(subject), one_line(snapshot.period.span.title)),
            "scope": one_line(name),
            "themes": themes(findings, names),
            "site_rows": site_rows(found),
            "outcome_rows": outcome_rows(found[0]) if choices.site and found else [],
            "check_rows": _check_rows(snapshot, findings),
            "check_note": _check_note(snapshot),
            "letters": in_words(snapshot),
            "key_figures": [
                {"name": one.name, "value": one_line(one.told), "source": _on_two_lines(one.source)}
                for one in asked_for
            ],
            "work": one_line(work_in_words(asked_for)),
            "missing_figures": one_line(missing_in_words(asked_for)),
        }
        | paper_words(snapshot, choices.office)
    )


def _narrowed(snapshot: Snapshot, choices: Choices) -> tuple[Snapshot, Choices]:
    """All that is of the one site that was chosen; the whole where none was."""
    if not choices.site:
        return snapshot, choices
    site = find_subject(snapshot, choices.site)
    if not isinstance(site, Site):
        raise InputError(f"自查报告按网站出具，{choices.site} 是新媒体账号")
    return narrowed_to(site, snapshot, choices)


def _titled(subject: str, period: str) -> tuple[str, str]:
    """What stands on the two lines of the title: no line is only a word long."""
    return (subject + period, "") if len(subject) <= _SHORT else (subject, period)


def _on_two_lines(command: str) -> str:
    """A command with its options below it: no line breaks within one of them.

    The blank stays before the break: whoever copies the command may lose that.
    """
    words, dashes, options = command.partition(" --")
    return f"{one_line(words)} \n--{one_line(options)}" if dashes else one_line(command)


def _check_rows(snapshot: Snapshot, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """A row for each check of the census: what was not looked for is said not to have been."""
    rows, sights = [], SitesLookedAt(snapshot)
    waiting = Counter(one.check for one in figures.current(snapshot) if figures.waits(one))
    for code, known in _printed().items():
        own = [finding for finding in findings if finding.check == code]
        why = sights.why_not(code)
        clean = f"未检查（{why}）" if why else _none_of_its_own(snapshot, code, sights)
        fixed = sum(finding.state is State.FIXED for finding in own)
        doubtful = f"；另有{waiting[code]}条待核" if waiting[code] else ""
        rows.append(
            {
                "name": known.name,
                "result": (f"发现{len(own)}条" if own else clean) + doubtful,
                "looked": bool(own) or not why,
                "fixed": fixed,
                "unfixed": len(own) - fixed,
            }
        )
    return rows


def _printed() -> dict[str, Check]:
    """The checks that have a row: those by which the census of sites counts."""
    return {
        code: known
        for code, known in checks().items()
        if known.wording and known.about is not MediaLook
    }


def _check_note(snapshot: Snapshot) -> str:
    """What “未发现” does not say: of pages that nobody read, and of what waits for a look."""
    sights = SitesLookedAt(snapshot)
    unread, partly = sights.unread()
    files, dark = sights.files()
    told = [
        f"{number}个网站{why}"
        for number, why in ((unread, "没有读到网页"), (partly, "没有看完"))
        if number
    ]
    told = ["、".join(told)] if told else []
    if files:
        read = f"{dark}个没有读到文字" if dark else "都读到了文字"
        told.append(f"网页上的附件{files}个，{read}，图片里的文字没有看")
    note = f"“未发现”只就读到的网页而言，{'；'.join(told)}。" if told else ""
    waiting = [one for one in figures.current(snapshot) if figures.waits(one)]
    if not waiting:
        return note
    others = sum(one.check not in _printed() for one in waiting)
    elsewhere = f"，其中{others}条属于上表没有列的提示项目" if others else ""
    return f"{note}待核的（疑似或暂扣）共{len(waiting)}条，没有计入{elsewhere}。"


def _none_of_its_own(snapshot: Snapshot, code: str, sights: SitesLookedAt) -> str:
    """What is said of a check by which nothing was found that counts by itself.

    What counts as part of another's finding is found, and so is said where it is counted.
    """
    owners = {one.id: one.check for one in snapshot.findings}
    parts = Counter(
        checks()[owners[one.part_of]].name
        for one in figures.parts_of_period(snapshot)
        if one.check == code and owners.get(one.part_of) in checks()
    )
    told = "、".join(f"“{name}”{number}条" for name, number in parts.items())
    gaps = "、".join(sights.gaps(code))
    clean = f"未发现（另有{gaps}）" if gaps else "未发现"
    return f"已并入{told}" if told else clean
