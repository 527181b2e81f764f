"""Address zones: whether a host stands on this machine, in a private network or in public.

However an address is written: a resolver reads `2130706433`, `0x7f.1` and `127.1` as 127.0.0.1,
and IPv6 has five ways to wrap an IPv4 address.
"""

import socket
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOOPBACK_NAMES = frozenset({"localhost", "localdomain", "ip6-localhost", "ip6-loopback"})
_PRIVATE_ENDINGS = frozenset({"internal", "local", "intranet", "lan", "home.arpa"})
# Where clouds tell a machine its secrets; that of Aliyun stands in the carriers' own range.
_METADATA = frozenset({"100.100.100.200", "169.254.169.254", "168.63.129.16", "fd00:ec2::254"})
_METADATA_NAMES = frozenset({"metadata", "metadata.google.internal", "instance-data"})
_THIS_NETWORK = IPv4Network("0.0.0.0/8")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_HOSTS_FILE = Path("/etc/hosts")

Literal = IPv4Address | IPv6Address


class AddressZone(StrEnum):
    """Where a host stands, from the most to the least harmless."""

    PUBLIC = "public"
    PRIVATE = "private"  # a network of this office's or its carrier's
    LOOPBACK = "loopback"  # this machine
    FORBIDDEN = "forbidden"  # link-local, multicast, a cloud's metadata: no site ever


_ORDER = list(AddressZone)


@lru_cache(maxsize=16_384)
def zone(name: str) -> AddressZone:
    """The ground of a host name or literal address, by itself; no name is looked up."""
    plain = _plain(name)
    address = literal(plain)
    if address is not None:
        return max((_zone(one) for one in _meanings(address)), key=_ORDER.index)
    if plain in _METADATA_NAMES:
        return AddressZone.FORBIDDEN
    ending = plain.rpartition(".")[2]
    if ending in _LOOPBACK_NAMES:
        return AddressZone.LOOPBACK
    if "." in plain and (ending in _PRIVATE_ENDINGS or plain.endswith(".home.arpa")):
        return AddressZone.PRIVATE
    return AddressZone.PUBLIC


def zone_of(url: str) -> AddressZone:
    """The ground of an address's host."""
    return zone(hostname(url))


def hostname(url: str) -> str:
    """The host of an address without port, brackets and user; "" where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def literal(name: str) -> Literal | None:
    """The address that a host name spells, in any notation that resolvers take; None for names."""
    name = _plain(name)
    try:
        return ip_address(name.partition("%")[0])
    except ValueError:
        pass
    if not name or name.split() != [name]:
        return None  # the resolver's own parser stops at a blank
    try:
        return IPv4Address(socket.inet_aton(name))
    except (OSError, UnicodeError, ValueError):
        return None


def own_names() -> frozenset[str]:
    """The names that this machine's hosts file knows: its administrator's word, unlike DNS."""
    try:
        lines = _HOSTS_FILE.read_text("utf-8", "replace").splitlines()
    except OSError:
        return frozenset()
    return frozenset(name.lower() for line in lines for name in line.partition("#")[0].split()[1:])


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unquote(name)).replace("。", ".")
    return folded.strip().strip("[]").rstrip(".").lower()


def _meanings(address: Literal) -> Iterator[Literal]:
    yield address
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def _wraps(address: IPv6Address) -> bool:
    known = address.ipv4_mapped is not None or address.sixtofour is not None
    return known or address in _NAT64


def _zone(address: Literal) -> AddressZone:
    if str(address) in _METADATA:
        return AddressZone.FORBIDDEN
    if address.is_loopback or address.is_unspecified or address in _THIS_NETWORK:
        return AddressZone.LOOPBACK
    if address.is_link_local or address.is_multicast:
        return AddressZone.FORBIDDEN
    if isinstance(address, IPv6Address) and _wraps(address):
        return (
            AddressZone.PUBLIC
        )  # judged by what it wraps, which Python's versions do not agree on
    if isinstance(address, IPv6Address) and address.is_site_local:
        return AddressZone.PRIVATE
    return AddressZone.PUBLIC if address.is_global else AddressZone.PRIVATE
