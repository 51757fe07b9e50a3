"""Indonesian and English: which one a reader is answered in, and the words of each.

The catalogues are read as they are edited, `locale/*/LC_MESSAGES/messages.po`: no step compiles them beforehand. docs/reading.md
says how to add a sentence.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from starlette.requests import Request

from tubancrawl.access.web import words
from tubancrawl.messages import Message, Value

LANGUAGES: Final = {"id": "Bahasa Indonesia", "en": "English"}
COOKIE: Final = "language"
LOCALE: Final = Path(__file__).parent / "locale"


def language_of(request: Request) -> str:
    """Return the language asked for by `?lang=`, else by an earlier choice, else by the browser; Indonesian where nobody says."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return _accepted(request.headers.get("accept-language", "")) or "id"


def translations(language: str) -> Translations:
    """Return the catalogue of one of the LANGUAGES."""
    return _translations(language)


def in_words(language: str, told: Message) -> str:
    """Return a message in one of the LANGUAGES: its sentence, its numbers, and an outcome by the word that pages have for it."""
    return translations(language).gettext(told.sentence) % {name: _value(language, name, value) for name, value in told.values}


def _value(language: str, name: str, value: Value) -> str:
    if isinstance(value, int):
        return format_decimal(value, locale=language)
    return translations(language).gettext(words.word("outcome", value)) if name == "outcome" else value


@cache
def _translations(language: str) -> Translations:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _accepted(header: str) -> str | None:
    """Return the one of our languages that the header weighs most; the first of two that weigh the same."""
    weighed: dict[str, float] = {}
    for part in header[:1000].split(","):
        tag, _, weight = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        # `in` is what some browsers still call Indonesian.
        language = "id" if language == "in" else language
        if language in LANGUAGES:
            weighed[language] = max(weighed.get(language, 0.0), _weight(weight))
    best = max(weighed, key=lambda language: weighed[language], default=None)
    return best if best is not None and weighed[best] > 0 else None


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
