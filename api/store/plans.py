"""Plans as those see them who ask for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from api.access import Actor
from api.jobs import AlreadyFinished, Asked, Event, Job, Made, NewJob, QueueFull, Status, Unknown
from api.store.answers import first_asked
from api.store.database import Database, now
from api.store.documents import keep_document, open_document
from api.store.endings import tell_of_ends
from api.store.rows import JOB_COLUMNS, insert_if_new, is_below, job_of, record
from api.store.tables import EVENTS, PLANS, PUBLICATIONS

_C = PLANS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list, from 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many come before it."""
        return (self.number - 1) * self.size


class Plans:
    """The plans of one database.

    Whoever asks names the tenant that asks, by its path: what belongs to neither it nor a tenant
    below it is unknown to it.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        new: NewJob,
        scenario: BinaryIO,
        asked: Asked,
        actor: Actor,
        max_queued: int,
        origin: BinaryIO | None = None,
    ) -> Job:
        """Put a job on disk; for an idempotency key seen before, give the job it made.

        Parameters
        ----------
        new : NewJob
        scenario : file of bytes
        asked : Asked
        actor : Actor
        max_queued : int
            Most jobs that may wait.
        origin : file of bytes, optional
            Of a job with a base: all that it is made of.

        Raises
        ------
        KeyReused
            If the key came with another request.
        QueueFull
            If `max_queued` jobs wait already.
        """
        id_ = str(uuid.uuid4())
        with self._database.write() as connection:
            first = first_asked(connection, actor.owner, asked, id_)
            if first != id_:
                return job_of(_row(connection, first, actor.owner))
            refuse_if_full(connection, 1, max_queued)
            job = add_job(connection, id_, new, scenario, actor.owner, origin=origin)
            action = "createPlan" if new.base is None else "createRevision"
            record(connection, actor, action, id_)
        return job

    def add_made(self, new: NewJob, made: Made, asked: Asked, actor: Actor) -> Job:
        """Put a plan on disk that is made already, as one that has ended.

        Raises
        ------
        KeyReused
        """
        id_ = str(uuid.uuid4())
        with self._database.write() as connection:
            first = first_asked(connection, actor.owner, asked, id_)
            if first != id_:
                return job_of(_row(connection, first, actor.owner))
            with made.scenario.open("rb") as scenario, made.result.open("rb") as result:
                waiting = add_job(connection, id_, new, scenario, actor.owner)
                ended = {
                    "status": Status.SOLVED,
                    "started": now(connection),
                    "ended": now(connection),
                    "summary": made.summary,
                    "changes": made.changes,
                    "result": keep_document(connection, result),
                }
            solved = update(PLANS).where(_C.number == waiting.number).values(ended)
            job = job_of(connection.execute(solved.returning(*JOB_COLUMNS)).one())
            tell_of_ends(connection, [job.number])
            record(connection, actor, "applyRecommendation", id_)
        return job

    def get(self, id_: str, owner: str) -> Job:
        """Give a job; raise `Unknown` if there is none."""
        with self._database.read() as connection:
            return job_of(_row(connection, id_, owner))

    def page(self, page: Page, owner: str, status: Status | None = None) -> tuple[list[Job], int]:
        """Give a page of the jobs, newest first, and how many there are in all."""
        seen = is_below(_C.owner, owner)
        if status is not None:
            seen &= _C.status == status
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).where(seen)).scalar_one()
            rows = connection.execute(
                select(*JOB_COLUMNS)
                .where(seen)
                .order_by(_C.number.desc())
                .limit(page.size)
                .offset(page.offset)
            ).all()
        return [job_of(row) for row in rows], total

    def scenario(self, id_: str, owner: str) -> IO[bytes]:
        """Give a job's scenario document."""
        with self._database.read() as connection:
            return open_document(connection, _row(connection, id_, owner, _C.scenario).scenario)

    def result(self, id_: str, owner: str) -> tuple[Job, IO[bytes] | None]:
        """Give a job and its result document: the best so far, or the last; None if it has none."""
        with self._database.read() as connection:
            row = _row(connection, id_, owner)
            document = None if row.result is None else open_document(connection, row.result)
            return job_of(row), document

    def changes(self, id_: str, owner: str) -> dict[str, Any] | None:
        """Give what is not as it was in a job's base; None if it has none, or no plan yet."""
        with self._database.read() as connection:
            changes: dict[str, Any] | None = _row(connection, id_, owner, _C.changes).changes
        return changes

    def events(self, id_: str, owner: str, after: int) -> tuple[Job, list[Event]]:
        """Give a job and what happened to it after the event of a number."""
        with self._database.read() as connection:
            job = job_of(_row(connection, id_, owner))
            later = (EVENTS.c.plan == job.number) & (EVENTS.c.number > after)
            rows = connection.execute(select(EVENTS).where(later).order_by(EVENTS.c.number))
            return job, [Event(number=r.number, kind=r.kind, data=r.data) for r in rows]

    def cancel(self, id_: str, asked: Asked, actor: Actor) -> Job:
        """Cancel a waiting job; ask a running one to stop and keep its best plan.

        Raises
        ------
        Unknown, AlreadyFinished, KeyReused
        """
        with self._database.write() as connection:
            job = job_of(_row(connection, id_, actor.owner, lock=True))
            # Asked again with the same key, it is answered the same way.
            mark = str(uuid.uuid4())
            if first_asked(connection, actor.owner, asked, mark) != mark:
                return job
            if job.status.is_final:
                raise AlreadyFinished(id_)
            (job,) = stop_jobs(connection, [job])
            record(connection, actor, "cancelPlan", id_)
        return job

    def publish(self, id_: str, asked: Asked, actor: Actor) -> Job:
        """Let a plan hold for its helpers' calendars from now on.

        Raises
        ------
        Unknown
            If there is no such plan, or none has been found yet.
        """
        with self._database.write() as connection:
            job = job_of(_row(connection, id_, actor.owner))
            if not job.has_result or not job.status.is_final:
                raise Unknown(id_)
            first_asked(connection, actor.owner, asked, id_)
            values = {"owner": job.owner, "plan": id_, "at": now(connection)}
            if insert_if_new(connection, PUBLICATIONS, values) is not None:
                record(connection, actor, "publishPlan", id_)
        return job

    def counts(self) -> dict[Status, int]:
        """Count the jobs of all tenants by status."""
        asked = select(_C.status, func.count()).group_by(_C.status)
        with self._database.read() as connection:
            return {Status(status): count for status, count in connection.execute(asked)}

    def figures(self, seconds: float) -> dict[str, float]:
        """Give how the plans of all tenants fared that ended within the last seconds.

        Returns
        -------
        dict of str to float
            ``solved`` and ``failed``: how many; of the solved on average ``seconds`` of work,
            ``gap`` (of those with a bound) and ``unmet`` visits, where there are any.
        """
        of_solved = _C.status == Status.SOLVED
        asked = select(
            func.count().filter(of_solved).label("solved"),
            func.count().filter(_C.status == Status.FAILED).label("failed"),
            func.avg(_C.ended - _C.started).filter(of_solved).label("seconds"),
            func.avg(_C.summary["gap"].as_float()).filter(of_solved).label("gap"),
            func.avg(_C.summary["unmet"].as_float()).filter(of_solved).label("unmet"),
        )
        with self._database.read() as connection:
            recent = asked.where(_C.ended >= now(connection) - seconds)
            row = connection.execute(recent).one()
        return {name: float(value) for name, value in row._mapping.items() if value is not None}  # noqa: SLF001 - its public name


