"""Plans made side by side: a base and its variants."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, select

from api.access import Actor
from api.jobs import (
    AlreadyFinished,
    Asked,
    Case,
    Comparison,
    Job,
    NewComparison,
    NewJob,
    Status,
    Unknown,
)
from api.store.answers import first_asked
from api.store.database import Database, now
from api.store.plans import Page, add_job, refuse_if_full, stop_jobs
from api.store.rows import JOB_COLUMNS, is_below, job_of, moment, record
from api.store.tables import COMPARISONS, PLANS

_C = COMPARISONS.c
_STANDING = [PLANS.c.comparison, PLANS.c.status, PLANS.c.ended]


class Comparisons:
    """The comparisons of one database; who sees them is as in `Plans`.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        new: NewComparison,
        scenarios: Sequence[Path],
        asked: Asked,
        actor: Actor,
        max_queued: int,
    ) -> Comparison:
        """Put a comparison and a job for each of its cases on disk, or nothing.

        Parameters
        ----------
        new : NewComparison
        scenarios : sequence of Path
            A document for each case.
        asked : Asked
            For an idempotency key seen before, the comparison that it made is given.
        actor : Actor
        max_queued : int
            Most jobs that may wait.

        Raises
        ------
        KeyReused, QueueFull
        """
        id_ = str(uuid.uuid4())
        with self._database.write() as connection:
            first = first_asked(connection, actor.owner, asked, id_)
            if first != id_:
                return _comparisons(connection, [_row(connection, first, actor.owner)])[0]
            refuse_if_full(connection, len(new.cases), max_queued)
            titles = [
                {"name": case.name, "en": case.en, "zh": case.zh, "alike": case.alike}
                for case in new.cases
            ]
            values = {
                "id": id_,
                "owner": actor.owner,
                "created": now(connection),
                "unfinished": len(new.cases),
                "cases": titles,
                "options": new.options,
                "custom": new.custom,
                "webhook": new.webhook,
            }
            row = connection.execute(COMPARISONS.insert().values(values).returning(COMPARISONS))
            for case, path in zip(new.cases, scenarios, strict=True):
                job = NewJob(options=new.options, warnings=case.warnings, priority=new.priority)
                with path.open("rb") as scenario:
                    add_job(connection, str(uuid.uuid4()), job, scenario, actor.owner, id_)
            record(connection, actor, "createComparison", id_)
            return _comparisons(connection, [row.one()])[0]

    def get(self, id_: str, owner: str) -> tuple[Comparison, tuple[Case, ...]]:
        """Give a comparison and its cases, the base first; raise `Unknown` if there is none."""
        with self._database.read() as connection:
            row = _row(connection, id_, owner)
            jobs = _jobs(connection, id_)
            cases = tuple(Case(**case, job=job) for case, job in zip(row.cases, jobs, strict=True))
            return _comparisons(connection, [row])[0], cases

    def page(self, page: Page, owner: str) -> tuple[list[Comparison], int]:
        """Give a page of the comparisons, newest first, and how many there are in all."""
        seen = is_below(_C.owner, owner)
        newest = select(COMPARISONS).where(seen).order_by(_C.number.desc())
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).where(seen)).scalar_one()
            rows = connection.execute(newest.limit(page.size).offset(page.offset)).all()
            return _comparisons(connection, rows), total

    def cancel(self, id_: str, asked: Asked, actor: Actor) -> Comparison:
        """Cancel all jobs of a comparison that have not ended, as `Plans.cancel` does one.

        Raises
        ------
        Unknown, AlreadyFinished, KeyReused
        """
        with self._database.write() as connection:
            row = _row(connection, id_, actor.owner)
            # Asked again with the same key, it is answered the same way.
            mark = str(uuid.uuid4())
            if first_asked(connection, actor.owner, asked, mark) == mark:
                jobs = _jobs(connection, id_, lock=True)
                unfinished = [job for job in jobs if not job.status.is_final]
                if not unfinished:
                    raise AlreadyFinished(id_)
                stop_jobs(connection, unfinished)
                record(connection, actor, "cancelComparison", id_)
            return _comparisons(connection, [row])[0]


def _row(connection: Connection, id_: str, owner: str) -> Row[Any]:
    asked = select(COMPARISONS).where(_C.id == id_, is_below(_C.owner, owner))
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise Unknown(id_)
    return row


def _jobs(connection: Connection, id_: str, *, lock: bool = False) -> list[Job]:
    """Give the jobs of a comparison in the order of its cases."""
    asked = select(*JOB_COLUMNS).where(PLANS.c.comparison == id_).order_by(PLANS.c.number)
    return [
        job_of(row) for row in connection.execute(asked.with_for_update() if lock else asked).all()
    ]


def _comparisons(connection: Connection, rows: Sequence[Row[Any]]) -> list[Comparison]:
    """Read rows, with where their plans stand."""
    plans = (
        select(*_STANDING)
        .where(PLANS.c.comparison.in_([row.id for row in rows]))
        .order_by(PLANS.c.number)
    )
    of: dict[str, list[Row[Any]]] = {}
    for plan in connection.execute(plans).all():
        of.setdefault(plan.comparison, []).append(plan)
    return [_comparison(row, of[row.id]) for row in rows]


def _comparison(row: Row[Any], plans: Sequence[Row[Any]]) -> Comparison:
    ends = [plan.ended for plan in plans]
    return Comparison(
        id=row.id,
        owner=row.owner,
        created=moment(row.created),
        ended=None if None in ends else moment(max(ends)),
        statuses=tuple(Status(plan.status) for plan in plans),
        options=row.options,
        custom=row.custom,
        webhook=row.webhook,
    )
