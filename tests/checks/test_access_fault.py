"""access-fault: faults of access that markup tells, once a cause."""

from collections.abc import Callable

from govsweep.checks.access_fault import access_fault
from govsweep.facts import AccessCause, AccessIssue, Context, SiteAccess, SiteVisit
from govsweep.findings import Certainty


def visit(context: Context, *issues: AccessIssue) -> SiteVisit:
    return SiteVisit(context=context, access=SiteAccess(pages=9, issues=issues))


def issue(*, browser: bool = False) -> AccessIssue:
    return AccessIssue(
        rule="image-alt",
        cause=AccessCause.TEMPLATE,
        elements=18,
        pages=9,
        urls=("http://www.qinghe.gov.cn/1.html",),
        what=("logo.png", "search.png"),
        seen_in_browser=browser,
    )


def test_a_template_whose_pictures_say_nothing(a_context: Callable[..., Context]) -> None:
    (fault,) = access_fault(visit(a_context(), issue()))
    assert fault.subject == "image-alt:template"
    assert fault.certainty is Certainty.SUSPECTED
    assert fault.sightings == 9
    assert "WCAG 2.1 1.1.1" in fault.message
    assert "9 个网页共 18 处，如 logo.png、search.png" in fault.message


def test_the_browser_makes_it_sure(a_context: Callable[..., Context]) -> None:
    (fault,) = access_fault(visit(a_context(), issue(browser=True)))
    assert fault.certainty is Certainty.CONFIRMED


def test_a_site_without_faults(a_context: Callable[..., Context]) -> None:
    assert list(access_fault(visit(a_context()))) == []
