"""Settling a stored sweep: findings of whole sites, and the life of findings."""

import dataclasses
import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from govsweep.addresses import fingerprint
from govsweep.checking import checks
from govsweep.crawl import queue_of_host
from govsweep.facts import (
    AccessFault,
    Address,
    Anchor,
    Attachment,
    Block,
    ColumnKind,
    Context,
    DateSource,
    Entry,
    LinkStatus,
    MarkupRule,
    Page,
    PageAccess,
    PageKind,
    PageState,
    Place,
    Site,
    TargetKind,
    Visit,
)
from govsweep.findings import Fault, State
from govsweep.judging import Deriver, Judges
from govsweep.lifecycle import Decision, DecisionKind, DecisionScope
from govsweep.periods import looks_of
from govsweep.rectification import decide
from govsweep.rectification.deciding import Words
from govsweep.reports.labels import wording
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import Delivery, Store, Sweep
from govsweep.words import Matcher

NIGHT = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
ARTICLE = ROOT + "art/2026/11/1/art_1.html"
NEWS = ROOT + "dt/"
TITLE = "市水利局安排部署冬季供水保障工作"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: the other files of this part settle on both kinds, test_sweep.py a city."""
    return f"sqlite:///{tmp_path}/govsweep.db"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


class Nights:
    """Sweeps of one site, a night after another, delivered by hand."""

    def __init__(self, store: Store, site: Site, matcher: Matcher) -> None:
        self.store = store
        self.site = site
        self.rules = load_rules()
        store.sites.save([site])
        self.judges = Judges.by(self.rules, store.sites.all(), matcher=matcher)
        self.night = NIGHT

    def sweep(
        self,
        *pages: Page,
        status: int = 0,
        reason: str = "status",
        tried: Sequence[Visit] = (),
        closed_by: Judges | None = None,
        queued: Sequence[str] = (),
        gone_on_without: str = "",
        **states: PageState,
    ) -> Sweep:
        sweep, _ = self.store.sweeps.open(
            night=self.night, as_of=self.night, sites=[self.site], indicators="2019",
            rules_version=self.rules.version, at=time.time(), again=False,
        )  # fmt: skip
        judge = self.judges.pages(sweep.id, self.night)
        for page in pages:
            found = judge(page, self.site, dt.datetime.now(dt.UTC)).findings
            self.store.pages.commit(
                sweep.id, [Delivery(self.visit(page.url, page=page), tuple(found))]
            )
        for name, state in states.items():
            url = ARTICLE if name == "article" else ROOT
            usual = 404 if state is PageState.FAILED else 521
            visit = self.visit(url, state=state, status=status or usual, reason=reason)
            self.store.pages.commit(sweep.id, [Delivery(visit)])
        self.store.pages.commit(sweep.id, list(map(Delivery, tried)))
        self.store.queue.add(sweep.id, [self.link(url) for url in queued])
        if gone_on_without:
            queue = queue_of_host(urlsplit(gone_on_without).netloc)
            self.store.queue.leave(sweep.id, queue, "trouble")
        assert settle(self.store, sweep, closed_by or self.judges) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        self.night += dt.timedelta(days=1)
        return sweep

    def visit(self, url: str, **words: object) -> Visit:
        return Visit(
            queue=self.site.identifier, url=url, fingerprint=fingerprint(url),
            at=dt.datetime.now(dt.UTC), **words,  # type: ignore[arg-type]
        )  # fmt: skip

    @staticmethod
    def link(url: str) -> Address:
        """A link to a foreign host, to be tested."""
        queue = queue_of_host(urlsplit(url).netloc)
        return Address(queue, url, fingerprint(url), True, TargetKind.PAGE)

    def tried(self, url: str, status: int | None = None) -> Visit:
        """A link to a foreign host: answered with a status, or its name is not known here."""
        words = {"status": status, "link_status": LinkStatus.FINE}
        if status is None:
            words = {"reason": "dns", "link_status": LinkStatus.DEAD}
        visit = self.visit(url, state=PageState.FETCHED, unread=True, **words)
        return msgspec.structs.replace(visit, queue=queue_of_host(urlsplit(url).netloc))

    def states(self, check: str) -> list[State]:
        return [finding.state for finding in self.store.findings.all(check=[check])]


@pytest.fixture
def nights(store: Store, a_site: Callable[..., Site], matcher: Matcher) -> Nights:
    return Nights(store, a_site(), matcher)


def text(words: str, place: Place = Place.MAIN) -> Block:
    return Block(words, place, blake2b(words.encode(), digest_size=16).digest())


def home(*targets: str, days_ago: int = 2) -> Page:
    day = NIGHT - dt.timedelta(days=days_ago)
    return Page(
        url=ROOT,
        kind=PageKind.HOME,
        entries=(Entry("新闻", ARTICLE, day),),
        anchors=tuple(Anchor(target, "某处", Place.MAIN) for target in targets),
    )


def article(words: str) -> Page:
    return Page(url=ARTICLE, kind=PageKind.ARTICLE, title="新闻", blocks=(text(words),))


GONE, THERE = "http://gone.example.com/", "http://there.example.com/"
WRONG = article("请登陆网站查询办理结果。")
RIGHT = article("请登录网站查询办理结果。")


def test_a_site_is_judged_as_a_whole(nights: Nights) -> None:
    nights.sweep(home(days_ago=30))
    assert nights.states("stale-home") == [State.OPEN]


def test_the_characters_read_are_counted_each_text_once(nights: Nights) -> None:
    menu, site = text("首页 新闻"), nights.site.identifier
    first = msgspec.structs.replace(home(), blocks=(menu,))
    other = msgspec.structs.replace(RIGHT, blocks=(menu, *RIGHT.blocks))
    sweep = nights.sweep(first, other)
    read = len("首页新闻") + len("请登录网站查询办理结果。")
    assert nights.store.sweeps.characters(sweep.id) == {site: read}
    unchanged = nights.sweep(first, home=PageState.UNCHANGED, article=PageState.UNCHANGED)
    assert nights.store.sweeps.characters(unchanged.id) == {site: read}
    settle(nights.store, sweep, nights.judges, rejudge=True)
    assert nights.store.sweeps.characters(sweep.id) == {site: read}
    changed = nights.sweep(first, WRONG, home=PageState.UNCHANGED)
    reread = len("首页新闻") + len("请登陆网站查询办理结果。")
    assert nights.store.sweeps.characters(changed.id) == {site: reread}
    half = nights.sweep(home=PageState.UNCHANGED, article=PageState.FAILED)
    assert nights.store.sweeps.characters(half.id) == {site: len("首页新闻")}
    gone = nights.sweep(home=PageState.FAILED, article=PageState.FAILED)
    assert nights.store.sweeps.characters(gone.id) == {site: 0}


def test_what_is_mended_is_fixed_and_what_comes_back_has_relapsed(nights: Nights) -> None:
    nights.sweep(home(), WRONG)
    assert nights.states("typo") == [State.OPEN]
    nights.sweep(home(), RIGHT)
    assert nights.states("typo") == [State.FIXED]
    nights.sweep(home(), WRONG)
    assert nights.states("typo") == [State.RELAPSED]


def test_what_was_not_looked_at_stays_as_it_was(nights: Nights) -> None:
    nights.sweep(home(), WRONG)
    nights.sweep(home())
    assert nights.states("typo") == [State.OPEN]
    nights.sweep(home(), article=PageState.BLOCKED)
    assert nights.states("typo") == [State.OPEN]


UNSEEN = [{"shell": True}, {"wall": True}, {"soft_error": True}]


@pytest.mark.parametrize("how", UNSEEN, ids=["shell", "wall", "error"])
def test_a_page_that_shows_nothing_any_more_mends_nothing(
    nights: Nights, how: dict[str, bool]
) -> None:
    tried = [nights.tried(GONE), nights.tried(THERE, 200)]
    nights.sweep(home(GONE, THERE), WRONG, tried=tried)
    unseen = [
        msgspec.structs.replace(page, blocks=(), anchors=(), **how)  # type: ignore[arg-type]
        for page in (home(), WRONG)
    ]
    for _ in range(2):
        nights.sweep(*unseen)
        assert nights.states("typo") == [State.OPEN]
        assert nights.states("dead-link") == [State.OPEN]
    nights.sweep(home(), RIGHT)
    assert nights.states("typo") == [State.FIXED]
    assert nights.states("dead-link") == [State.FIXED]


def test_what_was_found_on_a_page_that_shows_no_more_than_its_frame_is_mended_there(
    nights: Nights,
) -> None:
    wrong, right = (msgspec.structs.replace(page, shell=True) for page in (WRONG, RIGHT))
    nights.sweep(home(), wrong)
    assert nights.states("typo") == [State.OPEN]
    nights.sweep(home(), right)
    assert nights.states("typo") == [State.FIXED]


def test_a_home_page_that_shows_nothing_any_more_mends_nothing_of_its_site(
    nights: Nights,
) -> None:
    named = msgspec.structs.replace(home(), identifier="9999999999")
    nights.sweep(named)
    assert nights.states("identifier-mismatch") == [State.OPEN]
    nights.sweep(msgspec.structs.replace(home(), shell=True))
    assert nights.states("identifier-mismatch") == [State.OPEN]
    nights.sweep(home())
    assert nights.states("identifier-mismatch") == [State.FIXED]


@pytest.mark.parametrize(("status", "reason"), [(404, "status"), (200, "soft_404")])
def test_a_page_that_is_gone_takes_its_findings_along(
    nights: Nights, status: int, reason: str
) -> None:
    front = home(NEWS)
    nights.sweep(front, WRONG)
    unlinked = msgspec.structs.replace(front, entries=(Entry("别的新闻", NEWS, NIGHT),))
    nights.sweep(unlinked, article=PageState.FAILED, status=status, reason=reason)
    assert nights.states("typo") == [State.FIXED]


def test_a_link_taken_away_is_fixed(nights: Nights) -> None:
    nights.sweep(home(ARTICLE), article=PageState.FAILED)
    assert nights.states("dead-link") == [State.OPEN]
    nights.sweep(home())
    assert nights.states("dead-link") == [State.FIXED]


def test_a_name_that_is_not_known_is_dead_where_others_are(nights: Nights) -> None:
    nights.sweep(home(GONE, THERE), tried=[nights.tried(GONE), nights.tried(THERE, 200)])
    assert nights.states("dead-link") == [State.OPEN]


def test_where_no_name_outside_is_known_none_is_dead(nights: Nights) -> None:
    nights.sweep(home(GONE, THERE), tried=[nights.tried(GONE), nights.tried(THERE)])
    assert nights.states("dead-link") == []


@pytest.mark.parametrize("host", ["203.0.113.5", "203.0.113.5:8080", "[2001:db8::5]"])
def test_a_host_in_digits_that_answers_knows_no_names(nights: Nights, host: str) -> None:
    digits = f"http://{host}/x/"
    nights.sweep(home(GONE, digits), tried=[nights.tried(GONE), nights.tried(digits, 200)])
    assert nights.states("dead-link") == []


def test_a_night_without_names_mends_nothing(nights: Nights) -> None:
    nights.sweep(home(GONE, THERE), tried=[nights.tried(GONE), nights.tried(THERE, 200)])
    nights.sweep(home(GONE, THERE), tried=[nights.tried(GONE), nights.tried(THERE)])
    assert nights.states("dead-link") == [State.OPEN]


@pytest.mark.parametrize("state", [PageState.LEFT, PageState.CUT])
def test_a_link_that_nobody_tried_stays_as_it_was(nights: Nights, state: PageState) -> None:
    nights.sweep(home(ARTICLE), article=PageState.FAILED)
    nights.sweep(home(ARTICLE), article=state)
    assert nights.states("dead-link") == [State.OPEN]
    nights.sweep(home(ARTICLE), RIGHT)
    assert nights.states("dead-link") == [State.FIXED]


def test_files_whose_words_nobody_read_are_counted(nights: Nights) -> None:
    names = [f"{ROOT}files/{one}" for one in ("通知.docx", "名单.xls", "扫描件.pdf")]
    front = msgspec.structs.replace(
        home(),
        anchors=tuple(Anchor(one, "附件", Place.MAIN, TargetKind.ATTACHMENT) for one in names),
    )
    read, dark = (
        Page(url=url, attachment=how)
        for url, how in zip(names, (Attachment.READ, Attachment.UNREADABLE), strict=False)
    )
    sweep = nights.sweep(front, read, dark)
    (kept,) = nights.store.sweeps.homes(sweep.id)
    assert (kept.files, kept.files_unread) == (3, 2)


OTHER = ROOT + "art/2026/11/1/art_2.html"
ELSEWHERE = msgspec.structs.replace(WRONG, url=OTHER)
BARE = PageAccess(faults=(AccessFault(MarkupRule.LINK_NAME, "logo.png"),))
MORE = [
    Page(url=f"{ROOT}art/{one}.html", kind=PageKind.ARTICLE, title="新闻", access=BARE)
    for one in range(3)
]


def bare(page: Page) -> Page:
    """A page that shows the template's fault."""
    return msgspec.structs.replace(page, access=BARE)


