"""Tenants, their keys and what was done with them: for administrators."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TypeVar

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.access import Key
from api.requests import read_body
from api.routes.documented import SECURITY, body, nothing, reply, with_body, with_key
from api.schemas.access import (
    AuditEntry,
    AuditPage,
    KeyAnswer,
    KeyPage,
    KeyPath,
    KeyRequest,
    NewKey,
    TenantAnswer,
    TenantPage,
    TenantPath,
    TenantRequest,
    WebhookSecret,
)
from api.schemas.paging import PageQuery
from api.services import actor, owner, services

access = APIBlueprint(
    "access",
    __name__,
    url_prefix="/v1",
    abp_tags=[Tag(name="access", description="Tenants, keys and the audit log.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)

Item = TypeVar("Item")


@access.get(
    "/tenants",
    operation_id="listTenants",
    responses={HTTPStatus.OK: TenantPage, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_tenants(query: PageQuery) -> Response:
    """List the caller's tenant and those below it."""
    known = services().keys.tenants(owner())
    shown = [TenantAnswer(**asdict(tenant)) for tenant in _part(known, query)]
    return reply(TenantPage.of(shown, len(known), query))


@access.put(
    "/tenants/<id>",
    operation_id="createTenant",
    request_body=body(TenantRequest),
    responses={
        HTTPStatus.CREATED: TenantAnswer,
        **with_body(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def create_tenant(path: TenantPath) -> Response:
    """Add a tenant below the caller's own, or below one of those."""
    asked: TenantRequest = read_body(TenantRequest)
    own = owner().rstrip("/").rpartition("/")[2] or None
    tenant = services().keys.add_tenant(path.id, asked.name, asked.parent or own, actor())
    return reply(TenantAnswer(**asdict(tenant)), HTTPStatus.CREATED)


@access.get(
    "/tenants/<id>/webhook-secret",
    operation_id="getWebhookSecret",
    responses={
        HTTPStatus.OK: WebhookSecret,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_webhook_secret(path: TenantPath) -> Response:
    """Give what the webhooks of a tenant are signed with."""
    return reply(WebhookSecret(secret=services().keys.webhook_secret(path.id, actor())))


@access.put(
    "/tenants/<id>/webhook-secret",
    operation_id="newWebhookSecret",
    responses={
        HTTPStatus.OK: WebhookSecret,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def new_webhook_secret(path: TenantPath) -> Response:
    """Sign the webhooks of a tenant with a new secret from now on."""
    return reply(WebhookSecret(secret=services().keys.webhook_secret(path.id, actor(), new=True)))


@access.get(
    "/keys",
    operation_id="listKeys",
    responses={HTTPStatus.OK: KeyPage, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_keys(query: PageQuery) -> Response:
    """List the keys of the caller's tenant and of those below it."""
    known = services().keys.known(owner())
    return reply(KeyPage.of([_shown(key) for key in _part(known, query)], len(known), query))


@access.post(
    "/keys",
    operation_id="createKey",
    request_body=body(KeyRequest),
    responses={HTTPStatus.CREATED: NewKey, **with_body(HTTPStatus.NOT_FOUND)},
)
def create_key() -> Response:
    """Make a key; it is shown this once."""
    asked: KeyRequest = read_body(KeyRequest)
    key, secret = services().keys.add(asked.tenant, asked.name, asked.scope, actor())
    answer = NewKey(**_shown(key).model_dump(), key=str(secret))
    return reply(answer, HTTPStatus.CREATED)


@access.delete(
    "/keys/<id>",
    operation_id="revokeKey",
    responses={
        HTTPStatus.NO_CONTENT: None,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def revoke_key(path: KeyPath) -> Response:
    """Let a key open nothing any more."""
    services().keys.revoke(path.id, actor())
    return nothing()


@access.get(
    "/audit",
    operation_id="listAudit",
    responses={HTTPStatus.OK: AuditPage, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_audit(query: PageQuery) -> Response:
    """List what was done in the name of the caller's tenant and of those below it."""
    entries, total = services().keys.audit(query.part(), owner())
    shown = [AuditEntry(**{**asdict(entry), "tenant": entry.owner}) for entry in entries]
    return reply(AuditPage.of(shown, total, query))


def _part(items: list[Item], query: PageQuery) -> list[Item]:
    part = query.part()
    return items[part.offset : part.offset + part.size]


def _shown(key: Key) -> KeyAnswer:
    return KeyAnswer(
        id=key.id,
        name=key.name,
        tenant=key.tenant,
        scope=key.scope,
        created=key.created,
        revoked=key.revoked,
    )
