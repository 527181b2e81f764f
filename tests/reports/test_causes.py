"""One cause across the city is told once, with exact counts."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, State
from govsweep.reports import census
from govsweep.reports.causes import Alike, cause_lines, causes
from govsweep.reports.dashboard import html
from govsweep.reports.papers.themes import themes
from govsweep.reports.snapshot import Snapshot

Make = Callable[..., Any]
TARGET = "http://old.gov.cn/zt/"


@pytest.fixture
def city(make_site: Make) -> list[Site]:
    return [make_site(number) for number in range(1, 42)]


@pytest.fixture
def dead(make_finding: Make, city: list[Site]) -> list[Finding]:
    """The same dead link on 41 sites, on ten pages and more of each."""
    return [
        make_finding(
            "dead-link", of=one, subject=TARGET, message=f"链接无法打开：{TARGET}",
            sightings=10 + number, quote="专题",
        )
        for number, one in enumerate(city)
    ]  # fmt: skip


def test_one_dead_target_on_41_sites_is_one_cause(dead: list[Finding], city: list[Site]) -> None:
    (cause,) = causes(dead)
    assert cause.alike is Alike.TARGET
    assert cause.sites == tuple(one.identifier for one in city)
    assert cause.pages == sum(one.sightings for one in dead) == 41 * 10 + 820
    assert cause.spread == "同一目标，41 个网站，1230 个页面"


def test_on_most_pages_of_every_site_it_is_the_template(dead: list[Finding]) -> None:
    (cause,) = causes(dead, {one.site: one.sightings for one in dead})
    assert cause.spread == "同一模板，41 个网站，1230 个页面"


def test_on_few_pages_of_one_site_it_is_not(dead: list[Finding]) -> None:
    read = {one.site: one.sightings for one in dead} | {dead[3].site: 1_000}
    (cause,) = causes(dead, read)
    assert cause.alike is Alike.TARGET


def test_the_same_sentence_is_one_cause_and_the_same_slip_in_others_is_none(
    make_finding: Make, make_site: Make
) -> None:
    reprinted = [make_finding(of=make_site(number)) for number in (1, 2)]
    own = make_finding(of=make_site(3), before="请")
    (cause,) = causes([*reprinted, own])
    assert cause.alike is Alike.TEXT
    assert cause.findings == tuple(one.id for one in reprinted)


@pytest.mark.parametrize(("sites", "told"), [(2, 0), (3, 1)])
def test_a_mark_that_sites_lack_alike(
    make_finding: Make, make_site: Make, sites: int, told: int
) -> None:
    found = [
        make_finding("missing-footer-mark", of=make_site(number), subject="police")
        for number in range(1, sites + 1)
    ]
    assert len(causes(found)) == told


def test_of_a_mark_only_what_all_sites_say_is_told(make_finding: Make, make_site: Make) -> None:
    lacking = ("SiteName、SiteDomain（本站别的页面有）", "SiteName", "ColumnType")
    found = [
        make_finding(
            "missing-page-tag", of=make_site(number), subject="栏目页",
            message=f"栏目页缺少网页标签或没有填写：{tags}",
        )
        for number, tags in enumerate(lacking)
    ]  # fmt: skip
    assert causes(found)[0].message == "栏目页缺少网页标签或没有填写"


@pytest.mark.parametrize(
    "change", [{"state": State.FIXED}, {"state": State.DISMISSED}, {"held": "数量异常"}]
)
def test_what_is_mended_dismissed_or_held_is_no_cause(
    make_finding: Make, make_site: Make, change: dict[str, Any]
) -> None:
    found = [make_finding(of=make_site(1)), make_finding(of=make_site(2), **change)]
    assert causes(found) == ()


def test_what_belongs_to_one_site_has_no_cause_elsewhere(
    make_finding: Make, make_site: Make
) -> None:
    found = [
        make_finding("stale-column", of=make_site(number), subject=f"http://s{number}.gov.cn/dt/")
        for number in (1, 2, 3)
    ]
    assert causes(found) == ()


def test_the_widest_stand_first(make_finding: Make, city: list[Site], dead: list[Finding]) -> None:
    word = [make_finding(of=one) for one in city[:3]]
    assert [one.check for one in causes([*word, *dead])] == ["dead-link", "typo"]


class TestOnPaper:
    @pytest.fixture
    def told(self, make_snapshot: Make, city: list[Site], dead: list[Finding]) -> Snapshot:
        snapshot: Snapshot = make_snapshot(*city, findings=tuple(dead))
        return snapshot

    def test_the_dashboard_tells_it_once(self, told: Snapshot) -> None:
        page = html(told)
        assert page.count("同一模板，41 个网站，1230 个页面") == 1
        assert "等 41 个" in page

    def test_every_site_keeps_its_row_in_the_census(self, told: Snapshot) -> None:
        assert [row.problems for row in census.rows(told)] == ["链接无法打开"] * 41

    def test_the_bulletin_names_it_under_its_theme(self, dead: list[Finding]) -> None:
        (theme,) = themes(dead, {one.site: one.site_name for one in dead})
        assert "同一目标，41个网站，1230个页面" in theme["more"]

    def test_what_is_suspected_is_not_told(self, make_snapshot: Make, dead: list[Finding]) -> None:
        unsure = [one.model_copy(update={"certainty": Certainty.SUSPECTED}) for one in dead]
        assert cause_lines(make_snapshot(findings=tuple(unsure))) == []

    def test_a_hostile_message_is_inert(
        self, make_snapshot: Make, city: list[Site], dead: list[Finding]
    ) -> None:
        bad = [one.model_copy(update={"message": "<script>alert(1)</script>"}) for one in dead]
        page = html(make_snapshot(*city, findings=tuple(bad)))
        assert "<script>alert(1)" not in page


def test_nothing_has_no_cause() -> None:
    assert causes([]) == ()


HOST = "www.gone-host.cn"


def on_one_host(
    make_finding: Make, of: Site, number: int, why: str = "域名无法解析", check: str = "dead-link"
) -> list[Finding]:
    targets = [f"http://{HOST}/{one}.html" for one in range(number)]
    return [
        make_finding(
            check, of=of, subject=one, message=f"链接无法打开：{one}（{why}）", sightings=2
        )
        for one in targets
    ]


def test_links_to_a_host_that_does_not_answer_are_one_cause_of_one_site(
    make_finding: Make, make_site: Make
) -> None:
    found = on_one_host(make_finding, make_site(1), 100)
    (cause,) = causes(found)
    assert cause.alike is Alike.HOST
    assert cause.message == f"{HOST} 上的 100 个地址都打不开（域名无法解析）"
    assert cause.spread == "同一主机，1 个网站，200 个页面"
    assert set(cause.findings) == {one.id for one in found}


def test_on_several_sites_they_are_one_cause_and_none_of_each_target(
    make_finding: Make, make_site: Make
) -> None:
    found = [
        one
        for site in (1, 2)
        for one in on_one_host(make_finding, make_site(site), 3, "连接被拒绝")
    ]
    assert [one.spread for one in causes(found)] == ["同一主机，2 个网站，12 个页面"]


@pytest.mark.parametrize(
    ("number", "why"),
    [(2, "域名无法解析"), (9, "404 请求的网页不存在"), (0, "")],
    ids=["two links", "pages that are not there", "none"],
)
def test_few_links_and_pages_that_are_missing_are_no_cause_of_a_host(
    make_finding: Make, make_site: Make, number: int, why: str
) -> None:
    assert causes(on_one_host(make_finding, make_site(1), number, why)) == ()


def test_papers_tell_a_host_as_one_source_that_nobody_there_mends(
    make_finding: Make, make_site: Make
) -> None:
    found = on_one_host(make_finding, make_site(1), 4)
    (theme,) = themes(found, {one.site: one.site_name for one in found})
    assert "其中源头相同的：" in theme["more"]
    assert "4个地址都打不开（域名无法解析）（同一主机，1个网站，8个页面）" in theme["more"]
