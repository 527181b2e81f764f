"""Where a sweep's queues stand is kept, so that who builds them anew knows of their holders."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: queues built before are taken for the first there."""
    op.add_column("sweep", sa.Column("queue_server", sa.Text(), nullable=False, server_default=""))
