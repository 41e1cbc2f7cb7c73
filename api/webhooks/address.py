"""Where messages may go: never into the operator's own network (SSRF)."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from api.webhooks.fault import AddressRefused, Fault

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}

# Python before 3.11.9 holds some of these to be public; multicast it always does.
_NOT_PUBLIC = tuple(
    map(IPv4Network, ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4"))
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL taken apart.

    Attributes
    ----------
    secure : bool
        Whether it is https.
    host : str
        Name or address, without brackets.
    port : int
    path : str
        With the query, without the fragment.
    host_header : str
        As HTTP wants it: with brackets and an unusual port.
    """

    secure: bool
    host: str
    port: int
    path: str
    host_header: str


def check_url(url: str, *, allow_private: bool) -> Target:
    """Take a URL apart, without looking up its host.

    Parameters
    ----------
    url : str
    allow_private : bool
        Whether plain http is let through.

    Returns
    -------
    Target

    Raises
    ------
    AddressRefused
        If messages may not go there, wherever the host may be.
    """
    try:
        parsed = parse_url(url)
    except LocationParseError:
        raise AddressRefused(Fault.MALFORMED_URL) from None
    scheme = parsed.scheme
    if scheme not in _PORTS or not parsed.host:
        raise AddressRefused(Fault.MALFORMED_URL)
    if scheme == "http" and not allow_private:
        raise AddressRefused(Fault.NEEDS_HTTPS)
    if parsed.auth is not None:
        raise AddressRefused(Fault.HAS_USERINFO)
    port = _PORTS[scheme] if parsed.port is None else parsed.port
    return Target(
        secure=scheme == "https",
        host=parsed.host.strip("[]"),
        port=port,
        path=parsed.request_uri,
        host_header=parsed.host if port == _PORTS[scheme] else f"{parsed.host}:{port}",
    )


def look_up(host: str, port: int) -> Sequence[str]:
    """Ask the system for all addresses of a host; raise `OSError` if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def addresses(target: Target, resolve: Resolver, *, allow_private: bool) -> tuple[IPAddress, ...]:
    """Look a host up, once, and hold all its addresses to be public.

    Whoever connects must connect to what this gives: asked again, a name server may answer
    something else.

    Parameters
    ----------
    target : Target
    resolve : callable
        Gives all addresses of a host.
    allow_private : bool
        Whether other addresses are let through.

    Returns
    -------
    tuple of IPv4Address or IPv6Address
        At least one, in the order in which they are to be tried.

    Raises
    ------
    AddressRefused
        If there is none, or any is not public.
    """
    try:
        found = tuple(dict.fromkeys(map(ip_address, resolve(target.host, target.port))))
    except (OSError, UnicodeError):
        # A label that is too long is an error of encoding.
        found = ()
    if not found:
        raise AddressRefused(Fault.UNKNOWN_HOST)
    if not allow_private and not all(map(is_public, found)):
        raise AddressRefused(Fault.NOT_PUBLIC)
    return found


def is_public(address: IPAddress) -> bool:
    """Tell whether an address, and whichever it leads to, is global unicast."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _NOT_PUBLIC)
    inner = _wrapped(address)
    if inner:
        return all(map(is_public, inner))
    return address in _GLOBAL_UNICAST and address.is_global


def _wrapped(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Give the IPv4 addresses inside one of IPv6, which a gateway may unpack."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    return ()
