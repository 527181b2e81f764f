"""no-accessible-entrance: portals whose home page leads to no aid for reading."""

from collections.abc import Callable

import msgspec

from govsweep.checks.no_accessible_entrance import no_accessible_entrance
from govsweep.facts import Context, SiteAccess, SiteVisit
from govsweep.findings import Certainty


def visit(context: Context, entrance: bool | None, kind: str = "门户网站") -> SiteVisit:
    site = msgspec.structs.replace(context.site, kind=kind, name="清禾市")
    context = msgspec.structs.replace(context, site=site)
    return SiteVisit(context=context, access=SiteAccess(entrance=entrance))


def test_a_portal_without_one(a_context: Callable[..., Context]) -> None:
    (fault,) = no_accessible_entrance(visit(a_context(), entrance=False))
    assert fault.certainty is Certainty.SUSPECTED


def test_a_portal_with_one_and_a_departments_site(a_context: Callable[..., Context]) -> None:
    assert list(no_accessible_entrance(visit(a_context(), entrance=True))) == []
    assert list(no_accessible_entrance(visit(a_context(), entrance=False, kind="部门"))) == []


def test_a_home_page_that_was_not_seen(a_context: Callable[..., Context]) -> None:
    assert list(no_accessible_entrance(visit(a_context(), entrance=None))) == []
