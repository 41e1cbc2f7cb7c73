"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_PATH = sa.String(1024)


def upgrade() -> None:
    """Make them."""
    _make_access()
    _make_plans()
    _make_what_surrounds_plans()
    _make_scenarios()


def _make_access() -> None:
    op.create_table(
        "tenants",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("path", _PATH, nullable=False, unique=True),
        sa.Column("webhook_secret", sa.String(100), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("owner", _PATH, nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("revoked", sa.Float),
    )
    op.create_table(
        "audit",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("owner", _PATH, nullable=False, index=True),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("action", sa.String(50), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("owner", _PATH, nullable=False, index=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("started", sa.Float),
        sa.Column("ended", sa.Float),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("losses", sa.Integer, nullable=False),
        sa.Column("spent", sa.Float, nullable=False),
        sa.Column("cancelling", sa.Boolean, nullable=False),
        sa.Column("lease", sa.String(36)),
        sa.Column("lease_until", sa.Float),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("custom", sa.JSON),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("progress", sa.JSON),
        sa.Column("summary", sa.JSON),
        sa.Column("failure", sa.JSON),
        sa.Column("webhook", sa.String(2000)),
        sa.Column("scenario", sa.String(36), nullable=False),
        sa.Column("result", sa.String(36)),
        sqlite_autoincrement=True,
    )
    op.create_index("plans_waiting", "plans", ["status", "priority", "number"])


def _make_what_surrounds_plans() -> None:
    op.create_table(
        "pieces",
        sa.Column("document", sa.String(36), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("plan", _NUMBER, nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        sa.Column("owner", _PATH, primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("plan", _NUMBER, nullable=False, index=True),
        sa.Column("owner", _PATH, nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.Float, index=True),
        sa.Column("delivered", sa.Float),
        sa.Column("trouble", sa.String(100)),
    )


def _make_scenarios() -> None:
    op.create_table(
        "scenarios",
        sa.Column("owner", _PATH, primary_key=True),
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("version", sa.String(36), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("updated", sa.Float, nullable=False),
        sa.Column("document", sa.String(36), nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("owner", _PATH, nullable=False, index=True),
        sa.Column("plan", sa.String(36), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.UniqueConstraint("owner", "plan"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendars",
        sa.Column("owner", _PATH, primary_key=True),
        sa.Column("helper", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )
