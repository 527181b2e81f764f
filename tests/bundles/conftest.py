"""A small bundle to be sent, altered and tampered with."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.bundles import (
    SCHEMA,
    AccountVerdict,
    BundleAccount,
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Content,
    Manifest,
    SigningKey,
    SiteCoverage,
    figures_of,
    write_new_key,
)
from govsweep.facts import MediaStatus, Platform
from govsweep.findings import Severity

AT = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)


def a_bundle_site(number: int = 1, **words: Any) -> BundleSite:
    given: dict[str, Any] = {
        "site": f"511812000{number}", "name": f"东江县第{number}局",
        "url": f"http://s{number}.dongjiang.gov.cn/", "district": "东江县",
        "coverage": SiteCoverage.WHOLE, "known": 10, "read": 10, "problems": 0, "fixed": 0,
    }  # fmt: skip
    return BundleSite(**(given | words))


def a_bundle_finding(number: int = 1, of: int = 1, **words: Any) -> BundleFinding:
    given: dict[str, Any] = {
        "id": f"{number:032x}", "site": f"511812000{of}", "check": "typo", "check_name": "错别字",
        "wording": "错别字", "severity": Severity.MINOR, "state": BundleFindingState.OPEN,
        "url": f"http://s{of}.dongjiang.gov.cn/{number}.html", "message": "“登陆”应为“登录”",
        "first_seen": dt.date(2026, 11, 2), "last_seen": dt.date(2026, 11, 20),
    }  # fmt: skip
    return BundleFinding(**(given | words))


def a_manifest(**words: Any) -> Manifest:
    given: dict[str, Any] = {
        "schema_version": SCHEMA, "program": "1", "name": "东江县", "title": "2026年第4季度",
        "begins": dt.date(2026, 10, 1), "ends": dt.date(2026, 12, 31),
        "as_of": dt.date(2026, 11, 20), "exported_at": AT, "key": "A" * 43 + "=", "files": {},
    }  # fmt: skip
    return Manifest(**(given | words))


def an_account(key: str = "a", **words: Any) -> BundleAccount:
    given: dict[str, Any] = {
        "account": f"xm{key * 8}", "name": "东江发布", "platform": Platform.WEIXIN,
        "district": "东江县", "status": MediaStatus.RUNNING, "verdict": AccountVerdict.PASSED,
        "problems": 0, "fixed": 0,
    }  # fmt: skip
    return BundleAccount(**(given | words))


def a_content(
    *findings: BundleFinding,
    sites: tuple[BundleSite, ...] = (),
    accounts: tuple[BundleAccount, ...] | None = (),
) -> Content:
    """Of these findings, which are of the first site where no sites are told."""
    rows = sites or (a_bundle_site(1, problems=len(findings)), a_bundle_site(2))
    return Content(rows, findings, figures_of(rows, (), accounts), accounts)


@pytest.fixture
def make_site() -> Callable[..., BundleSite]:
    """A maker of sites of a bundle."""
    return a_bundle_site


@pytest.fixture
def make_account() -> Callable[..., BundleAccount]:
    """A maker of media accounts of a bundle: good ones on 微信."""
    return an_account


@pytest.fixture
def make_finding() -> Callable[..., BundleFinding]:
    """A maker of findings of a bundle."""
    return a_bundle_finding


@pytest.fixture
def make_manifest() -> Callable[..., Manifest]:
    """A maker of manifests."""
    return a_manifest


@pytest.fixture
def make_content() -> Callable[..., Content]:
    """A maker of contents: of these findings, which are of the first site where none are told."""
    return a_content


@pytest.fixture
def key(tmp_path: Any) -> SigningKey:
    """The key of 东江县."""
    return write_new_key(tmp_path / "bundle.key", "东江县")
