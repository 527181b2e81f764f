"""What reviewers said is known by its draw and its bundles, so that it can cease to count."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew; of what was said before the draw is not known.

    It is of the bundles of its sender and period that were there when it was said; of none where
    they are gone or were replaced since.
    """
    made = op.create_table(
        "bundle_verdict",
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("draw", sa.Text(), nullable=False),
        sa.Column("item", sa.String(32), nullable=False),
        sa.Column("bundles", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint(
            "sender", "begins", "ends", "draw", "item", name=op.f("pk_bundle_verdict")
        ),
    )
    connection = op.get_bind()
    columns = ("sender", "begins", "ends", "item", "verdict", "note", "by", "at")
    old = sa.table("bundle_review", *(made.c[name]._copy() for name in columns))
    rows = [
        {**row, "draw": "", "bundles": json.dumps(_bundles(connection, row))}
        for row in connection.execute(sa.select(old)).mappings().all()
    ]
    if rows:
        connection.execute(made.insert(), rows)
    op.drop_table("bundle_review")


def _bundles(connection: sa.Connection, row: sa.RowMapping) -> list[int]:
    """Those in force of the row's sender and span that came before it and have its item.

    Where one is of all of the span, that one alone.
    """
    query = sa.text(
        """SELECT bundle.id, bundle.begins = :begins AND bundle.ends = :ends FROM bundle
        WHERE sender = :sender AND begins >= :begins AND ends <= :ends AND imported_at <= :at
        AND (EXISTS (SELECT 1 FROM bundle_site AS told
                     WHERE told.bundle = bundle.id AND told.site = :item)
             OR EXISTS (SELECT 1 FROM bundle_finding AS told
                        WHERE told.bundle = bundle.id AND told.finding = :item))
        ORDER BY bundle.id"""
    ).bindparams(sa.bindparam("begins", type_=sa.Date()), sa.bindparam("ends", type_=sa.Date()))
    told = {name: row[name] for name in ("sender", "begins", "ends", "at", "item")}
    found = connection.execute(query, told).all()
    whole = [number for number, is_whole in found if is_whole]
    return whole or [number for number, _ in found]
