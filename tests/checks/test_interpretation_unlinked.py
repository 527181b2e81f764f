"""interpretation-unlinked: one finding a column, with its articles."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checking import checks
from govsweep.checks.interpretation_unlinked import interpretation_unlinked
from govsweep.facts import Article, Column, ColumnKind, Context, SiteVisit
from govsweep.findings import Certainty

PLACE = "http://www.qinghe.gov.cn/zcjd/"


@pytest.fixture
def a_visit(a_context: Callable[..., Context]) -> Callable[..., SiteVisit]:
    def make(*linked: bool, place: str = PLACE) -> SiteVisit:
        context = a_context()
        column = Column(url=PLACE, name="政策解读", kind=ColumnKind.INTERPRETATION, context=context)
        articles = tuple(
            Article(url=f"{PLACE}{number}", title="解读", place=place, linked=one)
            for number, one in enumerate(linked)
        )
        return SiteVisit(context=context, columns=(column,), articles=articles)

    return make


def test_two_interpretations_without_a_document(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = interpretation_unlinked(a_visit(True, False, False))
    assert (fault.subject, fault.sightings) == (PLACE, 2)
    assert fault.certainty is Certainty.SUSPECTED


def test_where_pages_were_left_the_document_may_be_among_them(
    a_visit: Callable[..., SiteVisit],
) -> None:
    cut = msgspec.structs.replace(a_visit(False), waiting=True)
    assert list(interpretation_unlinked(cut)) == []
    check = checks()["interpretation-unlinked"]
    assert check.looked is not None and not check.looked(PLACE, cut)
    assert check.looked(PLACE, a_visit(False))


def test_it_is_quiet(a_visit: Callable[..., SiteVisit]) -> None:
    assert list(interpretation_unlinked(a_visit(True, True))) == []
    assert list(interpretation_unlinked(a_visit(False, place=""))) == []
    assert list(interpretation_unlinked(a_visit())) == []
