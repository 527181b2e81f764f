"""How long somebody must wait who gave wrong passwords, by name and by address."""

from collections.abc import Sequence

WINDOW = 15 * 60.0  # seconds in which wrong passwords are counted
OF_NAME = 8  # wrong passwords for one name, from wherever
OF_ADDRESS = 30  # and from one address, whatever the names: an office has one


def wait_after(of_name: Sequence[float], of_address: Sequence[float], now: float) -> float:
    """The seconds to wait until the next password is looked at; 0.0 where it may be now.

    Takes the instants of wrong passwords. What is tried meanwhile is not looked at and does not
    count: who waits is let in again, however often others try.
    """
    return max(_wait(of_name, OF_NAME, now), _wait(of_address, OF_ADDRESS, now))


def _wait(failures: Sequence[float], most: int, now: float) -> float:
    recent = sorted(at for at in failures if at > now - WINDOW)
    return recent[-most] + WINDOW - now if len(recent) >= most else 0.0
