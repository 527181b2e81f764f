"""The store keeps what was seen, once, on SQLite and on PostgreSQL alike."""

import datetime as dt
from collections.abc import Callable
from hashlib import blake2b

import msgspec
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from govsweep.accounts import Actor
from govsweep.addresses import fingerprint
from govsweep.checking import Crash
from govsweep.errors import InputError, ServiceError
from govsweep.facts import (
    Address,
    Block,
    ColumnKind,
    LinkStatus,
    Page,
    PageKind,
    PageState,
    Place,
    Probe,
    Site,
    TargetKind,
    View,
    Visit,
)
from govsweep.findings import Certainty, Finding, State
from govsweep.lifecycle import Decision, DecisionKind, DecisionScope
from govsweep.rectification import appeal
from govsweep.store import ELSEWHERE, FAREWELL, Delivery, LedgerRow, Store, StoredColumn, Sweep
from govsweep.tables import metadata

NIGHT = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)
SITE = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")
HOME = "http://www.qinghe.gov.cn/"
NEWS = "http://www.qinghe.gov.cn/news/1.html"
FOREIGN = "http://example.com/"


def opened(store: Store, night: dt.date = NIGHT, again: bool = False, reader: str = "") -> Sweep:
    store.sites.save([SITE])
    sweep, _ = store.sweeps.open(
        night=night,
        as_of=night,
        sites=[SITE],
        indicators="2019",
        rules_version="r1",
        at=AT.timestamp(),
        again=again,
        reader=reader,
    )
    return sweep


def an_address(url: str, **words: object) -> Address:
    return Address(queue=SITE.identifier, url=url, fingerprint=fingerprint(url), **words)  # type: ignore[arg-type]


def a_visit(url: str, *paragraphs: str, **words: object) -> Visit:
    blocks = tuple(
        Block(text, Place.MAIN, blake2b(text.encode(), digest_size=16).digest())
        for text in paragraphs
    )
    given: dict[str, object] = {
        "queue": SITE.identifier,
        "url": url,
        "fingerprint": fingerprint(url),
        "at": AT,
        "status": 200,
        "page": Page(url=url, kind=PageKind.ARTICLE, blocks=blocks),
    }
    return Visit(**(given | words))  # type: ignore[arg-type]


@pytest.fixture
def a_finding(a_finding: Callable[..., Finding]) -> Callable[..., Finding]:
    """A maker of findings of a sweep on a page, all with the same id."""

    def make(sweep: Sweep, url: str, **words: object) -> Finding:
        seen = {"sweep": sweep.id, "url": url, "first_seen": AT, "last_seen": AT}
        return a_finding(**({"id": "f" * 32} | seen | words))

    return make


def test_the_migrations_make_the_tables_that_the_code_names(database_url: str) -> None:
    store = Store(database_url)
    store.upgrade()
    store.close()
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    store.sites.save([SITE])
    store.upgrade()
    assert store.sites.all() == [SITE]


@pytest.mark.parametrize("url", ["mysql://x/y", "not an url", "sqlite+nothing:///x"])
def test_an_unusable_database_url_is_the_users_error(url: str) -> None:
    with pytest.raises(InputError, match=r"数据库|GOVSWEEP_DATABASE_URL"):
        Store(url)


def test_a_database_that_does_not_answer_is_a_service_error() -> None:
    with pytest.raises(ServiceError, match="GOVSWEEP_DATABASE_URL"):
        Store("postgresql://127.0.0.1:9/nothing?connect_timeout=2").sites.all()


class TestSites:
    def test_a_site_saved_again_is_changed_not_doubled(self, store: Store) -> None:
        store.sites.save([SITE])
        renamed = Site(identifier=SITE.identifier, name="新名", url=SITE.url, status="closed")
        store.sites.save([renamed])
        assert store.sites.all() == [renamed]
        assert store.sites.all(statuses=["running"]) == []

    def test_what_was_registered_of_a_column_survives_a_sweep(self, store: Store) -> None:
        store.sites.save([SITE])
        by_hand = StoredColumn(
            site=SITE.identifier,
            url=NEWS,
            name="政务要闻",
            kind=ColumnKind.NEWS,
            owner="宣传科",
            registered=True,
        )
        store.columns.save([by_hand])
        found = StoredColumn(
            site=SITE.identifier,
            url=NEWS,
            name="要闻",
            kind=ColumnKind.OTHER,
            newest=NIGHT,
            sweep=1,
        )
        store.columns.save([found])
        (kept,) = store.columns.all(SITE.identifier)
        assert (kept.name, kept.kind, kept.owner) == ("政务要闻", ColumnKind.NEWS, "宣传科")
        assert kept.registered
        assert (kept.newest, kept.sweep) == (NIGHT, 1)


