"""The letters that a site publishes are kept with its home page."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the letters; without any, nothing was read."""
    op.add_column("home", sa.Column("letters", sa.Text(), nullable=False, server_default="[]"))
