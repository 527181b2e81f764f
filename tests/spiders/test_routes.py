"""Which queue an address belongs to."""

import pytest

from govsweep.facts import Site
from govsweep.spiders.routes import Routes, is_excluded, is_outside, moved, origin


def site(identifier: str, url: str) -> Site:
    return Site(identifier=identifier, name=identifier, url=url)


ROUTES = Routes(
    [
        site("1", "http://www.qinghe.gov.cn/"),
        site("2", "https://jyj.qinghe.gov.cn/index.html"),
        site("3", "http://town.qinghe.gov.cn/north/"),
        site("4", "http://town.qinghe.gov.cn/north/park/"),
        site("5", "http://127.0.0.1:8001/"),
    ]
)


@pytest.mark.parametrize(
    ("url", "queue"),
    [
        ("http://www.qinghe.gov.cn/a/b.html", "1"),
        ("https://qinghe.gov.cn/a", "1"),
        ("http://jyj.qinghe.gov.cn/a", "2"),
        ("http://www.jyj.qinghe.gov.cn/a", "2"),
        ("http://town.qinghe.gov.cn/north/a.html", "3"),
        ("http://town.qinghe.gov.cn/north/park/a.html", "4"),
        ("http://127.0.0.1:8001/a", "5"),
        ("http://127.0.0.1:8002/a", "@127.0.0.1:8002"),
        ("http://rsj.qinghe.gov.cn/", "@rsj.qinghe.gov.cn"),
    ],
)
def test_an_address_has_one_queue(url: str, queue: str) -> None:
    assert ROUTES.queue_of(url) == queue


def test_sites_that_share_a_host_share_its_pace() -> None:
    assert ROUTES.sharing(ROUTES.sites["3"]) == 2
    assert ROUTES.sharing(ROUTES.sites["1"]) == 1


def test_an_address_moves_to_another_origin() -> None:
    assert moved("http://qinghe.gov.cn/a?b=1", "https://www.qinghe.gov.cn/") == (
        "https://www.qinghe.gov.cn/a?b=1"
    )
    assert origin("https://www.qinghe.gov.cn/a") == "https://www.qinghe.gov.cn"


def test_the_hosts_of_sites_are_known_by_both_names() -> None:
    assert "http://qinghe.gov.cn" in ROUTES.roots
    assert "http://127.0.0.1:8001" in ROUTES.roots
    assert not any("www.127" in root for root in ROUTES.roots)


SHARED = Routes(
    [
        Site(
            identifier="6", name="6", url="http://shared.qinghe.gov.cn/jyj/index.html",
            include=("/jyj/", "/xx/"), exclude=("/jyj/old/",),
        ),
        Site(identifier="7", name="7", url="http://shared.qinghe.gov.cn/sub/", include=("/sub/",)),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "queue"),
    [
        ("/jyj/a.html", "6"),
        ("/xx/1.html", "6"),
        ("/sub/?id=1", "7"),
        ("/jyj/old/a.html", "@shared.qinghe.gov.cn"),
        ("/nobody/a.html", "@shared.qinghe.gov.cn"),
    ],
)
def test_the_registry_says_what_of_a_shared_host_is_whose(path: str, queue: str) -> None:
    assert SHARED.queue_of("http://shared.qinghe.gov.cn" + path) == queue


def test_the_longer_of_two_prefixes_that_contradict_wins() -> None:
    one = Site(
        identifier="8", name="8", url="http://a.gov.cn/",
        include=("/a/", "/a/old/good/"), exclude=("/a/old/",),
    )  # fmt: skip
    assert not is_excluded("http://a.gov.cn/a/1", one)
    assert is_excluded("http://a.gov.cn/a/old/1", one)
    assert not is_excluded("http://a.gov.cn/a/old/good/1", one)
    assert not is_outside("http://a.gov.cn/", one)
    assert is_outside("http://a.gov.cn/b", one)
