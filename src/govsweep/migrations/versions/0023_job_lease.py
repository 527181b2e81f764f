"""When whoever runs a job last said that it does."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the instant; a job that ran before has none, and is judged by when it was begun."""
    op.add_column("job", sa.Column("alive_at", sa.Float(), nullable=True))