class TestOpening:
    def test_a_second_opening_joins_the_open_sweep(self, store: Store) -> None:
        first = opened(store)
        assert opened(store).id == first.id

    def test_a_closed_night_is_opened_again_only_on_demand(self, store: Store) -> None:
        first = opened(store)
        store.sweeps.close(first.id, reason="until", finished=False)
        with pytest.raises(InputError, match="--again"):
            opened(store)
        second = opened(store, again=True)
        assert (second.night, second.number) == (NIGHT, 2)

    def test_on_a_clock_that_was_set_back_its_night_is_counted_on(self, store: Store) -> None:
        for night in (NIGHT, NIGHT + dt.timedelta(days=1)):
            store.sweeps.close(opened(store, night).id, reason="until", finished=False)
        with pytest.raises(InputError, match=r"2026-11-21 当夜.*已经结束，而本机时钟在 2026-11-20"):
            opened(store)
        third = opened(store, again=True)
        assert (third.night, third.number) == (NIGHT, 2)

    def test_it_queues_the_home_pages(self, store: Store) -> None:
        sweep = opened(store)
        assert [one.url for one in store.queue.waiting(sweep.id)] == [HOME]

    def test_what_was_left_goes_first_the_next_night(self, store: Store) -> None:
        first = opened(store)
        store.pages.commit(first.id, [Delivery(a_visit(HOME, found=(an_address(NEWS, depth=1),)))])
        store.sweeps.close(first.id, reason="until", finished=False)
        second = opened(store, night=NIGHT + dt.timedelta(days=1))
        assert {one.url for one in store.queue.waiting(second.id)} == {HOME, NEWS}

    def test_a_sweep_of_other_sites_forgets_nothing_that_was_left(self, store: Store) -> None:
        first = opened(store)
        store.pages.commit(first.id, [Delivery(a_visit(HOME, found=(an_address(NEWS, depth=1),)))])
        store.sweeps.close(first.id, reason="until", finished=False)
        other = Site(identifier="5118000002", name="乙", url="http://b.gov.cn/", organizer="乙")
        store.sites.save([other])
        between, _ = store.sweeps.open(
            night=NIGHT, as_of=NIGHT, sites=[other], indicators="2019", rules_version="r1",
            at=AT.timestamp(), again=True,
        )  # fmt: skip
        store.sweeps.close(between.id, reason="until", finished=False)
        third = opened(store, night=NIGHT + dt.timedelta(days=1))
        assert {one.url for one in store.queue.waiting(third.id)} == {HOME, NEWS}

    def test_a_page_whose_finding_stands_is_looked_at_again(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        first = opened(store)
        store.pages.commit(first.id, [Delivery(a_visit(NEWS), (a_finding(first, NEWS),))])
        store.sweeps.close(first.id, reason="until", finished=False)
        second = opened(store, night=NIGHT + dt.timedelta(days=1))
        assert {one.url for one in store.queue.waiting(second.id)} == {HOME, NEWS}
        store.findings.mark_fixed(["f" * 32], AT)
        store.pages.commit(second.id, [Delivery(a_visit(NEWS)), Delivery(a_visit(HOME))])
        store.sweeps.close(second.id, reason="until", finished=False)
        third = opened(store, night=NIGHT + dt.timedelta(days=2))
        assert {one.url for one in store.queue.waiting(third.id)} == {HOME}


class TestDeliveries:
    def test_a_page_comes_back_with_the_texts_of_its_blocks(self, store: Store) -> None:
        sweep = opened(store)
        visit = a_visit(HOME, "第一段。", "第二段。", "第一段。")
        store.pages.commit(sweep.id, [Delivery(visit)])
        (stored,) = store.pages.of_site(sweep.id, SITE.identifier, texts=True)
        assert stored.page == visit.page
        assert stored.state is PageState.FETCHED

    def test_a_page_delivered_twice_changes_nothing(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        sweep = opened(store)
        delivery = Delivery(
            a_visit(HOME, "请登陆网站查询。", found=(an_address(NEWS),)), (a_finding(sweep, HOME),)
        )
        store.pages.commit(sweep.id, [delivery])
        before = (
            store.findings.all(),
            list(store.queue.waiting(sweep.id)),
            store.sweeps.progress(sweep.id),
        )
        store.pages.commit(sweep.id, [delivery])
        assert (
            store.findings.all(),
            list(store.queue.waiting(sweep.id)),
            store.sweeps.progress(sweep.id),
        ) == before
        assert before[2].pages == {"fetched": 1, "queued": 1}
        assert (before[2].read, before[2].waiting, before[2].findings) == (1, 1, 1)

    def test_an_address_found_again_does_not_go_back_to_the_queue(self, store: Store) -> None:
        sweep = opened(store)
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME)), Delivery(a_visit(NEWS))])
        store.pages.commit(sweep.id, [Delivery(a_visit(NEWS, found=(an_address(HOME),)))])
        assert list(store.queue.waiting(sweep.id)) == []

    def test_a_target_waits_to_be_probed_and_keeps_its_kind(self, store: Store) -> None:
        sweep = opened(store)
        target = Address(
            "@example.com", FOREIGN, fingerprint(FOREIGN), is_link=True, kind=TargetKind.IMAGE
        )
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME, found=(target,)))])
        assert [one for one in store.queue.waiting(sweep.id) if one.is_link] == [target]
        assert store.pages.untried(sweep.id, {FOREIGN, HOME, NEWS}) == {FOREIGN}
        tried = a_visit(
            FOREIGN, queue="@example.com", unread=True, link_status=LinkStatus.DEAD, status=404,
            reason="status", page=None,
        )  # fmt: skip
        store.pages.commit(sweep.id, [Delivery(tried)])
        link = store.pages.links(sweep.id, bad=True)[FOREIGN]
        assert (link.status, link.http_status, link.kind) == (LinkStatus.DEAD, 404, "image")
        assert [one for one in store.queue.waiting(sweep.id) if one.is_link] == []
        assert store.pages.untried(sweep.id, {FOREIGN}) == set()

    def test_a_page_that_led_to_a_foreign_host_stays_its_sites_own(self, store: Store) -> None:
        sweep = opened(store)
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME, found=(an_address(NEWS),)))])
        away = a_visit(NEWS, queue="@a-rather-long-name.example.com", page=None, final_url=FOREIGN)
        store.pages.commit(sweep.id, [Delivery(away)])
        pages = {one.url: one.state for one in store.pages.of_site(sweep.id, SITE.identifier)}
        assert pages == {HOME: PageState.FETCHED, NEWS: PageState.FETCHED}

    def test_a_page_to_be_tried_again_waits_until_it_is_due(self, store: Store) -> None:
        sweep = opened(store)
        store.pages.commit(
            sweep.id,
            [
                Delivery(
                    a_visit(HOME, state=PageState.QUEUED, reason="timeout", page=None, due=99.0)
                )
            ],
        )
        (waiting,) = store.queue.waiting(sweep.id)
        assert (waiting.url, waiting.due, waiting.tries) == (HOME, 99.0, 1)

    def test_a_timed_visit_is_a_probe(self, store: Store) -> None:
        sweep = opened(store)
        probe = Probe(url=HOME, at=AT.astimezone(), elapsed=0.4, status=200)
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME, timing=probe))])
        assert store.probes.of_sweep(SITE.identifier, sweep.id) == (probe,)
        day = dt.timedelta(days=1)
        assert store.probes.of_timer(SITE.identifier, AT - day, AT + day) == ()
        store.probes.save([(SITE.identifier, msgspec.structs.replace(probe, at=probe.at + day))])
        assert len(store.probes.of_timer(SITE.identifier, AT - day, AT + day)) == 1

    def test_what_a_certificate_lacked_stands_beside_the_timing(self, store: Store) -> None:
        sweep = opened(store)
        probe = Probe(url=HOME, at=AT.astimezone(), status=200, certificate="证书过期")
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME, timing=probe, unread=True))])
        assert store.probes.of_sweep(SITE.identifier, sweep.id) == (probe,)

    def test_a_view_delivered_twice_is_kept_once(self, store: Store) -> None:
        sweep = opened(store)
        views = (
            View(agent="referrer", title="清禾市人民政府", domains=("tianqi.com",)),
            View(agent="spider", title="清禾市人民政府", text_hash=b"1" * 16),
        )
        delivery = Delivery(a_visit(HOME, views=views, unread=True))
        store.pages.commit(sweep.id, [delivery])
        store.pages.commit(sweep.id, [delivery])
        assert store.probes.views(sweep.id, SITE.identifier) == views
        assert store.probes.views(sweep.id + 1, SITE.identifier) == ()

    def test_checks_that_raised_are_counted(self, store: Store) -> None:
        sweep = opened(store)
        store.pages.commit(
            sweep.id, [Delivery(a_visit(HOME), (), (Crash("typo", HOME, "KeyError"),))]
        )
        counted = store.sweeps.get(sweep.id)
        assert counted is not None
        assert counted.crashes == 1


