"""Tenants, keys and the audit log, as they are asked for and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.access import TENANT_ID, Scope
from api.schemas.paging import Page
from api.schemas.wire import STORABLE, Answer, Parameters
from matcher.model.record import Record

_TenantId = Annotated[str, Field(pattern=f"^{TENANT_ID}$")]
_Name = Annotated[str, Field(min_length=1, max_length=200, pattern=STORABLE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantRequest(Record):
    """A new tenant."""

    name: _Name
    parent: _TenantId | None = None
    """The tenant above it; none: the caller's own."""


class TenantAnswer(Answer):
    """Whose plans are kept apart from everybody else's, but for the tenants above."""

    id: str
    name: str
    path: str
    """The ids from the top down to it."""


class TenantPage(Page[TenantAnswer]):
    """The caller's tenant and those below it, by path."""


class TenantPath(Parameters):
    """Which tenant."""

    id: str = Field(pattern=f"^{TENANT_ID}$")


class WebhookSecret(Answer):
    """What the webhooks of a tenant are signed with (Standard Webhooks)."""

    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRequest(Record):
    """A new key."""

    tenant: _TenantId
    name: _Name
    """What it is for."""
    scope: Scope


class KeyAnswer(Answer):
    """A key, without its secret."""

    id: str
    name: str
    tenant: str
    scope: Scope
    created: datetime
    revoked: datetime | None = None


class NewKey(KeyAnswer):
    """A new key."""

    key: str
    """To be sent as ``Authorization: Bearer``; shown this once."""


class KeyPage(Page[KeyAnswer]):
    """The keys of the caller's tenant and of those below it, oldest first."""


class KeyPath(Parameters):
    """Which key."""

    id: str = Field(pattern="^[0-9a-f]{16}$")


class AuditEntry(Answer):
    """Something that was done."""

    number: int
    at: datetime
    tenant: str
    """Path of the tenant in whose name."""
    key: str
    """Id of the key; ``cli``: at the server's own command line."""
    action: str
    target: str
    request: str
    """`X-Request-Id` of the request."""


class AuditPage(Page[AuditEntry]):
    """The audit log, newest first."""
