"""`tubancrawl serve` as a process: says where it listens, refuses what cannot work, reads while a crawl writes, ends cleanly."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from click.testing import CliRunner

from tests.access.serving import BIN, served
from tests.crawling import crawl
from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tubancrawl.cli import cli
from tubancrawl.errors import CannotListen

HISTORY = Path("fixtures/history")
PAGE = "/2019/https://tubankab.go.id/entry/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"


def serve(archive: Path, *words: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a serve that ends by itself."""
    command = [sys.executable, "-c", f"{code}\nfrom tubancrawl.cli import main; main()"] if code else [str(BIN / "tubancrawl")]
    return subprocess.run(
        [*command, "--archive", str(archive), "serve", *words], capture_output=True, encoding="utf-8", check=False, timeout=60
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_serves_two_origins_and_ends_cleanly_by_a_signal(history_archive: Path, number: int) -> None:
    with served(history_archive) as running:
        ports = {urlsplit(origin).port for origin in (running.room, running.original)}
        assert len(ports) == 2
        page = httpx.get(running.original + PAGE, follow_redirects=True)
        assert page.status_code == 200
        assert "sandbox" in page.headers["Content-Security-Policy"]
        answer = httpx.get(f"{running.room}/api/v1/no-such-thing")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
        assert running.original in answer.headers["Content-Security-Policy"]
        # A question that never ends does not keep it from ending.
        with closing(socket.create_connection(_address(running.original))) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            assert running.end(number) == 0
    assert [line.split('"')[1] for line in running.errors] == ["GET"] * 3


def _address(origin: str) -> tuple[str, int]:
    parts = urlsplit(origin)
    assert parts.hostname is not None
    assert parts.port is not None
    return parts.hostname, parts.port


def test_a_port_that_is_taken_is_named(history_archive: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = serve(history_archive, "--port", "0", "--original-port", str(port))
    assert done.returncode == 1
    assert (
        done.stderr
        == f"tubancrawl: 127.0.0.1:{port}: cannot listen there: Address already in use; name another --port or --host\n"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "..", "x" * 300])
def test_an_address_that_is_not_this_machines_is_named(history_archive: Path, host: str) -> None:
    done = CliRunner().invoke(cli, ["--archive", str(history_archive), "serve", "--port", "0", "--host", host])
    assert isinstance(done.exception, CannotListen)
    assert str(done.exception).startswith(f"{host}:0: cannot listen there")


def test_without_an_archive_it_does_not_begin(tmp_path: Path) -> None:
    done = serve(tmp_path / "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no such file; a crawl or `tubancrawl import` makes an archive" in done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("extra", ["fastapi", "uvicorn", "jinja2", "babel"])
def test_without_the_extra_it_says_what_to_install(history_archive: Path, extra: str) -> None:
    blocked = (
        f"import importlib.util as u; real = u.find_spec; u.find_spec = lambda n, *p: None if n == {extra!r} else real(n, *p)"
    )
    done = serve(history_archive, code=blocked)
    assert done.returncode == 1
    assert done.stderr == f"tubancrawl: serve needs {extra}, not installed here: pip install 'tubancrawl[web]'\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--port", "65535"], "--original-port"),
        (["--port", "8000", "--original-port", "8000"], "--original-port"),
        (["--port", "99999"], "65535"),
        (["--public-url", "https://a.example"], "go together"),
        (["--public-url", "https://a.example", "--original-url", "https://a.example/"], "two different origins"),
        (["--public-url", "https://a.example/path", "--original-url", "https://b.example"], "without a path"),
        (["--public-url", "javascript:alert(1)", "--original-url", "https://b.example"], "scheme and host"),
        (["--public-url", "https://a.example;script-src *", "--original-url", "https://b.example"], "scheme and host"),
        (["--host", "0.0.0.0"], "say under which one"),
        (["--host", "::"], "say under which one"),
        (["--public-url", "https://a.example:0", "--original-url", "https://b.example"], "scheme and host"),
        (["--public-url", "https://a.example\nx", "--original-url", "https://b.example"], "scheme and host"),
        (["--public-url", "https://me@a.example", "--original-url", "https://b.example"], "scheme and host"),
        (["--rate", "-1"], "--rate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_two_origins_is_refused(history_archive: Path, words: list[str], says: str) -> None:
    done = CliRunner().invoke(cli, ["--archive", str(history_archive), "serve", *words])
    assert done.exit_code == 2
    assert says in done.output


def test_beyond_this_machine_it_says_what_that_means(history_archive: Path) -> None:
    words = ["--host", "0.0.0.0", "--public-url", "https://arsip.example", "--original-url", "https://asli.arsip.example"]
    with served(history_archive, *words, "--quiet") as running:
        assert (running.room, running.original) == ("https://arsip.example", "https://asli.arsip.example")
    text = " ".join(running.errors)
    assert "Whoever reaches 0.0.0.0 can read all of this archive" in text
    assert "not encrypted" in text
    assert "reverse proxy" in text


def test_behind_a_proxy_the_public_names_are_served_and_each_reader_has_his_own_share(history_archive: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    words = ["--original-port", str(port), "--public-url", "https://arsip.example", "--original-url", "https://asli.example"]
    with served(history_archive, *words, "--rate", "0.1") as running:
        codes = []
        for client in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
            answer = httpx.get(f"http://127.0.0.1:{port}/robots.txt", headers={"Host": "asli.example", "X-Forwarded-For": client})
            codes.append(answer.status_code)
        foreign = httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"})
    assert codes == [200, 429, 200]
    assert foreign.status_code == 421
    assert [line.split()[1] for line in running.errors[:3]] == ["192.0.2.1", "192.0.2.1", "192.0.2.2"]


def test_without_a_proxy_nobody_is_believed_to_be_another(history_archive: Path) -> None:
    with served(history_archive, "--rate", "0.1") as running:
        for client in ("192.0.2.1", "192.0.2.2"):
            answer = httpx.get(f"{running.original}/robots.txt", headers={"X-Forwarded-For": client})
    assert answer.status_code == 429


def test_reads_go_on_while_a_crawl_writes(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    first, *later = sorted(HISTORY.glob("*.warc.gz"))
    crawl(archive, mode="all", REPLAY_FROM=str(first))
    with served(archive, "--quiet", "--rate", "0") as running:
        statuses: list[int] = []
        done = threading.Event()

        asked = [running.original + PAGE, *(running.room + path for path in ("/", "/changes", "/search?q=tuban", "/coverage"))]

        def read() -> None:
            with httpx.Client(follow_redirects=True, timeout=60) as client:
                while not done.is_set():
                    statuses.extend(client.get(address).status_code for address in asked)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for recording in later[:2]:
            crawl(archive, mode="all", REPLAY_FROM=str(recording))
        done.set()
        for reader in readers:
            reader.join()
        assert running.end() == 0
    assert len(statuses) > 30
    assert [status for status in statuses if status >= 500] == []
    assert running.errors == []


def test_an_archive_that_is_replaced_or_gone_is_found_again(history_archive: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(history_archive, archive)
    with served(archive, "--quiet") as running:
        page = running.original + PAGE

        def status() -> int:
            return httpx.get(page, follow_redirects=True).status_code

        assert status() == 200
        archive.rename(tmp_path / "away")
        gone = httpx.get(page)
        assert (gone.status_code, gone.headers["Retry-After"]) == (503, "30")
        assert str(tmp_path) not in gone.text
        shutil.copytree(history_archive, archive)
        assert status() == 200
        (archive / "archive.db").write_bytes(b"no database")
        os.utime(archive / "archive.db")
        assert status() == 503
        shutil.copy(history_archive / "archive.db", tmp_path / "new.db")
        (tmp_path / "new.db").replace(archive / "archive.db")
        assert status() == 200
        assert running.end() == 0
    assert "Traceback" not in "".join(running.errors)


@pytest.mark.needs_postgresql
def test_rows_in_postgresql_are_served_the_same(tmp_path: Path, postgresql_server: PostgresqlServer) -> None:  # noqa: F811
    database = postgresql_server.new_database()
    command = ["--archive", str(tmp_path), "--archive-db", database, "import", str(min(HISTORY.glob("*.warc.gz")))]
    assert CliRunner().invoke(cli, command, catch_exceptions=False).exit_code == 0
    with served(tmp_path, "--quiet", database=database) as running:
        for address in (running.original + PAGE, f"{running.room}/", f"{running.room}/search?q=tuban"):
            assert httpx.get(address, follow_redirects=True).status_code == 200
        assert running.end() == 0
    assert running.errors == []
