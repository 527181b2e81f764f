"""The full-text index; it is filled by the next sweep, or by `govsweep search`."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the numbers of texts, their postings, and the texts of each site's pages."""
    op.create_table(
        "searched_text",
        sa.Column("number", _ID, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_searched_text")),
        sa.UniqueConstraint("hash", name=op.f("uq_searched_text_hash")),
    )
    op.create_table(
        "posting",
        sa.Column("key", _ID, autoincrement=False, nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_posting")),
    )
    op.create_table(
        "searched_site",
        sa.Column("site", sa.String(10), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("pages", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_searched_site")),
    )
    if op.get_bind().dialect.name == "postgresql":
        # They do not get smaller, and to try takes longer than to write them.
        op.execute("ALTER TABLE posting ALTER COLUMN texts SET STORAGE EXTERNAL")
        op.execute("ALTER TABLE searched_site ALTER COLUMN pages SET STORAGE EXTERNAL")
