"""Articles written as WACZ: other tools accept it, we read the same articles back, and equal archives give equal bytes."""

import gzip
import hashlib
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.capture.shapes import sized
from tests.capture.test_warc_reader import record
from tests.exports import articles
from tests.services import free_port, missing, running
from tests.test_bad_input import page
from tubancrawl.capture.message import read_message
from tubancrawl.capture.warc import iter_stored
from tubancrawl.capture.warc.surt import surt
from tubancrawl.cli import cli
from tubancrawl.site import ROOT

HISTORY = [Path(f"fixtures/history/{day}.warc.gz") for day in ("2018-07-20", "2021-11-13", "2026-09-15")]
BACK_AND_FORTH = "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"


def run(archive: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(archive), *words], catch_exceptions=False)


def export(archive: Path, target: Path, *words: str) -> Path:
    done = run(archive, "export", "wacz", "--output", str(target), *words)
    assert done.exit_code == 0, done.output
    return target


def imported(folder: Path, *files: Path) -> Path:
    done = run(folder, "import", *map(str, files))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three recordings, in which articles were edited, moved and removed. Read only."""
    return imported(tmp_path_factory.mktemp("kept") / "archive", *HISTORY)


@pytest.fixture(scope="module")
def every(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every capture of every article."""
    return export(kept, tmp_path_factory.mktemp("wacz") / "all.wacz", "--versions", "all")


def tool(variable: str, default: str, program: str) -> Path:
    found = Path(os.environ.get(variable, default)).absolute() / program
    if not found.exists():
        missing(program, f"make an environment with it and name its bin folder in {variable}; .ci/run does")
    return found


def member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def pages(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in member(path, "pages/pages.jsonl").splitlines()]


def test_what_is_exported_whole_imports_to_the_same_articles(kept: Path, every: Path, tmp_path: Path) -> None:
    assert articles(imported(tmp_path / "a", every), times=True) == articles(kept, times=True)


def test_current_versions_import_to_the_same_current_versions(kept: Path, tmp_path: Path) -> None:
    target = export(kept, tmp_path / "current.wacz")
    depends_on_all = ("version", "versions", "state", "urls")
    current = [
        {
            article["url"]: {name: value for name, value in article.items() if name not in depends_on_all}
            for article in articles(archive, times=True)
        }
        for archive in (kept, imported(tmp_path / "a", target))
    ]
    assert current[0] == current[1]
    assert sum(article["versions"] for article in articles(tmp_path / "a")) == len(current[1])


def test_equal_archives_give_equal_bytes(every: Path, tmp_path: Path) -> None:
    other = imported(tmp_path / "a", *reversed(HISTORY))
    again = export(other, tmp_path / "again.wacz", "--versions", "all")
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(every.read_bytes()).digest()


