"""How many characters a sweep read on a site: what an error rate is a share of."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the characters that were read, by sweep and site; older sweeps have none."""
    op.create_table(
        "character_count",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(10), nullable=False),
        sa.Column("characters", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_character_count_sweep")),
        sa.PrimaryKeyConstraint("sweep", "site", name=op.f("pk_character_count")),
    )
