"""What samples of a site's pages say is kept with its home page."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the survey; an empty one tells nothing."""
    op.add_column("home", sa.Column("survey", sa.Text(), nullable=False, server_default="[]"))
