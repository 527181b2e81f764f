"""What a page reveals: every address once, in the queue it belongs to."""

import datetime as dt

from govsweep.crawl import Outline
from govsweep.facts import Anchor, Entry, Page, Place, Site, TargetKind
from govsweep.frontier import Claim, Task, TaskPurpose
from govsweep.posted import BodyType, Posted
from govsweep.spiders.discovery import Discovery, Revealed
from govsweep.spiders.engine.lease import Lease, of_site
from govsweep.spiders.routes import Routes
from govsweep.spiders.traps import DEPTH, Caps

HOME = "http://www.qinghe.gov.cn"
SITE = Site(identifier="1", name="清禾", url=f"{HOME}/")
OTHER = Site(identifier="2", name="教育局", url="http://jyj.qinghe.gov.cn/")
ROUTES = Routes([SITE, OTHER])


def lease(budget: int = 100) -> Lease:
    claim = Claim("1", "w:1", None, {})
    return of_site(claim, SITE, Caps(budget, dt.date(2026, 11, 20)), pace=2.0, sharing=1, base=60.0)


def reveal(*anchors: Anchor, holder: Lease | None = None, **words: object) -> Revealed:
    page = Page(url=f"{HOME}/", anchors=anchors, **words)  # type: ignore[arg-type]
    return Discovery(ROUTES).revealed(Outline.of(page), holder or lease(), 3)


def link(url: str, kind: TargetKind = TargetKind.PAGE, place: Place = Place.MAIN) -> Anchor:
    return Anchor(url, "文字", place, kind)


def told(found: Revealed) -> set[tuple[str, str, bool]]:
    return {(one.queue, one.url, one.is_link) for one in found.addresses}


def test_pages_of_the_site_are_read_one_step_deeper() -> None:
    found = reveal(link(f"{HOME}/a.html"), link(f"{HOME}/a.html"))
    assert told(found) == {("1", f"{HOME}/a.html", False)}
    assert [queued.depth for queued in found.queued] == [4]


def test_pictures_and_files_that_nobody_reads_are_probed() -> None:
    found = reveal(
        link(f"{HOME}/a.png", TargetKind.IMAGE), link(f"{HOME}/a.zip", TargetKind.ATTACHMENT)
    )
    assert told(found) == {("1", f"{HOME}/a.png", True), ("1", f"{HOME}/a.zip", True)}


def test_a_file_that_can_be_read_is_asked_for_after_every_page() -> None:
    found = reveal(link(f"{HOME}/a.docx", TargetKind.ATTACHMENT), link(f"{HOME}/a.html"))
    assert told(found) == {("1", f"{HOME}/a.docx", False), ("1", f"{HOME}/a.html", False)}
    orders = sorted(one.order for one in found.queued)
    assert orders[0] == 4
    assert DEPTH < orders[1] < Task(SITE.identifier, HOME, b"", TaskPurpose.LINK).order


def test_files_beyond_their_share_of_the_budget_are_probed() -> None:
    holder = lease()
    holder.attachments = holder.caps.budget // 4
    found = reveal(link(f"{HOME}/a.docx", TargetKind.ATTACHMENT), holder=holder)
    assert told(found) == {("1", f"{HOME}/a.docx", True)}


def test_another_registered_site_and_a_foreign_host_have_queues_of_their_own() -> None:
    found = reveal(link("http://jyj.qinghe.gov.cn/x"), link("http://example.com/y"))
    assert told(found) == {
        ("2", "http://jyj.qinghe.gov.cn/x", True),
        ("@example.com", "http://example.com/y", True),
    }


def test_the_same_site_under_another_name_is_asked_there_and_read_here() -> None:
    found = reveal(link("https://qinghe.gov.cn/a.html"))
    assert told(found) == {
        ("1", "https://qinghe.gov.cn/a.html", True),
        ("1", f"{HOME}/a.html", False),
    }


def test_where_nobody_is_led_nobody_arrives() -> None:
    hidden = link("http://casino.example.com/", place=Place.HIDDEN)
    assert told(reveal(hidden)) == set()


def test_redirects_and_further_pages_are_no_step_deeper_and_come_soon() -> None:
    found = reveal(redirect=f"{HOME}/zjzz/", more=(f"{HOME}/index_1.html",))
    assert {queued.url: queued.order for queued in found.queued} == {
        f"{HOME}/zjzz/": 2.5,
        f"{HOME}/index_1.html": 2.5,
    }


def test_rows_of_a_list_are_pages() -> None:
    found = reveal(entries=(Entry("标题", f"{HOME}/art.html"), Entry("无链接", "")))
    assert told(found) == {("1", f"{HOME}/art.html", False)}


def test_a_page_may_not_send_a_worker_into_this_network() -> None:
    found = reveal(link("http://127.0.0.1:8080/admin"), link("http://192.168.1.1/"))
    assert {one.cut for one in found.addresses} == {"private"}
    assert found.queued == []


def test_what_is_cut_is_written_down_and_not_queued() -> None:
    found = reveal(*(link(f"{HOME}/{name}") for name in "abcde"), holder=lease(budget=3))
    assert [one.cut for one in found.addresses] == ["", "", "", "budget", "budget"]
    assert len(found.queued) == 3


def test_a_page_of_links_without_end_is_bounded() -> None:
    found = reveal(*(link(f"http://h{number}.example.com/") for number in range(9_000)))
    assert len(found.queued) == 2_000
    assert len(found.addresses) == 4_000


def test_what_a_lost_lease_found_elsewhere_is_found_again_by_the_next() -> None:
    discovery = Discovery(ROUTES)
    away = (link("http://www.elsewhere.cn/a.html"), link("http://jyj.qinghe.gov.cn/b.html"))
    page = Outline.of(Page(url=f"{HOME}/", anchors=away))
    first, after_its_loss = (told(discovery.revealed(page, lease(), 3)) for _ in range(2))
    assert {url for _, url, _ in first} == {one.target for one in away}
    assert after_its_loss == first


def test_a_posted_request_is_a_page_of_the_site_alone() -> None:
    own, other, foreign = (
        Posted(f"{host}/api/list", BodyType.FORM, "col=1").address
        for host in (HOME, "http://jyj.qinghe.gov.cn", "http://www.foreign.com")
    )
    found = reveal(more=(own, other, foreign))
    assert told(found) == {("1", own, False)}


def test_a_posted_request_under_another_name_is_asked_under_the_sites_own() -> None:
    holder = lease()
    secure = HOME.replace("http:", "https:")
    question = Posted(f"{secure}/api/list", BodyType.FORM, "col=1")
    found = reveal(more=(question.address,), holder=holder)
    assert told(found) == {("1", question._replace(url=f"{HOME}/api/list").address, False)}
