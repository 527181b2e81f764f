"""Registered sites with their columns, and accounts with their posts."""

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
    UniqueConstraint,
)

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

site = Table(
    "site",
    metadata,
    Column("identifier", String(10), primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("organizer", Text, nullable=False),
    Column("level", Text, nullable=False, default=""),
    Column("kind", Text, nullable=False, default=""),
    Column("parent", Text, nullable=False, default=""),
    Column("status", String(12), nullable=False, default="running"),
    Column("icp", Text, nullable=False, default=""),
    Column("police", Text, nullable=False, default=""),
    Column("pace", Float),  # null: as the settings say
    Column("budget", Integer),
    Column("maintenance", Text, nullable=False, default=""),  # announced windows
    Column("include", Text, nullable=False, default="[]"),  # prefixes of paths, JSON
    Column("exclude", Text, nullable=False, default="[]"),
    Column("capped", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False, default=0),  # its row in the registry
    Column("registered_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)

# Registered accounts on platforms (政务新媒体); where a table says `site`, it may be one of these.
media_account = Table(
    "media_account",
    metadata,
    Column("identifier", String(10), primary_key=True),  # see `govsweep.media.identifier`
    Column("platform", String(12), nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("organizer", Text, nullable=False),
    Column("addresses", Text, nullable=False, default="[]"),  # JSON
    Column("status", String(12), nullable=False),
    Column("opened", Date),
    Column("interactive", Boolean),  # empty: nobody looked
    Column("max_age_days", Integer, nullable=False),
    Column("position", Integer, nullable=False, default=0),  # its row in the register
    Column("registered_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    UniqueConstraint("platform", "handle"),
)

# From which day an account stood in which status.
media_status = Table(
    "media_status",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("status", String(12), primary_key=True),
    Column("day", Date, primary_key=True),
)

# What accounts published, as it was imported.
post = Table(
    "post",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("fingerprint", LargeBinary(16), nullable=False),  # by which findings are seen on it
    Column("url", Text, nullable=False, default=""),
    Column("at", INSTANT, nullable=False),
    Column("day", Date, nullable=False),
    Column("title", Text, nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
    Column("hash", LargeBinary(16), nullable=False),  # of title and text
    Column("imported_at", INSTANT, nullable=False),
    Column("judged", Integer),  # the sweep in which it was; empty: not yet, or changed since
    Column("judged_by", String(32), nullable=False, default=""),  # the version of the rules
    Index("ix_post_account_day", "account", "day"),
    Index("ix_post_fingerprint", "fingerprint"),
)

# What accounts published and took off again: it was published all the same.
deleted_post = Table(
    "deleted_post",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("day", Date, nullable=False),
)

# What the QR codes in images on sites say: an image is looked into once.
media_code = Table(
    "media_code",
    metadata,
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("image", Text, nullable=False),
    Column("says", Text, nullable=False, default=""),  # empty: no code was found in it
    Column("at", INSTANT, nullable=False),
)

# What became of a site: opened, changed, merged, closed, with its approval.
site_change = Table(
    "site_change",
    metadata,
    Column("site", String(10), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String(8), primary_key=True),  # a site_life.SiteChangeKind
    Column("approval", Text, nullable=False, default=""),
    Column("name", Text, nullable=False, default=""),  # of the site, as it was then
    Column("into", String(10), nullable=False, default=""),  # the site that it became part of
    Column("note", Text, nullable=False, default=""),
)

# Days of which all posts of an account were imported.
post_span = Table(
    "post_span",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("through", Date, primary_key=True),
)

column = Table(
    "column",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("site", ForeignKey("site.identifier"), nullable=False),
    Column("url", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("owner", Text, nullable=False, default=""),
    Column("max_age_days", Integer),
    Column("registered", Boolean, nullable=False, default=False),  # by hand: never overwritten
    Column("reader", Text, nullable=False, default=""),  # the list reader that worked there
    Column("newest", Date),
    Column("entries", Integer, nullable=False, default=0),
    Column("sweep", Integer),  # where it was last seen
    Column("first_sweep", Integer),  # where it was first seen
    Column("rhythm", Float),  # days between two days of publication, the median
    Column("dated", Integer),  # how many of its entries show a day
    UniqueConstraint("site", "url"),
)
