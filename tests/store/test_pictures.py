"""Pictures by what was captured of them: one row a payload, the same although compressed anew, and where each was used."""

import random
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest
from sqlalchemy import Engine, event, text, update

from tests.pictures import drawn, encoded
from tests.store.making import BEGINNING, Archive, day, facts, link, page, url
from tubancrawl.errors import BadCursor, NotFound
from tubancrawl.items import Link, Photo
from tubancrawl.items import Picture as Read
from tubancrawl.parsing.hasher import HASHER
from tubancrawl.parsing.pictures import picture_of
from tubancrawl.store import reader
from tubancrawl.store.alike import ALIKE, Sameness, pictures_like
from tubancrawl.store.database import reading
from tubancrawl.store.derived import iter_differences
from tubancrawl.store.dump import iter_table
from tubancrawl.store.models import Article, Event, Picture
from tubancrawl.store.picture_rows import save_pictures
from tubancrawl.store.pictures import PictureSight, Use, pictures_of, same_picture, uses_of
from tubancrawl.store.unit import Unit, unit_of
from tubancrawl.text import sha256

PANEN, LAIN = "/files/2026-03/panen.jpg", "/files/2026-03/lain.jpg"


@lru_cache
def picture(seed: int, quality: int = 90) -> bytes:
    return encoded(drawn(seed), quality=quality)


@lru_cache
def read_of(data: bytes) -> Read:
    return picture_of(data)


def shown(archive: Archive, path: str, at: datetime, data: bytes, *, hasher: str = HASHER) -> str:
    """Capture a picture; return its digest."""
    taken = facts(path, at, payload_sha256=sha256(data))
    found = read_of(data)
    archive.writer.capture(taken, awaits_item=True)
    archive.writer.settle(
        page(taken, picture=Read(**{name: getattr(found, name) for name in Read.__slots__ if name != "hasher"}, hasher=hasher))
    )
    return sha256(data)


def told(archive: Archive, slug: str, at: datetime, *photos: Photo, headline: str = "Panen raya") -> None:
    archive.read(f"/entry/{slug}", at, photos=list(photos), headline=headline)


def photo(path: str | None, caption: str | None = "Panen", credit: str | None = "nama") -> Photo:
    return Photo(url=path and url(path), caption=caption, credit=credit, credit_kind="person" if credit else None)


def sights(archive: Archive, slug: str, version: int | None = None) -> list[PictureSight]:
    archive.writer.flush()
    with reading(archive.engine) as session:
        return pictures_of(session, reader.article_json(session, reader.find_article(session, slug), version=version))


def uses(archive: Archive, name: str) -> list[Use]:
    archive.writer.flush()
    with reading(archive.engine) as session:
        return uses_of(session, name).uses


def same(archive: Archive, at_a: datetime, at_b: datetime, path_b: str = PANEN) -> Sameness | None:
    archive.writer.flush()
    with reading(archive.engine) as session:
        return same_picture(session, url(PANEN), (at_a, at_a), url(path_b), (at_b, at_b))


@pytest.fixture
def begun(archive: Archive) -> Archive:
    archive.begin()
    return archive


def test_a_payload_has_one_row_wherever_it_was_captured(begun: Archive) -> None:
    shown(begun, PANEN, day(0), picture(1))
    shown(begun, LAIN, day(1), picture(1))
    begun.writer.flush()
    shown(begun, LAIN, day(2), picture(1))
    begun.writer.flush()
    with begun.engine.connect() as connection:
        (row,) = iter_table(connection, "picture")
    found = read_of(picture(1))
    assert row["payload_sha256"] == sha256(picture(1))
    assert (row["width"], row["height"], row["size"], row["phash"]) == (640, 480, len(picture(1)), found.phash)
    assert "".join(f"{row[f'band_{number}']:04x}" for number in range(4)) == found.phash


