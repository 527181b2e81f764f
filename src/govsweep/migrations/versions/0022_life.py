"""Results from elsewhere, appeals of units, and what became of sites."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add their tables."""
    op.create_table(
        "outside_result",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.Float(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outside_result")),
    )
    op.create_index("ix_outside_result_site", "outside_result", ["site"])
    op.create_table(
        "appeal",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("finding", sa.String(length=32), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.Float(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    op.create_index("ix_appeal_finding", "appeal", ["finding"])
    op.create_table(
        "site_change",
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("approval", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("into", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "day", "kind", name=op.f("pk_site_change")),
    )
