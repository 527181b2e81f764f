"""Bundles of other levels, whose they may be, and what reviewers said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add them; nothing was taken in before."""
    op.create_table(
        "bundle_sender",
        sa.Column("key", sa.String(44), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bundle_sender")),
    )
    op.create_table(
        "bundle",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("exported_at", sa.Float(), nullable=False),
        sa.Column("imported_at", sa.Float(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("sender", "begins", "ends", name=op.f("uq_bundle_sender_begins_ends")),
    )
    for name, key, length in (("bundle_site", "site", 10), ("bundle_finding", "finding", 32)):
        op.create_table(
            name,
            sa.Column("bundle", _ID, nullable=False),
            sa.Column(key, sa.String(length), nullable=False),
            sa.Column("facts", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["bundle"], ["bundle.id"], name=op.f(f"fk_{name}_bundle")),
            sa.PrimaryKeyConstraint("bundle", key, name=op.f(f"pk_{name}")),
        )
    op.create_table(
        "bundle_review",
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("item", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "begins", "ends", "item", name=op.f("pk_bundle_review")),
    )