def test_a_cut_night_counts_what_it_did_not_read_as_it_was(nights: Nights) -> None:
    """Of a fault of a template the message has the count, too."""

    def told() -> dict[str, tuple[str, int, tuple[str, ...]]]:
        found = nights.store.findings.all(check=["typo", "access-fault"])
        return {one.check: (one.message, one.sightings, one.pages) for one in found}

    nights.sweep(home(ARTICLE, OTHER), bare(WRONG), bare(ELSEWHERE), *MORE)
    before = told()
    assert before["typo"][1:] == (2, (ARTICLE, OTHER))
    assert before["access-fault"][1] == 5 and "5 个网页共 5 处" in before["access-fault"][0]
    cut = nights.sweep(home(ARTICLE, OTHER), bare(WRONG), *MORE[:2])
    assert "left" in {row.state for row in nights.store.sweeps.ledger(cut.id)}
    assert told() == before
    settle(nights.store, cut, nights.judges, rejudge=True)
    assert told() == before
    mended = msgspec.structs.replace(RIGHT, url=OTHER)
    nights.sweep(home(ARTICLE, OTHER), bare(WRONG), mended, *MORE)
    after = told()
    assert after["typo"][1:] == (1, (ARTICLE,))
    assert after["access-fault"][1] == 4 and "4 个网页共 4 处" in after["access-fault"][0]


