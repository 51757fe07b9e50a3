"""An original resource that somebody asks for, and its mementos: the captures of an address, or the versions of an article."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from tubancrawl.access.addresses import at_path
from tubancrawl.access.memento.headers import Original, raw_memento
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.mementos import Memento, MementosOf, captures_as_mementos, versions_as_mementos
from tubancrawl.store.reader import find_article


@dataclass(frozen=True, slots=True)
class Kept:
    """An original, its mementos, and where each of them is."""

    original: Original
    mementos: MementosOf
    address: Callable[[Memento], str]


def captured(request: Request, session: ReadingSession, url: str) -> Kept:
    """Return the original at an address; its mementos are the captures, on the second origin. Raises BadUrl."""
    second_origin: str = request.app.state.original_origin
    mementos = captures_as_mementos(session, url)
    return Kept(
        Original(room=_room(request), url=url), mementos, lambda one: raw_memento(second_origin, one.url, one.captured_at)
    )


def extracted(request: Request, session: ReadingSession, url: str) -> Kept:
    """Return the article at any of its addresses; its mementos are pages of the reading room. Raises NotFound."""
    article = find_article(session, url)
    room = _room(request)
    original = Original(room=room, url=article.url, article=True)
    return Kept(original, versions_as_mementos(session, article), lambda one: f"{room}{at_path(article.url, one.captured_at)}")


def _room(request: Request) -> str:
    return str(request.base_url).rstrip("/")
