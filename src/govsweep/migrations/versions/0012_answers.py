"""What follows on a notice: acts of the office, answers of the unit, and the files it encloses."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add steps, answers and enclosures of notices."""
    _add(
        "notice_step",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
    )
    _add(
        "notice_answer",
        sa.Column("finding", sa.String(32), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wants_recheck", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_notice_answer_finding", "notice_answer", ["finding"])
    _add(
        "enclosure",
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )


def _add(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("notice", _ID, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["notice"], ["notice.id"], name=op.f(f"fk_{table}_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_notice", table, ["notice"])
