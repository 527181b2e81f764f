"""catalogue-gap: which items of the catalogue are empty, missing or too few."""

from collections.abc import Callable

import pytest

from govsweep.checks.catalogue_gap import catalogue_gap
from govsweep.facts import CatalogueItem, CatalogueLook, Context, DutySeen, DutyState
from govsweep.findings import Certainty

URL = "http://www.qinghe.gov.cn/ghjh/"


@pytest.fixture
def look(a_context: Callable[..., Context]) -> Callable[..., CatalogueLook]:
    def make(state: DutyState, number: int | None = None, **words: object) -> CatalogueLook:
        item = CatalogueItem(
            unit="清禾市水利局", code="A01", name="规划计划", site="5118000001", url=URL, least=4
        )
        seen = DutySeen(item.key, state, number, **words)  # type: ignore[arg-type]
        return CatalogueLook(context=a_context(), item=item, seen=seen, url=URL)

    return make


def test_an_empty_column(look: Callable[..., CatalogueLook]) -> None:
    (fault,) = catalogue_gap(look(DutyState.EMPTY))
    assert fault.message == "清禾市水利局的公开目录“规划计划”（A01）没有任何内容"
    assert fault.certainty is Certainty.CONFIRMED


def test_too_few_in_a_year(look: Callable[..., CatalogueLook]) -> None:
    (fault,) = catalogue_gap(look(DutyState.SHORT, 3))
    assert "一年里公布3条，应当至少4条" in fault.message


def test_a_list_that_was_not_read_back_a_year_is_suspected(
    look: Callable[..., CatalogueLook],
) -> None:
    (fault,) = catalogue_gap(look(DutyState.SHORT, 3, sure=False))
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize("state", [DutyState.MET, DutyState.UNKNOWN])
def test_what_is_there_or_was_not_seen(
    look: Callable[..., CatalogueLook], state: DutyState
) -> None:
    assert list(catalogue_gap(look(state, 3))) == []


def test_what_is_found_stays_the_same_however_many_there_are(
    look: Callable[..., CatalogueLook],
) -> None:
    (one,), (two,) = (catalogue_gap(look(DutyState.SHORT, number)) for number in (1, 2))
    assert one.subject == two.subject
