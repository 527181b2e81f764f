"""What holds a verdict up: named, few, and enough once a person has judged it."""

from collections.abc import Callable
from typing import Any

from govsweep.assess import OfficeJudgement, OfficeWords, Result, SiteVerdict, assess
from govsweep.indicators import Part, load_indicators

INDICATORS = load_indicators("2019")
MOST = 25  # entries by hand that a good portal may need
Maker = Callable[..., Any]


def test_a_good_portal_needs_few_entries_and_no_more(make_case: Maker) -> None:
    site = assess(make_case(), INDICATORS)
    assert site.verdict is SiteVerdict.OPEN
    assert 0 < len(site.holding) < MOST
    good = OfficeJudgement(result=Result.PASS)
    said = {one.row.id: good for one in site.holding}
    assert assess(make_case(), INDICATORS, OfficeWords(rows=said)).verdict is SiteVerdict.PASSED
    for one in site.holding:
        fewer = {name: word for name, word in said.items() if name != one.row.id}
        again = assess(make_case(), INDICATORS, OfficeWords(rows=fewer))
        if one.group.part is Part.VETO:
            assert [row.row.id for row in again.holding] == [one.row.id]


def test_every_open_site_names_a_row(make_case: Maker, make_columns: Maker) -> None:
    for case in (
        make_case(),
        make_case(week=()),
        make_case(whole=False),
        make_case((), read=0, whole=False, home_seen=False, week=()),
        make_case(make_columns(), home_seen=False),
    ):
        for edition in ("2019", "2015"):
            site = assess(case, load_indicators(edition))
            assert bool(site.holding) == (site.verdict is SiteVerdict.OPEN)


def test_a_decided_site_waits_for_nothing(
    make_case: Maker, make_finding: Maker, make_words: Maker
) -> None:
    vetoed = assess(make_case(None, make_finding("serious-expression", "某处")), INDICATORS)
    assert (vetoed.verdict, vetoed.holding) == (SiteVerdict.VETOED, ())
    passed = assess(make_case(), INDICATORS, make_words())
    assert (passed.verdict, passed.holding) == (SiteVerdict.PASSED, ())
