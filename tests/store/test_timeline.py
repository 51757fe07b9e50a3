"""A scripted timeline whose truth is known: what happened to each article, written down beside what the archive must tell of it.

Imported in the order of the script and in twenty others, it must tell the same. All of it is synthetic.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.scripting import NOT_FOUND, Script, causes, import_warc, moment, told, write_warc
from tests.site.model import Article, Block, house_byline
from tests.site.pages import MAINTENANCE_PAGE
from tests.site.timeline import all_articles
from tubancrawl.store import reader
from tubancrawl.store.database import open_database, reading

ARTICLES = [
    article
    for article in all_articles()
    if article.headline and article.byline and article.photos and article.photos[0].credit and len(article.blocks) > 4
]


def retold(article: Article, place: int, text: str) -> Article:
    blocks = article.blocks
    return replace(article, blocks=(*blocks[:place], Block(text), *blocks[place + 1 :]))


def pictured(article: Article, **changes: Any) -> Article:
    return replace(article, photos=(replace(article.photos[0], **changes), *article.photos[1:]))


@dataclass(frozen=True)
class Truth:
    """What the archive must tell: days are those of the script; `by` has who made each version, in order, the first excepted."""

    versions: list[tuple[float, float]]
    by: list[str]
    state: str = "live"
    absences: tuple[tuple[str, float | None, float, int, float | None], ...] = ()
    """State, last seen, first missed, misses, seen again."""
    suspect: tuple[int, ...] = ()
    """Numbers of the versions that carry a finding."""


Happening = Callable[[Script, Article], Truth]


def edited_and_taken_back(script: Script, a: Article) -> Truth:
    b = retold(a, 1, "Jam buka pasar diubah menjadi pukul 08.00 WIB sampai sore hari.")
    for day, article in ((0, a), (1, b), (2, b), (3, a)):
        script.page(article, day, "2024")
    return Truth([(0, 0), (1, 2), (3, 3)], ["publisher", "publisher"])


def small_edits_one_after_the_other(script: Script, a: Article) -> Truth:
    edits = [a]
    edits.append(pictured(edits[-1], caption="Warga menata bangku di pendapa sejak pagi."))
    edits.append(pictured(edits[-1], credit="didit"))
    edits.append(replace(edits[-1], byline=house_byline("sari", "hei", before=" ")))
    edits.append(replace(edits[-1], headline=a.headline + " Lagi"))
    edits.append(replace(edits[-1], categories=("Sosial", "Kesehatan")))
    for day, article in enumerate(edits):
        script.page(article, day, "2021")
    return Truth([(day, day) for day in range(6)], ["publisher"] * 5)


def moved_to_another_slug(script: Script, a: Article) -> Truth:
    b = replace(a, slug=a.slug + "-baru")
    script.page(a, 0, "2021")
    script.redirect(a.path, b.path, 1)
    script.page(b, 1.1, "2021")
    script.page(b, 5, "2021")
    for day in (6, 8, 10):
        script.answer(a.path, day, told("404 Not Found", NOT_FOUND))
    return Truth([(0, 5)], [])


def lost_and_back(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2024")
    script.answer(a.path, 1, told("404 Not Found", NOT_FOUND))
    script.answer(a.path, 2, told("200 OK", NOT_FOUND))
    script.page(a, 3, "2024")
    return Truth([(0, 3)], [], absences=(("missing", 0, 1, 2, 3),))


def gone_and_said_so(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2024")
    script.answer(a.path, 1, told("410 Gone", NOT_FOUND))
    script.answer(a.path, 1.5, told("410 Gone", NOT_FOUND))
    return Truth([(0, 0)], [], "gone", (("gone", 0, 1, 2, None),))


def gone_without_a_word(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2018" if a.published.year > 2017 else "2017")
    script.answer(a.path, 1, told("404 Not Found", NOT_FOUND))
    script.answer(a.path, 2, told("200 OK", NOT_FOUND))
    script.redirect(a.path, "/", 3, "302 Found")
    return Truth([(0, 0)], [], "gone", (("gone", 0, 1, 3, None),))


def sent_to_the_front_page(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2026")
    script.redirect(a.path, "/", 1, "302 Found")
    script.redirect(a.path, "/entries", 1.5, "302 Found")
    return Truth([(0, 0)], [], "missing", (("missing", 0, 1, 2, None),))


def sent_to_another_site(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2026")
    script.redirect(a.path, "https://diskominfo.tubankab.go.id/entry/x", 1)
    return Truth([(0, 0)], [], "moved")


def site_in_trouble(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2021")
    for day in (1, 2, 4):
        script.answer(a.path, day, told("200 OK", MAINTENANCE_PAGE))
    script.answer(a.path, 5, told("503 Service Unavailable", "<h1>Sibuk</h1>"))
    script.answer(a.path, 6, told("403 Forbidden", "<h1>Forbidden</h1>"))
    script.page(a, 7, "2021")
    return Truth([(0, 7)], [])


def redesigned(script: Script, a: Article) -> Truth:
    for day, layout in enumerate(("2018", "2021", "2024", "2026")):
        script.page(a, day, layout)
    return Truth([(0, 3)], [])


def redesign_that_shows_more(script: Script, a: Article) -> Truth:
    """The layout of 2017 prints no captions."""
    a = replace(a, published=a.published.replace(year=2017))
    for day, layout in enumerate(("2017", "2017", "2021", "2024")):
        script.page(a, day, layout)
    return Truth([(0, 1), (2, 3)], ["template"])


def redesign_that_shows_less(script: Script, a: Article) -> Truth:
    a = replace(a, published=a.published.replace(year=2017))
    for day, layout in enumerate(("2021", "2017")):
        script.page(a, day, layout)
    return Truth([(0, 0), (1, 1)], ["template"])


def edited_on_the_day_of_a_redesign(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2021")
    script.page(replace(a, blocks=a.blocks[:2] + a.blocks[3:]), 1, "2024")
    script.page(replace(a, blocks=a.blocks[:2] + a.blocks[3:]), 2, "2026")
    return Truth([(0, 0), (1, 2)], ["publisher"])


def picture_taken_off(script: Script, a: Article) -> Truth:
    """What goes with it in the markup is no redesign."""
    script.page(a, 0, "2018")
    script.page(replace(a, photos=()), 1, "2018")
    script.page(replace(a, photos=(), byline=None), 2, "2018")
    return Truth([(0, 0), (1, 1), (2, 2)], ["publisher", "publisher"])


def cut_bodies(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2024")
    for day in (1, 2, 3):
        script.cut(a, day, "2024", day / 4)
    script.page(a, 4, "2024")
    return Truth([(0, 4)], [])


def counters(script: Script, a: Article) -> Truth:
    for day in range(4):
        script.page(a, day, "2018")
    script.answer(a.path, 4, told("304 Not Modified"))
    return Truth([(0, 4)], [])


def shrunk_for_a_day(script: Script, a: Article) -> Truth:
    for day, article in enumerate((a, replace(a, blocks=a.blocks[:1]), a)):
        script.page(article, day, "2021")
    return Truth([(0, 0), (1, 1), (2, 2)], ["bad capture", "bad capture"])


def called_by_the_sites_name_for_a_day(script: Script, a: Article) -> Truth:
    for day, article in enumerate((a, replace(a, headline="Pemerintah Kabupaten Tuban"), a)):
        script.page(article, day, "2021")
    return Truth([(0, 0), (1, 1), (2, 2)], ["bad capture", "bad capture"])


def shrunk_and_never_seen_again(script: Script, a: Article) -> Truth:
    script.page(a, 0, "2026")
    script.page(replace(a, blocks=a.blocks[:1]), 1, "2026")
    return Truth([(0, 0), (1, 1)], ["publisher"], suspect=(2,))


def shortened_for_good(script: Script, a: Article) -> Truth:
    for day, article in enumerate((a, replace(a, blocks=a.blocks[:1]), replace(a, blocks=a.blocks[:1]))):
        script.page(article, day, "2026")
    return Truth([(0, 0), (1, 2)], ["publisher"])


HAPPENINGS: tuple[Happening, ...] = (
    edited_and_taken_back,
    small_edits_one_after_the_other,
    moved_to_another_slug,
    lost_and_back,
    gone_and_said_so,
    gone_without_a_word,
    sent_to_the_front_page,
    sent_to_another_site,
    site_in_trouble,
    redesigned,
    redesign_that_shows_more,
    redesign_that_shows_less,
    edited_on_the_day_of_a_redesign,
    picture_taken_off,
    cut_bodies,
    counters,
    shrunk_for_a_day,
    called_by_the_sites_name_for_a_day,
    shrunk_and_never_seen_again,
    shortened_for_good,
)


@dataclass(frozen=True)
class Written:
    """The script's answers, and the truth by the slug of each article."""

    script: Script
    truths: dict[str, tuple[str, Truth]]


