"""Whose a finding of an article is: its column's owner's, where that is one."""

import datetime as dt

from govsweep.facts import Column, ColumnKind, Context, Site
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.settle import owners_by_name
from govsweep.store import Store

SITE = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")
NIGHT = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)


def column(name: str, owner: str, path: str = "") -> Column:
    return Column(
        url=f"{SITE.url}{path or name}/", name=name, kind=ColumnKind.NEWS, owner=owner,
        context=Context(site=SITE, day=NIGHT),
    )  # fmt: skip


def finding(column: str, key: str) -> Finding:
    return Finding.model_construct(
        id=key * 32, check="typo", severity=Severity.MINOR, certainty=Certainty.CONFIRMED,
        site=SITE.identifier, site_name=SITE.name, owner="市政府办公室", url=SITE.url, subject=key,
        column=column, message="", quote="", before="", after="", suggestion="", clause="",
        sightings=1, pages=(SITE.url,), first_seen=AT, last_seen=AT, state=State.OPEN, held=None,
        rule_version="r1", sweep=1, variant="", rule="",
    )  # fmt: skip


def test_a_columns_owner_is_told_by_its_name_where_it_is_one() -> None:
    columns = [
        column("统计数据", "市统计局"),
        column("要闻", ""),
        column("通知", "甲局", "a"),
        column("通知", "乙局", "b"),
        column("", "丙局"),
    ]
    assert owners_by_name(columns) == {"统计数据": "市统计局"}


def test_its_findings_go_to_that_owner_and_others_stay(store: Store) -> None:
    store.sites.save([SITE])
    sweep, _ = store.sweeps.open(
        night=NIGHT, as_of=NIGHT, sites=[SITE], indicators="2019", rules_version="r1",
        at=AT.timestamp(), again=False,
    )  # fmt: skip
    store.findings.save(sweep.id, [finding("统计数据", "a"), finding("要闻", "b")])
    store.findings.assign_owners(sweep.id, SITE.identifier, {"统计数据": "市统计局"})
    owners = {one.column: one.owner for one in store.findings.all()}
    assert owners == {"统计数据": "市统计局", "要闻": "市政府办公室"}
