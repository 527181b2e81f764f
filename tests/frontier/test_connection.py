"""A scrapy-redis user's settings lead to the same server, under names of the user's choice."""

import asyncio
import json
import pickle
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from scrapy.settings import Settings

from govsweep.errors import InputError, ServiceError
from govsweep.frontier import Frontier, Task
from govsweep.frontier.connection import connect, connect_to, prefix, serializer


@pytest.fixture(scope="module")
def server(a_redis: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    return a_redis(tmp_path_factory.mktemp("redis"))


def push_one(settings: Settings) -> int:
    async def push() -> int:
        frontier = Frontier.from_settings(settings, sweep=7, token="t", lease=60)
        try:
            await frontier.check()
            await frontier.ensure(nothing())
            return await frontier.push([Task("1301000001", "http://a/", b"f" * 16)])
        finally:
            await frontier.close()

    return asyncio.run(push())


async def nothing() -> AsyncIterator[Sequence[Task]]:
    for empty in ():
        yield empty


def test_the_settings_of_scrapy_redis_are_followed(server: Any) -> None:
    settings = Settings(
        {
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": server.port,
            "REDIS_DB": 3,
            "REDIS_PARAMS": {"client_name": "office", "decode_responses": True},
            "REDIS_ENCODING": "utf-8",
            "SCHEDULER_QUEUE_KEY": "office:%(spider)s:requests",
            "SCHEDULER_SERIALIZER": "json",
        }
    )
    assert push_one(settings) == 1
    seen = Redis(port=server.port, db=3)
    (packed,) = seen.hvals("office:sweep:requests:{7}:r:1301000001")
    assert json.loads(packed)[0] == "http://a/"
    seen.close()


def test_texts_are_utf8_and_answers_bytes_whatever_a_users_own_clients_want(server: Any) -> None:
    settings = Settings(
        {
            "REDIS_URL": f"redis://127.0.0.1:{server.port}/8",
            "REDIS_ENCODING": "gbk",
            "REDIS_DECODE_RESPONSES": True,
            "REDIS_PARAMS": {"decode_responses": True, "client_name": "office"},
            "SCHEDULER_QUEUE_KEY": "督查:%(spider)s",
        }
    )

    async def pulled() -> list[Task]:
        frontier = Frontier.from_settings(settings, sweep=7, token="t", lease=5)
        assert frontier.lease == 5
        try:
            await frontier.ensure(nothing())
            assert await frontier.client.client_getname() in ("office", b"office")
            await frontier.push([Task("1301000001", "http://a/政", b"f" * 16)])
            (mine,) = await frontier.claim(1, 0)
            (pulled,) = await frontier.pull([(mine.queue, mine.owner, 9)], suspect=False)
            return list(pulled.tasks)
        finally:
            await frontier.close()

    (task,) = asyncio.run(pulled())
    assert (task.queue, task.url) == ("1301000001", "http://a/政")
    with Redis(port=server.port, db=8) as seen:
        assert seen.exists("督查:sweep:{7}:token")


def test_a_url_is_enough(server: Any) -> None:
    assert push_one(Settings({"REDIS_URL": f"redis://127.0.0.1:{server.port}/4"})) == 1


def test_keys_are_those_of_the_sweep() -> None:
    assert prefix(Settings(), 7) == "govsweep:{7}"


def test_pickle_is_refused() -> None:
    with pytest.raises(InputError, match="SCHEDULER_SERIALIZER"):
        serializer(Settings({"SCHEDULER_SERIALIZER": "scrapy_redis.picklecompat"}))


def test_pickle_is_refused_as_a_module_too() -> None:
    with pytest.raises(InputError, match="SCHEDULER_SERIALIZER"):
        serializer(Settings({"SCHEDULER_SERIALIZER": pickle}))


@pytest.mark.parametrize(
    "chosen",
    ["json", json, SimpleNamespace(dumps=msgspec.msgpack.encode, loads=msgspec.msgpack.decode)],
    ids=["by its name", "a module that writes text", "an object without a name"],
)
def test_a_serialiser_of_the_users_own_gives_back_what_it_took(chosen: Any) -> None:
    own = serializer(Settings({"SCHEDULER_SERIALIZER": chosen}))
    packed = own.dumps(["http://a/政", 1, 2])
    assert isinstance(packed, bytes)
    assert own.loads(packed) == ["http://a/政", 1, 2]


def test_a_server_that_tells_nobody_its_policy_is_trusted(server: Any) -> None:
    with Redis(port=server.port) as admin:
        admin.acl_setuser("tenant", enabled=True, nopass=True, keys="*", channels="*",
                          categories=["+@all"], commands=["-config"])  # fmt: skip
    url = f"redis://tenant:any@127.0.0.1:{server.port}/7"
    assert push_one(Settings({"REDIS_URL": url})) == 1


def test_a_server_that_may_drop_keys_is_refused(server: Any) -> None:
    settings = Settings({"REDIS_URL": f"redis://127.0.0.1:{server.port}/5"})
    admin = Redis(port=server.port)
    admin.config_set("maxmemory-policy", "allkeys-lru")
    try:
        with pytest.raises(ServiceError, match="CONFIG SET maxmemory-policy noeviction"):
            push_one(settings)
    finally:
        admin.config_set("maxmemory-policy", "noeviction")
        admin.close()


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="Redis 无法连接"):
        push_one(Settings({"REDIS_URL": f"unix://{tmp_path}/none.sock"}))


