"""An article: its newest version, one by number, or the one that stood at a time."""

from datetime import datetime
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tubancrawl.access.addresses import at_path, version_path
from tubancrawl.access.blame import blame
from tubancrawl.access.jsonld import as_script, news_article
from tubancrawl.access.memento.headers import Original, memento_headers
from tubancrawl.access.web import asked
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.finding import Told, article_named, told
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, page
from tubancrawl.access.web.paging import Paged
from tubancrawl.access.web.portions import blamed_size, cut_long, portion_of, text_size
from tubancrawl.access.web.rendering import render
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.pictures import pictures_of
from tubancrawl.store.reader import version_texts


def _(text: str) -> str:
    return text


_MARKED: Final = 20
_MARKED_LETTERS: Final = 50_000
"""Versions, and letters of one, up to which the sentences are followed: beyond that it takes longer than a page may."""
_NO_DAY: Final = _("Expected a day to look at, as in 2026-03-01.")


@page("/articles/{name}")
def newest(request: Request) -> Response:
    """Return the newest version, with what was taken out of the text since the first."""
    with request.app.state.room.reading() as session:
        return _shown(request, session, told(session, request), marked=True)


@page("/articles/{name}/versions/{number}")
def numbered(request: Request) -> Response:
    """Return a version by its number."""
    number = asked.number(request.path_params["number"])
    with request.app.state.room.reading() as session:
        return _shown(request, session, told(session, request, version=number))


@page("/articles/{name}/at/{digits}")
def at(request: Request) -> Response:
    """Return the version that stood at a time."""
    moment = asked.moment(request.path_params["digits"])
    with request.app.state.room.reading() as session:
        story = told(session, request, at=moment)
        response = _shown(request, session, story, at=moment)
    original = Original(room=str(request.base_url).rstrip("/"), url=story.article["url"], article=True)
    response.headers.update(memento_headers(original, datetime.fromisoformat(story.article["first_captured_at"])))
    return response


@page("/articles/{name}/at")
def on(request: Request) -> Response:
    """Lead to the permanent address of what stood at the end of a day in Tuban: where the form for it goes."""
    moment = asked.end_of(asked.day(asked.field(request, "day")))
    if moment is None:
        raise PageRefused(400, NOT_UNDERSTOOD, _NO_DAY)
    with request.app.state.room.reading() as session:
        return RedirectResponse(at_path(article_named(session, request).url, moment), 303)


def _text_of(request: Request, session: ReadingSession, story: Told, *, marked: bool) -> tuple[Paged, bool]:
    """Return a portion of the text, and whether it tells of each sentence which versions brought it in and took it out."""
    part, count = asked.field(request, "part"), story.article["versions"]
    letters = sum(map(len, story.article["paragraphs"]))
    if marked and 1 < count <= _MARKED and letters <= _MARKED_LETTERS:
        blamed = blame(version_texts(session, story.row, range(1, count + 1)))
        return portion_of(blamed, blamed_size, part), True
    return portion_of(cut_long(story.article["paragraphs"]), text_size, part), False


def _shown(
    request: Request, session: ReadingSession, story: Told, *, at: datetime | None = None, marked: bool = False
) -> Response:
    first = story.article["first_captured_at"]
    pictures = pictures_of(session, story.article)
    text, marked = _text_of(request, session, story, marked=marked)
    return render(
        request,
        "article.html",
        modified=story.modified,
        article=story.article,
        photos=list(zip(story.article["photos"], pictures, strict=True)),
        history=story.history,
        told=story.version,
        capture=next(one for one in story.history["captures"] if one["captured_at"] == first and one["outcome"] == "ok"),
        text=text,
        marked=marked,
        at=at,
        # The whole text is in it: on a page that shows a part, it would be larger than the page may be.
        linked_data=_linked_data(request, story.article) if text.pages == 1 else None,
    )


def _linked_data(request: Request, article: dict[str, Any]) -> Markup:
    address = str(request.base_url).rstrip("/") + version_path(article["url"], article["version"])
    return Markup(as_script(news_article(article, address)))  # noqa: S704 - as_script escapes what could end the element
