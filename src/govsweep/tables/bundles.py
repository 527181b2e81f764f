"""Figures and findings that other levels sent."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

# Whose bundles are taken in, each by its public key.
bundle_sender = Table(
    "bundle_sender",
    metadata,
    Column("key", String(44), primary_key=True),
    Column("place", Integer, nullable=False),  # in the office's list
    Column("name", Text, nullable=False),
    Column("since", Date),
    Column("until", Date),
)

# What other levels sent: the last of each sender and period.
bundle = Table(
    "bundle",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("sender", Text, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("exported_at", INSTANT, nullable=False),
    Column("imported_at", INSTANT, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of the file
    Column("manifest", Text, nullable=False),  # JSON
    Column("figures", Text, nullable=False),
    UniqueConstraint("sender", "begins", "ends"),
)

bundle_site = Table(
    "bundle_site",
    metadata,
    Column("bundle", ForeignKey("bundle.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("facts", Text, nullable=False),  # JSON
)

bundle_account = Table(
    "bundle_account",
    metadata,
    Column("bundle", ForeignKey("bundle.id"), primary_key=True),
    Column("account", String(10), primary_key=True),
    Column("facts", Text, nullable=False),  # JSON
)

bundle_finding = Table(
    "bundle_finding",
    metadata,
    Column("bundle", ForeignKey("bundle.id"), primary_key=True),
    Column("finding", String(32), primary_key=True),
    Column("facts", Text, nullable=False),  # JSON
)

# What reviewers said of samples of what others sent; it outlives the bundles that it is of.
bundle_verdict = Table(
    "bundle_verdict",
    metadata,
    Column("sender", Text, primary_key=True),
    Column("begins", Date, primary_key=True),
    Column("ends", Date, primary_key=True),
    Column("draw", Text, primary_key=True),  # the seed of the sample; "" where nobody told
    Column("item", String(32), primary_key=True),  # a finding's id or a site's identifier
    Column("bundles", Text, nullable=False),  # JSON: the numbers of those that were reviewed
    Column("verdict", String(10), nullable=False),  # a bundles.Verdict
    Column("note", Text, nullable=False, default=""),
    Column("by", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
)