class TestFindings:
    def test_the_same_words_on_two_pages_are_one_finding(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        sweep = opened(store)
        store.pages.commit(
            sweep.id,
            [
                Delivery(a_visit(HOME), (a_finding(sweep, HOME),)),
                Delivery(a_visit(NEWS), (a_finding(sweep, NEWS),)),
            ],
        )
        store.findings.count_sightings(sweep.id, ["typo"])
        (finding,) = store.findings.all()
        assert finding.sightings == 2
        assert finding.pages == (HOME, NEWS)

    @pytest.mark.parametrize("order", [(HOME, NEWS), (NEWS, HOME)])
    def test_it_is_shown_on_the_shortest_address_whichever_is_read_first(
        self, store: Store, a_finding: Callable[..., Finding], order: tuple[str, str]
    ) -> None:
        sweep = opened(store)
        for url in order:
            found = a_finding(sweep, url, quote=f"在 {url}", column=url)
            store.pages.commit(sweep.id, [Delivery(a_visit(url), (found,))])
        (finding,) = store.findings.all()
        assert (finding.url, finding.quote, finding.column) == (HOME, f"在 {HOME}", HOME)

    def test_judged_again_it_is_shown_where_it_was_while_it_stands_there(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        sweep = opened(store)
        found = {url: a_finding(sweep, url, quote=f"在 {url}") for url in (HOME, NEWS)}
        store.pages.commit(sweep.id, [Delivery(a_visit(NEWS), (found[NEWS],))])
        store.pages.judge_again(sweep.id, [Delivery(a_visit(HOME), (found[HOME],))])
        assert store.findings.all()[0].url == NEWS
        store.pages.judge_again(sweep.id, [Delivery(a_visit(NEWS))])
        store.findings.count_sightings(sweep.id, ["typo"])
        (finding,) = store.findings.all()
        assert (finding.url, finding.quote) == (HOME, f"在 {HOME}")

    def test_a_page_read_again_in_the_same_sweep_takes_its_word_back(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        sweep = opened(store)
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME), (a_finding(sweep, HOME),))])
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME))])
        store.findings.count_sightings(sweep.id, ["typo"])
        (finding,) = store.findings.all()
        assert finding.sightings == 0

    def test_what_was_fixed_and_comes_back_has_relapsed(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        first = opened(store)
        found = a_finding(first, HOME)
        store.pages.commit(first.id, [Delivery(a_visit(HOME), (found,))])
        store.findings.mark_fixed([found.id], AT)
        assert store.findings.all(state=["fixed"])[0].fixed_at is not None
        store.sweeps.close(first.id, reason="until", finished=False)
        second = opened(store, NIGHT + dt.timedelta(days=1))
        again = a_finding(second, HOME, first_seen=AT + dt.timedelta(days=1))
        store.pages.commit(second.id, [Delivery(a_visit(HOME), (again,))])
        (finding,) = store.findings.all()
        assert finding.state is State.RELAPSED
        assert finding.first_seen == AT
        assert finding.fixed_at is None

    def test_findings_of_an_unchanged_page_carry_on(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        first = opened(store)
        store.pages.commit(first.id, [Delivery(a_visit(HOME, "正文"), (a_finding(first, HOME),))])
        store.sweeps.close(first.id, reason="until", finished=False)
        for day in (1, 2):
            later = opened(store, NIGHT + dt.timedelta(days=day))
            unchanged = a_visit(HOME, state=PageState.UNCHANGED, page=None, status=304)
            store.pages.commit(later.id, [Delivery(unchanged)])
            store.findings.carry_on(later.id, ["typo"])
            store.sweeps.close(later.id, reason="until", finished=False)
            assert [one.sweep for one in store.findings.all()] == [later.id]
            (stored,) = store.pages.of_site(later.id, SITE.identifier, texts=True)
            assert stored.page is not None
            assert [block.text for block in stored.page.blocks] == ["正文"]

    def test_seen_by_a_clock_that_is_late_they_were_not_seen_before_they_were_found(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        late = AT - dt.timedelta(minutes=10)
        first = opened(store)
        found = a_finding(first, HOME, first_seen=AT, last_seen=AT)
        store.pages.commit(first.id, [Delivery(a_visit(HOME, "正文"), (found,))])
        store.sweeps.close(first.id, reason="until", finished=False)
        second = opened(store, NIGHT + dt.timedelta(days=1))
        unchanged = a_visit(HOME, state=PageState.UNCHANGED, page=None, status=304, at=late)
        store.pages.commit(second.id, [Delivery(unchanged)])
        store.findings.carry_on(second.id, ["typo"])
        store.rechecks.see_again([found.id], late)
        assert [(one.first_seen, one.last_seen) for one in store.findings.all()] == [(AT, AT)]

    def test_unseen_are_those_that_stand_but_were_not_seen(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        first = opened(store)
        store.pages.commit(first.id, [Delivery(a_visit(HOME), (a_finding(first, HOME),))])
        assert store.findings.unseen(first.id, [SITE.identifier]) == []
        assert [one.id for one in store.findings.unseen(first.id + 1, [SITE.identifier])] == [
            "f" * 32
        ]

    def test_what_judged_again_stands_nowhere_is_taken_back(
        self, store: Store, a_finding: Callable[..., Finding]
    ) -> None:
        sweep = opened(store)
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME), (a_finding(sweep, HOME),))])
        store.pages.judge_again(sweep.id, [Delivery(a_visit(HOME))])
        store.findings.withdraw(sweep.id, SITE.identifier, "1", dt.datetime.now(dt.UTC))
        assert store.findings.all() == []

    @pytest.mark.parametrize("deed", ["appeal", "decision"])
    def test_what_somebody_spoke_of_is_withdrawn_and_keeps_its_row(
        self, store: Store, a_finding: Callable[..., Finding], deed: str
    ) -> None:
        sweep = opened(store)
        found = a_finding(sweep, HOME)
        store.pages.commit(sweep.id, [Delivery(a_visit(HOME), (found,))])
        if deed == "appeal":
            appeal(store, found, "原文如此", Actor(name="李四"), AT)
        else:
            confirmed = Decision(
                finding=found.id, verdict=DecisionKind.CONFIRM, scope=DecisionScope.FINDING,
                site=found.site, check=found.check, subject=found.subject, author="李四",
                reason="看过", at=AT,
            )  # fmt: skip
            store.decisions.write([confirmed], NIGHT)
        store.pages.judge_again(sweep.id, [Delivery(a_visit(HOME))])
        store.findings.withdraw(sweep.id, SITE.identifier, "1", dt.datetime.now(dt.UTC))
        assert [one.state for one in store.findings.all()] == [State.WITHDRAWN]

    @pytest.mark.parametrize(
        ("certainty", "left"), [(Certainty.SUSPECTED, 0), (Certainty.CONFIRMED, 3)]
    )
    def test_what_is_suspected_on_several_sites_is_usage(
        self, store: Store, certainty: Certainty, left: int, a_finding: Callable[..., Finding]
    ) -> None:
        sweep = opened(store)
        for number in range(3):
            site = f"511800000{number}"
            found = a_finding(
                sweep,
                HOME,
                id=f"{number}" * 32,
                site=site,
                certainty=certainty,
                rule="typo-speller",
            )
            store.findings.save(sweep.id, [found])
        store.findings.drop_usage(sweep.id, "typo", 4, ["typo-speller"])
        assert len(store.findings.all()) == 3
        store.findings.drop_usage(
            sweep.id, "typo", 3, ["typo-doubled"]
        )  # a norm that many break stands
        assert len(store.findings.all()) == 3
        store.findings.drop_usage(sweep.id, "typo", 3, ["typo-speller"])
        assert len(store.findings.all()) == left


