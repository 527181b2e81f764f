"""Word rules, made ready once for all worlds and tests."""

from functools import cached_property
from typing import TYPE_CHECKING

from govsweep.judging import Deriver
from govsweep.rules import Rules

if TYPE_CHECKING:
    from govsweep.words import Matcher


def read_once() -> None:
    """Let whoever judges by the same rules in this program share what was made ready of them.

    A program of the product judges by one set of rules and makes it ready once; that took a
    quarter of a worker's time where it reads a few pages.
    """
    ready: list[tuple[Rules, Matcher]] = []

    def made_before(deriver: Deriver) -> "Matcher":
        from govsweep.words import Matcher  # noqa: PLC0415 - many tests need no words

        if deriver._given is not None:
            return deriver._given
        for rules, matcher in ready:
            if rules == deriver._rules:
                return matcher
        ready.append((deriver._rules, Matcher(deriver._rules)))
        return ready[-1][1]

    shared = cached_property(made_before)
    shared.__set_name__(Deriver, "_matcher")
    setattr(Deriver, "_matcher", shared)  # noqa: B010 - mypy forbids the plain form
