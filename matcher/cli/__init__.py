"""The `linli` command."""

from __future__ import annotations

from matcher.cli.group import main

__all__ = ["main"]
