"""The office's lists that a sweep was judged by: one that is gone the next time is missed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add how many rows of which list were loaded for a sweep."""
    op.create_table(
        "rule_list",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_rule_list_sweep")),
        sa.PrimaryKeyConstraint("sweep", "name", name=op.f("pk_rule_list")),
    )
