"""A sweep of a drawn sample keeps the seed, and of how many sites it was drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a sample was drawn by; "" and nought where all sites were swept."""
    op.add_column("sweep", sa.Column("seed", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "sweep", sa.Column("drawn_from", sa.Integer(), nullable=False, server_default="0")
    )
