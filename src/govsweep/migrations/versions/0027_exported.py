"""What exports last gave of each finding: the next goes by it, not by the clocks of machines."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add them, empty: the first export fills them."""
    op.create_table(
        "export_round",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_round")),
    )
    op.create_table(
        "exported",
        sa.Column("finding", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("finding", name=op.f("pk_exported")),
    )
