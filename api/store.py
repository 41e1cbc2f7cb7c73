"""The plan jobs on disk; the only module that knows SQL.

A job is on disk before it is acknowledged. Its states: queued -> running -> solved, failed or
cancelled; running -> queued again when its solver died.
"""

from __future__ import annotations

import json
import time
import uuid
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    event,
    func,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from api.jobs import AlreadyFinished, Failure, Job, KeyReused, NewJob, QueueFull, Status, UnknownJob

StoreError = SQLAlchemyError
"""The store could not be read or written."""

_JOBS = Table(
    "plan_jobs",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("status", String(16), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("started", Float),
    Column("ended", Float),
    Column("attempts", Integer, nullable=False, default=0),
    Column("cancelling", Boolean, nullable=False, default=False),
    Column("options", JSON, nullable=False),
    Column("custom", JSON(none_as_null=True)),
    Column("warnings", JSON, nullable=False),
    Column("progress", JSON(none_as_null=True)),
    Column("failure", JSON(none_as_null=True)),
    Column("idempotency_key", String(200), unique=True),
    Column("fingerprint", String(64), nullable=False),
    Column("scenario", LargeBinary, nullable=False),
    Column("result", LargeBinary),
    sqlite_autoincrement=True,
)
_C = _JOBS.c
_LIGHT = [column for column in _C if column.name not in {"scenario", "result"}]


class Store:
    """The jobs of one data folder.

    Parameters
    ----------
    folder : Path
        Made, for its owner only, when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "linli.sqlite"
        # The files that SQLite lays beside it get the same permissions.
        file.touch(mode=0o600)
        self._engine = create_engine(
            f"sqlite:///{file}",
            connect_args={"timeout": 30},
            # An error's words must not hold people's data.
            hide_parameters=True,
        )
        self._writer = self._engine.execution_options(linli_write=True)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        with self._writer.begin() as connection:
            _JOBS.metadata.create_all(connection)

    def close(self) -> None:
        """Let go of the files."""
        self._engine.dispose()

    def add(self, new: NewJob, max_queued: int) -> Job:
        """Put a job on disk; for an idempotency key seen before, give the job it made.

        Raises
        ------
        KeyReused
            If the key came with another body.
        QueueFull
            If `max_queued` jobs wait already.
        """
        with self._write() as connection:
            if new.idempotency_key is not None:
                known = connection.execute(
                    select(*_LIGHT).where(_C.idempotency_key == new.idempotency_key)
                ).one_or_none()
                if known is not None:
                    if known.fingerprint != new.fingerprint:
                        raise KeyReused(new.idempotency_key)
                    return _job(known)
            waiting = select(func.count()).where(_C.status == Status.QUEUED)
            if connection.execute(waiting).scalar_one() >= max_queued:
                raise QueueFull
            row = connection.execute(
                _JOBS.insert()
                .values(
                    id=str(uuid.uuid4()),
                    status=Status.QUEUED,
                    created=time.time(),
                    options=new.options,
                    custom=new.custom,
                    warnings=new.warnings,
                    idempotency_key=new.idempotency_key,
                    fingerprint=new.fingerprint,
                    scenario=_pack(new.scenario),
                )
                .returning(*_LIGHT)
            ).one()
        return _job(row)

    def get(self, id_: str) -> Job:
        """Give a job; raise `UnknownJob` if there is none."""
        with self._engine.begin() as connection:
            return _job(_row(connection, id_))

    def page(self, number: int, size: int) -> tuple[list[Job], int]:
        """Give page `number` (from 1) of the jobs, newest first, and how many there are in all."""
        with self._engine.begin() as connection:
            total = connection.execute(select(func.count()).select_from(_JOBS)).scalar_one()
            rows = connection.execute(
                select(*_LIGHT).order_by(_C.number.desc()).limit(size).offset((number - 1) * size)
            ).all()
        return [_job(row) for row in rows], total

    def counts(self) -> dict[Status, int]:
        """Count the jobs by status."""
        with self._engine.begin() as connection:
            rows = connection.execute(select(_C.status, func.count()).group_by(_C.status)).all()
        return {Status(status): count for status, count in rows}

    def scenario(self, id_: str) -> dict[str, Any]:
        """Give a job's scenario document."""
        with self._engine.begin() as connection:
            document: dict[str, Any] = _unpack(_row(connection, id_, _C.scenario).scenario)
        return document

    def result(self, id_: str) -> dict[str, Any] | None:
        """Give a job's result document: plan and run; None if it has none."""
        with self._engine.begin() as connection:
            blob = _row(connection, id_, _C.result).result
        return None if blob is None else _unpack(blob)

    def cancel(self, id_: str) -> Job:
        """Cancel a waiting job; ask a running one to stop and keep its best plan.

        Raises
        ------
        UnknownJob, AlreadyFinished
        """
        with self._write() as connection:
            job = _job(_row(connection, id_))
            if job.status is Status.QUEUED:
                change: dict[str, Any] = {"status": Status.CANCELLED, "ended": time.time()}
            elif job.status is Status.RUNNING:
                change = {"cancelling": True}
            else:
                raise AlreadyFinished(id_)
            row = connection.execute(
                update(_JOBS).where(_C.id == id_).values(change).returning(*_LIGHT)
            ).one()
        return _job(row)

    def claim(self) -> Job | None:
        """Take the job that has waited longest and mark it running; None if none waits."""
        oldest = (
            select(_C.number)
            .where(_C.status == Status.QUEUED)
            .order_by(_C.number)
            .limit(1)
            .scalar_subquery()
        )
        with self._write() as connection:
            row = connection.execute(
                update(_JOBS)
                .where(_C.number == oldest)
                .values(status=Status.RUNNING, started=time.time(), attempts=_C.attempts + 1)
                .returning(*_LIGHT)
            ).one_or_none()
        return None if row is None else _job(row)

    def running(self) -> dict[str, bool]:
        """Give the ids of the running jobs, each with whether it is asked to stop."""
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(_C.id, _C.cancelling).where(_C.status == Status.RUNNING)
            ).all()
        return {row.id: row.cancelling for row in rows}

    def note(self, id_: str, progress: dict[str, Any]) -> None:
        """Write down how far a running job is."""
        self._change(id_, progress=progress)

    def finish(self, id_: str, status: Status, result: dict[str, Any]) -> None:
        """End a running job with its result document."""
        self._change(id_, status=status, ended=time.time(), result=_pack(result))

    def fail(self, id_: str, failure: Failure) -> None:
        """End a running job without a result."""
        self._change(id_, status=Status.FAILED, ended=time.time(), failure=_plain(failure))

    def put_back(self, id_: str) -> None:
        """Let a running job wait again as if it had not been begun."""
        self._change(id_, status=Status.QUEUED, attempts=_C.attempts - 1, progress=None)

    def retry(self, ids: Collection[str], max_attempts: int, failure: Failure) -> None:
        """Let running jobs whose solver died wait again; fail those begun `max_attempts` times."""
        died = _C.id.in_(ids) & (_C.status == Status.RUNNING)
        with self._write() as connection:
            connection.execute(
                update(_JOBS)
                .where(died & (_C.attempts >= max_attempts))
                .values(status=Status.FAILED, ended=time.time(), failure=_plain(failure))
            )
            connection.execute(
                update(_JOBS).where(died).values(status=Status.QUEUED, progress=None)
            )

    def _change(self, id_: str, **values: object) -> None:
        with self._write() as connection:
            connection.execute(
                update(_JOBS).where(_C.id == id_, _C.status == Status.RUNNING).values(values)
            )

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection


