"""The shapes of the answers, for /openapi.json: those of the commands' `--json`, field for field."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from tubancrawl.access.api.parameters import State
from tubancrawl.access.redline.model import Kind, Type
from tubancrawl.items import CreditKind, Outcome
from tubancrawl.store.history import Cause
from tubancrawl.store.latest import Kind as KindOfChange


class ListedArticle(BaseModel):
    """An article in a list (`list --json`)."""

    url: str = Field(description="The address under which it was last read", examples=["https://tubankab.go.id/entry/panen-raya"])
    state: State = Field(description="What the newest answer says of it")
    headline: str | None = Field(description="Of the last version")
    published_at: str | None = Field(description="The printed time with its offset, or a bare date where no time is printed")
    first_captured_at: str = Field(description="First capture of the first version, UTC")
    last_captured_at: str = Field(description="Last capture of the last version, UTC")
    versions: int = Field(description="How many versions it has", ge=1)


class Articles(BaseModel):
    """A page of articles, newest first."""

    articles: list[ListedArticle]
    next: str | None = Field(description="The cursor of the next page; null on the last")


class Photo(BaseModel):
    """A picture of an article."""

    url: str | None = Field(description="Null where a caption is printed but no picture shown")
    caption: str | None
    credit: str | None = Field(description="Who is named as its source, as printed")
    credit_kind: CreditKind | None


class Byline(BaseModel):
    """Who wrote and who edited."""

    raw: str = Field(description="As printed")
    reporters: list[str]
    editor: str | None


class Dateline(BaseModel):
    """Where a story was filed and by whom."""

    source: str | None
    place: str | None


class EventDate(BaseModel):
    """A date printed in the text."""

    text: str
    start: str = Field(description="ISO 8601 day")
    end: str | None = Field(description="Null for one day")
    weekday_ok: bool | None = Field(
        description="False where the printed weekday contradicts the date; null where none is printed"
    )


class Article(BaseModel):
    """One version of an article in full (`show --json`)."""

    url: str = Field(description="The address under which it was last read")
    urls: list[str] = Field(description="Every form of its addresses that was seen")
    state: State
    version: int = Field(description="The number of this version", ge=1)
    versions: int = Field(description="How many there are", ge=1)
    first_captured_at: str = Field(description="First capture of this version, UTC")
    last_captured_at: str = Field(description="Last capture of this version, UTC")
    headline: str | None
    published_at: str | None = Field(description="The printed time with its offset, or a bare date where no time is printed")
    dateline: Dateline | None
    paragraphs: list[str] = Field(description="The body, without captions, byline and furniture")
    photos: list[Photo]
    byline: Byline | None
    categories: list[str]
    tags: list[str]
    posted_by: str | None = Field(description="The CMS user")
    event_dates: list[EventDate]
    content_sha256: str = Field(description="Digest of the content")
    sources: dict[str, str] = Field(description="Field -> the rule that gave it")
    findings: list[str] = Field(description="What a person should look at")


class FieldChange(BaseModel):
    """A field of the content that a version changed."""

    field: str
    kind: Literal["added", "removed", "changed"]
    cause: Cause = Field(description="Who changed it; docs/history.md")


class VersionOfHistory(BaseModel):
    """A version in a history."""

    number: int
    first_captured_at: str
    last_captured_at: str
    headline: str | None
    content_sha256: str
    changes: list[FieldChange]
    findings: list[str]


class Absence(BaseModel):
    """A time at which the article was not there."""

    state: Literal["missing", "gone"]
    last_seen_at: str | None
    first_missed_at: str
    misses: int
    last_missed_at: str
    seen_again_at: str | None = Field(description="Null while it lasts")


class Address(BaseModel):
    """An address of the article, and when it was seen there; null where it only ever led to another."""

    url: str
    first_seen_at: str | None
    last_seen_at: str | None


class Capture(BaseModel):
    """One HTTP exchange and its place in the WARC files."""

    url: str = Field(description="The address as it was asked")
    captured_at: str = Field(description="WARC-Date, UTC")
    outcome: Outcome = Field(description="What kind of answer it was; docs/fields.md")
    http_status: int | None = Field(description="Null when no whole status line came back")
    record_id: str = Field(description="WARC-Record-ID of the response record")
    warc: str = Field(description="The WARC file")
    payload_sha256: str | None = Field(description="Digest of the payload; null without one")
    evidence: list[str] = Field(description="Why the outcome is what it is")
    findings: list[str]


class CaptureOfArticle(Capture):
    """A capture of an article's addresses."""

    version: int | None = Field(description="The version that it shows; null for none")


class PictureOfHistory(BaseModel):
    """A picture that was captured at the address of one of the article's photos."""

    url: str
    sha256: str = Field(description="Digest of the picture's bytes")
    first_captured_at: str
    last_captured_at: str
    same_as_before: Literal["same", "recompressed", "other"] | None = Field(
        description="Compared with what the address had before; null for the first, and where that cannot be told"
    )
    version: int | None = Field(description="The version that showed the address then; null where none did")


