"""Findings held against what was planted."""

import datetime as dt

import pytest

from govsweep.checking import checks
from govsweep.city import SampleCity, build, compare
from govsweep.findings import Certainty, Finding, State

DAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 23, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def city() -> SampleCity:
    return build(DAY, only={"typo", "stale-home"})


def finding(check: str, site: str, subject: str, **words: object) -> Finding:
    fields: dict[str, object] = {
        **{"id": "0" * 32, "check": check, "severity": checks()[check].severity, "site": site},
        **{"certainty": Certainty.CONFIRMED, "site_name": "", "owner": "", "url": ""},
        **{"subject": subject, "column": "", "message": "", "quote": "", "before": ""},
        **{"after": "", "suggestion": "", "clause": "", "sightings": 1, "pages": ()},
        **{"first_seen": NOW, "last_seen": NOW, "state": State.OPEN, "held": None},
        **{"rule_version": "1", "sweep": 1},
    }
    return Finding.model_validate(fields | words)


def test_all_that_was_planted_and_found_is_a_hit(city: SampleCity) -> None:
    planted = [one for one in city.truth if not one.optional]
    findings = [finding(one.check, one.site, one.subject) for one in planted]
    comparison = compare(city, findings)
    assert len(comparison.hits) == len(planted)
    assert (comparison.misses, comparison.false_alarms) == ((), ())
    assert comparison.recall == 1.0


def test_nothing_found_is_all_missed(city: SampleCity) -> None:
    comparison = compare(city, [])
    assert {one.check for one in comparison.misses} == {"typo", "stale-home", "stale-column"}
    assert comparison.recall == 0.0


def test_the_same_check_on_another_site_is_a_false_alarm(city: SampleCity) -> None:
    typo = next(one for one in city.truth if one.check == "typo")
    comparison = compare(city, [finding("typo", "4388000023", typo.subject)])
    assert [one.site for one in comparison.false_alarms] == ["4388000023"]
    assert typo in comparison.misses


def test_a_fault_found_only_as_suspected_is_neither_hit_nor_miss(city: SampleCity) -> None:
    typo = next(one for one in city.truth if one.check == "typo")
    unsure = finding("typo", typo.site, typo.subject, certainty=Certainty.SUSPECTED)
    comparison = compare(city, [unsure])
    assert [planted for planted, _ in comparison.suspected] == [typo]
    assert typo not in comparison.misses


@pytest.mark.parametrize(
    "words",
    [{"certainty": Certainty.SUSPECTED}, {"held": "数量突增"}],
    ids=["suspected", "held"],
)
def test_what_does_not_count_in_papers_is_no_false_alarm(
    city: SampleCity, words: dict[str, object]
) -> None:
    comparison = compare(city, [finding("typo", "4388000023", "帐户", **words)])
    assert comparison.false_alarms == ()
    assert len(comparison.others) == 1


def test_a_notice_is_no_false_alarm(city: SampleCity) -> None:
    comparison = compare(city, [finding("undated-article", "4388000023", "x")])
    assert comparison.false_alarms == ()


def test_what_follows_from_a_fault_is_no_false_alarm(city: SampleCity) -> None:
    stale = next(one for one in city.truth if one.check == "stale-home")
    comparison = compare(city, [finding("weekend-gap", stale.site, "x")])
    assert comparison.false_alarms == ()


def test_a_false_alarm_names_the_trap_it_stepped_into(city: SampleCity) -> None:
    trap = next(one for one in city.traps if "帐户" in one.note)
    comparison = compare(city, [finding("typo", trap.site, "帐户", url=trap.url)])
    assert comparison.sprung == (trap,)


def test_the_table_ends_with_the_sum(city: SampleCity) -> None:
    typo = next(one for one in city.truth if one.check == "typo")
    comparison = compare(city, [finding("typo", typo.site, typo.subject)])
    total = comparison.table()[-1]
    planted = sum(not one.optional for one in city.truth)
    assert total == ("合计", str(planted), "1", str(planted - 1), "0")
