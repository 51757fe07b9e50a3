"""People and months: who made the articles, and how many there are of each month."""

from sqlalchemy import Engine

from tests.store.making import Archive, day, url
from tubancrawl.items import Byline, Photo
from tubancrawl.store.coverage import Month, months
from tubancrawl.store.database import reading
from tubancrawl.store.people import Person, Role, Work, people, works_of


def byline(*reporters: str, editor: str | None = None) -> Byline:
    return Byline(raw=f"({'/'.join(reporters)})", reporters=list(reporters), editor=editor)


def found(engine: Engine, role: Role) -> list[Person]:
    with reading(engine) as session:
        return people(session, role)


def works(engine: Engine, name: str, *, limit: int = 10, before: tuple[str, str] | None = None) -> list[Work]:
    with reading(engine) as session:
        return list(works_of(session, "reporter", name, limit=limit, before=before))


def three(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(1), published_at="2026-01-05", byline=byline("sinta", "budi", editor="hei"))
    archive.read("/entry/b", day(1), published_at="2026-02-05", byline=byline("sinta", editor="hei"))
    archive.read("/entry/c", day(1), published_at=None, byline=None, photos=[])
    archive.writer.flush()


def test_people_are_counted_once_an_article_those_with_most_first(archive: Archive) -> None:
    three(archive)
    archive.read(
        "/entry/a", day(2), published_at="2026-01-05", byline=byline("sinta", "budi", editor="hei"), paragraphs=["Lain."]
    )
    archive.writer.flush()
    assert found(archive.engine, "reporter") == [
        Person(role="reporter", name="sinta", articles=2, first="2026-01-05", last="2026-02-05"),
        Person(role="reporter", name="budi", articles=1, first="2026-01-05", last="2026-01-05"),
    ]
    assert [(one.name, one.articles) for one in found(archive.engine, "editor")] == [("hei", 2)]


def test_only_named_photographers_are_people(archive: Archive) -> None:
    archive.begin()
    photos = [
        Photo(url=url("/files/1.jpg"), caption=None, credit="tauviq", credit_kind="person"),
        Photo(url=url("/files/2.jpg"), caption=None, credit="ist", credit_kind="anonymous"),
        Photo(url=url("/files/3.jpg"), caption=None, credit="ANTARA", credit_kind="agency"),
    ]
    archive.read("/entry/a", day(1), photos=photos)
    archive.writer.flush()
    assert [one.name for one in found(archive.engine, "photographer")] == ["ANTARA", "tauviq"]


def test_a_person_taken_off_an_article_is_told_with_the_last_version_that_names_them(archive: Archive) -> None:
    three(archive)
    archive.read("/entry/a", day(2), published_at="2026-01-05", byline=byline("budi"))
    archive.writer.flush()
    assert [(work.url, work.since, work.until, work.versions) for work in works(archive.engine, "sinta")] == [
        (url("/entry/b"), 1, 1, 1),
        (url("/entry/a"), 1, 1, 2),
    ]


def test_works_are_paged_newest_first(archive: Archive) -> None:
    three(archive)
    first = works(archive.engine, "sinta", limit=1)
    assert [work.url for work in first] == [url("/entry/b")]
    assert first[0].dated is not None
    following = works(archive.engine, "sinta", before=(first[0].dated, first[0].url))
    assert [work.url for work in following] == [url("/entry/a")]
    assert works(archive.engine, "nobody") == []


def test_months_count_articles_by_their_date_edited_ones_and_those_away(archive: Archive) -> None:
    three(archive)
    archive.read("/entry/a", day(2), published_at="2026-01-05", byline=None)
    archive.answer("/entry/b", day(3), "missing", http_status=404)
    archive.writer.flush()
    with reading(archive.engine) as session:
        told = months(session)
    assert told == [
        Month(month="2026-03", articles=1, edited=0, away=0),
        Month(month="2026-02", articles=1, edited=0, away=1),
        Month(month="2026-01", articles=1, edited=1, away=0),
    ]
