"""How many findings there are of several kinds at once, and of one cause."""

from collections.abc import Mapping
from typing import NamedTuple, Unpack

from sqlalchemy import Connection, case, func, select

from govsweep.findings import Severity
from govsweep.store.finding_search import FindingTerms, narrowed
from govsweep.tables import finding


class CauseSum(NamedTuple):
    """One subject under one check, on however many sites."""

    check: str
    severity: Severity
    subject: str
    findings: int
    sites: int
    sample: str  # the id of one of them


def sums(
    connection: Connection, kinds: Mapping[str, FindingTerms], **terms: Unpack[FindingTerms]
) -> dict[str, int]:
    """Count the findings of each kind, of those that fit, by looking at each once."""
    counted = [
        func.sum(case((narrowed(kind), 1), else_=0)).label(name) for name, kind in kinds.items()
    ]
    row = connection.execute(select(*counted).where(narrowed(terms))).mappings().one()
    return {name: row[name] or 0 for name in kinds}


def causes(
    connection: Connection, *, limit: int, offset: int = 0, **terms: Unpack[FindingTerms]
) -> tuple[int, list[CauseSum]]:
    """How many causes the findings that fit have, and some of them, the widest first."""
    alike = finding.c.check, finding.c.severity, finding.c.subject
    sites = func.count(finding.c.site.distinct())
    groups = (
        select(*alike, func.count().label("findings"), sites, func.min(finding.c.id))
        .where(narrowed(terms))
        .group_by(*alike)
    )
    total = connection.scalar(select(func.count()).select_from(groups.subquery())) or 0
    widest = groups.order_by(sites.desc(), func.count().desc(), *alike)
    rows = connection.execute(widest.limit(limit).offset(offset))
    return total, [CauseSum(check, Severity(severity), *rest) for check, severity, *rest in rows]
