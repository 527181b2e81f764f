"""dead-link speaks of targets that were tried twice and are dead or suspected."""

from collections.abc import Callable

import pytest

from govsweep.checks.dead_link import dead_link
from govsweep.facts import Context, Failure, Link, LinkStatus, TargetKind
from govsweep.findings import Certainty

MINE = TargetKind.PAGE
OTHER = TargetKind.IMAGE


@pytest.fixture
def a_link(a_context: Callable[..., Context]) -> Callable[..., Link]:
    def make(**words: object) -> Link:
        given: dict[str, object] = {
            "target": "http://www.qinghe.gov.cn/gone",
            "kind": MINE,
            "status": LinkStatus.DEAD,
            "context": a_context(),
            "http_status": 404,
            "failure": Failure.STATUS,
            "pages": ("http://www.qinghe.gov.cn/a", "http://www.qinghe.gov.cn/b"),
            "sightings": 2000,
        }
        return Link(**(given | words))  # type: ignore[arg-type]

    return make


def test_a_dead_target_is_one_fault_with_all_its_pages(a_link: Callable[..., Link]) -> None:
    (fault,) = dead_link(a_link())
    assert fault.subject == "http://www.qinghe.gov.cn/gone"
    assert fault.sightings == 2000
    assert fault.certainty is Certainty.CONFIRMED
    assert "404" in fault.message


def test_a_doubtful_one_is_suspected(a_link: Callable[..., Link]) -> None:
    link = a_link(status=LinkStatus.SUSPECTED, failure=Failure.TIMEOUT, http_status=None)
    (fault,) = dead_link(link)
    assert fault.certainty is Certainty.SUSPECTED
    assert "超时" in fault.message


def test_a_template_is_named(a_link: Callable[..., Link]) -> None:
    (fault,) = dead_link(a_link(in_template=True))
    assert "模板" in fault.message


@pytest.mark.parametrize(
    "words",
    [
        {"status": LinkStatus.FINE},
        {"status": LinkStatus.UNVERIFIABLE},
        {"status": LinkStatus.UNTRIED},
        {"kind": OTHER},
    ],
)
def test_it_is_quiet(a_link: Callable[..., Link], words: dict[str, object]) -> None:
    assert list(dead_link(a_link(**words))) == []
