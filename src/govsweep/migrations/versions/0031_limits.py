"""What the office registered of a site's limits, apart from the settings' defaults.

Also goes a count of tallies that nobody read, and that judging again made nought.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_LIMITS = (("pace", sa.Float()), ("budget", sa.Integer()))


def upgrade() -> None:
    """Let both be empty; what is there stays, since nobody knows which of it was a default."""
    # By another column: SQLite lifts NOT NULL only by making the table anew.
    for name, kind in _LIMITS:
        op.add_column("site", sa.Column(f"{name}_named", kind))
        op.execute(f"UPDATE site SET {name}_named = {name}")  # noqa: S608 - names of ours
        op.drop_column("site", name)
        op.execute(f"ALTER TABLE site RENAME COLUMN {name}_named TO {name}")
    op.drop_column("tally", "fresh")
