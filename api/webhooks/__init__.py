"""Signed messages to addresses that callers name (Standard Webhooks); knows no store."""

from __future__ import annotations

from api.webhooks.address import check_url
from api.webhooks.fault import AddressRefused, Fault
from api.webhooks.schedule import next_attempt
from api.webhooks.sending import Outcome, send
from api.webhooks.signing import new_secret

__all__ = [
    "AddressRefused",
    "Fault",
    "Outcome",
    "check_url",
    "new_secret",
    "next_attempt",
    "send",
]
