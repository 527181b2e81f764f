"""What is said of a target that was tried twice and is dead, suspected or neither."""

from collections.abc import Callable

import pytest

from govsweep.facts import Context, Failure, Link, LinkStatus, TargetKind
from govsweep.failures import dead_target, failure_in_words
from govsweep.findings import Certainty, Fault

TARGET = "http://www.qinghe.gov.cn/gone"


@pytest.fixture
def told(a_context: Callable[..., Context]) -> Callable[..., Fault | None]:
    def say(**words: object) -> Fault | None:
        given: dict[str, object] = {
            "target": TARGET,
            "kind": TargetKind.PAGE,
            "status": LinkStatus.DEAD,
            "context": a_context(),
            "http_status": 404,
            "failure": Failure.STATUS,
            "pages": ("http://www.qinghe.gov.cn/a", "http://www.qinghe.gov.cn/b"),
            "sightings": 2000,
        }
        return dead_target(Link(**(given | words)), "链接无法打开")  # type: ignore[arg-type]

    return say


def test_a_dead_target_is_one_fault_with_all_its_pages(told: Callable[..., Fault | None]) -> None:
    fault = told()
    assert fault is not None
    assert (fault.subject, fault.sightings) == (TARGET, 2000)
    assert len(fault.pages) == 2
    assert fault.certainty is Certainty.CONFIRMED
    assert fault.message == f"链接无法打开：{TARGET}（404 请求的网页不存在）"


def test_a_doubtful_one_is_suspected(told: Callable[..., Fault | None]) -> None:
    fault = told(status=LinkStatus.SUSPECTED, failure=Failure.TIMEOUT, http_status=None)
    assert fault is not None
    assert fault.certainty is Certainty.SUSPECTED
    assert "超时" in fault.message


def test_a_template_is_named(told: Callable[..., Fault | None]) -> None:
    fault = told(in_template=True)
    assert fault is not None
    assert "模板" in fault.message


@pytest.mark.parametrize(
    "status", sorted(set(LinkStatus) - {LinkStatus.DEAD, LinkStatus.SUSPECTED})
)
def test_nothing_is_said_of_any_other(
    told: Callable[..., Fault | None], status: LinkStatus
) -> None:
    assert told(status=status) is None


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (Failure.STATUS, 404, "404 请求的网页不存在"),
        (Failure.STATUS, 418, "418"),
        (Failure.TIMEOUT, None, "超时无响应"),
        (None, None, "访问失败"),
    ],
)
def test_a_failure_in_an_editor_s_words(
    failure: Failure | None, status: int | None, words: str
) -> None:
    assert failure_in_words(failure, status) == words
