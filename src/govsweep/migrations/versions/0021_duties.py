"""What units owe by the office's lists, and what sites show of it."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the lists; of sites that were settled before nothing is known."""
    op.create_table(
        "duty",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "position", name=op.f("pk_duty")),
    )
    op.add_column("home", sa.Column("duties", sa.Text(), nullable=False, server_default=""))
