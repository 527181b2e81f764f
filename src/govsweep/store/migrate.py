"""The tables' releases: Alembic's migrations, run from the package."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest release, within the caller's transaction."""
    if not is_current(connection):
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Whether the tables are there, and are those of the newest release."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    return revision(connection) == newest


def revision(connection: Connection) -> str | None:
    """The release of the tables; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "govsweep:migrations")
    return config
