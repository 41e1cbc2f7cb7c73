"""What the endpoints of one app share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from api.settings import Settings
from api.store import Store

_NAME = "linli"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The settings and the store of one app."""

    settings: Settings
    store: Store

    def attach(self, app: Flask) -> None:
        """Give them to an app."""
        app.extensions[_NAME] = self

    @classmethod
    def of(cls, app: Flask) -> Services:
        """Give those of an app."""
        return cast("Services", app.extensions[_NAME])


def services() -> Services:
    """Give those of the app that answers this request."""
    return Services.of(current_app)
