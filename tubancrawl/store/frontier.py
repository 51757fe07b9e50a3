"""What to ask for next.

Every address ever discovered is in the table `url`, with when it is due and who has it leased; so a killed crawl goes on by being
started again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, exists, or_, select, update

from tubancrawl import site
from tubancrawl.items import Original, UrlKind
from tubancrawl.store.journal import Act, Happened
from tubancrawl.store.models import Url
from tubancrawl.store.picture_schedule import PICTURE_KINDS, enrol_pictures
from tubancrawl.store.rows import Numbers, iter_chunks
from tubancrawl.store.urls import UrlBook

Mode = Literal["due", "new", "all"]

OPENED: Final = "frontier opened"

_WALKED: Final = ("article", "listing")
"""The kinds that a crawl for everything asks for again."""

_CONDITIONAL: Final = frozenset({"article", "sitemap", "feed"}) | PICTURE_KINDS
"""Kinds that are asked with their validators. Not listings: a 304 would hide the next page."""

_UNSEEN_VISITS: Final = 9
"""304s in a row that are believed. The tenth visit asks for the page itself, since servers lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """An address to ask for now.

    `etag` and `last_modified` are the conditions to ask under; both None: the page itself is wanted. That is so for kinds whose
    links are needed anew, after a visit that read nothing, on every tenth visit, and where no full answer is kept.
    """

    url: str
    kind: UrlKind
    etag: str | None
    last_modified: str | None
    original: Original | None
    """What an equal answer may refer to; the validators are those of its body."""
    tries: int
    """Visits in a row that found nothing."""
    known: bool = False
    """True if a crawl has had a conclusive answer from it before."""


_LEASED: Final = (
    Url.due_at,
    Url.id,
    Url.url,
    Url.kind,
    Url.etag,
    Url.last_modified,
    Url.original_record_id,
    Url.original_url,
    Url.original_at,
    Url.original_digest,
    Url.request_digest,
    Url.last_outcome,
    Url.unseen_visits,
    Url.tries,
    Url.captured_crawl_id,
)


def _lease(row: Row[*tuple[Any, ...]]) -> Lease:
    original = None
    if row.original_record_id is not None:
        original = Original(
            record_id=row.original_record_id,
            url=row.original_url,
            captured_at=row.original_at,
            body_digest=row.original_digest,
            request_digest=row.request_digest,
        )
    believed = row.last_outcome in {"ok", "not_modified"} and row.unseen_visits < _UNSEEN_VISITS
    conditional = row.kind in _CONDITIONAL and original is not None and believed
    return Lease(
        url=row.url,
        kind=row.kind,
        etag=row.etag if conditional else None,
        last_modified=row.last_modified if conditional else None,
        original=original,
        tries=row.tries,
        known=row.captured_crawl_id is not None,
    )


