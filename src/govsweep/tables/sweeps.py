"""Sweeps: what each was judged by, how far it came, and what it adds up to."""

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
    UniqueConstraint,
)

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

sweep = Table(
    "sweep",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("night", Date, nullable=False),
    Column("number", Integer, nullable=False, default=1),  # of the night
    Column("as_of", Date, nullable=False),  # ages are counted to this day
    Column("token", String(32), nullable=False),  # Redis holds it too; gone there: rebuild
    Column("indicators", String(16), nullable=False),
    Column("rules_version", String(32), nullable=False),
    Column("sites", Text, nullable=False),  # identifiers, JSON
    Column("opened_at", INSTANT, nullable=False),
    Column("closed_at", INSTANT),
    Column("balanced", Boolean),
    Column("crashes", Integer, nullable=False, default=0),  # checks and pages that raised
    Column("closing_at", INSTANT),  # from then on no worker writes in it
    Column("closing_by", Text, nullable=False, default=""),  # machine and process
    Column("refused", Integer, nullable=False, default=0),  # answers that came too late
    Column("seed", Text, nullable=False, default=""),  # that drew its sites; "": all of them
    Column("drawn_from", Integer, nullable=False, default=0),  # so many sites
    Column("queue_server", Text, nullable=False, default=""),  # where its queues were built last
    Column("reader", String(32), nullable=False, default=""),  # the version that read its pages
    UniqueConstraint("night", "number"),
)

# The office's lists that a sweep was judged by: one that is gone the next time is missed.
rule_list = Table(
    "rule_list",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
)

# What each row of these lists speaks of (`key`) and says of it, as digests; of the newest alone.
rule_row = Table(
    "rule_row",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("content", LargeBinary(16), nullable=False),
)

# The latest lease of each queue that has written: what an earlier one writes is refused.
lease = Table(
    "lease",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("queue", Text, primary_key=True),
    Column("fence", BigInteger, nullable=False),
)

# How many characters a sweep read on a site, each text once: what an error rate is a share of.
character_count = Table(
    "character_count",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("characters", BigInteger, nullable=False),
)

# What a sweep brought from each site: a later one that brings far less has seen nothing.
sweep_yield = Table(
    "sweep_yield",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("home", Boolean, nullable=False),  # whether its home page was read
    Column("known", Integer, nullable=False),  # pages that were found
    Column("pages", Integer, nullable=False),  # of these, read
    Column("left", Integer, nullable=False),  # not asked for: the sweep had to end
    Column("columns", Integer, nullable=False),
    Column("dated", Integer, nullable=False),  # pages with a day of publication
)

ledger = Table(
    "ledger",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("state", String(12), primary_key=True),  # a PageState, or "known" for the sum
    Column("reason", String(24), primary_key=True),
    Column("count", Integer, nullable=False),
)

# What papers print of a sweep, as it was known when it was closed or judged again.
freeze = Table(
    "freeze",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("sweep", ForeignKey("sweep.id"), nullable=False),
    Column("day", Date, nullable=False),  # from the end of which it holds
    Column("at", INSTANT, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Index("ix_freeze_day", "day"),
)

# How often each rule spoke on a site in a sweep: the band that hold-back compares with.
tally = Table(
    "tally",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("check", String(32), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("findings", Integer, nullable=False),
)

hold = Table(
    "hold",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("check", String(32), nullable=False),
    Column("rule", Text, nullable=False, default=""),
    Column("site", String(10), nullable=False, default=""),  # empty: the whole city
    Column("reason", Text, nullable=False),
    Column("rule_version", String(32), nullable=False),
    Column("sweep", Integer, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("released_at", INSTANT),
    Index("ix_hold_check_rule", "check", "rule"),
)
