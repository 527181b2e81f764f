"""The files of SQLite databases: which are one, and which somebody works in."""

import sqlite3
from contextlib import closing
from pathlib import Path

_SIDECARS = ("-wal", "-shm", "-journal")
_HEAD = b"SQLite format 3\x00"


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file: spelled otherwise, or by links of either kind."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def is_in_use(path: Path) -> bool:
    """Whether a file is a database in which another process works, or one broke off."""
    path = path.resolve()
    if not path.is_file() or not _is_database(path):
        return False
    if sidecars(path):
        return True
    # Locks hold for the file itself, by whatever name another process opened it.
    address = f"{path.as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0.0)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:  # broken: it can only be replaced
        return False
    return False


def sidecars(path: Path) -> list[Path]:
    """What lies beside a database while a process works in it, or since one broke off."""
    path = path.resolve()
    beside = (path.with_name(path.name + end) for end in _SIDECARS)
    return [one for one in beside if one.exists()]


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD
