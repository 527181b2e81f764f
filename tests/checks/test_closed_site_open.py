"""closed-site-open: what answers where a closed site stood."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.closed_site_open import closed_site_open
from govsweep.facts import ClosedSite, Context, OutsidePage
from govsweep.findings import Certainty, Fault


@pytest.fixture
def told(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    context = a_context()
    site = msgspec.structs.replace(context.own_site, status="closed")
    context = msgspec.structs.replace(context, site=site)

    def make(**words: object) -> list[Fault]:
        page = OutsidePage(**{"url": site.url} | words)  # type: ignore[arg-type]
        return list(closed_site_open(ClosedSite(context=context, page=page)))

    return make


def test_the_old_site_is_certain(told: Callable[..., list[Fault]], a_context: object) -> None:
    (fault,) = told(identifier=a_context().site.identifier)  # type: ignore[operator]
    assert fault.certainty is Certainty.CONFIRMED
    assert "还是原来的网站" in fault.message


def test_a_casino_on_its_domain_is_certain(told: Callable[..., list[Fault]]) -> None:
    (fault,) = told(title="百家乐", spam=("博彩", "百家乐"))
    assert fault.certainty is Certainty.CONFIRMED
    assert "已成赌博、色情网站" in fault.message


@pytest.mark.parametrize(
    "words", [{"offer": "本域名出售", "length": 30}, {"title": "Welcome to nginx!"}]
)
def test_what_nobody_can_tell_is_suspected(
    told: Callable[..., list[Fault]], words: dict[str, object]
) -> None:
    (fault,) = told(**words)
    assert fault.certainty is Certainty.SUSPECTED


def test_one_that_leads_on_to_a_government_is_closed_well(
    told: Callable[..., list[Fault]],
) -> None:
    assert told(url="http://www.other.gov.cn/", title="上级网站") == []
