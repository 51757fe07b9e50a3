"""The pictures of articles on their whole way: crawled, imported, rebuilt, verified, filled in later, shown. All synthetic."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from tests.crawling import crawl
from tests.pictures import drawn, encoded, png_bomb
from tests.static_site import Answer, StaticSite, serve_answers
from tests.web.asking import ask, room_of
from tubancrawl.access.pictures import picture_payload
from tubancrawl.cli import cli
from tubancrawl.errors import NotFound, UnreadableRecord
from tubancrawl.items import Item, PageItem
from tubancrawl.parsing import read_page
from tubancrawl.rebuild import rebuild
from tubancrawl.reprocess import read_again, stored
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.dump import iter_lines, iter_table
from tubancrawl.text import sha256
from tubancrawl.verification import examine, verify

FIRST, SMALLER, SECOND = encoded(drawn(1), quality=90), encoded(drawn(1).resize((320, 240)), quality=60), encoded(drawn(2))
PANEN, PASAR = "/files/2018-07/panen.jpg", "/files/2018-07/pasar.jpg"


def page(slug: str, *images: str, more: str = "") -> Answer:
    headline = slug.replace("-", " ").title() + " Diresmikan Bupati"
    figures = "".join(f'<figure><img src="{src}"><figcaption>foto : {slug} (nuril)</figcaption></figure>' for src in images)
    body = (
        f"<p>Tubankab - Pemerintah Kabupaten Tuban meresmikan {slug} pada Rabu (18/07) di hadapan warga desa setempat.</p>"
        f"<p>Bupati menyampaikan bahwa pembangunan itu selesai lebih cepat dari rencana semula berkat kerja bersama.{more}</p>"
        "<p>“Kami berharap warga ikut merawatnya,” ujarnya di hadapan para undangan yang hadir sejak pagi hari. (dewi/hei)</p>"
    )
    return Answer(
        f"<!DOCTYPE html><html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{figures}"
        f"<ul class=meta><li>18 July 2018 09:00</li></ul><div class=body>{body}</div></article></body></html>".encode()
    )


def image(data: bytes, kind: str = "image/jpeg") -> Answer:
    return Answer(data, headers={"Content-Type": kind})


def listing(*slugs: str) -> Answer:
    return Answer(f"<html><body>{''.join(f'<a href=/entry/{slug}>x</a>' for slug in slugs)}</body></html>".encode())


def site_of(pages: dict[str, Answer]) -> Callable[..., Answer | None]:
    return lambda path, _: pages.get(path)


PAGES = {
    "/": listing("panen", "pasar", "jalan", "luar"),
    "/entry/panen": page("panen", "/thumbs/600x400c/2018-07/panen.jpg?d20db3663a"),
    "/entry/pasar": page("pasar", PASAR),
    "/entry/jalan": page("jalan"),
    "/entry/luar": page("luar", "https://cdn.example.org/uploads/luar.jpg"),
    PANEN: image(FIRST),
    PASAR: image(SMALLER, "text/html"),
    "/files/2018-07/jalan.jpg": image(SECOND, "image/svg+xml"),
    "/files/2018-07/bom.png": image(png_bomb(), "image/png"),
}
LATER = {
    **PAGES,
    "/entry/jalan": page("jalan", "/files/2018-07/jalan.jpg", "/files/2018-07/bom.png", more=" Jumlahnya dikoreksi."),
}


def crawled(archive: Path, pages: dict[str, Answer]) -> StaticSite:
    with serve_answers(site_of(pages)) as site:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
    return site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[str]]]:
    archive = tmp_path_factory.mktemp("photos") / "archive"
    return archive, [crawled(archive, pages).asked for pages in (PAGES, LATER)]


@pytest.fixture
def mine(made: tuple[Path, list[list[str]]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "mine"))


def rows(archive: Path) -> dict[str, dict[str, Any]]:
    engine = open_database(archive / "archive.db", read_only=True)
    with engine.connect() as connection:
        found = {row["payload_sha256"]: row for row in iter_table(connection, "picture")}
    engine.dispose()
    return found


def dumped(archive: Path) -> list[str]:
    engine = open_database(archive / "archive.db", read_only=True)
    with engine.connect() as connection:
        lines = list(iter_lines(connection))
    engine.dispose()
    return lines


def change(archive: Path, statement: str) -> None:
    engine = open_database(archive / "archive.db")
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def run(archive: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(archive), *words])


def shown(archive: Path, name: str, *words: str) -> list[dict[str, Any]]:
    done = run(archive, "photos", name, "--json", *words)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_originals_are_asked_for_once_and_those_of_a_later_version_when_it_comes(made: tuple[Path, list[list[str]]]) -> None:
    first, second = made[1]
    assert sorted(path for path in first if path.startswith(("/files", "/thumbs"))) == [PANEN, PASAR]
    assert sorted(path for path in second if path.startswith(("/files", "/thumbs"))) == [
        "/files/2018-07/bom.png",
        "/files/2018-07/jalan.jpg",
    ]


def test_each_payload_is_known_by_its_bytes_whatever_the_server_called_it(made: tuple[Path, list[list[str]]]) -> None:
    found = rows(made[0])
    assert {data: found[sha256(data)]["media_type"] for data in (FIRST, SMALLER, SECOND)} == dict.fromkeys(
        (FIRST, SMALLER, SECOND), "image/jpeg"
    )
    assert found[sha256(png_bomb())]["problem"] == "more than 40000000 pixels"
    assert len(found) == 4


def test_photos_prints_the_pictures_of_an_article_and_where_else_they_were_used(made: tuple[Path, list[list[str]]]) -> None:
    (sight,) = shown(made[0], "panen")
    assert (sight["state"], sight["sha256"], sight["width"], sight["caption"], sight["credit"]) == (
        "captured",
        sha256(FIRST),
        640,
        "panen",
        "nuril",
    )
    assert [(use["url"].rpartition("/")[2], use["same"]) for use in sight["uses"]] == [
        ("panen", "same"),
        ("pasar", "recompressed"),
    ]
    assert shown(made[0], sha256(SMALLER))[0]["same"] == "recompressed"
    assert shown(made[0], f"https://tubankab.go.id{PASAR}") == shown(made[0], sha256(SMALLER))
    assert [sight["state"] for sight in shown(made[0], "luar")] == ["elsewhere"]
    assert [len(shown(made[0], "jalan", "--version", str(number))) for number in (1, 2)] == [0, 2]


def test_uses_come_a_page_at_a_time_alike_by_command_api_and_page(made: tuple[Path, list[list[str]]]) -> None:
    archive, digest = made[0], sha256(FIRST)
    (first,) = shown(archive, digest, "--limit", "1")
    printed = run(archive, "photos", digest, "--limit", "1").output
    cursor = printed.rpartition("more: --cursor ")[2].strip()
    (second,) = shown(archive, digest, "--limit", "1", "--cursor", cursor)
    assert [first, second] == shown(archive, digest)
    assert "more:" not in run(archive, "photos", digest, "--limit", "2").output
    (sight,) = shown(archive, "panen", "--limit", "1")
    assert sight["uses"] == [first]
    assert shown(archive, sight["url"], "--cursor", sight["next"]) == [second]
    assert "at least" in run(archive, "photos", "panen", "--limit", "1").output
    room = room_of(archive)
    assert ask(room, f"/api/v1/pictures/{digest}/uses?limit=1").json() == {"uses": [first], "next": cursor}
    assert ask(room, f"/api/v1/pictures/{digest.upper()}/uses?limit=1&cursor={cursor}").json() == {"uses": [second], "next": None}
    assert ask(room, f"/api/v1/pictures/{'0' * 64}/uses").status_code == 404
    assert ask(room, f"/api/v1/pictures/{digest}/uses?cursor=x").status_code == 400
    page = ask(room, f"/pictures/{digest}?after={cursor}")
    assert "/articles/pasar" in page.text
    assert "/articles/panen" not in page.text
    assert ask(room, f"/pictures/{digest}?after=x").status_code == 400


def test_a_cursor_is_none_of_an_article(made: tuple[Path, list[list[str]]]) -> None:
    assert run(made[0], "photos", "panen", "--cursor", "x").exit_code == 2


def test_photos_reads_well_without_json_too(made: tuple[Path, list[list[str]]]) -> None:
    done = run(made[0], "photos", "panen")
    assert done.exit_code == 0
    assert "640 × 480 pixels" in done.output
    assert "recompressed" in done.output
    assert "Pasar Diresmikan Bupati" in done.output


@pytest.mark.parametrize(
    "name", ["0" * 64, "tiada", "http://[", "\x07", "/files/tiada.jpg", "https://[.jpg", "x" * 100_000, "' OR 1=1 --"]
)
def test_photos_of_nothing_known_is_not_found(made: tuple[Path, list[list[str]]], name: str) -> None:
    assert isinstance(run(made[0], "photos", name).exception, NotFound)


def test_a_picture_of_another_host_is_known_by_its_uses(made: tuple[Path, list[list[str]]]) -> None:
    assert [use["url"].rpartition("/")[2] for use in shown(made[0], "https://cdn.example.org/uploads/luar.jpg")] == ["luar"]


def test_an_import_keeps_the_pictures_too(made: tuple[Path, list[list[str]]], tmp_path: Path) -> None:
    assert run(tmp_path / "copy", "import", str(made[0] / "warc")).exit_code == 0
    assert rows(tmp_path / "copy") == rows(made[0])


def test_a_replay_keeps_the_pictures_too(made: tuple[Path, list[list[str]]], tmp_path: Path) -> None:
    crawl(tmp_path / "again", mode="all", REPLAY_FROM=str(made[0] / "warc"))
    assert rows(tmp_path / "again") == rows(made[0])


def test_a_rebuild_gives_the_same_rows_and_verification_is_content(mine: Path) -> None:
    before = dumped(mine)
    assert verify(mine, deep=True) == []
    rebuild(mine)
    assert dumped(mine) == before


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE picture SET phash = '0000000000000000', band_0 = 0, band_1 = 0, band_2 = 0, band_3 = 0", "cell-differs"),
        ("UPDATE picture SET width = 641 WHERE width = 640", "cell-differs"),
        ("UPDATE picture SET media_type = 'image/gif'", "cell-differs"),
        ("UPDATE picture SET hasher = 'another'", "cell-differs"),
        ("DELETE FROM picture WHERE width = 640", "row-missing"),
    ],
)
def test_deep_verification_sees_a_row_that_the_bytes_do_not_give(mine: Path, statement: str, kind: str) -> None:
    change(mine, statement)
    found = verify(mine, deep=True)
    assert {(problem.kind, problem.table) for problem in found} == {(kind, "picture")}


@pytest.fixture
def old(made: tuple[Path, list[list[str]]], tmp_path: Path) -> Path:
    """An archive that was filled before pictures were read."""

    def read_no_picture(**told: Any) -> Item:
        item = read_page(**told)
        return replace(item, picture=None) if isinstance(item, PageItem) else item

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "read_page", read_no_picture)
        assert run(tmp_path / "old", "import", str(made[0] / "warc")).exit_code == 0
    return tmp_path / "old"


def test_an_old_archive_is_sound_and_reprocess_fills_in_its_pictures(old: Path, made: tuple[Path, list[list[str]]]) -> None:
    assert rows(old) == {}
    assert verify(old, deep=True) == []
    rebuild(old)
    assert rows(old) == {}, "a rebuild does what was done, no more"
    report = read_again(old, None, workers=1, samples=0)
    assert (report.captures, report.readings[""]) == (3, 0), "one came as text/html: nothing said that it was a picture"
    assert read_again(old, None, workers=1, samples=0).captures == 0
    assert rows(old) == {digest: row for digest, row in rows(made[0]).items() if digest != sha256(SMALLER)}
    assert verify(old, deep=True) == []
    before = dumped(old)
    rebuild(old)
    assert dumped(old) == before


def test_hashes_of_another_hasher_are_not_compared_and_reprocess_makes_them_anew(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(mine)
    monkeypatch.setattr("tubancrawl.parsing.pictures.HASHER", "newer")
    monkeypatch.setattr("tubancrawl.reprocess.again.HASHER", "newer")
    report = examine(mine, deep=True)
    assert report.problems == []
    assert any("hashes of 4 pictures were made by another hasher" in note for note in report.notes)
    change(mine, "UPDATE picture SET width = 641 WHERE width = 640")
    assert [problem.kind for problem in verify(mine, deep=True)] == ["cell-differs"] * 2
    change(mine, "UPDATE picture SET width = 640 WHERE width = 641")
    read_again(mine, None, workers=1, samples=0)
    made_anew = {digest for digest, row in rows(mine).items() if row["hasher"] == "newer"}
    assert made_anew == before.keys() - {sha256(SMALLER)}


def test_the_bytes_of_a_picture_come_back_with_their_type(mine: Path) -> None:
    engine = open_database(mine / "archive.db", read_only=True)
    with reading(engine) as session:
        for data in (FIRST, SMALLER, SECOND):
            assert picture_payload(session, mine / "warc", sha256(data)) == (data, "image/jpeg")
        for digest in ("0" * 64, sha256(PAGES["/entry/panen"].body), "'; --", "../../LOCK"):
            with pytest.raises(NotFound):
                picture_payload(session, mine / "warc", digest)
        for path in (mine / "warc").iterdir():
            path.unlink()
        with pytest.raises(UnreadableRecord):
            picture_payload(session, mine / "warc", sha256(FIRST))
    engine.dispose()


def test_a_comparison_tells_a_picture_at_another_address_from_another_picture(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for shown_now in (PANEN, PASAR, "/files/2018-07/jalan.jpg"):
        crawled(archive, {**PAGES, "/": listing("panen"), "/entry/panen": page("panen", shown_now)})
    told = [json.loads(run(archive, "diff", "panen", "--to", number, "--json").output) for number in ("2", "3")]
    assert [sorted(one["types"]) for one in told] == [["photo_readdressed"], ["photo_swapped"]]
