"""Plans made side by side."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make their table; plans know which they belong to."""
    op.create_table(
        "comparisons",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("owner", sa.String(1024), nullable=False, index=True),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("unfinished", sa.Integer, nullable=False),
        sa.Column("cases", sa.JSON, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("custom", sa.JSON),
        sa.Column("webhook", sa.String(2000)),
        sqlite_autoincrement=True,
    )
    op.add_column("plans", sa.Column("comparison", sa.String(36)))
    op.create_index("ix_plans_comparison", "plans", ["comparison"])
