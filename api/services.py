"""What the endpoints of one app share."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from flask import Flask, current_app, g

from api.access import Actor
from api.desks import Desks
from api.settings import Settings
from api.store import Calendars, Comparisons, Database, Keys, Plans, Scenarios, in_folder
from api.web.metrics import Metrics
from api.workspace import Workspace

_NAME = "linli"

QUICK, SLOW = 16, 4
"""Questions of ended plans that may be open at the same time; each keeps a thread of the server,
and the last of the slow ones may wait for all before it."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """The settings, the store and the doors of one app.

    Attributes
    ----------
    settings : Settings
    database : Database
    workspace : Workspace
    metrics : Metrics
    is_ending : threading.Event
        Set when the server is about to end.
    """

    settings: Settings
    database: Database
    workspace: Workspace
    metrics: Metrics
    is_ending: threading.Event = field(default_factory=threading.Event)

    @cached_property
    def streams(self) -> threading.BoundedSemaphore:
        """One for each event stream that may be open."""
        return threading.BoundedSemaphore(self.settings.streams)

    @cached_property
    def desks(self) -> Desks:
        """Whom ended plans are asked of what is known at once."""
        return Desks(places=QUICK)

    @cached_property
    def slow_desks(self) -> Desks:
        """Whom they are asked of what takes seconds: nobody else waits for that."""
        return Desks(places=SLOW)

    @cached_property
    def plans(self) -> Plans:
        """The plans."""
        return Plans(self.database)

    @cached_property
    def comparisons(self) -> Comparisons:
        """Plans made side by side."""
        return Comparisons(self.database)

    @cached_property
    def scenarios(self) -> Scenarios:
        """The scenarios that tenants keep."""
        return Scenarios(self.database)

    @cached_property
    def keys(self) -> Keys:
        """Tenants and keys."""
        return Keys(self.database)

    @cached_property
    def calendars(self) -> Calendars:
        """Helpers' calendars."""
        return Calendars(self.database)

    def attach(self, app: Flask) -> None:
        """Give them to an app."""
        app.extensions[_NAME] = self

    def close(self) -> None:
        """Let go of the store and the files, and end what was begun."""
        self.desks.close()
        self.slow_desks.close()
        self.database.close()
        self.workspace.close()

    @classmethod
    def of(cls, app: Flask) -> Services:
        """Give those of an app."""
        return cast("Services", app.extensions[_NAME])


def open_database(settings: Settings) -> Database:
    """Open the database that the settings name."""
    return Database(settings.database or in_folder(settings.data))


def services() -> Services:
    """Give those of the app that answers this request."""
    return Services.of(current_app)


def actor() -> Actor:
    """Give who asks."""
    return cast("Actor", g.actor)


def owner() -> str:
    """Give the path of the tenant that asks; what is below it is its own."""
    return actor().owner