def test_the_package_says_of_itself_what_it_is(every: Path, kept: Path) -> None:
    with zipfile.ZipFile(every) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    manifest = json.loads(member(every, "datapackage.json"))
    assert manifest["wacz_version"] == "1.1.1"
    for listed in manifest["resources"]:
        data = member(every, listed["path"])
        assert (listed["hash"], listed["bytes"]) == (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))
    digest = json.loads(member(every, "datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{hashlib.sha256(member(every, 'datapackage.json')).hexdigest()}"
    header, *listed_pages = pages(every)
    assert header["format"] == "json-pages-1.0"
    assert sorted((one["title"], one["ts"][:10]) for one in listed_pages) == sorted(
        (article["headline"], article["first_captured_at"][:10]) for article in articles(kept, times=True)
    )


def test_every_page_is_in_the_index_and_every_line_leads_to_its_record(every: Path, tmp_path: Path) -> None:
    lines = member(every, "indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines)
    warc = member(every, "archive/data.warc.gz")
    found = set()
    for line in lines:
        key, moment, facts = line.split(" ", 2)
        told = json.loads(facts)
        head = gzip.decompress(warc[int(told["offset"]) :][: int(told["length"])])[:1000]
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in head
        assert surt(told["url"]) == key
        found.add((told["url"], moment))
    assert {(one["url"], "".join(c for c in one["ts"][:19] if c.isdigit())) for one in pages(every)[1:]} <= found


def test_cdxj_indexer_gives_the_same_lines(every: Path, tmp_path: Path) -> None:
    program = tool("TUBANCRAWL_WACZ", ".venv-wacz/bin", "cdxj-indexer")
    (tmp_path / "data.warc.gz").write_bytes(member(every, "archive/data.warc.gz"))
    theirs = subprocess.run([program, "--sort", tmp_path / "data.warc.gz"], capture_output=True, check=True).stdout
    assert theirs == member(every, "indexes/index.cdx")


def test_py_wacz_finds_it_valid(every: Path) -> None:
    program = tool("TUBANCRAWL_WACZ", ".venv-wacz/bin", "wacz")
    done = subprocess.run([program, "validate", "-f", every], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "the passed WACZ is valid" in done.stdout) == (0, True), done.stdout + done.stderr


URLS = [
    *("https://www.tubankab.go.id/Entry/Panen%20Raya/", "http://tubankab.go.id:80/a//b/../c/./d?b=2&a=1&a&A=", "https://a.id"),
    *(
        "https://tubankab.go.id:8443/x?",
        "https://tubankab.go.id/?q=%2541%26#top",
        "http://WWW2.Tubankab.go.id/entri/Sungguh–sungguh",
    ),
    *("https://tubankab.go.id/x?PHPSESSID=0123456789abcdef0123456789abcdef&b=1", "https://tubankab.go.id/a?z=%C3%A9&y=a b"),
    *("https://tubankab.go.id/../../x", "https://tubankab.go.id/a/..", "https://user:pw@tubankab.go.id/x/", "http://192.0.2.7/x"),
    *(
        "https://tubankab.go.id/x#?a=b",
        "https://tubankab.go.id/%",
        "https://tubankab.go.id/a%2Fb%3Fc",
        "https://tubankab.go.id/a;b=c?d",
    ),
    *("https://tubankab.go.id/files/2018-07/Foto%20(1).JPG?0123456789", "https://tubankab.go.id/x?b&a&b=1&=&"),
]


def test_addresses_sort_as_the_internet_archives_tools_sort_them() -> None:
    python = tool("TUBANCRAWL_WACZ", ".venv-wacz/bin", "python")
    code = "import sys, json, surt; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"
    theirs = subprocess.run([python, "-c", code], input=json.dumps(URLS), capture_output=True, encoding="utf-8", check=True)
    assert [surt(url) for url in URLS] == json.loads(theirs.stdout)


def test_pywb_gives_its_pages_back(every: Path, tmp_path: Path) -> None:
    wayback = tool("TUBANCRAWL_PYWB", ".venv-pywb/bin", "wayback")
    for command in (["init", "tuban"], ["add", "--unpack-wacz", "tuban", str(every)]):
        subprocess.run([wayback.parent / "wb-manager", *command], cwd=tmp_path, check=True, capture_output=True)
    bodies = {
        f"{stored.started_at:%Y%m%d%H%M%S} {stored.url}": read_message(stored.response, max_body=1 << 24).payload
        for stored in iter_stored(every)
    }
    port = free_port()
    with running([str(wayback), "-p", str(port), "-b", "127.0.0.1"], port=port, cwd=tmp_path, log=tmp_path / "log"):
        for listed in pages(every)[1:11]:
            moment = "".join(c for c in listed["ts"][:19] if c.isdigit())
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", f"/tuban/{moment}id_/{listed['url']}", headers={"Accept-Encoding": "identity"})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            original = bodies[f"{moment} {listed['url']}"]
            assert answer.status == 200
            assert body in {original, _gunzipped(original)}


def _gunzipped(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def test_the_original_behind_a_revisit_comes_along(tmp_path: Path) -> None:
    html = page().encode()
    answer = sized(html, b"Content-Type: text/html")
    head = answer[: -len(html)]
    digest = f"sha256:{hashlib.sha256(html).hexdigest()}"
    revisit = record(
        "revisit",
        "urn:uuid:b",
        head,
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "WARC-Refers-To: <urn:uuid:a>",
        f"WARC-Refers-To-Target-URI: {ROOT}/entry/lama",
        "WARC-Refers-To-Date: 2018-07-18T02:30:00Z",
        f"WARC-Payload-Digest: {digest}",
        url=f"{ROOT}/entry/baru",
        date="2019-07-18T02:30:00Z",
    )
    first = record("response", "urn:uuid:a", answer, f"WARC-Payload-Digest: {digest}", url=f"{ROOT}/entry/lama")
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress(first) + gzip.compress(revisit))
    archive = imported(tmp_path / "archive", tmp_path / "x.warc.gz")
    target = export(archive, tmp_path / "x.wacz", "--limit", "1")
    assert [one["url"] for one in pages(target)[1:]] == [f"{ROOT}/entry/baru"]
    assert {stored.record_id: stored.response for stored in iter_stored(target)} == {"urn:uuid:a": answer, "urn:uuid:b": answer}


def test_what_stops_an_export_leaves_the_old_file(kept: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(kept, tmp_path / "archive"))
    target = tmp_path / "x.wacz"
    target.write_text("old")
    [warc] = (archive / "warc").iterdir()
    data = bytearray(warc.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    warc.write_bytes(data)
    done = CliRunner().invoke(cli, ["--archive", str(archive), "export", "wacz", "--output", str(target)])
    assert done.exit_code == 1
    assert warc.name in str(done.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "x.wacz"]
    assert target.read_text() == "old"


def test_nothing_is_written_where_nothing_fits_or_no_file_is_named(kept: Path, tmp_path: Path) -> None:
    program = [str(Path(sys.executable).parent / "tubancrawl"), "--archive", str(kept), "export", "wacz"]
    none = subprocess.run([*program, "--since", "2100-01-01", "--output", str(tmp_path / "x.wacz")], check=False)
    assert (none.returncode, list(tmp_path.iterdir())) == (3, [])
    unnamed = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert (unnamed.returncode, "--output" in unnamed.stderr) == (2, True)


def test_a_large_archive_does_not_sit_in_memory(tmp_path: Path) -> None:
    """Thirty pages of 0.8 MB that hardly compress take at most 8 MB more than one."""
    used = []
    for name, count in (("small", 1), ("large", 30)):
        records = [
            record("response", f"urn:uuid:{number}", _heavy(number), url=f"{ROOT}/entry/a{number}") for number in range(count)
        ]
        (tmp_path / f"{name}.warc.gz").write_bytes(b"".join(gzip.compress(one, 1) for one in records))
        archive = imported(tmp_path / name, tmp_path / f"{name}.warc.gz")
        assert len(articles(archive)) == count
        code = "import sys; from tubancrawl.cli import cli; cli.main(sys.argv[1:], standalone_mode=False); "
        code += "print(open('/proc/self/status').read())"
        words = ["--archive", str(archive), "export", "wacz", "--output", str(tmp_path / f"{name}.wacz")]
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
        used.append(int(next(line for line in done.stdout.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024)
    assert (tmp_path / "large.wacz").stat().st_size > 12_000_000
    assert used[1] - used[0] < 8_000_000


def _heavy(number: int) -> bytes:
    noise = random.Random(number).randbytes(400_000).hex()
    return sized(page(extra=f"<!-- {noise} -->").encode(), b"Content-Type: text/html")


Mutation = Callable[[dict[str, bytes]], None]


def _flip(members: dict[str, bytes]) -> None:
    data = bytearray(members["archive/data.warc.gz"])
    data[len(data) // 2] ^= 1
    members["archive/data.warc.gz"] = bytes(data)


def _other_pages(members: dict[str, bytes]) -> None:
    members["pages/pages.jsonl"] = members["pages/pages.jsonl"].replace(b"Articles", b"Artikels")


def _other_manifest(members: dict[str, bytes]) -> None:
    members["datapackage.json"] = members["datapackage.json"].replace(b"tubankab.go.id:", b"tubankab-go-id:")


def _cut(members: dict[str, bytes]) -> None:
    members["indexes/index.cdx"] = members["indexes/index.cdx"][:-300]


def _drop(members: dict[str, bytes]) -> None:
    del members["pages/pages.jsonl"]


def _no_json(members: dict[str, bytes]) -> None:
    members["datapackage.json"] = b"[" * 100_000


def _longer(members: dict[str, bytes]) -> None:
    members["archive/data.warc.gz"] += members["archive/data.warc.gz"][:500]


@pytest.mark.parametrize("mutate", [_flip, _other_pages, _other_manifest, _cut, _drop, _no_json, _longer])
def test_a_package_that_was_tampered_with_is_refused_whole(every: Path, tmp_path: Path, mutate: Mutation) -> None:
    with zipfile.ZipFile(every) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    mutate(members)
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    done = CliRunner().invoke(cli, ["--archive", str(tmp_path / "a"), "import", "--json", str(tmp_path / "x.wacz")])
    assert done.exit_code == 1
    assert "the file is refused" in str(done.exception)
    assert articles(tmp_path / "a") == []
