"""missing-page-tag: tags that the drawn pages lack."""

from collections.abc import Callable

import pytest

from govsweep.checks.missing_page_tag import missing_page_tag
from govsweep.facts import Context, Page, PageKind, SiteVisit
from govsweep.findings import Certainty, Fault

ROOT = "http://www.qinghe.gov.cn/"
SITE = {"sitename": "清禾市人民政府", "sitedomain": "www.qinghe.gov.cn", "siteidcode": "5118000001"}
COLUMN = {
    "columnname": "动态",
    "columndescription": "动态栏目",
    "columnkeywords": "动态",
    "columntype": "政务动态",
}
CONTENT = {"articletitle": "题目", "pubdate": "2026-11-01 09:00", "contentsource": "本站"}


def page(kind: PageKind, meta: dict[str, str], number: int = 0) -> Page:
    return Page(url=f"{ROOT}{kind}{number}", kind=kind, meta=meta)


def without(tags: dict[str, str], *names: str) -> dict[str, str]:
    return {name: content for name, content in tags.items() if name not in names}


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(home: dict[str, str] | None, *samples: Page) -> list[Fault]:
        seen = page(PageKind.HOME, home) if home is not None else None
        return list(missing_page_tag(SiteVisit(context=a_context(), home=seen, samples=samples)))

    return run


def test_a_tag_that_other_pages_have(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(without(SITE, "siteidcode"), page(PageKind.LIST, SITE | COLUMN))
    assert (fault.subject, fault.certainty) == ("SiteIDCode", Certainty.CONFIRMED)


def test_an_empty_tag_is_none(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(SITE | {"siteidcode": " "})
    assert fault.subject == "SiteIDCode"


def test_a_tag_that_no_page_has_is_for_the_office_to_decide(
    judge: Callable[..., list[Fault]],
) -> None:
    faults = judge({})
    assert [fault.subject for fault in faults] == ["SiteName", "SiteDomain", "SiteIDCode"]
    assert {fault.certainty for fault in faults} == {Certainty.SUSPECTED}


def test_a_tag_that_most_articles_lack(judge: Callable[..., list[Fault]]) -> None:
    bare = without(CONTENT, "pubdate")
    pages = [page(PageKind.ARTICLE, tags, n) for n, tags in enumerate((bare, bare, CONTENT))]
    (fault,) = judge(SITE, *pages)
    assert (fault.subject, fault.sightings) == ("PubDate", 2)


@pytest.mark.parametrize(
    ("home", "samples"),
    [
        (SITE, (page(PageKind.LIST, COLUMN), page(PageKind.ARTICLE, CONTENT))),
        (
            SITE,
            (
                page(PageKind.LIST, without(COLUMN, "columntype")),
                page(PageKind.LIST, COLUMN, 1),
                page(PageKind.LIST, COLUMN, 2),
            ),
        ),
        (None, ()),
    ],
    ids=["all there", "one column of three", "nothing seen"],
)
def test_it_is_quiet(
    judge: Callable[..., list[Fault]], home: dict[str, str] | None, samples: tuple[Page, ...]
) -> None:
    assert judge(home, *samples) == []
