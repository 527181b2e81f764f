"""What a person or a third party found on a site, and whether it still stands there."""

import datetime as dt

from govsweep.facts.judged import Context, FactPlace
from govsweep.facts.owed import OwedLook
from govsweep.facts.parts import Fact


class OutsideResult(Fact, frozen=True, kw_only=True):
    """One thing that somebody else found."""

    site: str
    url: str
    problem: str
    source: str  # who found it
    quote: str = ""  # the words that are wrong, as they stand there
    day: dt.date | None = None  # on which it was found
    reference: str = ""  # its number in the other's list
    owner: str = ""
    closed: bool = False  # the office says that it is mended
    by_quote: bool = False  # its words tell it from others; in older releases they did not

    @property
    def subject(self) -> str:
        """What tells it from other results on the site."""
        told = f"{self.source} {self.reference} {self.problem} {self.url}"
        return f"{told} {self.quote}" if self.by_quote and self.quote else told


class ResultLook(OwedLook, frozen=True, kw_only=True):
    """A result from elsewhere as a sweep saw its page."""

    called = "别处的检查结果"

    result: OutsideResult
    standing: bool | None = None  # None: its page was not read

    @property
    def subject(self) -> str:
        """What tells it from other results on the site."""
        return self.result.subject

    @property
    def is_unknown(self) -> bool:
        """Whether its page was not read."""
        return self.standing is None

    def place(self) -> FactPlace:
        """Its page."""
        return FactPlace(self.context, self.result.url, self.result.owner)


def first_look(result: OutsideResult, context: Context) -> ResultLook:
    """A result as it is imported: as whoever found it says, it stands."""
    return ResultLook(context=context, result=result, standing=True)