class TestLedger:
    def test_it_sums_up_what_became_of_every_address(self, store: Store) -> None:
        sweep = opened(store)
        cut = an_address(HOME + "?month=1", cut="pattern")
        store.pages.commit(
            sweep.id,
            [
                Delivery(a_visit(HOME, found=(an_address(NEWS), cut))),
                Delivery(a_visit(NEWS, state=PageState.FAILED, reason="status", page=None)),
            ],
        )
        assert store.sweeps.close(sweep.id, reason="lost", finished=True)
        name = SITE.identifier
        assert store.sweeps.ledger(sweep.id) == [
            LedgerRow(name, "cut", "pattern", 1),
            LedgerRow(name, "failed", "status", 1),
            LedgerRow(name, "fetched", "", 1),
            LedgerRow(name, "known", "", 3),
        ]

    def test_what_only_leads_on_is_no_page_of_a_site(self, store: Store) -> None:
        sweep, name = opened(store), SITE.identifier
        away = a_visit(HOME, page=None, final_url=FOREIGN)
        store.pages.commit(sweep.id, [Delivery(away)])
        assert store.sweeps.close(sweep.id, reason="lost", finished=True)
        assert store.sweeps.ledger(sweep.id) == [
            LedgerRow(name, "cut", ELSEWHERE, 1),
            LedgerRow(name, "known", "", 1),
        ]

    def test_what_says_that_its_site_is_gone_is_no_page_of_it_also_unchanged(
        self, store: Store
    ) -> None:
        first, name = opened(store), SITE.identifier
        gone = Page(url=HOME, kind=PageKind.FAREWELL, farewell="本站已迁移")
        store.pages.commit(first.id, [Delivery(a_visit(HOME, page=gone))])
        assert store.sweeps.close(first.id, reason="lost", finished=True)
        second = opened(store, NIGHT + dt.timedelta(days=1))
        same = a_visit(HOME, page=None, state=PageState.UNCHANGED)
        store.pages.commit(second.id, [Delivery(same)])
        assert store.sweeps.close(second.id, reason="lost", finished=True)
        for sweep in (first, second):
            assert store.sweeps.ledger(sweep.id) == [
                LedgerRow(name, "cut", FAREWELL, 1),
                LedgerRow(name, "known", "", 1),
            ]

    def test_where_it_leads_to_a_page_of_the_site_both_were_read(self, store: Store) -> None:
        sweep, name = opened(store), SITE.identifier
        script = a_visit(HOME, page=Page(url=HOME, kind=PageKind.REDIRECT, redirect=NEWS))
        store.pages.commit(sweep.id, [Delivery(script), Delivery(a_visit(NEWS))])
        store.sweeps.close(sweep.id, reason="until", finished=False)
        assert store.sweeps.ledger(sweep.id) == [
            LedgerRow(name, "fetched", "", 2),
            LedgerRow(name, "known", "", 2),
        ]

    def test_a_page_still_queued_at_a_finished_end_is_an_imbalance(self, store: Store) -> None:
        sweep = opened(store)
        assert not store.sweeps.close(sweep.id, reason="lost", finished=True)
        closed = store.sweeps.get(sweep.id)
        assert closed is not None
        assert closed.balanced is False
        assert LedgerRow(SITE.identifier, "left", "lost", 1) in store.sweeps.ledger(sweep.id)