def _prepare(connection: SqliteConnection, _record: object) -> None:
    # SQLAlchemy says when a transaction begins, not the driver's guess at it.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that first reads could not be let through later.
    write = connection.get_execution_options().get("linli_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _row(connection: Connection, id_: str, *columns: Column[Any]) -> Row[Any]:
    row = connection.execute(select(*(columns or _LIGHT)).where(_C.id == id_)).one_or_none()
    if row is None:
        raise UnknownJob(id_)
    return row


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        status=Status(row.status),
        created=_moment(row.created),
        started=None if row.started is None else _moment(row.started),
        ended=None if row.ended is None else _moment(row.ended),
        attempts=row.attempts,
        cancelling=row.cancelling,
        options=row.options,
        custom=row.custom,
        warnings=row.warnings,
        progress=row.progress,
        failure=None if row.failure is None else Failure(**row.failure),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _plain(failure: Failure) -> dict[str, str]:
    return {"code": failure.code, "en": failure.en, "zh": failure.zh}


def _pack(document: dict[str, Any]) -> bytes:
    # Level 1: five times faster than the default, for a tenth more bytes.
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode(), level=1)


def _unpack(blob: bytes) -> Any:  # noqa: ANN401  # JSON is of any type
    return json.loads(zlib.decompress(blob))
