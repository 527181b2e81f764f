"""Which hosts that are linked to nobody has registered."""

from govsweep.facts import Site
from govsweep.reports.unregistered import UnregisteredHost, unregistered

SITES = [
    Site(identifier="1", name="市政府", url="http://www.qinghe.gov.cn/"),
    Site(identifier="2", name="教育局", url="http://jyj.qinghe.gov.cn/"),
]


def test_hosts_of_the_same_domain_are_listed_by_their_links() -> None:
    targets = [
        "http://rsj.qinghe.gov.cn/a",
        "http://old.qinghe.gov.cn:8080/",
        "http://old.qinghe.gov.cn:8080/b",
    ]
    assert unregistered(targets, SITES) == [
        UnregisteredHost("old.qinghe.gov.cn", 2, "http://old.qinghe.gov.cn:8080/"),
        UnregisteredHost("rsj.qinghe.gov.cn", 1, "http://rsj.qinghe.gov.cn/a"),
    ]


def test_registered_ones_others_domains_and_firms_are_not() -> None:
    targets = [
        "https://qinghe.gov.cn/x",
        "http://jyj.qinghe.gov.cn/",
        "http://www.gov.cn/",
        "http://www.beihe.gov.cn/",
        "http://www.qinghe.com/",
    ]
    assert unregistered(targets, SITES) == []
    assert unregistered([], SITES) == []
