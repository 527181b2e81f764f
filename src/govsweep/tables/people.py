"""Who may use the pages, what they did, and what they asked the machine for."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

# Who may log in to the pages. Accounts are disabled and never deleted: the audit names them.
account = Table(
    "account",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("role", String(10), nullable=False),  # an accounts.Role
    Column("password", Text, nullable=False),  # Argon2's own words
    Column("made_at", INSTANT, nullable=False),
    Column("disabled_at", INSTANT),
)

account_site = Table(
    "account_site",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
)

# Known by the hash of its cookie: who reads the database cannot go on in anybody's name.
web_session = Table(
    "web_session",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("opened_at", INSTANT, nullable=False),
    Column("ends_at", INSTANT, nullable=False),
    Column("address", Text, nullable=False, default=""),
)

login_failure = Table(
    "login_failure",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    Index("ix_login_failure_at", "at"),
)

# Who did what; triggers refuse to change or to delete a row.
audit = Table(
    "audit",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("at", INSTANT, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False, default=""),  # empty: at the command line
    Column("address", Text, nullable=False, default=""),
    Column("act", String(20), nullable=False),  # an accounts.AuditAct
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default="{}"),  # JSON
    Column("after", Text, nullable=False, default="{}"),
)

# What somebody asks of the machine on a page, each to be done in a process of its own.
job = Table(
    "job",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("kind", String(10), nullable=False),  # a jobs.JobKind
    Column("subject", Text, nullable=False, default=""),
    Column("by", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("state", String(10), nullable=False),  # a jobs.JobState
    Column("runner", Text, nullable=False, default=""),  # the machine that took it
    Column("started_at", INSTANT),
    Column("ended_at", INSTANT),
    Column("told", Text, nullable=False, default=""),
    Column("alive_at", INSTANT),  # when its runner last said that it runs it
    Index("ix_job_kind_state", "kind", "state"),
)
