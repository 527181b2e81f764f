"""The ways into the database: a query of its own, or one transaction."""

import threading
from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from govsweep.store.connection import reading, writing
from govsweep.store.data_version import DataVersion
from govsweep.store.engine import connect

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")


class Transactions:
    """One database, and the ways into it. One thread at a time may write."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the database of a SQLAlchemy URL; nothing is asked of it yet.

        Opened `read_only`, it is neither made nor changed, whatever is called.
        """
        self.engine = connect(url, read_only=read_only)
        self.version = DataVersion(self.engine)
        self.sites: frozenset[str] | None = None  # which alone are told of; None: all
        self._lock = threading.Lock()

    def close(self) -> None:
        """Give all connections back."""
        self.version.close()
        self.engine.dispose()

    def read(
        self,
        query: Callable[Concatenate[Connection, _Words], _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        """Ask."""
        with reading(self.engine) as connection:
            return query(connection, *words, **named)

    def stream(
        self,
        query: Callable[Concatenate[Connection, _Words], Iterator[_Result]],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> Iterator[_Result]:
        """Ask for what is too much to be in hand at once."""
        with reading(self.engine) as connection:
            yield from query(connection, *words, **named)

    def write(
        self,
        change: Callable[Concatenate[Connection, _Words], _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        """Change, in one transaction: all of it or nothing."""
        with self._lock, writing(self.engine) as connection:
            return change(connection, *words, **named)
