"""Requests asked twice: the same key and request find what the first of them made."""

from __future__ import annotations

from sqlalchemy import Connection, select

from api.jobs import Asked, KeyReused
from api.store.database import now
from api.store.rows import insert_if_new
from api.store.tables import ANSWERS


def first_asked(connection: Connection, owner: str, asked: Asked, target: str) -> str:
    """Give what a request makes: `target`, or what it made when it came before.

    Who comes second while the first is under way waits for it.

    Raises
    ------
    KeyReused
        If the key came with another request.
    """
    if asked.key is None:
        return target
    row = {
        "owner": owner,
        "key": asked.key,
        "fingerprint": asked.fingerprint,
        "target": target,
        "created": now(connection),
    }
    mine = (ANSWERS.c.owner == owner) & (ANSWERS.c.key == asked.key)
    if insert_if_new(connection, ANSWERS, row) is not None:
        return target
    known = connection.execute(select(ANSWERS).where(mine)).one()
    if known.fingerprint != asked.fingerprint:
        raise KeyReused(asked.key)
    first: str = known.target
    return first
