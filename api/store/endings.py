"""What follows when plans have ended, in the transaction that ends them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select, update

from api.jobs import Status
from api.store.database import now
from api.store.rows import moment
from api.store.tables import COMPARISONS, DELIVERIES, EVENTS, PLANS


def tell(connection: Connection, number: int, kind: str, data: dict[str, Any]) -> None:
    """Add to what happened to a job."""
    connection.execute(EVENTS.insert().values(plan=number, kind=kind, data=data))


def tell_of_ends(connection: Connection, numbers: Iterable[int]) -> None:
    """Add the ends of jobs to what happened to them, and to what webhooks are to be told.

    To be called once in a transaction, when it changes no further plan: whoever else ends plans of
    the same comparison waits here, and must hold nothing that is still needed.
    """
    asked = select(PLANS).where(PLANS.c.number.in_(list(numbers)))
    # Comparisons in order, for the same reason.
    for job in connection.execute(asked.order_by(PLANS.c.comparison, PLANS.c.number)).all():
        tell(connection, job.number, "ended", {"status": job.status, "summary": job.summary})
        if job.webhook is not None:
            said = {"status": job.status, "summary": job.summary}
            _deliver(connection, "plan", job, said, last=job.number)
        if job.comparison is not None:
            _end_of_one(connection, job.comparison, job.number)


def _end_of_one(connection: Connection, comparison: str, last: int) -> None:
    """Note that a plan of a comparison has ended; tell the webhook when it was the last."""
    mine = COMPARISONS.c.id == comparison
    one_less = update(COMPARISONS).where(mine).values(unfinished=COMPARISONS.c.unfinished - 1)
    row = connection.execute(one_less.returning(COMPARISONS)).one()
    if row.unfinished or row.webhook is None:
        return
    statuses = connection.execute(select(PLANS.c.status).where(PLANS.c.comparison == comparison))
    status = Status.of_all([Status(each) for each in statuses.scalars()])
    _deliver(connection, "comparison", row, {"status": status}, last=last)


def _deliver(
    connection: Connection, what: str, row: Row[Any], said: dict[str, Any], *, last: int
) -> None:
    """Let a webhook be told of an end; the message is kept for as long as the last plan."""
    at, kind = now(connection), f"{what}.ended"
    data = {"id": row.id, "href": f"/v1/{what}s/{row.id}", **said, "custom": row.custom}
    body = {"type": kind, "timestamp": moment(at).isoformat(), "data": data}
    connection.execute(
        DELIVERIES.insert().values(
            id=str(uuid.uuid4()),
            plan=last,
            owner=row.owner,
            url=row.webhook,
            kind=kind,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            due=at,
        )
    )
