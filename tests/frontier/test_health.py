"""How a server is: asked of a real one, with and without a limit and a password."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from govsweep.errors import ServiceError
from govsweep.frontier.health import ServerHealth, health

LIMIT = 64_000_000


@pytest.fixture(scope="module")
def server(a_redis: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    return a_redis(tmp_path_factory.mktemp("redis"), maxmemory=str(LIMIT))


def of(url: str) -> ServerHealth:
    async def look() -> ServerHealth:
        return await health(Redis.from_url(url))

    return asyncio.run(look())


def test_what_a_server_tells_of_itself(server: Any) -> None:
    told = of(server.url)
    assert told.is_new_enough
    assert told.version.replace(".", "").isdigit()
    assert (told.policy, told.limit, told.open_to_all) == ("noeviction", LIMIT, True)
    assert 0 < told.used < LIMIT
    assert abs(told.skew) < 3_600  # it is this machine's own clock


def test_who_may_not_ask_for_passwords_is_not_told_that_there_are_none(server: Any) -> None:
    with server.client() as admin:
        admin.acl_setuser("worker", enabled=True, nopass=True, keys="*", categories=["+@all"],
                          commands=["-acl"])  # fmt: skip
    told = of(f"redis://worker:any@127.0.0.1:{server.port}")
    assert (told.open_to_all, told.policy) == (False, "noeviction")


class Managed(Redis):
    """A managed service, which leaves its policy out of what it tells of itself."""

    async def info(self, *words: Any, **named: Any) -> Any:
        told = await super().info(*words, **named)
        return {name: told[name] for name in told if name != "maxmemory_policy"}


def test_a_policy_that_is_not_told_is_asked_for_where_that_is_allowed(server: Any) -> None:
    async def look(url: str) -> ServerHealth:
        return await health(Managed.from_url(url))

    assert asyncio.run(look(server.url)).policy == "noeviction"
    with server.client() as admin:
        admin.acl_setuser("tenant", enabled=True, nopass=True, keys="*", categories=["+@all"],
                          commands=["-config"])  # fmt: skip
    assert asyncio.run(look(f"redis://tenant:any@127.0.0.1:{server.port}")).policy is None


@pytest.mark.parametrize(
    ("version", "new_enough"),
    [
        ("6.2.0", True),
        ("6.1.9", False),
        ("7.0", True),
        ("9.1.2", True),
        ("", False),
        ("x.y", False),
    ],
)
def test_which_versions_know_the_commands(version: str, new_enough: bool) -> None:
    told = ServerHealth(version, None, 0, 0, 0.0, False)
    assert told.is_new_enough is new_enough


def test_a_server_that_does_not_answer_is_no_server(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="Redis 没有应答"):
        of(f"unix://{tmp_path}/none.sock")
