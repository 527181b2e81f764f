"""Own sites and those that were sent, each counted once."""

import datetime as dt

from govsweep.bundles import (
    AccountVerdict,
    BundleAccount,
    BundleSite,
    Sender,
    SentPeriod,
    SiteCoverage,
)
from govsweep.facts import MediaStatus, Platform
from govsweep.reports.joining import joined


def site(
    number: int, coverage: SiteCoverage = SiteCoverage.WHOLE, district: str = ""
) -> BundleSite:
    read = 0 if coverage is SiteCoverage.NONE else 3
    return BundleSite(
        site=f"511812000{number}", name=f"第{number}局", url="http://x.gov.cn/", district=district,
        coverage=coverage, known=3, read=read, problems=0, fixed=0,
    )  # fmt: skip


def account(key: str, verdict: AccountVerdict = AccountVerdict.PASSED) -> BundleAccount:
    return BundleAccount(
        account=f"xm{key * 8}", name="账号", platform=Platform.WEIXIN, district="",
        status=MediaStatus.RUNNING, verdict=verdict, problems=0, fixed=0,
    )  # fmt: skip


def sent(
    sender: str,
    *sites: BundleSite,
    missing: tuple[str, ...] = (),
    accounts: tuple[BundleAccount, ...] | None = None,
) -> SentPeriod:
    return SentPeriod(sender, dt.date(2026, 11, 20), sites, accounts, missing=missing)


def numbers(sites: tuple[BundleSite, ...]) -> list[int]:
    return [int(one.site[-1]) for one in sites]


def test_an_own_look_comes_first_and_who_alone_looked_counts() -> None:
    own = (site(1), site(2, SiteCoverage.NONE), site(3, SiteCoverage.NONE))
    told = sent("东江县", site(1), site(2), site(3, SiteCoverage.NONE), site(4, SiteCoverage.NONE))
    whole = joined(own, [told], [])
    assert numbers(whole.own) == [1, 3]  # nobody saw the third: it stays where it is registered
    assert numbers(whole.sent["东江县"]) == [2, 4]
    assert whole.twice == {"东江县": 2}


def test_nothing_sent_is_missing_and_lower_levels_are_told_with_theirs() -> None:
    key = "A" * 43 + "="
    senders = [Sender(name="东江县", key=key), *[Sender(name="西江县", key=key)] * 2]
    whole = joined((), [sent("东江县", missing=("江口镇",))], senders)
    assert whole.missing == ("西江县", "东江县/江口镇")
    assert joined((), [], []).missing == ()


def test_accounts_are_counted_once_and_what_is_not_told_is_not_nought() -> None:
    unseen = AccountVerdict.UNSEEN
    own = (account("a"), account("b", unseen), account("c", unseen))
    east = sent("东江县", accounts=(account("a"), account("b"), account("c", unseen), account("d")))
    whole = joined((), [east, sent("西江县")], [], own)
    assert [one.account[2] for one in whole.own_accounts] == ["a", "c"]
    told = whole.sent_accounts["东江县"]
    assert told is not None and [one.account[2] for one in told] == ["b", "d"]
    assert whole.sent_accounts["西江县"] is None
