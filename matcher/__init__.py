"""Linli's library: matching and scheduling for community service (no web, no database)."""

__version__ = "0.1.0"
