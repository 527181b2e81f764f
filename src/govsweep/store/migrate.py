"""The tables' releases: Alembic's migrations, run from the package."""

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from govsweep.store.alone import one_at_a_time

_RELEASES = Path(__file__).parent.parent / "migrations" / "versions"
_STANDS = table("alembic_version", column("version_num"))


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest release, within the caller's transaction."""
    if is_current(connection):
        return
    one_at_a_time(connection, "upgrade")
    if is_current(connection):  # another process was quicker
        return
    # Loaded only here: tables are upgraded once a release, and looked at by every command.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "govsweep:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


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
    return max(path.name.partition("_")[0] for path in _RELEASES.glob("[0-9]*_*.py"))
