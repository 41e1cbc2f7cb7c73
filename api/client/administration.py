"""What administrators can ask, and what everybody may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from api.client.answers import AuditEntry, KeyAnswer, NewKey, Ready, Scope, TenantAnswer
from api.client.calls import Calls
from api.client.connection import path_of


class AdministrationCalls(Calls):
    """Tenants, keys, the audit log, and whether the service is well."""

    def tenants(self) -> Iterator[TenantAnswer]:
        """Give one's own tenant and those below it."""
        return cast("Iterator[TenantAnswer]", self._pages("tenants"))

    def create_tenant(self, id_: str, name: str, *, parent: str | None = None) -> TenantAnswer:
        """Add a tenant below `parent`, or below one's own."""
        body = {"name": name, "parent": parent}
        return cast("TenantAnswer", self._connection.ask("PUT", path_of("tenants", id_), body))

    def webhook_secret(self, tenant: str, *, new: bool = False) -> str:
        """Give what a tenant's webhooks are signed with; a new one where that is asked for."""
        path = path_of("tenants", tenant, "webhook-secret")
        answer = self._connection.ask("PUT" if new else "GET", path, is_safe=True)
        return cast("str", answer["secret"])

    def keys(self) -> Iterator[KeyAnswer]:
        """Give the keys of one's own tenant and of those below it, oldest first."""
        return cast("Iterator[KeyAnswer]", self._pages("keys"))

    def create_key(self, *, tenant: str, name: str, scope: Scope) -> NewKey:
        """Make a key; the answer shows it, this once.

        Asked only once: after a broken connection look for it in `keys`, and revoke it.
        """
        body = {"tenant": tenant, "name": name, "scope": scope}
        return cast("NewKey", self._connection.ask("POST", path_of("keys"), body))

    def revoke_key(self, id_: str) -> None:
        """Let a key open nothing any more."""
        self._connection.ask("DELETE", path_of("keys", id_))

    def audit(self) -> Iterator[AuditEntry]:
        """Give what was done, newest first."""
        return cast("Iterator[AuditEntry]", self._pages("audit"))

    def metrics(self) -> str:
        """Give the service's figures as Prometheus reads them."""
        return self._connection.send("GET", path_of("metrics"), lambda answer: answer.data.decode())

    def health(self) -> bool:
        """Say that the service answers."""
        return bool(self._connection.get(path_of("health"))["status"] == "ok")

    def ready(self) -> Ready:
        """Tell how many plans wait and run; `ApiProblem` where none are taken."""
        return cast("Ready", self._connection.get(path_of("ready")))

    def version(self) -> str:
        """Tell which version of Linli the service is."""
        return cast("str", self._connection.get(path_of("version"))["version"])
