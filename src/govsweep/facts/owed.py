"""What checks judge of what units owe: an item of the catalogue, a quota, an entrance."""

import datetime as dt
from collections.abc import Iterator
from typing import Self

from govsweep.facts.duties import CatalogueItem, DutySeen, DutyState, Entrance, Quota
from govsweep.facts.judged import Context, FactPlace, Judged, SiteVisit


class OwedLook(Judged, frozen=True, kw_only=True):
    """The base of what is owed on a site; each is seen with the whole site."""

    context: Context

    @property
    def subject(self) -> str:
        """What is owed, as the finding of it is known."""
        raise NotImplementedError

    @property
    def is_unknown(self) -> bool:
        """Whether it could not be seen."""
        raise NotImplementedError

    @classmethod
    def of(cls, visit: SiteVisit) -> Iterator[Self]:
        """Those of the site."""
        for one in visit.owed:
            if isinstance(one, cls):
                yield one


def looked_at(subject: str, visit: SiteVisit) -> bool:
    """Whether a visit saw what a finding of something owed is about."""
    return not any(
        one.is_unknown and one.subject == subject for one in visit.owed if isinstance(one, OwedLook)
    )


class CatalogueLook(OwedLook, frozen=True, kw_only=True):
    """An item of the catalogue as a site shows it."""

    called = "公开目录的一项"

    item: CatalogueItem
    seen: DutySeen
    url: str  # where to look: the column's address, or the home page

    @property
    def subject(self) -> str:
        """What is owed: where the office asks for another number, it is another duty."""
        least = f" {self.item.least}" if self.item.least is not None else ""
        return f"{self.item.unit} {self.item.code} {self.item.name}{least}"

    @property
    def is_unknown(self) -> bool:
        """Whether it could not be seen."""
        return self.seen.state is DutyState.UNKNOWN

    def place(self) -> FactPlace:
        """Its column; its unit answers for it."""
        return FactPlace(self.context, self.url, self.item.unit, self.item.name)


class QuotaLook(OwedLook, frozen=True, kw_only=True):
    """A quota of the last span that is over, and what the site shows of it."""

    called = "发布任务"

    quota: Quota
    begins: dt.date
    ends: dt.date
    posted: int | None  # None: the column could not be seen
    undated: int = 0  # pieces without a day, which may be of the span or not
    sure: bool = True  # whether everything of the span was seen
    why: str = ""  # why nothing is known

    @property
    def subject(self) -> str:
        """What is owed, whichever span it is."""
        quota = self.quota
        return f"{quota.unit} {quota.url or quota.column} {quota.span} {quota.number}"

    @property
    def is_unknown(self) -> bool:
        """Whether it could not be seen."""
        return self.posted is None

    def place(self) -> FactPlace:
        """Its column, or the home page; its unit answers for it."""
        url = self.quota.url or self.context.site.url
        return FactPlace(self.context, url, self.quota.unit, self.quota.column)


class EntranceLook(OwedLook, frozen=True, kw_only=True):
    """An entrance that the home page must have."""

    called = "必挂入口"

    entrance: Entrance
    seen: DutySeen

    @property
    def subject(self) -> str:
        """What is owed."""
        return self.entrance.name

    @property
    def is_unknown(self) -> bool:
        """Whether it could not be seen."""
        return self.seen.state is DutyState.UNKNOWN

    def place(self) -> FactPlace:
        """The home page."""
        return FactPlace(self.context, self.context.site.url)
