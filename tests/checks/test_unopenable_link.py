"""unopenable-link: which addresses are reported."""

from collections.abc import Callable

from govsweep.checks.unopenable_link import unopenable_link
from govsweep.facts import AddressFault, Page, Unopenable


def test_an_address_that_nobody_can_open(a_page: Callable[..., Page]) -> None:
    one = Unopenable("file:///D:/附件.doc", "申请表", AddressFault.LOCAL_DISK)
    (fault,) = unopenable_link(a_page("正文。", unopenable=(one,)))
    assert (fault.subject, fault.quote) == ("file:///D:/附件.doc", "申请表")
    assert "自己电脑" in fault.message


def test_every_kind_has_its_words(a_page: Callable[..., Page]) -> None:
    some = tuple(Unopenable(f"x:{kind}", "", kind) for kind in AddressFault)
    told = {fault.message for fault in unopenable_link(a_page("正文。", unopenable=some))}
    assert len(told) == len(AddressFault)


def test_a_page_whose_addresses_can_be_asked_for(a_page: Callable[..., Page]) -> None:
    assert list(unopenable_link(a_page("正文。"))) == []
