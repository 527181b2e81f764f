"""Resolving: names to addresses for aiohttp, those within reach only."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from govsweep.egress_policy import EgressPolicy


class OutOfReachError(aiohttp.ClientError):
    """A name, or an address that was led to, stands where nobody may be sent."""


class EgressResolver(AbstractResolver):
    """Gives only the addresses that may be connected to."""

    def __init__(self, egress: EgressPolicy) -> None:
        self._egress = egress
        self._resolver = aiohttp.DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Find the addresses of a host; raises `OutOfReachError` where none may be connected to."""
        found = await self._resolver.resolve(host, port, family)
        held = [one for one in found if self._egress.holds(host, port, one["host"])]
        if found and not held:
            raise OutOfReachError(host)
        return held

    async def close(self) -> None:
        """End the resolver."""
        await self._resolver.close()
