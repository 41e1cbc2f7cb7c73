"""Scenarios that a tenant keeps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from api.access import Actor
from api.jobs import AlreadyThere, Asked, Changed, Unknown
from api.store.answers import first_asked
from api.store.database import Database, now
from api.store.documents import drop_documents, keep_document, open_document
from api.store.plans import Page
from api.store.rows import insert_if_new, is_below, moment, record
from api.store.tables import SCENARIOS

_C = SCENARIOS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A scenario that is kept.

    Attributes
    ----------
    owner : str
        Path of its tenant.
    version : str
        Another one each time it is replaced.
    """

    id: str
    owner: str
    version: str
    created: datetime
    updated: datetime


class Scenarios:
    """The scenarios of one database.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, id_: str, document: BinaryIO, asked: Asked, actor: Actor) -> Stored:
        """Keep a new scenario.

        Raises
        ------
        AlreadyThere, KeyReused
        """
        with self._database.write() as connection:
            mark = str(uuid.uuid4())
            if first_asked(connection, actor.owner, asked, mark) != mark:
                return _stored(_row(connection, id_, actor.owner))
            made = self._insert(connection, id_, document, actor.owner)
            if made is None:
                raise AlreadyThere(id_)
            record(connection, actor, "storeScenario", id_)
        return made

    def put(
        self, id_: str, document: BinaryIO, actor: Actor, *, seen: frozenset[str] | None
    ) -> tuple[Stored, bool]:
        """Keep a scenario in the place of the one that its tenant has under this id, if any.

        Parameters
        ----------
        id_ : str
        document : file of bytes
        actor : Actor
        seen : frozenset of str or None
            Versions that may be replaced, where not just any may; ``*``: any, but there must be
            one; empty: there must be none.

        Returns
        -------
        Stored
        bool
            Whether it is new.

        Raises
        ------
        Changed
        """
        with self._database.write() as connection:
            mine = _is(id_, actor.owner)
            old = connection.execute(select(SCENARIOS).where(mine).with_for_update()).one_or_none()
            _refuse_unless_seen(old, seen)
            record(connection, actor, "storeScenario", id_)
            made = self._insert(connection, id_, document, actor.owner) if old is None else None
            if made is not None:
                return made, True
            changes = {
                "version": str(uuid.uuid4()),
                "updated": now(connection),
                "document": keep_document(connection, document),
            }
            changed = update(SCENARIOS).where(mine).values(changes).returning(SCENARIOS)
            row = connection.execute(changed).one()
            drop_documents(connection, old.document if old else None)
        return _stored(row), False

    def get(self, id_: str, owner: str) -> tuple[Stored, IO[bytes]]:
        """Give a scenario of a tenant and its document; raise `Unknown` if there is none."""
        with self._database.read() as connection:
            row = _row(connection, id_, owner)
            return _stored(row), open_document(connection, row.document)

    def remove(self, id_: str, actor: Actor, *, seen: frozenset[str] | None) -> None:
        """Keep a scenario no longer.

        Raises
        ------
        Unknown, Changed
        """
        with self._database.write() as connection:
            row = _row(connection, id_, actor.owner, lock=True)
            _refuse_unless_seen(row, seen)
            connection.execute(delete(SCENARIOS).where(_is(id_, actor.owner)))
            drop_documents(connection, row.document)
            record(connection, actor, "deleteScenario", id_)

    def page(self, page: Page, owner: str) -> tuple[list[Stored], int]:
        """Give a page of the scenarios of a tenant and those below, and how many there are."""
        seen = is_below(_C.owner, owner)
        asked = select(SCENARIOS).where(seen).order_by(_C.owner, _C.id)
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).where(seen)).scalar_one()
            rows = connection.execute(asked.limit(page.size).offset(page.offset)).all()
        return [_stored(row) for row in rows], total

    @staticmethod
    def _insert(connection: Connection, id_: str, document: BinaryIO, owner: str) -> Stored | None:
        """Insert a scenario; give None where there is one."""
        at = now(connection)
        values = {
            "owner": owner,
            "id": id_,
            "version": str(uuid.uuid4()),
            "created": at,
            "updated": at,
            "document": "",
        }
        row = insert_if_new(connection, SCENARIOS, values)
        if row is None:
            return None
        kept = {"document": keep_document(connection, document)}
        connection.execute(update(SCENARIOS).where(_is(id_, owner)).values(kept))
        return _stored(row)


def _refuse_unless_seen(row: Row[Any] | None, seen: frozenset[str] | None) -> None:
    if seen is None:
        return
    holds = not seen if row is None else "*" in seen or row.version in seen
    if not holds:
        raise Changed


def _is(id_: str, owner: str) -> ColumnElement[bool]:
    return (_C.owner == owner) & (_C.id == id_)


def _row(connection: Connection, id_: str, owner: str, *, lock: bool = False) -> Row[Any]:
    asked = select(SCENARIOS).where(_is(id_, owner))
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        raise Unknown(id_)
    return row


def _stored(row: Row[Any]) -> Stored:
    return Stored(
        id=row.id,
        owner=row.owner,
        version=row.version,
        created=moment(row.created),
        updated=moment(row.updated),
    )
