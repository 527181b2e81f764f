"""What a worker makes of real servers: every known address comes to one end."""

import signal
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from govsweep.facts import LinkStatus, PageState

FETCHED = (PageState.FETCHED, "")


def test_a_site_is_read_from_its_home_page_on(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/a.html", "/b.html")
    town.page("/a.html", "/b.html", "/c.html", "/")
    town.page("/b.html")
    town.page("/c.html")
    assert sweeping.run() == ""
    assert sweeping.states() == dict.fromkeys(["/", "/a.html", "/b.html", "/c.html"], FETCHED)
    assert town.hits() == {"/": 1, "/a.html": 1, "/b.html": 1, "/c.html": 1}


def test_a_failed_page_is_asked_for_again_later_before_it_counts_as_failed(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.page("/", "/gone.html", "/flaky.html", "/broken.html")
    flaky = iter((503, 200))
    town.put("/flaky.html", answering(lambda: next(flaky)))
    town.put("/broken.html", b"down", status=500)
    assert sweeping.run() == ""
    assert sweeping.states() == {
        "/": FETCHED,
        "/gone.html": (PageState.FAILED, "status"),
        "/flaky.html": FETCHED,
        "/broken.html": (PageState.FAILED, "status"),
    }
    assert town.hits() == {"/": 1, "/gone.html": 2, "/flaky.html": 2, "/broken.html": 2}


def test_links_are_probed_and_none_is_called_dead_that_only_refuses(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    fine, dead, walled, slow = (town.url(9, f"/{name}") for name in ("ok", "no", "403", "500"))
    nobody = "http://127.0.0.8:9/"
    town.page("/", fine, dead, walled, slow, nobody, "/a.png")
    town.page("/ok", number=9)
    town.put("/403", b"Forbidden", number=9, status=403)
    town.put("/500", b"", number=9, status=500)
    town.put("/a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 300_000, Content_Type="image/png")
    assert sweeping.run() == ""
    assert sweeping.links() == {
        fine: LinkStatus.FINE,
        dead: LinkStatus.DEAD,
        walled: LinkStatus.UNVERIFIABLE,
        slow: LinkStatus.SUSPECTED,
        nobody: LinkStatus.DEAD,
        town.url(1, "/a.png"): LinkStatus.FINE,
    }
    assert town.hits(9)["/ok"] == 1
    # Twice, and once more without a word of whence; and each time as a browser asks, too, where its
    # turn came before the host had shown anything to that lease.
    assert 3 <= town.hits(9)["/no"] <= 5


def test_a_link_to_another_registered_site_is_answered_by_its_page(
    sweeping: Any, town: Any
) -> None:
    sweeping.site(1)
    sweeping.site(2)
    town.page("/", town.url(2, "/a.html"), number=1)
    town.page("/", "/a.html", number=2)
    town.page("/a.html", number=2)
    assert sweeping.run() == ""
    assert sweeping.links() == {town.url(2, "/a.html"): LinkStatus.FINE}
    assert town.hits(2)["/a.html"] <= 2


def test_a_redirect_is_followed_and_its_end_read_once(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/old.html", "/older.html", "/deep/lost.html", "/round.html")
    town.put("/older.html", status=301, Location="/old.html")
    town.put("/old.html", status=302, Location="/new.html")
    town.put("/deep/lost.html", status=302, Location="/")
    town.put("/round.html", status=302, Location="/round.html")
    town.page("/new.html")
    assert sweeping.run() == ""
    states = sweeping.states()
    assert states["/old.html"] == states["/older.html"] == states["/new.html"] == FETCHED
    assert states["/deep/lost.html"] == (PageState.FAILED, "redirect_home")
    assert states["/round.html"] == (PageState.FAILED, "redirect_loop")
    read = [path for path, page in sweeping.pages().items() if page.page is not None]
    assert sorted(read) == ["/", "/new.html"]


def test_a_redirect_to_another_host_goes_on_in_that_hosts_queue(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/out.html", "/lost.html")
    town.put("/out.html", status=302, Location=town.url(9, "/ok"))
    town.put("/lost.html", status=302, Location=town.url(9, "/no"))
    town.page("/ok", number=9)
    assert sweeping.run() == ""
    assert sweeping.states() == {
        "/": FETCHED,
        "/out.html": FETCHED,
        "/lost.html": (PageState.FAILED, "status"),
    }
    assert sweeping.pages()["/out.html"].final_url == town.url(9, "/ok")


def test_a_home_page_that_moved_is_followed_to_its_new_host(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.put("/", status=302, Location=town.url(7, "/web/"))
    town.page("/web/", "/web/a.html", number=7)
    town.page("/web/a.html", number=7)
    assert sweeping.run() == ""
    read = [page.url for page in sweeping.pages().values() if page.page is not None]
    assert sorted(read) == [town.url(1), town.url(7, "/web/a.html")]


def test_cookies_last_for_one_chain_of_redirects(sweeping: Any, town: Any) -> None:
    async def gate(request: web.Request) -> web.Response:
        if request.cookies.get("seen") == "1":
            return web.Response(text="<html><body>通过</body></html>", content_type="text/html")
        return web.Response(status=302, headers={"Location": "/a.html", "Set-Cookie": "seen=1"})

    sweeping.site()
    town.page("/", "/a.html")
    town.put("/a.html", gate)
    assert sweeping.run() == ""
    assert sweeping.states() == {"/": FETCHED, "/a.html": FETCHED}


def test_a_wall_is_named_and_never_dead(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/walled.html", "/forbidden.html")
    town.put("/walled.html", b"<script>x</script>", status=521, Set_Cookie="__jsluid_s=a")
    town.put("/forbidden.html", b"no", status=403)
    assert sweeping.run() == ""
    states = sweeping.states()
    assert states["/walled.html"] == (PageState.BLOCKED, "blocked")
    assert states["/forbidden.html"] == (PageState.BLOCKED, "status")


def test_documents_that_are_not_pages_are_not_read(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/download?id=1")
    town.put("/download?id=1", b"x" * 5_000_000, Content_Type="video/mp4")
    assert sweeping.run() == ""
    assert sweeping.states()["/download?id=1"] == FETCHED
    assert sweeping.pages()["/download?id=1"].page is None


def test_a_second_night_costs_one_exchange_a_page(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/a.html", "/b.html")
    town.page("/a.html", "/c.html", town.url(9, "/no"), ETag='"1"')
    town.page("/b.html")
    town.page("/c.html")
    assert sweeping.run() == ""
    sweeping.store.sweeps.close(sweeping.sweep.id, reason="", finished=True)
    town.asked.clear()
    town.headers.clear()
    town.page("/b.html", text="今天有了新的内容")
    assert sweeping.run() == ""
    unchanged = (PageState.UNCHANGED, "")
    assert sweeping.states() == {
        "/": unchanged,
        "/a.html": unchanged,
        "/b.html": FETCHED,
        "/c.html": unchanged,
    }
    assert town.hits() == {"/": 1, "/a.html": 1, "/b.html": 1, "/c.html": 1}
    assert sweeping.links() == {town.url(9, "/no"): LinkStatus.DEAD}


def test_what_another_version_of_the_reader_read_is_read_again(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/a.html", ETag='"1"')
    town.page("/a.html", ETag='"1"')
    for reader, ends in (("1", FETCHED), ("1", (PageState.UNCHANGED, "")), ("2", FETCHED)):
        sweeping.reader = reader
        assert sweeping.run() == ""
        sweeping.store.sweeps.close(sweeping.sweep.id, reason="", finished=True)
        assert sweeping.states() == {"/": ends, "/a.html": ends}


def test_what_a_night_leaves_goes_first_the_next(sweeping: Any, town: Any) -> None:
    sweeping.site(pace=25.0)
    lists = [f"/list_{number}.html" for number in range(4)]
    town.page("/", *lists)
    for number, path in enumerate(lists):
        rows = [f"/art_{number}_{row}.html" for row in range(10)]
        town.page(path, *rows)
        for row in rows:
            town.page(row, "/")
    sweep = sweeping.open()
    sweeping.start()
    sweeping.until_read(20)
    sweeping.workers[0].send_signal(signal.SIGTERM)
    sweeping.finish()
    assert sweeping.store.sweeps.close(sweep.id, reason="until", finished=False)
    left = {path for path, end in sweeping.states().items() if end == (PageState.LEFT, "until")}
    rows = sweeping.store.sweeps.ledger(sweep.id)
    known = sum(one.addresses for one in rows if one.state == "known")
    assert known == sum(one.addresses for one in rows if one.state != "known") == 45
    assert 0 < len(left) == sum(one.addresses for one in rows if one.reason == "until")
    town.asked.clear()
    sweeping.run()
    order = [path for _, path, _ in town.asked if path in sweeping.states() and path != "/"]
    assert set(order[: len(left)]) == left
    assert set(sweeping.states().values()) <= {FETCHED, (PageState.UNCHANGED, "")}
    assert len(sweeping.states()) == 45


def test_what_is_cut_stands_in_the_store_with_its_rule(sweeping: Any, town: Any) -> None:
    sweeping.site(budget=400)
    town.page("/", *(f"/show/{number}.html" for number in range(320)), "/2099-01-01/", "/x/x/x/")
    for number in range(320):
        town.page(f"/show/{number}.html", "/")
    assert sweeping.run() == ""
    cut = [reason for state, reason in sweeping.states().values() if state is PageState.CUT]
    assert sorted(set(cut)) == ["calendar", "pattern", "repeated"]
    assert cut.count("pattern") == 20


def test_pages_without_end_that_say_the_same_are_cut(sweeping: Any, town: Any) -> None:
    async def the_same(request: web.Request) -> web.Response:
        number = int(request.query["id"])
        links = "".join(f"<a href='?id={4 * number + one}'>下一页</a>" for one in range(1, 5))
        return web.Response(text=f"<html><p>没有活动</p>{links}</html>", content_type="text/html")

    sweeping.site(budget=2_000)
    town.page("/", "/show?id=1")
    town.otherwise = the_same
    assert sweeping.run() == ""
    states = list(sweeping.states().values())
    assert states.count((PageState.CUT, "alike")) > 50
    assert 50 < states.count(FETCHED) < 100


def answering(status: Callable[[], int]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A page whose status changes from one request to the next."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(
            status=status(), text="<html><body><p>内容</p></body></html>", content_type="text/html"
        )

    return answer


def test_what_the_registry_excludes_is_never_asked_for_and_what_is_outside_not_read(
    sweeping: Any, town: Any
) -> None:
    town.page("/jyj/", "/jyj/a.html", "/jyj/old/1.html", "/other/b.html")
    town.page("/jyj/a.html", "/jyj/old/2.doc")
    town.page("/other/b.html", "/other/c.html")
    sweeping.site(url=town.url(1, "/jyj/"), include=("/jyj/",), exclude=("/jyj/old/",))
    sweeping.run()
    hits = town.hits()
    assert hits["/jyj/a.html"] == 1
    assert hits["/other/b.html"] == 1  # whether it opens
    assert not [path for path in hits if path.startswith(("/jyj/old/", "/other/c"))]
    states = sweeping.states()
    assert states["/jyj/old/1.html"] == (PageState.CUT, "excluded")
    assert "/other/b.html" not in states


def test_where_traps_are_switched_off_no_address_is_cut_by_its_shape(
    sweeping: Any, town: Any
) -> None:
    odd = ["/a/a/a/x.html", "/calendar/2031-05"]
    town.page("/", *odd)
    for path in odd:
        town.page(path)
    sweeping.site(capped=False)
    sweeping.run()
    assert {sweeping.states()[path] for path in odd} == {FETCHED}
