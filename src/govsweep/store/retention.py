"""Keeping a database for years: what of it is let go, copied or taken elsewhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from govsweep import reasons
from govsweep.errors import InputError
from govsweep.store import folding_rows, home_rows, migrate, retention_rows
from govsweep.store.alone import TakenError, alone
from govsweep.store.connection import reading, writing
from govsweep.store.copying import copy_all, count_rows
from govsweep.store.files import is_in_use, is_same, sidecars
from govsweep.store.fulltext import INDEXING
from govsweep.store.repository import Repository
from govsweep.store.retention_rows import Policy, Pruned
from govsweep.store.sweep_rows import last_before, sweeps

_KEEPING = "keeping"
_FREE_SHARE = 4  # a part of so many is much


class Folded(NamedTuple):
    """What was folded."""

    rows: int
    bytes: int  # that they are now


class RetentionRepository(Repository):
    """The database as whoever keeps it sees it."""

    def prune(self, policy: Policy, *, dry_run: bool = False) -> list[Pruned]:
        """Drop what the policy no longer keeps, or only count it.

        Raises `InputError` while a sweep is open, is judged again or is taken into the index.
        """
        with self._quiet(), reading(self._transactions.engine) as connection:
            return retention_rows.prune(connection, policy, dry_run=dry_run)

    def fold(self, hot_nights: int = folding_rows.HOT_NIGHTS) -> Folded:
        """Pack what old sweeps say: nothing is lost. Raises `InputError` as `prune` does."""
        rows = size = 0
        with self._quiet(), reading(self._transactions.engine) as connection:
            known = sweeps(connection)
            retention_rows.require_closed(known)
            for one in folding_rows.folds(connection, known, hot_nights):
                packed = folding_rows.packed(one)
                with retention_rows.quiet_batch(connection, known):
                    folding_rows.save_fold(connection, one, packed)
                rows, size = rows + len(one.rows), size + len(packed)
            for number, homes in groupby(home_rows.not_packed(connection), key=lambda one: one[0]):
                with retention_rows.quiet_batch(connection, known):
                    home_rows.pack_old(connection, number, [site for _, site in homes])
        return Folded(rows, size)

    def unfold(self, number: int, *, before: bool = True) -> None:
        """Bring back a sweep as it was, and those in which its sites were last before it."""
        transactions = self._transactions
        found = transactions.read(folding_rows.covering, number)
        for one in found:
            transactions.write(folding_rows.unfold, one, number)
        if found:
            transactions.write(folding_rows.unfold_facts, number)
        if before:
            for one in transactions.read(last_before, number):
                self.unfold(one, before=False)

    @contextmanager
    def judging_again(self) -> Iterator[None]:
        """Keep off whoever prunes or folds, while closed sweeps are read as a whole.

        Raises `InputError` where somebody is at it.
        """
        try:
            with alone(self._transactions.engine, _KEEPING):
                yield
        except TakenError as error:
            raise InputError("正在清理数据（govsweep prune），做完之后再试") from error

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        try:
            with (
                alone(self._transactions.engine, _KEEPING),
                alone(self._transactions.engine, INDEXING),
            ):
                yield
        except TakenError as error:
            raise InputError("正在重新判定、编索引或另一处在清理，做完之后再清理") from error

    def shrink(self) -> None:
        """Give room back to the disk where much is free; PostgreSQL sees to that by itself.

        What is free is written to again before the file grows: not worth keeping others waiting,
        as SQLite does while it writes the file anew.
        """
        if self._transactions.engine.dialect.name == "sqlite":
            with reading(self._transactions.engine) as connection:
                pages, free = (
                    connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                    for name in ("page_count", "freelist_count")
                )
                if free * _FREE_SHARE > pages:
                    retention_rows.require_closed(sweeps(connection))
                    connection.exec_driver_sql("VACUUM")

    def check_target(self, path: Path) -> None:
        """Refuse to back up onto the database itself, or onto one that is in use.

        Raises `InputError`, for a database other than SQLite too: those have tools of their own.
        """
        if self._transactions.engine.dialect.name != "sqlite":
            raise InputError("PostgreSQL 请用它自己的工具备份：pg_dump -Fc -f 备份文件 数据库地址")
        own = self._file()
        if own is not None and is_same(own, path):
            raise InputError(f"{path} 就是正在备份的数据库（或指向它的链接），请备份到另一个文件")
        if is_in_use(path):
            beside = "、".join(one.name for one in sidecars(path))
            left = f"；旁边有 {beside}，确知没有进程在用它时，可先把它和这些文件一起移走"
            raise InputError(
                f"{path} 是另一个正在使用的数据库，没有动它；请备份到另一个文件"
                + (left if beside else "")
            )

    def _file(self) -> Path | None:
        """The file of a SQLite database, by the name that SQLite has for it."""
        if self._transactions.engine.dialect.name != "sqlite":
            return None
        with reading(self._transactions.engine) as connection:
            rows = connection.exec_driver_sql("PRAGMA database_list").all()
        return next((Path(file) for _, name, file in rows if name == "main" and file), None)

    def backup(self, path: Path) -> int:
        """Copy a SQLite database to a new file while others work in it; its size in bytes.

        Raises `InputError` where it cannot be written, or the copy is not sound.
        """
        try:
            with (
                reading(self._transactions.engine) as connection,
                closing(sqlite3.connect(path)) as target,
            ):
                source: Any = connection.connection.driver_connection
                source.backup(target)
                (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.Error as error:
            raise InputError(f"备份没有写成：{reasons.of_database(error)}") from error
        if verdict != "ok":
            raise InputError(f"备份 {path} 不完好：{verdict}")
        return path.stat().st_size

    def move(self, to: "RetentionRepository") -> dict[str, int]:
        """Copy every table into an empty database of either kind; rows by table.

        Raises `InputError` where a sweep is open, or the other database holds something or is
        this one.
        """
        own, other = self._file(), to._file()
        if own is not None and other is not None and is_same(own, other):
            raise InputError("目的数据库就是现在的数据库（或指向它的链接），请给一个空数据库")
        with (
            writing(self._transactions.engine) as source,
            writing(to._transactions.engine) as target,
        ):
            if any(one.closed_at is None for one in sweeps(source)):
                raise InputError("巡检正在进行，收尾（govsweep sweep close）之后再迁移")
            migrate.upgrade(target)
            taken = [name for name, count in count_rows(target).items() if count]
            if taken:
                raise InputError(f"目的数据库不是空的（{'、'.join(taken)}），请给一个空数据库")
            copied = copy_all(source, target)
            arrived = count_rows(target)
            if copied != arrived:
                raise InputError("行数核对不上，什么也没有写入；请确认迁移时没有别的进程在写")
            return copied
