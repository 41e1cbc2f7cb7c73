"""Signatures of Standard Webhooks."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime

from standardwebhooks import Webhook

_SECRET_BYTES = 32


def new_secret() -> str:
    """Make a secret that a receiver is told once: ``whsec_`` and 256 random bits in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signed_headers(id_: str, body: bytes, *, secret: str, moment: datetime) -> dict[str, str]:
    """Sign a message.

    Parameters
    ----------
    id_ : str
        The same for each attempt, so that a receiver knows what it has.
    body : bytes
        UTF-8 text.
    secret : str
        As `new_secret` makes it.
    moment : datetime
        Of this attempt, aware; receivers refuse one that is minutes from their own clock.

    Returns
    -------
    dict of str to str
        The three headers.
    """
    # The library takes the clock's figures for UTC, whatever the zone.
    utc = moment.astimezone(UTC)
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(int(utc.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, utc, body.decode()),
    }
