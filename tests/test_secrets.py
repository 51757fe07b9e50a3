"""Canaries: what must not leave this machine, or belongs in WARC files alone, is looked for wherever anything is written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import run_here
from tests.static_site import Answer, serve_pages
from tests.test_bad_input import links, page

BIN = Path(sys.executable).parent

PASSWORD, PERCENT = "CANARY01secret", "CANARY02%40x"
ENVIRONMENT = {
    "AWS_SECRET_ACCESS_KEY": "CANARY03aws",
    "GITHUB_TOKEN": "CANARY04token",
    "PGPASSWORD": "CANARY05pg",
    "HTTP_PROXY": "http://user:CANARY06proxy@127.0.0.1:9",
    "HTTPS_PROXY": "http://user:CANARY07proxy@127.0.0.1:9",
    "TUBANCRAWL_SYNTHETIC": "CANARY08env",
    "SCRAPY_SYNTHETIC": "CANARY09env",
}
SENT_BY_THE_SITE = {
    "Set-Cookie": "session=CANARY10cookie; HttpOnly",
    "Authorization": "Bearer CANARY11bearer",
    "Proxy-Authenticate": "Basic realm=CANARY12realm",
    "WWW-Authenticate": "Basic realm=CANARY13realm",
    "X-Api-Key": "CANARY14key",
    "X-Debug-Token": "CANARY15debug",
}
IN_LINKS = ("CANARY16user", "CANARY17password", "CANARY18token", "CANARY19session")
CONTACT = "mailto:CANARY20contact@example.org"

READING = (
    *(("list",), ("list", "--json"), ("show", "berita"), ("show", "berita", "--json"), ("history", "berita", "--json")),
    *(
        ("export", "jsonl", "--versions", "all"),
        ("status",),
        ("status", "--json"),
        ("inspect", "berita"),
        ("inspect", "berita", "--json"),
    ),
    ("reprocess", "--dry-run", "--json", "--workers", "1"),
)


def canaries(text: str) -> set[str]:
    return {text[at : at + 8] for at in range(len(text)) if text.startswith("CANARY", at)}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A crawl of pages full of canaries, with more in its settings and environment; the archive, and what was logged."""
    folder = tmp_path_factory.mktemp("secrets")
    user, password, token, session = IN_LINKS
    front = links(
        f"https://{user}:{password}@tubankab.go.id/entry/berita",
        f"/entry/berita?token={token}&PHPSESSID={session}",
        "/entry/berita",
        "/entry/mati",
    )
    answers = {"/": front, "/entry/berita": Answer(page().encode(), headers=SENT_BY_THE_SITE), "/entry/mati": Answer(status=500)}
    with serve_pages(answers) as site:
        settings = {
            "ARCHIVE": folder / "archive",
            "CONNECT_TO": f"tubankab.go.id={site.url}",
            "DOWNLOAD_DELAY": 0,
            "RETRY_TIMES": 1,
            "OPERATOR_CONTACT": CONTACT,
        }
        words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        done = subprocess.run(
            [BIN / "scrapy", "crawl", "tubankab", "-L", "DEBUG", *words],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **ENVIRONMENT},
            check=False,
            timeout=120,
        )
    assert "berita" in (done.stdout + done.stderr)
    return folder / "archive", done.stdout + done.stderr


def test_a_log_even_of_debugging_has_no_secret(crawled: tuple[Path, str]) -> None:
    assert canaries(crawled[1]) == set()


def test_no_command_prints_a_secret(crawled: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for words in READING:
        done = run_here(crawled[0], words)
        assert done.returncode == 0, done.stderr
        assert canaries(done.stdout + done.stderr) == set(), words


def test_the_database_has_none_of_them(crawled: tuple[Path, str]) -> None:
    assert canaries((crawled[0] / "archive.db").read_bytes().decode("latin-1")) == set()


def test_only_warc_records_have_what_went_over_the_wire_and_nothing_of_this_machine(
    crawled: tuple[Path, str], tmp_path: Path
) -> None:
    """What the site sent is evidence; the contact is in the requests, for telling it is its purpose; links are in the page."""
    wacz = tmp_path / "x.wacz"
    subprocess.run([BIN / "tubancrawl", "--archive", crawled[0], "export", "wacz", "--output", wacz], check=True)
    over_the_wire = canaries(json.dumps([SENT_BY_THE_SITE, CONTACT, IN_LINKS]))
    for file in [wacz, *(crawled[0] / "warc").iterdir()]:
        done = subprocess.run([sys.executable, "-c", UNPACK, file], capture_output=True, check=True)
        found = canaries(done.stdout.decode("latin-1"))
        assert found <= over_the_wire
        assert canaries(SENT_BY_THE_SITE["Set-Cookie"]) <= found


UNPACK = """
import sys
from pathlib import Path
from tubancrawl.capture.warc import open_sources, iter_records
for source in open_sources(Path(sys.argv[1])):
    with source.part() as file:
        for record in iter_records(file, source.name):
            sys.stdout.buffer.write(record.raw)
"""


@pytest.mark.parametrize("debug", [(), ("--debug",)], ids=["plain", "debug"])
@pytest.mark.parametrize(
    "words", [("list",), ("import", "fixtures/history/2018-07-20.warc.gz"), ("reprocess",), ("status", "--json")]
)
@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://tuban:{PASSWORD}@127.0.0.1:9/tuban",
        f"postgresql://tuban:{PERCENT}@127.0.0.1:9/tuban",
        f"postgresql://tuban@127.0.0.1:9/tuban?password={PASSWORD}",
        f"mysql://tuban:{PASSWORD}@127.0.0.1/tuban",
        f"postgresql://tuban:{PASSWORD}@[::1/tuban",
    ],
    ids=["password", "escaped", "as an option", "other database", "no URL"],
)
def test_no_error_names_the_password_of_a_database(
    tmp_path: Path, url: str, words: tuple[str, ...], debug: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "archive").mkdir()
    for name, value in {**ENVIRONMENT, "TUBANCRAWL_ARCHIVE_DB": url}.items():
        monkeypatch.setenv(name, value)
    done = run_here(tmp_path / "archive", (*debug, *words))
    assert done.returncode == 1
    assert canaries(done.stdout + done.stderr) == set()


def test_no_crawl_names_the_password_of_a_database(tmp_path: Path) -> None:
    url = f"postgresql://tuban:{PASSWORD}@127.0.0.1:9/tuban"
    words = [
        "-L",
        "DEBUG",
        "-s",
        f"ARCHIVE={tmp_path / 'archive'}",
        "-s",
        f"ARCHIVE_DB={url}",
        "-s",
        "REPLAY_FROM=fixtures/history",
    ]
    done = subprocess.run(
        [BIN / "scrapy", "crawl", "tubankab", *words], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 1
    assert canaries(done.stdout + done.stderr) == set()
