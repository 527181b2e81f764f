"""Findings that their rule took back have a state of their own: neither mended nor dismissed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the sweep in which a finding was taken back; call a sweep's yield by its name."""
    op.add_column("finding", sa.Column("withdrawn_sweep", sa.Integer(), nullable=True))
    op.rename_table("harvest", "sweep_yield")
