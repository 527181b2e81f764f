"""Notices to units, and what units answered."""

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

notice = Table(
    "notice",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("number", Text, nullable=False, unique=True),  # as it is printed
    Column("site", String(10), nullable=False),
    Column("owner", Text, nullable=False),
    Column("issued_at", INSTANT, nullable=False),
    Column("day", Date, nullable=False),  # the day it was issued on
    Column("due", Date, nullable=False),
)

notice_finding = Table(
    "notice_finding",
    metadata,
    Column("notice", ForeignKey("notice.id"), primary_key=True),
    Column("finding", String(32), primary_key=True),
)

# What the office did about a notice after it was issued.
# Where a command wrote a notice last; of one that was issued on a page there is no file.
notice_file = Table(
    "notice_file",
    metadata,
    Column("notice", ForeignKey("notice.id"), primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False),
)

notice_step = Table(
    "notice_step",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("notice", ForeignKey("notice.id"), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("kind", String(10), nullable=False),  # a lifecycle.StepKind
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("due", Date),
    Index("ix_notice_step_notice", "notice"),
)

# What a unit answered to the lines of a notice, the newest of a line holds.
notice_answer = Table(
    "notice_answer",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("notice", ForeignKey("notice.id"), nullable=False),
    Column("finding", String(32), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", String(10), nullable=False),  # a lifecycle.AnswerKind
    Column("words", Text, nullable=False, default=""),
    Column("wants_recheck", Boolean, nullable=False, default=False),
    Index("ix_notice_answer_notice", "notice"),
    Index("ix_notice_answer_finding", "finding"),
)

# Files that units enclosed; they are kept as they came, and only ever handed out to be saved.
enclosure = Table(
    "enclosure",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("notice", ForeignKey("notice.id"), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(8), nullable=False),  # an enclosures.FileKind, told from its bytes
    Column("digest", String(64), nullable=False),  # SHA-256
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_enclosure_notice", "notice"),
)