def test_a_site_is_not_whole_whose_links_waited_when_the_night_was_cut(nights: Nights) -> None:
    def whole(sweep: Sweep) -> bool:
        closed = nights.store.sweeps.get(sweep.id)
        assert closed is not None
        (look,) = looks_of(nights.store, closed, {nights.site.identifier})
        return look.whole

    assert whole(nights.sweep(home(THERE), tried=[nights.tried(THERE, 200)]))
    cut = nights.sweep(home(THERE), queued=[THERE])
    assert not whole(cut)
    settle(nights.store, cut, nights.judges, rejudge=True)
    assert not whole(cut)
    assert whole(nights.sweep(home(THERE), queued=[THERE], gone_on_without=THERE))


def test_judging_again_finds_the_same_without_a_request(nights: Nights) -> None:
    sweep = nights.sweep(home(ROOT + "x", days_ago=30), WRONG)
    before = nights.store.findings.all()
    settle(nights.store, sweep, nights.judges, rejudge=True)
    after = nights.store.findings.all()
    volatile = {"last_seen", "first_seen"}
    assert [one.model_dump(exclude=volatile) for one in after] == [
        one.model_dump(exclude=volatile) for one in before
    ]
    assert {one.check for one in after} == {"typo", "stale-home", "missing-page-tag"}


