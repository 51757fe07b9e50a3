"""Reads what we and other tools write, and never past damage."""

import base64
import gzip
import hashlib
import io
import random
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.capture.shapes import TEXT, chunked, in_chunks, sized
from tests.capture.test_warc_writer import exchange, only_file, writer
from tubancrawl.capture.message import read_exchange
from tubancrawl.capture.warc import ORIGINAL_MISSING, Member, iter_members, iter_stored, open_sources, read_at
from tubancrawl.capture.warc.fields import WarcDate, digest_holds
from tubancrawl.errors import UnreadableRecord

URL = "https://tubankab.go.id/entry/synthetic"
REQUEST = b"GET /entry/synthetic HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n"


def record(kind: str, record_id: str, block: bytes, *fields: str, url: str = URL, date: str = "2018-07-18T02:30:00Z") -> bytes:
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <{record_id}>", f"WARC-Date: {date}", f"WARC-Target-URI: {url}"]
    return "\r\n".join([*lines, *fields, f"Content-Length: {len(block)}", "", ""]).encode() + block + b"\r\n\r\n"


REQUEST_FIRST = [record("request", "urn:q", REQUEST), record("response", "urn:r", sized(TEXT), "WARC-Concurrent-To: <urn:q>")]
RESPONSE_FIRST = [record("response", "urn:r", sized(TEXT)), record("request", "urn:q", REQUEST, "WARC-Concurrent-To: <urn:r>")]
OTHERS = [record("warcinfo", "urn:i", b"software: x\r\n"), record("resource", "urn:s", b"image", url="urn:thumbnail:x")]
ORDERS: dict[str, list[bytes]] = {
    "request first, as wget": [*OTHERS, *REQUEST_FIRST],
    "response first, as warcio": [*OTHERS, *RESPONSE_FIRST],
    "others between": [RESPONSE_FIRST[0], *OTHERS * 30, RESPONSE_FIRST[1]],
    "tied by url and date alone": [record("request", "urn:q", REQUEST), record("response", "urn:r", sized(TEXT))],
    "wget's angle brackets": [
        record("request", "urn:q", REQUEST, url=f"<{URL}>"),
        record("response", "urn:r", sized(TEXT), "WARC-Concurrent-To: <urn:q>", url=f"<{URL}>"),
    ],
}
PACKINGS = {
    "plain": ("x.warc", b"".join),
    "record at a time": ("x.warc.gz", lambda records: b"".join(gzip.compress(one) for one in records)),
    "one gzip over all": ("x.warc.gz", lambda records: gzip.compress(b"".join(records))),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("order", ORDERS)
def test_a_request_is_found_wherever_it_stands(tmp_path: Path, order: str, packing: str) -> None:
    name, pack = PACKINGS[packing]
    (tmp_path / name).write_bytes(pack(ORDERS[order]))
    [stored] = iter_stored(tmp_path)
    assert (stored.url, stored.record_id, stored.request, stored.response) == (URL, "urn:r", REQUEST, sized(TEXT))
    assert stored.started_at == datetime(2018, 7, 18, 2, 30, tzinfo=UTC)


def test_requests_of_one_moment_are_not_mixed_up(tmp_path: Path) -> None:
    records = []
    for n in range(5):
        records.append(record("response", f"urn:r{n}", sized(b"%d" % n), url=f"{URL}{n}"))
        records.append(
            record("request", f"urn:q{n}", b"GET /%d HTTP/1.1\r\n\r\n" % n, f"WARC-Concurrent-To: <urn:r{n}>", url=f"{URL}{n}")
        )
    random.Random(1).shuffle(records)
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    pairs = {(stored.url[-1], stored.response[-1:], stored.request[5:6]) for stored in iter_stored(tmp_path)}
    assert pairs == {(str(n), b"%d" % n, b"%d" % n) for n in range(5)}


def test_a_file_by_warcio_reads(tmp_path: Path) -> None:
    with (tmp_path / "x.warc.gz").open("wb") as file:
        out = WARCWriter(file, warc_version="1.1")
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        answer = out.create_warc_record(URL, "response", payload=io.BytesIO(TEXT), length=len(TEXT), http_headers=headers)
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "tubankab.go.id")], is_http_request=True)
        out.write_request_response_pair(out.create_warc_record(URL, "request", http_headers=asked), answer)
    [stored] = iter_stored(tmp_path)
    assert read_exchange(stored, max_body=10_000).body == TEXT
    assert stored.request.startswith(b"GET / HTTP/1.1")
    assert stored.broken_digests() == []


