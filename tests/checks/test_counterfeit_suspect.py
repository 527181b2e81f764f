"""counterfeit-suspect: which outside hosts bear the marks of registered sites."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.counterfeit_suspect import counterfeit_suspect
from govsweep.facts import Context, Namesake, OutsideHost, OutsidePage
from govsweep.findings import Certainty

NAME = "www.qinghe-gov.example"


@pytest.fixture
def host(a_context: Callable[..., Context]) -> OutsideHost:
    return OutsideHost(
        host=NAME,
        target=f"http://{NAME}/",
        context=a_context(),
        page=OutsidePage(url=f"http://{NAME}/", title="清禾市人民政府"),
        first_seen=a_context().day,
        namesake=Namesake("5118000001", "清禾市人民政府", "网站名称", "清禾市人民政府"),
        told_here=True,
        pages=("http://www.qinghe.gov.cn/",),
    )


def test_a_host_under_a_registered_name_is_suspected(host: OutsideHost) -> None:
    (fault,) = counterfeit_suspect(host)
    assert fault.certainty is Certainty.SUSPECTED
    assert fault.message == (
        f"站外主机 {NAME} 的网站名称与登记的“清禾市人民政府”相同：清禾市人民政府"
    )
    assert fault.subject == NAME


def test_another_site_tells_of_it(host: OutsideHost) -> None:
    assert not list(counterfeit_suspect(msgspec.structs.replace(host, told_here=False)))


def test_a_host_without_a_mark_of_ours(host: OutsideHost) -> None:
    assert not list(counterfeit_suspect(msgspec.structs.replace(host, namesake=None)))