class Frontier:
    """Hands out what is due in one crawl, each address once.

    Modes: `due`, by schedule; `new`, but no article or picture that was captured before; `all`, every known article and listing
    too. `pictures_every`: after how many days pictures are asked for again that no run has planned to; None: not.
    `commit` is the writer's: what opens the frontier is an event of the archive.
    """

    def __init__(
        self,
        engine: Engine,
        crawl_id: int,
        *,
        mode: Mode,
        clock: Callable[[], datetime],
        commit: Callable[[Act], Happened],
        pictures_every: timedelta | None = None,
    ) -> None:
        self._engine = engine
        self._crawl_id = crawl_id
        self._mode = mode
        self._clock = clock
        self._commit = commit
        self._pictures_every = pictures_every if mode != "new" else None
        self._only: deque[str] | None = None

    def open(self, entry_points: Sequence[str]) -> None:
        """Make the entry points due, and what the mode adds, but for what this crawl has visited before it was killed."""
        urls = [site.canonical_url(url) for url in entry_points]
        self._open_with(urls, every=self._mode == "all", pictures_every=self._pictures_every)

    def ask_only(self, urls: Iterable[str]) -> None:
        """Hand out exactly these, due or not, and nothing that they lead to. Raises BadUrl for what is no URL."""
        canonical = dict.fromkeys(site.canonical_url(url) for url in urls)
        self._only = deque()
        # A long list is many events, so that no one of them, and none of its rows, has to be held whole.
        for chunk in iter_chunks(canonical):
            self._only += self._open_with(chunk, every=False)

    def _open_with(self, urls: Sequence[str], *, every: bool, pictures_every: timedelta | None = None) -> list[str]:
        now = self._clock()
        detail = {"crawl": self._crawl_id, "due_at": now.astimezone(UTC).isoformat(), "urls": list(urls), "every": every}
        if pictures_every is not None:
            detail["pictures_every"] = pictures_every / timedelta(days=1)
        unvisited: list[str] = []

        def open_it(connection: Connection) -> Happened:
            unvisited.extend(make_due(connection, detail))
            return Happened(kind=OPENED, detail=detail)

        self._commit(open_it)
        return unvisited

    def lease(self, limit: int) -> list[Lease]:
        """Return up to `limit` addresses, longest due first, and mark them as being asked for."""
        if self._only is not None and not self._only:
            return []
        with self._engine.begin() as connection:
            chosen = (
                select(Url.id).where(*self._open()).order_by(Url.due_at, Url.id).limit(limit).with_for_update(skip_locked=True)
            )
            if self._only is not None:
                batch = [self._only.popleft() for _ in range(min(limit, len(self._only)))]
                chosen = select(Url.id).where(Url.url.in_(batch), _unvisited_in(self._crawl_id), Url.lease_crawl_id.is_(None))
            leased = update(Url).where(Url.id.in_(chosen)).values(lease_crawl_id=self._crawl_id)
            rows = connection.execute(leased.returning(*_LEASED)).all()
        far = self._clock()
        return [_lease(row) for row in sorted(rows, key=lambda row: (row.due_at or far, row.id))]

    @property
    def grows(self) -> bool:
        """True if what is stored may make more addresses due; not where only listed ones are asked."""
        return self._only is None

    def has_due(self) -> bool:
        """Tell whether `lease` would return anything now; a flush may bring more."""
        if self._only is not None:
            return bool(self._only)
        with self._engine.connect() as connection:
            return bool(connection.scalar(select(exists().where(*self._open()))))

    def _open(self) -> list[ColumnElement[bool]]:
        """Return what makes an address one to ask for now."""
        due = [Url.due_at <= self._clock(), Url.lease_crawl_id.is_(None), _unvisited_in(self._crawl_id)]
        if self._mode == "new":
            due.append(or_(Url.kind.not_in(("article", *PICTURE_KINDS)), Url.captured_crawl_id.is_(None)))
        return due


def make_due(connection: Connection, detail: Mapping[str, Any]) -> list[str]:
    """Write what the event of an opened frontier says; return its URLs without those that its crawl has visited."""
    crawl_id, now = detail["crawl"], datetime.fromisoformat(detail["due_at"])
    book = UrlBook(connection, Numbers(connection))
    book.load(detail["urls"])
    for url in detail["urls"]:
        row = book.add(url, at=now, source=None, due_at=now)
        if row.visited_crawl_id != crawl_id:
            row.due_at, row.changed = min(row.due_at or now, now), True
    book.save_new()
    book.save_changed()
    if detail["every"]:
        later = or_(Url.due_at.is_(None), Url.due_at > now)
        walked = update(Url).where(_unvisited_in(crawl_id), Url.kind.in_(_WALKED), later)
        connection.execute(walked.values(due_at=now))
    if (days := detail.get("pictures_every")) is not None:
        enrol_pictures(connection, now, days)
    return [url for url in detail["urls"] if book.rows[url].visited_crawl_id != crawl_id]


def _unvisited_in(crawl_id: int) -> ColumnElement[bool]:
    return Url.visited_crawl_id.is_distinct_from(crawl_id)
