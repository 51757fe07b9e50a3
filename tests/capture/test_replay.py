"""A recording answers in the place of the network."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.capture.crawls import crawl
from tests.capture.shapes import SHAPES, TEXT, sized
from tests.capture.test_recorder import captures
from tests.capture.test_warc_writer import exchange, writer
from tubancrawl.capture.replay import Recording, replay_moment, replay_paths
from tubancrawl.capture.warc import iter_stored
from tubancrawl.errors import ReplayMiss

URL = "https://tubankab.go.id/entry/synthetic"
DAYS = [datetime(2018, 7, day, 2, 30, tzinfo=UTC) for day in (18, 19, 20)]


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Return a folder with a page on three days, then a 304, then no answer; another page; and a redirect."""
    warc = writer(tmp_path / "recorded", max_bytes=1500)
    for n, day in enumerate(DAYS):
        warc.append(exchange(sized(b"%d" % n), started_at=day, record_id=f"urn:uuid:day-{n}"))
    late = datetime(2018, 7, 21, tzinfo=UTC)
    warc.append(exchange(b"HTTP/1.1 304 Not Modified\r\n\r\n", started_at=late, record_id="urn:uuid:304"))
    warc.append(exchange(b"", error="timeout: none", started_at=datetime(2018, 7, 22, tzinfo=UTC), record_id="urn:uuid:none"))
    warc.append(exchange(SHAPES["gzip-chunked"][0], url=f"{URL}-b", record_id="urn:uuid:b"))
    warc.append(exchange(sized(b"", b"Location: /entry/b", status=b"HTTP/1.1 301 X"), url=f"{URL}-c", record_id="urn:uuid:c"))
    warc.close()
    return tmp_path / "recorded"


def ids(recording: Recording, *urls: str, conditional: bool = False) -> list[str]:
    return [recording.find(url, conditional=conditional).record_id for url in urls]


def test_the_latest_answer_is_given(recorded: Path) -> None:
    assert ids(Recording([recorded]), URL) == ["urn:uuid:day-2"]


MOMENTS = {
    "2018-07-18": "urn:uuid:day-0",
    "2018-07-18T02:30:00Z": "urn:uuid:day-0",
    "2018-07-19T09:29:59+07:00": "urn:uuid:day-0",
    "2018-07-19T09:30:00+07:00": "urn:uuid:day-1",
    "2018-07-19T02:30:00": "urn:uuid:day-1",
    "2030-01-01": "urn:uuid:day-2",
}


@pytest.mark.parametrize(("text", "record"), MOMENTS.items())
def test_as_of_a_moment_the_latest_answer_until_then_is_given(recorded: Path, text: str, record: str) -> None:
    assert ids(Recording([recorded], replay_moment(text)), URL) == [record]


def test_before_the_first_capture_there_is_none(recorded: Path) -> None:
    with pytest.raises(
        ReplayMiss, match=r"no capture of .* at or before 2018-07-17T23:59:59.999999\+00:00 in .*recorded \(6 captures\)"
    ):
        Recording([recorded], replay_moment("2018-07-17")).find(URL, conditional=False)


def test_only_a_conditional_request_is_told_not_modified(recorded: Path) -> None:
    assert ids(Recording([recorded]), URL, conditional=True) == ["urn:uuid:304"]


def test_another_form_of_the_same_address_is_found(recorded: Path) -> None:
    forms = ["http://www.tubankab.go.id/entries/synthetic", f"{URL}/", f"{URL}#comments", f"{URL}?utm_source=x"]
    assert ids(Recording([recorded]), *forms) == ["urn:uuid:day-2"] * 4


