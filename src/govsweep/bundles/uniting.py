"""What a sender told of a period: by its own bundle, or by those of its quarters and months.

A bundle of the whole period counts alone; those of its parts then stand aside, so that nothing is
counted twice. Of parts, each site and account stands as the newest that tells of it says: what was
mended in an earlier one is still told of the period, what an earlier one called open and the
newest tells no more was put aside since.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from govsweep.bundles.content import (
    BundleAccount,
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Manifest,
    SiteCoverage,
)

_Row = TypeVar("_Row", BundleSite, BundleAccount)


class PartBundle(NamedTuple):
    """A bundle of a quarter or a month of the period, with all that it says."""

    manifest: Manifest
    sites: tuple[BundleSite, ...]
    accounts: tuple[BundleAccount, ...] | None
    findings: tuple[BundleFinding, ...]
    missing: tuple[str, ...] = ()  # districts that had sent it nothing


class SentPeriod(NamedTuple):
    """What a sender told of a period, whether by one bundle or by several."""

    sender: str
    as_of: dt.date  # up to which day it is known
    sites: tuple[BundleSite, ...]
    accounts: tuple[BundleAccount, ...] | None = None  # None: nothing is told of accounts
    findings: tuple[BundleFinding, ...] = ()  # where they were asked for
    missing: tuple[str, ...] = ()  # districts that had sent it nothing
    notes: tuple[str, ...] = ()  # of which bundles it is made, and what is lacking
    bundles: tuple[int, ...] = ()  # their numbers


class UnitedParts(NamedTuple):
    """What the bundles of its parts say of the period together."""

    sites: tuple[BundleSite, ...]
    accounts: tuple[BundleAccount, ...] | None  # None: the newest does not tell of accounts
    findings: tuple[BundleFinding, ...]
    missing: tuple[str, ...]


def unite_parts(parts: Sequence[PartBundle]) -> UnitedParts:
    """Unite bundles of parts, in whatever order they come; there is at least one.

    Sites and accounts are those of the newest: what it lists no more was closed since.
    """
    newest_first = sorted(parts, key=lambda one: one.manifest.begins, reverse=True)
    newest = newest_first[0]
    sites = {row.site: row for row in newest.sites}
    for row in (row for part in newest_first for row in part.sites if row.site in sites):
        if _RANKS.index(row.coverage) > _RANKS.index(sites[row.site].coverage):
            sites[row.site] = row
    accounts = newest.accounts
    listed = {*sites, *(one.account for one in accounts or ())}
    findings = {one.id: one for one in _findings(newest_first) if one.site in listed}
    told = Counter(one.site for one in findings.values())
    fixed = Counter(one.site for one in findings.values() if _is_fixed(one))
    return UnitedParts(
        tuple(_counted(row, told[key], fixed[key]) for key, row in sites.items()),
        accounts
        if accounts is None
        else tuple(_counted(one, told[one.account], fixed[one.account]) for one in accounts),
        tuple(findings[key] for key in sorted(findings)),
        newest.missing,
    )


# How much of a site was seen: an earlier whole look says more than a later part of one.
_RANKS = (SiteCoverage.NONE, SiteCoverage.FAILED, SiteCoverage.PARTLY, SiteCoverage.WHOLE)


def _findings(newest_first: Sequence[PartBundle]) -> Iterable[BundleFinding]:
    seen: set[str] = set()
    for place, part in enumerate(newest_first):
        for one in part.findings:
            if one.id not in seen and (place == 0 or _is_fixed(one)):
                yield one
        seen.update(one.id for one in part.findings)


def _is_fixed(one: BundleFinding) -> bool:
    return one.state is BundleFindingState.FIXED


def _counted(row: _Row, told: int, fixed: int) -> _Row:
    return row.model_copy(update={"problems": told, "fixed": fixed})
