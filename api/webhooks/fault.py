"""Why a message was not delivered."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Stable codes of what keeps a message from its receiver."""

    MALFORMED_URL = "malformed_url"
    NEEDS_HTTPS = "needs_https"
    HAS_USERINFO = "has_userinfo"
    UNKNOWN_HOST = "unknown_host"
    NOT_PUBLIC = "address_not_public"
    UNREACHABLE = "unreachable"
    TLS_FAILED = "tls_failed"
    TIMED_OUT = "timed_out"
    NO_ANSWER = "no_answer"
    BAD_STATUS = "bad_status"


class AddressRefused(Exception):
    """An address to which nothing is sent.

    Parameters
    ----------
    fault : Fault
        Why.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
