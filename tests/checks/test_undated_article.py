"""undated-article: what a column lists and nothing dates."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.undated_article import undated_article
from govsweep.facts import Article, Column, ColumnKind, Context, SiteVisit
from govsweep.findings import Certainty

NEWS = "http://www.qinghe.gov.cn/news/"
DAY = dt.date(2026, 11, 1)


@pytest.fixture
def a_visit(a_context: Callable[..., Context]) -> Callable[..., SiteVisit]:
    def make(*dates: tuple[dt.date | None, dt.date | None], **words: object) -> SiteVisit:
        context = a_context()
        given: dict[str, object] = {"kind": ColumnKind.NEWS, "place": NEWS} | words
        articles = tuple(
            Article(
                url=f"{NEWS}{number}.html", title="题目", published=published, listed=listed,
                place=str(given["place"]),
            )
            for number, (published, listed) in enumerate(dates)
        )  # fmt: skip
        kind = ColumnKind(str(given["kind"]))
        column = Column(url=NEWS, name="动态", kind=kind, context=context)
        return SiteVisit(context=context, columns=(column,), articles=articles)

    return make


DATED, BARE = (DAY, DAY), (None, None)


def test_two_undated_articles_of_a_column_are_one_fault(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = undated_article(a_visit(BARE, BARE, DATED, DATED, DATED))
    assert (fault.subject, fault.sightings) == (NEWS, 2)
    assert fault.certainty is Certainty.CONFIRMED


def test_where_nothing_is_dated_the_reader_may_be_at_fault(
    a_visit: Callable[..., SiteVisit],
) -> None:
    (fault,) = undated_article(a_visit(BARE, BARE, BARE, DATED))
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ((BARE, DATED, DATED), {}),
        (((None, DAY), (None, DAY)), {}),
        ((BARE, BARE), {"kind": ColumnKind.STATIC}),
        ((BARE, BARE), {"place": ""}),
        ((), {}),
    ],
    ids=["one of many", "the list dates them", "a static column", "in no list", "nothing"],
)
def test_it_is_quiet(
    a_visit: Callable[..., SiteVisit],
    dates: tuple[tuple[dt.date | None, dt.date | None], ...],
    words: dict[str, object],
) -> None:
    assert list(undated_article(a_visit(*dates, **words))) == []
