"""Which machine a request may go to: CONNECT_TO and the guard against addresses that are not public."""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from tubancrawl.capture.exchange import Failure
from tubancrawl.errors import TubancrawlError

_PORTS = {"http": 80, "https": 443}
# What IANA keeps for protocols, relays, AS112, documentation and site-local use, and Python 3.11 calls global.
_KEPT_V4 = ("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24")
_KEPT_V6 = ("fec0::/10", "3fff::/20", "2620:4f:8000::/48")
_SPECIAL = tuple(ipaddress.ip_network(network) for network in (*_KEPT_V4, *_KEPT_V6))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address inside, which Python's is_global does not look at


class Unreachable(TubancrawlError):
    """No connection was made: `failure` is why, in a word that callers react to."""

    def __init__(self, failure: Failure, text: str) -> None:
        super().__init__(f"{failure}: {text}")
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect. `named` is True when an operator named this very host and port, which turns the guard off."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    named: bool = False


def parse_connect_to(text: str) -> dict[str, Target]:
    """Return host (lower case, with `:port` if one was given) -> Target for "host=http://127.0.0.1:8080,…".

    Raises ValueError naming the entry that is not of that form. Empty text is an empty map.
    """
    return dict(_parse_entry(entry.strip()) for entry in text.split(",") if entry.strip())


def _parse_entry(entry: str) -> tuple[str, Target]:
    host, equals, address = entry.partition("=")
    parts = urlsplit(address.strip())
    bare = parts.path in {"", "/"} and not parts.query and not parts.fragment and parts.username is None
    if not equals or not host.strip() or not parts.hostname or not bare:
        raise ValueError(f"CONNECT_TO: expected host=http://address:port, found {entry!r}")
    if parts.scheme == "http":
        return host.strip().lower(), Target("http", parts.hostname, parts.port or 80, named=True)
    if parts.scheme == "https":
        return host.strip().lower(), Target("https", parts.hostname, parts.port or 443, named=True)
    raise ValueError(f"CONNECT_TO: expected http:// or https:// after {host}=, found {entry!r}")


def target_of(url: str, connect_to: Mapping[str, Target]) -> Target:
    """Return where the request for `url` goes. Raises Unreachable for a URL without host or with a port the web does not use."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise Unreachable(Failure.FORBIDDEN, f"{url!r}: {error}") from error
    if parts.scheme not in _PORTS or not host:
        raise Unreachable(Failure.FORBIDDEN, f"{url!r}: expected http:// or https:// and a host")
    scheme: Literal["http", "https"] = "https" if parts.scheme == "https" else "http"
    port = _PORTS[scheme] if port is None else port
    named = connect_to.get(f"{host}:{port}") or connect_to.get(host)
    if named:
        return named
    if port not in _PORTS.values():
        raise Unreachable(Failure.FORBIDDEN, f"port {port} of {host}: only 80 and 443 are asked; name others in CONNECT_TO")
    return Target(scheme, host, port)


async def addresses_of(target: Target) -> list[str]:
    """Return the numeric addresses to connect to, in the resolver's order, every one of them checked.

    Raises Unreachable when the name does not resolve, or when any of its addresses is not public: a name with a public and a
    private address is an attack or a mistake, never the site.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(Failure.RESOLVE, f"{target.host}: {error}") from error
    addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
    refused = [] if target.named else [address for address in addresses if not is_public(address)]
    if refused:
        raise Unreachable(Failure.FORBIDDEN, f"{target.host} is {', '.join(refused)}; only CONNECT_TO may name such an address")
    return addresses


def is_public(address: str) -> bool:
    """Tell whether a numeric address is one that anybody on the internet could be asked at.

    Not so: loopback, private, link-local (cloud metadata), shared CGNAT space, multicast, reserved, unspecified, and IPv6
    forms that carry such an IPv4 address (mapped, 6to4, Teredo, NAT64, ISATAP).
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if any(ip in network for network in _SPECIAL):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        low = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        isatap = (int(ip) >> 32) & 0xFDFFFFFF == 0x00005EFE
        inner = [ip.ipv4_mapped, ip.sixtofour, low if ip in _NAT64 or isatap else None, *(ip.teredo or ())]
        if carried := [str(inside) for inside in inner if inside is not None]:
            return all(is_public(inside) for inside in carried)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)
