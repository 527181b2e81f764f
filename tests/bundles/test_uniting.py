"""Bundles of months, united to the period that they make up."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from govsweep.bundles import (
    BundleFindingState,
    PartBundle,
    SiteCoverage,
    unite_parts,
)

Make = Callable[..., Any]


def month(number: int, *sites: Any, findings: Any = (), accounts: Any = (), make: Make) -> Any:
    manifest = make(begins=dt.date(2026, number, 1), ends=dt.date(2026, number, 28))
    return PartBundle(manifest, sites, accounts, tuple(findings))


def test_a_problem_that_stands_in_two_months_is_one(
    make_manifest: Make, make_site: Make, make_finding: Make
) -> None:
    october = month(10, make_site(1), findings=[make_finding(1)], make=make_manifest)
    november = month(11, make_site(1), findings=[make_finding(1)], make=make_manifest)
    whole = unite_parts([october, november])
    assert [one.id for one in whole.findings] == [make_finding(1).id]
    assert (whole.sites[0].problems, whole.sites[0].fixed) == (1, 0)


def test_what_was_mended_in_an_earlier_month_is_still_told(
    make_manifest: Make, make_site: Make, make_finding: Make
) -> None:
    mended = make_finding(2, state=BundleFindingState.FIXED)
    october = month(10, make_site(1), findings=[make_finding(1), mended], make=make_manifest)
    now = make_finding(1, state=BundleFindingState.FIXED)
    november = month(11, make_site(1), findings=[now, make_finding(3)], make=make_manifest)
    (site,) = unite_parts([november, october]).sites
    assert (site.problems, site.fixed) == (3, 2)


def test_what_stood_and_is_told_no_more_was_put_aside(
    make_manifest: Make, make_site: Make, make_finding: Make
) -> None:
    october = month(10, make_site(1), findings=[make_finding(1)], make=make_manifest)
    november = month(11, make_site(1), make=make_manifest)
    whole = unite_parts([october, november])
    assert whole.findings == ()
    assert whole.sites[0].problems == 0


def test_a_site_counts_by_the_look_that_saw_most(make_manifest: Make, make_site: Make) -> None:
    october = month(10, make_site(1), make_site(2), make=make_manifest)
    blind = make_site(1, coverage=SiteCoverage.NONE, read=0)
    november = month(11, blind, make=make_manifest)
    whole = unite_parts([october, november])
    assert [(one.site, one.coverage) for one in whole.sites] == [
        (make_site(1).site, SiteCoverage.WHOLE)
    ], "the second was closed since"


def test_accounts_are_as_the_newest_tells(
    make_manifest: Make, make_site: Make, make_account: Make, make_finding: Make
) -> None:
    one, gone = make_account("a"), make_account("b")
    mended = make_finding(1, state=BundleFindingState.FIXED).model_copy(
        update={"site": one.account}
    )
    october = month(10, make_site(1), findings=[mended], accounts=(one, gone), make=make_manifest)
    november = month(11, make_site(1), accounts=(one,), make=make_manifest)
    (told,) = unite_parts([october, november]).accounts or ()
    assert (told.account, told.problems, told.fixed) == (one.account, 1, 1)
    old = november._replace(accounts=None)
    assert unite_parts([october, old]).accounts is None
