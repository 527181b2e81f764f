"""What of a host belongs to a site, what is never asked for, and whether traps are cut."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the prefixes and the switch to the registered sites."""
    for name in ("include", "exclude"):
        op.add_column("site", sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
    op.add_column(
        "site", sa.Column("capped", sa.Boolean(), nullable=False, server_default=sa.true())
    )
