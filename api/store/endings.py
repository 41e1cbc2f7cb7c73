"""What follows when a plan has ended, in the transaction that ends it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from sqlalchemy import Connection, select

from api.store.database import now
from api.store.rows import moment
from api.store.tables import DELIVERIES, EVENTS, PLANS

ENDED = "plan.ended"
"""What webhooks are told."""


def tell(connection: Connection, number: int, kind: str, data: dict[str, Any]) -> None:
    """Add to what happened to a job."""
    connection.execute(EVENTS.insert().values(plan=number, kind=kind, data=data))


def tell_of_end(connection: Connection, number: int) -> None:
    """Add the end of a job to what happened to it, and to what its webhook is to be told."""
    job = connection.execute(select(PLANS).where(PLANS.c.number == number)).one()
    tell(connection, number, "ended", {"status": job.status, "summary": job.summary})
    if job.webhook is None:
        return
    at = now(connection)
    body = {
        "type": ENDED,
        "timestamp": moment(at).isoformat(),
        "data": {
            "id": job.id,
            "href": f"/v1/plans/{job.id}",
            "status": job.status,
            "summary": job.summary,
            "custom": job.custom,
        },
    }
    connection.execute(
        DELIVERIES.insert().values(
            id=str(uuid.uuid4()),
            plan=number,
            owner=job.owner,
            url=job.webhook,
            kind=ENDED,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            due=at,
        )
    )
