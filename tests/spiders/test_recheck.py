"""A look again at findings between two sweeps, by real workers on real servers."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from govsweep import clock, sweep_runner
from govsweep.accounts import Actor
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.findings import Finding, State
from govsweep.recheck import Looked, RecheckResult, recheck
from govsweep.rules import Rules, load_rules
from govsweep.rules.orders import StandingOrder

DAY = dt.date(2026, 11, 20)
TYPO = "请登陆网站查询有关办事指南。"
MENDED = "请登录网站查询有关办事指南。"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(None, "2019")


class Desk:
    """The office's desk: sweeps the town, lists findings and looks at them again."""

    def __init__(self, sweeping: Any, rules: Rules) -> None:
        self.sweeping, self.rules = sweeping, rules
        self.settings = Settings(
            database_url=sweeping.environment["GOVSWEEP_DATABASE_URL"], retry_after=0.4
        )

    def sweep(self) -> None:
        told = self.sweeping.run()
        assert told == ""
        self.close()

    def close(self) -> None:
        store, sweep = self.sweeping.store, self.sweeping.sweep
        sweep_runner.close(store, self.settings, sweep, self.rules, finished=True)

    def finding(self, check: str) -> Finding:
        (found,) = self.sweeping.store.findings.all(check=[check])
        return found

    def look(self, *findings: Finding) -> list[Looked]:
        return recheck(self.sweeping.store, self.settings, self.rules, findings, as_of=DAY)


