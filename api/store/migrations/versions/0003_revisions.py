"""Plans made of plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Let plans know which they were made of, by what, and what is not as it was there."""
    op.add_column("plans", sa.Column("base", sa.String(36)))
    op.add_column("plans", sa.Column("origin", sa.String(36)))
    op.add_column("plans", sa.Column("changes", sa.JSON))
