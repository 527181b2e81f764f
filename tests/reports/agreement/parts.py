"""A district's papers beside the city's, and a site's: each is the part of the whole that it is."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.reports.agreement.numbers import Printed
from tests.reports.agreement.shown import DISTRICTS

from govsweep.reports import (
    Choices,
    Office,
    census,
    duties,
    figures,
    interpretations,
    letters,
    media,
    notice_list,
    problem_list,
    unit_months,
)
from govsweep.reports.assessing import assessments, score_in_words, site_rows
from govsweep.reports.district import narrowed, sites_of
from govsweep.reports.papers import selfcheck
from govsweep.reports.snapshot import Snapshot

_ADDED = (
    *("listed", "running", "checked", "unseen", "unvisited", "known", "pages", "characters"),
    *("errors", "suspected_errors", "problems", "serious", "minor", "fixed", "unfixed"),
    *("troubled", "assessed", "vetoed", "below", "passed", "open"),
    *("media", "media_problems", "media_troubled", "media_fixed"),
)
_COUNTED = ("registered", "running", "cancelled", "checked", "passed", "failed", "open", "unseen")
Part = tuple[Snapshot, Office]


def districts_told(snapshot: Snapshot, office: Office) -> Printed:
    """What the papers of two districts add up to, beside those of their city."""
    city = (snapshot, office)
    parts = [_part_of(snapshot, office, one) for one in DISTRICTS]
    found: Printed = {}
    for told in (_added, _rows):
        for what, number in told(*city).items():
            found[f"city's {what}"] = {"city": number, "districts": 0}
        for part in parts:
            for what, number in told(*part).items():
                found[f"city's {what}"]["districts"] += number  # type: ignore[operator]
    for what, lines in _lines(*city).items():
        own = [line for part in parts for line in _lines(*part)[what]]
        found[f"lines of {what}"] = {"city": tuple(sorted(lines)), "districts": tuple(sorted(own))}
    for (part, _), district in zip(parts, DISTRICTS, strict=True):
        kept = [one for one in sites_of(snapshot.sites, district) if one.status != "closed"]
        found[f"sites of {district}"] = {
            "papers": len(figures.listed(part)), "sites list --district": len(kept),
        }  # fmt: skip
    return found


def _part_of(snapshot: Snapshot, office: Office, district: str) -> Part:
    own, choices = narrowed(snapshot, Choices(office=office, district=district))
    return own, choices.office


def _added(snapshot: Snapshot, office: Office) -> dict[str, int]:
    context = selfcheck.context(snapshot, Choices(office=office))
    return {name: int(context[name]) for name in _ADDED}


def _rows(snapshot: Snapshot, office: Office) -> dict[str, int]:
    every = media.counts(snapshot, office)[0]
    told = letters.figures_of_all(snapshot)
    asked = interpretations.of_all(snapshot)
    items, _, owed, hung = duties.tables(snapshot)
    months = unit_months.of_all_units(unit_months.by_month(snapshot))
    return {
        **{f"accounts {name}": getattr(every, name) for name in _COUNTED},
        "letters": told.received if told else 0,
        "letters answered": told.answered if told else 0,
        "documents looked at": asked.asked if asked else 0,
        "documents linked": asked.linked if asked else 0,
        "items": len(items.rows), "quotas": len(owed.rows), "entrances": len(hung.rows),
        "posted": months.posted or 0, "adopted": months.adopted or 0,
        "overdue": len(figures.overdue(snapshot)),
        "problems listed": len(problem_list.table(snapshot).rows),
        "notices": len(notice_list.table(snapshot).rows),
    }  # fmt: skip


def _lines(snapshot: Snapshot, office: Office) -> dict[str, list[str]]:
    """Tables line by line, their running numbers left out."""
    tables = {
        "accounts": media.tables(snapshot, office)[0], "letters": letters.table(snapshot),
        "problems": problem_list.table(snapshot),
        "catalogue": duties.tables(snapshot)[0], "entrances": duties.tables(snapshot)[3],
        "notices": notice_list.table(snapshot),
    }  # fmt: skip
    found = {
        name: [str(_unnumbered(table.cells, row)) for row in table.rows]
        for name, table in tables.items()
    }
    found["letters"] = [one for one in found["letters"] if "合计" not in one]
    found["census"] = [str(row[1:]) for row in census.rows(snapshot)]
    found["scores"] = [
        f"{one.site.identifier} {one.verdict} {score_in_words(one)} {one.undecided_share} "
        f"{[(row.row.id, row.result.value) for row in one.outcomes]}"
        for one in assessments(snapshot, office)
    ]
    return found


def _unnumbered(cells: Callable[[Any], Sequence[object]], row: Any) -> list[str]:
    first, *rest = map(str, cells(row))
    return rest if first.isdecimal() else [first, *rest]


def sites_told(snapshot: Snapshot, office: Office) -> Printed:
    """What the self-check of one site alone tells, beside the city's tables."""
    found: Printed = {}
    problems = figures.by_site(figures.of_period(snapshot))
    letters_by = {row.identifier: row for row in letters.table(snapshot).rows}
    linked = {row.identifier: row for row in interpretations.rows(snapshot)}
    items = duties.tables(snapshot)[0].rows
    scores = {one.site.identifier: one for one in assessments(snapshot, office)}
    for site in figures.listed(snapshot):
        key = site.identifier
        own = selfcheck.context(snapshot, Choices(office=office, site=key))
        keyed = {row["name"]: row["value"] for row in own["key_figures"]}
        judged = scores.get(key)
        found[key] = {
            "self-check": (
                own["listed"], own["problems"], own["site_rows"],
                _whole(keyed["来信、办结"]), _whole(keyed["政策解读与文件关联率"]),
                _whole(keyed["公开目录"]).partition("，")[0],
            ),
            "city": (
                1, len(problems.get(key, ())), _score(judged),
                _received(letters_by[key]), _linked(linked[key]),
                _items([row for row in items if row.item.site == key]),
            ),
        }  # fmt: skip
        found[key] = {who: str(said) for who, said in found[key].items()}
        units = [row["合计"] for row in duties.tables(snapshot)[1].rows]
        adopted = [row.adopted for row in units if row.unit == site.organizer]
        found[f"{key} adopted"] = {
            "self-check": _whole(keyed["被采用的信息"]).partition("（")[0],
            "city": f"{adopted[0]}条" if adopted and adopted[0] is not None else "",
        }
    return found


def _whole(value: str) -> str:
    return "" if value.startswith("缺") else value


def _score(judged: Any) -> list[dict[str, str]]:
    return site_rows([judged] if judged is not None else [])


def _received(row: letters.LettersRow) -> str:
    told = row.figures
    return f"{told.received}件，办结{told.answered}件" if told else ""


def _linked(row: interpretations.LinkageRow) -> str:
    return f"{row.share}（抽查{row.asked}处，关联{row.linked}处）" if row.asked else ""


def _items(rows: Sequence[Any]) -> str:
    return f"{len(rows)}项" if any(row.state != "未检查" for row in rows) else ""