class Broken(Deriver):
    """Word rules that break on every text."""

    def __call__(self, page: Page, context: Context) -> Page:
        raise RecursionError(page.url)


def test_what_breaks_the_word_rules_stands_as_it_did(nights: Nights) -> None:
    sweep = nights.sweep(home(days_ago=30), WRONG)
    broken = dataclasses.replace(nights.judges, derive=Broken(nights.rules))
    crashes = settle(nights.store, sweep, broken, rejudge=True)
    assert {(one.code, one.url) for one in crashes} == {("words", ROOT), ("words", ARTICLE)}
    assert nights.states("typo") == nights.states("stale-home") == [State.OPEN]


def column_page(*days_ago: int, links: int = 0) -> Page:
    entries = tuple(
        Entry(f"题目第{n}则信息", f"{NEWS}{n}.html", NIGHT - dt.timedelta(days=ago))
        for n, ago in enumerate(days_ago)
    )
    anchors = tuple(Anchor(f"{NEWS}{n}.html", "", Place.NAVIGATION) for n in range(links))
    return Page(
        url=NEWS, kind=PageKind.LIST, column="工作动态", entries=entries, anchors=anchors,
        reader="rows" if entries else "",
    )  # fmt: skip


def front(*blocks: Block) -> Page:
    page = home()
    anchors = (Anchor(NEWS, "工作动态", Place.NAVIGATION), Anchor(ARTICLE, TITLE, Place.MAIN))
    return msgspec.structs.replace(page, anchors=anchors, blocks=blocks)


def found(nights: Nights) -> list[tuple[object, ...]]:
    return [
        (one.id, one.state, one.certainty, one.message, one.sightings, one.pages, one.sweep)
        for one in nights.store.findings.all()
    ]


