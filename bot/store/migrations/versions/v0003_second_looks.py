"""When a daily's last problem was solved, and when a server that was left was first found to be kept for long enough."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add a column to each."""
    op.add_column("dailies", sa.Column("solved_at", MOMENT))
    op.add_column("servers", sa.Column("overdue_at", MOMENT))