def test_a_page_known_from_before_can_be_asked_for_by_condition(
    store: Store, a_site: Callable[..., Site]
) -> None:
    first = opened(store)
    store.pages.commit(
        first.id, [Delivery(a_visit(HOME, etag='"x"', last_modified="y", body_hash=b"h" * 16))]
    )
    store.sweeps.close(first.id, reason="until", finished=False)
    second = opened(store, NIGHT + dt.timedelta(days=1))
    keys = [fingerprint(HOME), fingerprint(NEWS)]
    assert store.queue.earlier(second.id, keys) == {fingerprint(HOME): ('"x"', "y", b"h" * 16)}
    assert store.queue.earlier(first.id, keys) == {}


def test_a_page_that_another_version_of_the_reader_read_is_asked_for_anew(store: Store) -> None:
    key, document = fingerprint(HOME), b"h" * 16
    known = {key: ('"x"', "", document)}
    fetched = a_visit(HOME, "温水镇人民政府", etag='"x"', body_hash=document)
    unchanged = a_visit(HOME, state=PageState.UNCHANGED, etag='"x"', body_hash=document, page=None)
    nights = (
        ("1", {}, fetched), ("1", known, unchanged), ("2", {}, fetched), ("2", known, unchanged),
        ("2", known, None),
    )  # fmt: skip
    for days, (reader, earlier, visit) in enumerate(nights):
        sweep = opened(store, NIGHT + dt.timedelta(days=days), reader=reader)
        assert store.queue.earlier(sweep.id, [key]) == earlier
        assert (store.queue.read_of(sweep.id, key, document) is not None) == bool(earlier)
        if visit is not None:
            store.pages.commit(sweep.id, [Delivery(visit)])
        store.sweeps.close(sweep.id, reason="until", finished=False)