def test_a_column_is_kept_with_its_reader_and_rhythm(nights: Nights) -> None:
    nights.sweep(front(), column_page(20, 22, 24, 30))
    nights.sweep(front(), column_page(20, 22, 24, 30))
    (column,) = nights.store.columns.all()
    assert (column.name, column.reader, column.rhythm) == ("工作动态", "rows", 2.0)
    assert (column.first_sweep, column.sweep) == (1, 2)
    assert nights.states("stale-column") == [State.OPEN]


def test_a_broken_reader_fixes_nothing_and_finds_nothing(nights: Nights) -> None:
    nights.sweep(front(), column_page(20, 22, 24, 30))
    nights.sweep(front(), column_page(links=9))
    assert nights.states("stale-column") == [State.OPEN]
    assert nights.states("blank-column") == []
    nights.sweep(front(), column_page(0, 20, 22, 24))
    assert nights.states("stale-column") == [State.FIXED]


def test_what_stands_in_a_column_s_place_mends_nothing_of_it(nights: Nights) -> None:
    nights.sweep(front(), column_page(20, 22, 24, 30))
    busy = Page(url=NEWS, title="系统提示", blocks=(text("系统繁忙，请稍后再试。"),))
    nights.sweep(front(), busy)
    assert nights.states("stale-column") == [State.OPEN]
    nights.sweep(front(), msgspec.structs.replace(front(), url=NEWS, kind=PageKind.OTHER))
    assert nights.states("stale-column") == [State.OPEN]
    nights.sweep(front(), column_page(0, 20, 22, 24))
    assert nights.states("stale-column") == [State.FIXED]


def test_a_column_that_nobody_could_read_is_gone_only_where_nothing_names_it(
    nights: Nights,
) -> None:
    """What a cut night, or one that found the site shut, did not come upon may be there."""

    def unread() -> list[str]:
        return [one.url for one in nights.store.columns.all() if one.sweep is None]

    empty = msgspec.structs.replace(column_page(), shell=True)
    nights.sweep(front(), empty)
    assert unread() == [NEWS]
    nights.sweep()
    nights.sweep(home=PageState.FAILED)
    nights.sweep(home(ARTICLE), article=PageState.LEFT)
    assert unread() == [NEWS]
    nights.sweep(home(), RIGHT, Page(url=NEWS, kind=PageKind.OTHER))
    assert unread() == []


def test_any_night_judged_again_is_the_same(nights: Nights) -> None:
    for pages in (
        (front(), column_page(20, 22, 24, 30)),
        (front(), column_page(links=9)),
        (front(), column_page(20)),
        (front(text("头条推荐"), text(TITLE)), column_page(), dated(1)),
    ):
        sweep = nights.sweep(*pages)
        before = found(nights)
        settle(nights.store, sweep, nights.judges, rejudge=True)
        assert found(nights) == before


def dated(days_ago: int, words: str = "市水利局召开会议，安排部署冬季供水保障工作。") -> Page:
    return Page(
        url=ARTICLE,
        kind=PageKind.ARTICLE,
        title=TITLE,
        blocks=(text(words),),
        main_hash=blake2b(words.encode(), digest_size=16).digest(),
        published=dt.datetime.combine(NIGHT - dt.timedelta(days=days_ago), dt.time(9)),
        published_source=DateSource.LABEL,
    )


def test_a_date_made_newer_over_the_same_text(nights: Nights) -> None:
    nights.sweep(front(), dated(200))
    nights.sweep(front(), dated(2))
    (finding,) = nights.store.findings.all(check=["falsified-date"])
    assert finding.subject == ARTICLE


def test_a_moved_date_stands_until_it_is_restored(nights: Nights) -> None:
    nights.sweep(front(), dated(200))
    nights.sweep(front(), dated(2))
    nights.sweep(front(), dated(2))
    assert nights.states("falsified-date") == [State.OPEN]
    nights.sweep(front(), dated(200))
    assert nights.states("falsified-date") == [State.FIXED]


def test_a_date_made_newer_with_a_new_text(nights: Nights) -> None:
    nights.sweep(front(), dated(200))
    nights.sweep(front(), dated(2, "市水利局再次召开会议，安排部署冬季供水保障工作。"))
    assert nights.states("falsified-date") == []


def test_the_headline_slot_lives_and_is_mended(nights: Nights) -> None:
    slot = (text("头条推荐"), text(TITLE))
    nights.sweep(front(*slot), dated(30))
    (finding,) = nights.store.findings.all(check=["stale-column"])
    assert (finding.variant, finding.subject) == ("headline", ROOT + "#headline")
    assert wording(finding) == "头条推荐更新不及时"
    nights.sweep(front(*slot), dated(1, "市水利局另行召开会议，安排部署防汛抗旱工作。"))
    assert nights.states("stale-column") == [State.FIXED]


