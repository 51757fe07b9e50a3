"""What may be asked after each answer to robots.txt that a server may give. One crawl, a host a case, raw sockets."""

import gzip
import socket
from typing import Final

import pytest

from tests.capture.crawls import SETTINGS, crawl
from tests.capture.servers import RawServer, serving

RULES: Final = b"User-agent: *\nDisallow: /entry/b\n"
ALL: Final = b"User-agent: *\nDisallow: /\n"
HTML: Final = b"<!DOCTYPE html><html><head><title>Pemkab Tuban</title></head><body><h1>Selamat datang</h1></body></html>"
STALL: Final = b"stall"
RESET: Final = b"reset"


def answer(body: bytes = b"", status: int = 200, *headers: bytes, length: int | None = None) -> bytes:
    lines = [b"HTTP/1.1 %d Said" % status, b"Content-Length: %d" % (len(body) if length is None else length), *headers]
    return b"\r\n".join(lines) + b"\r\nConnection: close\r\n\r\n" + body


def moved(to: bytes, status: int = 301) -> bytes:
    return answer(b"", status, b"Location: " + to)


GZIPPED: Final = gzip.compress(RULES * 50)
CHUNKED: Final = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"

# Nothing may be asked: the rules could not be had, or forbid everything.
CLOSED: Final[dict[str, bytes]] = {
    **{f"status-{status}": answer(ALL, status) for status in (500, 501, 502, 503, 504, 508, 520, 522, 530, 599, 429)},
    "stalls": STALL,
    "stalls-within": answer(RULES, length=500) + STALL,
    "resets": RESET,
    "resets-within-the-head": b"HTTP/1.1 200 OK\r\nContent-" + RESET,
    "cut-length": answer(RULES, length=500),
    "cut-chunk": CHUNKED + b"40\r\nUser-agent: *\n",
    "cut-gzip": answer(GZIPPED[:-9], 200, b"Content-Encoding: gzip"),
    "cut-before-a-byte": answer(b"", length=30),
    "no-http": b"SSH-2.0-OpenSSH_9.2p1\r\n",
    "bad-chunk": CHUNKED + b"zz\r\nUser-agent: *\r\n0\r\n\r\n",
    "moved-to-500": moved(b"/broken.txt"),
    "moved-to-a-private-address": moved(b"http://10.0.0.1/robots.txt"),
    "moved-to-no-server": moved(b"http://nowhere.invalid/robots.txt"),
    "disallow-all": answer(ALL),
    "disallow-all-with-bom": answer(b"\xef\xbb\xbf" + ALL),
    "disallow-all-with-returns": answer(ALL.replace(b"\n", b"\r\n")),
    "disallow-all-after-html": answer(HTML + b"\n" + ALL),
    "disallow-all-before-a-megabyte": answer(ALL + b"# x\n" * 100_000),
    "disallow-all-before-what-is-too-large": answer(ALL + b"# x\n" * 400_000),
    "disallow-us": answer(b"User-agent: tubancrawl\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
    "disallow-all-gzipped": answer(gzip.compress(ALL), 200, b"Content-Encoding: gzip"),
    "moved-to-disallow-all": moved(b"/all.txt", 308),
}
# There are no rules.
OPEN: Final[dict[str, bytes]] = {
    **{f"status-{status}": answer(ALL, status) for status in (400, 401, 403, 404, 410, 451)},
    "empty": answer(),
    "html": answer(HTML, 200, b"Content-Type: text/html"),
    "binary": answer(bytes(range(256)) * 20),
    "moved-for-ever": moved(b"/robots.txt"),
    "moved-to-404": moved(b"/nothing.txt", 302),
    "moved-nowhere": answer(b"", 301),
}
# There are some.
RULED: Final[dict[str, bytes]] = {
    "rules": answer(RULES),
    "rules-gzipped": answer(GZIPPED, 200, b"Content-Encoding: gzip"),
    "rules-moved": moved(b"/rules.txt", 307),
    "rules-without-an-end-of-their-own": b"HTTP/1.1 200 OK\r\n\r\n" + RULES,
}
CASES: Final = {f"closed-{n}.test": a for n, a in CLOSED.items()} | {f"open-{n}.test": a for n, a in OPEN.items()}
CASES.update({f"ruled-{n}.test": a for n, a in RULED.items()})
ELSEWHERE: Final = {
    "/broken.txt": answer(b"", 500),
    "/all.txt": answer(ALL),
    "/rules.txt": answer(RULES),
    "/nothing.txt": answer(b"", 404),
}


def script(server: RawServer, connection: socket.socket, number: int) -> None:
    head = server.read_request(connection)
    if not head:
        return
    path = head.split(b" ")[1].decode()
    host = next(line for line in head.decode().splitlines() if line.lower().startswith("host:"))[5:].strip()
    said = CASES[host] if path == "/robots.txt" else ELSEWHERE.get(path, answer(b"<h1>Berita</h1>"))
    connection.sendall(said.removesuffix(STALL).removesuffix(RESET))
    if said.endswith(STALL):
        server.stopping.wait(30)
    elif said.endswith(RESET):
        connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What each host was asked for, robots.txt left out."""
    with serving(script) as server:
        mapping = ",".join(f"{host}=http://127.0.0.1:{server.port}" for host in CASES)
        urls = [f"http://{host}/entry/{name}" for host in CASES for name in ("a", "b")]
        settings = {
            **SETTINGS,
            "CONNECT_TO": mapping,
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_TIMEOUT": 4,  # of a busy machine: only the stalls may use it up
            "DOWNLOAD_MAXSIZE": 1_000_000,
            "DOWNLOADER_MIDDLEWARES": {
                **SETTINGS["DOWNLOADER_MIDDLEWARES"],
                "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
                "tubancrawl.spiders.robots.RobotsMiddleware": 100,
            },
        }
        crawl(tmp_path_factory.mktemp("robots"), *urls, **settings)
        heads = [head.decode() for head in server.requests]
    found: dict[str, set[str]] = {host: set() for host in CASES}
    for head in heads:
        path = head.split(" ")[1]
        host = next(line for line in head.splitlines() if line.lower().startswith("host:"))[5:].strip()
        if path.startswith("/entry/") and host in found:
            found[host].add(path)
    return found


def test_there_are_forty_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", CLOSED)
def test_nothing_is_asked_where_rules_forbid_all_or_could_not_be_had(asked: dict[str, set[str]], name: str) -> None:
    assert asked[f"closed-{name}.test"] == set()


@pytest.mark.parametrize("name", OPEN)
def test_everything_is_asked_where_there_are_no_rules(asked: dict[str, set[str]], name: str) -> None:
    assert asked[f"open-{name}.test"] == {"/entry/a", "/entry/b"}


@pytest.mark.parametrize("name", RULED)
def test_rules_are_kept(asked: dict[str, set[str]], name: str) -> None:
    assert asked[f"ruled-{name}.test"] == {"/entry/a"}
