"""What a worker makes of real servers: every known address comes to one end."""

from typing import Any

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
    assert town.hits() == {"/": 3, "/a.html": 1, "/b.html": 1, "/c.html": 1}
    assert len(sweeping.store.probes("1300000001")) == 3
