"""What webhooks are still to be told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from api.store.database import Database, now
from api.store.tables import DELIVERIES, TENANTS

_C = DELIVERIES.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one address.

    Attributes
    ----------
    attempts : int
        This one counted.
    secret : str
        What it is signed with.
    """

    id: str
    url: str
    kind: str
    body: str
    attempts: int
    secret: str


class Deliveries:
    """The messages of one database.

    Parameters
    ----------
    database : Database
    lease_seconds : float
        One taken and neither settled nor put off for so long is due again.
    """

    def __init__(self, database: Database, lease_seconds: float) -> None:
        self._database = database
        self._lease_seconds = lease_seconds

    def claim(self) -> Delivery | None:
        """Take the message that is due longest; None if none is."""
        with self._database.write() as connection:
            at = now(connection)
            first = (
                select(_C.id)
                .where(_C.due <= at)
                .order_by(_C.due)
                .limit(1)
                .with_for_update(skip_locked=True)
                .scalar_subquery()
            )
            taken = {"attempts": _C.attempts + 1, "due": at + self._lease_seconds}
            row = connection.execute(
                update(DELIVERIES).where(_C.id == first).values(taken).returning(DELIVERIES)
            ).one_or_none()
            if row is None:
                return None
            asked = select(TENANTS.c.webhook_secret).where(TENANTS.c.path == row.owner)
            secret = connection.execute(asked).scalar_one()
        return Delivery(
            id=row.id,
            url=row.url,
            kind=row.kind,
            body=row.body,
            attempts=row.attempts,
            secret=secret,
        )

    def settle(self, id_: str) -> None:
        """Note that a message has arrived."""
        with self._database.write() as connection:
            arrived = {"delivered": now(connection), "due": None, "trouble": None}
            connection.execute(update(DELIVERIES).where(_C.id == id_).values(arrived))

    def put_off(self, id_: str, seconds: float | None, trouble: str) -> None:
        """Note that a message has not arrived; None: it is given up."""
        with self._database.write() as connection:
            due = None if seconds is None else now(connection) + seconds
            later = {"due": due, "trouble": trouble}
            connection.execute(update(DELIVERIES).where(_C.id == id_).values(later))
