"""access-fault: faults of access that markup tells, once a cause."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checking import checks
from govsweep.checks.access_fault import access_fault
from govsweep.facts import (
    AccessCause,
    AccessIssue,
    Context,
    Page,
    PageAccess,
    PageKind,
    SiteAccess,
    SiteVisit,
)
from govsweep.findings import Certainty


def visit(context: Context, *issues: AccessIssue) -> SiteVisit:
    return SiteVisit(context=context, access=SiteAccess(pages=9, issues=issues))


def issue(rule: str = "image-alt", *, browser: bool = False, denied: bool = False) -> AccessIssue:
    return AccessIssue(
        rule=rule,
        cause=AccessCause.TEMPLATE,
        elements=18,
        pages=9,
        urls=("http://www.qinghe.gov.cn/1.html",),
        what=("logo.png", "search.png"),
        seen_in_browser=browser,
        unseen_in_browser=denied,
    )


def test_a_template_whose_pictures_say_nothing(a_context: Callable[..., Context]) -> None:
    (fault,) = access_fault(visit(a_context(), issue()))
    assert fault.subject == "image-alt:template"
    assert fault.certainty is Certainty.CONFIRMED
    assert fault.sightings == 9
    assert "WCAG 2.1 1.1.1" in fault.message
    assert "9 个网页共 18 处，如 logo.png、search.png" in fault.message


@pytest.mark.parametrize(
    "rule", ["image-alt", "link-name", "label", "html-has-lang", "frame-title", "meta-viewport"]
)
def test_what_markup_settles_waits_for_nobody(a_context: Callable[..., Context], rule: str) -> None:
    (fault,) = access_fault(visit(a_context(), issue(rule)))
    assert fault.certainty is Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("cause", "waiting", "pages", "told"),
    [
        ("template", True, 3, True),
        ("home", True, 3, False),
        ("pages", True, 3, False),
        ("home", True, 10, True),
        ("home", False, 3, True),
    ],
)
def test_on_few_pages_of_a_cut_night_nothing_is_told_of_single_pages(
    a_context: Callable[..., Context], cause: str, waiting: bool, pages: int, told: bool
) -> None:
    """What stands on each of them may be the template's: the others were left."""
    one = msgspec.structs.replace(issue(), cause=AccessCause(cause))
    seen = SiteVisit(
        context=a_context(), access=SiteAccess(pages=pages, issues=(one,)), waiting=waiting
    )
    front = Page(url=seen.context.site.url, kind=PageKind.HOME, access=PageAccess())
    seen = msgspec.structs.replace(seen, home=front)
    check = checks()["access-fault"]
    assert bool(list(access_fault(seen))) is told
    assert check.looked is not None and check.looked(f"image-alt:{cause}", seen) is told


@pytest.mark.parametrize("rule", ["heading-order", "document-title"])
def test_what_it_does_not_settle_is_suspected_until_the_browser_says_so(
    a_context: Callable[..., Context], rule: str
) -> None:
    (alone,) = access_fault(visit(a_context(), issue(rule)))
    (both,) = access_fault(visit(a_context(), issue(rule, browser=True)))
    assert (alone.certainty, both.certainty) == (Certainty.SUSPECTED, Certainty.CONFIRMED)


def test_what_the_browser_looked_at_and_does_not_see_is_suspected(
    a_context: Callable[..., Context],
) -> None:
    (fault,) = access_fault(visit(a_context(), issue(browser=True, denied=True)))
    assert fault.certainty is Certainty.SUSPECTED


def test_a_site_without_faults(a_context: Callable[..., Context]) -> None:
    assert list(access_fault(visit(a_context()))) == []


_FRONT = Page(url="http://www.qinghe.gov.cn/", kind=PageKind.HOME, access=PageAccess())


@pytest.mark.parametrize(
    ("home", "told"),
    [(None, False), (msgspec.structs.replace(_FRONT, shell=True), False), (_FRONT, True)],
    ids=["none", "a shell", "read"],
)
def test_of_a_home_page_that_was_not_seen_nothing_is_mended(
    a_context: Callable[..., Context], home: Page | None, told: bool
) -> None:
    seen = SiteVisit(context=a_context(), access=SiteAccess(pages=9), home=home)
    check = checks()["access-fault"]
    assert check.looked is not None and check.looked("image-alt:home", seen) is told
    assert check.looked("image-alt:template", seen)
