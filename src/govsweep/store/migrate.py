"""The tables' releases: Alembic's migrations, run from the package."""

from pathlib import Path

from sqlalchemy import Connection, column, insert, inspect, select, table

from govsweep.errors import ServiceError
from govsweep.store.alone import one_at_a_time

_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_RELEASES = _MIGRATIONS / "versions"
NEWEST = _MIGRATIONS / "newest.sql"
_BETWEEN, _END = ";\n\n", ";\n"
_STANDS = table("alembic_version", column("version_num"))


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest release, within the caller's transaction.

    Raises `ServiceError` for tables of a release that is not known here, a later one perhaps.
    """
    if is_current(connection):
        return
    _require_known(revision(connection))
    one_at_a_time(connection, "upgrade")
    if is_current(connection):  # another process was quicker
        return
    if not (connection.dialect.name == "sqlite" and _make(connection)):
        migrate(connection)


def migrate(connection: Connection) -> None:
    """Go from release to release, from whichever the tables are of to the newest."""
    # Loaded only here: tables are upgraded once a release, and looked at by every command.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "govsweep:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _make(connection: Connection) -> bool:
    """Make all tables of a new SQLite database at once, as the migrations would one by one.

    A tenth of their time; `scripts/schema.py` writes the file, and a test compares both. Tells
    whether that could be: there are no tables yet, and the file is of the newest release.
    """
    release, _, statements = NEWEST.read_text("utf-8").partition(_BETWEEN)
    if release != _of(newest()) or inspect(connection).get_table_names():
        return False
    for statement in statements.removesuffix(_END).split(_BETWEEN):
        connection.exec_driver_sql(statement)
    connection.execute(insert(_STANDS).values(version_num=newest()))
    return True


def schema(connection: Connection) -> str:
    """All that makes the tables of a SQLite database, in SQL, in the order in which it was made."""
    made = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY rowid"
    )
    return _BETWEEN.join([_of(newest()), *made.scalars()]) + _END


def _of(release: str) -> str:
    return f"-- Release {release}, written by scripts/schema.py"


def is_current(connection: Connection) -> bool:
    """Whether the tables are there, and are those of the newest release."""
    return revision(connection) == newest()


def revision(connection: Connection) -> str | None:
    """The release of the tables; None where there are none."""
    if not inspect(connection).has_table(_STANDS.name):
        return None
    return connection.scalar(select(_STANDS.c.version_num))


def newest() -> str:
    """The newest release, by the number that its migration's file begins with."""
    return max(_known())


def _known() -> set[str]:
    return {path.name.partition("_")[0] for path in _RELEASES.glob("[0-9]*_*.py")}


def _require_known(release: str | None) -> None:
    if release is not None and release not in _known():
        raise ServiceError(
            f"数据库的表是版本 {release}，本程序只认得到 {newest()}：多半由更新的 govsweep 建成。"
            "请升级 govsweep 后再用，或用 GOVSWEEP_DATABASE_URL 换一个数据库"
        )