def test_another_hasher_takes_the_place_of_the_old_and_the_journal_says_which(begun: Archive) -> None:
    shown(begun, PANEN, day(0), picture(1), hasher="older")
    begun.writer.flush()
    shown(begun, PANEN, day(1), picture(1))
    begun.writer.flush()
    with reading(begun.engine) as session:
        assert [row.hasher for row in session.query(Picture)] == [HASHER]
        events = [event.detail for event in session.query(Event).order_by(Event.id)]
    assert [detail["hasher"] for detail in events if "hasher" in detail] == ["older", HASHER]


def test_a_version_shows_the_picture_captured_nearest_to_its_time(begun: Archive) -> None:
    first, second = shown(begun, PANEN, day(0.1), picture(1)), shown(begun, PANEN, day(20), picture(2))
    told(begun, "panen", day(0), photo(PANEN))
    told(begun, "panen", day(19), photo(PANEN), headline="Panen besar")
    assert [sight.sha256 for sight in sights(begun, "panen", 1)] == [first]
    (sight,) = sights(begun, "panen", 2)
    assert (sight.sha256, sight.state, sight.media_type, sight.width, sight.captured_at) == (
        second,
        "captured",
        "image/jpeg",
        640,
        day(20).isoformat(),
    )


def test_what_was_never_captured_says_why(begun: Archive) -> None:
    begun.answer("/files/2026-03/hilang.jpg", day(0), "missing", http_status=404)
    told(
        begun,
        "panen",
        day(0),
        photo("/files/2026-03/hilang.jpg"),
        photo("https://cdn.example.org/uploads/a.jpg"),
        photo("/files/2026-03/baru.jpg"),
        photo(None),
    )
    assert [(sight.state, sight.sha256) for sight in sights(begun, "panen")] == [
        ("not there", None),
        ("elsewhere", None),
        ("not asked yet", None),
        ("not shown", None),
    ]


def test_a_recompressed_picture_is_not_a_swapped_one(begun: Archive) -> None:
    shown(begun, PANEN, day(0), picture(1))
    shown(begun, PANEN, day(5), picture(1, 30))
    shown(begun, PANEN, day(10), picture(2))
    assert same(begun, day(0), day(1)) == "same"
    assert same(begun, day(0), day(5)) == "recompressed"
    assert same(begun, day(0), day(10)) == "other"


def test_what_cannot_be_compared_is_not_said_to_differ(begun: Archive) -> None:
    shown(begun, PANEN, day(0), picture(1))
    shown(begun, LAIN, day(0), picture(2)[:3000])
    assert same(begun, day(0), day(0), LAIN) is None
    assert same(begun, day(0), day(0), "/files/2026-03/tiada.jpg") is None


