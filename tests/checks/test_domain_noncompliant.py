"""domain-noncompliant: hosts that no government site may have."""

from collections.abc import Callable

import pytest

from govsweep.checks.domain_noncompliant import domain_noncompliant
from govsweep.facts import Context, SiteVisit


@pytest.mark.parametrize(
    "url",
    [
        "http://www.qinghe.cn/",
        "https://qinghe.gov.cn.net/",
        "http://61.139.2.69/",
        "http://gov.org/",
    ],
)
def test_other_domains(a_context: Callable[..., Context], url: str) -> None:
    (fault,) = domain_noncompliant(SiteVisit(context=a_context(url=url)))
    assert fault.subject in url


@pytest.mark.parametrize(
    "url",
    [
        "http://www.qinghe.gov.cn/",
        "http://slj.qinghe.gov.cn:8080/index.html",
        "http://清禾.政务/",
        "http://127.0.0.1:8000/",
        "http://10.1.2.3/",
        "http://[::1]:8000/",
        "http://localhost:8000/",
        "http://city.test/",
    ],
)
def test_governments_and_tests(a_context: Callable[..., Context], url: str) -> None:
    assert list(domain_noncompliant(SiteVisit(context=a_context(url=url)))) == []