@pytest.fixture
def desk(sweeping: Any, rules: Rules, start_worker: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOVSWEEP_LINK_PACE", sweeping.environment["GOVSWEEP_LINK_PACE"])

    def start_one(pool: sweep_runner.WorkerPool) -> Any:
        """A worker as real as a program of its own, without the second that this takes to load."""
        return start_worker(pool.environment, "--sweep", str(pool.sweep))

    monkeypatch.setattr(sweep_runner.WorkerPool, "_start_one", start_one)
    return Desk(sweeping, rules)


class TestWordsOnAPage:
    def test_gone_from_its_page_they_are_fixed_apart_from_any_sweep(
        self, desk: Desk, town: Any
    ) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html", "/b.html")
        town.page("/a.html", text=TYPO)
        town.page("/b.html")
        desk.sweep()
        town.page("/a.html", text=MENDED)
        before = town.hits()
        (looked,) = desk.look(desk.finding("typo"))
        assert looked.outcome is RecheckResult.FIXED
        fixed = desk.finding("typo")
        assert (fixed.state, fixed.fixed_sweep) == (State.FIXED, None)
        assert [one.id for one in desk.sweeping.store.sweeps.all()] == [1]
        asked = town.hits() - before
        assert set(asked) == {"/", "/a.html"}, "no other page is asked for"
        assert asked["/a.html"] == 1

    def test_still_there_they_stand_and_were_seen_later(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html")
        town.page("/a.html", text=TYPO)
        desk.sweep()
        before = desk.finding("typo")
        (looked,) = desk.look(before)
        assert looked.outcome is RecheckResult.STANDING
        after = desk.finding("typo")
        assert after.state is State.OPEN
        assert after.last_seen > before.last_seen
        assert after.sweep == before.sweep

    def test_on_one_of_two_pages_they_stand(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html", "/b.html")
        town.page("/a.html", text=TYPO)
        town.page("/b.html", text=TYPO)
        desk.sweep()
        town.page("/a.html", text=MENDED)
        (looked,) = desk.look(desk.finding("typo"))
        assert looked.outcome is RecheckResult.STANDING

    def test_words_that_were_ordered_stand_and_once_gone_are_fixed(
        self, desk: Desk, town: Any
    ) -> None:
        since = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        order = StandingOrder(words="岚桥工业园", reason="已更名", at=since)
        desk.sweeping.site()
        desk.sweeping.store.orders.give(order, Actor(name="王工"))
        town.page("/", "/a.html")
        town.page("/a.html", text="位于岚桥工业园的企业。")
        desk.sweep()
        (looked,) = desk.look(desk.finding("standing-order"))
        assert looked.outcome is RecheckResult.STANDING
        town.page("/a.html", text="位于岚桥高新区的企业。")
        (looked,) = desk.look(desk.finding("standing-order"))
        assert looked.outcome is RecheckResult.FIXED

    def test_a_page_that_is_gone_takes_them_along(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html")
        town.page("/a.html", text=TYPO)
        desk.sweep()
        del town.answers["127.0.0.1", "/a.html"]
        (looked,) = desk.look(desk.finding("typo"))
        assert (looked.outcome, "链接" in looked.why) == (RecheckResult.UNSEEN, True)
        town.page("/")  # nothing leads there any more
        (looked,) = desk.look(desk.finding("typo"))
        assert looked.outcome is RecheckResult.FIXED

    def test_where_the_rules_changed_nothing_is_fixed(
        self, desk: Desk, town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html")
        town.page("/a.html", text=TYPO)
        desk.sweep()
        found = desk.finding("typo")
        (tmp_path / "允许的词.txt").write_text(f"{found.subject}\n", "utf-8")
        monkeypatch.setenv("GOVSWEEP_LEXICONS", str(tmp_path))
        desk.settings = desk.settings.model_copy(update={"lexicons": tmp_path})
        desk.rules = sweep_runner.rules_of(desk.settings)
        (looked,) = desk.look(found)
        assert (looked.outcome, "规则" in looked.why) == (RecheckResult.UNSEEN, True)
        assert desk.finding("typo").state is State.OPEN

    def test_a_page_that_fails_says_nothing(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html")
        town.page("/a.html", text=TYPO)
        desk.sweep()
        town.put("/a.html", b"", status=500)
        (looked,) = desk.look(desk.finding("typo"))
        assert looked.outcome is RecheckResult.UNSEEN
        assert "500" in looked.why
        assert desk.finding("typo").state is State.OPEN

    def test_what_is_back_at_the_next_sweep_has_relapsed(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html")
        town.page("/a.html", text=TYPO)
        desk.sweep()
        town.page("/a.html", text=MENDED)
        desk.look(desk.finding("typo"))
        town.page("/a.html", text=TYPO)
        desk.sweep()
        again = desk.finding("typo")
        assert (again.state, again.relapses) == (State.RELAPSED, 1)


class TestLinks:
    def test_a_target_that_answers_again_is_fixed(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/files/form.zip")
        desk.sweep()
        assert desk.finding("dead-link").subject.endswith("/files/form.zip")
        town.put("/files/form.zip", b"PK", Content_Type="application/zip")
        (looked,) = desk.look(desk.finding("dead-link"))
        assert looked.outcome is RecheckResult.FIXED

    def test_a_target_still_dead_is_asked_for_twice_and_stands(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/files/form.zip")
        desk.sweep()
        before = town.hits()
        (looked,) = desk.look(desk.finding("dead-link"))
        assert looked.outcome is RecheckResult.STANDING
        assert (town.hits() - before)["/files/form.zip"] == 2

    def test_a_link_taken_off_its_page_is_fixed_though_the_target_is_dead(
        self, desk: Desk, town: Any
    ) -> None:
        desk.sweeping.site()
        town.page("/", "/files/form.zip")
        desk.sweep()
        town.page("/")
        (looked,) = desk.look(desk.finding("dead-link"))
        assert looked.outcome is RecheckResult.FIXED

    def test_a_page_that_is_gone_does_not_mend_the_target_that_it_named(
        self, desk: Desk, town: Any
    ) -> None:
        desk.sweeping.site()
        town.page("/", "/a.html")
        town.page("/a.html", "/files/form.zip")
        desk.sweep()
        (dead,) = desk.sweeping.store.findings.all(check=("dead-link",))
        del town.answers["127.0.0.1", "/a.html"]
        town.page("/", "/b.html")
        town.page("/b.html", "/files/form.zip")  # published again elsewhere
        (looked,) = desk.look(dead)
        assert (looked.outcome, "重新发布" in looked.why) == (RecheckResult.UNSEEN, True)
        desk.sweep()
        assert [
            (one.state, one.relapses)
            for one in desk.sweeping.store.findings.all(check=("dead-link",))
            if one.subject == dead.subject
        ] == [(State.OPEN, 0)]

    def test_a_dead_page_of_the_site_itself(self, desk: Desk, town: Any) -> None:
        desk.sweeping.site()
        town.page("/", "/gone.html", "/b.html")
        town.page("/b.html")
        desk.sweep()
        town.page("/gone.html")
        (looked,) = desk.look(desk.finding("dead-link"))
        assert looked.outcome is RecheckResult.FIXED


def a_list(*rows: tuple[str, str]) -> bytes:
    items = "".join(
        f'<li><a href="{path}">关于开展第{path[3:-5]}项工作的通知</a><span>{day}</span></li>'
        for path, day in rows
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>工作动态</title>"
        '<meta name="ColumnName" content="工作动态"><meta name="ColumnType" content="工作动态">'
        '</head><body><div class="nav"><a href="/">首页</a> &gt; <a href="/dt/">工作动态</a></div>'
        f'<div class="list"><ul>{items}</ul></div></body></html>'
    ).encode()


class TestColumns:
    def test_a_column_with_new_rows_is_fixed_whether_they_show_their_day_or_not(
        self, desk: Desk, town: Any
    ) -> None:
        desk.sweeping.site()
        old = [(f"/n/{number}.html", f"2026-06-{number:02}") for number in range(1, 9)]
        town.put("/", '<!DOCTYPE html><meta charset="utf-8"><a href="/dt/">工作动态</a>'.encode())
        town.put("/dt/", a_list(*old))
        for path, _ in old:
            town.page(path)
        desk.sweep()
        stale = desk.finding("stale-column")
        assert desk.look(stale)[0].outcome is RecheckResult.STANDING
        town.put("/dt/", a_list(("/n/99.html", ""), *old))
        town.put(
            "/n/99.html",
            "<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知</title>"
            '<meta name="PubDate" content="2026-11-19 09:00"></head>'
            "<body><h1>关于冬季供暖的通知</h1><p>发布时间：2026-11-19 09:00</p>"
            f"<p>{'各单位要做好冬季供暖工作。' * 20}</p>".encode(),
        )
        (looked,) = desk.look(stale)
        assert looked.outcome is RecheckResult.FIXED, looked.why


def test_a_site_that_answers_again_is_fixed(desk: Desk, town: Any) -> None:
    desk.sweeping.site()
    town.put("/", b"", status=500)
    desk.sweep()
    found = desk.finding("site-unreachable")
    assert desk.look(found)[0].outcome is RecheckResult.STANDING
    town.page("/")
    assert desk.look(found)[0].outcome is RecheckResult.FIXED


def test_while_a_sweep_reads_the_site_nobody_else_does(desk: Desk, town: Any) -> None:
    desk.sweeping.site()
    town.page("/", "/a.html")
    town.page("/a.html", text=TYPO)
    desk.sweep()
    desk.sweeping.open(dt.date(2026, 11, 21))
    before = town.hits()
    with pytest.raises(InputError, match="正在读"):
        desk.look(desk.finding("typo"))
    assert town.hits() == before


def test_what_is_fixed_is_not_looked_at(desk: Desk, town: Any) -> None:
    desk.sweeping.site()
    town.page("/", "/a.html")
    town.page("/a.html", text=TYPO)
    desk.sweep()
    desk.sweeping.store.findings.mark_fixed([desk.finding("typo").id], clock.now())
    before = town.hits()
    (looked,) = desk.look(desk.finding("typo"))
    assert "已经整改" in looked.why
    assert town.hits() == before
