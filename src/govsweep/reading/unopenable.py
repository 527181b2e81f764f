"""Addresses that no visitor can open, told from how they are written."""

import re

from govsweep.address_zones import AddressZone, zone_of
from govsweep.facts import AddressFault

_DISK = re.compile(r"file:|[a-z]:[\\/](?![\\/])", re.IGNORECASE)
_HOST = r"(?:[a-z0-9\-]+\.)+(?:cn|com|net|org|gov|edu|top|xyz|vip|cc|info|中国|政务)(?=[:/?#]|$)"
# The letters of http in another order or number, before "://"; or http with other signs after it.
_LIKE_HTTP = re.compile(r"(?!https?:)(?=[htps]*t)[htps]{3,8}:[/\\]{2}", re.IGNORECASE)
_OTHER_SIGNS = re.compile(rf"https?(?:[:：;；.]?//+|[：;；]/*|:(?=/[^/])/){_HOST}", re.IGNORECASE)
_RIGHT = re.compile(r"https?://", re.IGNORECASE)
_LITERAL = re.compile(r"https?://(?:[^/@]*@)?(?:\d|\[|localhost\b)", re.IGNORECASE)


def address_fault(written: str, target: str, page: str) -> AddressFault | None:
    """Why nobody can open an address; None where it has to be asked for.

    `written` is the address as it stands on a page at `page`, `target` where it leads by a
    browser's rules, "" where nowhere.
    """
    if written[:1] in "/#.?" or not written:
        return None
    if _RIGHT.match(written):
        return _private(target, page)
    if _DISK.match(written):
        return AddressFault.LOCAL_DISK
    if _LIKE_HTTP.match(written) or _OTHER_SIGNS.match(written):
        return AddressFault.SCHEME
    return None


def _private(target: str, page: str) -> AddressFault | None:
    if _LITERAL.match(target) and zone_of(target) is not AddressZone.PUBLIC:
        return AddressFault.PRIVATE if zone_of(page) is AddressZone.PUBLIC else None
    return None