DIGEST = f"sha1:{base64.b32encode(hashlib.sha1(TEXT).digest()).decode()}"
REVISITS = {
    "by record id": ["WARC-Refers-To: <urn:r>"],
    "by url and date": [f"WARC-Refers-To-Target-URI: {URL}", "WARC-Refers-To-Date: 2018-07-18T02:30:00Z"],
    "by digest": [f"WARC-Payload-Digest: {DIGEST}", "WARC-Refers-To: <urn:gone>"],
}
PROFILE = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@pytest.mark.parametrize("original", [sized(TEXT), in_chunks(chunked(TEXT))], ids=["sized", "chunked"])
@pytest.mark.parametrize("fields", REVISITS.values(), ids=REVISITS)
def test_a_revisit_gets_its_payload_back(tmp_path: Path, fields: list[str], original: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nX-Second: yes\r\n\r\n"
    records = [
        record("response", "urn:r", original, f"WARC-Payload-Digest: {DIGEST}"),
        record("revisit", "urn:v", head, PROFILE, *fields, "WARC-Truncated: length", date="2018-07-19T02:30:00Z"),
    ]
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    _, revisit = iter_stored(tmp_path)
    message = read_exchange(revisit, max_body=10_000)
    assert (message.body, message.header("x-second"), message.problems) == (TEXT, "yes", [])
    assert read_at(tmp_path / "x.warc", revisit.place.offset, revisit.place.length) == revisit


def test_a_revisit_without_its_original_is_known_to_be_short(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(record("revisit", "urn:v", b"HTTP/1.1 200 OK\r\n\r\n", PROFILE, "WARC-Refers-To: <urn:r>"))
    [revisit] = iter_stored(tmp_path)
    assert read_exchange(revisit, max_body=10_000).problems == ["answer cut: length", ORIGINAL_MISSING]


def test_a_304_revisit_is_its_own_answer(tmp_path: Path) -> None:
    profile = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    (tmp_path / "x.warc").write_bytes(
        record("revisit", "urn:v", b"HTTP/1.1 304 Not Modified\r\n\r\n", profile, "WARC-Refers-To: <urn:r>")
    )
    [revisit] = iter_stored(tmp_path)
    message = read_exchange(revisit, max_body=10_000)
    assert (message.status, message.problems) == (304, [])


def three(folder: Path, *, plain: bool = False) -> tuple[Path, list[tuple[int, int]]]:
    """Return a file with three exchanges, and where each begins and ends."""
    warc = writer(folder)
    places = [warc.append(exchange(sized(b"%d" % n), record_id=f"urn:uuid:{n}")) for n in range(3)]
    warc.close()
    path = only_file(folder)
    if not plain:
        return path, [(place.offset, place.offset + place.length) for place in places]
    unpacked = path.with_suffix("")
    unpacked.write_bytes(gzip.decompress(path.read_bytes()))
    path.unlink()
    stored = list(iter_stored(unpacked))
    return unpacked, [(one.place.offset, one.place.offset + one.place.length) for one in stored]


def read_until_damage(path: Path) -> tuple[list[str], str | None]:
    """Return the record ids that a file gives, and the message of the damage that ends it; None without any."""
    found: list[str] = []
    try:
        found.extend(stored.record_id for stored in iter_stored(path))
    except UnreadableRecord as damage:
        return found, str(damage)
    return found, None


@pytest.mark.parametrize("plain", [False, True], ids=["gzip", "plain"])
def test_a_file_cut_in_its_last_two_records_gives_what_is_whole_and_names_the_rest(tmp_path: Path, plain: bool) -> None:
    path, stretches = three(tmp_path / "a", plain=plain)
    data = path.read_bytes()
    whole_ends = {0, *(end for _, end in stretches)}
    cut_path = tmp_path / path.name
    for cut in range(stretches[-1][0], len(data)):
        cut_path.write_bytes(data[:cut])
        found, damage = read_until_damage(cut_path)
        answered = [f"urn:uuid:{n}" for n, (_, end) in enumerate(stretches) if end <= cut]
        assert found[: len(answered)] == answered
        assert len(found) <= len(answered) + 1  # the answer may be whole where its request is torn
        assert damage is None or f"{cut_path.name}: offset " in damage
        assert damage is not None or cut in whole_ends or _between_records(data[:cut], plain=plain)


def _between_records(data: bytes, *, plain: bool) -> bool:
    if plain:
        return data.endswith(b"\r\n\r\n")
    return all(member.complete for member in _members(data))


def _members(data: bytes) -> list[Member]:
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        file.write(data)
        file.flush()
        return list(iter_members(Path(file.name)))


TAILS = {
    "a zero": bytes(1),
    "a sector": bytes(512),
    "two pages": bytes(8192),
    "words": b"garbage",
    "magic": b"\x1f\x8b",
    "head": b"\x1f\x8b\x08\0",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_garbage_behind_the_last_record_is_found_with_its_offset(tmp_path: Path, tail: bytes) -> None:
    path, _ = three(tmp_path)
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(tail)
    last = list(iter_members(path))[-1]
    assert (last.offset, last.length, last.complete) == (size, len(tail), False)
    found: list[object] = []
    with pytest.raises(UnreadableRecord, match=f"offset {size}"):
        found.extend(iter_stored(path))
    assert len(found) == 3


def test_a_flipped_bit_in_the_last_exchange_is_found(tmp_path: Path) -> None:
    path, stretches = three(tmp_path)
    data = path.read_bytes()
    for at in range(stretches[-1][0], len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 1
        path.write_bytes(damaged)
        try:
            same = [stored.response for stored in iter_stored(path)] == [sized(b"0"), sized(b"1"), sized(b"2")]
        except UnreadableRecord:
            continue
        # Flags, time and system in a gzip header say nothing of the content.
        assert same


def test_a_changed_byte_in_a_plain_file_breaks_its_digest(tmp_path: Path) -> None:
    path, _ = three(tmp_path, plain=True)
    path.write_bytes(path.read_bytes().replace(b"\r\n\r\n1\r\n", b"\r\n\r\n7\r\n"))
    broken = [fault for stored in iter_stored(path) for fault in stored.broken_digests()]
    assert [fault.partition(": ")[2].partition(" sha256")[0] for fault in broken] == [
        "the block does not have its digest",
        "the payload does not have its digest",
    ]


MALFORMED = {
    "no version": b"hello\r\n\r\n",
    "another version": b"WARC/2.0\r\nWARC-Type: response\r\n\r\n",
    "no length": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:a>\r\nWARC-Date: 2018-07-18T02:30:00Z\r\n\r\n\r\n\r\n",
    "length in words": record("response", "urn:r", b"").replace(b"Content-Length: 0", b"Content-Length: none"),
    "negative length": record("response", "urn:r", b"").replace(b"Content-Length: 0", b"Content-Length: -1"),
    "length too long": record("response", "urn:r", b"").replace(b"Content-Length: 0", b"Content-Length: 9"),
    "a line without a colon": record("response", "urn:r", b"", "nonsense"),
    "a date that is none": record("response", "urn:r", sized(b"a"), date="yesterday"),
    "the 30th of February": record("response", "urn:r", sized(b"a"), date="2018-02-30T00:00:00Z"),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_malformed_record_is_refused_by_file_and_offset(tmp_path: Path, data: bytes, packed: bool) -> None:
    good = record("response", "urn:good", sized(b"a"), url=f"{URL}-good")
    parts = [gzip.compress(part) if packed else part for part in (good, data)]
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    path.write_bytes(b"".join(parts))
    found: list[str] = []
    with pytest.raises(UnreadableRecord, match=rf"{path.name}: offset {len(parts[0])}: "):
        found.extend(stored.record_id for stored in iter_stored(path))
    assert next(iter_stored(path)).record_id == "urn:good"


@given(
    st.lists(
        st.one_of(st.binary(max_size=40), st.sampled_from([*REQUEST_FIRST, gzip.compress(REQUEST_FIRST[1]), b"WARC/1.0\r\n"])),
        max_size=5,
    )
)
def test_no_bytes_raise_anything_but_unreadable_record(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.warc"
    path.write_bytes(b"".join(parts))
    found, damage = read_until_damage(path)
    assert len(found) <= len(parts)
    assert damage is None or damage.startswith("x.warc: offset ")


def test_a_film_of_another_tool_is_stepped_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("tubancrawl.capture.warc.records.MAX_BLOCK_BYTES", 5000)
    film = record("response", "urn:film", sized(b"f" * 200_000), url=f"{URL}.mp4")
    for name, pack in PACKINGS.values():
        (tmp_path / name).write_bytes(pack([film, *RESPONSE_FIRST]))
        assert [stored.record_id for stored in iter_stored(tmp_path / name)] == ["urn:r"]
    assert "is stepped over" in caplog.text


def wacz(path: Path, *, compression: int = zipfile.ZIP_STORED, names: Sequence[str] = ("archive/x.warc.gz",)) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("datapackage.json", "{}")
        for name in names:
            archive.writestr(name, b"".join(gzip.compress(one) for one in [*OTHERS, *RESPONSE_FIRST]))
    return path


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_a_wacz_is_read_without_unpacking_it(tmp_path: Path, compression: int) -> None:
    path = wacz(tmp_path / "x.wacz", compression=compression)
    [stored] = iter_stored(path)
    assert (stored.record_id, stored.response, stored.request) == ("urn:r", sized(TEXT), REQUEST)
    assert stored.place.warc == "x.wacz!archive/x.warc.gz"
    assert [file.name for file in tmp_path.iterdir()] == ["x.wacz"]


@pytest.mark.parametrize(
    "name", ["../x.warc.gz", "archive/../../x.warc.gz", "/etc/x.warc.gz", "archive\\..\\x.warc.gz", "C:/x.warc.gz"]
)
def test_a_wacz_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = wacz(tmp_path / "x.wacz", names=["archive/a.warc.gz", name])
    with pytest.raises(UnreadableRecord, match="points outside the archive"):
        list(iter_stored(path))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_wacz_that_lists_a_member_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecord, match="listed twice"):
        list(iter_stored(wacz(tmp_path / "x.wacz", names=["archive/a.warc.gz"] * 2)))


def test_a_cut_or_damaged_wacz_is_refused_whatever_the_damage(tmp_path: Path) -> None:
    data = wacz(tmp_path / "whole.wacz", compression=zipfile.ZIP_DEFLATED).read_bytes()
    path = tmp_path / "x.wacz"
    chance = random.Random(2)
    for _ in range(300):
        damaged = bytearray(data)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])])
        try:
            stored = list(iter_stored(path))
        except UnreadableRecord:
            continue
        assert [one.response for one in stored] in ([sized(TEXT)], [])


def test_a_folder_gives_every_file_in_name_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.warc", "a.warc.gz.open", "sub/c.warc"):
        data = record("response", f"urn:{name}", sized(b"a"), url=f"{URL}{name}")
        (tmp_path / name).write_bytes(gzip.compress(data) if ".gz" in name else data)
    (tmp_path / "notes.txt").write_text("not a WARC")
    assert [source.name for source in open_sources(tmp_path)] == ["a.warc.gz", "b.warc", "c.warc"]
    assert [stored.record_id for stored in iter_stored(tmp_path)] == ["urn:a.warc.gz.open", "urn:b.warc", "urn:sub/c.warc"]


def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("hello")
    with pytest.raises(UnreadableRecord, match=r"expected a file named \*\.warc"):
        list(iter_stored(tmp_path / "x.txt"))


def test_read_at_refuses_a_place_that_is_not_an_exchange(tmp_path: Path) -> None:
    path, stretches = three(tmp_path)
    start, end = stretches[0]
    for offset, length in [
        (start + 1, end - start),
        (start, end - start - 1),
        (0, start),
        (start, stretches[1][1] - start),
        (10**9, 5),
    ]:
        with pytest.raises(UnreadableRecord, match=f"offset {offset}"):
            read_at(path, offset, length)


@given(st.datetimes(timezones=st.just(UTC)))
def test_writing_then_reading_a_date_is_identity(moment: datetime) -> None:
    assert WarcDate.moment(WarcDate.text(moment)) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-07-18T02:30:00Z", datetime(2018, 7, 18, 2, 30, tzinfo=UTC)),
        ("2018-07-18T02:30:00.5Z", datetime(2018, 7, 18, 2, 30, 0, 500_000, tzinfo=UTC)),
        ("2018-07-18T02:30:00.123456789Z", datetime(2018, 7, 18, 2, 30, 0, 123_456, tzinfo=UTC)),
        ("2018-07-18T02:30Z", datetime(2018, 7, 18, 2, 30, tzinfo=UTC)),
    ],
)
def test_dates_of_other_tools_are_read(text: str, moment: datetime) -> None:
    assert WarcDate.moment(text) == moment


@pytest.mark.parametrize(
    "stated",
    [
        "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
        "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
        "SHA-256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        "sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====",
        "md5:5d41402abc4b2a76b9719d911017c592",
    ],
)
def test_digests_of_other_tools_are_verified(stated: str) -> None:
    assert digest_holds(stated, b"hello") is True
    assert digest_holds(stated, b"hellx") is False


def test_a_digest_of_an_unknown_kind_says_nothing() -> None:
    assert digest_holds("blake3:abc", b"hello") is None
