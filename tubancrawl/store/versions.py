"""The versions of the articles that a flush touches: compared with the stored ones, rewritten from the first that differs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from tubancrawl import site
from tubancrawl.store.columns import Base
from tubancrawl.store.history import Run
from tubancrawl.store.models import Credit, Photo, Reading, Version
from tubancrawl.store.rows import Numbers, insert_rows, iter_chunks, iter_rows, update_rows


class _Stored(NamedTuple):
    id: int
    run: tuple[Any, ...]


class VersionBook:
    """Runs that should be stored, versions that are, and the readings that are needed to write what differs.

    `stored`: the articles that may have versions; `items`: readings at hand, by number.
    """

    def __init__(
        self, connection: Connection, stored: Iterable[int], runs: Mapping[int, list[Run]], items: Mapping[int, Mapping[str, Any]]
    ) -> None:
        self._connection = connection
        self._runs = runs
        self._old = self._load_versions(stored)
        self._items = {**items, **self._load_items(items)}
        self.rewritten: set[int] = set()
        """The articles of which `save` wrote or removed versions."""

    @property
    def items(self) -> Mapping[int, Mapping[str, Any]]:
        """The readings at hand, by number: at least those that begin new versions, and of the last versions."""
        return self._items

    def reading_ids(self, article_id: int) -> tuple[int, ...]:
        """Return the readings of an article's versions, the first version first."""
        return tuple(run.reading_id for run in self._runs[article_id])

    def item(self, reading_id: int) -> Mapping[str, Any]:
        """Return the fields of a reading that begins a new version, or the last version of its article."""
        return self._items[reading_id]

    def save(self, numbers: Numbers, dissolved: Iterable[int]) -> None:
        """Write what differs; nothing is left of the versions of `dissolved` articles."""
        longer, removed, added = [], [], []
        for article_id, runs in self._runs.items():
            old = self._old[article_id]
            same = _same(old, runs)
            if same < max(len(old), len(runs)):
                self.rewritten.add(article_id)
            longer += [
                {"key": version.id, "new_last_captured_at": run.last_captured_at}
                for version, run in zip(old[:same], runs[:same], strict=True)
                if version.run[-1] != run.last_captured_at
            ]
            removed += [version.id for version in old[same:]]
            added += [(numbers.next(Version), article_id, run) for run in runs[same:]]
        removed += [row[0] for row in iter_rows(self._connection, select(Version.id), Version.__table__.c.article_id, dissolved)]
        update_rows(self._connection, Version, ("last_captured_at",), longer)
        self._remove(removed)
        self._add(added)

    def _load_versions(self, article_ids: Iterable[int]) -> dict[int, list[_Stored]]:
        query = select(
            Version.article_id,
            Version.id,
            Version.reading_id,
            Version.content_sha256,
            Version.first_captured_at,
            Version.last_captured_at,
        ).order_by(Version.article_id, Version.number)
        found: dict[int, list[_Stored]] = defaultdict(list)
        for article_id, version_id, *run in iter_rows(self._connection, query, Version.__table__.c.article_id, article_ids):
            found[article_id].append(_Stored(version_id, tuple(run)))
        return found

    def _load_items(self, at_hand: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
        needed = set[int]()
        for article_id, runs in self._runs.items():
            fresh = runs[_same(self._old[article_id], runs) :]
            needed.update(run.reading_id for run in (*fresh, *runs[-1:]) if run.reading_id not in at_hand)
        query = select(Reading.id, Reading.item)
        return {row[0]: row[1] for row in iter_rows(self._connection, query, Reading.__table__.c.id, sorted(needed))}

    def _remove(self, version_ids: Iterable[int]) -> None:
        for chunk in iter_chunks(version_ids):
            for table, key in ((Photo, Photo.version_id), (Credit, Credit.version_id), (Version, Version.id)):
                self._connection.execute(delete(table).where(key.in_(chunk)))

    def _add(self, versions: list[tuple[int, int, Run]]) -> None:
        made = [self._rows(*version) for version in versions]
        for table in (Version, Photo, Credit):
            insert_rows(self._connection, table, [row for rows in made for row in rows[table]])

    def rows(self) -> Iterator[tuple[int, int, dict[type[Base], list[dict[str, Any]]]]]:
        """Yield article number, version number, and the rows that each version should have, as `version_id` or `id` 0."""
        for article_id, runs in self._runs.items():
            for run in runs:
                yield article_id, run.number, self._rows(0, article_id, run)

    def _rows(self, version_id: int, article_id: int, run: Run) -> dict[type[Base], list[dict[str, Any]]]:
        item = self._items[run.reading_id]
        version = {
            "id": version_id,
            "article_id": article_id,
            "number": run.number,
            "first_captured_at": run.first_captured_at,
            "last_captured_at": run.last_captured_at,
            "reading_id": run.reading_id,
            "content_sha256": run.digest,
        }
        return {Version: [version], Photo: _photos(version_id, item), Credit: _credits(version_id, item)}


def _same(old: list[_Stored], runs: list[Run]) -> int:
    """Return how many versions from the first on are the same, but for when they were last captured."""
    for index, (version, run) in enumerate(zip(old, runs, strict=False)):
        if version.run[:-1] != (run.reading_id, run.digest, run.first_captured_at):
            return index
    return min(len(old), len(runs))


def _photos(version_id: int, item: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "version_id": version_id,
            "position": position,
            "url": photo["url"] and site.photo_identity(photo["url"]),
            "caption": photo["caption"],
            "credit": photo["credit"],
            "credit_kind": photo["credit_kind"],
        }
        for position, photo in enumerate(item["photos"])
    ]


def _credits(version_id: int, item: Mapping[str, Any]) -> list[dict[str, Any]]:
    byline = item["byline"] or {"reporters": [], "editor": None}
    names = [("reporter", name) for name in byline["reporters"]]
    names += [("editor", byline["editor"])]
    names += [("photographer", photo["credit"]) for photo in item["photos"] if photo["credit_kind"] in {"person", "agency"}]
    names += [("poster", item["posted_by"])]
    return [
        {"version_id": version_id, "position": position, "role": role, "name": name}
        for position, (role, name) in enumerate((role, name) for role, name in names if name)
    ]
