"""How a Redis server is: whether it answers, may drop keys, and has room."""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from redis.asyncio import Redis
from redis.exceptions import RedisError

from govsweep import reasons
from govsweep.errors import ServiceError

_NEEDED = (6, 2)


class ServerHealth(NamedTuple):
    """What was learnt of a server."""

    version: str
    policy: str | None  # None: it tells nobody
    used: int  # bytes
    limit: int  # bytes; 0: none
    skew: float  # seconds that its clock is ahead of ours
    open_to_all: bool  # whoever reaches it may do anything

    @property
    def is_new_enough(self) -> bool:
        """Whether it knows the commands that are used."""
        parts = self.version.split(".")[:2]
        return all(part.isdigit() for part in parts) and tuple(map(int, parts)) >= _NEEDED


async def health(client: Redis) -> ServerHealth:
    """Look at a client's server and close it; raises `ServiceError` where it does not answer."""
    try:
        before = time.time()
        seconds, microseconds = await client.time()
        now = (before + time.time()) / 2
        told: Mapping[str, Any] = await client.info()
        return ServerHealth(
            version=str(told.get("redis_version", "")),
            policy=await _policy(client, told),
            used=int(told.get("used_memory", 0)),
            limit=int(told.get("maxmemory", 0)),
            skew=int(seconds) + int(microseconds) / 1e6 - now,
            open_to_all=await _open_to_all(client),
        )
    except (RedisError, OSError) as error:
        raise ServiceError(f"Redis 没有应答：{reasons.of_redis(error)}") from error
    finally:
        with suppress(RedisError, OSError):
            await client.aclose()


async def _policy(client: Any, told: Mapping[str, Any]) -> str | None:
    if told.get("maxmemory_policy"):
        return str(told["maxmemory_policy"])
    with suppress(RedisError):  # managed services forbid it
        return str((await client.config_get("maxmemory-policy")).get("maxmemory-policy"))
    return None


async def _open_to_all(client: Any) -> bool:
    with suppress(RedisError):
        return "nopass" in (await client.acl_getuser("default"))["flags"]
    return False
