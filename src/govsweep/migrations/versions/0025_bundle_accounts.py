"""Media accounts of other levels' bundles."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add them; bundles that were taken in before told of none."""
    op.create_table(
        "bundle_account",
        sa.Column("bundle", _ID, nullable=False),
        sa.Column("account", sa.String(10), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bundle"], ["bundle.id"], name=op.f("fk_bundle_account_bundle")),
        sa.PrimaryKeyConstraint("bundle", "account", name=op.f("pk_bundle_account")),
    )
