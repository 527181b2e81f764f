"""Own sites and those that were sent, each counted once."""

import datetime as dt
from typing import Any

from govsweep.bundles import SCHEMA, BundleSite, Manifest, Sender, SiteCoverage, figures_of
from govsweep.reports.joining import joined
from govsweep.store import StoredBundle


def site(
    number: int, coverage: SiteCoverage = SiteCoverage.WHOLE, district: str = ""
) -> BundleSite:
    read = 0 if coverage is SiteCoverage.NONE else 3
    return BundleSite(
        site=f"511812000{number}", name=f"第{number}局", url="http://x.gov.cn/", district=district,
        coverage=coverage, known=3, read=read, problems=0, fixed=0,
    )  # fmt: skip


def sent(sender: str, *sites: BundleSite, missing: tuple[str, ...] = ()) -> StoredBundle:
    day = dt.date(2026, 11, 20)
    manifest = Manifest(
        schema_version=SCHEMA, program="1", name=sender, title="", begins=day, ends=day, as_of=day,
        exported_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), key="A" * 43 + "=", files={},
    )  # fmt: skip
    told: dict[str, Any] = {"imported_at": manifest.exported_at, "digest": ""}
    return StoredBundle(1, sender, manifest, figures_of(sites, missing), sites=sites, **told)


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