def test_a_slot_taken_off_the_home_page_is_mended(nights: Nights) -> None:
    nights.sweep(front(text("头条推荐"), text(TITLE)), dated(30))
    nights.sweep(front())
    assert nights.states("stale-column") == [State.FIXED]


class TestDecisions:
    def test_one_made_before_reaches_what_a_sweep_finds(self, nights: Nights) -> None:
        at = dt.datetime.now(dt.UTC)
        found = nights.judges.pages(0, NIGHT)(WRONG, nights.site, at).findings
        (typo,) = (one for one in found if one.check == "typo")
        said = Decision(
            finding="0" * 32, verdict=DecisionKind.DISMISS, scope=DecisionScope.CITY,
            site="5118000009", check="typo", subject=typo.subject, author="王工",
            reason="系统名称", at=at,
        )  # fmt: skip
        nights.store.decisions.write([said], NIGHT)
        nights.sweep(home(), WRONG)
        assert nights.states("typo") == [State.DISMISSED]

    def test_what_ran_out_is_looked_at_the_same_night(self, nights: Nights) -> None:
        nights.sweep(home(), WRONG)
        (typo,) = nights.store.findings.all(check=["typo"])
        words = Words("王工", "改版中", until=NIGHT)
        at = dt.datetime.combine(NIGHT, dt.time(14), dt.UTC)
        decide(nights.store, [typo], DecisionKind.DISMISS, words, at)
        assert nights.states("typo") == [State.DISMISSED]
        nights.sweep(home(), RIGHT)
        assert nights.states("typo") == [State.FIXED]


@pytest.fixture(scope="module")
def milder(matcher: Matcher) -> Judges:
    """Judges by other rules, for which nothing is wrong with the word."""
    rules = replace(load_rules(), version="milder", allowed_words=frozenset({"登陆网站"}))
    return Judges.by(rules, matcher=Matcher(rules))


