"""not-for-telephones: which sites a telephone does not show well."""

from collections.abc import Callable

from govsweep.checks.not_for_telephones import not_for_telephones
from govsweep.facts import Context, SiteAccess, SiteVisit

URL = "http://www.qinghe.gov.cn/1.html"


def faults(context: Context, **words: object) -> list[str]:
    access = SiteAccess(viewports=10, **words)  # type: ignore[arg-type]
    return [one.subject for one in not_for_telephones(SiteVisit(context=context, access=access))]


def test_most_pages_without_a_viewport(a_context: Callable[..., Context]) -> None:
    assert faults(a_context(), unadapted=6, without_viewport=(URL,)) == ["viewport"]


def test_a_few_without_one_or_an_edition_for_telephones(a_context: Callable[..., Context]) -> None:
    assert faults(a_context(), unadapted=5, without_viewport=(URL,)) == []
    twin = "http://m.qinghe.gov.cn/"
    assert faults(a_context(), unadapted=10, without_viewport=(URL,), twin=twin) == []


def test_pages_that_say_they_fit_and_do_not(a_context: Callable[..., Context]) -> None:
    assert faults(a_context(), overflow_measured=2, overflowing=(URL,)) == ["overflow"]


def test_one_cause_is_told_once(a_context: Callable[..., Context]) -> None:
    words = {"overflow_measured": 2, "overflowing": (URL,)}
    assert faults(a_context(), unadapted=10, without_viewport=(URL,), **words) == ["viewport"]


def test_nothing_seen(a_context: Callable[..., Context]) -> None:
    assert list(not_for_telephones(SiteVisit(context=a_context()))) == []
