"""mandatory-entrance: which entrances home pages lack."""

from collections.abc import Callable

import pytest

from govsweep.checks.mandatory_entrance import mandatory_entrance
from govsweep.facts import Context, DutySeen, DutyState, Entrance, EntranceLook
from govsweep.findings import Certainty


@pytest.fixture
def look(a_context: Callable[..., Context]) -> Callable[..., EntranceLook]:
    def make(state: DutyState, *, sure: bool = True) -> EntranceLook:
        entrance = Entrance(name="互联网+督查", url="https://tousu.www.gov.cn/dc/")
        seen = DutySeen(entrance.name, state, sure=sure)
        return EntranceLook(context=a_context(), entrance=entrance, seen=seen)

    return make


def test_one_that_is_not_there(look: Callable[..., EntranceLook]) -> None:
    (fault,) = mandatory_entrance(look(DutyState.ABSENT))
    assert fault.message == "首页没有“互联网+督查”入口"
    assert fault.suggestion == "链接到 https://tousu.www.gov.cn/dc/"
    assert fault.certainty is Certainty.CONFIRMED


def test_where_scripts_may_have_put_it_it_is_suspected(look: Callable[..., EntranceLook]) -> None:
    (fault,) = mandatory_entrance(look(DutyState.ABSENT, sure=False))
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize("state", [DutyState.MET, DutyState.UNKNOWN])
def test_one_that_is_there_or_was_not_looked_for(
    look: Callable[..., EntranceLook], state: DutyState
) -> None:
    assert list(mandatory_entrance(look(state))) == []