def test_a_swap_at_the_same_address_is_in_the_history_though_no_version_shows_it(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    shown(begun, PANEN, day(0), picture(1))
    begun.answer(PANEN, day(2), "not_modified", http_status=304, payload_sha256=None)
    shown(begun, PANEN, day(3), picture(1, 30))
    shown(begun, PANEN, day(4), picture(2))
    told(begun, "panen", day(5), photo(PANEN))
    history = begun.history("panen")
    assert len(history["versions"]) == 1
    assert [(one["same_as_before"], one["first_captured_at"], one["last_captured_at"]) for one in history["photos"]] == [
        (None, day(0).isoformat(), day(2).isoformat()),
        ("recompressed", day(3).isoformat(), day(3).isoformat()),
        ("other", day(4).isoformat(), day(4).isoformat()),
    ]
    assert {one["url"] for one in history["photos"]} == {url(PANEN)}


def test_uses_are_found_by_bytes_by_look_and_by_address_and_no_other(begun: Archive) -> None:
    digest = shown(begun, PANEN, day(0), picture(1))
    shown(begun, LAIN, day(0), picture(1, 30))
    shown(begun, "/files/2026-03/salin.jpg", day(0), picture(1))
    shown(begun, "/files/2026-03/beda.jpg", day(0), picture(2))
    for slug, path in (
        ("asli", PANEN),
        ("kecil", LAIN),
        ("salin", "/files/2026-03/salin.jpg"),
        ("beda", "/files/2026-03/beda.jpg"),
    ):
        told(begun, slug, day(0), photo(path, caption=slug), headline=slug)
    for name in (digest, digest.upper(), url(PANEN), f"{url('/thumbs/600x400c/2026-03/panen.jpg')}?d20db3663a", PANEN):
        assert [(use.headline, use.caption, use.same) for use in uses(begun, name)] == [
            ("asli", "asli", "same"),
            ("kecil", "kecil", "recompressed"),
            ("salin", "salin", "same"),
        ]


def test_a_use_counts_by_what_the_address_showed_at_its_time(begun: Archive) -> None:
    first = shown(begun, PANEN, day(0), picture(1))
    second = shown(begun, PANEN, day(20), picture(2))
    told(begun, "dulu", day(0), photo(PANEN), headline="dulu")
    told(begun, "kini", day(21), photo(PANEN), headline="kini")
    assert [use.headline for use in uses(begun, first)] == ["dulu"]
    assert [use.headline for use in uses(begun, second)] == ["kini"]


def test_an_address_that_was_never_captured_has_its_uses_too(begun: Archive) -> None:
    told(begun, "panen", day(0), photo("https://cdn.example.org/uploads/a.jpg"))
    assert [use.photo_url for use in uses(begun, "https://cdn.example.org/uploads/a.jpg")] == [
        "https://cdn.example.org/uploads/a.jpg"
    ]


@pytest.mark.parametrize("name", ["0" * 64, "https://tubankab.go.id/files/2026-03/tiada.jpg", "http://[", "\x00", ""])
def test_an_unknown_picture_is_not_found(begun: Archive, name: str) -> None:
    with pytest.raises(NotFound):
        uses(begun, name)


def test_captions_of_a_picture_have_a_history(begun: Archive) -> None:
    digest = shown(begun, PANEN, day(0), picture(1))
    for number, (caption, credit, headline) in enumerate(
        [("Panen", "nama", "A"), ("Panen", "nama", "B"), ("Panen raya", "nama", "B"), ("Panen raya", "ist", "B")]
    ):
        told(begun, "panen", day(number), photo(PANEN, caption, credit), headline=headline)
    spans = uses(begun, digest)
    assert [(use.caption, use.credit, use.version, use.last_version) for use in spans] == [
        ("Panen", "nama", 1, 2),
        ("Panen raya", "nama", 3, 3),
        ("Panen raya", "ist", 4, 4),
    ]
    assert (spans[0].first_captured_at, spans[0].last_captured_at) == (day(0).isoformat(), day(1).isoformat())


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6, 100])
def test_uses_come_in_pages_of_any_length_each_once(begun: Archive, limit: int) -> None:
    digest = shown(begun, PANEN, day(0), picture(1))
    shown(begun, LAIN, day(0), picture(1, 30))
    shown(begun, "/files/2026-03/beda.jpg", day(0), picture(2))
    for slug in ("c", "a", "b"):
        told(begun, slug, day(0), photo(PANEN), photo(LAIN, caption="Lain"), photo(None))
        told(begun, slug, day(1), photo(PANEN), photo("/files/2026-03/beda.jpg"), headline="B")
    begun.writer.flush()
    with reading(begun.engine) as session:
        found, cursor = [], None
        for _ in range(10):
            page = uses_of(session, digest, limit=limit, cursor=cursor)
            assert len(page.uses) == limit or page.next is None
            found += page.uses
            if (cursor := page.next) is None:
                break
        assert [(use.url[-1], use.photo_url[-9:], use.version, use.last_version, use.same) for use in found] == [
            row for slug in "abc" for row in ((slug, "/lain.jpg", 1, 1, "recompressed"), (slug, "panen.jpg", 1, 2, "same"))
        ]
        other = uses_of(session, url(LAIN), limit=1).next
        with pytest.raises(BadCursor):
            uses_of(session, digest, cursor=other)