@pytest.fixture(scope="module")
def written() -> Written:
    script, truths = Script(), {}
    for happening, article in zip(HAPPENINGS, ARTICLES[20:], strict=False):
        truths[article.slug] = (happening.__name__, happening(script, article))
    return Written(script, truths)


def histories(archive: Path, slugs: list[str], database: str | None = None) -> list[dict[str, Any]]:
    engine = open_database(database or archive / "archive.db", read_only=True)
    with reading(engine) as session:
        found = [reader.history_json(session, reader.find_article(session, slug)) for slug in slugs]
    engine.dispose()
    for history in found:
        for capture in history["captures"]:
            del capture["warc"]
    return found


@pytest.fixture(scope="module")
def in_order(written: Written, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("timeline")
    write_warc(folder / "warc", written.script.exchanges)
    import_warc(folder / "archive", folder / "warc")
    return histories(folder / "archive", list(written.truths))


def test_the_timeline_is_long_enough(written: Written) -> None:
    assert len(written.script.exchanges) >= 60
    assert len(written.truths) == len(HAPPENINGS)


def day_of(iso: str | None) -> float | None:
    return None if iso is None else days()[iso]


def days() -> dict[str, float]:
    return {moment(number / 10).isoformat(): number / 10 for number in range(200)}


def test_the_histories_are_the_truth(written: Written, in_order: list[dict[str, Any]]) -> None:
    found, expected = {}, {}
    for (name, truth), history in zip(written.truths.values(), in_order, strict=True):
        versions = history["versions"]
        spans = [(day_of(v["first_captured_at"]), day_of(v["last_captured_at"])) for v in versions]
        absences = tuple(
            (a["state"], day_of(a["last_seen_at"]), day_of(a["first_missed_at"]), a["misses"], day_of(a["seen_again_at"]))
            for a in history["absences"]
        )
        by = [" and ".join(sorted(causes(version))) for version in versions[1:]]
        suspect = tuple(version["number"] for version in versions if version["findings"])
        found[name] = Truth(spans, by, history["state"], absences, suspect)  # type: ignore[arg-type]  # a day that is none fails below
        expected[name] = truth
    assert found == expected


def test_a_moved_article_has_both_addresses_and_their_times(written: Written, in_order: list[dict[str, Any]]) -> None:
    [history] = [
        history
        for (name, _), history in zip(written.truths.values(), in_order, strict=True)
        if name == moved_to_another_slug.__name__
    ]
    times = [(day_of(one["first_seen_at"]), day_of(one["last_seen_at"])) for one in history["addresses"]]
    assert times == [(0, 0), (1.1, 5)]


def in_files(exchanges: list[Any], chance: random.Random) -> list[list[Any]]:
    cuts = sorted(chance.sample(range(1, len(exchanges)), chance.randint(0, 2)))
    return [exchanges[a:b] for a, b in zip([0, *cuts], [*cuts, len(exchanges)], strict=True)]


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_arrival_tells_the_same(written: Written, in_order: list[dict[str, Any]], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    shuffled = chance.sample(written.script.exchanges, k=len(written.script.exchanges))
    for number, part in enumerate(in_files(shuffled, chance)):
        write_warc(tmp_path / f"warc{number}", part)
        import_warc(tmp_path / "archive", tmp_path / f"warc{number}")
    assert histories(tmp_path / "archive", list(written.truths)) == in_order


@pytest.mark.needs_postgresql
def test_postgresql_tells_the_same(
    written: Written,
    in_order: list[dict[str, Any]],
    tmp_path: Path,
    postgresql_server: PostgresqlServer,  # noqa: F811 - pytest's way to ask for it
) -> None:
    database = postgresql_server.new_database()
    write_warc(tmp_path / "warc", reversed(written.script.exchanges))
    import_warc(tmp_path / "archive", tmp_path / "warc", database)
    assert histories(tmp_path / "archive", list(written.truths), database) == in_order
