"""certificate-fault: what the crawl noted of the certificate."""

from collections.abc import Callable

from govsweep.checks.certificate_fault import certificate_fault
from govsweep.facts import Context, SiteVisit


def test_a_fault_is_told_in_its_words(a_context: Callable[..., Context]) -> None:
    visit = SiteVisit(context=a_context(), certificate="证书已于 2026-10-01 过期")
    (fault,) = certificate_fault(visit)
    assert "过期" in fault.message
    assert "2026" not in fault.subject


def test_a_sound_certificate(a_context: Callable[..., Context]) -> None:
    assert list(certificate_fault(SiteVisit(context=a_context()))) == []
