"""Hosts beyond the registered sites, as a sweep that follows links comes to see them."""

import datetime as dt
from enum import StrEnum

from govsweep.facts.parts import Fact

_SPAM = 2  # distinct words in title and keywords that leave no doubt
_SPAM_TEXT = 5  # distinct words of the visible text that do so, beside one in the title
_NOTICE = 1_500  # characters; a page that offers its domain says little else


class HostNature(StrEnum):
    """What a host is by its page, as far as anybody who links to it must know."""

    ORDINARY = "ordinary"
    SPAM = "spam"  # gambling, pornography
    PARKED = "parked"  # its domain is for sale, or has run out

    @property
    def word(self) -> str:
        """What pages and papers call it."""
        return {"ordinary": "平常", "spam": "赌博、色情", "parked": "域名停放"}[self.value]


class OutsidePage(Fact, frozen=True, kw_only=True):
    """A page of a host that is no registered site's, read where its link was tested."""

    url: str  # where redirects led
    title: str = ""
    name: str = ""  # by its SiteName tag
    identifier: str = ""  # 网站标识码 in its footer or tags
    organizer: str = ""
    icp: str = ""
    spam: tuple[str, ...] = ()  # sure bait in its title, keywords and description
    spam_text: int = 0  # distinct words of the kind in its visible text
    offer: str = ""  # words by which it offers its domain
    offered_by_title: bool = False
    length: int = 0  # characters of visible text

    @property
    def score(self) -> int:
        """How many words of gamblers and pornographers its head has."""
        return len(self.spam)

    @property
    def nature(self) -> HostNature:
        """What its host is."""
        if self.score >= _SPAM or (self.spam and self.spam_text >= _SPAM_TEXT):
            return HostNature.SPAM
        if self.offer and (self.offered_by_title or self.length <= _NOTICE):
            return HostNature.PARKED
        return HostNature.ORDINARY

    def has_other_owner(self, before: "OutsidePage") -> bool:
        """Whether it says to be another's than a page of the host said before.

        Either must say so by a number: names are written in many ways.
        """
        icp, other = _licence(self.icp), _licence(before.icp)
        if icp and other:
            return icp != other
        return bool(self.identifier and before.identifier and self.identifier != before.identifier)


class Namesake(Fact, frozen=True):
    """A registered site whose mark a host bears."""

    identifier: str
    name: str
    by: str  # which mark, in Chinese: 网站标识码, 主办单位, 网站名称
    mark: str


class KnownHost(Fact, frozen=True, kw_only=True):
    """What is remembered of a host."""

    host: str
    page: OutsidePage  # as it was seen last
    first_seen: dt.date
    last_seen: dt.date
    turned: dt.date | None = None  # the night on which it became what it is
    before: OutsidePage | None = None  # what it was until then


def _licence(icp: str) -> str:
    """The number of a filing without that of the site in it."""
    return icp.partition("号")[0]
