"""Archived bytes on the second origin: nearest in time, decoded, led within it, harmless; damage is named. Synthetic."""

import gzip
import hashlib
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import httpx
import pytest
from lxml import html
from PIL import Image

from tests.asgi import ask
from tests.scripting import Script, import_warc, moment, told, write_warc
from tests.spiders.test_conditions import NOT_MODIFIED, edition, visiting
from tests.static_site import Answer
from tubancrawl.access.addresses import timestamp
from tubancrawl.access.original import create_original_app
from tubancrawl.access.original.held import held_by
from tubancrawl.access.room import Room
from tubancrawl.capture.warc import iter_records
from tubancrawl.store.captures import captures_of
from tubancrawl.store.nearest import capture_by_record

SITE = "https://tubankab.go.id"
ROOM = "http://127.0.0.1:8000"
DAY = [timestamp(moment(number)) for number in range(10)]
FIRST, SECOND = "<html><body><p>Tubankab - satu</p></body></html>", "<html><body><p>Tubankab - dua</p></body></html>"


def sent(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]).encode() + body


def picture(form: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (3, 2), "red").save(data, form)
    return data.getvalue()


RICH = """<!DOCTYPE html><html><head><base href="/folder/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<meta http-equiv="Set-Cookie" content="a=b"><title>Kaya</title><link rel="preconnect" href="https://evil.example">
<link rel="dns-prefetch" href="//evil.example"><link rel="stylesheet" href="a.css" integrity="sha256-x" crossorigin>
<script src="x.js"></script><style>body{background:url( "bg.png" )} @import 'more.css';
p{background:url(data:image/png;base64,AA)}</style></head><body onload="alert(1)" background="/b.png"><!-- comment -->
<a href="b?x=1&amp;y=2#z" target="_blank" ping="/p">b</a>
<a href="#here">here</a><a href="javascript:alert(1)">js</a><a href="mailto:a@b.example">mail</a><a href="//other.example/c">c</a>
<img src="../d.png" srcset="e.png 1x, /f.png 2x" onerror="alert(1)"><img src="data:image/png;base64,AA">
<img src="data:text/html,<script>1</script>"><form action="https://evil.example/" method="post"><input name="q">
<button formaction="https://evil.example/">go</button></form><p style="background:url(g.png)">Teks</p>
<iframe src="https://evil.example/"></iframe> ekor <object data="https://evil.example/">ganti</object><embed src="https://evil.example/">
<noscript><img src="noscript.png"></noscript>
<svg><a xlink:href="https://evil.example/"><image href="h.png"/></a></svg></body></html>"""

ANSWERS: dict[str, tuple[float, bytes]] = {
    "/entry/kaya": (0, told("200 OK", RICH)),
    "/entry/lama?x=a%2Fb&y=%C3%A9": (0, told("200 OK", FIRST)),
    "/entry/gzip": (0, sent(gzip.compress(FIRST.encode()), "Content-Type: text/html", "Content-Encoding: gzip")),
    "/entry/br": (0, sent(brotli.compress(FIRST.encode()), "Content-Type: text/html", "Content-Encoding: br")),
    "/entry/chunked": (
        0,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(FIRST), FIRST.encode()),
    ),
    "/entry/latin": (0, sent("<html><p>caf\xe9</p>".encode("latin-1"), "Content-Type: text/html; charset=iso-8859-1")),
    "/entry/gone": (0, told("410 Gone", "<p>Dihapus</p>")),
    "/entry/broken": (0, told("503 Service Unavailable", "<p>Pemeliharaan</p>")),
    "/entry/headers": (
        0,
        told(
            "200 OK",
            FIRST,
            *("Set-Cookie: session=geheim", "Refresh: 0; url=https://evil.example/", "Link: <https://evil.example>; rel=preload"),
            *(
                "Content-Security-Policy: default-src *",
                'Clear-Site-Data: "*"',
                "Service-Worker-Allowed: /",
                "X-Frame-Options: x",
            ),
            *("Access-Control-Allow-Origin: *", "Location: https://evil.example/", "Content-Disposition: attachment"),
        ),
    ),
    "/files/a.png": (0, sent(picture("PNG"), "Content-Type: text/html-ish")),
    "/files/a.jpg": (0, sent(picture("JPEG"), "Content-Type: image/jpg")),
    "/files/a.svg": (0, sent(b"<svg onload='alert(1)'/>", "Content-Type: image/svg+xml")),
    "/a.css": (0, sent(b"p{background:url(x.png)}", "Content-Type: text/css")),
    "/a.js": (0, sent(b"alert(1)", "Content-Type: application/javascript")),
    "/a.json": (0, sent(b'{"a":1}', "Content-Type: application/json")),
    "/a.woff2": (0, sent(b"wOF2", "Content-Type: font/woff2")),
    "/a.pdf": (0, sent(b"%PDF-1.4", "Content-Type: application/pdf")),
    '/"a\r\n.exe'.replace("\r\n", "%0D%0A"): (0, sent(b"MZ", "Content-Type: application/x-msdownload")),
    "/bare": (0, sent(b"<!doctype html><p>bare", "X: y")),
    "/empty": (0, sent(b"", status="204 No Content")),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    script = Script()
    script.answer("/entry/berita", 1, told("200 OK", FIRST))
    script.answer("/entry/berita", 5, told("200 OK", SECOND))
    script.redirect("/entry/pindah", "/entry/berita?utm_source=x", 1)
    script.redirect("/entry/keluar", "https://other.example/x", 1, "302 Found")
    script.redirect("/entry/aneh", "javascript:alert(1)", 1)
    for path, (when, answer) in ANSWERS.items():
        script.answer(path, when, answer)
    write_warc(folder / "warc", script.exchanges)
    import_warc(folder / "archive", folder / "warc")
    return folder / "archive"


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[Room]:
    with closing(Room(archive)) as room:
        yield room