def test_a_frontier_by_its_address_knows_the_same_keys(server: Any) -> None:
    url = f"redis://127.0.0.1:{server.port}/6"
    push_one(Settings({"REDIS_URL": url}))

    async def clear() -> None:
        frontier = Frontier.at(url, sweep=7, token="t")
        try:
            assert (await frontier.status()).open == 1
            await frontier.clear()
        finally:
            await frontier.close()

    with Redis(port=server.port, db=6) as seen:
        assert seen.dbsize()
        asyncio.run(clear())
        assert not seen.dbsize()


def test_an_address_that_is_none_is_told_without_its_password() -> None:
    with pytest.raises(InputError, match="GOVSWEEP_REDIS_URL") as told:
        Frontier.at("redis://:secret@host:port/0", sweep=7, token="t")
    assert "secret" not in str(told.value)


def test_a_server_that_is_full_is_away_and_not_broken(server: Any) -> None:
    """redis-py tells such errors by their class and takes the code off their words."""
    with Redis(port=server.port) as client:
        client.config_set("maxmemory", "1")
        try:
            with pytest.raises(ServiceError, match="内存已满"):
                push_one(Settings({"REDIS_URL": f"redis://127.0.0.1:{server.port}"}))
        finally:
            client.config_set("maxmemory", "0")


def test_a_server_that_only_reads_is_away_and_not_broken(server: Any) -> None:
    with Redis(port=server.port) as client:
        client.execute_command("REPLICAOF", "127.0.0.1", server.port)
        try:
            with pytest.raises(ServiceError, match="只读的副本"):
                push_one(Settings({"REDIS_URL": f"redis://127.0.0.1:{server.port}"}))
        finally:
            client.execute_command("REPLICAOF", "NO", "ONE")


def _made(kind: str, port: int) -> Any:
    if kind == "an address":
        return connect_to(f"redis://127.0.0.1:{port}")
    return connect(Settings({"REDIS_URL": f"redis://127.0.0.1:{port}"}))


@pytest.mark.parametrize("kind", ["an address", "settings"])
def test_a_line_that_breaks_is_tried_once_more_and_no_longer(server: Any, kind: str) -> None:
    """An old connection may be spoilt; a server that is away must be known, for leases run out."""

    async def asked() -> int:
        times = 0

        async def between(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal times
            back, forth = await asyncio.open_connection("127.0.0.1", server.port)
            while b"INCR" not in (some := await reader.read(65_536)) and some:
                forth.write(some)
                writer.write(await back.read(65_536))
            times += bool(some)
            forth.close()
            writer.close()

        passing_on = await asyncio.start_server(between, "127.0.0.1", 0)
        client = _made(kind, passing_on.sockets[0].getsockname()[1])
        with pytest.raises(RedisConnectionError):
            await client.incr("a")
        await client.aclose()
        passing_on.close()
        return times

    assert asyncio.run(asked()) == 2
