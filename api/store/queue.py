"""Plans as workers see them: taken on a lease, kept alive by renewing it, and ended once.

A lease is a claim's own name. Whoever has lost it can change nothing any more, so a plan ends
once however many believe to be working on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, select, update

from api.jobs import Failure, Status
from api.store.database import Database, now
from api.store.documents import copy_document, drop_documents, keep_document
from api.store.endings import tell, tell_of_ends
from api.store.tables import PLANS

_C = PLANS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A plan taken by a worker.

    Attributes
    ----------
    lease : str
        This claim's own name.
    spent : float
        Seconds of search that earlier claims of it have used and kept the fruit of.
    has_result : bool
        Whether there is a plan to go on from.
    has_origin : bool
        Whether it is made of another plan.
    """

    id: str
    lease: str
    attempts: int
    options: dict[str, Any]
    spent: float
    has_result: bool
    has_origin: bool = False


class Queue:
    """The plans that wait and run.

    Parameters
    ----------
    database : Database
    lease_seconds : float
        A claim that is not renewed for so long is lost.
    """

    def __init__(self, database: Database, lease_seconds: float) -> None:
        self._database = database
        self._lease_seconds = lease_seconds

    def claim(self) -> Claim | None:
        """Take the first of those that wait, of the highest priority; None if none waits."""
        first = (
            select(_C.number)
            .where(_C.status == Status.QUEUED)
            .order_by(_C.priority.desc(), _C.number)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        with self._database.write() as connection:
            at = now(connection)
            row = connection.execute(
                update(PLANS)
                .where(_C.number == first)
                .values(
                    status=Status.RUNNING,
                    started=at,
                    attempts=_C.attempts + 1,
                    lease=str(uuid.uuid4()),
                    lease_until=at + self._lease_seconds,
                )
                .returning(_C.id, _C.lease, _C.attempts, _C.options, _C.spent, _C.result, _C.origin)
            ).one_or_none()
        if row is None:
            return None
        return Claim(
            id=row.id,
            lease=row.lease,
            attempts=row.attempts,
            options=row.options,
            spent=row.spent,
            has_result=row.result is not None,
            has_origin=row.origin is not None,
        )

    def renew(self, leases: Collection[str]) -> dict[str, bool]:
        """Keep claims alive.

        Returns
        -------
        dict of str to bool
            By lease still held: whether the plan is asked to stop.
        """
        held = _C.lease.in_(leases) & (_C.status == Status.RUNNING)
        with self._database.write() as connection:
            until = now(connection) + self._lease_seconds
            # In order: whoever stops several plans locks them in the same.
            first = select(_C.number).where(held).order_by(_C.number).with_for_update()
            renewed = update(PLANS).where(_C.number.in_(first)).values(lease_until=until)
            rows = connection.execute(renewed.returning(_C.lease, _C.cancelling))
            return {row.lease: row.cancelling for row in rows}

    def wishes(self, leases: Collection[str]) -> dict[str, bool]:
        """Give, by lease still held, whether the plan is asked to stop."""
        held = _C.lease.in_(leases) & (_C.status == Status.RUNNING)
        with self._database.read() as connection:
            rows = connection.execute(select(_C.lease, _C.cancelling).where(held))
            return {row.lease: row.cancelling for row in rows}

    def fetch(self, claim: Claim, scenario: BinaryIO, result: BinaryIO, origin: BinaryIO) -> None:
        """Write the plan's scenario to a file; so the result to go on from and the origin, if any.

        Raises
        ------
        Unknown
            If the plan or one of its documents is gone.
        """
        asked = select(_C.scenario, _C.result, _C.origin).where(_C.id == claim.id)
        with self._database.read() as connection:
            row = connection.execute(asked).one()
            for id_, to in ((row.scenario, scenario), (row.result, result), (row.origin, origin)):
                if id_ is not None:
                    copy_document(connection, id_, to)

    def note(self, claim: Claim, progress: dict[str, Any]) -> None:
        """Write down how far a plan is."""
        with self._database.write() as connection:
            row = connection.execute(
                update(PLANS).where(_held(claim)).values(progress=progress).returning(_C.number)
            ).one_or_none()
            if row is not None:
                tell(connection, row.number, "progress", progress)

    def keep(
        self,
        claim: Claim,
        result: BinaryIO,
        summary: dict[str, Any],
        spent: float,
        changes: dict[str, Any] | None = None,
    ) -> None:
        """Keep the best plan found so far, and the seconds of search it took; see `finish`."""
        with self._database.write() as connection:
            best = {"summary": summary, "changes": changes, "spent": claim.spent + spent}
            self._replace(connection, claim, result, best)

    def finish(
        self,
        claim: Claim,
        status: Status,
        result: BinaryIO,
        summary: dict[str, Any],
        changes: dict[str, Any] | None = None,
    ) -> bool:
        """End a plan with its result.

        Parameters
        ----------
        claim : Claim
        status : Status
        result : file of bytes
        summary : dict
            Figures of the plan.
        changes : dict, optional
            What is not as it was in the plan's base, where it has one.

        Returns
        -------
        bool
            Whether the claim still held.
        """
        with self._database.write() as connection:
            last = {"summary": summary, "changes": changes}
            ended = {"status": status, "ended": now(connection), **last}
            number = self._replace(connection, claim, result, ended)
            if number is not None:
                tell_of_ends(connection, [number])
        return number is not None

    def fail(self, claim: Claim, failure: Failure) -> None:
        """End a plan without a result, or with the best found until then."""
        with self._database.write() as connection:
            tell_of_ends(connection, _fail(connection, _held(claim), failure))

    def retry(self, claim: Claim, max_attempts: int, failure: Failure) -> None:
        """Let a plan whose solver died wait again; fail one begun `max_attempts` times."""
        with self._database.write() as connection:
            failed = _fail(connection, _held(claim) & (_C.attempts >= max_attempts), failure)
            stopped, _ = _wait_again(connection, _held(claim))
            tell_of_ends(connection, [*failed, *stopped])

    def put_back(self, claim: Claim) -> None:
        """Let a plan wait again as if it had not been begun; the best found so far is kept."""
        with self._database.write() as connection:
            stopped, _ = _wait_again(connection, _held(claim), attempts=_C.attempts - 1)
            tell_of_ends(connection, stopped)

    def reclaim(self, max_losses: int, failure: Failure) -> int:
        """Let plans wait again whose worker has gone silent; say how many there were.

        One that has outlived so many workers is failed: it may well be what kills them.
        """
        with self._database.write() as connection:
            silent = (_C.status == Status.RUNNING) & (_C.lease_until < now(connection))
            failed = _fail(connection, silent & (_C.losses >= max_losses), failure)
            stopped, waiting = _wait_again(
                connection, silent, losses=_C.losses + 1, attempts=_C.attempts - 1
            )
            tell_of_ends(connection, [*failed, *stopped])
        return len(failed) + len(stopped) + waiting

    @staticmethod
    def _replace(
        connection: Connection, claim: Claim, result: BinaryIO, changes: dict[str, Any]
    ) -> int | None:
        asked = select(_C.number, _C.result).where(_held(claim)).with_for_update()
        row = connection.execute(asked).one_or_none()
        if row is None:
            return None
        changes = {**changes, "result": keep_document(connection, result)}
        connection.execute(update(PLANS).where(_C.number == row.number).values(changes))
        drop_documents(connection, row.result)
        number: int = row.number
        return number


def _held(claim: Claim) -> ColumnElement[bool]:
    return (_C.id == claim.id) & (_C.lease == claim.lease) & (_C.status == Status.RUNNING)


def _fail(connection: Connection, which: ColumnElement[bool], failure: Failure) -> Sequence[int]:
    """Fail plans; give their numbers, whose ends are still to be told."""
    words = {"code": failure.code, "en": failure.en, "zh": failure.zh}
    failed = {"status": Status.FAILED, "ended": now(connection), "failure": words}
    ended = update(PLANS).where(which).values(failed).returning(_C.number)
    return connection.execute(ended).scalars().all()


def _wait_again(
    connection: Connection, which: ColumnElement[bool], **changes: object
) -> tuple[Sequence[int], int]:
    """Let plans wait again; those asked to stop end instead, with the best found until then.

    Returns
    -------
    sequence of int
        Numbers of those that ended, whose ends are still to be told.
    int
        How many wait.
    """
    stopped = update(PLANS).where(which & _C.cancelling)
    ended = {"status": Status.CANCELLED, "ended": now(connection)}
    numbers = connection.execute(stopped.values(ended).returning(_C.number)).scalars().all()
    back = {"status": Status.QUEUED, "lease": None, "progress": None, **changes}
    return numbers, connection.execute(update(PLANS).where(which).values(back)).rowcount
