"""What scripts name is kept, so that empty places that none names are known to stay empty."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, empty: scripts are read as they are tested next."""
    op.create_table(
        "script",
        sa.Column("fingerprint", sa.LargeBinary(16), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_script")),
    )
    op.create_index("ix_script_sweep", "script", ["sweep"])
