"""Filling a template: the words that every paper needs, and the writing of the file."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateSyntaxError, UndefinedError

from govsweep.assess import complaints
from govsweep.assess.complaints import ComplaintFigures
from govsweep.errors import InputError
from govsweep.findings import Finding, Severity, State
from govsweep.indicators import Indicators
from govsweep.reports import error_rate, figures
from govsweep.reports.assessing import indicators_of
from govsweep.reports.choices import Choices, Office
from govsweep.reports.dates import chinese_day
from govsweep.reports.inert import one_line
from govsweep.reports.papers.packing import save
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import (
    checked_sites,
    names_of,
    unchecked_in_words,
    unchecked_sites,
    unknown_sites,
    why_unseen,
)
from govsweep.words.error_rate import ErrorRate

TO_BE_SAID = "（本单位填报）"  # what only the office knows is asked for, never invented
_NUMBER = "＿＿＿＿〔＿＿＿＿〕＿＿号"  # to be written in by hand
_DAY = "＿＿＿＿年＿＿月＿＿日"
_MOST_NAMES = 5
_NOT_PRINTED = {
    "judgements",
    "judgements_file",
    "complaints_file",
    "periods",
    "heightened",
    "roster_file",
    "packs",
    "rounds",
}  # of what an office fills in
_BASIS = {
    "2019": (
        "《国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知》"
        "（国办秘函〔2019〕19号）和《政府网站发展指引》（国办发〔2017〕47号）"
    ),
    "2015": "《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）",
}


def fill(
    name: str, context: dict[str, Any], snapshot: Snapshot, choices: Choices, path: Path
) -> None:
    """Fill the office's template, or ours where it has none, and write the paper."""
    template = _template(name, choices)
    try:
        document = DocxTemplate(template)
        # Escaped: what a page says must not become markup of the document.
        environment = Environment(autoescape=True, undefined=StrictUndefined)
        document.render(shared(snapshot, choices.office) | context, environment, autoescape=True)
    except (PackageNotFoundError, BadZipFile, SyntaxError) as error:  # the last: no XML in it
        raise InputError(f"模板 {template} 不是 Word 文件（.docx），或已损坏") from error
    except (TemplateError, KeyError, ValueError) as error:
        raise InputError(f"模板 {template} 无法填写：{_in_words(error)}") from error
    save(document.docx, path, snapshot.sweep.closed_at or snapshot.sweep.opened_at)


def _template(name: str, choices: Choices) -> Path:
    ours = Path(str(resources.files("govsweep.reports.papers"))) / "templates"
    if choices.templates is None:
        return ours / f"{name}.docx"
    known = sorted(one.name for one in ours.glob("*.docx"))
    if not any((choices.templates / one).is_file() for one in known):
        raise InputError(f"文件夹 {choices.templates} 里没有模板，文件名应是 {'、'.join(known)}")
    own = choices.templates / f"{name}.docx"
    return own if own.is_file() else ours / own.name


def _in_words(error: Exception) -> str:
    """What is wrong in a template; the engine says it in English."""
    if isinstance(error, UndefinedError):
        names = re.findall(r"'([^']+)'", str(error))
        return f"没有“{names[-1]}”这一项" if names else "用到了没有的项"
    if isinstance(error, TemplateSyntaxError):
        return "花括号里的标记没有写完整或写错了，请与自带的模板对照"
    return "内容不合模板的写法，请与自带的模板对照"


def shared(snapshot: Snapshot, office: Office) -> dict[str, Any]:
    """The words of every paper: the office's own, the period, the days, what was not checked."""
    span = snapshot.period.span
    return {
        "office": _office(office) | _complaints(snapshot, office),
        "basis": basis_of(indicators_of(snapshot, office=office)),
        "period": one_line(span.title),
        "year": span.year,
        "quarter": span.quarter,
        "first": (first := chinese_day(span.begins)),
        "last": (last := chinese_day(min(span.ends, snapshot.as_of))),
        "dates": first if first == last else f"{first}至{last}",
        "day": chinese_day(office.signed_on or snapshot.as_of),
        "data_day": chinese_day(snapshot.as_of),
        "unchecked": unchecked_in_words(snapshot),
    }


