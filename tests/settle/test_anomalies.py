"""Which rules are held when a sweep is compared with those before it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from govsweep.settle.anomalies import Version, held_back
from govsweep.store import Hold, StoredHold, Tally

CITY = [f"51180000{number:02}" for number in range(1, 13)]
SITE = CITY[0]
SAME, CHANGED = Version("r1", changed=False), Version("r2", changed=True)
AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def read(pages: int = 100, sites: Sequence[str] = CITY) -> list[Tally]:
    return [Tally(site, "", "", pages) for site in sites]


def says(check: str, count: int, site: str = SITE, rule: str = "", by_rules: int = 0) -> Tally:
    """A rule's findings on a site, all of them fresh."""
    return Tally(site, check, rule, count, count, by_rules)


def known(check: str, count: int, site: str = SITE, rule: str = "") -> Tally:
    """A rule's findings on a site, all of them told before."""
    return Tally(site, check, rule, count)


def nights(*tallies: Tally, times: int = 5, pages: int = 100) -> dict[int, list[Tally]]:
    return {number: [*read(pages), *tallies] for number in range(1, times + 1)}


def held(
    tonight: Sequence[Tally],
    earlier: Mapping[int, Sequence[Tally]],
    *holds: StoredHold,
    version: Version = SAME,
    pages: int = 100,
) -> list[tuple[str, str, str]]:
    found = held_back([*read(pages), *tonight], earlier, holds, version)
    return [(one.check, one.rule, one.site) for one in found]


def a_hold(released: bool = False, **words: object) -> StoredHold:
    given: dict[str, object] = {"check": "typo", "rule": "", "site": "", "reason": "待核", "id": 7}
    hold = Hold(**(given | words))  # type: ignore[arg-type]
    return StoredHold(hold, "r1", 5, AT, AT if released else None, 0 if released else 30)


class TestOneSite:
    def test_a_count_beyond_its_band_is_held(self) -> None:
        assert held([says("typo", 337)], nights(known("typo", 1))) == [("typo", "", SITE)]

    def test_the_reason_says_how_many_there_are_and_how_many_are_usual(self) -> None:
        (hold,) = held_back([*read(), says("typo", 337)], nights(known("typo", 1)), (), SAME)
        assert hold.reason == (
            "本网站本次 337 个，此前 5 次巡检一般 1 个（最多 1 个）；新增 337 个，待核"
        )

    def test_a_few_more_are_no_jump(self) -> None:
        assert held([says("typo", 20)], nights()) == []
        assert held([says("typo", 21)], nights()) == [("typo", "", SITE)]

    def test_what_is_many_already_must_double(self) -> None:
        usual = nights(known("dead-link", 60))
        assert held([known("dead-link", 55), says("dead-link", 60)], usual) == []
        assert held([known("dead-link", 55), says("dead-link", 70)], usual) == [
            ("dead-link", "", SITE)
        ]

    def test_what_goes_up_and_down_anyway_has_a_wide_band(self) -> None:
        restless = {
            number: [*read(), known("dead-link", count)]
            for number, count in enumerate((10, 40, 20, 60, 30), start=1)
        }
        assert held([says("dead-link", 100)], restless) == []

    def test_one_odd_night_does_not_widen_it(self) -> None:
        once = nights(known("dead-link", 5)) | {3: [*read(), known("dead-link", 400)]}
        assert held([says("dead-link", 100)], once) == [("dead-link", "", SITE)]

    def test_what_was_told_before_is_not_held_however_many(self) -> None:
        assert held([known("typo", 337)], nights()) == []

    def test_fewer_than_usual_are_what_rectification_looks_like(self) -> None:
        assert held([says("typo", 25)], nights(known("typo", 300))) == []

    def test_only_the_site_that_jumps_is_held(self) -> None:
        tonight = [says("typo", 90), says("typo", 2, CITY[1])]
        assert held(tonight, nights()) == [("typo", "", SITE)]


class TestHistory:
    def test_a_first_sweep_holds_nothing(self) -> None:
        assert held([says("typo", 337)], {}) == []
        assert held([says("typo", 337)], {}, version=CHANGED) == []

    def test_two_sweeps_are_no_band_and_three_are(self) -> None:
        assert held([says("typo", 337)], nights(times=2)) == []
        assert held([says("typo", 337)], nights(times=3)) == [("typo", "", SITE)]

    def test_sweeps_that_read_far_less_of_the_site_are_not_compared_with(self) -> None:
        assert held([says("typo", 337)], nights(pages=49)) == []
        assert held([says("typo", 337)], nights(pages=50)) == [("typo", "", SITE)]

    def test_a_site_swept_for_the_first_time_has_everything_to_say(self) -> None:
        others = {number: read(sites=CITY[1:]) for number in range(1, 6)}
        assert held([says("typo", 337)], others) == []


