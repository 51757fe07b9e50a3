"""A server is who its certificate proves: whatever else it shows, no request is sent to it."""

import asyncio
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.capture.servers import RawServer, serving
from tests.capture.shapes import sized
from tubancrawl.capture.address import Target
from tubancrawl.capture.connection import Connections, verifying_tls
from tubancrawl.capture.exchange import Exchange, Failure

HOST = "tubankab.go.id"
REQUEST = b"GET / HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n"
BODY = sized(b"halo")


@dataclass(frozen=True, slots=True)
class Authority:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def named(cls, name: str) -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key, signed(key, name, [], days=(-1000, 1000), by=None, authority=True))


def signed(
    key: ec.EllipticCurvePrivateKey,
    name: str,
    names: Sequence[str],
    *,
    days: tuple[int, int],
    by: Authority | None,
    authority: bool = False,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if names:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
    return built.sign(by.key if by else key, hashes.SHA256())


TRUSTED = Authority.named("A root that the test trusts")
STRANGER = Authority.named("A root that nobody knows")


def fetched(
    folder: Path, names: Sequence[str], *, days: tuple[int, int] = (-1, 30), by: Authority | None = TRUSTED, common: str = HOST
) -> tuple[Exchange, RawServer]:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = signed(key, common, names, days=days, by=by)
    pem = folder / "server.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(pem)

    def serve(server: RawServer, connection: socket.socket, number: int) -> None:
        try:
            with ours.wrap_socket(connection, server_side=True) as wrapped:
                wrapped.settimeout(5)
                while server.read_request(wrapped):
                    wrapped.sendall(BODY)
        except ssl.SSLError:
            return  # the client has hung up on us, as it should

    theirs = verifying_tls()
    theirs.load_verify_locations(cadata=TRUSTED.certificate.public_bytes(serialization.Encoding.PEM).decode())

    async def run(port: int) -> Exchange:
        target = Target("https", "127.0.0.1", port, named=True)
        connections = Connections(timeout=5, max_bytes=10_000, connect_to={HOST: target}, tls=theirs)
        try:
            return await connections.fetch(f"https://{HOST}/", REQUEST)
        finally:
            await connections.close()

    with serving(serve) as server:
        return asyncio.run(run(server.port)), server


def test_a_certificate_that_holds_is_accepted(tmp_path: Path) -> None:
    exchange, server = fetched(tmp_path, [HOST])
    assert (exchange.error, exchange.response, server.requests) == (None, BODY, [REQUEST])


REFUSED: dict[str, tuple[Sequence[str], tuple[int, int], Authority | None]] = {
    "expired": ([HOST], (-30, -1), TRUSTED),
    "not valid yet": ([HOST], (1, 30), TRUSTED),
    "of another name": (["example.org"], (-1, 30), TRUSTED),
    "of a name that ends alike": ([f"x{HOST}"], (-1, 30), TRUSTED),
    "of a name that begins alike": ([f"{HOST}.example.org"], (-1, 30), TRUSTED),
    "of all names below": ([f"*.{HOST}"], (-1, 30), TRUSTED),
    "of all names above": (["*.id"], (-1, 30), TRUSTED),
    "named in the subject alone": ([], (-1, 30), TRUSTED),
    "signed by itself": ([HOST], (-1, 30), None),
    "signed by a stranger": ([HOST], (-1, 30), STRANGER),
}


@pytest.mark.parametrize(("names", "days", "by"), REFUSED.values(), ids=REFUSED)
def test_a_certificate_that_proves_nothing_is_refused_before_anything_is_sent(
    tmp_path: Path, names: Sequence[str], days: tuple[int, int], by: Authority | None
) -> None:
    exchange, server = fetched(tmp_path, names, days=days, by=by)
    assert exchange.failure is Failure.TLS
    assert (exchange.request, exchange.response, server.requests) == (b"", b"", [])
