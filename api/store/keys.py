"""Tenants, their API keys, and the log of what was done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from api.access import Actor, Key, Scope, Secret, Tenant
from api.jobs import AlreadyThere, Unknown
from api.store.database import Database, now
from api.store.plans import Page
from api.store.rows import insert_if_new, is_below, moment, moment_or_none, record
from api.store.tables import AUDIT, KEYS, TENANTS
from api.webhooks import new_secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the audit log."""

    number: int
    at: datetime
    owner: str
    key: str
    action: str
    target: str
    request: str


class Keys:
    """The tenants and keys of one database.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_tenant(self, id_: str, name: str, parent: str | None, actor: Actor) -> Tenant:
        """Add a tenant below another, or at the top.

        Raises
        ------
        AlreadyThere
            If there is a tenant of this id, whoever may see it.
        Unknown
            If the actor knows no such parent.
        """
        with self._database.write() as connection:
            above = "" if parent is None else self._tenant(connection, parent, actor.owner).path
            tenant = Tenant(id=id_, name=name, path=f"{above}{id_}/")
            values = {
                "id": id_,
                "name": name,
                "path": tenant.path,
                "webhook_secret": new_secret(),
                "created": now(connection),
            }
            if insert_if_new(connection, TENANTS, values) is None:
                raise AlreadyThere(id_)
            record(connection, actor, "createTenant", id_)
        return tenant

    def tenants(self, owner: str) -> list[Tenant]:
        """Give a tenant and those below it."""
        asked = select(TENANTS).where(is_below(TENANTS.c.path, owner)).order_by(TENANTS.c.path)
        with self._database.read() as connection:
            return [_tenant(row) for row in connection.execute(asked)]

    def webhook_secret(self, tenant: str, actor: Actor, *, new: bool = False) -> str:
        """Give what a tenant's webhooks are signed with, after changing it if asked to."""
        with self._database.write() as connection:
            path = self._tenant(connection, tenant, actor.owner).path
            mine = TENANTS.c.path == path
            if new:
                change = {"webhook_secret": new_secret()}
                connection.execute(update(TENANTS).where(mine).values(change))
            record(connection, actor, "newWebhookSecret" if new else "showWebhookSecret", tenant)
            asked = select(TENANTS.c.webhook_secret).where(mine)
            return str(connection.execute(asked).scalar_one())

    def add(self, tenant: str, name: str, scope: Scope, actor: Actor) -> tuple[Key, Secret]:
        """Make a key of a tenant; its secret is given this once.

        Raises
        ------
        Unknown
            If the actor knows no such tenant.
        """
        secret = Secret.new()
        with self._database.write() as connection:
            owner = self._tenant(connection, tenant, actor.owner).path
            values = {
                "id": secret.id,
                "digest": secret.digest(),
                "name": name,
                "tenant": tenant,
                "owner": owner,
                "scope": scope,
                "created": now(connection),
            }
            row = connection.execute(KEYS.insert().values(values).returning(KEYS)).one()
            record(connection, actor, "createKey", secret.id)
        return _key(row), secret

    def find(self, secret: Secret) -> Key | None:
        """Give the key that a secret opens, unless it is revoked."""
        asked = select(KEYS).where(KEYS.c.id == secret.id, KEYS.c.revoked.is_(None))
        with self._database.read() as connection:
            row = connection.execute(asked).one_or_none()
        return None if row is None or not secret.matches(row.digest) else _key(row)

    def known(self, owner: str) -> list[Key]:
        """Give the keys of a tenant and of those below it, oldest first."""
        asked = select(KEYS).where(is_below(KEYS.c.owner, owner)).order_by(KEYS.c.created)
        with self._database.read() as connection:
            return [_key(row) for row in connection.execute(asked)]

    def revoke(self, id_: str, actor: Actor) -> None:
        """Let a key open nothing any more; raise `Unknown` if the actor knows none of this id."""
        with self._database.write() as connection:
            known = (KEYS.c.id == id_) & is_below(KEYS.c.owner, actor.owner)
            at = func.coalesce(KEYS.c.revoked, now(connection))
            revoked = update(KEYS).where(known).values(revoked=at)
            if not connection.execute(revoked).rowcount:
                raise Unknown(id_)
            record(connection, actor, "revokeKey", id_)

    def audit(self, page: Page, owner: str) -> tuple[list[Entry], int]:
        """Give a page of the audit log, newest first, and how many lines there are in all."""
        seen = is_below(AUDIT.c.owner, owner)
        asked = select(AUDIT).where(seen).order_by(AUDIT.c.number.desc())
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).where(seen)).scalar_one()
            rows = connection.execute(asked.limit(page.size).offset(page.offset))
            entries = [Entry(**{**row._mapping, "at": moment(row.at)}) for row in rows]  # noqa: SLF001 - its public name
        return entries, total

    @staticmethod
    def _tenant(connection: Connection, id_: str, owner: str) -> Tenant:
        known = (TENANTS.c.id == id_) & is_below(TENANTS.c.path, owner)
        row = connection.execute(select(TENANTS).where(known)).one_or_none()
        if row is None:
            raise Unknown(id_)
        return _tenant(row)


def _tenant(row: Row[Any]) -> Tenant:
    return Tenant(id=row.id, name=row.name, path=row.path)


def _key(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        tenant=row.tenant,
        owner=row.owner,
        scope=Scope(row.scope),
        created=moment(row.created),
        revoked=moment_or_none(row.revoked),
    )
