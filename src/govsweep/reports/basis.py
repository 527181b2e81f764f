"""What the numbers of a period rest on: which sweep is the look that counts, of how many sites."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from govsweep.facts import Site
from govsweep.periods import Period, Round, SiteLook

_RUNNING = "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """A sweep, and the sites of which it is the look that counts."""

    sweep: int
    night: dt.date
    number: int  # of the night, from 1
    sites: int
    partly: int  # of these, sites that it did not finish

    @property
    def words(self) -> str:
        """The line as pages print it."""
        partly = f"（其中{self.partly}个没有看完）" if self.partly else ""
        return f"{self.night:%m-%d}第{self.number}次巡检{self.sites}个{partly}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The sweeps that a period's numbers come from."""

    span: str  # as papers call it
    lines: tuple[BasisLine, ...]  # newest first
    unvisited: int  # sites to which no sweep of the period went
    last: int  # sites that the last sweep was to look at
    partial: bool  # whether it passed over a running site that was seen before
    drawn: bool  # whether these were drawn by lot

    @property
    def of_one_sweep(self) -> bool:
        """Whether the last sweep tells all that is told: its name may then stand over it."""
        return len(self.lines) <= 1 and not self.partial

    @property
    def last_words(self) -> str:
        """What the last sweep was, where it was none of all sites; "" where it was."""
        if not self.partial:
            return ""
        return f"只{'抽查' if self.drawn else '巡检'}{self.last}个网站"

    @property
    def words(self) -> str:
        """All of it in a sentence without its stop; "" where nothing was looked at."""
        if not self.lines:
            return ""
        told = "、".join(one.words for one in self.lines)
        rest = f"；没有巡检到{self.unvisited}个" if self.unvisited else ""
        return f"{self.span}各网站以最近一次看完的巡检为准：{told}{rest}"


def basis_of(period: Period, sites: Iterable[Site]) -> Basis:
    """What the numbers of a period rest on, of these sites."""
    listed = {one.identifier: one for one in sites}
    rounds = {one.id: one for one in period.rounds}
    looks = [look for site, look in period.looks.items() if site in listed]
    last = period.rounds[-1] if period.rounds else None
    passed_over = [look.site for look in looks if last is not None and look.site not in last.sites]
    return Basis(
        span=period.span.title,
        lines=tuple(
            _line(rounds[number], [look for look in looks if look.sweep == number])
            for number in sorted({look.sweep for look in looks} & rounds.keys(), reverse=True)
        ),
        unvisited=len(listed) - len(looks),
        last=len(last.sites & listed.keys()) if last is not None else len(looks),
        partial=any(listed[site].status == _RUNNING for site in passed_over),
        drawn=last is not None and bool(last.seed),
    )


def _line(one: Round, looks: list[SiteLook]) -> BasisLine:
    return BasisLine(
        sweep=one.id,
        night=one.night,
        number=one.number,
        sites=len(looks),
        partly=sum(not look.whole for look in looks),
    )
