"""A finding may be a part of another one, which owns the cause of both."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whose part a finding is; "" where it stands for itself."""
    op.add_column("finding", sa.Column("part_of", sa.String(32), nullable=False, server_default=""))
