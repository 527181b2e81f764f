"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "block",
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_block")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("check", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("certainty", sa.String(length=10), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("variant", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held", sa.Text(), nullable=True),
        sa.Column("rule_version", sa.String(length=32), nullable=False),
        sa.Column("sightings", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Float(), nullable=False),
        sa.Column("last_seen", sa.Float(), nullable=False),
        sa.Column("first_sweep", sa.Integer(), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("fixed_at", sa.Float(), nullable=True),
        sa.Column("fixed_sweep", sa.Integer(), nullable=True),
        sa.Column("relapses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index("ix_finding_site_state", "finding", ["site", "state"], unique=False)
    op.create_table(
        "probe",
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("elapsed", sa.Float(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=24), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("site", "at", name=op.f("pk_probe")),
    )
    op.create_table(
        "site",
        sa.Column("identifier", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("organizer", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("icp", sa.Text(), nullable=False),
        sa.Column("police", sa.Text(), nullable=False),
        sa.Column("pace", sa.Float(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("identifier", name=op.f("pk_site")),
    )
    op.create_table(
        "sweep",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("indicators", sa.String(length=16), nullable=False),
        sa.Column("rules_version", sa.String(length=32), nullable=False),
        sa.Column("sites", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.Float(), nullable=True),
        sa.Column("balanced", sa.Boolean(), nullable=True),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep")),
        sa.UniqueConstraint("night", "number", name=op.f("uq_sweep_night_number")),
    )
    op.create_table(
        "column",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("max_age_days", sa.Integer(), nullable=True),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=True),
        sa.Column("first_sweep", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.identifier"], name=op.f("fk_column_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column")),
        sa.UniqueConstraint("site", "url", name=op.f("uq_column_site_url")),
    )
    op.create_table(
        "ledger",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_ledger_sweep")),
        sa.PrimaryKeyConstraint("sweep", "site", "state", "reason", name=op.f("pk_ledger")),
    )
    op.create_table(
        "view",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("agent", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_view_sweep")),
        sa.PrimaryKeyConstraint("sweep", "site", "agent", name=op.f("pk_view")),
    )
    op.create_table(
        "link",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("cut", sa.String(length=24), nullable=False),
        sa.Column("failure", sa.String(length=24), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("elapsed", sa.Float(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_link_sweep")),
        sa.PrimaryKeyConstraint("sweep", "fingerprint", name=op.f("pk_link")),
    )
    op.create_index("ix_link_sweep_queue_state", "link", ["sweep", "queue", "state"], unique=False)
    op.create_table(
        "page",
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("site", sa.String(length=10), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("elapsed", sa.Float(), nullable=True),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=16), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=True),
        sa.Column("facts_sweep", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("main_hash", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(["sweep"], ["sweep.id"], name=op.f("fk_page_sweep")),
        sa.PrimaryKeyConstraint("sweep", "fingerprint", name=op.f("pk_page")),
    )
    op.create_index("ix_page_sweep_site_state", "page", ["sweep", "site", "state"], unique=False)
    op.create_table(
        "sighting",
        sa.Column("finding", sa.String(length=32), nullable=False),
        sa.Column("sweep", sa.Integer(), nullable=False),
        sa.Column("page", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["finding.id"], name=op.f("fk_sighting_finding")),
        sa.PrimaryKeyConstraint("finding", "sweep", "page", name=op.f("pk_sighting")),
    )
    op.create_index("ix_sighting_sweep_page", "sighting", ["sweep", "page"], unique=False)
