"""A second replay engine reads what we write: pywb, in its own environment (it pins old versions of what we use)."""

import http.client
import os
import subprocess
from pathlib import Path

from tests.services import free_port, missing, running
from tubancrawl.capture.message import read_message
from tubancrawl.capture.warc import iter_stored

RECORDING = Path("fixtures/history/2018-07-20.warc.gz")
PAGES = 20


def test_pywb_gives_back_the_bytes_of_twenty_pages(tmp_path: Path) -> None:
    bin_ = Path(os.environ.get("TUBANCRAWL_PYWB", ".venv-pywb/bin")).absolute()
    if not (bin_ / "wayback").exists():
        missing("pywb", "make an environment with pywb and name its bin folder in TUBANCRAWL_PYWB; .ci/run does")
    for command in (["init", "tuban"], ["add", "tuban", str(RECORDING.absolute())]):
        subprocess.run([bin_ / "wb-manager", *command], cwd=tmp_path, check=True, capture_output=True)
    pages = [stored for stored in iter_stored(RECORDING) if b" 200 " in stored.response[:16] and "/entry/" in stored.url][:PAGES]
    assert len(pages) == PAGES
    port = free_port()
    with running([str(bin_ / "wayback"), "-p", str(port), "-b", "127.0.0.1"], port=port, cwd=tmp_path, log=tmp_path / "log"):
        for page in pages:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request(
                "GET", f"/tuban/{page.started_at:%Y%m%d%H%M%S}id_/{page.url}", headers={"Accept-Encoding": "identity"}
            )
            answer = connection.getresponse()
            block = _block(answer)
            connection.close()
            expected = read_message(page.response, max_body=10_000_000)
            assert answer.status == 200
            assert read_message(block, max_body=10_000_000).body == expected.body, page.url


def _block(answer: http.client.HTTPResponse) -> bytes:
    """Return the answer as a block whose body is coded as pywb's headers say, so that one reader judges both."""
    body = answer.read()
    coding = answer.getheader("Content-Encoding")
    head = f"HTTP/1.1 {answer.status} OK\r\nContent-Length: {len(body)}\r\n"
    return (head + (f"Content-Encoding: {coding}\r\n" if coding else "") + "\r\n").encode() + body
