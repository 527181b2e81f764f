"""Pages of outside hosts: read when links to them are tested, by no request of their own."""

from typing import Any

from govsweep.facts import LinkStatus

FAKE = (
    "<html><head><meta charset='utf-8'><title>清禾市人民政府</title></head><body>"
    "<div>{}</div><div class='footer'>主办单位：清禾市人民政府 网站标识码：5118000009</div>"
    "</body></html>"
)


def looks(sweeping: Any) -> dict[str, Any]:
    return {one.target: one.page for one in sweeping.store.outside.looks(sweeping.sweep.id)}


def test_the_target_of_a_link_is_read_by_the_request_that_tests_it(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.page("/", town.url(9, "/"), town.url(9, "/a.png"))
    # Longer than a tested link's body was let in; its footer stands at the end.
    town.put("/", FAKE.format("<p>今日要闻一则</p>" * 8_000).encode(), number=9)
    assert sweeping.run() == ""
    hits = town.hits(9)
    # What is not there is asked for twice, and once more without a word of whence; and each time as
    # a browser asks, too, where its turn came before the host had shown anything to that lease.
    assert (hits.keys(), hits["/"]) == ({"/", "/a.png"}, 1)
    assert 3 <= hits["/a.png"] <= 5
    page = looks(sweeping)[town.url(9)]
    assert (page.title, page.identifier) == ("清禾市人民政府", "5118000009")
    assert page.organizer == "清禾市人民政府"


def test_of_a_host_a_page_or_two_are_read(sweeping: Any, town: Any) -> None:
    sweeping.site()
    paths = [f"/{number}.html" for number in range(6)]
    town.page("/", *(town.url(9, path) for path in [*paths, "/"]))
    for path in [*paths, "/"]:
        town.put(path, FAKE.format(path).encode(), number=9)
    assert sweeping.run() == ""
    read = looks(sweeping)
    assert town.url(9) in read
    assert 2 <= len(read) <= 3
    assert {sweeping.links()[town.url(9, path)] for path in paths} == {LinkStatus.FINE}


def test_nothing_is_read_of_what_is_no_page(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", town.url(9, "/file"), town.url(9, "/gone"))
    town.put("/file", b"%PDF-1.4", number=9, Content_Type="application/pdf")
    town.put("/gone", FAKE.format("无").encode(), number=9, status=404)
    assert sweeping.run() == ""
    assert looks(sweeping) == {}


def test_pages_of_swept_sites_are_not_read_twice(sweeping: Any, town: Any) -> None:
    sweeping.site(1)
    sweeping.site(2)
    town.page("/", town.url(2))
    town.page("/", number=2)
    assert sweeping.run() == ""
    assert looks(sweeping) == {}
