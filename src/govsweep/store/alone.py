"""What one process at a time may do with a database, on whichever machine it runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from govsweep.store.connection import reading

_GLANCE = 0.2  # seconds between two tries


class TakenError(Exception):
    """Another process is at it."""


@contextmanager
def alone(
    engine: Engine, name: str, *, wait: float = 0.0, waits: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold a lock of this name; it goes with the process, however that ends.

    Waits so many seconds for another to let go of it, after `waits` was called once. Raises
    `TakenError` where it does not.
    """
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if engine.dialect.name == "postgresql":
        with reading(engine) as connection:
            _await(lambda: _taken(connection, name), wait, waits)
            try:
                yield
            finally:
                with suppress(DBAPIError):  # a connection that was cut has let go already
                    connection.execute(select(func.pg_advisory_unlock(_key(name))))
    elif file and file != ":memory:":
        held = FileLock(f"{Path(file).absolute()}.{name}")
        _await(lambda: _locked(held), wait, waits)
        try:
            yield
        finally:
            held.release()
    else:
        yield


def one_at_a_time(connection: Connection, name: str) -> None:
    """Let no other transaction that asks for this name go on before this one ends.

    In SQLite one transaction writes at a time in any case.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _key(name)})


def _await(take: Callable[[], bool], wait: float, waits: Callable[[], None]) -> None:
    deadline = time.monotonic() + wait
    told = False
    while not take():
        if time.monotonic() >= deadline:
            raise TakenError
        if not told:
            waits()
            told = True
        time.sleep(_GLANCE)


def _taken(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(select(func.pg_try_advisory_lock(_key(name)))))


def _locked(held: FileLock) -> bool:
    try:
        held.acquire(blocking=False)
    except Timeout:
        return False
    return True


def _key(name: str) -> int:
    digest = blake2b(f"govsweep {name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
