"""Documents that decisions on sites did away with."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is known of them."""
    op.create_table(
        "repeal",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("site", sa.String(10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_repeal")),
    )
    op.create_index("ix_repeal_site", "repeal", ["site"])
