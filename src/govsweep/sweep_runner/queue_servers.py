"""The Redis server of a run: which it is, whether it serves, and who works there."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from govsweep.config import USERS_MODULE, Settings
from govsweep.errors import InputError
from govsweep.store import Store, Sweep, TakenError
from govsweep.store.health import file_of

if TYPE_CHECKING:
    from govsweep.frontier import Frontier

_Answer = TypeVar("_Answer")
_EMBEDDED = "lock"  # what one process at a time may do with a database


@contextlib.contextmanager
def queue_server(settings: Settings) -> Iterator[dict[str, str]]:
    """The environment by which workers find their Redis server.

    It is the one in our settings, else the one that the user's own Scrapy settings name as
    scrapy-redis reads them, else one embedded for this run. Raises `InputError` where another
    run on the same database embeds one just now.
    """
    if not is_embedded(settings):
        own = settings.redis_url
        yield {} if own is None else {"GOVSWEEP_REDIS_URL": own.get_secret_value()}
        return
    # Loaded only here: whoever merely looks at the store need not wait for Scrapy.
    from govsweep.frontier.embedded import embedded  # noqa: PLC0415

    with _alone(settings), embedded() as url:
        yield {"GOVSWEEP_REDIS_URL": url}


def check_queue_server(settings: Settings) -> None:
    """Raise `ServiceError` or `InputError` where the Redis server of our settings does not serve.

    One that is embedded starts later; one that only a user's Scrapy settings name is met then.
    """
    if settings.redis_url is None:
        return
    # Loaded only here: an embedded server needs none of them.
    from govsweep.frontier.connection import connect, connect_to  # noqa: PLC0415
    from govsweep.frontier.health import health  # noqa: PLC0415

    if not os.environ.get(USERS_MODULE):
        asyncio.run(health(connect_to(settings.redis_url.get_secret_value())))
        return
    # Scrapy takes its time.
    from govsweep.worker import scrapy_settings  # noqa: PLC0415

    asyncio.run(health(connect(scrapy_settings(settings))))


def is_embedded(settings: Settings) -> bool:
    """Whether a run starts a Redis server of its own."""
    if settings.redis_url is not None:
        return False
    if not os.environ.get(USERS_MODULE):
        return True
    # Loaded only here: Scrapy takes its time.
    from govsweep.worker import scrapy_settings  # noqa: PLC0415

    chosen = scrapy_settings(settings)
    return not (chosen.get("REDIS_URL") or chosen.get("REDIS_HOST"))


@contextlib.contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Refuse a second embedded server beside one at work: both would crawl everything."""
    with contextlib.closing(Store(settings.database_url.get_secret_value())) as store:
        try:
            held = contextlib.ExitStack()
            held.enter_context(store.alone(_EMBEDDED))
        except TakenError as error:
            where = file_of(settings.database_url.get_secret_value()) or "这个数据库"
            raise InputError(
                f"已有一次巡检正用着 {where} 和它内嵌的 Redis 服务。请等它做完；"
                "要让几个进程一起做，请先起一个 Redis 服务，用 GOVSWEEP_REDIS_URL 指明"
            ) from error
        with held:
            yield


def is_worked_on(store: Store, settings: Settings, sweep: Sweep) -> bool:
    """Whether any process works on an open sweep now."""
    if is_embedded(settings):
        try:
            with store.alone(_EMBEDDED):
                return False
        except TakenError:
            return True
    return bool(workers_of(settings, sweep))


def workers_of(settings: Settings, sweep: Sweep) -> set[str]:
    """The workers of a sweep that hold a lease now, by machine and process."""
    return asyncio.run(_asked(settings, sweep, lambda frontier: frontier.workers()))


def forget(settings: Settings, sweep: Sweep) -> None:
    """Delete the keys of a closed sweep from a Redis server that outlives it."""
    if not is_embedded(settings):  # an embedded server took its keys along
        asyncio.run(_asked(settings, sweep, lambda frontier: frontier.clear()))


async def _asked(
    settings: Settings, sweep: Sweep, ask: "Callable[[Frontier], Awaitable[_Answer]]"
) -> _Answer:
    frontier = _frontier_of(settings, sweep)
    try:
        return await ask(frontier)
    finally:
        await frontier.close()


def _frontier_of(settings: Settings, sweep: Sweep) -> "Frontier":
    # Loaded only here: an embedded server needs none of them, and Scrapy takes its time.
    from govsweep.frontier import Frontier  # noqa: PLC0415

    url = settings.redis_url
    if url is not None and not os.environ.get(USERS_MODULE):
        return Frontier.at(url.get_secret_value(), sweep=sweep.id, token=sweep.token)
    from govsweep.worker import scrapy_settings  # noqa: PLC0415

    return Frontier.from_settings(
        scrapy_settings(settings), sweep=sweep.id, token=sweep.token, lease=settings.lease
    )
