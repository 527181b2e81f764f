"""What a run may connect to: asked with the address of the very connection."""

import pytest

from govsweep import egress_policy as module
from govsweep.egress_policy import EgressPolicy, port_of

NAME = "www.qinghe.gov.cn"


@pytest.fixture
def reach(monkeypatch: pytest.MonkeyPatch) -> EgressPolicy:
    for variable in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(module, "own_names", lambda: frozenset({"www.here.gov.cn"}))
    return EgressPolicy([f"http://{NAME}", "https://www.here.gov.cn", "http://10.0.0.5:8081"])


def test_the_public_is_within_reach(reach: EgressPolicy) -> None:
    assert reach.holds("www.gov.cn", 80, "93.184.216.34")
    assert reach.holds("8.8.8.8", 8080, "8.8.8.8")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "100.100.100.200", "0.0.0.0", "::1"]
)
def test_a_stranger_s_name_leads_nowhere_else(reach: EgressPolicy, address: str) -> None:
    assert not reach.holds("www.evil.cn", 80, address)


def test_a_registered_name_may_stand_in_the_office_s_network(reach: EgressPolicy) -> None:
    assert reach.holds(NAME, 80, "10.1.2.3")
    assert reach.holds(NAME, 443, "192.168.0.9")
    assert reach.holds(NAME.upper(), 80, "10.1.2.3")


def test_but_at_no_other_port_there(reach: EgressPolicy) -> None:
    assert not reach.holds(NAME, 6379, "10.1.2.3")
    assert reach.holds(NAME, 6379, "93.184.216.34")


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "100.100.100.200", "0.0.0.0"])
def test_nor_does_dns_send_it_to_this_machine(reach: EgressPolicy, address: str) -> None:
    assert not reach.holds(NAME, 80, address)


def test_the_hosts_file_of_this_machine_may(reach: EgressPolicy) -> None:
    assert reach.holds("www.here.gov.cn", 443, "127.0.0.1")
    assert not reach.holds("www.here.gov.cn", 443, "169.254.169.254")


def test_a_literal_is_held_where_the_registry_names_its_kind(reach: EgressPolicy) -> None:
    assert reach.holds("10.0.0.5", 8081, "10.0.0.5")
    assert not reach.holds("127.0.0.1", 8081, "127.0.0.1")
    assert not reach.holds("169.254.169.254", 80, "169.254.169.254")


def test_an_office_s_network_is_let_in_with_its_first_site() -> None:
    inside = EgressPolicy(["http://10.0.0.5"])
    assert inside.holds("10.7.7.7", 80, "10.7.7.7")
    assert inside.holds("oa.local", 80, "10.7.7.7")
    assert not inside.holds("127.0.0.1", 80, "127.0.0.1")


def test_but_not_where_nobody_looks_which_page_named_it() -> None:
    alone = EgressPolicy(["http://10.0.0.5:8081"], neighbours=False)
    assert alone.holds("10.0.0.5", 8081, "10.0.0.5")
    assert not alone.holds("10.0.0.5", 8082, "10.0.0.5")
    assert not alone.holds("10.7.7.7", 8081, "10.7.7.7")
    assert not alone.holds("10.7.7.7", 80, "10.7.7.7")


def test_a_metadata_service_that_is_registered_is_nobody_else_s_excuse() -> None:
    odd = EgressPolicy(["http://169.254.169.254"])
    assert odd.holds("169.254.169.254", 80, "169.254.169.254")
    assert not odd.holds("169.254.1.1", 80, "169.254.1.1")


def test_the_proxy_itself_is_exempt_and_only_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://user:secret@proxy.office.cn:3128")
    monkeypatch.setenv("https_proxy", "10.9.9.9:8888")
    reach = EgressPolicy([f"http://{NAME}"])
    assert reach.holds("proxy.office.cn", 3128, "127.0.0.1")
    assert reach.holds("10.9.9.9", 8888, "10.9.9.9")
    assert not reach.holds("proxy.office.cn", 80, "127.0.0.1")


def test_ports_are_read_from_addresses() -> None:
    some = ("http://a", "https://a/", "http://a:81", "http://a:x", "ftp://a", "")
    assert [port_of(url) for url in some] == [80, 443, 81, 0, 0, 0]
