"""A site of which every second page is hostile: the good half is read whole, within bounded memory, and the rest is on record."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.servers import RawServer, serving
from tests.exports import by_slug
from tests.faults.hostile import BOMBS, BROKEN, bomb_answer, play
from tests.faults.script import FIRST
from tests.faults.warc_walk import walk
from tubancrawl.capture.warc import iter_stored

ROOT = Path(__file__).parents[2]
# Of the twelve stalls three will do here: each costs the crawl its deadline, three times.
BROKEN_PAGES = {
    re.sub(r"\W+", "-", name): script
    for name, script in BROKEN.items()
    if not name.startswith("stall") or re.match(r"stall after (1|17|45) ", name)
}
BOMB_PAGES = {re.sub(r"\W+", "-", f"bomb {name}"): name for name in BOMBS}
HOSTILE = [*BROKEN_PAGES, *BOMB_PAGES]
GOOD = [f"good-{number}" for number in range(len(HOSTILE))]
ARTICLE = next(step.response for step in FIRST if step.content == "bancar 1").partition(b"\r\n\r\n")[2]

_CRAWL = """
import json, re, sys
from pathlib import Path
from tests.crawling import crawl
crawled = crawl(Path(sys.argv[1]), CONNECT_TO=sys.argv[2], DOWNLOAD_TIMEOUT=5, RETRY_TIMES=2, CONCURRENT_REQUESTS_PER_DOMAIN=12,
                DOWNLOAD_MAXSIZE=1_000_000, BAD_ANSWERS_IN_A_ROW=10_000)  # or twenty pauses would end it
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps({"outcomes": crawled.outcomes, "peak": peak / 1024, "verdict": crawled.verdict}))
"""


def answer(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def hostile_site(server: RawServer, connection: socket.socket, number: int) -> None:
    while request := server.read_request(connection):
        path = request.split()[1].decode()
        name = path.rpartition("/")[2]
        if path == "/":
            links = "".join(f'<a href="/entry/{name}">Berita</a>' for pair in zip(HOSTILE, GOOD, strict=True) for name in pair)
            connection.sendall(answer(f"<html><body>{links}</body></html>".encode()))
        elif name in BROKEN_PAGES:
            if not play(BROKEN_PAGES[name], server, connection):
                return
        elif name in BOMB_PAGES:
            connection.sendall(bomb_answer(BOMB_PAGES[name]))
        elif name in GOOD:
            # Each of its own: a listing of pages that all say the same is one without an end, and is left.
            connection.sendall(answer(ARTICLE.replace(b"tahap 1", b"tahap " + name[5:].encode())))
        else:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.slow
def test_the_good_half_of_a_hostile_site_is_read_whole_in_bounded_memory(tmp_path: Path) -> None:
    with serving(hostile_site) as server:
        command = [sys.executable, "-c", _CRAWL, str(tmp_path / "archive"), f"tubankab.go.id=http://127.0.0.1:{server.port}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["peak"] < 300, told
    assert sorted(by_slug(tmp_path / "archive")) == sorted(GOOD)
    assert told["verdict"] == "bad"
    answered = {stored.url.rpartition("/")[2]: stored for stored in iter_stored(tmp_path / "archive" / "warc")}
    assert set(HOSTILE) <= set(answered)
    assert all(answered[name].error or answered[name].response for name in HOSTILE)
    for path in (tmp_path / "archive" / "warc").iterdir():
        assert list(walk(path))
