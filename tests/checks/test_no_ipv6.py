"""no-ipv6: home pages that are surely, or maybe, not to be had over IPv6."""

from collections.abc import Callable

import pytest

from govsweep.checks.no_ipv6 import no_ipv6
from govsweep.facts import Context, Failure, Ipv6, Page, SiteVisit
from govsweep.findings import Certainty

THERE = ("2001:db8::1",)


def faults(context: Context, seen: Ipv6) -> list[tuple[str, Certainty]]:
    home = Page(url=context.site.url, document_title="清禾市人民政府")
    visit = SiteVisit(context=context, ipv6=seen, home=home)
    return [(one.subject, one.certainty) for one in no_ipv6(visit)]


def test_no_address_where_dns_told_others_theirs(a_context: Callable[..., Context]) -> None:
    found = faults(a_context(), Ipv6(addresses=(), dns_trusted=True))
    assert found == [("address", Certainty.CONFIRMED)]


@pytest.mark.parametrize("trusted", [True, False])
def test_an_address_where_nobody_answers(a_context: Callable[..., Context], trusted: bool) -> None:
    seen = Ipv6(addresses=THERE, routed=True, failure=Failure.REFUSED, route_trusted=trusted)
    certainty = Certainty.CONFIRMED if trusted else Certainty.SUSPECTED
    assert faults(a_context(), seen) == [("answer", certainty)]


def test_another_page_than_usual(a_context: Callable[..., Context]) -> None:
    seen = Ipv6(addresses=THERE, routed=True, title="Welcome to nginx!")
    assert faults(a_context(), seen) == [("same", Certainty.SUSPECTED)]
    assert faults(a_context(), Ipv6(addresses=THERE, routed=True, title="清禾市人民政府")) == []


@pytest.mark.parametrize(
    "seen", [Ipv6(), Ipv6(addresses=()), Ipv6(addresses=THERE, dns_trusted=True)]
)
def test_what_nobody_can_tell_from_here(a_context: Callable[..., Context], seen: Ipv6) -> None:
    assert faults(a_context(), seen) == []
