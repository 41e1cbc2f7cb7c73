"""Sends one message, once."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, InvalidHeader, NewConnectionError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

import matcher
from api.webhooks.address import IPAddress, Resolver, Target, addresses, check_url, look_up
from api.webhooks.fault import AddressRefused, Fault
from api.webhooks.signing import signed_headers

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
TOTAL_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one attempt.

    Attributes
    ----------
    delivered : bool
        Whether the receiver answered 2xx.
    status : int or None
        What it answered, if it did.
    error : Fault or None
        Why it is not delivered.
    retry_after : float or None
        Seconds that the receiver asks to be left alone.
    gone : bool
        Whether the receiver wants no more messages at all (410).
    """

    delivered: bool
    status: int | None = None
    error: Fault | None = None
    retry_after: float | None = None
    gone: bool = False


class _Failed(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def send(
    *,
    url: str,
    id_: str,
    event: str,
    body: bytes,
    secret: str,
    moment: datetime,
    allow_private: bool,
    resolve: Resolver = look_up,
) -> Outcome:
    """Send a signed message and wait for the answer, of which only the head is read.

    Proxies of the environment are not used and redirects are not followed: both would go to an
    address that was not checked.

    Parameters
    ----------
    url : str
    id_ : str
        Of the message; the same for each attempt.
    event : str
        Kind of the message, such as ``plan.solved``; sent as ``Linli-Event``.
    body : bytes
        JSON.
    secret : str
        As `new_secret` makes it.
    moment : datetime
        Of this attempt, aware.
    allow_private : bool
        Whether plain http and addresses that are not public are let through.
    resolve : callable
        Gives all addresses of a host.

    Returns
    -------
    Outcome
        Whatever happens out there is told in it, never raised.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    try:
        target = check_url(url, allow_private=allow_private)
        reachable = addresses(target, resolve, allow_private=allow_private)
        headers = {
            "Host": target.host_header,
            "User-Agent": f"Linli/{matcher.__version__}",
            "Content-Type": "application/json",
            "Linli-Event": event,
            **signed_headers(id_, body, secret=secret, moment=moment),
        }
        with closing(_connect(target, reachable, deadline)) as connection:
            return _exchange(connection, target.path, body, headers, deadline)
    except (AddressRefused, _Failed) as refused:
        return Outcome(delivered=False, error=refused.fault)


def _connect(target: Target, reachable: Sequence[IPAddress], deadline: float) -> HTTPConnection:
    """Connect to the first address that lets us, and to no other than these."""
    fault = Fault.UNREACHABLE
    for address in reachable:
        seconds = min(CONNECT_SECONDS, deadline - time.monotonic())
        if seconds <= 0:
            raise _Failed(Fault.TIMED_OUT)
        connection = _connection(target, address, seconds)
        try:
            connection.connect()
            return connection
        except ssl.SSLError:
            connection.close()
            raise _Failed(Fault.TLS_FAILED) from None
        except (HTTPError, OSError) as error:
            connection.close()
            # The one of urllib3 that says nobody listens is a timeout by descent.
            late = isinstance(error, ConnectTimeoutError | TimeoutError)
            if late and not isinstance(error, NewConnectionError):
                fault = Fault.TIMED_OUT
    raise _Failed(fault)


def _connection(target: Target, address: IPAddress, seconds: float) -> HTTPConnection:
    if not target.secure:
        return HTTPConnection(str(address), target.port, timeout=seconds)
    # The certificate has to be the host's, whose address stands in the connection's place.
    return HTTPSConnection(str(address), target.port, timeout=seconds, server_hostname=target.host)


def _exchange(
    connection: HTTPConnection, path: str, body: bytes, headers: dict[str, str], deadline: float
) -> Outcome:
    connection.timeout = READ_SECONDS
    try:
        with _cut_off(connection, deadline):
            connection.request("POST", path, body, headers, preload_content=False)
            response = connection.getresponse()
    except (HTTPError, OSError, http.client.HTTPException) as error:
        late = isinstance(error, TimeoutError) or time.monotonic() >= deadline
        raise _Failed(Fault.TIMED_OUT if late else Fault.NO_ANSWER) from None
    with closing(response):
        # A head that is cut off reads like one that is complete.
        if time.monotonic() >= deadline:
            raise _Failed(Fault.TIMED_OUT)
        return _outcome(response)


@contextmanager
def _cut_off(connection: HTTPConnection, deadline: float) -> Iterator[None]:
    """End a conversation at a deadline: a time limit of a socket begins anew with every byte."""
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connection: HTTPConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            # That of a TLS socket would pull its state from under the thread that reads.
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _outcome(response: BaseHTTPResponse) -> Outcome:
    status = response.status
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome(delivered=True, status=status)
    try:
        retry_after = Retry().get_retry_after(response)
    except (InvalidHeader, ValueError, OverflowError):
        # The two others are figures of thousands of digits and years before there were any.
        retry_after = None
    return Outcome(
        delivered=False,
        status=status,
        error=Fault.BAD_STATUS,
        retry_after=retry_after,
        gone=status == HTTPStatus.GONE,
    )
