"""Tells webhooks what they are to be told, at least once."""

from __future__ import annotations

import logging
import random
import threading
from datetime import UTC, datetime

from api.settings import Settings
from api.store import Database, Deliveries, Delivery
from api.webhooks import next_attempt, send

_TICK = 0.5
_LEASE_SECONDS = 120.0

_log = logging.getLogger(__name__)


class Postman:
    """One thread that sends what is due.

    Parameters
    ----------
    database : Database
    settings : Settings
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._deliveries = Deliveries(database, _LEASE_SECONDS)
        self._inside = settings.webhooks_inside
        # Only the moments of sending hang on it, never a plan.
        self._random = random.Random()  # noqa: S311
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the message under way."""
        self._closing.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._closing.wait(_TICK):
            try:
                while not self._closing.is_set() and (delivery := self._deliveries.claim()):
                    self._deliver(delivery)
            except Exception as error:  # noqa: BLE001  # what is due stays due
                _log.error("webhooks stumbled over %s", type(error).__name__)

    def _deliver(self, delivery: Delivery) -> None:
        outcome = send(
            url=delivery.url,
            id_=delivery.id,
            event=delivery.kind,
            body=delivery.body.encode(),
            secret=delivery.secret,
            moment=datetime.now(UTC),
            allow_private=self._inside,
        )
        said = {"delivery": delivery.id, "attempt": delivery.attempts, "status": outcome.status}
        if outcome.delivered:
            self._deliveries.settle(delivery.id)
            _log.info("webhook delivered", extra=said)
            return
        wait = None if outcome.gone else next_attempt(delivery.attempts, self._random)
        if wait is not None:
            wait = max(wait, outcome.retry_after or 0.0)
        self._deliveries.put_off(delivery.id, wait, outcome.error or f"status {outcome.status}")
        _log.warning("webhook not delivered", extra={**said, "trouble": outcome.error})
