"""What the stores of plans, scenarios and keys share: who may see a row, and how it is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from api.access import Actor
from api.jobs import Failure, Job, Status
from api.store.database import now
from api.store.tables import AUDIT, PLANS

JOB_COLUMNS = [
    column
    for column in PLANS.c
    if column.name
    not in {"scenario", "origin", "changes", "losses", "spent", "lease", "lease_until"}
]


def is_below(column: Column[Any], owner: str) -> ColumnElement[bool]:
    """Say whether a row belongs to a tenant or to one below it."""
    return column.startswith(owner)


def insert_if_new(connection: Connection, table: Table, values: dict[str, Any]) -> Row[Any] | None:
    """Insert a row and give it; do nothing and give None where it is there already."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insertion = dialect.insert(table).on_conflict_do_nothing()
    return connection.execute(insertion.values(values).returning(table)).one_or_none()


def record(connection: Connection, actor: Actor, action: str, target: str) -> None:
    """Write into the audit log what is done in the same transaction."""
    connection.execute(
        AUDIT.insert().values(
            at=now(connection),
            owner=actor.owner,
            key=actor.key,
            action=action,
            target=target,
            request=actor.request,
        )
    )


def moment(seconds: float) -> datetime:
    """Give a point in time as people write it."""
    return datetime.fromtimestamp(seconds, UTC)


def moment_or_none(seconds: float | None) -> datetime | None:
    """Give a point in time, if there is one."""
    return None if seconds is None else moment(seconds)


def job_of(row: Row[Any]) -> Job:
    """Read a row of `JOB_COLUMNS`."""
    return Job(
        number=row.number,
        id=row.id,
        owner=row.owner,
        status=Status(row.status),
        created=moment(row.created),
        started=moment_or_none(row.started),
        ended=moment_or_none(row.ended),
        attempts=row.attempts,
        cancelling=row.cancelling,
        priority=row.priority,
        options=row.options,
        custom=row.custom,
        warnings=row.warnings,
        progress=row.progress,
        summary=row.summary,
        failure=None if row.failure is None else Failure(**row.failure),
        webhook=row.webhook,
        has_result=row.result is not None,
        comparison=row.comparison,
        base=row.base,
    )
