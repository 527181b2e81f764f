"""A fence: who may still write in a sweep, and how much was refused."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the leases that wrote last, and what a closing says of itself."""
    op.create_table(
        "lease",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_lease_sweep")),
        sa.PrimaryKeyConstraint("sweep", "queue", name=op.f("pk_lease")),
    )
    op.add_column("sweep", sa.Column("closing_at", sa.Float(), nullable=True))
    op.add_column("sweep", sa.Column("closing_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("sweep", sa.Column("refused", sa.Integer(), nullable=False, server_default="0"))
