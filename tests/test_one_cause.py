"""One cause, one finding: who owns it, who is a part, and what is counted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.facts import Anchor, Block, Page, PageKind, Place
from govsweep.findings import LIVING, Certainty, Finding, State
from govsweep.judging import Judges
from govsweep.one_cause import CausePart, held_together, parts
from govsweep.reports import figures
from govsweep.reports.census import rows
from govsweep.reports.gather import gather
from govsweep.rules import load_rules
from govsweep.store import Store, Sweep
from govsweep.web import board

Maker = Callable[..., Any]
PAGE, OTHER = "http://www.qinghe.gov.cn/a.html", "http://www.qinghe.gov.cn/b.html"
TARGET = "http://www.example.com/x.html"
SUSPECTED = Certainty.SUSPECTED
DAY = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)


@pytest.fixture
def found(a_finding: Maker) -> Callable[..., Finding]:
    def make(check: str, subject: str, *pages: str, **words: Any) -> Finding:
        given = {"quote": subject, "pages": pages or (PAGE,), "url": (pages or (PAGE,))[0]}
        return a_finding(check, subject=subject, **(given | words))

    return make


def owners(*findings: Finding) -> dict[str, str]:
    names = {one.id: one.check for one in findings}
    return {names[one.finding]: names[one.owner] for one in parts(findings)}


def test_what_stands_on_a_view_to_print_is_the_articles(found: Maker) -> None:
    page = "http://www.qinghe.gov.cn/a/tzgg/2026/1118/123.html"
    own = found("personal-data", f"身份证号码 {page}", page)

    def printed(name: str, host: str = "www", kind: str = "身份证号码") -> dict[str, str]:
        url = f"http://{host}.qinghe.gov.cn/plus/{name}"
        copy = found("personal-data", f"{kind} {url}", url)
        return {one.finding: one.owner for one in parts([copy, own])}

    assert list(printed("print.php?aid=123").values()) == [own.id]
    assert not printed("print.php?aid=124")
    assert not printed("view.php?aid=123")
    assert not printed("print.php?aid=123", host="other")
    assert not printed("print.php?aid=123", kind="银行卡号")


def test_what_stands_on_the_mobile_page_is_the_articles(found: Maker) -> None:
    page = "http://www.qinghe.gov.cn/zwgk/content/post_9.html"
    twin = page.replace("post_", "mpost_")
    own, copy = (found("personal-data", f"身份证号码 {url}", url) for url in (page, twin))
    assert parts([own, copy], {twin: page}) == [CausePart(copy.id, own.id)]
    assert parts([own, copy], {twin: OTHER}) == parts([own, copy]) == []


def test_a_part_stays_one_where_the_copies_were_not_looked_at(found: Maker) -> None:
    page = "http://www.qinghe.gov.cn/zwgk/content/post_9.html"
    twin = page.replace("post_", "mpost_")
    own, copy = (found("personal-data", f"身份证号码 {url}", url) for url in (page, twin))
    part = copy.model_copy(update={"part_of": own.id})
    assert parts([own, part], {}, before=True) == [CausePart(copy.id, own.id)]
    assert parts([own, part], {}) == []
    assert parts([own, copy], {}, before=True) == []


def test_a_print_view_alone_counts(found: Maker) -> None:
    url = "http://www.qinghe.gov.cn/plus/print.php?aid=123"
    assert parts([found("personal-data", f"身份证号码 {url}", url)]) == []


def test_a_gambling_text_in_a_hidden_link_is_the_links(found: Maker) -> None:
    link = found("hidden-link", "bet.example")
    assert owners(link, found("sensitive-word", "包夜 hidden", variant="hidden")) == {
        "sensitive-word": "hidden-link"
    }
    assert owners(link, found("sensitive-word", "包夜")) == {}  # in sight: a cause of its own
    assert owners(link, found("sensitive-word", "包夜 hidden", OTHER, variant="hidden")) == {}


def test_a_dead_link_in_an_article_is_no_external_link_besides(found: Maker) -> None:
    external = found("external-link", TARGET)
    assert owners(external, found("dead-link", TARGET, OTHER)) == {"external-link": "dead-link"}
    assert owners(external, found("dead-link", TARGET + "?2")) == {}


def test_a_misspelt_name_that_is_grave_is_no_plain_slip(found: Maker) -> None:
    grave = found("serious-expression", "中华名族")
    assert owners(grave, found("typo", "名族")) == {"typo": "serious-expression"}
    assert owners(grave, found("typo", "名族", OTHER)) == {}
    assert owners(grave, found("typo", "攻府")) == {}


def test_marks_doubled_all_over_a_page_are_told_once(found: Maker) -> None:
    damage = found("garbled-text", PAGE, quote="，，")
    assert owners(damage, found("typo", "。。", certainty=SUSPECTED)) == {"typo": "garbled-text"}
    assert owners(damage, found("typo", "。。", OTHER, certainty=SUSPECTED)) == {}
    assert owners(damage, found("typo", "攻府")) == {}
    other_damage = found("garbled-text", PAGE, quote="<p>")
    assert owners(other_damage, found("typo", "。。", certainty=SUSPECTED)) == {}


def test_what_counts_is_never_a_part_of_what_does_not(found: Maker) -> None:
    doubtful = found("dead-link", TARGET, certainty=SUSPECTED)
    assert owners(found("external-link", TARGET), doubtful) == {"dead-link": "external-link"}
    held = found("dead-link", TARGET, held="一夜增多")
    assert owners(found("external-link", TARGET), held) == {"dead-link": "external-link"}


def test_what_stands_no_more_takes_no_part(found: Maker) -> None:
    for state in set(State) - set(LIVING):
        dead = found("dead-link", TARGET, state=state)
        assert owners(found("external-link", TARGET), dead) == {}


def test_a_part_is_set_free_when_its_owner_ends_alone(found: Maker) -> None:
    dead = found("dead-link", TARGET)

    def part(state: State = State.OPEN) -> Finding:
        return found("external-link", TARGET, part_of=dead.id, state=state)

    def after(owner: State, one: State = State.OPEN) -> str:
        ended = dead.model_copy(update={"state": owner})
        return held_together([ended, part(one)])[1].part_of

    assert after(State.OPEN) == after(State.NOTIFIED) == dead.id
    assert after(State.FIXED, State.FIXED) == dead.id  # mended with it: once again
    assert after(State.FIXED) == after(State.DISMISSED) == after(State.WITHDRAWN) == ""
    assert held_together([part()])[0].part_of == ""


class TestStored:
    """What papers, pages and the census count, out of a real database."""

    @pytest.fixture
    def sweep(self, store: Store, a_site: Maker) -> Sweep:
        store.sites.save([a_site()])
        opened, _ = store.sweeps.open(
            night=DAY, as_of=DAY, sites=store.sites.all(), indicators="",
            rules_version="r1", at=AT.timestamp(), again=True,
        )  # fmt: skip
        return opened

    def counted(self, store: Store) -> set[int]:
        """How many problems stand, by everybody who counts them."""
        snapshot = gather(store)
        pages = board.whole(store)
        (line,) = pages.sites
        return {
            sum(map(figures.unresolved, snapshot.findings)),
            sum(map(figures.unresolved, figures.current(snapshot))),
            pages.overview.findings.unresolved,
            line.findings.unresolved,
        }

    def test_one_cause_is_counted_once_until_its_owner_ends(
        self, store: Store, sweep: Sweep, found: Maker
    ) -> None:
        dead, external = found("dead-link", TARGET), found("external-link", TARGET)
        site = dead.site
        store.findings.save(sweep.id, [dead, external])
        assert self.counted(store) == {2}
        store.findings.assign_parts(site, [CausePart(external.id, dead.id)])
        store.sweeps.close(sweep.id, reason="until", finished=True)
        assert self.counted(store) == {1}
        assert [row.problems for row in rows(gather(store))] == ["链接无法打开"]
        kept = {one.check: one.part_of for one in store.findings.all()}
        assert kept == {"dead-link": "", "external-link": dead.id}
        store.findings.mark_fixed([dead.id], AT, sweep.id)  # the far end is up again
        assert self.counted(store) == {1}
        assert {one.check for one in figures.current(gather(store)) if one.state is State.OPEN} == {
            "external-link"
        }
        store.findings.mark_fixed([external.id], AT, sweep.id)
        assert self.counted(store) == {0}
        (fixed,) = figures.of_period(gather(store))
        assert (fixed.check, fixed.state) == ("dead-link", State.FIXED)


@pytest.fixture
def a_farm() -> Callable[[], Page]:
    def make() -> Page:
        links = [f"http://www.bet{number}.example/" for number in range(3)]
        texts = ("澳门赌场在线投注，加微信 abc12345 送彩金", "学生妹上门服务 包夜 电话 13800138000")
        return Page(
            url=PAGE, kind=PageKind.ARTICLE, title="关于做好防汛工作的通知", main_length=300,
            blocks=tuple(
                Block(one, Place.HIDDEN, bytes([number] * 16)) for number, one in enumerate(texts)
            ),
            anchors=tuple(Anchor(one, "赌场", Place.HIDDEN) for one in links),
            hidden_links=tuple(links),
        )  # fmt: skip

    return make


def test_of_a_page_with_a_hidden_farm_only_the_farm_counts(a_farm: Maker, a_site: Maker) -> None:
    """The checks themselves: the words in sight and those in the farm are told apart."""
    page = a_farm()
    found, crashes, _ = Judges.by(load_rules()).pages(1, DAY)(page, a_site(), AT)
    assert crashes == []
    by_check = {one.check: one for one in found if one.severity == "serious"}
    assert set(by_check) == {"hidden-link", "sensitive-word"}
    assert by_check["hidden-link"].certainty is Certainty.CONFIRMED
    told = {one.finding for one in parts(found)}
    assert [one.check for one in found if one.severity == "serious" and one.id not in told] == [
        "hidden-link"
    ]