Get = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def get(room: Room) -> Get:
    app = create_original_app(room, ROOM)
    return lambda path: ask(app, path)


@pytest.mark.parametrize(
    ("asked", "given", "holds"),
    [
        (DAY[0], DAY[1], "satu"),
        (DAY[1], DAY[1], "satu"),
        (DAY[2], DAY[1], "satu"),
        (DAY[3], DAY[1], "satu"),
        (DAY[4], DAY[5], "dua"),
        (DAY[9], DAY[5], "dua"),
        ("2026", DAY[1], "satu"),
        ("209912", DAY[5], "dua"),
    ],
    ids=["before the first", "exact", "nearer the first", "as near", "nearer the last", "after the last", "a year", "a month"],
)
def test_the_capture_nearest_to_the_time_is_given_under_its_own(get: Get, asked: str, given: str, holds: str) -> None:
    answer = get(f"/{asked}/{SITE}/entry/berita")
    if asked != given:
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/{given}/{SITE}/entry/berita")
        assert f'<{SITE}/entry/berita>; rel="original"' in answer.headers["Link"]
        answer = get(answer.headers["Location"])
    assert answer.status_code == 200
    assert holds in answer.text


def test_a_memento_says_of_what_and_when_it_is(get: Get) -> None:
    headers = get(f"/{DAY[1]}/{SITE}/entry/berita").headers
    assert headers["Memento-Datetime"] == "Tue, 03 Mar 2026 23:00:00 GMT"
    assert headers["Link"] == (
        f'<{SITE}/entry/berita>; rel="original", <{ROOM}/timegate/{SITE}/entry/berita>; rel="timegate", '
        f'<{ROOM}/timemap/link/{SITE}/entry/berita>; rel="timemap"; type="application/link-format"'
    )


@pytest.mark.parametrize(
    "form",
    [
        "http://www.tubankab.go.id/entries/berita/",
        "https:/tubankab.go.id/entry/berita",
        "tubankab.go.id/entry/berita?utm_source=x",
    ],
)
def test_any_form_of_an_address_is_found(get: Get, form: str) -> None:
    assert "satu" in get(f"/{DAY[1]}/{form}").text


def test_a_query_is_part_of_the_address(get: Get) -> None:
    assert get(f"/{DAY[0]}/{SITE}/entry/lama?x=a%2Fb&y=%C3%A9").status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "chunked"])
def test_codings_are_undone(get: Get, coding: str) -> None:
    answer = get(f"/{DAY[0]}/{SITE}/entry/{coding}")
    assert "satu" in answer.text
    assert {"content-encoding", "transfer-encoding"}.isdisjoint(answer.headers)


