"""IPv6: whether a site's host has an address of it, and answers there.

From a machine without a route nothing is told of a host that has one: that is unknown, not wrong.
"""

import asyncio
import errno
import socket
from urllib.request import getproxies

from govsweep.address_zones import hostname
from govsweep.egress_policy import EgressPolicy, port_of
from govsweep.facts import Failure, View

AGENT = "ipv6"  # a visitor of this kind
_SECONDS = 10.0
_NO_ADDRESS = (socket.EAI_NONAME, socket.EAI_NODATA, socket.EAI_ADDRFAMILY)
_NO_ROUTE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


async def ipv6_view(url: str) -> View | None:
    """A visit over IPv6: without a failure where the host answers, `dns` where it has no address.

    None where it cannot be known: the address names no host, all goes out by a proxy, the name
    was not resolved at all, or there is no way there from here.
    """
    name, port = hostname(url), port_of(url)
    if not name or not port or getproxies() or _is_literal(name):
        return None
    return await asyncio.to_thread(_looked, name, port, EgressPolicy((url,), neighbours=False))


def _looked(name: str, port: int, egress: EgressPolicy) -> View | None:
    try:
        found = _addresses(name, port, socket.AF_INET6)
    except socket.gaierror as error:
        if error.errno not in _NO_ADDRESS:
            return None
        try:
            _addresses(name, port, socket.AF_INET)
        except socket.gaierror:
            return None  # nobody knows the name here
        return View(agent=AGENT, failure=Failure.DNS)
    held = [one for one in found if egress.holds(name, port, one)]
    return _connected(held[0], port) if held else None


def _connected(address: str, port: int) -> View | None:
    try:
        socket.create_connection((address, port), _SECONDS).close()
    except TimeoutError:
        return View(agent=AGENT, failure=Failure.TIMEOUT)
    except ConnectionRefusedError:
        return View(agent=AGENT, failure=Failure.REFUSED)
    except OSError as error:
        return None if error.errno in _NO_ROUTE else View(agent=AGENT, failure=Failure.LOST)
    return View(agent=AGENT)


def _addresses(name: str, port: int, family: socket.AddressFamily) -> list[str]:
    found = socket.getaddrinfo(name, port, family, socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _is_literal(name: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, name.strip("[]"))
        except OSError:
            continue
        return True
    return False