def test_a_page_of_uses_costs_as_little_as_it_is_long(begun: Archive) -> None:
    digest = shown(begun, PANEN, day(0), picture(1))
    for number in range(300):
        told(begun, f"berita-{number}", day(0), photo(PANEN))
    begun.writer.flush()
    rows: list[int] = []

    def note(_: object, cursor: Any, statement: str, *__: object) -> None:
        if "FROM photo" in statement:
            rows.append(len(statement))

    with reading(begun.engine) as session:
        event.listen(begun.engine, "after_cursor_execute", note)
        try:
            assert len(uses_of(session, digest, limit=10).uses) == 10
        finally:
            event.remove(begun.engine, "after_cursor_execute", note)
    assert len(rows) == 1


def test_look_alikes_are_those_that_comparing_all_would_find(engine: Engine) -> None:
    chooser = random.Random(6)
    base = chooser.getrandbits(64)
    values = [chooser.getrandbits(64) for _ in range(500)]
    for count in range(ALIKE + 4):
        for _ in range(40):
            flipped = base
            for bit in chooser.sample(range(64), count):
                flipped ^= 1 << bit
            values.append(flipped)
    with engine.begin() as connection:
        save_pictures(connection, [_unit(number, f"{value:016x}") for number, value in enumerate(values)])
    expected = {f"{number:064x}" for number, value in enumerate(values) if (value ^ base).bit_count() <= ALIKE}
    with reading(engine) as session:
        found = pictures_like(session, f"{base:016x}")
    assert set(found) == expected
    assert list(found.values()) == sorted(found.values())


def _unit(number: int, phash: str) -> Unit:
    of = facts(f"/files/{number}.jpg", BEGINNING + timedelta(seconds=number), payload_sha256=f"{number:064x}")
    read = Read(media_type="image/jpeg", size=1, width=1, height=1, phash=phash, problem=None, hasher="synthetic")
    return unit_of(of, page(of, picture=read))


@pytest.mark.parametrize(
    ("change", "text_found"),
    [
        ({"band_2": 1}, "expected {'band_2'"),
        ({"phash": "0000000000000000"}, "expected {'band_0'"),
        ({"phash": "no hash"}, "phash: expected 16 hexadecimal digits"),
        ({"payload_sha256": "f" * 64}, "no capture has this payload"),
    ],
)
def test_a_row_that_cannot_be_is_named(begun: Archive, change: dict[str, object], text_found: str) -> None:
    shown(begun, PANEN, day(0), picture(1))
    begun.writer.flush()
    with begun.engine.begin() as connection:
        assert list(iter_differences(connection)) == []
        connection.execute(update(Picture).values(**change))
        ((table, _, wrong),) = iter_differences(connection)
    assert table == "picture"
    assert text_found in wrong


def test_pages_without_pictures_ask_nothing_of_the_table(begun: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with begun.engine.begin() as connection:
        connection.execute(text("ALTER TABLE picture RENAME TO elsewhere"))
    try:
        told(begun, "panen", day(0), photo(PANEN))
        begun.writer.flush()
    finally:
        with begun.engine.begin() as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO picture"))
    assert begun.count(Article) == 1


def test_a_picture_that_a_page_only_linked_to_is_asked_for_once_an_article_shows_it(begun: Archive) -> None:
    begun.answer("/halaman", day(0), "ok", links=[link("/unggahan/a.jpg"), link("/unggahan/b.jpg")])
    assert begun.row("/unggahan/a.jpg").due_at is None
    begun.read("/entry/panen", day(1), links=[Link(url=url("/unggahan/a.jpg"), kind="photo")])
    assert begun.row("/unggahan/a.jpg").due_at == day(1)
    assert begun.row("/unggahan/b.jpg").due_at is None
    begun.answer("/unggahan/a.jpg", day(1), "ok")
    begun.read("/entry/panen", day(2), links=[Link(url=url("/unggahan/a.jpg"), kind="photo")])
    assert begun.row("/unggahan/a.jpg").due_at is None
