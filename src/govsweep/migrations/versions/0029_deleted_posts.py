"""Posts that were published and taken off again are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add their table, empty: of what was deleted before nothing is known."""
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
