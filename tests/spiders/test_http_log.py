"""What was said on the log is kept where it proves something, and holds no secret."""

from typing import Any

from scrapy import Request
from scrapy.http import Response

from govsweep.addresses import fingerprint
from govsweep.spiders.http.http_log import http_log
from govsweep.store import evidence_rows
from govsweep.store.connection import reading
from govsweep.store.engine import connect

URL = "http://www.qinghe.gov.cn/1.html"


def test_heads_are_kept_line_by_line_without_what_opens_a_proxy() -> None:
    request = Request(
        URL, headers={"Accept": "*/*", "Proxy-Authorization": "Basic x", "Authorization": "y"}
    )
    response = Response(URL, status=404, headers={"Server": "nginx", "Set-Cookie": ["a=1", "b=2"]})
    (one,) = http_log(request, response)
    assert one.request == f"GET {URL}\nAccept: */*"
    assert one.answer == "404\nServer: nginx\nSet-Cookie: a=1\nSet-Cookie: b=2"


def test_no_answer_has_no_status() -> None:
    (one,) = http_log(Request(URL))
    assert (one.status, one.answer) == (0, "")


def test_a_head_without_end_is_cut() -> None:
    (one,) = http_log(Request(URL), Response(URL, headers={"X": "v" * 100_000}))
    assert len(one.answer) < 10_000


def tries(sweeping: Any, url: str) -> tuple[evidence_rows.Try, ...]:
    engine = connect(sweeping.environment["GOVSWEEP_DATABASE_URL"])
    with reading(engine) as connection:
        kept = evidence_rows.tries(connection, sweeping.sweep.id, fingerprint(url))
    engine.dispose()
    return kept


def test_both_passes_of_a_dead_link_and_the_redirects_of_a_home_page(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.put("/", b"", status=302, Location="/index.html")
    town.page("/index.html", "/a.html", "/files/gone.zip")
    town.page("/a.html")
    assert sweeping.run() == ""
    first, second = tries(sweeping, town.url(1, "/files/gone.zip"))
    assert [one.status for one in (*first.said, *second.said)] == [404, 404]
    assert (first.failure, second.failure) == ("status", "status")
    assert "User-Agent: " in first.said[0].request
    home = tries(sweeping, town.url(1, "/"))
    assert [(one.url, one.status) for one in home[0].said] == [
        (town.url(1, "/"), 302),
        (town.url(1, "/index.html"), 200),
    ]
    assert tries(sweeping, town.url(1, "/a.html")) == (), "nothing was found there"
