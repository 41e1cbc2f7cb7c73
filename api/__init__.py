"""Linli's service: the match API over HTTP, its jobs and their store."""

from __future__ import annotations

from api.app import create_app
from api.settings import Settings

__all__ = ["Settings", "create_app"]
