"""Posts that were taken off again are remembered, and what the rows of the office's lists said."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, empty: of what was before nothing is known."""
    op.create_table(
        "deleted_post",
        sa.Column("account", sa.String(10), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"],
            ["media_account.identifier"],
            name=op.f("fk_deleted_post_account"),
        ),
        sa.PrimaryKeyConstraint("account", "key", name=op.f("pk_deleted_post")),
    )
    op.create_table(
        "rule_row",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("content", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_rule_row_sweep")),
        sa.PrimaryKeyConstraint("sweep", "name", "key", name=op.f("pk_rule_row")),
    )
