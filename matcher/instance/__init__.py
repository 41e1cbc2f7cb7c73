"""A scenario compiled to arrays."""

from __future__ import annotations

from matcher.instance.compile import Instance, compile_instance

__all__ = ["Instance", "compile_instance"]
