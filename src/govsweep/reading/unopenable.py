"""Addresses that no visitor can open, told from how they are written."""

import re
from ipaddress import ip_network

from govsweep.address_zones import AddressZone, hostname, literal, zone, zone_of
from govsweep.facts import AddressFault

_DISK = re.compile(r"file:|[a-z]:(?:\\|/(?![\\/]))", re.IGNORECASE)
_HOST = r"(?:[a-z0-9\-]+\.)+(?:cn|com|net|org|gov|edu|top|xyz|vip|cc|info|中国|政务)(?=[:/?#]|$)"
# The letters of http in another order or number, before "://"; or http with other signs after it.
_LIKE_HTTP = re.compile(r"(?!https?:)(?=[htps]*t)[htps]{3,8}:[/\\]{2}", re.IGNORECASE)
_OTHER_SIGNS = re.compile(rf"https?(?:[:：;；.]?//+|[：;；]/*|:(?=/[^/])/){_HOST}", re.IGNORECASE)
_RIGHT = re.compile(r"https?://", re.IGNORECASE)
_WEB = re.compile(r"https?:[/\\]", re.IGNORECASE)
_TEMPLATE = re.compile(r"[{}<>$'\"+%]")  # what a script or a program was to fill in
# What offices number their own machines with, RFC 1918 and 4193, and the reader's own machine.
_OWN = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128"),
    )
)
_LITERAL = re.compile(r"https?://(?:[^/@]*@)?(?:\d|\[|localhost\b)", re.IGNORECASE)


def address_fault(written: str, target: str, page: str) -> AddressFault | None:
    """Why nobody can open an address; None where it has to be asked for.

    `written` is the address as it stands on a page at `page`, `target` where it leads by a
    browser's rules, "" where nowhere.
    """
    if written[:1] in "/#.?" or not written:
        return None
    if not target and _WEB.match(written):
        return None if _TEMPLATE.search(written) else AddressFault.HOST
    if _RIGHT.match(written):
        return _private(target, page)
    if _DISK.match(written):
        return AddressFault.LOCAL_DISK
    if _LIKE_HTTP.match(written) or _OTHER_SIGNS.match(written):
        return AddressFault.SCHEME
    return None


def _private(target: str, page: str) -> AddressFault | None:
    ground = zone_of(page)
    if not _LITERAL.match(target) or ground is AddressZone.PRIVATE:
        return None
    name = hostname(target)
    if ground is AddressZone.LOOPBACK and zone(name) is AddressZone.LOOPBACK:
        return None  # a site that is looked at on this machine names itself so
    address = literal(name)
    within = name == "localhost" if address is None else any(address in one for one in _OWN)
    return AddressFault.PRIVATE if within else None
