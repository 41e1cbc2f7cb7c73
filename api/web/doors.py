"""Who comes in: by their key, as far as its scope reaches, and not too often."""

from __future__ import annotations

import math

from flask import Flask, g, request

from api.access import Actor, Key, Scope, Secret
from api.problems import ENDING, FORBIDDEN, TOO_MANY, UNAUTHENTICATED, Refusal
from api.services import Services
from api.web.rates import Limiter

_OPEN = {
    "calendars.get_calendar",  # its secret is in the link
    "system.get_health",
    "system.get_ready",
    "system.get_version",
}

_NEEDED = {
    "revisions.recommend_visits": Scope.READ,
    "views.analyze_plan": Scope.READ,
    "scenarios.validate_scenario": Scope.READ,
    "system.get_metrics": Scope.ADMIN,
}
"""Where it is not what `_needed` says."""


def register(app: Flask, services: Services) -> None:
    """Let in to ``/v1`` who has a key; to be registered before anything that reads bodies.

    Parameters
    ----------
    app : Flask
    services : Services
    """
    limiter = Limiter(services.settings.requests)

    def come_in() -> None:
        endpoint = request.endpoint
        # An address that does not exist answers so to anybody; the open ones need no key.
        if endpoint is None or endpoint in _OPEN or not request.path.startswith("/v1/"):
            return
        key = _key(services)
        wait = limiter.hit(key.id)
        if wait is not None:
            raise Refusal(TOO_MANY, headers={"Retry-After": str(math.ceil(wait))})
        if not key.scope.includes(_needed(endpoint, request.method)):
            raise Refusal(FORBIDDEN)
        if services.is_ending.is_set():
            raise Refusal(ENDING, headers={"Retry-After": "10"})
        g.actor = Actor(key=key.id, owner=key.owner, request=g.request_id)

    app.before_request(come_in)


def _key(services: Services) -> Key:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    secret = Secret.read(text.strip()) if scheme.lower() == "bearer" else None
    key = None if secret is None else services.keys.find(secret)
    if key is None:
        raise Refusal(UNAUTHENTICATED, headers={"WWW-Authenticate": 'Bearer realm="linli"'})
    return key


def _needed(endpoint: str, method: str) -> Scope:
    if endpoint in _NEEDED:
        return _NEEDED[endpoint]
    if endpoint.startswith("access."):
        return Scope.ADMIN
    return Scope.READ if method in {"GET", "HEAD", "OPTIONS"} else Scope.PLAN
