"""Helpers' calendars: secret links, and the plans that hold for them."""

from __future__ import annotations

import hashlib
import secrets
from typing import IO

from sqlalchemy import select

from api.access import Actor
from api.jobs import Unknown
from api.store.database import Database
from api.store.documents import open_document
from api.store.rows import insert_if_new, record
from api.store.tables import CALENDARS, PLANS, PUBLICATIONS

_C = CALENDARS.c

Published = tuple[IO[bytes], IO[bytes]]
"""A scenario and the result document of a plan for it."""


class Calendars:
    """The calendar links of one database.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def link(self, helper: str, actor: Actor) -> str:
        """Make the secret of a helper's link; an earlier one opens nothing any more."""
        secret = secrets.token_urlsafe(32)
        values = {"owner": actor.owner, "helper": helper, "digest": _digest(secret)}
        with self._database.write() as connection:
            mine = (_C.owner == actor.owner) & (_C.helper == helper)
            connection.execute(CALENDARS.delete().where(mine))
            insert_if_new(connection, CALENDARS, values)
            record(connection, actor, "linkCalendar", helper)
        return secret

    def owner(self, helper: str, secret: str) -> str:
        """Give the tenant that a helper's secret belongs to; raise `Unknown` if to none."""
        asked = select(_C.owner).where(_C.helper == helper, _C.digest == _digest(secret))
        with self._database.read() as connection:
            owner = connection.execute(asked).scalar_one_or_none()
        if owner is None:
            raise Unknown(helper)
        return str(owner)

    def published(self, owner: str, most: int) -> list[Published]:
        """Give the plans a tenant has published, oldest first, the newest `most` of them."""
        newest = (
            select(PLANS.c.scenario, PLANS.c.result)
            .join(PUBLICATIONS, PUBLICATIONS.c.plan == PLANS.c.id)
            .where(PUBLICATIONS.c.owner == owner, PLANS.c.result.is_not(None))
            .order_by(PUBLICATIONS.c.number.desc())
            .limit(most)
        )
        with self._database.read() as connection:
            rows = connection.execute(newest).all()
            return [
                (open_document(connection, row.scenario), open_document(connection, row.result))
                for row in reversed(rows)
            ]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
