"""missing-page-tag: tags that the drawn pages lack."""

from collections.abc import Callable

import pytest

from govsweep.checking import checks
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
    assert (fault.subject, fault.certainty) == ("首页", Certainty.CONFIRMED)
    assert fault.message == "首页缺少网页标签或没有填写：SiteIDCode（本站别的页面有）"


def test_an_empty_tag_is_none(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(SITE | {"siteidcode": " "})
    assert "：SiteIDCode（" in fault.message


def test_tags_that_no_page_has_are_for_the_office_to_decide_one_finding_a_template(
    judge: Callable[..., list[Fault]],
) -> None:
    lists = [page(PageKind.LIST, {}, number) for number in range(3)]
    faults = judge({}, *lists, page(PageKind.ARTICLE, {}))
    assert [(one.subject, one.sightings) for one in faults] == [
        ("首页", 1), ("栏目页", 3), ("内容页", 1),
    ]  # fmt: skip
    assert {fault.certainty for fault in faults} == {Certainty.SUSPECTED}
    assert faults[1].pages == tuple(one.url for one in lists)
    assert faults[0].message == (
        "首页缺少网页标签或没有填写：SiteName、SiteDomain、SiteIDCode（抽查的页面都没有）"
    )


def test_columns_and_articles_bear_the_tags_of_the_site_too(
    judge: Callable[..., list[Fault]],
) -> None:
    (fault,) = judge(SITE, page(PageKind.LIST, SITE | COLUMN), page(PageKind.ARTICLE, CONTENT))
    assert (fault.subject, fault.certainty) == ("内容页", Certainty.CONFIRMED)
    assert "：SiteName、SiteDomain、SiteIDCode（本站别的页面有）" in fault.message


def test_what_other_pages_have_is_told_apart_from_what_none_has(
    judge: Callable[..., list[Fault]],
) -> None:
    _, fault = judge(without(SITE, "siteidcode"), page(PageKind.ARTICLE, CONTENT))
    told = "SiteName、SiteDomain（本站别的页面有）；SiteIDCode（抽查的页面都没有）"
    assert told in fault.message


def test_a_tag_that_most_articles_lack(judge: Callable[..., list[Fault]]) -> None:
    whole = SITE | CONTENT
    bare = without(whole, "pubdate")
    pages = [page(PageKind.ARTICLE, tags, n) for n, tags in enumerate((bare, bare, whole))]
    (fault,) = judge(SITE, *pages)
    assert (fault.subject, fault.sightings) == ("内容页", 2)
    assert fault.pages == (pages[0].url, pages[1].url)


def test_the_same_finding_stays_when_another_tag_is_lacking(
    judge: Callable[..., list[Fault]],
) -> None:
    before, after = (judge(without(SITE, tag))[0] for tag in ("siteidcode", "sitename"))
    assert before.subject == after.subject
    assert before.message != after.message


def test_where_no_article_was_drawn_nothing_is_said_of_articles(
    a_context: Callable[..., Context],
) -> None:
    looked = checks()["missing-page-tag"].looked
    assert looked is not None
    seen = SiteVisit(context=a_context(), home=page(PageKind.HOME, SITE))
    assert [looked(one, seen) for one in ("首页", "栏目页", "内容页")] == [True, False, False]


@pytest.mark.parametrize(
    ("home", "samples"),
    [
        (
            SITE,
            (page(PageKind.LIST, SITE | COLUMN), page(PageKind.ARTICLE, SITE | CONTENT)),
        ),
        (
            SITE,
            (
                page(PageKind.LIST, without(SITE | COLUMN, "columntype")),
                page(PageKind.LIST, SITE | COLUMN, 1),
                page(PageKind.LIST, SITE | COLUMN, 2),
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


@pytest.mark.parametrize("unseen", [{"shell": True}, {"wall": True}, {"soft_error": True}])
def test_of_pages_that_were_not_read_nothing_is_said(
    a_context: Callable[..., Context], unseen: dict[str, bool]
) -> None:
    drawn = [Page(url=ROOT + kind, kind=kind, **unseen) for kind in (PageKind.HOME, PageKind.LIST)]
    visit = SiteVisit(context=a_context(), home=drawn[0], samples=(drawn[1],))
    assert list(missing_page_tag(visit)) == []
    looked = checks()["missing-page-tag"].looked
    assert looked is not None and not looked("首页", visit) and not looked("栏目页", visit)