def test_a_page_is_given_in_utf_8_whatever_it_was(get: Get) -> None:
    answer = get(f"/{DAY[0]}/{SITE}/entry/latin")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "caf\xe9" in answer.text


@pytest.mark.parametrize(("slug", "status"), [("gone", 410), ("broken", 503)])
def test_an_archived_error_keeps_its_status_and_is_known_by_its_memento(get: Get, slug: str, status: int) -> None:
    answer = get(f"/{DAY[0]}/{SITE}/entry/{slug}")
    assert answer.status_code == status
    assert "Memento-Datetime" in answer.headers


def test_a_redirect_leads_to_the_same_time_within_the_second_origin(get: Get) -> None:
    answer = get(f"/{DAY[1]}/{SITE}/entry/pindah")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{DAY[1]}/{SITE}/entry/berita?utm_source=x")
    assert get(f"/{DAY[1]}/{SITE}/entry/keluar").headers["Location"] == f"/{DAY[1]}/https://other.example/x"


def test_a_redirect_to_no_web_address_is_shown_as_a_page(get: Get) -> None:
    answer = get(f"/{DAY[1]}/{SITE}/entry/aneh")
    assert (answer.status_code, "Location" in answer.headers) == (200, False)


def test_no_archived_header_is_repeated(get: Get) -> None:
    answer = get(f"/{DAY[0]}/{SITE}/entry/headers")
    assert set(answer.headers) == {"cache-control", "memento-datetime", "link", "content-length", "content-type"}
    assert "evil" not in str(answer.headers)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/files/a.png", "image/png"),
        ("/files/a.jpg", "image/jpeg"),
        ("/files/a.svg", "application/octet-stream"),
        ("/a.css", "text/css; charset=utf-8"),
        ("/a.js", "text/plain; charset=utf-8"),
        ("/a.json", "text/plain; charset=utf-8"),
        ("/a.woff2", "font/woff2"),
        ("/a.pdf", "application/octet-stream"),
        ("/bare", "text/html; charset=utf-8"),
        ("/empty", "application/octet-stream"),
    ],
)
def test_the_type_is_one_of_a_list(get: Get, path: str, media_type: str) -> None:
    answer = get(f"/{DAY[0]}/{SITE}{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)
    assert ("attachment" in answer.headers.get("Content-Disposition", "")) == (media_type == "application/octet-stream")


def test_the_name_of_a_download_is_plain(get: Get) -> None:
    answer = get(f"/{DAY[0]}/{SITE}/%22a%0D%0A.exe")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="_a_.exe"'


@pytest.fixture(scope="module")
def rich(get: Get) -> html.HtmlElement:
    return html.document_fromstring(get(f"/{DAY[0]}/{SITE}/entry/kaya").content)


def test_every_address_of_a_page_leads_to_the_same_time(rich: html.HtmlElement) -> None:
    prefix = f"/{DAY[0]}/"
    led = {
        value
        for element in rich.iter()
        for name, value in element.attrib.items()
        if name in {"href", "src", "xlink:href", "background"}
    }
    assert led == {
        *(prefix + SITE + path for path in ("/folder/a.css", "/b.png", "/folder/b?x=1&y=2#z", "/d.png", "/folder/noscript.png")),
        *(prefix + SITE + "/folder/h.png", prefix + "https://other.example/c", prefix + "https://evil.example/"),
        *("#here", "data:image/png;base64,AA"),
    }
    assert rich.xpath("//img/@srcset")[0] == f"{prefix}{SITE}/folder/e.png 1x, {prefix}{SITE}/f.png 2x"


def test_styles_lead_there_too(rich: html.HtmlElement) -> None:
    css = "".join(rich.xpath("//style/text()"))
    prefix = f"/{DAY[0]}/{SITE}/folder"
    assert f'url("{prefix}/bg.png")' in css
    assert f'@import "{prefix}/more.css"' in css
    assert "url(data:image/png;base64,AA)" in css
    assert rich.xpath("//p/@style") == [f'background:url("{prefix}/g.png")']


def test_what_would_run_send_or_embed_is_gone_and_the_text_stays(rich: html.HtmlElement) -> None:
    names = {element.tag for element in rich.iter() if isinstance(element.tag, str)}
    assert names.isdisjoint({"script", "iframe", "object", "embed", "base"})
    attributes = {name for element in rich.iter() for name in element.attrib}
    assert attributes.isdisjoint({"onload", "onerror", "target", "ping", "action", "formaction", "integrity", "http-equiv"})
    assert [link.get("rel") for link in rich.iter("link")] == ["stylesheet"]
    assert {"Teks", "ekor", "here", "js", "mail", "ganti"} <= set(" ".join(rich.itertext()).split())


def test_a_style_sheet_of_its_own_is_led_too(get: Get) -> None:
    assert get(f"/{DAY[0]}/{SITE}/a.css").text == f'p{{background:url("/{DAY[0]}/{SITE}/x.png")}}'


@pytest.mark.parametrize("slug", ["gzip", "br", "chunked"])
def test_the_exact_payload_can_be_kept(get: Get, room: Room, slug: str) -> None:
    answer = get(f"/raw/{DAY[0]}/{SITE}/entry/{slug}")
    with room.reading() as session:
        [capture] = captures_of(session, f"{SITE}/entry/{slug}")
    assert hashlib.sha256(answer.content).hexdigest() == capture["payload_sha256"]
    suffix = {"gzip": ".gz", "br": ".br"}.get(slug, "")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}{suffix}"'
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_the_payload_of_another_time_leads_to_the_nearest(get: Get) -> None:
    assert get(f"/raw/{DAY[2]}/{SITE}/entry/berita").headers["Location"] == f"/raw/{DAY[1]}/{SITE}/entry/berita"


