"""Runs the migrations on the connection that `api.store.database` hands over."""

from __future__ import annotations

from alembic import context

from api.store.tables import METADATA

# The caller's transaction holds all migrations: they are all there, or none.
context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