def test_what_was_read_of_a_document_is_found_by_it(
    store: Store, a_site: Callable[..., Site]
) -> None:
    document, key = b"h" * 16, fingerprint(HOME)
    visit = a_visit(HOME, "温水镇人民政府", body_hash=document)
    assert visit.page is not None
    first = opened(store)
    store.pages.commit(first.id, [Delivery(visit)])
    store.sweeps.close(first.id, reason="until", finished=False)
    second = opened(store, NIGHT + dt.timedelta(days=1))
    for sweep in (first.id, second.id):
        found = store.queue.read_of(sweep, key, document)
        assert found is not None
        assert [one.hash for one in found.blocks] == [one.hash for one in visit.page.blocks]
    assert store.queue.read_of(second.id, key, b"i" * 16) is None  # it was another then
    assert store.queue.read_of(second.id, fingerprint(NEWS), document) is None


def test_what_a_page_usually_takes_is_the_median(store: Store) -> None:
    sweep = opened(store)
    assert store.pages.usual_seconds(sweep.id) == 0.0
    for number, elapsed in enumerate((0.1, 0.2, 9.0)):
        store.pages.commit(sweep.id, [Delivery(a_visit(f"{HOME}{number}", elapsed=elapsed))])
    assert store.pages.usual_seconds(sweep.id) == 0.2


@pytest.mark.parametrize(
    ("slow", "usual"),
    [(4, 3.0), (2, 3.0), (1, 0.1)],
    ids=["all sites", "half of them", "the last one alone"],
)
def test_a_spell_in_which_most_sites_are_slow_tells_what_is_usual(
    store: Store, slow: int, usual: float
) -> None:
    sweep = opened(store)
    took = [(number % 4, 0.1) for number in range(300)]
    took += [(number % slow, 3.0) for number in range(100)]
    store.pages.commit(
        sweep.id,
        [
            Delivery(
                a_visit(
                    f"{HOME}{number}",
                    queue=f"51180000{site:02d}",
                    elapsed=elapsed,
                    at=AT + dt.timedelta(seconds=number),
                )
            )
            for number, (site, elapsed) in enumerate(took)
        ],
    )
    assert store.pages.usual_seconds(sweep.id) == usual
