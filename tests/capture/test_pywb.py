"""A second replay engine reads what we write: pywb, in its own environment (it pins old versions of what we use)."""

import http.client
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.capture.test_recorder import recording
from tests.capture.test_revisits import FRAMINGS, NOT_MODIFIED, again, first, original_of
from tests.services import free_port, missing, running
from tubancrawl.capture.message import read_message
from tubancrawl.capture.warc import StoredExchange, iter_stored

RECORDING = Path("fixtures/history/2018-07-20.warc.gz")
PAGES = 20
ROOM = 10_000_000

Ask = Callable[[StoredExchange], tuple[int, bytes]]


@contextmanager
def pywb(home: Path, *files: Path) -> Iterator[Ask]:
    """Serve WARC files by pywb; yield what asks it for a capture and returns status and block."""
    bin_ = Path(os.environ.get("TUBANCRAWL_PYWB", ".venv-pywb/bin")).absolute()
    if not (bin_ / "wayback").exists():
        missing("pywb", "make an environment with pywb and name its bin folder in TUBANCRAWL_PYWB; .ci/run does")
    for command in (["init", "tuban"], ["add", "tuban", *(str(file.absolute()) for file in files)]):
        subprocess.run([bin_ / "wb-manager", *command], cwd=home, check=True, capture_output=True)
    port = free_port()

    def ask(page: StoredExchange) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        path = f"/tuban/{page.started_at:%Y%m%d%H%M%S}id_/{page.url}"
        connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        block = _block(answer)
        connection.close()
        return answer.status, block

    with running([str(bin_ / "wayback"), "-p", str(port), "-b", "127.0.0.1"], port=port, cwd=home, log=home / "log"):
        yield ask


def test_pywb_gives_back_the_bytes_of_twenty_pages(tmp_path: Path) -> None:
    pages = [stored for stored in iter_stored(RECORDING) if b" 200 " in stored.response[:16] and "/entry/" in stored.url][:PAGES]
    assert len(pages) == PAGES
    with pywb(tmp_path, RECORDING) as ask:
        for page in pages:
            status, block = ask(page)
            assert status == 200
            assert read_message(block, max_body=ROOM).body == read_message(page.response, max_body=ROOM).body, page.url


def test_pywb_gives_a_revisit_the_body_of_its_original_and_a_304_as_it_came(tmp_path: Path) -> None:
    # pywb 2.10 takes the trailers of a chunked answer for its body, in a response record too.
    framings = [block for name, block in FRAMINGS.items() if name != "chunked-with-trailers"]
    with recording(tmp_path / "archive", max_warc_bytes=4000) as recorder:
        for number, block in enumerate(framings):
            full = replace(first(block), url=f"https://tubankab.go.id/entry/{number}", record_id=f"urn:uuid:{number}-full")
            recorder.record(full, awaits_item=False)
            for name, response in (("equal", block), ("unmodified", NOT_MODIFIED)):
                year = 2018 if name == "equal" else 2019
                later = replace(again(response), url=full.url, record_id=f"urn:uuid:{number}-{name}")
                later = replace(later, started_at=later.started_at.replace(year=year))
                recorder.record(later, awaits_item=False, original=original_of(full))
    files = sorted((tmp_path / "archive" / "warc").iterdir())
    revisits = [stored for stored in iter_stored(tmp_path / "archive" / "warc") if stored.kind == "revisit"]
    assert (len(files) > 2, len(revisits)) == (True, 2 * len(framings))
    with pywb(tmp_path, *files) as ask:
        for revisit in revisits:
            status, block = ask(revisit)
            expected = read_message(revisit.response, max_body=ROOM)
            assert status == expected.status
            assert read_message(block, max_body=ROOM).body == expected.body, revisit.record_id


def _block(answer: http.client.HTTPResponse) -> bytes:
    """Return the answer as a block whose body is coded as pywb's headers say, so that one reader judges both."""
    body = answer.read()
    coding = answer.getheader("Content-Encoding")
    head = f"HTTP/1.1 {answer.status} OK\r\nContent-Length: {len(body)}\r\n"
    return (head + (f"Content-Encoding: {coding}\r\n" if coding else "") + "\r\n").encode() + body
