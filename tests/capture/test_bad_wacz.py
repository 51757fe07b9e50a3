"""Packages made to attack or to mislead are refused whole, with the reason, in bounded memory; nothing is written anywhere."""

import gzip
import hashlib
import json
import stat
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.capture.shapes import sized
from tests.capture.test_warc_reader import record
from tests.exports import articles
from tests.test_bad_input import page
from tubancrawl.capture.wacz import iter_wacz_members
from tubancrawl.cli import cli
from tubancrawl.errors import UnreadableRecord
from tubancrawl.site import ROOT

GOOD_NAME = "archive/data.warc.gz"
GOOD = gzip.compress(
    record("response", "urn:uuid:good", sized(page().encode(), b"Content-Type: text/html"), url=f"{ROOT}/entry/good")
)

Made = Callable[[], bytes]


def package(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP with a good WARC file and these members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(GOOD_NAME, GOOD)
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def manifest(**changes: object) -> bytes:
    listed = {"name": "data", "path": GOOD_NAME, "hash": f"sha256:{hashlib.sha256(GOOD).hexdigest()}", "bytes": len(GOOD)}
    return json.dumps({"profile": "data-package", "resources": [{**listed, **changes}]}).encode()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def patched(data: bytes, signature: bytes, offset: int, form: str, value: int, *, which: int = 0) -> bytes:
    """The ZIP with one number changed in its `which`-th local header (PK 3 4), entry of the list (PK 1 2) or end (PK 5 6)."""
    at = -1
    for _ in range(which + 1):
        at = data.index(signature, at + 1)
    return data[: at + offset] + struct.pack(form, value) + data[at + offset + struct.calcsize(form) :]


LOCAL, LISTED, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
OUTSIDE = (
    *(
        "../x.warc.gz",
        "archive/../../x.warc.gz",
        "/etc/x.warc.gz",
        "//server/x.warc.gz",
        "archive\\..\\x.warc.gz",
        "C:/x.warc.gz",
    ),
    *("C:x.warc.gz", "..", "archive/..", "archive/../..", "\\\\server\\share\\x.warc.gz", "/", "archive/../indexes/x.cdx"),
    *("../../../../../../etc/cron.d/x", "pages/../../pages.jsonl", "/proc/self/mem", "..\\x.warc.gz", "file:/x.warc.gz"),
)


def bomb(name: str, megabytes: int) -> bytes:
    with zipfile.ZipFile(buffer := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(GOOD_NAME, GOOD)
        archive.writestr(name, bytes(megabytes << 20))
    return buffer.getvalue()


def overlapping() -> bytes:
    """Two names for one member's bytes."""
    data = package(("archive/second.warc.gz", GOOD))
    return patched(data, LISTED, 42, "<I", 0, which=1)


def a_million_entries() -> bytes:
    """A list of a million members, all of one place."""
    entry = struct.pack("<4s4B4HL2L5H2L", LISTED, 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0)
    listed = b"".join(entry + f"{number:08x}".encode() for number in range(1_000_000))
    zip64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, len(listed), 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(listed), 1)
    return listed + zip64 + locator + struct.pack("<4s4H2LH", END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def deflated_with_rubbish_after() -> bytes:
    """A deflated member that gives fewer bytes than it says."""
    data = package(("pages/pages.jsonl", b"a" * 5000), method=zipfile.ZIP_DEFLATED)
    return patched(patched(data, LISTED, 24, "<I", 5001, which=1), LOCAL, 22, "<I", 5001, which=1)


CASES: dict[str, tuple[Made, str]] = {
    **{f"outside {name}": (partial(package, (name, GOOD)), "points outside") for name in OUTSIDE},
    "a link": (lambda: package((link("archive/x.warc.gz"), b"/etc/passwd")), "symbolic link"),
    "a link that is no recording": (lambda: package((link("pages/pages.jsonl"), b"../../x")), "symbolic link"),
    "a folder that is a link": (lambda: package((link("archive"), b"/etc")), "symbolic link"),
    "listed twice": (lambda: package((GOOD_NAME, GOOD)), "listed twice"),
    "a manifest listed twice": (lambda: package(("datapackage.json", b"{}"), ("datapackage.json", b"{}")), "listed twice"),
    "laid over each other": (overlapping, "lies over"),
    "laid over, half": (
        lambda: patched(package(("archive/b.warc.gz", GOOD)), LISTED, 42, "<I", 31, which=1),
        "expected the header",
    ),
    "encrypted": (lambda: patched(package(), LISTED, 8, "<H", 1), "encrypted"),
    "strongly encrypted": (lambda: patched(package(), LISTED, 8, "<H", 0x41), "encrypted"),
    "stored, said longer": (lambda: patched(package(), LISTED, 24, "<I", len(GOOD) + 10), "refused"),
    "stored, said shorter": (lambda: patched(package(), LISTED, 24, "<I", len(GOOD) - 10), "refused"),
    "stored, both said shorter": (
        lambda: patched(patched(package(), LISTED, 24, "<I", len(GOOD) - 10), LISTED, 20, "<I", len(GOOD) - 10),
        "refused",
    ),
    "packed, said past the end": (lambda: patched(package(), LISTED, 20, "<I", 1 << 30), "past the end"),
    "four gigabytes, said": (lambda: patched(package(), LISTED, 24, "<I", 0xFFFFFFFE), "would unpack"),
    "deflated, said longer": (deflated_with_rubbish_after, "expected 5001 bytes, found 5000"),
    "checksum of another": (lambda: patched(package(), LISTED, 16, "<I", 0x12345678), "CRC"),
    "checksum of another, no recording": (lambda: patched(package(("x", b"y")), LISTED, 16, "<I", 1, which=1), "CRC"),
    "an offset past the end": (lambda: patched(package(), LISTED, 42, "<I", 1 << 30), "expected the header"),
    "an offset into the middle": (lambda: patched(package(), LISTED, 42, "<I", 10), "expected the header"),
    "a name that differs in its header": (
        lambda: package().replace(b"archive/data.warc.gz", b"archive/DATA.warc.gz", 1),
        "refused",
    ),
    "a method of the future": (lambda: patched(package(), LISTED, 10, "<H", 99), "method 99"),
    "bzip2": (lambda: package(("x", b"y" * 100), method=zipfile.ZIP_BZIP2), "method 12"),
    "lzma": (lambda: package(("x", b"y" * 100), method=zipfile.ZIP_LZMA), "method 14"),
    "a name that is no UTF-8": (
        lambda: patched(package().replace(b"data.warc", b"d\xff\xfea.warc"), LISTED, 8, "<H", 0x800),
        "no readable ZIP",
    ),
    "a name with a NUL": (lambda: package().replace(b"archive/data", b"archive/d\0ta"), "points outside"),
    "a bomb as a recording": (lambda: bomb("archive/x.warc", 64), "would unpack"),
    "a bomb as pages": (lambda: bomb("pages/pages.jsonl", 64), "would unpack"),
    "a bomb as an index": (lambda: bomb("indexes/index.cdx", 300), "would unpack"),
    "a million members": (a_million_entries, "list of members"),
    "a list said longer than the file": (lambda: patched(package(), END, 12, "<I", 1 << 22), "no readable ZIP"),
    "a list said endless": (lambda: patched(package(), END, 12, "<I", 0xFFFFFFF0), "no readable ZIP"),
    "a list said elsewhere": (lambda: patched(package(), END, 16, "<I", 1 << 29), "expected the header"),
    "cut": (lambda: package()[:-30], "no readable ZIP"),
    "no ZIP": (lambda: b"this is no ZIP" * 100, "no readable ZIP"),
    "empty": (lambda: b"", "no readable ZIP"),
    "a WARC by that name": (lambda: GOOD, "no readable ZIP"),
    "a manifest with another digest": (
        lambda: package(("datapackage.json", manifest(hash="sha256:" + "0" * 64))),
        "expected sha256",
    ),
    "a manifest with another length": (lambda: package(("datapackage.json", manifest(bytes=5))), "expected bytes 5"),
    "a manifest of more than there is": (lambda: package(("datapackage.json", manifest(path="archive/y.warc.gz"))), "not there"),
    "a manifest that is no JSON": (lambda: package(("datapackage.json", b"{")), "manifest cannot be read"),
    "a manifest that is a list": (lambda: package(("datapackage.json", b"[]")), "manifest cannot be read"),
    "a manifest without digests": (
        lambda: package(("datapackage.json", json.dumps({"resources": [{"path": GOOD_NAME}]}).encode())),
        "manifest cannot be read",
    ),
    "a manifest nested without end": (lambda: package(("datapackage.json", b"[" * 1_000_000)), "manifest cannot be read"),
    "a huge manifest": (lambda: package(("datapackage.json", b" " * (17 << 20))), "bytes"),
    "a digest of another manifest": (
        lambda: package(
            ("datapackage.json", manifest()), ("datapackage-digest.json", json.dumps({"hash": "sha256:00"}).encode())
        ),
        "expected sha256 00",
    ),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", CASES)
def test_a_bad_package_is_refused_before_a_record_of_it_is_seen(tmp_path: Path, case: str) -> None:
    make, reason = CASES[case]
    path = tmp_path / "x.wacz"
    path.write_bytes(make())
    tracemalloc.start()
    with pytest.raises(UnreadableRecord, match=r"x\.wacz.*the file is refused") as refusal:
        next(iter_wacz_members(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reason in str(refusal.value)
    assert peak < 80_000_000
    assert [file.name for file in tmp_path.iterdir()] == ["x.wacz"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_import_names_every_bad_package_and_takes_the_good_file_after_them(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (make, _) in enumerate(CASES.values()):
        (folder / f"{number:02}.wacz").write_bytes(make())
    (folder / "good.warc.gz").write_bytes(_other_good())
    done = CliRunner().invoke(cli, ["--archive", str(tmp_path / "a"), "import", "--json", str(folder)])
    assert done.exit_code == 1
    assert [f"{number:02}.wacz" in str(done.exception) for number in range(len(CASES))] == [True] * len(CASES)
    assert [article["url"] for article in articles(tmp_path / "a")] == [f"{ROOT}/entry/other"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "in"]
    assert len(list(folder.iterdir())) == len(CASES) + 1


def _other_good() -> bytes:
    html = page().encode()
    return gzip.compress(record("response", "urn:uuid:other", sized(html, b"Content-Type: text/html"), url=f"{ROOT}/entry/other"))


@pytest.mark.parametrize(
    "line",
    [
        'id,go,tubankab)/entry/good 20180718023000 {"offset": "99999999", "length": "10", "filename": "data.warc.gz"}',
        'id,go,tubankab)/entry/good 20180718023000 {"offset": "-1", "length": "-1", "filename": "../../etc/passwd"}',
        'id,go,tubankab)/entry/good 99999999999999 {"offset": "0", "length": "99999999999999999999", "filename": "x"}',
        "\x00" * 1000,
    ],
    ids=["past the end", "negative", "huge", "no CDXJ"],
)
def test_a_lying_index_is_not_believed(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.wacz").write_bytes(package(("indexes/index.cdx", line.encode()), ("datapackage.json", manifest())))
    done = CliRunner().invoke(cli, ["--archive", str(tmp_path / "a"), "import", str(tmp_path / "x.wacz")])
    assert done.exit_code == 0, done.exception
    assert [article["url"] for article in articles(tmp_path / "a")] == [f"{ROOT}/entry/good"]


def test_there_are_at_least_sixty_cases() -> None:
    assert len(CASES) >= 60
    assert zlib.crc32(GOOD)  # the good one is one: the cases differ from it in the one thing that they name
