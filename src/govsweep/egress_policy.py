"""Egress: what a run may connect to. All that is public; of the rest what its registry names.

Asked with the very address that a connection is about to be made to, so that a name whose answers
change between two questions gains nothing.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies

from govsweep.address_zones import AddressZone, hostname, own_names, zone

_PORTS = {"http": 80, "https": 443}


class EgressPolicy:
    """The policy of one registry, and of the proxies in the environment."""

    def __init__(self, urls: Iterable[str], *, neighbours: bool = True) -> None:
        """Take the addresses by which registered sites are reached.

        Without `neighbours`, nothing else in their networks may be connected to: for whoever asks
        does not look which page named it.
        """
        self._ports: dict[str, set[int]] = {}
        for url in urls:
            ports = self._ports.setdefault(hostname(url), set(_PORTS.values()))
            ports.add(port_of(url))
        self._grounds = {zone(name) for name in self._ports} - {AddressZone.FORBIDDEN}
        if not neighbours:
            self._grounds = set()
        self._own_names = own_names()
        self._proxies = {
            (hostname(url), port_of(url)) for url in map(_with_scheme, getproxies().values())
        }

    def holds(self, name: str, port: int, address: str) -> bool:
        """Whether a connection may be made to a host that stands at this address."""
        name = name.lower()
        if (name, port) in self._proxies:
            return True
        by_name, found = zone(name), zone(address)
        if by_name is AddressZone.PUBLIC and found is AddressZone.PUBLIC:
            return True
        if self.names(name, port):
            return self._is_believed(name, by_name, found)
        # What stands there by its own name was let in, or not, for the page that named it.
        return (
            by_name is not AddressZone.PUBLIC
            and {by_name, found} - {AddressZone.PUBLIC} <= self._grounds
        )

    def names(self, name: str, port: int) -> bool:
        """Whether a registered site is reached by this host and port."""
        return port in self._ports.get(name.lower(), ())

    def _is_believed(self, name: str, by_name: AddressZone, found: AddressZone) -> bool:
        """Whether a registered name may stand there: an office's network, yes; elsewhere not.

        DNS is in strangers' hands; this machine's own hosts file is not.
        """
        return found in (by_name, AddressZone.PUBLIC, AddressZone.PRIVATE) or (
            found is AddressZone.LOOPBACK and name in self._own_names
        )


def port_of(url: str) -> int:
    """The port of an address; 0 where it names none that can be."""
    try:
        parts = urlsplit(url)
        return parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return 0


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"http://{url}"
