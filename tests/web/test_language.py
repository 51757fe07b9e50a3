"""Indonesian and English: which one answers, and that no sentence is missing in either or left over."""

from pathlib import Path

import pytest
from babel.messages import Message
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from starlette.types import ASGIApp

from tests.web.asking import ask, room_of, tree_of
from tubancrawl.access.web.language import LANGUAGES, LOCALE, in_words
from tubancrawl.messages import message

TEMPLATES = Path("tubancrawl/access/web")
STORE = Path("tubancrawl/store")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def in_use() -> set[str | tuple[str, ...]]:
    found = [*extract_from_dir(TEMPLATES, METHODS, {"templates/**.html": {"trimmed": "true"}})]
    found += extract_from_dir(STORE, [("**.py", "python")], keywords={"message": None})
    return {tuple(message) if isinstance(message, tuple | list) else message for _, _, message, _, _ in found}


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sentences(language: str) -> dict[str | tuple[str, ...], Message]:
    return {tuple(m.id) if isinstance(m.id, tuple | list) else m.id: m for m in catalogue(language) if m.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_the_sentences_in_use_and_no_others(language: str) -> None:
    known = set(sentences(language))
    assert sorted(in_use() - known, key=str) == []
    assert sorted(known - in_use(), key=str) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_is_translated_with_the_same_places_for_values(language: str) -> None:
    found = sentences(language).values()
    assert [m.id for m in found if m.fuzzy or not all(m.string if isinstance(m.string, tuple) else [m.string])] == []
    assert [(m.id, str(error)) for m in found for error in m.check(catalogue(language))] == []


def test_english_is_what_the_templates_say() -> None:
    for key, translated in sentences("en").items():
        assert translated.string == key


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "id"),
        ("en-GB,en;q=0.9", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("in", "id"),
        ("jv,en;q=0.5,id;q=0.7", "id"),
        ("fr", "id"),
        ("en;q=0", "id"),
        ("en;q=x, ;;,=", "id"),
    ],
)
def test_the_browser_chooses_the_language(pages: ASGIApp, header: str, language: str) -> None:
    answer = ask(pages, "/about", accept_language=header)
    assert tree_of(answer).get("lang") == language
    assert answer.headers["content-language"] == language
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["vary"].split(", "))


def test_a_link_chooses_the_language_for_later_pages_too(pages: ASGIApp) -> None:
    chosen = ask(pages, "/about?lang=en", accept_language="id")
    assert tree_of(chosen).get("lang") == "en"
    cookie = chosen.headers["set-cookie"].lower()
    assert "language=en" in cookie
    assert "samesite=lax" in cookie
    assert "httponly" in cookie
    later = ask(pages, "/people", accept_language="id", cookie="language=en")
    assert tree_of(later).get("lang") == "en"
    assert "set-cookie" not in later.headers


def test_an_unknown_language_is_not_kept(pages: ASGIApp) -> None:
    answer = ask(pages, "/about?lang=%0d%0aset-cookie:x", accept_language="en", cookie="language=xx")
    assert tree_of(answer).get("lang") == "en"
    assert "set-cookie" not in answer.headers


def test_the_links_to_other_languages_keep_what_was_asked(pages: ASGIApp) -> None:
    links = tree_of(ask(pages, "/people?role=editor&page=1&lang=id")).xpath("//ul[@class='languages']//a/@href")
    assert links == ["?role=editor&page=1&lang=id", "?role=editor&page=1&lang=en"]


def test_dates_and_numbers_are_of_the_language(pages: ASGIApp) -> None:
    path = "/articles/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
    said = {language: tree_of(ask(pages, f"{path}?lang={language}")).text_content() for language in LANGUAGES}
    assert "15 September 2026, 13.00 WIB" in said["id"]
    assert "15 September 2026, 13:00 WIB" in said["en"]
    assert "Sabtu, 7 Juli 2018" in said["id"]
    assert "Saturday, 7 July 2018" in said["en"]


SAID_BY_THE_ARCHIVE = {
    "a search note": ("/search?q=-listrik", 200, "semua yang lain ditemukan", "everything else was found"),
    "a search that was cut": (f"/search?q={'kata+' * 40}", 200, "hanya 32 kata pertamanya", "only its first 32 words"),
    "a field that is none": ("/search?q=a&field=warna", 400, "seharusnya salah satu dari", "expected one of"),
    "a cursor": ("/changes?after=x", 400, "bukan dari daftar ini", "none of this list"),
    "what was no article": ("/articles/~tubankab.go.id_2Fentries", 404, "jawaban terakhir: terbaca", "last answered read"),
}


@pytest.mark.parametrize("case", SAID_BY_THE_ARCHIVE)
def test_what_the_archive_itself_says_is_in_the_language_of_the_page(pages: ASGIApp, case: str) -> None:
    path, status, indonesian, english = SAID_BY_THE_ARCHIVE[case]
    for language, said, unsaid in (("id", indonesian, english), ("en", english, indonesian)):
        answer = ask(pages, path, accept_language=language)
        main = tree_of(answer).find(".//main")
        assert answer.status_code == status
        assert said in main.text_content()
        assert unsaid not in main.text_content()
        assert main.xpath(".//*[@lang='en']") == []


def test_what_speaks_to_the_keeper_of_the_archive_is_english_and_marked_as_such(tmp_path: Path) -> None:
    answer = ask(room_of(tmp_path / "none"), "/", accept_language="id")
    [cause] = tree_of(answer).xpath("//main//p[@lang='en']")
    assert answer.status_code == 503
    assert "tubancrawl import" in cause.text_content()
    assert str(tmp_path) not in answer.text


def test_a_number_in_a_message_is_of_the_language() -> None:
    told = message("The numbers by year, category and reporter are of the newest %(count)s matches.", count=12000)
    assert "12.000" in in_words("id", told)
    assert "12,000" in in_words("en", told)
    assert str(told) == in_words("en", told)
