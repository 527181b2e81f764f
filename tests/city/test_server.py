"""The city over real HTTP: through its proxy, and on loopback addresses."""

import datetime as dt
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from govsweep.city import CityServer, SampleCity, build, free_port, serve

DAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def city() -> SampleCity:
    return build(DAY, slow_seconds=0.05)


@pytest.fixture(scope="module")
def server(city: SampleCity) -> Iterator[CityServer]:
    with serve(city) as running:
        yield running


def fetch(server: CityServer, url: str, method: str = "GET") -> tuple[int, bytes]:
    proxies = {"http": server.proxy_url, "https": server.proxy_url}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
    try:
        with opener.open(urllib.request.Request(url, method=method), timeout=300) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_client_with_a_proxy_sees_every_site(city: SampleCity, server: CityServer) -> None:
    for site in city.sites:
        faulty = {one.site for one in city.truth if one.check == "site-unreachable"}
        if site.identifier in faulty:
            continue
        status, body = fetch(server, site.url)
        assert status == 200
        assert body == city.answer("GET", site.url.split("/")[2], "/").body


def test_a_host_header_is_enough(city: SampleCity, server: CityServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    connection.request("GET", "/", headers={"Host": "slj.pinglan.gov.cn"})
    answer = connection.getresponse()
    assert answer.read() == city.answer("GET", "slj.pinglan.gov.cn", "/").body
    connection.close()


def test_the_first_unreachable_site_hangs_up_and_the_other_times_out(server: CityServer) -> None:
    with pytest.raises((ConnectionError, http.client.BadStatusLine, urllib.error.URLError)):
        fetch(server, "http://sjj.pinglan.gov.cn/")
    assert fetch(server, "http://sjglj.pinglan.gov.cn/")[0] == 504


def test_a_host_that_is_nowhere_is_a_bad_gateway(server: CityServer) -> None:
    assert fetch(server, "http://www.nowhere-at-all.com/")[0] == 502


def test_tunnels_are_refused(server: CityServer) -> None:
    with pytest.raises(OSError, match="Tunnel connection failed: 502"):
        fetch(server, "https://www.pinglan.gov.cn/")


def test_what_fails_once_answers_the_second_time(server: CityServer) -> None:
    server.forget()
    url = "http://zxpt.nanling-sheng.gov.cn/zx25.html"
    assert [fetch(server, url)[0] for _ in range(3)] == [503, 200, 200]


def test_head_has_no_body(server: CityServer) -> None:
    assert fetch(server, "http://www.pinglan.gov.cn/", "HEAD") == (200, b"")


def test_requests_are_counted_by_address_and_method(server: CityServer) -> None:
    server.forget()
    fetch(server, "http://www.pinglan.gov.cn/zwgk/tzgg/")
    fetch(server, "http://www.pinglan.gov.cn/zwgk/tzgg/", "HEAD")
    assert server.count("www.pinglan.gov.cn", "/zwgk/tzgg/") == 2
    assert sorted(one.method for one in server.requests) == ["GET", "HEAD"]


def test_on_loopback_every_site_has_an_address_of_its_own(city: SampleCity) -> None:
    loopback = city.loopback(free_port())
    with serve(loopback, int(loopback.sites[0].url.split(":")[2].strip("/"))) as server:
        assert len({site.url for site in loopback.sites}) == len(city.sites)
        with urllib.request.urlopen(loopback.sites[0].url, timeout=300) as answer:
            body = answer.read().decode()
        assert server.count(loopback.sites[0].url.split("/")[2], "/") == 1
    assert "平澜市人民政府" in body
    assert ".gov.cn" not in body
    assert "gov.cn" not in loopback.registry_csv()
    assert not [one for one in loopback.truth if "gov.cn" in one.url + one.subject]
