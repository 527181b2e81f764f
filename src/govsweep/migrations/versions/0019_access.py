"""How far a site's pages are open to everybody is kept with its home page."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what was seen of access and of IPv6; nothing was, in earlier sweeps."""
    op.add_column("home", sa.Column("access", sa.Text(), nullable=False, server_default=""))
    op.add_column("home", sa.Column("ipv6", sa.Text(), nullable=False, server_default=""))
