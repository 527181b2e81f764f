"""dead-link speaks of all dead targets but images; of what is dead, see test_failures."""

from collections.abc import Callable

from govsweep.checks.dead_link import dead_link
from govsweep.facts import Link, LinkStatus, TargetKind


def test_a_dead_one_is_told(a_link: Callable[..., Link]) -> None:
    (fault,) = dead_link(a_link(TargetKind.PAGE))
    assert fault.message.startswith("链接无法打开：http://www.qinghe.gov.cn/gone（404 ")


def test_one_that_opens_is_not(a_link: Callable[..., Link]) -> None:
    assert not list(dead_link(a_link(TargetKind.PAGE, LinkStatus.FINE)))


def test_another_check_speaks_of_the_others(a_link: Callable[..., Link]) -> None:
    assert not list(dead_link(a_link(TargetKind.IMAGE)))
