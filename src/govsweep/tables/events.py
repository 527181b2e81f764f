"""The outbox."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from govsweep.tables.columns import INSTANT, ROW_ID, metadata

# The outbox: what other systems are to be told, written with the change itself.
event = Table(
    "event",
    metadata,
    Column("sequence", ROW_ID, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String(24), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("finding", String(32)),
    Column("sweep", Integer),
    Column("body", Text, nullable=False),  # JSON
)

delivery = Table(
    "delivery",
    metadata,
    Column("event", ForeignKey("event.id"), primary_key=True),
    Column("receiver", String(64), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("since", INSTANT, nullable=False),  # when it was queued, or asked for again
    Column("due", INSTANT, nullable=False),
    Column("at", INSTANT),  # of the last try
    Column("answer", Text, nullable=False, default=""),
    Index("ix_delivery_receiver_state_due", "receiver", "state", "due"),
)
