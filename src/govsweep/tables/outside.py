"""What is not the office's own: other hosts, and what people brought from elsewhere."""

from sqlalchemy import (
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

# What units owe by the office's own lists: see `govsweep.duties`.
duty = Table(
    "duty",
    metadata,
    Column("kind", String(12), primary_key=True),  # a duties.DutyList
    Column("position", Integer, primary_key=True),  # its row in the list
    Column("facts", Text, nullable=False),  # JSON
)

# What a person or a third party found, for the same life as what checks find.
outside_result = Table(
    "outside_result",
    metadata,
    Column("key", String(32), primary_key=True),  # of site, address, problem and source
    Column("site", String(10), nullable=False),
    Column("facts", Text, nullable=False),  # an OutsideResult as JSON
    Column("at", INSTANT, nullable=False),
    Column("closed_at", INSTANT),  # the office says that it is mended
    Column("closed_by", Text, nullable=False, default=""),
    Column("closed_why", Text, nullable=False, default=""),
    Index("ix_outside_result_site", "site"),
)

# Hosts that are no registered site's, as sweeps saw them: a row each time that one turned.
outward_host = Table(
    "outward_host",
    metadata,
    Column("host", Text, primary_key=True),
    Column("sweep", Integer, primary_key=True),  # from which it has been what the row says
    Column("domain", Text, nullable=False),  # registrable
    Column("title", Text, nullable=False, default=""),
    Column("spam", Integer, nullable=False, default=0),  # OutsidePage.score
    Column("first_seen", Date, nullable=False),  # of the host, whatever it was
    Column("last_seen", Date, nullable=False),
    Column("turned", Date),  # the night; empty: it was so when it was seen first
    Column("facts", LargeBinary, nullable=False),  # the OutsidePage as msgpack
    Column("told_by", String(10), nullable=False, default=""),  # the site that tells of it
    Index("ix_outward_host_domain", "domain"),
)

# Hosts that may be counterfeits of registered sites, and how far they were followed up.
suspect = Table(
    "suspect",
    metadata,
    Column("host", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("name", Text, nullable=False, default=""),  # what it calls itself
    Column("site", String(10), nullable=False, default=""),  # the one that it imitates
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("stage", String(10), nullable=False),  # a suspects.Stage
    Column("found", Date, nullable=False),
    Column("changed", Date, nullable=False),  # from which day it stands in its stage
    Column("answered", Boolean),  # when it was asked last; empty: never
    Column("asked", Date),
)

# What was done about a suspect, step by step.
suspect_step = Table(
    "suspect_step",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("host", ForeignKey("suspect.host"), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("day", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", INSTANT, nullable=False),
    Index("ix_suspect_step_host", "host"),
)
