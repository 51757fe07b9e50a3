"""No text makes a record or a header of its own: twelve texts in ten places, written by us and read by warcio and FastWARC."""

from io import BytesIO
from pathlib import Path

import fastwarc
import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.capture.shapes import TEXT, sized
from tests.capture.test_warc_writer import exchange, only_file, writer
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.warc import iter_stored

FORGED = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:evil>\r\nContent-Length: 0\r\n\r\n"
TEXTS = {
    "CR LF header": "a\r\nWARC-Refers-To: <urn:evil>",
    "LF header": "a\nWARC-Refers-To: <urn:evil>",
    "CR header": "a\rWARC-Refers-To: <urn:evil>",
    "a record": f"a\r\n\r\n\r\n\r\n{FORGED}",
    "a record after bare LF": f"a\n\n\n\n{FORGED}",
    "NUL": "a\x00WARC-Refers-To: <urn:evil>",
    "next line": "a\x85WARC-Refers-To: <urn:evil>",
    "line separator": "a\u2028WARC-Refers-To: <urn:evil>",
    "paragraph separator": "a\u2029WARC-Refers-To: <urn:evil>",
    "folding": "a\r\n WARC-Refers-To: <urn:evil>",
    "folding by tab": "a\n\tWARC-Refers-To: <urn:evil>",
    "form feed and vertical tab": "a\x0cWARC-Refers-To: <urn:evil>\x0bb",
}
FIELDS = {
    "WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "WARC-IP-Address", "WARC-Concurrent-To", "WARC-Filename",
    "WARC-Block-Digest", "WARC-Payload-Digest", "Content-Type", "Content-Length",
}  # fmt: skip


def head(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


PLACES = {
    "url": lambda text: exchange(url=f"https://tubankab.go.id/entry/{text}"),
    "host": lambda text: exchange(url=f"https://tubankab.go.id{text}/entry/a"),
    "ip": lambda text: exchange(ip=text),
    "record id": lambda text: exchange(record_id=f"urn:uuid:{text}"),
    "error": lambda text: exchange(b"", error=text),
    "reason phrase": lambda text: exchange(sized(TEXT, status=b"HTTP/1.1 200 " + head(text))),
    "header value": lambda text: exchange(sized(TEXT, b"X-A: " + head(text))),
    "header name": lambda text: exchange(sized(TEXT, head(text) + b": a")),
    "body": lambda text: exchange(sized(head(text))),
    "request": lambda text: exchange(request=b"GET /" + head(text) + b" HTTP/1.1\r\nHost: a\r\n\r\n"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_where_it_is(tmp_path: Path, text: str, place: str) -> None:
    wanted: Exchange = PLACES[place](TEXTS[text])
    warc = writer(tmp_path, info={"software": TEXTS[text], TEXTS[text]: "x"})
    warc.append(wanted)
    warc.append(exchange(record_id="urn:uuid:next"))
    warc.close()
    data = only_file(tmp_path).read_bytes()
    theirs = [(one.rec_type, one.rec_headers.headers) for one in ArchiveIterator(BytesIO(data), no_record_parse=True)]
    fast = [
        (one.headers.get("WARC-Type"), list(one.headers.to_dict().items()))
        for one in fastwarc.ArchiveIterator(fastwarc.GzipReader(str(only_file(tmp_path))), parse_http=False)
    ]
    kinds = ["warcinfo", "metadata" if place == "error" else "response", "request", "response", "request"]
    assert [kind for kind, _ in theirs] == [kind for kind, _ in fast] == kinds
    for _, fields in [*theirs, *fast]:
        names = [name for name, _ in fields]
        assert set(names) <= FIELDS
        assert len(names) == len(set(names))
    ours = list(iter_stored(tmp_path))
    assert [one.record_id for one in ours][1:] == ["urn:uuid:next"]
    assert (ours[0].response, ours[0].request) == (wanted.response, wanted.request)
