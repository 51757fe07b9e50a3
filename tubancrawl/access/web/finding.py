"""From the name of an article in a path to its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request

from tubancrawl.access.addresses import name_meant
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.pages import NOTHING
from tubancrawl.errors import NotFound
from tubancrawl.messages import Message, message_of
from tubancrawl.store import reader
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.models import Article


@dataclass(frozen=True, slots=True)
class Told:
    """An article's row, one version of it (`show --json`) and the whole story of it (`history --json`)."""

    row: Article
    article: dict[str, Any]
    history: dict[str, Any]

    @property
    def modified(self) -> datetime:
        """Return when the article was last captured, whatever came: nothing that is told of it is newer."""
        return datetime.fromisoformat(self.history["captures"][-1]["captured_at"])

    @property
    def version(self) -> dict[str, Any]:
        """Return what the history says of the version."""
        told: dict[str, Any] = self.history["versions"][self.article["version"] - 1]
        return told


def _(text: str) -> str:
    return text


_UNKNOWN: Final = _("No article in the archive is called “%(name)s”.")
_NO_VERSION: Final = _("There is no version %(number)s of this article; it has 1 to %(count)s.")
_NOT_YET: Final = _("This article was not captured yet at that time.")
_LONGEST_NAME: Final = 120


def article_named(session: ReadingSession, request: Request) -> Article:
    """Return the article that a path names. Raises PageRefused with the nearest ones."""
    name = name_meant(request.path_params["name"])
    try:
        return reader.find_article(session, name)
    except NotFound as error:
        shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        cause = message_of(error)
        raise PageRefused(
            404, NOTHING, _UNKNOWN, near=error.nearest, cause=cause if isinstance(cause, Message) else None, name=shown
        ) from error


def told(session: ReadingSession, request: Request, *, version: int | None = None, at: datetime | None = None) -> Told:
    """Return the version of an article that a request asks for. Raises PageRefused with what there is in its place."""
    found = article_named(session, request)
    try:
        article = reader.article_json(session, found, version=version, at=at)
    except NotFound as error:
        reason = _NOT_YET if version is None else _NO_VERSION
        raise PageRefused(404, NOTHING, reason, near=[found.url], number=version, count=found.versions) from error
    return Told(found, article, reader.history_json(session, found))
