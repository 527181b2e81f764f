"""On which ground a host stands, however its address is written."""

from pathlib import Path

import pytest

from govsweep import address_zones as module
from govsweep.address_zones import AddressZone, hostname, literal, own_names, zone, zone_of


@pytest.mark.parametrize(
    "name",
    [
        *("127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "0.1.2.3"),
        *("2130706433", "0177.0.0.1", "017700000001", "0x7f.0.0.1", "0x7f000001", "0X7F.1"),
        *("127.0.0.1.", "127。0。0。1", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "%31%32%37.0.0.1"),
        *("[::1]", "::1", "::2", "::", "0:0:0:0:0:0:0:1", "::1%lo", "::1%25lo"),
        *("[::ffff:127.0.0.1]", "::ffff:7f00:1", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::1"),
        *("localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain"),
        *("ip6-localhost", "ip6-loopback"),
    ],
)
def test_this_machine_has_many_names(name: str) -> None:
    assert zone(name) is AddressZone.LOOPBACK


@pytest.mark.parametrize(
    "name",
    [
        *("10.1.2.3", "10.1", "172.16.0.1", "192.168.1.1", "3232235777", "0xC0A80101"),
        *("100.64.0.1", "fd12::1", "fec0::1", "::ffff:10.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("oa.local", "db.internal", "nas.lan", "printer.home.arpa"),
    ],
)
def test_private_networks_too(name: str) -> None:
    assert zone(name) is AddressZone.PRIVATE


@pytest.mark.parametrize(
    "name",
    [
        *("169.254.169.254", "2852039166", "0xA9FEA9FE", "::ffff:a9fe:a9fe", "169.254.1.1"),
        *("100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fe80::1%25eth0"),
        *("fd00:ec2::254%25eth0", "fd00:ec2::254%lo"),
        *("224.0.0.1", "ff02::1", "metadata.google.internal"),
    ],
)
def test_no_site_ever_stands_at_a_metadata_service(name: str) -> None:
    assert zone(name) is AddressZone.FORBIDDEN


@pytest.mark.parametrize(
    "name",
    [
        *("www.qinghe.gov.cn", "8.8.8.8", "134744072", "::ffff:8.8.8.8", "64:ff9b::808:808"),
        *("2400:3200::1", "2002:808:808::", "123.com", "10.gov.cn", "http", "local.gov.cn"),
        *("", "[", "4294967296", "0x7g.1", "127.0.0.1 evil", "X127.0.0.1", "127.0.0.1X"),
    ],
)
def test_what_is_public_or_no_address_is_left_alone(name: str) -> None:
    assert zone(name) is AddressZone.PUBLIC


def test_user_and_port_do_not_hide_a_host() -> None:
    assert zone_of("http://www.qinghe.gov.cn@127.0.0.1:80/") is AddressZone.LOOPBACK
    assert zone_of("http://[::1]:6379/") is AddressZone.LOOPBACK
    assert zone_of("http://127.0.0.1@www.qinghe.gov.cn/") is AddressZone.PUBLIC
    assert zone_of("http://[::1/") is AddressZone.PUBLIC  # no address at all


def test_names_are_no_literals() -> None:
    assert str(literal("127.1")) == "127.0.0.1"
    assert literal("www.qinghe.gov.cn") is None


def test_an_address_without_a_host_names_none() -> None:
    assert hostname("http://WWW.qinghe.gov.cn:81/a") == "www.qinghe.gov.cn"
    assert [hostname(url) for url in ("", "mailto:a@b.cn", "http:///a", "http://[::1/")] == [""] * 4


def test_the_hosts_file_tells_this_machine_s_own_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hosts"
    monkeypatch.setattr(module, "_HOSTS_FILE", file)
    assert own_names() == frozenset()
    file.write_bytes(
        b"# www.remark.cn\n\n127.0.0.1 LocalHost local.gov.cn # www.remark.cn # old\n"
        b"10.0.0.5\twww.qinghe.gov.cn\n10.0.0.6 broken\xff.cn\n"
    )
    assert own_names() == {"localhost", "local.gov.cn", "www.qinghe.gov.cn", "broken\ufffd.cn"}
