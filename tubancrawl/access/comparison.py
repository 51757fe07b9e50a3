"""Two versions of an article as the archive holds them, compared and explained: what `diff` and the API tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tubancrawl.access.redline import Redline, causes_over, explain, redline
from tubancrawl.errors import NotFound
from tubancrawl.store import reader
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.pictures import Sameness, Span, same_picture

_SAME: Final[dict[Sameness | None, bool | None]] = {"same": True, "recompressed": True, "other": False, None: None}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two versions, in the shape of `show --json`, and what differs, with who changed it."""

    older: dict[str, Any]
    newer: dict[str, Any]
    found: Redline

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `diff --json`."""
        return {"url": self.newer["url"], "from": self.older["version"], "to": self.newer["version"], **self.found.as_json()}


def compared(session: ReadingSession, name: str, old: int | None, new: int | None) -> Comparison:
    """Compare two versions of the article that `name` means, by default the newest with the one before it.

    Raises NotFound for an article or a version that is not there, and where there is no version before.
    """
    article = reader.find_article(session, name)
    newer = reader.article_json(session, article, version=new)
    if old is None and newer["version"] == 1:
        raise NotFound(f"{newer['url']}: expected two versions to compare, found no version before 1; see `tubancrawl history`")
    older = reader.article_json(session, article, version=old or newer["version"] - 1)
    return Comparison(older, newer, explained(session, older, newer, reader.history_json(session, article)["versions"]))


def explained(
    session: ReadingSession, older: Mapping[str, Any], newer: Mapping[str, Any], versions: Sequence[Mapping[str, Any]]
) -> Redline:
    """Return what differs between two versions, who changed it by the history's `versions`, and which pictures are others."""
    before, after = _span(older), _span(newer)

    def same(one: str, other: str) -> bool | None:
        return _SAME[same_picture(session, one, before, other, after)]

    causes = causes_over(versions, older["version"], newer["version"])
    return explain(redline(older, newer, same_picture=same), causes)


def _span(version: Mapping[str, Any]) -> Span:
    first, last = (datetime.fromisoformat(version[name]) for name in ("first_captured_at", "last_captured_at"))
    return first, last
