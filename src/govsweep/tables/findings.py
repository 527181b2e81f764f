"""Findings, where they were seen, and what was decided about them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

# A unit says of a finding that it is none; the office decides.
appeal = Table(
    "appeal",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("finding", String(32), nullable=False),
    Column("site", String(10), nullable=False),
    Column("author", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("accepted", Boolean),  # empty: nobody has decided
    Column("decided_at", INSTANT),
    Column("decided_by", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Index("ix_appeal_finding", "finding"),
)

finding = Table(
    "finding",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("check", String(32), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("certainty", String(10), nullable=False),
    Column("site", String(10), nullable=False),
    Column("owner", Text, nullable=False, default=""),
    Column("url", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("column", Text, nullable=False, default=""),
    Column("message", Text, nullable=False),
    Column("quote", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Column("suggestion", Text, nullable=False, default=""),
    Column("clause", Text, nullable=False, default=""),
    Column("variant", String(16), nullable=False, default=""),
    Column("state", String(10), nullable=False),
    Column("held", Text),
    Column("rule_version", String(32), nullable=False),
    Column("sightings", Integer, nullable=False, default=1),  # of its newest sweep
    Column("first_seen", INSTANT, nullable=False),
    Column("last_seen", INSTANT, nullable=False),
    Column("first_sweep", Integer, nullable=False),
    Column("sweep", Integer, nullable=False),  # where it was last seen
    Column("fixed_at", INSTANT),
    Column("fixed_sweep", Integer),  # empty where it was looked at apart from any sweep
    Column("relapses", Integer, nullable=False, default=0),
    Column("rule", Text, nullable=False, default=""),  # the word rule that made it, if one did
    Column("changed_at", INSTANT),  # decided on, notified, held or released
    Column("until", Date),  # a dismissal's last day; empty: for good
    Column("due", Date),  # by when a notice wants it rectified
    Column("told", String(10)),  # the state that other systems were last told of
    Column("hold", BigInteger),  # the hold that keeps it back
    Column("judged", String(10)),  # the certainty that its check gave it; a decision may differ
    Column("withdrawn_sweep", Integer),  # in which its rule took it back
    Column("part_of", String(32), nullable=False, default=""),  # the finding that owns its cause
    Index("ix_finding_site_state", "site", "state"),
)

sighting = Table(
    "sighting",
    metadata,
    Column("finding", ForeignKey("finding.id"), primary_key=True),
    Column("sweep", Integer, primary_key=True),
    Column("page", LargeBinary(16), primary_key=True),  # fingerprint of the address
    Column("url", Text, nullable=False),
    Column("quote", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Index("ix_sighting_sweep_page", "sweep", "page"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("finding", String(32), nullable=False),  # the one that was decided on
    Column("verdict", String(10), nullable=False),  # a lifecycle.DecisionKind
    Column("scope", String(10), nullable=False),  # a lifecycle.DecisionScope: how far it reaches
    Column("site", String(10), nullable=False),
    Column("check", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("rule", Text, nullable=False, default=""),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("until", Date),
    Column("revoked_at", INSTANT),
    Index("ix_decision_check_subject", "check", "subject"),
    Index("ix_decision_finding", "finding"),
)

# What became of a finding that was looked at apart from any sweep.
recheck = Table(
    "recheck",
    metadata,
    Column("finding", String(32), primary_key=True),
    Column("at", INSTANT, primary_key=True),
    Column("state", String(10), nullable=False),
)