class TestWithdrawing:
    """The rules change, and with them what is found; nobody mended anything."""

    def milder_night(
        self, nights: Nights, milder: Judges, *pages: Page, **states: PageState
    ) -> Sweep:
        usual = nights.judges, nights.rules
        nights.judges, nights.rules = milder, milder.rules
        sweep = nights.sweep(*pages, **states)
        nights.judges, nights.rules = usual
        return sweep

    def test_what_reads_on_is_withdrawn_and_comes_back_without_a_relapse(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        self.milder_night(nights, milder, home(), article("请登陆网站查询办理结果。请速办。"))
        assert nights.states("typo") == [State.WITHDRAWN]
        nights.sweep(home(), WRONG)
        (back,) = nights.store.findings.all(check=["typo"])
        assert (back.state, back.relapses, back.withdrawn_sweep) == (State.OPEN, 0, None)

    def test_on_a_page_that_did_not_change_it_is_withdrawn_too(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        self.milder_night(nights, milder, home(), article=PageState.UNCHANGED)
        assert nights.states("typo") == [State.WITHDRAWN]
        nights.sweep(home(), article=PageState.UNCHANGED)
        assert nights.states("typo") == [State.OPEN]

    def test_a_page_that_stays_as_it_is_is_judged_again_once(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        second = self.milder_night(nights, milder, home(), article=PageState.UNCHANGED)
        third = self.milder_night(nights, milder, home(), article=PageState.UNCHANGED)
        (withdrawn,) = nights.store.findings.all(check=["typo"])
        assert (withdrawn.state, withdrawn.withdrawn_sweep) == (State.WITHDRAWN, second.id)
        site, version = nights.site.identifier, milder.rules.version
        left = nights.store.pages.judged_otherwise
        assert left(third.id, site, version, second.id) == set()
        assert left(third.id, site, version, None) == {fingerprint(ARTICLE)}

    def test_what_other_rules_find_on_it_stands_in_the_nights_that_follow(
        self, nights: Nights, milder: Judges
    ) -> None:
        self.milder_night(nights, milder, home(), WRONG)
        for _ in range(3):
            last = nights.sweep(home(), article=PageState.UNCHANGED)
            (found,) = nights.store.findings.all(check=["typo"])
            assert (found.state, found.sweep, found.sightings) == (State.OPEN, last.id, 1)
        nights.sweep(home(), RIGHT)
        assert nights.states("typo") == [State.FIXED]

    def test_rules_that_change_before_a_sweep_is_closed_and_then_back_find_what_they_found(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        mixed = nights.sweep(home(), closed_by=milder, article=PageState.UNCHANGED)
        assert nights.states("typo") == [State.WITHDRAWN]
        told = nights.store.sweeps.get(mixed.id)
        assert told is not None and told.rules_version == milder.rules.version
        nights.sweep(home(), article=PageState.UNCHANGED)
        assert nights.states("typo") == [State.OPEN]

    def test_a_page_that_was_not_seen_when_they_changed_is_judged_later(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        self.milder_night(nights, milder, home(), article=PageState.BLOCKED)
        assert nights.states("typo") == [State.OPEN]
        self.milder_night(nights, milder, home(), article=PageState.UNCHANGED)
        assert nights.states("typo") == [State.WITHDRAWN]

    def test_what_was_mended_meanwhile_is_fixed_all_the_same(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        self.milder_night(nights, milder, home(), RIGHT)
        assert nights.states("typo") == [State.FIXED]

    def test_a_page_not_looked_at_withdraws_nothing(self, nights: Nights, milder: Judges) -> None:
        nights.sweep(home(), WRONG)
        self.milder_night(nights, milder, home(), article=PageState.BLOCKED)
        assert nights.states("typo") == [State.OPEN]

    def test_judged_again_it_is_withdrawn_where_it_was_seen_before(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(), WRONG)
        second = nights.sweep(home(), WRONG)
        settle(nights.store, second, milder, rejudge=True)
        assert nights.states("typo") == [State.WITHDRAWN]
        settle(nights.store, second, nights.judges, rejudge=True)
        assert nights.states("typo") == [State.OPEN]

    def test_judged_again_one_that_others_were_told_keeps_its_row(
        self, nights: Nights, milder: Judges
    ) -> None:
        only = nights.sweep(home(), WRONG)
        settle(nights.store, only, milder, rejudge=True)
        assert nights.states("typo") == [State.WITHDRAWN]
        settle(nights.store, only, nights.judges, rejudge=True)
        (typo,) = nights.store.findings.all(check=["typo"])
        assert (typo.state, typo.relapses) == (State.OPEN, 0)

    def test_judged_again_what_the_closed_sweep_told_keeps_its_row_and_its_count(
        self, nights: Nights, milder: Judges
    ) -> None:
        only = nights.sweep(home(), WRONG)
        (told,) = nights.store.findings.all(check=["typo"])
        settle(nights.store, only, milder, rejudge=True)
        (row,) = nights.store.findings.all(check=["typo"])
        assert (row.id, row.state) == (told.id, State.WITHDRAWN)
        assert (row.sightings, row.quote) == (told.sightings, told.quote) != (0, "")
        settle(nights.store, only, nights.judges, rejudge=True)
        assert nights.states("typo") == [State.OPEN]
        settle(nights.store, only, milder, rejudge=True)
        assert nights.states("typo") == [State.WITHDRAWN]

    def test_judged_again_a_notified_one_of_that_sweep_keeps_its_row(
        self, nights: Nights, milder: Judges
    ) -> None:
        only = nights.sweep(home(), WRONG)
        (typo,) = nights.store.findings.all(check=["typo"])
        nights.store.notices.issue(
            typo.site, {typo.owner: [typo.id]}, numbered=str, at=dt.datetime.now(dt.UTC),
            day=NIGHT, due=NIGHT,
        )  # fmt: skip
        settle(nights.store, only, milder, rejudge=True)
        assert nights.states("typo") == [State.WITHDRAWN]
        settle(nights.store, only, nights.judges, rejudge=True)
        assert nights.states("typo") == [State.NOTIFIED]

    def test_of_a_site_as_a_whole_what_the_rules_of_today_would_not_have_found_is_withdrawn(
        self, nights: Nights, milder: Judges, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nights.sweep(home(days_ago=40))
        assert nights.states("stale-home") == [State.OPEN]
        patient = dict(checks())
        patient["stale-home"] = replace(patient["stale-home"], judge=lambda visit: [])
        monkeypatch.setattr("govsweep.judging.facts.checks", lambda: patient)
        # The page has changed meanwhile, and is still older than the rules of yesterday allowed.
        self.milder_night(nights, milder, home(ROOT + "neu/", days_ago=35))
        assert nights.states("stale-home") == [State.WITHDRAWN]

    def test_what_a_check_names_otherwise_now_was_not_mended_under_its_old_name(
        self, nights: Nights, milder: Judges, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Tags were told one by one, and are told by template."""
        before = dict(checks())
        before["missing-page-tag"] = replace(
            before["missing-page-tag"],
            judge=lambda visit: [Fault("站点标签 SiteName 缺失或没有填写", "SiteName", ROOT)],
        )
        with monkeypatch.context() as then:
            then.setattr("govsweep.judging.facts.checks", lambda: before)
            nights.sweep(home())
        self.milder_night(nights, milder, home())
        assert {
            one.subject: one.state for one in nights.store.findings.all(check=["missing-page-tag"])
        } == {"SiteName": State.WITHDRAWN, "首页": State.OPEN}

    def test_of_a_site_as_a_whole_what_they_would_have_found_is_fixed(
        self, nights: Nights, milder: Judges
    ) -> None:
        nights.sweep(home(days_ago=40))
        self.milder_night(nights, milder, home(days_ago=1))
        assert nights.states("stale-home") == [State.FIXED]

    def test_without_what_was_seen_then_it_is_fixed_as_far_as_anybody_knows(
        self, nights: Nights, milder: Judges, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = nights.sweep(home(days_ago=40))
        of_site = nights.store.pages.of_site
        monkeypatch.setattr(
            nights.store.pages,
            "of_site",
            lambda number, *words, **named: (
                iter(()) if number == first.id else of_site(number, *words, **named)
            ),
        )
        self.milder_night(nights, milder, home(days_ago=1))
        assert nights.states("stale-home") == [State.FIXED]

    def test_a_check_that_is_no_more_has_no_findings(
        self, nights: Nights, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nights.sweep(home(), WRONG)
        known = {code: one for code, one in checks().items() if code != "typo"}
        monkeypatch.setattr("govsweep.settle.checks", lambda: known)
        nights.sweep(home(), RIGHT)
        assert nights.states("typo") == [State.WITHDRAWN]

    def test_a_column_with_more_time_was_not_updated(self, nights: Nights) -> None:
        nights.sweep(front(), column_page(20, 22, 24, 30))
        assert nights.states("stale-column") == [State.OPEN]
        patient = replace(nights.rules, version="patient", durations={ColumnKind.NEWS: 60})
        self.milder_night(nights, Judges.by(patient), front(), column_page(20, 22, 24, 30))
        assert nights.states("stale-column") == [State.WITHDRAWN]

    def test_a_column_updated_meanwhile_is_fixed(self, nights: Nights) -> None:
        nights.sweep(front(), column_page(20, 22, 24, 30))
        patient = replace(nights.rules, version="patient", durations={ColumnKind.NEWS: 60})
        self.milder_night(nights, Judges.by(patient), front(), column_page(1, 20, 22, 24, 30))
        assert nights.states("stale-column") == [State.FIXED]


class TestTheBaselineOfAHomePage:
    """What a home page was is kept between sweeps, and what looks like tampering stays told."""

    def home(self, *scripts: str, title: str = "清禾市人民政府") -> Page:
        anchors = tuple(Anchor(one, "", Place.NAVIGATION, TargetKind.SCRIPT) for one in scripts)
        return Page(
            url=ROOT, kind=PageKind.HOME, document_title=title, structure=bytes(8), anchors=anchors
        )

    def test_a_new_script_is_told_until_it_is_gone(self, nights: Nights) -> None:
        strange = "http://a.strange-js.com/x.js"
        nights.sweep(self.home())
        assert nights.states("home-tampered") == []
        nights.sweep(self.home(strange))
        nights.sweep(self.home(strange))
        assert nights.states("home-tampered") == [State.OPEN]
        nights.sweep(self.home())
        assert nights.states("home-tampered") == [State.FIXED]

    def test_a_night_in_which_it_was_not_seen_tells_nothing(self, nights: Nights) -> None:
        nights.sweep(self.home())
        nights.sweep(self.home(title="新葡京娱乐城_百家乐"))
        nights.sweep(root=PageState.FAILED)
        assert nights.states("home-tampered") == [State.OPEN]
        nights.sweep(self.home())
        assert nights.states("home-tampered") == [State.FIXED]

    def test_settled_again_it_says_the_same(self, nights: Nights) -> None:
        nights.sweep(self.home())
        sweep = nights.sweep(self.home("http://a.strange-js.com/x.js"))
        settle(nights.store, sweep, nights.judges, rejudge=True)
        assert nights.states("home-tampered") == [State.OPEN]
