"""Rows of old sweeps that say the same night after night, many in one; home pages packed."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add them, empty: `govsweep prune` packs the rows that are there, some at a time."""
    op.create_table(
        "folded",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("site", sa.String(10), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folded")),
    )
    op.create_index("ix_folded_kind_site_first", "folded", ["kind", "site", "first"])
    op.add_column("home", sa.Column("packed", sa.LargeBinary(), nullable=True))
