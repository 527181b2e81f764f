"""What is remembered of outside hosts and of home pages, and suspected counterfeits."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; of earlier sweeps nothing is remembered."""
    op.add_column("home", sa.Column("baseline", sa.Text(), nullable=False, server_default=""))
    # A view of a page that was drawn is named by its number, too.
    with op.batch_alter_table("view") as view:
        view.alter_column(
            "agent", existing_type=sa.String(10), type_=sa.String(24), existing_nullable=False
        )
    op.add_column("link", sa.Column("outside", sa.LargeBinary(), nullable=True))
    op.create_table(
        "outward_host",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("turned", sa.Date(), nullable=True),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("told_by", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("host", "sweep", name=op.f("pk_outward_host")),
    )
    op.create_index("ix_outward_host_domain", "outward_host", ["domain"])
    op.create_table(
        "suspect",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("site", sa.String(10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("found", sa.Date(), nullable=False),
        sa.Column("changed", sa.Date(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=True),
        sa.Column("asked", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_suspect")),
    )
    op.create_table(
        "suspect_step",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["host"], ["suspect.host"], name=op.f("fk_suspect_step_host")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspect_step")),
    )
    op.create_index("ix_suspect_step_host", "suspect_step", ["host"])
