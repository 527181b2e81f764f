"""How every method of the store reaches its database: a query of its own, or one transaction."""

import datetime as dt
import threading
from collections.abc import Callable, Collection
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from govsweep.store import event_rows
from govsweep.store.connection import connect, reading, writing

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")


class Transactions:
    """One database, and the ways into it."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the database of a SQLAlchemy URL; nothing is asked of it yet.

        Opened `read_only`, it is neither made nor changed, whatever is called.
        """
        self._engine = connect(url, read_only=read_only)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def _read(
        self,
        query: Callable[Concatenate[Connection, _Words], _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        with reading(self._engine) as connection:
            return query(connection, *words, **named)

    def _write(
        self,
        change: Callable[Concatenate[Connection, _Words], _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        with self._lock, writing(self._engine) as connection:
            return change(connection, *words, **named)

    def _write_and_tell(
        self,
        at: dt.datetime,
        keys: Collection[str],
        change: Callable[Concatenate[Connection, Collection[str], _Words], None],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> None:
        """Change findings of these keys, and tell other systems of it."""
        with self._lock, writing(self._engine) as connection:
            change(connection, keys, *words, **named)
            event_rows.tell(connection, at, keys)
