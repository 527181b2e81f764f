"""unregistered-site: government hosts of our own that nobody registered."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.unregistered_site import unregistered_site
from govsweep.facts import Context, OutsideHost, OutsidePage
from govsweep.findings import Certainty

NAME = "zx.qinghe.gov.cn"


@pytest.fixture
def host(a_context: Callable[..., Context]) -> OutsideHost:
    return OutsideHost(
        host=NAME,
        target=f"http://{NAME}/",
        context=a_context(),
        page=OutsidePage(url=f"http://{NAME}/", title="清禾专题网"),
        first_seen=a_context().day,
        ours=True,
        told_here=True,
    )


def test_one_of_our_domain_is_suspected(host: OutsideHost) -> None:
    (fault,) = unregistered_site(host)
    assert fault.certainty is Certainty.SUSPECTED
    assert fault.message == f"链接通向没有登记的政府网站 {NAME}“清禾专题网”"


def test_one_of_elsewhere_is_not_ours(host: OutsideHost) -> None:
    assert not list(unregistered_site(msgspec.structs.replace(host, ours=False)))


def test_one_site_tells_of_it(host: OutsideHost) -> None:
    assert not list(unregistered_site(msgspec.structs.replace(host, told_here=False)))


def test_one_that_gamblers_took_is_told_as_such(host: OutsideHost) -> None:
    spam = msgspec.structs.replace(host.page, spam=("博彩", "百家乐"))
    assert not list(unregistered_site(msgspec.structs.replace(host, page=spam)))
