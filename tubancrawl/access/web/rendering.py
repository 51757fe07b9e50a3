"""Templates -> pages: in the reader's language, with a digest by which a browser asks whether what it holds is current."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache, partial
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tubancrawl import site
from tubancrawl.access import addresses
from tubancrawl.access.http_dates import http_date
from tubancrawl.access.web import words
from tubancrawl.access.web.language import COOKIE, LANGUAGES, in_words, language_of, translations
from tubancrawl.access.web.printing import Printer
from tubancrawl.access.web.static import static_path

_VARY: Final = "Accept-Language, Cookie"
_A_YEAR: Final = 31_536_000


def render(request: Request, template: str, *, modified: datetime | None = None, **context: Any) -> Response:
    """Return a page, or 304 where the browser holds it. `modified`: when what it shows was last captured."""
    language = language_of(request)
    html = html_of(request, template, language, **context)
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag}
    if modified is not None:
        headers["Last-Modified"] = http_date(modified)
    response: Response = Response(status_code=304) if _is_held(request, tag, modified) else HTMLResponse(html)
    response.headers.update(headers)
    return in_language(request, response, language)


def html_of(request: Request, template: str, language: str, **context: Any) -> str:
    """Return the text of a page in one of the LANGUAGES."""
    return (
        environment(language)
        .get_template(template)
        .render(
            request=request,
            path=request.url.path,
            language=language,
            language_links=[(code, name, _in_other(request, code)) for code, name in LANGUAGES.items()],
            original_origin=getattr(request.app.state, "original_origin", None),
            **context,
        )
    )


def in_language(request: Request, response: Response, language: str) -> Response:
    """Say in the headers what the page depends on, and keep a choice that was just made."""
    response.headers["Vary"] = _VARY
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = language
    if request.query_params.get("lang") == language and request.cookies.get(COOKIE) != language:
        response.set_cookie(COOKIE, language, max_age=_A_YEAR, path="/", httponly=True, samesite="lax")
    return response


@cache
def environment(language: str) -> Environment:
    """Return the templates in one of the LANGUAGES. An unknown name in a template is an error, not an empty place."""
    made = Environment(
        loader=PackageLoader("tubancrawl.access.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = translations(language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.globals.update(_NAMES)
    made.globals.update(show=Printer(language), told=partial(in_words, language), word=_words_in(catalogue.gettext))
    return made


def _words_in(translated: Callable[[str], str]) -> Callable[[str, str | None], str]:
    def word(table: str, code: str | None) -> str:
        return "–" if code is None else translated(words.word(table, code))

    return word


_NAMES: Final[dict[str, Any]] = {
    "article_path": addresses.article_path,
    "version_path": addresses.version_path,
    "at_path": addresses.at_path,
    "history_path": addresses.history_path,
    "compare_path": addresses.compare_path,
    "person_path": addresses.person_path,
    "article_json_path": addresses.article_json_path,
    "article_export_path": addresses.article_export_path,
    "timemap_path": addresses.timemap_path,
    "picture_path": addresses.picture_path,
    "year_path": addresses.year_path,
    "day_path": addresses.day_path,
    "with_query": addresses.with_query,
    "original_address": addresses.original_address,
    "record_address": addresses.record_address,
    "picture_address": addresses.picture_address,
    "place_shown": addresses.place_shown,
    "static_path": static_path,
    "site_root": site.ROOT,
    "words": words,
}


def _in_other(request: Request, language: str) -> str:
    """Return this page in another language, as a bare query: a path that a stranger wrote belongs in no link of ours."""
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    return addresses.with_query("", {**asked, "lang": language})


def _is_held(request: Request, tag: str, modified: datetime | None) -> bool:
    """RFC 9110 13.1: the digest decides where the browser sends one, and else the time."""
    sent = request.headers.get("if-none-match")
    if sent is not None:
        return sent.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in sent.split(",")]
    since = _http_date(request.headers.get("if-modified-since"))
    return modified is not None and since is not None and modified.replace(microsecond=0) <= since


def _http_date(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
