"""What follows a finding: decisions, notices, frozen papers, hold-back and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the finding's new columns."""
    op.create_table(
        "decision",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("finding", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("check", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_check_subject", "decision", ["check", "subject"], unique=False)
    op.create_index("ix_decision_finding", "decision", ["finding"], unique=False)

    op.create_table(
        "event",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("finding", sa.String(length=32), nullable=True),
        sa.Column("sweep", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event")),
        sa.UniqueConstraint("id", name=op.f("uq_event_id")),
    )
    op.create_table(
        "hold",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("check", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.String(length=32), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("released_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_check_rule", "hold", ["check", "rule"], unique=False)

    op.create_table(
        "notice",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Float(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_notice_number")),
    )
    op.create_table(
        "delivery",
        sa.Column("event", sa.String(length=36), nullable=False),
        sa.Column("receiver", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_delivery_event")),
        sa.PrimaryKeyConstraint("event", "receiver", name=op.f("pk_delivery")),
    )
    op.create_index(
        "ix_delivery_receiver_state_due", "delivery", ["receiver", "state", "due"], unique=False
    )

    op.create_table(
        "freeze",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_freeze_sweep")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze")),
    )
    op.create_index("ix_freeze_day", "freeze", ["day"], unique=False)

    op.create_table(
        "home",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=True),
        sa.Column("week", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_home_sweep")),
        sa.PrimaryKeyConstraint("sweep", "site", name=op.f("pk_home")),
    )
    op.create_table(
        "notice_finding",
        sa.Column("notice", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("finding", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["notice.id"], name=op.f("fk_notice_finding_notice")),
        sa.PrimaryKeyConstraint("notice", "finding", name=op.f("pk_notice_finding")),
    )
    op.create_table(
        "tally",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("check", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_tally_sweep")),
        sa.PrimaryKeyConstraint("sweep", "site", "check", "rule", name=op.f("pk_tally")),
    )
    op.add_column("column", sa.Column("dated", sa.Integer(), nullable=True))
    # A finding made before has no rule on its row; the next sweep that sees it writes it there.
    op.add_column("site", sa.Column("maintenance", sa.Text(), nullable=False, server_default=""))
    op.add_column("finding", sa.Column("rule", sa.Text(), nullable=False, server_default=""))
    op.add_column("finding", sa.Column("changed_at", sa.Float(), nullable=True))
    op.add_column("finding", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("finding", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("finding", sa.Column("told", sa.String(length=10), nullable=True))
    op.add_column("finding", sa.Column("hold", sa.BigInteger(), nullable=True))
    # What stands already is no news: only what changes from now on is told.
    op.execute(
        "UPDATE finding SET told = CASE state WHEN 'fixed' THEN 'fixed' WHEN 'dismissed' THEN"
        " 'dismissed' WHEN 'relapsed' THEN 'relapsed' ELSE 'opened' END"
        " WHERE certainty = 'confirmed'"
    )
    op.add_column("finding", sa.Column("judged", sa.String(length=10), nullable=True))

    op.create_table(
        "recheck",
        sa.Column("finding", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("finding", "at", name=op.f("pk_recheck")),
    )
    op.create_table(
        "exchange",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=24), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("elapsed", sa.Float(), nullable=True),
        sa.Column("heads", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_exchange_sweep")),
        sa.PrimaryKeyConstraint("sweep", "fingerprint", "at", name=op.f("pk_exchange")),
    )
    op.create_table(
        "harvest",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("home", sa.Boolean(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_harvest_sweep")),
        sa.PrimaryKeyConstraint("sweep", "site", name=op.f("pk_harvest")),
    )
