"""Solves the plans of the store, each in a process of its own, and tells webhooks of their end."""

from __future__ import annotations

from api.worker.loop import Worker

__all__ = ["Worker"]
