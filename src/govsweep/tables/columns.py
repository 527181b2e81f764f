"""What all tables share: their names, and the types of their columns."""

from sqlalchemy import BigInteger, Float, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers a row by itself only where the key is INTEGER.
ROW_ID = BigInteger().with_variant(Integer, "sqlite")
# Instants are stored as seconds since the epoch: the same in every database and zone.
INSTANT = Float
