"""The views by which people read the database without this program, on both databases."""

from typing import Any

from sqlalchemy import text

from tests.store.making import Archive, day, url
from tubancrawl.items import Byline


def rows(archive: Archive, view: str, order: str) -> list[dict[str, Any]]:
    with archive.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(f"SELECT * FROM {view} ORDER BY {order}")).mappings()]


def filled(archive: Archive) -> Archive:
    archive.begin()
    archive.read(
        "/entry/panen", day(0), categories=["Pertanian", "Umum"], byline=Byline(raw="(a/b)", reporters=["a", "c"], editor="b")
    )
    archive.read("/entry/panen", day(1), headline="Panen kedua", byline=None, paragraphs=["Satu.", "Dua."], categories=[])
    archive.answer("/entry/tiada", day(2), "missing", http_status=404, findings=["a", "b"])
    archive.finish()
    return archive


def test_an_article_is_a_row_with_plain_times_and_the_last_headline(archive: Archive) -> None:
    [row] = rows(filled(archive), "readable_articles", "url")
    assert row["headline"] == "Panen kedua"
    assert row["first_captured_at"] == "2026-03-01T06:00:00Z"
    assert row["last_captured_at"] == "2026-03-02T06:00:00Z"
    assert (row["categories"], row["reporters"], row["editor"]) == (None, None, None)


def test_a_version_is_a_row_with_its_text_and_its_names(archive: Archive) -> None:
    first, second = rows(filled(archive), "readable_versions", "version")
    assert (first["categories"], first["reporters"], first["editor"]) == ("Pertanian; Umum", "a; c", "b")
    assert first["headline"] == "Panen raya"
    assert second["text"] == "Satu.\n\nDua."
    assert second["url"] == url("/entry/panen")


def test_a_capture_is_a_row_with_its_outcome_and_findings(archive: Archive) -> None:
    *_, missing = rows(filled(archive), "readable_captures", "captured_at")
    assert (missing["outcome"], missing["http_status"], missing["findings"]) == ("missing", 404, "a; b")
    assert missing["captured_at"] == "2026-03-03T06:00:00Z"


def test_photos_and_names_lead_to_their_articles(archive: Archive) -> None:
    photos = rows(filled(archive), "readable_photos", "version")
    assert [(photo["version"], photo["place"], photo["caption"]) for photo in photos] == [(1, 1, "Panen"), (2, 1, "Panen")]
    names = {(row["role"], row["name"]) for row in rows(archive, "readable_credits", "role, name")}
    assert {("reporter", "a"), ("reporter", "c"), ("editor", "b"), ("photographer", "nama")} <= names
