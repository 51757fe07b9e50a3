"""Which machines may be asked, and how CONNECT_TO names others."""

import asyncio

import pytest

from tests.capture.servers import answering, serving
from tests.capture.shapes import sized
from tubancrawl.capture.address import Target, Unreachable, is_public, parse_connect_to, target_of
from tubancrawl.capture.connection import Connections

NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "2002:a00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "fec0::1",
    "3fff::1",
    "192.88.99.1",
    "192.175.48.1",
    "2606:4700::5efe:7f00:1",
    "2606:4700::200:5efe:a00:1",
]
PUBLIC = [
    "103.30.180.10",
    "8.8.8.8",
    "1.1.1.1",
    "2606:4700::1111",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::5efe:808:808",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_asked(address: str) -> None:
    assert is_public(address)


LOOPBACK = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "localhost",
    "LOCALHOST",
    "::1",
    "::ffff:127.0.0.1",
    "0.0.0.0",
    "::",
]


@pytest.mark.parametrize("host", LOOPBACK)
def test_no_spelling_of_a_loopback_address_opens_a_connection(host: str) -> None:
    with serving(answering(sized(b"secret"))) as server:
        unnamed = Target("http", host, server.port)
        connections = Connections(timeout=5, max_bytes=1000, connect_to={"tubankab.go.id": unnamed})
        exchange = asyncio.run(connections.fetch("https://tubankab.go.id/", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
    assert str(exchange.error).startswith(f"forbidden address: {host} is ")
    assert (exchange.request, exchange.response) == (b"", b"")
    assert server.connections == 0


MISLEADING = [
    "http://tubankab.go.id@127.0.0.1/",
    "http://127.0.0.1#tubankab.go.id/",
    "http://127.0.0.1?tubankab.go.id/",
    "http://127.0.0.1./",
]


@pytest.mark.parametrize("url", MISLEADING)
def test_a_url_that_looks_like_the_site_goes_where_it_says(url: str) -> None:
    target = target_of(url, {"tubankab.go.id": Target("http", "192.0.2.1", 80, named=True)})
    assert target == Target("http", "127.0.0.1", 80)


@pytest.mark.parametrize("url", ["http://tubankab.go.id:22/", "https://tubankab.go.id:6379/", "http://tubankab.go.id:0/"])
def test_ports_that_the_web_does_not_use_are_refused(url: str) -> None:
    with pytest.raises(Unreachable, match="only 80 and 443"):
        target_of(url, {})


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://tubankab.go.id/", "https:///x", "http://[::1", "http://a:99999/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Unreachable):
        target_of(url, {})


def test_connect_to_sends_a_host_elsewhere() -> None:
    named = parse_connect_to("tubankab.go.id=http://127.0.0.1:8080, www.tubankab.go.id:443=https://[::1]:8443")
    assert target_of("https://tubankab.go.id/entry/a", named) == Target("http", "127.0.0.1", 8080, named=True)
    assert target_of("https://www.tubankab.go.id/", named) == Target("https", "::1", 8443, named=True)
    assert target_of("http://www.tubankab.go.id/", named) == Target("http", "www.tubankab.go.id", 80)


def test_an_empty_connect_to_names_nothing() -> None:
    assert parse_connect_to("") == {}


@pytest.mark.parametrize(
    "text", ["tubankab.go.id", "=http://a", "a=", "a=ftp://b", "a=http://", "a=http://b/path", "a=http://u@b", "a=http://b:x"]
)
def test_a_connect_to_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"CONNECT_TO|[Pp]ort"):
        parse_connect_to(text)
