"""Redis: the real server, asked one command at a time, by a clock that is the world's."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import redis
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from govsweep.frontier import embedded
from simulate.world import BEGAN

if TYPE_CHECKING:
    from simulate.process import Process
    from simulate.world import World

_TIME = "redis.call('TIME')"
_VIRTUAL_TIME = "redis.call('MGET', 'simulated:seconds', 'simulated:microseconds')"
_CHANGING = ("EVALSHA", "SET", "DEL", "UNLINK", "LREM", "RPUSH")
_OF_THIS_RUN = ("SCAN", "UNLINK", "INFO", "ACL GETUSER")  # what they say is no part of the world
_SHORT = 3_600  # seconds: keys that live no longer are ended by the world's clock
_NO_ROOM = 1  # byte
_LAST_SECOND = 1.0  # that a server which is killed may have lost


@contextmanager
def server() -> Iterator[redis.Redis]:
    """The real server, for many worlds one after the other."""
    with embedded() as url:
        client = redis.Redis.from_url(url, single_connection_client=True)
        try:
            yield client
        finally:
            client.close()


class SimulatedServer:
    """The server as one world knows it."""

    def __init__(self, world: "World", client: redis.Redis) -> None:
        self.world = world
        self._client = client
        self._log: list[tuple[float, tuple[Any, ...]]] = []
        self._ends: dict[str, float] = {}  # keys that live for a short time
        self._full = False
        client.config_set("maxmemory", 0)
        client.flushall()
        client.script_flush()  # what another world left there is not known in this one

    def clock(self) -> float:
        """Seconds since 1970 by the server's own clock."""
        return BEGAN + self.world.elapsed() + self.world.faults.redis_skew

    def run(self, *args: Any, **options: Any) -> Any:
        """One command, now."""
        self._end_keys()
        name = str(args[0]).upper()
        if name == "TIME":
            now = self.clock()
            return int(now), int(now % 1 * 1e6)
        if name in _CHANGING:
            self._log.append((self.clock(), args))
        if name == "SET":
            now = self.clock()
            reply = self._run(now, args, options)
            if reply:
                self._note_end(now, args)
            return reply
        return self._run(self.clock(), args, options)

    def _run(self, now: float, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        line = self._client.connection  # straight: a world asks some hundreds of times
        assert line is not None
        if args[0] == "EVALSHA":
            seconds, rest = int(now), int(now % 1 * 1e6)
            told = ("MSET", "simulated:seconds", seconds, "simulated:microseconds", rest)
            if self._full:  # it has a clock all the same
                self._client.config_set("maxmemory", 0)
                self._client.execute_command(*told)
                self._client.config_set("maxmemory", _NO_ROOM)
                line.send_command(*args)
            else:
                line.send_packed_command(line.pack_commands((told, args)))
                line.read_response()
        else:
            line.send_command(*args)
        return self._client.parse_response(line, args[0], **options)

    def _note_end(self, now: float, args: tuple[Any, ...]) -> None:
        words = [str(one).upper() for one in args[3:]]
        if "EX" in words and int(args[3 + words.index("EX") + 1]) <= _SHORT:
            self._ends[str(args[1])] = now + int(args[3 + words.index("EX") + 1])

    def _end_keys(self) -> None:
        for key in [key for key, ends in self._ends.items() if ends <= self.clock()]:
            del self._ends[key]
            self._client.delete(key)

    # What befalls it

    def empty(self) -> None:
        """Lose all."""
        self._log.clear()
        self._ends.clear()
        self._client.flushall()
        self.world.note(None, "redis emptied")

    def restart(self, lost: float = _LAST_SECOND) -> None:
        """Come back without what was written in the last moment."""
        kept = [one for one in self._log if one[0] <= self.clock() - lost]
        self._log = kept
        self._ends.clear()
        self._client.flushall()
        for now, args in kept:
            with suppress(RedisError):  # it was refused the first time, too
                if self._run(now, args, {}) and args[0] == "SET":
                    self._note_end(now, args)
        self.world.note(None, "redis restarted", len(kept))

    def fill(self) -> None:
        """Have no room."""
        self._full = True
        self._client.config_set("maxmemory", _NO_ROOM)
        self.world.note(None, "redis full")

    def drain(self) -> None:
        """Have room again."""
        self._full = False
        self._client.config_set("maxmemory", 0)


class SimulatedClient(Redis):
    """The frontier's client, in one process; its messages take time and get lost."""

    def __init__(self, server: SimulatedServer, process: "Process") -> None:
        super().__init__()
        self._server = server
        self._process = process

    def register_script(self, script: Any) -> Any:
        """The script, by the world's clock."""
        assert script.count("'TIME'") == script.count(_TIME) == 1
        return super().register_script(script.replace(_TIME, _VIRTUAL_TIME))

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """One command, tried twice where no answer came, as the real client does."""
        try:
            return await self._once(args, options)
        except (RedisConnectionError, RedisTimeoutError):
            return await self._once(args, options)

    async def _once(self, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        import asyncio  # noqa: PLC0415

        world, faults = self._server.world, self._server.world.faults
        await asyncio.sleep(faults.message_seconds())
        self._process.must_live()
        fate = faults.fate()
        if fate == "lost" or faults.redis_is_down():
            raise RedisConnectionError("no answer")
        try:
            reply = self._server.run(*args, **options)
            if fate == "doubled":
                reply = self._server.run(*args, **options)
        except RedisError as error:
            world.note(self._process, "redis", args[0], type(error).__name__)
            raise
        if args[0] not in _OF_THIS_RUN:
            world.note(self._process, "redis", args[0], _told(reply))
        await asyncio.sleep(faults.message_seconds())
        if fate == "unheard":
            raise RedisTimeoutError("no answer")
        return reply

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        """Nothing is open."""


def _told(reply: Any) -> str:
    """A reply, without the names that processes give themselves."""
    if isinstance(reply, list):
        return f"{len(reply)}"
    return "" if isinstance(reply, bytes) else str(reply)
