"""The connection to Redis, by the settings that users of scrapy-redis know."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from govsweep import reasons
from govsweep.errors import InputError, ServiceError
from govsweep.frontier.tasks import MessagePack, Serializer

_PREFIX = "govsweep"
_CLIENT = "govsweep.frontier.connection.Client"
_PATIENCE = 30.0  # seconds for an answer, as scrapy-redis has it


class CrawlSettings(Protocol):
    """What is asked of Scrapy's settings here."""

    def get(self, name: Any, default: Any = None) -> Any:
        """One setting."""

    def getdict(self, name: Any, default: dict[Any, Any] | None = None) -> dict[Any, Any]:
        """One setting that is a mapping."""


class Client(Redis):
    """A client that does not block the event loop and takes the words of scrapy-redis."""

    def __init__(self, **words: Any) -> None:
        """Leave out what redis-py does by itself now and warns of.

        It would hide a restart for seconds. Leases may be lost in it, so that it must be known:
        tried again at once is only what an old connection spoilt.
        """
        super().__init__(**_tried_once_more(words))

    @classmethod
    def from_url(cls, url: str, *words: Any, **named: Any) -> "Client":
        """The same by an address: redis-py gives what is named here to the connections alone."""
        return cast("Client", super().from_url(url, *words, **_tried_once_more(named)))


def _tried_once_more(words: dict[str, Any]) -> dict[str, Any]:
    words.pop("retry_on_timeout", None)
    return {"retry": Retry(NoBackoff(), 1)} | words


class _WithAsyncClient:
    """The user's settings, with the client class that does not block the event loop."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings

    def get(self, name: str, default: Any = None) -> Any:
        if name in ("REDIS_ENCODING", "REDIS_DECODE_RESPONSES"):
            return None  # tasks are bytes; REDIS_ENCODING is honoured where texts are read
        return self._settings.get(name, default)

    def getdict(self, name: str) -> dict[str, Any]:
        params = dict(self._settings.getdict(name, {}))
        params.pop("decode_responses", None)
        return params | {"redis_cls": _CLIENT}


def connect(settings: CrawlSettings) -> "Redis":
    """A client by REDIS_URL, REDIS_HOST, REDIS_PORT, REDIS_DB and REDIS_PARAMS."""
    # Loaded only here, for it loads Scrapy: whoever knows the address does without.
    from scrapy_redis.connection import get_redis_from_settings  # noqa: PLC0415

    with _explained():
        return cast("Redis", get_redis_from_settings(_WithAsyncClient(settings)))


def connect_to(url: str) -> "Redis":
    """A client by its address alone, as `connect` makes it where nothing else is set."""
    with _explained():
        return Client.from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, encoding="utf-8"
        )


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ValueError as error:  # its words may hold a part of the password
        raise InputError(
            "GOVSWEEP_REDIS_URL 无法使用：应写作 redis://:密码@主机:端口/0，"
            "加密的写作 rediss://…，本机套接字写作 unix:///路径"
        ) from error


def prefix(settings: CrawlSettings | None, sweep: int) -> str:
    """What all keys of a sweep begin with; the hash tag keeps them on one node of a cluster.

    SCHEDULER_QUEUE_KEY, the template of scrapy-redis, puts the user's own name in front.
    """
    template = settings.get("SCHEDULER_QUEUE_KEY") if settings is not None else None
    name = template % {"spider": "sweep"} if template else _PREFIX
    return f"{name}:{{{sweep}}}"


def serializer(settings: CrawlSettings) -> Serializer:
    """The module that SCHEDULER_SERIALIZER names; msgpack where it names none.

    Pickle is refused: whoever can write to Redis could run code in every worker.
    """
    chosen = settings.get("SCHEDULER_SERIALIZER")
    if chosen is None:
        return MessagePack()
    name = chosen if isinstance(chosen, str) else getattr(chosen, "__name__", "")
    if "pickle" in name:
        raise InputError(
            f"设置 SCHEDULER_SERIALIZER 不能用“{name}”：能写入 Redis 的人将可在各工作进程中"
            "执行任意代码；请删去该设置，或改用 msgpack、json"
        )
    module = importlib.import_module(chosen) if isinstance(chosen, str) else chosen
    return _TextOrBytes(module)


class _TextOrBytes:
    """A serialiser of scrapy-redis, which may write text as `json` does."""

    def __init__(self, module: Any) -> None:
        self._module = module

    def dumps(self, value: Any) -> bytes:
        packed = self._module.dumps(value)
        return packed.encode() if isinstance(packed, str) else bytes(packed)

    def loads(self, packed: bytes) -> Any:
        return self._module.loads(packed)


async def check_policy(client: "Redis") -> None:
    """Refuse a server that may drop keys when its memory is full.

    Raises `ServiceError` with the command that mends it. A server that forbids CONFIG is trusted.
    """
    try:
        policy: Mapping[Any, Any] = await client.config_get("maxmemory-policy")
    except Exception as error:  # managed services forbid CONFIG; a dead one is told below
        if type(error).__name__ in ("ResponseError", "NoPermissionError"):
            return
        raise ServiceError(
            f"Redis 无法连接：{reasons.of_redis(error)}。请检查 GOVSWEEP_REDIS_URL 和服务状态"
        ) from error
    chosen = str(policy.get("maxmemory-policy", "noeviction"))
    if chosen != "noeviction":
        raise ServiceError(
            f"Redis 的内存策略为 {chosen}，内存满时会丢弃待访问的地址。请执行："
            "redis-cli CONFIG SET maxmemory-policy noeviction，并写入 redis.conf"
        )
