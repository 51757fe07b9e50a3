"""Whoever names a private address, and however, no connection is made and the refusal is kept as evidence."""

import asyncio
import ipaddress
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from tests.capture.servers import answering, serving
from tests.capture.shapes import sized
from tubancrawl.capture.address import Target
from tubancrawl.capture.connection import Connections
from tubancrawl.capture.exchange import Exchange, Failure

REQUEST = b"GET / HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n"
PUBLIC = "103.30.180.10"

_watching: list[list[str]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _watching and isinstance(arguments[1], tuple):
        _watching[-1].append(str(arguments[1][0]))
        if not ipaddress.ip_address(str(arguments[1][0]).partition("%")[0]).is_loopback:
            raise ConnectionRefusedError("the tests reach no network")


sys.addaudithook(_hear)


@contextmanager
def connects() -> Iterator[list[str]]:
    """Give the list of the addresses that anything in this process connects to, until the block ends."""
    _watching.append([])
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


def fetch(url: str, connect_to: dict[str, Target] | None = None) -> Exchange:
    async def run() -> Exchange:
        connections = Connections(timeout=5, max_bytes=1000, connect_to=connect_to)
        try:
            return await connections.fetch(url, REQUEST)
        finally:
            await connections.close()

    return asyncio.run(run())


HOSTS = [
    "127.0.0.1",
    "127.0.0.2",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "017700000001",
    "0177.0.0.1",
    "0177.0x0.0.1",
    "127.0.0.1.",
    "127.0.0.1..",
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "localhost",
    "localhost.",
    "LocalHost",
    "ｌｏｃａｌｈｏｓｔ",
    "0",
    "0.0.0.0",
    "0.0.0.1",
    "10.0.0.1",
    "10.255.255.255",
    "167772161",
    "0xa.1",
    "172.16.0.1",
    "172.31.255.255",
    "0xac100001",
    "192.168.0.1",
    "192.168.1.254",
    "3232235777",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "169.254.170.2",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:a9fe:a9fe]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001:0:53aa:64c:0:0:80ff:fffe]",
    "[2001:db8::1]",
    "[2606:4700::5efe:7f00:1]",
    "[100::1]",
    "tubankab.go.id@127.0.0.1",
    "tubankab.go.id:80@10.0.0.1",
    "127.0.0.1#@tubankab.go.id",
    "127.0.0.1?@tubankab.go.id",
    "127.0.0.1\\@tubankab.go.id",
]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_an_address_that_is_not_public_is_connected_to(scheme: str, host: str) -> None:
    with connects() as made:
        exchange = fetch(f"{scheme}://{host}/")
    assert made == []
    assert exchange.failure in {Failure.FORBIDDEN, Failure.RESOLVE}
    assert (exchange.request, exchange.response) == (b"", b"")


OTHERS = [
    *(f"http://tubankab.go.id:{port}/" for port in (0, 1, 21, 22, 23, 25, 110, 2375, 3306, 5432, 6379, 8080, 9200, 11211, 65535)),
    *("file:///etc/passwd", "file://localhost/etc/passwd", "ftp://tubankab.go.id/", "gopher://127.0.0.1:6379/_INFO"),
    *("data:text/html,x", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "javascript:alert(1)", "unix:/var/run/docker.sock"),
    *("https:///", "//127.0.0.1/", "http://[::1", "http://:80/", "http://tubankab.go.id:99999/", "http://tubankab.go.id:x/", ""),
]


@pytest.mark.parametrize("url", OTHERS)
def test_no_other_port_or_scheme_is_connected_to(url: str) -> None:
    with connects() as made:
        exchange = fetch(url)
    assert made == []
    assert exchange.failure is Failure.FORBIDDEN


NAMES: dict[str, list[str]] = {
    "loopback": ["127.0.0.1"],
    "metadata": ["169.254.169.254"],
    "private": ["10.1.2.3"],
    "unique local": ["fd00::1"],
    "link-local with its zone": ["fe80::1%eth0"],
    "unspecified": ["0.0.0.0"],
    "public first, then private": [PUBLIC, "192.168.1.1"],
    "private last of many": [PUBLIC, "103.30.180.11", "2606:4700::1111", "::ffff:127.0.0.1"],
    "what a chain of names ends in": ["100.64.0.1"],
}


def resolving(monkeypatch: pytest.MonkeyPatch, answers: Sequence[Sequence[str]]) -> list[str]:
    """Let the resolver give `answers` one after the other, the last again and again; return the list of what was asked."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        families = [(socket.AF_INET6 if ":" in ip else socket.AF_INET, ip) for ip in found]
        return [(family, socket.SOCK_STREAM, 6, "", (ip, port)) for family, ip in families]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("addresses", NAMES.values(), ids=NAMES)
def test_a_name_that_leads_to_an_address_that_is_not_public_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    asked = resolving(monkeypatch, [addresses])
    with connects() as made:
        exchange = fetch("https://innocent.example/")
    assert (made, asked) == ([], ["innocent.example"])
    assert exchange.failure is Failure.FORBIDDEN
    assert "only CONNECT_TO may name such an address" in str(exchange.error)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_changes_between_check_and_connect_gains_nothing(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    asked = resolving(monkeypatch, [[PUBLIC], ["127.0.0.1"]])
    with connects() as made:
        exchange = fetch(f"{scheme}://rebinding.example/")
    assert made == [PUBLIC]  # the audit hook refuses it; the one that was checked is the one that is asked
    assert asked == ["rebinding.example"]
    assert exchange.failure is Failure.REFUSED


def test_connect_to_opens_its_own_host_and_no_other() -> None:
    with serving(answering(sized(b"secret"))) as server, connects() as made:
        named = {"tubankab.go.id": Target("http", "127.0.0.1", server.port, named=True)}
        for url in (
            f"http://127.0.0.1:{server.port}/",
            "http://127.0.0.1/",
            "http://localhost/",
        ):
            assert fetch(url, named).failure in {Failure.FORBIDDEN, Failure.RESOLVE}
        assert made == []
        assert fetch("https://tubankab.go.id/", named).response == sized(b"secret")
    assert server.connections == 1
