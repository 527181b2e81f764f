"""Write migrations/newest.sql: the tables of a new SQLite database, as all migrations make them.

    python scripts/schema.py

To be run whenever a migration was added.
"""

from sqlalchemy import create_engine

from govsweep.store.migrate import NEWEST, migrate, schema


def main() -> None:
    """Migrate an empty database, and write down what came of it."""
    with create_engine("sqlite://").begin() as connection:
        migrate(connection)
        NEWEST.write_text(schema(connection), "utf-8")


if __name__ == "__main__":
    main()
