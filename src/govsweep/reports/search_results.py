"""What a search found, page by page, as a table."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import xlsxwriter

from govsweep.fulltext import phrases_of
from govsweep.near_words import require_sites
from govsweep.reports.inert import csv_cell, is_formula, xlsx_cell
from govsweep.reports.labels import PLACES
from govsweep.store import SearchHit, Store

MOST = 5_000  # pages in a table
_HEADS = ("网站标识码", "网站", "标题", "网址", "发布日期", "最近读到", "处数", "位置", "文字")
_WIDTHS = (14, 24, 40, 40, 12, 12, 8, 10, 80)


class SiteMatch(NamedTuple):
    """A site, and on how many of its pages it stands."""

    site: str
    name: str
    pages: int


class SearchResult(NamedTuple):
    """What a search found, and some of its pages in full."""

    words: str
    pages: int
    sites: Sequence[SiteMatch]
    listed: int  # pages that are shown, part by part: of each site so many at most
    hits: Sequence[SearchHit]
    nights: Mapping[int, str]  # the night of each sweep that saw a page last
    cut: bool

    @property
    def told(self) -> str:
        """How much was found, in a sentence."""
        if not self.pages:
            return f"没有找到“{self.words}”"
        cut = "；字词太常见，只看了较新的文字" if self.cut else ""
        return f"“{self.words}”在 {len(self.sites)} 个网站的 {self.pages:,} 个页面上{cut}"


def search(
    store: Store,
    words: str,
    *,
    site: str = "",
    each: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> SearchResult:
    """Look for words in the texts of all sites, or of one; pages come site by site.

    The sites stand in the registry's order. Of each site at most `each` pages are shown. Raises
    `InputError` for words that cannot be looked for, and for a site that is not registered.
    """
    phrases = phrases_of(words)
    names = {one.identifier: one.name for one in store.sites.all()}
    require_sites([site] if site else [], names)
    found = store.fulltext.search(phrases)
    chosen = [one for one in names if one in found.sites and site in ("", one)]
    shown = [(one, page) for one in chosen for page in found.sites[one][:each]]
    hits = store.fulltext.hits(shown[offset : offset + limit], phrases)
    nights = {one.id: one.night.isoformat() for one in store.sweeps.all()}
    return SearchResult(
        words=words,
        pages=sum(len(found.sites[one]) for one in chosen),
        sites=[SiteMatch(one, names[one], len(found.sites[one])) for one in chosen],
        listed=len(shown),
        hits=hits,
        nights=nights,
        cut=found.cut,
    )


def as_csv(result: SearchResult) -> str:
    """Each passage in a row, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADS)
    for row in _rows(result):
        writer.writerow([csv_cell(one) if isinstance(one, str) else one for one in row])
    return out.getvalue()


def as_xlsx(result: SearchResult) -> bytes:
    """Each passage in a row of a sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#EDEFF2", "bottom": 1})
        literal = book.add_format({"quote_prefix": True})
        sheet = book.add_worksheet("查找结果")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, _HEADS, head)
        sheet.freeze_panes(1, 0)
        line = 0
        for line, row in enumerate(_rows(result), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(line, column, cell)
                else:
                    style = literal if is_formula(cell) else None
                    sheet.write_string(line, column, xlsx_cell(cell), style)
        sheet.autofilter(0, 0, max(line, 1), len(_HEADS) - 1)
    return out.getvalue()


def _rows(result: SearchResult) -> list[tuple[str | int, ...]]:
    names = {one.site: one.name for one in result.sites}
    return [
        (
            *(hit.site, names[hit.site], hit.title, hit.url),
            hit.published.isoformat() if hit.published else "",
            *(result.nights.get(hit.seen, ""), hit.texts),
            *(PLACES[one.place], one.passage.text),
        )
        for hit in result.hits
        for one in hit.passages
    ]