def test_the_record_is_given_as_it_lies_in_the_file(get: Get, room: Room) -> None:
    with room.reading() as session:
        [capture] = captures_of(session, f"{SITE}/entry/kaya")
    answer = get(f"/warc/{capture['record_id']}")
    assert answer.headers["Content-Type"] == "application/warc"
    assert answer.headers["Content-Disposition"].endswith('.warc.gz"')
    kinds = [record.get("WARC-Type") for record in iter_records(BytesIO(answer.content), "x.warc.gz")]
    assert sorted(kinds) == ["request", "response"]
    assert answer.content in (room.warc / capture["warc"]).read_bytes()
    assert get(f"/warc/{capture['record_id'].removeprefix('urn:uuid:')}").content == answer.content


def test_a_picture_is_given_by_its_digest(get: Get) -> None:
    data = picture("PNG")
    answer = get(f"/picture/{hashlib.sha256(data).hexdigest()}")
    assert (answer.content, answer.headers["Content-Type"]) == (data, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (f"/{DAY[0]}/{SITE}/entry/unknown", 404, "no capture of it"),
        (f"/{DAY[0]}/{SITE}/entry/%3Cscript%3Ealert(1)%3C/script%3E", 404, "no capture of it"),
        (f"/raw/{DAY[0]}/{SITE}/entry/unknown", 404, "no capture of it"),
        ("/20180230000000/https://tubankab.go.id/", 400, "expected a time"),
        ("/201807/https://[::1/", 400, "Invalid"),
        ("/99999999999999/https://tubankab.go.id/", 400, "expected a time"),
        ("/0000/https://tubankab.go.id/", 400, "expected a time"),
        ("/20181/https://tubankab.go.id/", 400, "expected a time"),
        ("/2018/https://tubankab.go.id/%0D%0Ax", 404, "no capture"),
        ("/2018/", 400, "a host"),
        ("/2018/ftp://x.example/", 404, "no capture"),
        ("/warc/urn:uuid:nothing", 404, "no such record"),
        ("/warc/../../etc/passwd", 404, "Expected"),
        ("/warc/..%2F..%2Fetc%2Fpasswd", 404, "no such record"),
        ("/picture/" + "0" * 64, 404, "no capture"),
        ("/picture/x", 404, "no capture"),
        (f"/picture/{hashlib.sha256(FIRST.encode()).hexdigest()}", 404, "none of them"),
        ("/nothing", 404, "Expected"),
        ("/", 200, "reading room"),
    ],
)
def test_what_is_not_there_is_said_on_a_page(get: Get, path: str, status: int, says: str) -> None:
    answer = get(path)
    assert answer.status_code == status
    assert says in answer.text
    assert "<script" not in answer.text
    assert "Memento-Datetime" not in answer.headers


