"""Where commands wrote notices is remembered, so that a file that is gone can be told."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table, empty: where earlier ones were written nobody knows."""
    op.create_table(
        "notice_file",
        sa.Column("notice", _ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["notice.id"], name=op.f("fk_notice_file_notice")),
        sa.PrimaryKeyConstraint("notice", name=op.f("pk_notice_file")),
    )
