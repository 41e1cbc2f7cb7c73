"""Who asks, and what they may do."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_KEY = re.compile(r"lk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")

TENANT_ID = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
"""Pattern of a tenant's id; its path of ids and slashes needs no escaping anywhere."""


class Scope(StrEnum):
    """What a key may do; each scope includes the ones before it."""

    READ = "read"
    """Look at everything of its tenant and of the tenants below."""
    PLAN = "plan"
    """Ask for plans, stop them, keep scenarios."""
    ADMIN = "admin"
    """Manage keys and tenants; read the audit log and the metrics."""

    def includes(self, other: Scope) -> bool:
        """Say whether a key of this scope may do what `other` asks for."""
        order = list(Scope)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """Whose plans are kept apart from everybody else's, but for the tenants above.

    Attributes
    ----------
    id : str
    name : str
    path : str
        The ids from the top down to it, each followed by a slash: ``changsha/yuehe/``.
    """

    id: str
    name: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An API key as it is kept: without its secret."""

    id: str
    name: str
    tenant: str
    owner: str
    """Path of its tenant."""
    scope: Scope
    created: datetime
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something, for the audit log.

    Attributes
    ----------
    key : str
        Id of the API key, or ``cli`` for somebody at the server's own command line.
    owner : str
        Path of the tenant in whose name it is done; everything below it is theirs too.
    request : str
        The request's id.
    """

    key: str
    owner: str
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A new key in the only form that opens anything; shown once, never kept."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"lk_{self.id}_{self.secret}"

    @classmethod
    def new(cls) -> Secret:
        """Make one of 256 random bits."""
        return cls(id=secrets.token_hex(8), secret=secrets.token_urlsafe(32))

    @classmethod
    def read(cls, text: str) -> Secret | None:
        """Read one as it was shown; None if it cannot be one."""
        found = _KEY.fullmatch(text)
        return None if found is None else cls(id=found[1], secret=found[2])

    def digest(self) -> str:
        """Give what is kept of it. A secret this long and random needs no slow hash."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def matches(self, digest: str) -> bool:
        """Say whether a kept digest is its own, in a time that tells nothing."""
        return hmac.compare_digest(self.digest(), digest)
