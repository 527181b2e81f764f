"""The full-text index, and words that are looked for night after night."""

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, Text

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

# The full-text index. Texts are numbered as they come; see `govsweep.fulltext.postings`.
searched_text = Table(
    "searched_text",
    metadata,
    Column("number", ROW_ID, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(16), nullable=False, unique=True),
)

posting = Table(
    "posting",
    metadata,
    Column("key", ROW_ID, primary_key=True, autoincrement=False),  # a chunk of texts, and a gram
    Column("texts", LargeBinary, nullable=False),
)

# The texts of each site's pages as they were read last.
searched_site = Table(
    "searched_site",
    metadata,
    Column("site", String(10), primary_key=True),
    Column("sweep", Integer, nullable=False),  # up to which the index knows the site
    Column("pages", LargeBinary, nullable=False),
)

# Words that the office has looked for, until they are ended.
standing_order = Table(
    "standing_order",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("words", Text, nullable=False),
    Column("right", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("certain", Boolean, nullable=False, default=False),
    Column("by", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("ended_at", INSTANT),
    Column("ended_by", Text, nullable=False, default=""),
)
