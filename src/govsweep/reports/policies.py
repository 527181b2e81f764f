"""The policy documents of the sites (政策文件清单): number, day, term, and whether they hold."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govsweep.facts import Page, PageKind, Site
from govsweep.findings import LIVING
from govsweep.reports.inert import one_line, visible
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.store import Store, Sweep

_CHECK = "outdated-document"


class PolicyLine(NamedTuple):
    """A document as its page tells of it."""

    site: Site
    url: str
    title: str
    number: str
    published: dt.date | None
    ends: dt.date | None
    mark: str
    doubted: str  # what a finding that stands says of it; "": none does
    day: dt.date

    @property
    def days_left(self) -> int | None:
        """Until its term is over; below nought it is. None: it says no term."""
        return (self.ends - self.day).days if self.ends is not None else None

    @property
    def state(self) -> str:
        """Whether it holds, as far as its page, the office's list and decisions tell."""
        if self.mark:
            return f"已标注（{self.mark}）"
        if self.doubted:
            return f"没有标注：{self.doubted}"
        left = self.days_left
        if left is None:
            return "没有写有效期"
        return f"还有{left}天" if left >= 0 else "已届满，没有标注"


def policies(store: Store, day: dt.date, only: str = "") -> list[PolicyLine]:
    """The documents by site, in the registry's order; those whose term ends first before others.

    `only` names one site; "" is all.
    """
    doubts = {
        url: one.message
        for one in store.findings.all(state=LIVING, check=(_CHECK,))
        for url in (one.url, *one.pages)
    }
    sweeps = [one for one in store.sweeps.all() if one.closed_at is not None]
    found = []
    for site in store.sites.all():
        sweep = _last(sweeps, site.identifier)
        if only in ("", site.identifier) and sweep is not None and site.status != "closed":
            own = _of_site(store, sweep, site, doubts, day)
            found += sorted(own, key=lambda one: (one.ends or dt.date.max, one.url))
    return found


def ending(lines: Iterable[PolicyLine], days: int) -> list[PolicyLine]:
    """Those whose own term is over or ends within so many days, and whose pages do not say so."""
    return [
        one for one in lines if not one.mark and one.days_left is not None and one.days_left <= days
    ]


def _last(sweeps: Iterable[Sweep], site: str) -> Sweep | None:
    return max((one for one in sweeps if site in one.sites), key=lambda one: one.id, default=None)


def _of_site(
    store: Store, sweep: Sweep, site: Site, doubts: dict[str, str], day: dt.date
) -> Iterator[PolicyLine]:
    for stored in store.pages.of_site(sweep.id, site.identifier):
        page = stored.page
        if page is not None and _is_document(page) and page.policy is not None:
            facts = page.policy
            yield PolicyLine(
                site=site,
                url=stored.url,
                title=one_line(page.title),
                number=facts.number,
                published=page.published.date() if page.published is not None else None,
                ends=facts.ends,
                mark=one_line(facts.mark),
                doubted=one_line(doubts.get(stored.url, "")),
                day=day,
            )


def _is_document(page: Page) -> bool:
    """Whether it is a document itself: a number or a term is its own, a decision is one too."""
    facts = page.policy
    return page.kind is PageKind.ARTICLE and facts is not None and bool(facts.number or facts.ends)


COLUMNS = (
    TableColumn[PolicyLine]("网站", 24, lambda row: one_line(row.site.name)),
    TableColumn[PolicyLine]("文件", 40, lambda row: row.title),
    TableColumn[PolicyLine]("文号", 20, lambda row: row.number),
    TableColumn[PolicyLine]("发布日期", 12, lambda row: row.published),
    TableColumn[PolicyLine]("有效期至", 12, lambda row: row.ends),
    TableColumn[PolicyLine]("情况", 30, lambda row: row.state),
    TableColumn[PolicyLine]("网址", 40, lambda row: visible(row.url)),
)
_NOTES = (
    "文号、有效期照文件自己的网页所写；写在附件、图片里的看不到。没有写有效期的，不等于长期有效。",
)


def table(lines: list[PolicyLine]) -> PrintedTable[PolicyLine]:
    """The same, to print."""
    return PrintedTable("政策文件清单", "政策文件", COLUMNS, lines, _NOTES)