class History(BaseModel):
    """All that the captures of an article say together (`history --json`)."""

    url: str
    state: State
    versions: list[VersionOfHistory]
    absences: list[Absence]
    addresses: list[Address]
    captures: list[CaptureOfArticle]
    photos: list[PictureOfHistory]


class Segment(BaseModel):
    """A run of text that both versions have, or only one."""

    op: Literal["equal", "delete", "insert"]
    text: str
    part: str | None = Field(None, description="Of what part of the value, where it has several; absent otherwise")


class Size(BaseModel):
    """Words and numbers that came and went."""

    added: int
    removed: int


class Change(BaseModel):
    """One place where two versions differ."""

    field: str
    kind: Kind
    place: int | None = Field(description="Among the paragraphs or photos, from 1; null for other fields")
    cause: Cause | None = Field(description="Who changed it; docs/history.md")
    types: list[Type]
    size: Size
    old_places: list[int]
    new_places: list[int]
    segments: list[Segment]


class Diff(BaseModel):
    """Two versions compared (`diff --json`)."""

    url: str
    from_: int = Field(alias="from", description="The older version")
    to: int = Field(description="The newer version")
    size: Size
    types: dict[str, int] = Field(description="Type of change -> how many")
    changes: list[Change]


class Piece(BaseModel):
    """A stretch of a snippet."""

    text: str
    marked: bool = Field(description="It is what was looked for")


class Hit(BaseModel):
    """An article that was found, in the version that holds what was looked for."""

    url: str
    headline: str | None
    version: int
    versions: int
    state: State
    first_captured_at: str
    last_captured_at: str
    published_at: str | None
    removed: bool = Field(description="The site no longer shows the passage that the snippet is of")
    field: str = Field(description="Where it was found")
    snippet: list[Piece]


class Found(BaseModel):
    """A page of results (`search --json`)."""

    hits: list[Hit]
    total: int = Field(description="Articles found")
    total_is_floor: bool = Field(description="There are at least so many")
    facets: dict[str, list[tuple[str, int]]] = Field(description="year, category, reporter -> value and articles")
    next: str | None = Field(description="The cursor of the next page; null on the last")
    notes: list[str] = Field(description="Sentences for people")


class SwappedPhoto(BaseModel):
    """A picture whose address showed another one from then on."""

    url: str
    before_sha256: str = Field(description="Digest of the picture that the address had before")
    sha256: str = Field(description="Digest of the picture that it had from then on")


class LatestChange(BaseModel):
    """One thing that happened to an article."""

    url: str
    headline: str | None
    at: str = Field(description="Time of the capture that showed it, UTC")
    kind: KindOfChange
    version: int | None = Field(description="The version that began; null where none did")
    versions: int
    causes: list[Cause] = Field(description="Of an edit: who changed something")
    fields: list[str] = Field(description="Of an edit: which fields")
    photo: SwappedPhoto | None = Field(description="Of a swapped picture: which; null otherwise")


class Changes(BaseModel):
    """A page of changes over all articles, newest first."""

    changes: list[LatestChange]
    next: str | None = Field(description="The cursor of the next page; null on the last")


class Captures(BaseModel):
    """A page of captures, newest first."""

    captures: list[Capture]
    next: str | None = Field(description="The cursor of the next page; null on the last")


class Use(BaseModel):
    """A picture in versions in a row of an article that say the same of it."""

    url: str = Field(description="The article's address")
    headline: str | None = Field(description="Of the article's last version")
    version: int = Field(description="The first of the versions")
    last_version: int
    photo_url: str
    caption: str | None
    credit: str | None
    first_captured_at: str
    last_captured_at: str
    same: Literal["same", "recompressed"] = Field(description="The very bytes, or the same picture compressed anew")


class Uses(BaseModel):
    """A page of the uses of a picture, by article."""

    uses: list[Use]
    next: str | None = Field(description="The cursor of the next page; null on the last")


class CrawlOfStatus(BaseModel):
    """A run that added to the archive."""

    id: int
    how: str
    mode: str
    started_at: str
    finished_at: str | None
    verdict: str | None
    reasons: list[str]
    figures: dict[str, Any]


class LastEvent(BaseModel):
    """The newest event: its digest, noted elsewhere, proves everything before it."""

    number: int
    at: str
    chain_sha256: str


class Status(BaseModel):
    """How the archive is (`status --json`)."""

    crawls: list[CrawlOfStatus] = Field(description="The last ones, newest first")
    articles: dict[str, int] = Field(description="State -> how many")
    versions: int
    captures: dict[str, int] = Field(description="Outcome -> how many")
    older_readings: int
    urls: dict[str, int] = Field(description="Kind of address -> how many")
    due: dict[str, int] = Field(description="Kind of address -> how many are due now")
    next_due_at: str | None
    findings: dict[str, int] = Field(description="Of the last crawl: text -> pages")
    last_event: LastEvent | None