def refuse_if_full(connection: Connection, more: int, max_queued: int) -> None:
    """Raise `QueueFull` if so many more jobs are more than may wait."""
    waiting = select(func.count()).where(_C.status == Status.QUEUED)
    if connection.execute(waiting).scalar_one() + more > max_queued:
        raise QueueFull


def add_job(
    connection: Connection,
    id_: str,
    new: NewJob,
    scenario: BinaryIO,
    owner: str,
    comparison: str | None = None,
    origin: BinaryIO | None = None,
) -> Job:
    """Let a new job wait; one with a base belongs to whom that belongs to."""
    values = {
        "id": id_,
        "owner": owner if new.base is None else new.base.owner,
        "status": Status.QUEUED,
        "priority": new.priority,
        "created": now(connection),
        "options": new.options,
        "custom": new.custom,
        "warnings": new.warnings,
        "webhook": new.webhook,
        "scenario": keep_document(connection, scenario),
        "comparison": comparison,
        "base": None if new.base is None else new.base.id,
        "origin": None if origin is None else keep_document(connection, origin),
    }
    return job_of(connection.execute(PLANS.insert().values(values).returning(*JOB_COLUMNS)).one())


def stop_jobs(connection: Connection, jobs: Iterable[Job]) -> list[Job]:
    """End jobs that wait; ask those that run to stop and keep their best plans."""
    stopped = []
    for job in jobs:
        change: dict[str, Any] = {"cancelling": True}
        if job.status is Status.QUEUED:
            change |= {"status": Status.CANCELLED, "ended": now(connection)}
        asked_for = update(PLANS).where(_C.number == job.number).values(change)
        row = connection.execute(asked_for.returning(*JOB_COLUMNS)).one()
        stopped.append(job_of(row))
    tell_of_ends(connection, [job.number for job in stopped if job.status.is_final])
    return stopped


def _row(
    connection: Connection,
    id_: str,
    owner: str,
    *columns: ColumnElement[Any],
    lock: bool = False,
) -> Row[Any]:
    asked = select(*(columns or JOB_COLUMNS)).where(_C.id == id_, is_below(_C.owner, owner))
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        raise Unknown(id_)
    return row
