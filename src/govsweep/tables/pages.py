"""What sweeps read: pages, links, looks, and what is kept of them for later nights."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

# Documents that decisions on sites did away with, for the nights and the sites to come.
repeal = Table(
    "repeal",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),  # of decision, title and number
    Column("site", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False, default=""),
    Column("day", Date),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),  # of the decision
    Index("ix_repeal_site", "site"),
)

page = Table(
    "page",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("site", String(10), nullable=False),
    Column("url", Text, nullable=False),
    Column("depth", Integer, nullable=False, default=0),
    Column("state", String(10), nullable=False),
    Column("reason", String(24), nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0),
    Column("status", Integer),
    Column("elapsed", Float),
    Column("at", INSTANT),
    Column("final_url", Text, nullable=False, default=""),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("body_hash", LargeBinary(16)),
    Column("kind", String(10), nullable=False, default=""),
    Column("facts", LargeBinary),  # the Page as msgpack, deflated, texts of blocks left out
    Column("facts_sweep", Integer),  # where the facts of an unchanged page stand
    Column("body", LargeBinary),  # deflated; kept only of pages with findings
    # What tells a date moved on an unchanged text, without unpacking the facts of two sweeps:
    Column("published", Date),
    Column("main_hash", LargeBinary(16)),
    Index("ix_page_sweep_site_state", "sweep", "site", "state"),
)

block = Table(
    "block",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),
    Column("text", Text, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("queue", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(12), nullable=False),  # a LinkStatus
    Column("cut", String(24), nullable=False, default=""),
    Column("failure", String(24), nullable=False, default=""),
    Column("http_status", Integer),
    Column("elapsed", Float),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0),
    Column("at", INSTANT),
    Column("final_url", Text, nullable=False, default=""),
    Column("outside", LargeBinary),  # the OutsidePage as msgpack, where one was read
    Column("referrer", Text, nullable=False, default=""),  # the origin it was found at, if foreign
    Index("ix_link_sweep_queue_state", "sweep", "queue", "state"),
)

# What a script names, as the sweep saw it that tested it last.
script = Table(
    "script",
    metadata,
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("sweep", Integer, nullable=False),
    Column("facts", LargeBinary, nullable=False),  # a ScriptFacts as msgpack, deflated
    Index("ix_script_sweep", "sweep"),
)

# Rows of pages and links of old sweeps, many in one: see `govsweep.store.folding_rows`.
folded = Table(
    "folded",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("kind", String(8), nullable=False),  # a folding_rows.FoldKind
    Column("site", String(10), nullable=False, default=""),  # of pages; links of all lie together
    Column("first", Integer, nullable=False),  # the oldest sweep of a row in it
    Column("last", Integer, nullable=False),  # until this one is let go, it is kept
    Column("count", Integer, nullable=False),  # of rows
    Column("rows", LargeBinary, nullable=False),
    Index("ix_folded_kind_site_first", "kind", "site", "first"),
)

probe = Table(
    "probe",
    metadata,
    Column("site", String(10), primary_key=True),
    Column("at", INSTANT, primary_key=True),
    Column("sweep", Integer),  # empty for the probe timer's own
    Column("url", Text, nullable=False),
    Column("elapsed", Float),
    Column("status", Integer),
    Column("failure", String(24), nullable=False, default=""),
    Column("certificate", Text),  # what is wrong with it; empty: not looked at
)

view = Table(
    "view",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("agent", String(24), primary_key=True),  # as whom the page was asked for, and which
    Column("facts", LargeBinary, nullable=False),  # the View as msgpack
)

home = Table(
    "home",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("seen", Boolean, nullable=False),
    Column("newest", Date),  # the day of the newest information on it
    Column("week", Text, nullable=False, default="[]"),  # visits and failures a day, JSON
    Column("survey", Text, nullable=False, default="[]"),  # what samples of its pages say, JSON
    Column("letters", Text, nullable=False, default="[]"),  # as the site publishes them, JSON
    Column("access", Text, nullable=False, default=""),  # a SiteAccess as JSON; "": not looked at
    Column("ipv6", Text, nullable=False, default=""),  # an Ipv6 as JSON
    Column("duties", Text, nullable=False, default=""),  # a SiteDuties as JSON; "": not looked at
    Column("baseline", Text, nullable=False, default=""),  # a HomeBaseline as JSON; "": not known
    # Survey, letters, access, ipv6 and duties, deflated; where it is there, they are empty.
    Column("packed", LargeBinary),
)

# What was said on the wire to an address that failed, or on whose page something was found.
exchange = Table(
    "exchange",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("at", INSTANT, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("failure", String(24), nullable=False, default=""),
    Column("status", Integer),
    Column("elapsed", Float),
    Column("heads", LargeBinary, nullable=False),  # msgpack, deflated
)
