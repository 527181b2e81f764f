"""A sweep keeps which version of the reader read its pages."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: pages that were read before are read again."""
    op.add_column("sweep", sa.Column("reader", sa.String(32), nullable=False, server_default=""))
