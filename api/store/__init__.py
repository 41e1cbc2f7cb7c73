"""The service's memory; the only part that knows SQL.

What is acknowledged is on disk. Each public method is one transaction: all of it happens, or
nothing.
"""

from __future__ import annotations

from api.store.calendars import Calendars
from api.store.comparisons import Comparisons
from api.store.database import Database, StoreError, in_folder
from api.store.deliveries import Deliveries, Delivery
from api.store.keys import Entry, Keys
from api.store.plans import Page, Plans
from api.store.queue import Claim, Queue
from api.store.retention import forget
from api.store.scenarios import Scenarios, Stored

__all__ = [
    "Calendars",
    "Claim",
    "Comparisons",
    "Database",
    "Deliveries",
    "Delivery",
    "Entry",
    "Keys",
    "Page",
    "Plans",
    "Queue",
    "Scenarios",
    "StoreError",
    "Stored",
    "forget",
    "in_folder",
]
