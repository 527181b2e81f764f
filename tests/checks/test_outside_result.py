"""outside-result: what others found and nobody has mended."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.outside_result import outside_result
from govsweep.facts import Context, OutsideResult, ResultLook


@pytest.fixture
def look(a_context: Callable[..., Context]) -> Callable[..., ResultLook]:
    def make(standing: bool | None) -> ResultLook:
        result = OutsideResult(
            site="5118000001",
            url="http://www.qinghe.gov.cn/a.html",
            problem="“按装”应为“安装”",
            source="省政府办公厅抽查",
            quote="按装",
            day=dt.date(2026, 11, 3),
        )
        return ResultLook(context=a_context(), result=result, standing=standing)

    return make


def test_what_stands_is_told_with_its_source(look: Callable[..., ResultLook]) -> None:
    (fault,) = outside_result(look(True))
    assert fault.message == "“按装”应为“安装”（省政府办公厅抽查，2026-11-03）"
    assert fault.quote == "按装"


@pytest.mark.parametrize("standing", [False, None])
def test_what_is_mended_or_was_not_seen(
    look: Callable[..., ResultLook], standing: bool | None
) -> None:
    assert list(outside_result(look(standing))) == []
