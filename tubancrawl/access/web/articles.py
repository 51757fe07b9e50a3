"""An article: its newest version, one by number, or the one that stood at a time."""

from datetime import datetime
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tubancrawl.access.addresses import at_path, version_path
from tubancrawl.access.blame import BlamedParagraph, blame_within
from tubancrawl.access.jsonld import as_script, news_article
from tubancrawl.access.memento.headers import Original, memento_headers
from tubancrawl.access.web import asked
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.finding import Told, article_named, told
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, page
from tubancrawl.access.web.portions import blamed_size, cut_long, portion_of, text_size
from tubancrawl.access.web.rendering import render
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.pictures import pictures_of
from tubancrawl.store.reader import stored_letters, version_texts


def _(text: str) -> str:
    return text


_FOLLOWED: Final = 1_200_000
"""Letters of all versions, as they are stored, up to which they are read to follow the sentences: 10 ms, 50 if all differ."""
_WORK: Final = 200_000
"""Units of access.blame that following them may take on a page: 30 ms. The command has no bound."""
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


def _blamed(session: ReadingSession, story: Told) -> list[BlamedParagraph] | None:
    """Return which versions brought each sentence in and took it out; None where that is too much work for a page."""
    if stored_letters(session, story.row) > _FOLLOWED:
        return None
    return blame_within(_WORK, version_texts(session, story.row, range(1, story.article["versions"] + 1)))


def _shown(
    request: Request, session: ReadingSession, story: Told, *, at: datetime | None = None, marked: bool = False
) -> Response:
    first = story.article["first_captured_at"]
    pictures = pictures_of(session, story.article)
    part, marked = asked.field(request, "part"), marked and story.article["versions"] > 1
    blamed = _blamed(session, story) if marked else None
    text = (
        portion_of(cut_long(story.article["paragraphs"]), text_size, part)
        if blamed is None
        else portion_of(blamed, blamed_size, part)
    )
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
        marked=blamed is not None,
        unmarked=marked and blamed is None,
        at=at,
        # The whole text is in it: on a page that shows a part, it would be larger than the page may be.
        linked_data=_linked_data(request, story.article) if text.pages == 1 else None,
    )


def _linked_data(request: Request, article: dict[str, Any]) -> Markup:
    address = str(request.base_url).rstrip("/") + version_path(article["url"], article["version"])
    return Markup(as_script(news_article(article, address)))  # noqa: S704 - as_script escapes what could end the element