def _office(office: Office) -> dict[str, Any]:
    """What the office filled in; what it did not is left blank to be seen."""
    name = office.name or TO_BE_SAID
    blanks = {
        "heading": name,
        "number": _NUMBER,
        "printer": name,
        "printed_on": _DAY,
        "serious_working_days": office.working_days,
    }
    return {
        field: blanks.get(field, TO_BE_SAID) if value is None else _said(value)
        for field, value in office.model_dump(exclude=_NOT_PRINTED).items()
    }


def _complaints(snapshot: Snapshot, office: Office) -> dict[str, int]:
    """The figures of the office's list of complaints, where it gave none of its own."""
    told = complaint_figures(snapshot, office)
    if told is None or office.messages is not None:
        return {}
    return {"messages": told.received, "messages_on_time": told.on_time}


def complaint_figures(snapshot: Snapshot, office: Office) -> ComplaintFigures | None:
    """Complaints of the period, as the office told them or by its list of sites listed here."""
    if office.messages is not None and office.messages_on_time is not None:
        return ComplaintFigures(office.messages, office.messages_on_time)
    sites = {one.identifier for one in snapshot.sites}
    if office.complaints is None or not office.complaints.is_whole(*sites):
        return None
    span = snapshot.period.span
    own = [one for one in office.complaints.rows if one.site in sites]
    return complaints.figures(own, span.begins, min(span.ends, snapshot.as_of))


def basis_of(pack: Indicators) -> str:
    """The documents that a pack of rules stands in, as papers name them."""
    if pack.edition in _BASIS:
        return _BASIS[pack.edition]
    own = f"《{one_line(pack.title)}》（{one_line(pack.clause)}）"
    return f"{own}和{_BASIS[pack.over]}" if pack.over in _BASIS else own


def _said(value: object) -> object:
    if isinstance(value, dt.date):
        return chinese_day(value)
    return one_line(value) if isinstance(value, str) else value


def percent(part: int, whole: int) -> str:
    """A share with one decimal; a dash where there is nothing to share."""
    return f"{part / whole:.1%}" if whole else "—"


def totals(findings: Sequence[Finding]) -> dict[str, Any]:
    """How many problems there are, how grave, and how many are mended."""
    fixed = sum(finding.state is State.FIXED for finding in findings)
    serious = sum(finding.severity is Severity.SERIOUS for finding in findings)
    return {
        "problems": len(findings),
        "serious": serious,
        "minor": len(findings) - serious,
        "fixed": fixed,
        "unfixed": len(findings) - fixed,
        "fixed_share": percent(fixed, len(findings)),
        "troubled": len({finding.site for finding in findings}),
    }


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")


def scope(snapshot: Snapshot) -> dict[str, Any]:
    """How many sites there are, and how many could be looked at."""
    unseen = names_of(unknown_sites(snapshot))
    listed = len(figures.listed(snapshot))
    unvisited = len(unchecked_sites(snapshot)) - len(unseen)  # earlier findings stand there
    coverage = figures.coverage(figures.ledger(snapshot))
    checked = len(checked_sites(snapshot))
    return {
        "listed": listed,
        "running": len(figures.running(snapshot)),
        "checked": checked,
        "checked_share": percent(checked, listed),
        "unseen": len(unseen),
        "unseen_names": _some(unseen),
        "unseen_why": _why_unseen(snapshot),
        "unvisited": unvisited,
        "seen": (seen := len(figures.seen(snapshot))),
        "site_coverage": percent(seen, listed),
        "known": coverage.known,
        "pages": coverage.read,
        "coverage": percent(coverage.read, coverage.known),
    } | _error_rate(snapshot)


def _why_unseen(snapshot: Snapshot) -> str:
    """Why sites could not be looked at, each reason with its number."""
    reasons = Counter(why_unseen(snapshot, site) for site in unknown_sites(snapshot))
    return "、".join(f"{why}{number}个" for why, number in reasons.items())


def _error_rate(snapshot: Snapshot) -> dict[str, Any]:
    """The error rate of all sites that were read, taken together."""
    total = ErrorRate.total(error_rate.of_snapshot(snapshot).values())
    return {
        "characters": total.characters,
        "errors": total.errors,
        "suspected_errors": total.suspected,
        "error_rate": total.cell,
    }