def test_the_exact_address_comes_before_another_form_of_it(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    warc.append(exchange(url="http://tubankab.go.id/entry/a", record_id="urn:uuid:old", started_at=DAYS[0]))
    warc.append(exchange(url="https://tubankab.go.id/entry/a", record_id="urn:uuid:new", started_at=DAYS[1]))
    warc.close()
    recording = Recording([tmp_path])
    assert ids(recording, "http://tubankab.go.id/entry/a", "https://www.tubankab.go.id/entry/a") == [
        "urn:uuid:old",
        "urn:uuid:new",
    ]


def test_what_is_whole_before_damage_is_replayed(recorded: Path) -> None:
    last = max(recorded.iterdir())
    last.write_bytes(last.read_bytes()[:-1])
    recording = Recording([recorded])
    assert ids(recording, URL) == ["urn:uuid:day-2"]
    assert len(recording.damage) == 1


def test_a_missing_recording_is_an_error_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Recording([tmp_path / "nothing.warc.gz"])
    with pytest.raises(FileNotFoundError, match=r"REPLAY_FROM: .*nothing: no such file or folder"):
        replay_paths(f"{tmp_path}, {tmp_path}/nothing")


def replayed(archive: Path, recorded: Path, *urls: str, **settings: Any) -> list[Any]:
    return crawl(archive, *urls, REPLAY_FROM=str(recorded), **settings)


def test_a_replayed_page_reads_as_live_and_keeps_its_date_and_id(tmp_path: Path, recorded: Path) -> None:
    [response] = replayed(tmp_path / "mine", recorded, f"{URL}-b")
    assert (response.status, response.url, response.body) == (200, f"{URL}-b", TEXT)
    assert (response.meta["record_id"], response.meta["problems"]) == ("urn:uuid:b", [])
    [stored] = iter_stored(tmp_path / "mine" / "warc")
    assert (stored.record_id, stored.started_at, stored.response) == (
        "urn:uuid:b",
        response.meta["captured_at"],
        SHAPES["gzip-chunked"][0],
    )
    assert [capture.captured_at for capture in captures(tmp_path / "mine")] == [stored.started_at]


def test_replaying_again_adds_nothing(tmp_path: Path, recorded: Path) -> None:
    replayed(tmp_path / "mine", recorded, URL, f"{URL}-b")
    before = list(iter_stored(tmp_path / "mine" / "warc"))
    responses = replayed(tmp_path / "mine", recorded, URL, f"{URL}-b")
    assert [response.meta["record_id"] for response in responses] == ["urn:uuid:day-2", "urn:uuid:b"]
    assert list(iter_stored(tmp_path / "mine" / "warc")) == before
    assert len(captures(tmp_path / "mine")) == 2


def test_an_unknown_url_is_a_replay_miss_and_no_capture(tmp_path: Path, recorded: Path) -> None:
    [error] = replayed(tmp_path / "mine", recorded, f"{URL}-unknown", RETRY_ENABLED=True)
    assert isinstance(error, ReplayMiss)
    assert str(error) == f"no capture of {URL}-unknown in {recorded} (6 captures)"
    assert captures(tmp_path / "mine") == []


def test_a_conditional_request_gets_the_stored_304(tmp_path: Path, recorded: Path) -> None:
    [response] = replayed(tmp_path / "mine", recorded, URL, headers={"If-None-Match": '"a"'})
    assert response.status == 304


def test_several_recordings_answer_as_one(tmp_path: Path, recorded: Path) -> None:
    warc = writer(tmp_path / "second")
    warc.append(replace(exchange(sized(b"newer")), started_at=datetime(2019, 1, 1, tzinfo=UTC), record_id="urn:uuid:newer"))
    warc.close()
    both = f"{recorded}, {tmp_path / 'second'}"
    responses = crawl(tmp_path / "mine", URL, f"{URL}-b", REPLAY_FROM=both)
    assert [response.meta["record_id"] for response in responses] == ["urn:uuid:newer", "urn:uuid:b"]


GUARDED = """
import sys
EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}

def forbid(event, args):
    # urllib3, which tldextract brings, binds [::1]:0 once at import to see whether IPv6 works.
    if event in EVENTS and args[1:] != (("::1", 0),):
        print("NETWORK", event, args[1:])
        raise RuntimeError("network forbidden")

sys.addaudithook(forbid)
from pathlib import Path
from tests.capture.crawls import crawl
heard = crawl(Path(sys.argv[1]), *sys.argv[3:], REPLAY_FROM=sys.argv[2])
print([getattr(answer, "status", type(answer).__name__) for answer in heard])
"""


def test_a_replay_opens_no_socket_and_looks_up_no_name(tmp_path: Path, recorded: Path) -> None:
    urls = [URL, f"{URL}-b", f"{URL}-c", f"{URL}-unknown", "http://127.0.0.1/"]
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, tmp_path / "mine", recorded, *urls], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[200, 200, 301, 'ReplayMiss', 'ReplayMiss']\n"
