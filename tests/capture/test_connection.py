"""The exact bytes of an exchange, whatever a server does."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.capture.servers import RawServer, answering, serving
from tests.capture.shapes import INTERIM, SHAPES, SMALL, TEXT, chunked, in_chunks, sized
from tubancrawl.capture.address import Target
from tubancrawl.capture.connection import Connections, verifying_tls
from tubancrawl.capture.exchange import Exchange, Failure
from tubancrawl.capture.message import read_exchange

URL = "https://tubankab.go.id/entry/synthetic"
REQUEST = b"GET /entry/synthetic HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n"
LIMIT = 200_000


def connections_to(port: int, *, timeout: float = 5, max_bytes: int = LIMIT) -> Connections:
    return Connections(
        timeout=timeout, max_bytes=max_bytes, connect_to={"tubankab.go.id": Target("http", "127.0.0.1", port, named=True)}
    )


def fetch(port: int, *, times: int = 1, timeout: float = 5, max_bytes: int = LIMIT) -> list[Exchange]:
    async def run() -> list[Exchange]:
        connections = connections_to(port, timeout=timeout, max_bytes=max_bytes)
        try:
            return [await connections.fetch(URL, REQUEST) for _ in range(times)]
        finally:
            await connections.close()

    return asyncio.run(run())


@pytest.mark.parametrize("by_byte", [False, True], ids=["at-once", "byte-by-byte"])
@pytest.mark.parametrize("name", [name for name in SHAPES if "long" not in name])
def test_an_answer_is_kept_as_it_was_sent(name: str, by_byte: bool) -> None:
    block, closes, body = SHAPES[name]
    with serving(answering(block, close=closes, by_byte=by_byte)) as server:
        [exchange] = fetch(server.port)
    assert exchange.response == block
    assert (exchange.truncated, exchange.error) == (None, None)
    assert read_exchange(exchange, max_body=LIMIT).body == body
    assert server.requests == [REQUEST]
    assert (exchange.url, exchange.request, exchange.ip) == (URL, REQUEST, "127.0.0.1")


def test_a_header_of_thirty_kilobytes_is_kept_as_it_was_sent() -> None:
    with serving(answering(SHAPES["long-header"][0])) as server:
        [exchange] = fetch(server.port)
    assert exchange.response == SHAPES["long-header"][0]


@pytest.mark.parametrize("by_byte", [False, True], ids=["at-once", "byte-by-byte"])
@pytest.mark.parametrize("interim", INTERIM.values(), ids=INTERIM)
def test_interim_answers_are_taken_off(interim: bytes, by_byte: bool) -> None:
    with serving(answering(interim + sized(TEXT), by_byte=by_byte)) as server:
        first, second = fetch(server.port, times=2)
    assert first.response == second.response == sized(TEXT)
    assert server.connections == 1


REUSABLE = [name for name, (block, closes, _) in SHAPES.items() if not closes and b"HTTP/1.0" not in block[:8]]


@pytest.mark.parametrize("name", REUSABLE)
def test_a_connection_is_used_again_after_an_answer_that_allows_it(name: str) -> None:
    with serving(answering(SHAPES[name][0])) as server:
        exchanges = fetch(server.port, times=3)
    assert [exchange.response for exchange in exchanges] == [SHAPES[name][0]] * 3
    assert server.connections == 1


NOT_REUSABLE = {
    "connection: close": sized(SMALL, b"Connection: Close"),
    "HTTP/1.0": sized(SMALL, status=b"HTTP/1.0 200 OK"),
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nhalo",
    "length beside chunks": in_chunks(chunked(b"halo"), b"Content-Length: 4"),
    "101": b"HTTP/1.1 101 Switching\r\n\r\n",
    "junk behind it": sized(SMALL) + b"junk",
}


@pytest.mark.parametrize("block", NOT_REUSABLE.values(), ids=NOT_REUSABLE)
def test_a_connection_of_doubtful_state_is_not_used_again(block: bytes) -> None:
    with serving(answering(block)) as server:
        exchanges = fetch(server.port, times=2)
    assert [exchange.response for exchange in exchanges] == [block, block]
    assert server.connections == 2


def test_a_stale_connection_is_replaced_once_and_nobody_notices() -> None:
    def closes_after_one(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        connection.sendall(sized(b"%d" % number))
        if number == 0:
            server.read_request(connection)  # and says nothing

    with serving(closes_after_one) as server:
        exchanges = fetch(server.port, times=2)
    assert [exchange.response for exchange in exchanges] == [sized(b"0"), sized(b"1")]
    assert [exchange.error for exchange in exchanges] == [None, None]


def test_a_fresh_connection_that_says_nothing_is_not_tried_again() -> None:
    def says_nothing(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)

    with serving(says_nothing) as server:
        [exchange] = fetch(server.port)
    assert server.connections == 1
    assert (exchange.response, exchange.truncated, exchange.failure) == (b"", None, Failure.DISCONNECT)


def test_unasked_bytes_on_an_idle_connection_close_it() -> None:
    told = threading.Event()

    def chatters(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        connection.sendall(sized(b"%d" % number))
        if number == 0:
            told.wait(5)
            connection.sendall(sized(b"not asked for"))
            connection.recv(1)

    async def run(port: int) -> list[bytes]:
        connections = connections_to(port)
        first = await connections.fetch(URL, REQUEST)
        told.set()
        await asyncio.sleep(0.2)
        second = await connections.fetch(URL, REQUEST)
        await connections.close()
        return [first.response, second.response]

    with serving(chatters) as server:
        assert asyncio.run(run(server.port)) == [sized(b"0"), sized(b"1")]


SMALL_SIZED = sized(SMALL, b"X-A: 1")
SMALL_CHUNKED = in_chunks(chunked(SMALL, 3))


@pytest.mark.parametrize("block", [SMALL_SIZED, SMALL_CHUNKED], ids=["sized", "chunked"])
def test_an_answer_cut_at_any_byte_is_kept_and_known_to_be_cut(block: bytes) -> None:
    def cut(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        connection.sendall(block[:number])

    with serving(cut) as server:
        exchanges = fetch(server.port, times=len(block))
    assert [exchange.response for exchange in exchanges] == [block[:n] for n in range(len(block))]
    assert [exchange.failure for exchange in exchanges] == [Failure.DISCONNECT] * len(block)
    assert [exchange.truncated for exchange in exchanges] == [None] + ["disconnect"] * (len(block) - 1)


def test_a_reset_in_an_answer_without_length_is_no_end() -> None:
    def resets(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + TEXT)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with serving(resets) as server:
        [exchange] = fetch(server.port)
    assert exchange.failure is Failure.DISCONNECT


def dripping(*, head: bytes, piece: bytes) -> Callable[[RawServer, socket.socket, int], None]:
    def script(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        connection.sendall(head)
        while not server.stopping.wait(0.01):
            connection.sendall(piece)

    return script


DRIPS = {
    "silence": (b"", b""),
    "in the head": (b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
    "in the body": (b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", b"a"),
    "in a chunk size": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1", b";"),
    "without a length": (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
}


@pytest.mark.parametrize(("head", "piece"), DRIPS.values(), ids=DRIPS)
def test_a_slow_answer_ends_at_the_deadline_and_keeps_what_came(head: bytes, piece: bytes) -> None:
    with serving(dripping(head=head, piece=piece)) as server:
        [exchange] = fetch(server.port, timeout=0.3)
    assert exchange.failure is Failure.TIMEOUT
    assert exchange.response.startswith(head)
    assert exchange.truncated == ("time" if head else None)


def flooding(head: bytes, piece: bytes) -> Callable[[RawServer, socket.socket, int], None]:
    def script(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        connection.sendall(head)
        while not server.stopping.is_set():
            connection.sendall(piece)

    return script


FLOODS = {
    "endless body": (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 4096),
    "endless chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"4\r\nhalo\r\n" * 500),
    "endless headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n" * 500),
    "endless header": (b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 4096),
    "endless status line": (b"HTTP/1.1 200 ", b"a" * 4096),
    "endless 1xx": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "endless trailers": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: 1\r\n" * 500),
    "endless chunk extension": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;", b"a" * 4096),
    "claimed terabyte": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n", b"a" * 4096),
    "chunk of a terabyte": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n", b"a" * 4096),
}


@pytest.mark.parametrize(("head", "piece"), FLOODS.values(), ids=FLOODS)
def test_a_flood_is_stopped(head: bytes, piece: bytes) -> None:
    with serving(flooding(head, piece)) as server:
        [exchange] = fetch(server.port, timeout=20)
    assert exchange.failure in {Failure.TOO_LARGE, Failure.MALFORMED}
    assert exchange.truncated in {"length", "disconnect", None}
    assert len(exchange.response) <= LIMIT + 300_000  # what one read of the socket may bring on top
    assert read_exchange(exchange, max_body=LIMIT).problems


def test_more_than_a_hundred_headers_are_refused() -> None:
    with serving(answering(sized(SMALL, *[b"X: 1"] * 100))) as server:
        [exchange] = fetch(server.port)
    assert exchange.error == "too large: 101 headers, at most 100 are taken"
    assert exchange.truncated == "length"


NONSENSE = {
    "no HTTP": b"SSH-2.0-OpenSSH\r\n\r\n",
    "status of two digits": b"HTTP/1.1 20 OK\r\n\r\n",
    "bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhaloxx\r\n",
    "no chunks at all": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>",
}


@pytest.mark.parametrize("block", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_kept_and_called_malformed(block: bytes) -> None:
    with serving(answering(block)) as server:
        [exchange] = fetch(server.port)
    assert exchange.response == block
    assert (exchange.failure, exchange.truncated) == (Failure.MALFORMED, "disconnect")


def test_a_refused_connection_is_an_exchange_without_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    [exchange] = fetch(port)
    assert (exchange.failure, exchange.request, exchange.response, exchange.ip) == (Failure.REFUSED, b"", b"", None)


def test_a_name_that_does_not_resolve_is_an_exchange_without_answer() -> None:
    exchange = asyncio.run(Connections(timeout=5, max_bytes=LIMIT).fetch("https://tubankab.invalid/", REQUEST))
    assert exchange.failure is Failure.RESOLVE


def test_concurrent_requests_never_share_a_connection() -> None:
    async def run(port: int) -> Sequence[Exchange]:
        connections = connections_to(port)
        try:
            return await asyncio.gather(*(connections.fetch(URL, REQUEST) for _ in range(20)))
        finally:
            await connections.close()

    def slow(server: RawServer, connection: socket.socket, number: int) -> None:
        while server.read_request(connection):
            server.stopping.wait(0.02)
            connection.sendall(sized(b"%d" % number))

    with serving(slow) as server:
        exchanges = asyncio.run(run(server.port))
    assert sorted(exchange.response for exchange in exchanges) == sorted(sized(b"%d" % n) for n in range(20))


def test_uvloop_keeps_the_same_bytes() -> None:
    async def run(port: int) -> list[Exchange]:
        connections = connections_to(port)
        try:
            return [await connections.fetch(URL, REQUEST) for _ in range(2)]
        finally:
            await connections.close()

    with serving(answering(SHAPES["gzip-chunked"][0])) as server:
        exchanges = uvloop.run(run(server.port))
    assert [exchange.response for exchange in exchanges] == [SHAPES["gzip-chunked"][0]] * 2
    assert server.connections == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for tubankab.go.id and its key in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tubankab.go.id")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("tubankab.go.id")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def over_tls(certificate: Path, block: bytes) -> Callable[[RawServer, socket.socket, int], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])

    def script(server: RawServer, connection: socket.socket, number: int) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            assert secure.selected_alpn_protocol() == "http/1.1"
            while server.read_request(secure):
                secure.sendall(block)

    return script


def fetch_over_tls(port: int, tls: ssl.SSLContext, url: str = URL) -> list[Exchange]:
    async def run() -> list[Exchange]:
        hosts = dict.fromkeys(("tubankab.go.id", "www.tubankab.go.id"), Target("https", "127.0.0.1", port, named=True))
        connections = Connections(timeout=5, max_bytes=LIMIT, connect_to=hosts, tls=tls)
        try:
            return [await connections.fetch(url, REQUEST) for _ in range(2)]
        finally:
            await connections.close()

    return asyncio.run(run())


def test_bytes_inside_tls_are_kept_as_they_were_sent(certificate: Path) -> None:
    tls = verifying_tls()
    tls.load_verify_locations(certificate)
    with serving(over_tls(certificate, SHAPES["gzip-chunked"][0])) as server:
        exchanges = fetch_over_tls(server.port, tls)
    assert [exchange.response for exchange in exchanges] == [SHAPES["gzip-chunked"][0]] * 2
    assert server.connections == 1


def test_an_unknown_certificate_is_refused(certificate: Path) -> None:
    with serving(over_tls(certificate, sized(SMALL))) as server:
        exchange = fetch_over_tls(server.port, verifying_tls())[0]
    assert exchange.failure is Failure.TLS
    assert exchange.request == b""
    assert "certificate verify failed" in str(exchange.error)


def test_a_certificate_of_another_name_is_refused(certificate: Path) -> None:
    tls = verifying_tls()
    tls.load_verify_locations(certificate)
    with serving(over_tls(certificate, sized(SMALL))) as server:
        exchange = fetch_over_tls(server.port, tls, "https://www.tubankab.go.id/")[0]
    assert exchange.failure is Failure.TLS
    assert "Hostname mismatch" in str(exchange.error)
