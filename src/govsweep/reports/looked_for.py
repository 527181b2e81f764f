"""On which sites of a snapshot a check looked, and why not on the others."""

from collections import Counter
from collections.abc import Iterable

from govsweep.assess import AssessedSite
from govsweep.assess.reach import NO_PAGE, OFF, Reach, ReachStep, is_dark, reach, unread
from govsweep.checking import checks
from govsweep.facts import Column
from govsweep.reports import figures
from govsweep.reports.assessing import cases_of
from govsweep.reports.snapshot import Snapshot

_OF_WORDS = ("typo", "serious-expression", "sensitive-word", "personal-data")  # in files, too


class SitesLookedAt:
    """The sites of a snapshot, as far as checks could look at them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._sites = cases_of(snapshot, figures.listed(snapshot))
        self._homes = {home.site: home for home in snapshot.homes}

    def why_not(self, code: str) -> str:
        """Why a check that found nothing cannot have run on any site; "" where it did on one."""
        if code not in checks():
            return OFF
        furthest = max(self._reached(code), default=Reach(ReachStep.UNREAD, NO_PAGE))
        return "" if furthest.step is ReachStep.LOOKED else furthest.why

    def left_out(self, code: str) -> list[str]:
        """How many sites that were read a check could not look at, and why, in words."""
        counted = Counter(
            one.why
            for one in self._reached(code)
            if one.step in (ReachStep.OF_ANOTHER_LIST, ReachStep.BLIND)
        )
        return [f"{number}个网站{why}" for why, number in counted.items()]

    def gaps(self, code: str) -> list[str]:
        """What a check could not look at of sites that were read, in words; each with its number.

        Who has nothing of the kind that it is about is asked for nothing.
        """
        known, told = checks()[code], self.left_out(code)
        if known.about is Column:
            dark = sum(
                unread(code, one) + sum(is_dark(code, column) for column in one.columns)
                for one in self._read()
            )
            told += [f"{dark}个栏目没有读清"] if dark else []
        _, wordless = self.files()
        return told + ([f"{wordless}个附件没有读到文字"] if wordless and code in _OF_WORDS else [])

    def files(self) -> tuple[int, int]:
        """How many files the sites that were read offer, and whose words nobody read."""
        known = [self._homes.get(one.site.identifier) for one in self._read()]
        homes = [one for one in known if one is not None]
        return sum(one.files for one in homes), sum(one.files_unread for one in homes)

    def unread(self) -> tuple[int, int]:
        """Of how many sites no page was read, and of how many only a part."""
        partly = sum(not one.whole for one in self._read())
        return len(self._sites) - len(self._read()), partly

    def _reached(self, code: str) -> Iterable[Reach]:
        return [reach(code, one) for one in self._sites]

    def _read(self) -> list[AssessedSite]:
        return [one for one in self._sites if one.read]
