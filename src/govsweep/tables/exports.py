"""What exports last gave of each finding, and in which of them it changed."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from govsweep.tables.columns import ROW_ID, metadata

# An export that met findings other than as they were exported last.
export_round = Table(
    "export_round",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("mark", String(16), nullable=False),  # a database restored to an older day has another
)

exported = Table(
    "exported",
    metadata,
    Column("finding", String(32), primary_key=True),
    Column("content", LargeBinary(16), nullable=False),  # hash of all that is exported of it
    Column("round", Integer, nullable=False),  # the newest in which that had changed
)
