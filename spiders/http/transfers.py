"""Transfers: libcurl's, moved by the event loop that the worker runs on.

libcurl is what speaks HTTP: it costs a tenth of what Python's clients cost, and has met more odd
servers than any of them.
"""

import asyncio
from typing import Any

import pycurl as curl


class Transfers:
    """Runs many transfers at once."""

    def __init__(self, connections: int) -> None:
        """Keep at most so many connections open for later transfers."""
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[Any, asyncio.Future[tuple[int, str]]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._multi = curl.CurlMulti()
        self._multi.setopt(curl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(curl.M_TIMERFUNCTION, self._wind)
        self._multi.setopt(curl.M_MAXCONNECTS, connections)

    async def run(self, handle: Any) -> tuple[int, str]:
        """Transfer what an easy handle is set up for; gives libcurl's code, 0 for done, and why."""
        done: asyncio.Future[tuple[int, str]] = self._loop.create_future()
        self._waiting[handle] = done
        self._multi.add_handle(handle)
        try:
            return await done
        finally:
            if self._waiting.pop(handle, None) is not None:  # nobody waits for it any more
                self._multi.remove_handle(handle)

    def close(self) -> None:
        """Break off what is under way and close all connections."""
        for handle, done in self._waiting.items():
            self._multi.remove_handle(handle)
            done.cancel()
        self._waiting.clear()
        self._multi.close()
        if self._timer is not None:
            self._timer.cancel()

    # libcurl may not be called from within these two: they only take note.

    def _watch(self, what: int, socket: int, _multi: object, _data: object) -> None:
        loop = self._loop
        if what in (curl.POLL_IN, curl.POLL_INOUT):
            loop.add_reader(socket, self._move, socket, curl.CSELECT_IN)
        else:
            loop.remove_reader(socket)
        if what in (curl.POLL_OUT, curl.POLL_INOUT):
            loop.add_writer(socket, self._move, socket, curl.CSELECT_OUT)
        else:
            loop.remove_writer(socket)

    def _wind(self, milliseconds: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if milliseconds >= 0:
            self._timer = self._loop.call_later(
                milliseconds / 1_000, self._move, curl.SOCKET_TIMEOUT, 0
            )

    def _move(self, socket: int, events: int) -> None:
        self._multi.socket_action(socket, events)
        left = 1
        while left:
            left, done, failed = self._multi.info_read()
            for handle in done:
                self._end(handle, curl.E_OK, "")
            for handle, code, why in failed:
                self._end(handle, code, why)

    def _end(self, handle: Any, code: int, why: str) -> None:
        self._multi.remove_handle(handle)
        done = self._waiting.pop(handle, None)
        if done is not None and not done.done():
            done.set_result((code, why))