class TestTheCity:
    def test_all_sites_unreachable_at_once_is_likelier_ours(self) -> None:
        tonight = [says("site-unreachable", 1, site) for site in CITY]
        # Nothing was read tonight, and any night can be compared with that.
        assert held(tonight, nights(), pages=0) == [("site-unreachable", "", "")]

    def test_some_sites_unreachable_is_told_at_once(self) -> None:
        tonight = [says("site-unreachable", 1, site) for site in CITY[:4]]
        assert held(tonight, nights(), pages=0) == []

    def test_a_platform_that_is_often_down_is_usual(self) -> None:
        usual = nights(*(known("site-unreachable", 1, site) for site in CITY[:9]))
        tonight = [says("site-unreachable", 1, site) for site in CITY]
        assert held(tonight, usual) == []

    def test_a_little_more_on_every_site_is_a_jump_of_the_city(self) -> None:
        tonight = [says("dead-link", 5, site) for site in CITY]
        assert held(tonight, nights()) == [("dead-link", "", "")]

    def test_a_word_rule_is_held_and_the_rest_of_its_check_goes_out(self) -> None:
        tonight = [says("typo", 1, site, rule="pairs-新词") for site in CITY]
        tonight += [says("typo", 1, site, rule="pairs-攻府") for site in CITY[:3]]
        assert held(tonight, nights()) == [("typo", "pairs-新词", "")]

    def test_the_reason_says_how_many_sites(self) -> None:
        tonight = [says("dead-link", 5, site) for site in CITY]
        (hold,) = held_back([*read(), *tonight], nights(), (), SAME)
        assert hold.reason.startswith("全市本次 60 个，此前 5 次巡检一般 0 个")
        assert "涉及 12 个网站" in hold.reason

    def test_a_night_of_a_few_sites_is_no_night_of_the_city(self) -> None:
        tonight = [says("dead-link", 5, site) for site in CITY]
        partial = {number: read(sites=CITY[:5]) for number in range(1, 6)}
        # Only the five sites are known, and of them alone it is a jump.
        assert held(tonight, partial) == [("dead-link", "", "")]
        assert held(tonight[5:], partial) == []


class TestChangedRules:
    def test_new_findings_on_unchanged_pages_are_held(self) -> None:
        tonight = [says("typo", 3, CITY[0], by_rules=3), says("typo", 2, CITY[1], by_rules=2)]
        assert held(tonight, nights(times=1), version=CHANGED) == [("typo", "", "")]

    def test_by_the_same_rules_they_are_not(self) -> None:
        assert held([says("typo", 9, by_rules=9)], nights()) == []

    def test_a_handful_is_let_out(self) -> None:
        assert held([says("typo", 4, by_rules=4)], nights(), version=CHANGED) == []

    def test_what_most_of_comes_with_new_pages_is_let_out(self) -> None:
        assert held([says("typo", 12, by_rules=6)], nights(), version=CHANGED) == []
        assert held([says("typo", 12, by_rules=7)], nights(), version=CHANGED) == [("typo", "", "")]

    def test_one_bad_rule_does_not_hold_the_others(self) -> None:
        tonight = [says("typo", 9, rule="pairs-坏", by_rules=9), says("typo", 2, rule="pairs-好")]
        assert held(tonight, nights(), version=CHANGED) == [("typo", "pairs-坏", "")]


class TestHoldsThatStand:
    def test_what_the_rule_says_meanwhile_joins_them(self) -> None:
        (joined,) = held_back([*read(), says("typo", 1)], nights(), [a_hold()], SAME)
        assert (joined.id, joined.reason) == (7, "待核")

    def test_another_site_s_hold_does_not_reach(self) -> None:
        assert held([says("typo", 1)], nights(), a_hold(site=CITY[1])) == []

    def test_one_that_holds_nothing_any_more_reaches_nothing(self) -> None:
        spent = a_hold()._replace(findings=0)
        assert held([says("typo", 1)], nights(), spent) == []


class TestReleasedHolds:
    def test_what_they_covered_is_not_held_again(self) -> None:
        released = a_hold(released=True, site=SITE)
        assert held([says("typo", 337)], nights(), released) == []

    def test_what_they_did_not_cover_is(self) -> None:
        released = a_hold(released=True, site=SITE)
        assert held([says("typo", 337, CITY[1])], nights(), released) == [("typo", "", CITY[1])]

    def test_other_rules_of_ours_are_another_matter(self) -> None:
        released = a_hold(released=True, site=SITE)
        assert held([says("typo", 337)], nights(), released, version=Version("r2", False)) == [
            ("typo", "", SITE)
        ]

    def test_one_released_before_the_band_begins_counts_no_more(self) -> None:
        later = {number + 10: tallies for number, tallies in nights().items()}
        assert held([says("typo", 337)], later, a_hold(released=True)) == [("typo", "", SITE)]
