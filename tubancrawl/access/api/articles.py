"""Articles, their versions and histories."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tubancrawl.access.addresses import name_meant
from tubancrawl.access.api import models
from tubancrawl.access.api.answers import ReadingRoute, answer, readable
from tubancrawl.access.api.parameters import MAX_VERSION, At, Cursor, FiltersAsked, Limit, Number, Slug
from tubancrawl.access.api.problems import problems
from tubancrawl.access.comparison import compared
from tubancrawl.store import reader

router = APIRouter(route_class=ReadingRoute, tags=["articles"])


@readable(router, "/articles", response_model=models.Articles, summary="List articles, newest first", responses=problems())
def list_articles(request: Request, filters: FiltersAsked, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """List the articles that fit all the filters, a page at a time."""
    with request.app.state.room.reading() as session:
        return answer(session, reader.page_of_articles(session, filters, limit=limit, cursor=cursor))


@readable(router, "/articles/{slug}", response_model=models.Article, summary="One article in full", responses=problems(404))
def show_article(request: Request, slug: Slug, version: Number = None, at: At = None) -> Response:
    """Show its last version, the one of a number, or the one that stood at a time."""
    with request.app.state.room.reading() as session:
        article = reader.find_article(session, name_meant(slug))
        return answer(session, reader.article_json(session, article, version=version, at=at))


@readable(
    router,
    "/articles/{slug}/history",
    response_model=models.History,
    summary="Versions, absences and captures of an article",
    responses=problems(404),
)
def article_history(request: Request, slug: Slug) -> Response:
    """Tell what changed in each version and who changed it, when the article was not there, and every capture of it."""
    with request.app.state.room.reading() as session:
        return answer(session, reader.history_json(session, reader.find_article(session, name_meant(slug))))


@readable(
    router,
    "/articles/{slug}/diff",
    response_model=models.Diff,
    summary="Two versions compared word by word",
    responses=problems(404),
)
def article_diff(
    request: Request,
    slug: Slug,
    old: Annotated[int | None, Query(alias="from", ge=1, le=MAX_VERSION, description="The older version; the one before")] = None,
    new: Annotated[int | None, Query(alias="to", ge=1, le=MAX_VERSION, description="The newer version; the last")] = None,
) -> Response:
    """Tell what changed, where, how much and by whom; by default between the last two versions."""
    with request.app.state.room.reading() as session:
        return answer(session, compared(session, name_meant(slug), old, new).as_json())
