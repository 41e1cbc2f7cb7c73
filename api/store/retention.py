"""What is kept no longer."""

from __future__ import annotations

from sqlalchemy import and_, delete, not_, or_, select

from api.jobs import Status
from api.store.database import Database, now
from api.store.documents import drop_documents
from api.store.tables import ANSWERS, AUDIT, COMPARISONS, DELIVERIES, EVENTS, PLANS, PUBLICATIONS

_DAY = 86_400
_AT_ONCE = 20
_DOCUMENTS = (PLANS.c.scenario, PLANS.c.result, PLANS.c.origin)


def forget(database: Database, *, plan_days: float, audit_days: float) -> int:
    """Remove plans that ended long ago with all that hangs on them, and old lines of the audit log.

    A published plan stays for as long as its tenant's calendars may show it: twice the time. The
    plans of a comparison stay and go together.

    Returns
    -------
    int
        How many plans were removed.
    """
    removed = 0
    while found := _forget_some(database, plan_days):
        removed += found
    with database.write() as connection:
        at = now(connection)
        connection.execute(delete(ANSWERS).where(ANSWERS.c.created < at - plan_days * _DAY))
        connection.execute(delete(AUDIT).where(AUDIT.c.at < at - audit_days * _DAY))
    return removed


def _forget_some(database: Database, days: float) -> int:
    """Remove a few, so that nobody waits long for the lock."""
    with database.write() as connection:
        at = now(connection)
        published = select(PUBLICATIONS.c.plan).where(PUBLICATIONS.c.at > at - 2 * days * _DAY)
        is_old = and_(
            PLANS.c.status.not_in([Status.QUEUED, Status.RUNNING]),
            PLANS.c.ended < at - days * _DAY,
            PLANS.c.id.not_in(published),
        )
        held = select(PLANS.c.comparison).where(PLANS.c.comparison.is_not(None), not_(is_old))
        connection.execute(delete(COMPARISONS).where(COMPARISONS.c.id.not_in(held)))
        kept = select(COMPARISONS.c.id)
        old = (
            select(PLANS.c.number, PLANS.c.id, *_DOCUMENTS)
            .where(is_old, or_(PLANS.c.comparison.is_(None), PLANS.c.comparison.not_in(kept)))
            .limit(_AT_ONCE)
        )
        found = connection.execute(old).mappings().all()
        numbers = [row["number"] for row in found]
        drop_documents(connection, *(row[each.name] for row in found for each in _DOCUMENTS))
        for table in (EVENTS, DELIVERIES):
            connection.execute(delete(table).where(table.c.plan.in_(numbers)))
        ids = [row["id"] for row in found]
        connection.execute(delete(PUBLICATIONS).where(PUBLICATIONS.c.plan.in_(ids)))
        connection.execute(delete(PLANS).where(PLANS.c.number.in_(numbers)))
    return len(found)
