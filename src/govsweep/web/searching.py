"""Searching the stored texts of all sites, on a page, as a table and by the API."""

import datetime as dt
import threading
from typing import Annotated, NamedTuple

from fastapi import Depends, HTTPException, Query, Request
from pydantic import StringConstraints
from starlette.responses import Response

from govsweep.errors import InputError
from govsweep.facts import Place
from govsweep.near_words import require_sites
from govsweep.reports import search_results
from govsweep.reports.labels import PLACES
from govsweep.reports.search_results import SearchResult
from govsweep.store import SearchHit, Store
from govsweep.web import board
from govsweep.web.api import store_of, versioned
from govsweep.web.asked import LongTerm, Start, Term, paged
from govsweep.web.downloads import attachment
from govsweep.web.filters import SITE, Identifier, Limit, Offset
from govsweep.web.models import ListedPart, Problem, Shown
from govsweep.web.rendering import page

router = paged()
_ROWS = 30
_EACH = 3  # pages of a site, where all are looked through
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
at_once = threading.BoundedSemaphore(2)  # each holds the texts of a city in memory


# Something besides white space and quotation marks.
SearchWords = Annotated[
    str,
    StringConstraints(
        max_length=200,
        pattern=r"^[^\x00-\x1f]*[^\x00-\x20\x85\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff\"“”]"
        r"[^\x00-\x1f]*$",
    ),
]


class SearchPassageOut(Shown):
    """页面上的一段文字。"""

    place: Place
    text: str
    hits: tuple[tuple[int, int], ...]


class SearchHitOut(Shown):
    """有这些字词的一个页面。"""

    site: str
    url: str
    title: str
    published: dt.date | None
    sweep: int
    texts: int
    passages: tuple[SearchPassageOut, ...]

    @classmethod
    def of(cls, hit: SearchHit) -> "SearchHitOut":
        """As the API tells it."""
        return cls(
            **{name: getattr(hit, name) for name in ("site", "url", "title", "published", "texts")},
            sweep=hit.seen,
            passages=tuple(
                SearchPassageOut(place=one.place, text=one.passage.text, hits=one.passage.hits)
                for one in hit.passages
            ),
        )


class SearchSiteOut(Shown):
    """一个网站有多少个页面。"""

    site: str
    name: str
    pages: int


class SearchOut(ListedPart):
    """查找的结果，按网站排列。"""

    cut: bool
    sites: tuple[SearchSiteOut, ...]
    pages: tuple[SearchHitOut, ...]


class WhatSearched(NamedTuple):
    """What is searched for, and on which site."""

    words: str
    site: str


def _searched(words: LongTerm = "", site: Term = "") -> WhatSearched:
    return WhatSearched(words, site)


Searched = Annotated[WhatSearched, Depends(_searched)]


@router.get("/search")
def search(request: Request, asked: Searched, offset: Start = 0) -> Response:
    """The pages of all sites, or of one, on which words stand."""
    store, fields = store_of(request), asked._asdict()
    result, told = None, ""
    if fields["words"]:
        each = None if fields["site"] else _EACH
        try:
            result = _search(request, asked, each=each, limit=_ROWS, offset=offset)
        except InputError as error:
            told = f"{error.told}。"
    return page(
        request,
        "search",
        400 if told else 200,
        result=result,
        told=told,
        state=store.fulltext.state(),
        sites=store.sites.all(),
        fields=fields,
        offset=offset,
        limit=_ROWS,
        places=PLACES,
        most=search_results.MOST,
    )


def _search(
    request: Request,
    asked: WhatSearched,
    *,
    each: int | None = None,
    limit: int = search_results.MOST,
    offset: int = 0,
) -> SearchResult:
    with at_once:
        return search_results.search(
            store_of(request),
            asked.words,
            site=asked.site,
            each=each,
            limit=limit,
            offset=offset,
        )


@router.get("/search.csv")
def as_csv(request: Request, asked: Searched) -> Response:
    """What was found as CSV."""
    body = search_results.as_csv(_table(request, asked)).encode("utf-8-sig")
    return attachment("查找结果.csv", body, "text/csv; charset=utf-8")


@router.get("/search.xlsx")
def as_xlsx(request: Request, asked: Searched) -> Response:
    """What was found as a workbook."""
    return attachment("查找结果.xlsx", search_results.as_xlsx(_table(request, asked)), _XLSX)


def _table(request: Request, asked: WhatSearched) -> SearchResult:
    _require_site(store_of(request), asked.site)
    if store_of(request).fulltext.state().is_empty:
        raise HTTPException(503, "还没有编制索引：下一次巡检收尾时自动编制")
    try:
        return _search(request, asked)
    except InputError as error:
        raise HTTPException(400, error.told) from error


def _require_site(store: Store, site: str) -> None:
    """Answer 404 where a site is asked for that is not registered, or is none of one's own."""
    require_sites([site] if site else [], [one.identifier for one in store.sites.all()])


api = versioned()


@api.get(
    "/search",
    summary="查找",
    responses={
        400: {"model": Problem, "description": "字词不合"},
        404: {"model": Problem, "description": "没有这个网站"},
    },
)
def search_texts(
    request: Request,
    words: Annotated[SearchWords, Query(description="字词，以空格分隔，要在同一页上都有")],
    site: Annotated[Identifier | None, Query(description="网站标识码", pattern=SITE)] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> SearchOut:
    """各页面最近一次读到的文字里有这些字词的，按网站排列。"""
    _require_site(store_of(request), site or "")
    try:
        with at_once:
            found = search_results.search(
                store_of(request), words, site=site or "", limit=limit, offset=offset
            )
    except InputError as error:
        raise HTTPException(400, error.told) from error
    note = board.not_swept(store_of(request))
    return SearchOut(
        total=board.told_of(found.pages, note),
        limit=limit,
        offset=offset,
        note=note,
        cut=found.cut,
        sites=tuple(SearchSiteOut(**one._asdict()) for one in found.sites),
        pages=tuple(map(SearchHitOut.of, found.hits)),
    )
