"""A database as whoever keeps it sees it: what of it is lent out, let go or taken elsewhere."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from govsweep.errors import InputError
from govsweep.store import evidence_rows, finding_rows, keeping_rows, look_rows, migrate
from govsweep.store.connection import connect, reading, writing
from govsweep.store.copying import copy_all, count_rows
from govsweep.store.evidence_rows import Proof
from govsweep.store.files import is_in_use, is_same
from govsweep.store.keeping_rows import Policy, Pruned
from govsweep.store.look_rows import Purpose
from govsweep.store.sweep_rows import sweeps


class Upkeep:
    """One database, opened beside the store that works in it."""

    def __init__(self, url: str) -> None:
        """Open the database of a SQLAlchemy URL; nothing is asked of it yet."""
        self._engine = connect(url)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    # Looking again

    def lend(
        self,
        scratch: "Upkeep",
        opened: dict[str, Any],
        purposes: Iterable[Purpose],
        findings: Collection[str],
    ) -> None:
        """Put into an empty database what looking again at some findings takes."""
        with writing(self._engine) as source, writing(scratch._engine) as target:
            look_rows.lend(source, target, opened, purposes)
            look_rows.lend_findings(source, target, findings)

    def sighted(self, key: str) -> list[str]:
        """The addresses at which a finding stood when a sweep saw it last."""
        with reading(self._engine) as connection:
            return look_rows.sighted(connection, key)

    def see_again(self, keys: Collection[str], at: dt.datetime) -> None:
        """Say of findings that a look apart from any sweep saw them stand."""
        with writing(self._engine) as connection:
            finding_rows.see_again(connection, keys, at)

    def seen_at(self, number: int, key: str) -> list[str]:
        """The addresses at which a finding was seen in a sweep."""
        with reading(self._engine) as connection:
            return look_rows.sightings_of(connection, number, key)

    def looked_at(self, number: int) -> dict[str, tuple[str, str, int | None]]:
        """The pages asked for in a look again: state, reason and status by address."""
        with reading(self._engine) as connection:
            return look_rows.looked_at(connection, number)

    def queue_again(self, number: int, site: str, urls: Iterable[str]) -> None:
        """Let some addresses of a site wait in a sweep, whatever is known of them."""
        with writing(self._engine) as connection:
            look_rows.queue_again(connection, number, site, urls)

    # Evidence

    def proof(self, key: str, home: str) -> Proof:
        """The proof of a finding as it was last seen by a sweep."""
        with reading(self._engine) as connection:
            return evidence_rows.proof(connection, key, home)

    # Keeping

    def prune(self, policy: Policy, *, dry_run: bool = False) -> list[Pruned]:
        """Drop what the policy no longer keeps, or only count it: see `keeping_rows`."""
        with writing(self._engine) as connection:
            return keeping_rows.prune(connection, policy, dry_run=dry_run)

    def shrink(self) -> None:
        """Give room back to the disk; PostgreSQL sees to that by itself."""
        if self._engine.dialect.name == "sqlite":
            with reading(self._engine) as connection:
                connection.exec_driver_sql("VACUUM")

    def check_target(self, path: Path) -> None:
        """Refuse to back up onto the database itself, or onto one that is in use.

        Raises `InputError`, for a database other than SQLite too: those have tools of their own.
        """
        if self._engine.dialect.name != "sqlite":
            raise InputError("PostgreSQL 请用它自己的工具备份：pg_dump -Fc -f 备份文件 数据库地址")
        own = self._file()
        if own is not None and is_same(own, path):
            raise InputError(f"{path} 就是正在备份的数据库（或指向它的链接），请备份到另一个文件")
        if is_in_use(path):
            raise InputError(f"{path} 是另一个正在使用的数据库，没有动它；请备份到另一个文件")

    def _file(self) -> Path | None:
        """The file of a SQLite database, by the name that SQLite has for it."""
        if self._engine.dialect.name != "sqlite":
            return None
        with reading(self._engine) as connection:
            rows = connection.exec_driver_sql("PRAGMA database_list").all()
        return next((Path(file) for _, name, file in rows if name == "main" and file), None)

    def backup(self, path: Path) -> int:
        """Copy a SQLite database to a new file while others work in it; its size in bytes.

        Raises `InputError` where the copy is not sound.
        """
        with reading(self._engine) as connection, closing(sqlite3.connect(path)) as target:
            source: Any = connection.connection.driver_connection
            source.backup(target)
            (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise InputError(f"备份 {path} 不完好：{verdict}")
        return path.stat().st_size

    def move(self, to: "Upkeep") -> dict[str, int]:
        """Copy every table into an empty database of either kind; rows by table.

        Raises `InputError` where a sweep is open, or the other database holds something or is
        this one.
        """
        own, other = self._file(), to._file()
        if own is not None and other is not None and is_same(own, other):
            raise InputError("目的数据库就是现在的数据库（或指向它的链接），请给一个空数据库")
        with writing(self._engine) as source, writing(to._engine) as target:
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
