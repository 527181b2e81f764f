"""dead-image speaks of dead targets that are images; of what is dead, see test_failures."""

from collections.abc import Callable

from govsweep.checks.dead_image import dead_image
from govsweep.facts import Link, LinkStatus, TargetKind


def test_a_dead_one_is_told(a_link: Callable[..., Link]) -> None:
    (fault,) = dead_image(a_link(TargetKind.IMAGE))
    assert fault.message.startswith("图片没有显示：http://www.qinghe.gov.cn/gone（404 ")


def test_one_that_opens_is_not(a_link: Callable[..., Link]) -> None:
    assert not list(dead_image(a_link(TargetKind.IMAGE, LinkStatus.FINE)))


def test_another_check_speaks_of_the_others(a_link: Callable[..., Link]) -> None:
    assert not list(dead_image(a_link(TargetKind.PAGE)))
