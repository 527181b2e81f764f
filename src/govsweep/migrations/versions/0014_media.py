"""Media accounts (政务新媒体), how their status changed, and what was imported of their posts."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ACCOUNT = "media_account.identifier"


def upgrade() -> None:
    """Add accounts, their statuses, their posts and the days that are known of them."""
    op.create_table(
        "media_account",
        sa.Column("identifier", sa.String(10), nullable=False),
        sa.Column("platform", sa.String(12), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("organizer", sa.Text(), nullable=False),
        sa.Column("addresses", sa.Text(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("interactive", sa.Boolean(), nullable=True),
        sa.Column("max_age_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("identifier", name=op.f("pk_media_account")),
        sa.UniqueConstraint("platform", "handle", name=op.f("uq_media_account_platform_handle")),
    )
    op.create_table(
        "media_status",
        sa.Column("account", sa.String(10), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account"], [_ACCOUNT], name=op.f("fk_media_status_account")),
        sa.PrimaryKeyConstraint("account", "status", "day", name=op.f("pk_media_status")),
    )
    op.create_table(
        "post",
        sa.Column("account", sa.String(10), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(16), nullable=False),
        sa.Column("imported_at", sa.Float(), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=True),
        sa.Column("judged_by", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["account"], [_ACCOUNT], name=op.f("fk_post_account")),
        sa.PrimaryKeyConstraint("account", "key", name=op.f("pk_post")),
    )
    op.create_index("ix_post_account_day", "post", ["account", "day"])
    op.create_index("ix_post_fingerprint", "post", ["fingerprint"])
    op.create_table(
        "post_span",
        sa.Column("account", sa.String(10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account"], [_ACCOUNT], name=op.f("fk_post_span_account")),
        sa.PrimaryKeyConstraint("account", "since", "through", name=op.f("pk_post_span")),
    )
    op.create_table(
        "media_code",
        sa.Column("fingerprint", sa.LargeBinary(16), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_media_code")),
    )
