"""access-audit: what the browser alone can tell, a finding a rule."""

from collections.abc import Callable

from govsweep.checks.access_audit import access_audit
from govsweep.facts import AccessCause, AccessIssue, Context, SiteAccess, SiteVisit


def issue(rule: str) -> AccessIssue:
    return AccessIssue(rule=rule, cause=AccessCause.TEMPLATE, elements=40, pages=3)


def test_text_that_is_too_pale(a_context: Callable[..., Context]) -> None:
    access = SiteAccess(pages=9, audited=4, violations=(issue("color-contrast"),))
    (fault,) = access_audit(SiteVisit(context=a_context(), access=access))
    assert fault.subject == "color-contrast"
    assert "对比度不足" in fault.message
    assert "检测的 4 个网页中 3 个有，共 40 处" in fault.message


def test_what_the_audit_cannot_decide_is_no_fault(a_context: Callable[..., Context]) -> None:
    access = SiteAccess(pages=9, audited=4, undecided=(issue("color-contrast"),))
    assert list(access_audit(SiteVisit(context=a_context(), access=access))) == []


def test_a_site_that_was_not_audited(a_context: Callable[..., Context]) -> None:
    assert list(access_audit(SiteVisit(context=a_context()))) == []
