"""The guard between names and connections: what is checked is what is connected to."""

from collections.abc import Iterator

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from govsweep.reach import Reach
from govsweep.spiders.resolver import Guard, refused

NAME = "www.qinghe.gov.cn"


class Answers:
    """A resolver whose answers change from question to question."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = iter(answers)

    def resolveHostName(self, receiver, name, port=0, types=None, transport="TCP"):
        receiver.resolutionBegan(self)
        for address in next(self._answers):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return self


class Receiver:
    """What a connection would get."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, resolution: object) -> None:
        pass

    def addressResolved(self, address: IPv4Address) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.complete = True


@pytest.fixture(autouse=True)
def nobody_refused() -> Iterator[None]:
    refused.clear()
    yield
    refused.clear()


def asked(guard: Guard, name: str, port: int = 80) -> list[str]:
    receiver = Receiver()
    guard.resolveHostName(receiver, name, port)
    assert receiver.complete
    return receiver.addresses


def test_a_name_that_is_bound_anew_between_two_questions_gains_nothing() -> None:
    guard = Guard(Answers(("93.184.216.34",), ("127.0.0.1",)), Reach([f"http://{NAME}"]))
    assert asked(guard, "rebind.evil.cn") == ["93.184.216.34"]
    assert refused == set()
    assert asked(guard, "rebind.evil.cn") == []
    assert refused == {"rebind.evil.cn"}


def test_a_registered_name_that_is_bound_anew_gains_nothing_either() -> None:
    guard = Guard(Answers(("93.184.216.34",), ("127.0.0.1",)), Reach([f"http://{NAME}"]))
    assert asked(guard, NAME) == ["93.184.216.34"]
    assert asked(guard, NAME) == []


def test_of_several_answers_only_those_within_reach_are_tried() -> None:
    answers = ("127.0.0.1", "93.184.216.34", "::1", "::ffff:10.0.0.1", "2400:3200::1")
    guard = Guard(Answers(answers), Reach([f"http://{NAME}"]))
    assert asked(guard, "mixed.evil.cn") == ["93.184.216.34", "2400:3200::1"]


def test_ports_of_a_registered_name_in_the_office_s_network() -> None:
    guard = Guard(Answers(("10.0.0.5",), ("10.0.0.5",)), Reach([f"http://{NAME}"]))
    assert asked(guard, NAME) == ["10.0.0.5"]
    assert asked(guard, NAME, 6379) == []
