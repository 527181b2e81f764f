"""blank-article: which articles show no text, and how sure that is."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.checks.blank_article import blank_article
from govsweep.facts import Article, EmptyBody, SiteVisit
from govsweep.findings import Certainty

_BODY = "div#zoom.article-content"


def _filled(number: int, bodies: tuple[str, ...] = ("div.wrap", _BODY)) -> Article:
    return Article(url=f"http://a.gov.cn/{number}.html", title="通知", length=300, bodies=bodies)


def _blank(number: int, *places: str, alone: bool = True) -> Article:
    empty = EmptyBody(places or (_BODY,), alone)
    return Article(url=f"http://a.gov.cn/{number}.html", title="公告", emptied=empty)


@pytest.fixture
def told(a_context: Callable[..., Any]) -> Callable[..., list[tuple[str, Certainty]]]:
    def judge(*articles: Article) -> list[tuple[str, Certainty]]:
        visit = SiteVisit(context=a_context(), articles=articles)
        return [(one.subject[16:-5], one.certainty) for one in blank_article(visit)]

    return judge


def test_where_others_have_their_text_it_is_sure(told: Callable[..., Any]) -> None:
    assert told(_filled(1), _filled(2), _blank(3)) == [("3", Certainty.CONFIRMED)]
    assert told(_filled(1, ("td.zt",)), _filled(2, ("td.zt",)), _blank(3, "td.zt", "div.x")) == [
        ("3", Certainty.CONFIRMED)
    ]


@pytest.mark.parametrize(
    "articles",
    [
        [_filled(1), _blank(3)],
        [_filled(1), _filled(2), _blank(3, alone=False)],
        [_filled(1), _filled(2), _blank(3), _blank(4)],  # as many as are filled
        [_blank(3)],
    ],
    ids=["one to compare", "something beside it", "half of them", "none to compare"],
)
def test_else_it_is_suspected(told: Callable[..., Any], articles: list[Article]) -> None:
    found = told(*articles)
    assert {certainty for _, certainty in found} <= {Certainty.SUSPECTED}
    assert bool(found) is (len(articles) != 2)


@pytest.mark.parametrize(
    "articles",
    [
        [_filled(1), _filled(2)],
        [_blank(1), _blank(2), _blank(3)],  # by a script, perhaps
        [_filled(1), _filled(2), _blank(3, "div.share")],
        [],
    ],
    ids=["filled", "all blank", "another place", "none"],
)
def test_what_is_no_blank_article(told: Callable[..., Any], articles: list[Article]) -> None:
    assert told(*articles) == []
