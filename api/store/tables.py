"""The tables, in the words of SQLAlchemy; `migrations` holds how they came to be."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_PATH = String(1024)
_JSON = JSON(none_as_null=True)

TENANTS = Table(
    "tenants",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("path", _PATH, nullable=False, unique=True),
    Column("webhook_secret", String(100), nullable=False),
    Column("created", Float, nullable=False),
)

KEYS = Table(
    "api_keys",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("owner", _PATH, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("created", Float, nullable=False),
    Column("revoked", Float),
)

PIECES = Table(
    "pieces",
    METADATA,
    Column("document", String(36), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

PLANS = Table(
    "plans",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("owner", _PATH, nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("priority", Integer, nullable=False, default=0),
    Column("created", Float, nullable=False),
    Column("started", Float),
    Column("ended", Float),
    Column("attempts", Integer, nullable=False, default=0),
    Column("losses", Integer, nullable=False, default=0),
    Column("spent", Float, nullable=False, default=0.0),
    Column("cancelling", Boolean, nullable=False, default=False),
    Column("lease", String(36)),
    Column("lease_until", Float),
    Column("options", JSON, nullable=False),
    Column("custom", _JSON),
    Column("warnings", JSON, nullable=False),
    Column("progress", _JSON),
    Column("summary", _JSON),
    Column("failure", _JSON),
    Column("webhook", String(2000)),
    Column("scenario", String(36), nullable=False),
    Column("result", String(36)),
    Column("comparison", String(36), index=True),
    Column("base", String(36)),
    Column("origin", String(36)),
    Column("changes", _JSON),
    Index("plans_waiting", "status", "priority", "number"),
    sqlite_autoincrement=True,
)

COMPARISONS = Table(
    "comparisons",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("owner", _PATH, nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("unfinished", Integer, nullable=False),
    Column("cases", JSON, nullable=False),
    Column("options", JSON, nullable=False),
    Column("custom", _JSON),
    Column("webhook", String(2000)),
    sqlite_autoincrement=True,
)

EVENTS = Table(
    "events",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("plan", _NUMBER, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("data", JSON, nullable=False),
    sqlite_autoincrement=True,
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("owner", _PATH, primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("target", String(200), nullable=False),
    Column("created", Float, nullable=False),
)

SCENARIOS = Table(
    "scenarios",
    METADATA,
    Column("owner", _PATH, primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("version", String(36), nullable=False),
    Column("created", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Column("document", String(36), nullable=False),
)

PUBLICATIONS = Table(
    "publications",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("owner", _PATH, nullable=False, index=True),
    Column("plan", String(36), nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("owner", "plan"),
    sqlite_autoincrement=True,
)

CALENDARS = Table(
    "calendars",
    METADATA,
    Column("owner", _PATH, primary_key=True),
    Column("helper", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("plan", _NUMBER, nullable=False, index=True),
    Column("owner", _PATH, nullable=False),
    Column("url", String(2000), nullable=False),
    Column("kind", String(50), nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due", Float, index=True),
    Column("delivered", Float),
    Column("trouble", String(100)),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("at", Float, nullable=False),
    Column("owner", _PATH, nullable=False, index=True),
    Column("key", String(16), nullable=False),
    Column("action", String(50), nullable=False),
    Column("target", String(200), nullable=False),
    Column("request", String(64), nullable=False),
    sqlite_autoincrement=True,
)