def test_search_engines_are_asked_to_stay_away(get: Get) -> None:
    assert get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def harmed(archive: Path, tmp_path: Path, harm: Callable[[bytes], bytes | None]) -> Get:
    """Give an archive whose one WARC file was changed behind its back; None removes it."""
    copy = tmp_path / "archive"
    shutil.copytree(archive, copy)
    [file] = (copy / "warc").iterdir()
    data = harm(file.read_bytes())
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)
    app = create_original_app(Room(copy), ROOM)
    return lambda path: ask(app, path)


def _altered(data: bytes) -> bytes:
    """Change a word, with sound gzip members in their places: only the digests can tell."""
    return b"".join(_with_another_word(member) for member in _members(data))


def _with_another_word(member: bytes) -> bytes:
    record = zlib.decompress(member, 31)
    if SECOND.encode() not in record:
        return member
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packing.compress(record.replace(b"dua", b"aud")) + packing.flush()
    changed = record.replace(b"dua", b"aud")
    # Whatever it is shorter by goes into the header, as the name of a file.
    name = (b"\0" * (spare := len(member) - len(packed) - 18)).replace(b"\0", b"x", max(spare - 1, 0))
    end = struct.pack("<II", zlib.crc32(changed), len(changed))
    written = b"\x1f\x8b\x08" + (b"\x08" if name else b"\0") + b"\0\0\0\0\0\xff" + name + packed + end
    assert len(written) == len(member)
    return written


def _members(data: bytes) -> Iterator[bytes]:
    while data:
        stream = zlib.decompressobj(31)
        stream.decompress(data)
        yield data[: len(data) - len(stream.unused_data)]
        data = stream.unused_data


@pytest.mark.parametrize(
    "harm",
    [lambda _: None, lambda data: data[:800], lambda data: b"\0" * len(data), lambda data: data[500:], _altered],
    ids=["file gone", "cut", "zeros", "shifted", "altered"],
)
def test_damaged_bytes_are_no_error_of_ours_and_verify_is_named(
    archive: Path, tmp_path: Path, harm: Callable[[bytes], bytes | None]
) -> None:
    get = harmed(archive, tmp_path, harm)
    for path in (f"/{DAY[5]}/{SITE}/entry/berita", f"/raw/{DAY[5]}/{SITE}/entry/berita"):
        answer = get(path)
        assert answer.status_code == 502
        assert "tubancrawl verify" in answer.text
        assert str(tmp_path) not in answer.text


def test_without_a_database_the_second_origin_says_so(tmp_path: Path) -> None:
    answer = ask(create_original_app(Room(tmp_path / "none"), ROOM), f"/2018/{SITE}/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert str(tmp_path) not in answer.text


@pytest.mark.parametrize(("etag", "status"), [('"1"', 304), (None, 200)], ids=["not modified", "the same again"])
def test_a_repeated_answer_is_shown_with_the_body_that_it_stands_for(tmp_path: Path, etag: str | None, status: int) -> None:
    named = {"ETag": etag} if etag else {}

    def answer(_: str, headers: Mapping[str, str]) -> Answer:
        return NOT_MODIFIED if etag and headers.get("if-none-match") == etag else edition(1, **named)

    with visiting(tmp_path, answer) as visits:
        visits.visit(2)
    assert visits.kinds == ["response", "revisit"]
    with closing(Room(tmp_path / "archive")) as room:
        with room.reading() as session:
            captures = [capture_by_record(session, one.record_id) for one in visits.kept]
        assert [one.http_status for one in captures] == [200, status]
        assert [held_by(room, one).message.body for one in captures] == [edition(1).body] * 2


def test_a_repeated_answer_without_its_original_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    alone = Path("tests/capture/revisits.warc").read_bytes()
    (tmp_path / "warc" / "alone.warc").write_bytes(alone[alone.index(b"WARC/1.1", 10) :])
    import_warc(tmp_path / "archive", tmp_path / "warc")
    answer = ask(create_original_app(Room(tmp_path / "archive"), ROOM), f"/20180719023000/{SITE}/entry/synthetic")
    assert answer.status_code == 404
    assert "not in this archive" in answer.text


def test_a_timestamp_is_in_utc() -> None:
    assert timestamp(datetime.fromisoformat("2018-07-18T06:00:00+07:00")) == "20180717230000"
