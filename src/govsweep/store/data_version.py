"""Whether anything was written to a database since one last looked."""

import sqlite3
import threading
from collections.abc import Callable
from itertools import count

from sqlalchemy import Engine, PoolProxiedConnection, text

from govsweep.store.connection import reading

# All transactions whose work a new query would see: what was committed since changes it.
_SEEN = text("SELECT CAST(txid_current_snapshot() AS text)")


class DataVersion:
    """Gives a word for the state of a database; the same word means that nothing was committed.

    SQLite counts, for each connection, what the others commit: one connection is kept for that,
    and what is written through it alone is not counted.
    """

    def __init__(self, engine: Engine) -> None:
        """Look at a database; nothing is asked of it yet."""
        self._engine = engine
        self._lock = threading.Lock()
        self._kept: PoolProxiedConnection | None = None
        self._connections = count()
        self._connection = 0
        ways: dict[str, Callable[[], str]] = {"sqlite": self._counted, "postgresql": self._seen}
        self._ask = ways[engine.dialect.name]

    def __call__(self) -> str:
        """The word; raises `ServiceError` where the database does not answer."""
        return self._ask()

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._give_back()

    def _counted(self) -> str:
        with self._lock:
            if self._kept is None:
                with reading(self._engine):  # which says in words if there is no such database
                    self._kept = self._engine.raw_connection()
                self._connection = next(self._connections)  # whose numbers compare with no other's
            cursor = self._kept.cursor()
            try:
                cursor.execute("PRAGMA data_version")
                row = cursor.fetchone()
            except sqlite3.Error:  # whoever asks for data next is told what is wrong
                self._give_back()
                return f"{next(self._connections)}"
            finally:
                cursor.close()
            return f"{self._connection}.{row}"

    def _give_back(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _seen(self) -> str:
        with reading(self._engine) as connection:
            return str(connection.scalar(_SEEN))
