"""Probing: one timed visit to each home page, apart from any sweep.

Source: 国办秘函〔2019〕19号, 站点无法访问.

A site counts as unreachable for a week when 5 % of at least 20 visits a day found it not open
after 15 seconds; the nightly crawl cannot tell that, so a timer probes. A sweep leaves so much of a
host's pace that one request every ten seconds beside it does not exceed it: no more is asked here.
"""

import asyncio
import datetime as dt
import time
from collections.abc import Iterable

import aiohttp

from govsweep.address_zones import AddressZone, hostname, zone, zone_of
from govsweep.egress_policy import EgressPolicy
from govsweep.facts import Failure, Probe, Site
from govsweep.link_status import of_status
from govsweep.resolving import EgressResolver, OutOfReachError
from govsweep.throttle import HostThrottle

LIMIT = 15.0  # seconds
SPACING = 10.0  # seconds between two requests to one host
_AT_ONCE = 50
_MOST = 20 * 1024 * 1024  # bytes read of a home page


async def probe_all(sites: Iterable[Site], user_agent: str) -> list[tuple[str, Probe]]:
    """One round: every home page visited once, at most fifty at a time, those of one host in turn.

    The usual proxy variables are obeyed. A certificate's fault does not make a site unreachable.
    A redirect into this network is not followed.
    """
    sites = list(sites)
    egress = EgressPolicy(site.url for site in sites)
    places = asyncio.Semaphore(_AT_ONCE)
    throttle = HostThrottle()
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=None),  # waiting for one's turn is no site's fault
        trust_env=True,
        headers={"User-Agent": user_agent},
        connector=aiohttp.TCPConnector(ssl=False, limit=_AT_ONCE, resolver=EgressResolver(egress)),
    ) as session:

        async def one(site: Site) -> tuple[str, Probe]:
            await throttle.wait(hostname(site.url), SPACING)
            async with places:
                return site.identifier, await _probe(session, site.url, egress, throttle)

        return await asyncio.gather(*(one(site) for site in sites))


class _ProbeVisit:
    """One visit, hop by hop; waiting for a turn does not count as the site's time."""

    def __init__(self, url: str, egress: EgressPolicy, throttle: HostThrottle) -> None:
        self._own = (AddressZone.PUBLIC, zone_of(url))
        self._egress = egress
        self._throttle = throttle
        self._first = True
        self._waited = 0.0
        self._began = time.monotonic()
        self.limit = asyncio.timeout(LIMIT)

    @property
    def elapsed(self) -> float:
        """Seconds that the site took until now."""
        return time.monotonic() - self._began - self._waited

    async def hop(
        self, request: aiohttp.ClientRequest, go_on: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Look at a hop before it is made: what it names by itself no resolver is asked for."""
        name, port = request.url.host or "", request.url.port or 0
        if zone(name) not in self._own or not self._egress.holds(name, port, name):
            raise OutOfReachError(name)
        if not self._first:
            self._waited += await self._waiting(name)
        self._first = False
        return await go_on(request)

    async def _waiting(self, name: str) -> float:
        deadline = self.limit.when()
        self.limit.reschedule(None)
        waited = await self._throttle.wait(name, SPACING)
        self.limit.reschedule(None if deadline is None else deadline + waited)
        return waited


async def _probe(
    session: aiohttp.ClientSession, url: str, egress: EgressPolicy, throttle: HostThrottle
) -> Probe:
    at = dt.datetime.now(dt.UTC)
    visit = _ProbeVisit(url, egress, throttle)
    status: int | None = None
    failure: Failure | None = None
    try:
        async with (
            visit.limit,
            session.get(url, max_redirects=8, middlewares=(visit.hop,)) as response,
        ):
            status = response.status
            await response.content.readexactly(_MOST)
    except asyncio.IncompleteReadError:  # the page ended before the limit: all was read
        failure = of_status(status)
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        failure = _of_error(error)
    else:
        failure = of_status(status)
    elapsed = None if failure and status is None else visit.elapsed
    return Probe(url=url, at=at, elapsed=elapsed, status=status, failure=failure)


def _of_error(error: Exception) -> Failure:
    if isinstance(error, OutOfReachError):
        return Failure.BLOCKED
    if isinstance(error, TimeoutError):
        return Failure.TIMEOUT
    if isinstance(error, aiohttp.TooManyRedirects):
        return Failure.REDIRECT_LOOP
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Failure.DNS
    if isinstance(error, aiohttp.ClientSSLError):
        return Failure.TLS
    if isinstance(error, aiohttp.ClientConnectorError):
        return Failure.REFUSED
    return Failure.LOST
