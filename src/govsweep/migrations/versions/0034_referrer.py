"""A foreign target keeps where it was found, to be asked for as its readers' browsers ask."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: what was found before is asked for as from nowhere."""
    op.add_column("link", sa.Column("referrer", sa.Text(), nullable=False, server_default=""))
