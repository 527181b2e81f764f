"""Hold-back: a rule that suddenly says far more than usual waits for a person first.

After a sweep is settled the confirmed findings that stand are counted by site, check and word
rule. A rule is held, and with it what it says that nobody was told of before, when

* its count leaves the band of the earlier sweeps, on one site or in the whole city, or
* the rules have changed since, and most of what it says anew stands on pages that have not.

A held finding stays out of papers, score and outbox until a person releases the hold; what was
told before stays told. The rule goes first and the check after it, the city before the site, so
that as little as possible is held: what is held under one is not counted under the next.

A band is only as good as what it compares. A sweep counts for a site only if it read at least
half as many of its pages as this one, so that a site cut short last night, or not reached, makes
no jump of tonight. Without enough such sweeps there is no band and nothing is held: a first
sweep has everything to say. Counts that fall are never held: that is what rectification looks
like, and a site not seen fixes nothing.

Of checks that speak of the site as a whole (a site not reached, a slow site) there is one finding
a site, which no band of one site can tell from a jump: such a fault is told at once. When many
sites have it in one night, our own network is the likelier cause, so the city's band holds it. A
platform that many sites share may break for real; then one decision lets all of it out.

A hold stands while any of its findings does, and what the rule says in the meantime joins it. Once
released, what it covers is not held again by the same rules while that sweep is one of those that
make the band: by then the band has the new count in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from govsweep.store import Hold, StoredHold, Tally

SWEEPS = 14  # that make a band: two weeks of nights, so that it follows what slowly changes
_AT_LEAST = 3  # of them: two cannot say which one is the odd one
_COMPARABLE = 0.5  # share of tonight's pages that an earlier sweep must have read
_SITES_COMPARABLE = 0.8  # share of the sites that an earlier sweep must have read to that extent
_SIGMAS = 5.0  # beyond what chance does in years of nights
_MAD = 1.4826  # from a median deviation to a standard one
_SITE_FLOOR, _SITE_SHARE = 20, 1.0  # one site: twenty more and twice as many, both
_CITY_FLOOR, _CITY_SHARE = 5, 0.5  # the city as a whole is steadier
_SITES_SHARE = 0.25  # of the sites: what the city's count must grow by, and be fresh on
_SITES_AT_LEAST = 3  # fewer are not the city
_BY_RULES = 5  # findings that a change of the rules may bring before anybody looks at them


@dataclass(frozen=True, slots=True)
class Version:
    """The rules that a sweep was judged by."""

    name: str
    changed: bool  # since the sweep before


def held_back(
    counted: Sequence[Tally],
    earlier: Mapping[int, Sequence[Tally]],
    known: Sequence[StoredHold],
    version: Version,
) -> list[Hold]:
    """What is to be held of a sweep; `earlier` are the tallies of the sweeps that make the band."""
    return list(_Night(counted, earlier, known, version).holds())


class _Counts:
    """The tallies of one sweep, found by rule."""

    def __init__(self, tallies: Iterable[Tally]) -> None:
        self.read: dict[str, int] = {}
        self._rules: dict[str, dict[str, list[Tally]]] = {}
        for one in tallies:
            if one.check:
                rules = self._rules.setdefault(one.check, {})
                rules.setdefault(one.rule, []).append(one)
            else:
                self.read[one.site] = one.findings

    def __iter__(self) -> Iterator[Tally]:
        for rules in self._rules.values():
            for tallies in rules.values():
                yield from tallies

    def within(self, scope: Hold) -> list[Tally]:
        """Those that a hold covers."""
        rules = self._rules.get(scope.check, {})
        chosen = [rules.get(scope.rule, [])] if scope.rule else rules.values()
        return [one for tallies in chosen for one in tallies if scope.site in ("", one.site)]

    def drop(self, scope: Hold) -> None:
        """Count what a hold covers no more."""
        for rule, tallies in self._rules.get(scope.check, {}).items():
            tallies[:] = [one for one in tallies if not scope.covers(one.site, one.check, rule)]


class _Night:
    """One sweep being compared with those before it."""

    def __init__(
        self,
        counted: Sequence[Tally],
        earlier: Mapping[int, Sequence[Tally]],
        known: Sequence[StoredHold],
        version: Version,
    ) -> None:
        self._left = _Counts(counted)
        self._earlier = [_Counts(tallies) for tallies in earlier.values()]
        self._standing = [one.hold for one in known if one.released_at is None and one.findings]
        self._accepted = [
            one.hold
            for one in known
            if one.released_at is not None
            and one.rule_version == version.name
            and one.sweep >= min(earlier, default=0)
        ]
        self._version = version
        self._sites = {site for site in self._left.read if len(self._nights_of(site)) >= _AT_LEAST}

    def holds(self) -> Iterator[Hold]:
        """What is to be held, the narrowest first."""
        for hold in self._standing:
            if _waiting(self._left.within(hold)):
                yield self._taken(hold)
        for by_rule in (True, False):
            for scope in self._scopes(by_rule):
                yield from self._judged(scope)

    def _scopes(self, by_rule: bool) -> list[Hold]:
        """What may be held: rules or else checks, all of the city before its sites."""
        waiting: Counter[tuple[str, str, str]] = Counter()
        for one in self._left:
            if one.waiting and (one.rule or not by_rule):
                rule = one.rule if by_rule else ""
                waiting[one.check, rule, ""] += one.waiting
                waiting[one.check, rule, one.site] += one.waiting
        return [
            Hold(check, rule, site, "")
            for (check, rule, site), count in sorted(waiting.items())
            if count >= (_SITE_FLOOR if site else _BY_RULES)
        ]

    def _judged(self, scope: Hold) -> Iterator[Hold]:
        if any(hold.covers(scope.site, scope.check, scope.rule) for hold in self._accepted):
            return
        if scope.site:
            reason = self._site_jump(scope)
        else:
            reason = self._by_rules(scope) or self._city_jump(scope)
        if reason:
            yield self._taken(scope._replace(reason=reason))

    def _taken(self, hold: Hold) -> Hold:
        self._left.drop(hold)
        return hold

    def _by_rules(self, scope: Hold) -> str:
        left = self._left.within(scope)
        waiting, by_rules = _waiting(left), sum(one.by_rules for one in left)
        if not self._version.changed or by_rules < _BY_RULES or by_rules * 2 <= waiting:
            return ""
        return (
            f"规则版本变更后，本次新增 {waiting} 个问题，"
            f"其中 {by_rules} 个出在没有改动的网页上，待核"
        )

    def _city_jump(self, scope: Hold) -> str:
        left = [one for one in self._left.within(scope) if one.site in self._sites]
        waiting, fresh = _waiting(left), len({one.site for one in left if one.waiting})
        share = len(self._sites) * _SITES_SHARE
        growth = max(_CITY_FLOOR, share)
        spread = _SITES_AT_LEAST if scope.rule else max(_SITES_AT_LEAST, share)
        if fresh < spread or waiting <= growth:
            return ""
        nights = [
            _count(night.within(scope), self._sites)
            for night in self._earlier
            if self._is_of_city(night)
        ]
        count = _count(left, self._sites)
        if not _leaves(count, nights, growth, _CITY_SHARE):
            return ""
        return (
            f"全市本次 {count} 个，{_usual(nights)}；新增 {waiting} 个，涉及 {fresh} 个网站，待核"
        )

    def _site_jump(self, scope: Hold) -> str:
        if scope.site not in self._sites:
            return ""
        left = self._left.within(scope)
        nights = [_count(one.within(scope), {scope.site}) for one in self._nights_of(scope.site)]
        count = _count(left, {scope.site})
        if not _leaves(count, nights, _SITE_FLOOR, _SITE_SHARE):
            return ""
        return f"本网站本次 {count} 个，{_usual(nights)}；新增 {_waiting(left)} 个，待核"

    def _nights_of(self, site: str) -> list[_Counts]:
        """The earlier sweeps that a site's counts can be compared with."""
        return [night for night in self._earlier if self._is_comparable(site, night)]

    def _is_comparable(self, site: str, night: _Counts) -> bool:
        enough = self._left.read[site] * _COMPARABLE
        return site in night.read and night.read[site] >= enough

    def _is_of_city(self, night: _Counts) -> bool:
        comparable = sum(self._is_comparable(site, night) for site in self._sites)
        return comparable >= len(self._sites) * _SITES_COMPARABLE


def _waiting(tallies: Iterable[Tally]) -> int:
    return sum(one.waiting for one in tallies)


def _count(tallies: Iterable[Tally], sites: set[str]) -> int:
    return sum(one.findings for one in tallies if one.site in sites)


def _leaves(count: int, nights: Sequence[int], floor: float, share: float) -> bool:
    """Whether a count lies above the band of earlier ones."""
    if len(nights) < _AT_LEAST:
        return False
    middle = median(nights)
    spread = _MAD * median(abs(night - middle) for night in nights)
    return count > middle + max(floor, share * middle, _SIGMAS * spread)


def _usual(nights: Sequence[int]) -> str:
    return f"此前 {len(nights)} 次巡检一般 {median(nights):g} 个（最多 {max(nights)} 个）"
