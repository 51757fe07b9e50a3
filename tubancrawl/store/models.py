"""The tables of an archive: facts that are only ever added, and what is derived from them.

Facts: Crawl, Capture, Reading, Event, WarcFile. Derived, recomputed by store.batch: Article, Version, Turn, Photo, Credit,
Searchable; Picture, of the bytes of captures, and Swap. Url is both the list of every address ever discovered and the schedule
of what to ask for next.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tubancrawl.store.columns import Base, Facts, Key, Texts


class Crawl(Base):
    """One run that added to the archive."""

    __tablename__ = "crawl"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the run")
    how: Mapped[str] = mapped_column(comment="crawl, replay or import")
    mode: Mapped[str] = mapped_column(comment="What it asked for: due, new, all, or what its caller named")
    started_at: Mapped[datetime] = mapped_column(comment="When it first began; a continued crawl keeps it")
    finished_at: Mapped[datetime | None] = mapped_column(comment="Null while it runs, and after it was killed")
    verdict: Mapped[str | None] = mapped_column(comment="May it be trusted; null until it finished")
    reasons: Mapped[Texts] = mapped_column(comment="Why the verdict is what it is")
    figures: Mapped[Facts] = mapped_column(comment="What it counted, by path")
    settings: Mapped[Facts] = mapped_column(comment="The settings that shaped it; no secrets")


class Url(Base):
    """An address of the site in its canonical form, discovered or asked, and when to ask for it next."""

    __tablename__ = "url"
    __table_args__ = (Index(None, "due_at"), Index(None, "article_id"), UniqueConstraint("url"))

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the address")
    url: Mapped[str] = mapped_column(comment="Canonical form")
    kind: Mapped[str] = mapped_column(comment="What it is for, by its shape: article, listing, photo, …")
    discovered_at: Mapped[datetime] = mapped_column(
        comment="Capture time of the page that named it first, or when it was first asked"
    )
    discovered_from: Mapped[str | None] = mapped_column(comment="WARC record id of that page; null for an entry point")
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("article.id"), comment="The article that it leads to, once one was read"
    )
    due_at: Mapped[datetime | None] = mapped_column(comment="When to ask again; null: not until something makes it due")
    lease_crawl_id: Mapped[int | None] = mapped_column(ForeignKey("crawl.id"), comment="The crawl that is asking for it now")
    visited_crawl_id: Mapped[int | None] = mapped_column(ForeignKey("crawl.id"), comment="The last crawl that asked for it")
    captured_crawl_id: Mapped[int | None] = mapped_column(
        ForeignKey("crawl.id"), comment="The first crawl that got a conclusive answer; null while none did"
    )
    tries: Mapped[int] = mapped_column(comment="Visits in a row that found nothing: failed, blocked, missing or gone")
    last_captured_at: Mapped[datetime | None] = mapped_column(comment="Its newest capture, whatever the outcome")
    last_outcome: Mapped[str | None] = mapped_column(comment="Outcome of its newest visit")
    etag: Mapped[str | None] = mapped_column(comment="ETag of its newest answer that was read")
    last_modified: Mapped[str | None] = mapped_column(comment="Last-Modified of its newest answer that was read, as sent")
    original_record_id: Mapped[str | None] = mapped_column(
        comment="WARC record that holds the body of that answer in full; null: the next answer is kept in full"
    )
    original_url: Mapped[str | None] = mapped_column(comment="The address that record was asked under")
    original_at: Mapped[datetime | None] = mapped_column(comment="WARC-Date of that record")
    original_digest: Mapped[str | None] = mapped_column(comment="WARC-Payload-Digest of that record")
    request_digest: Mapped[str | None] = mapped_column(comment="Digest of the newest request kept for it, conditions left out")
    unseen_visits: Mapped[int] = mapped_column(server_default="0", comment="Visits in a row answered 304: nobody saw the page")


class Capture(Base):
    """One HTTP exchange, whatever its status, and its place in a WARC file."""

    __tablename__ = "capture"
    __table_args__ = (Index(None, "url_id", "captured_at"), Index(None, "payload_sha256"), UniqueConstraint("record_id"))

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the capture")
    record_id: Mapped[str] = mapped_column(comment="WARC-Record-ID of the response record")
    url_id: Mapped[int] = mapped_column(ForeignKey("url.id"), comment="The canonical address")
    url: Mapped[str] = mapped_column(comment="The address as it was asked")
    captured_at: Mapped[datetime] = mapped_column(comment="WARC-Date")
    http_status: Mapped[int | None] = mapped_column(comment="Null when no whole status line came back")
    outcome: Mapped[str] = mapped_column(comment="What kind of answer it was; docs/fields.md")
    evidence: Mapped[Texts] = mapped_column(comment="Why the outcome is what it is")
    findings: Mapped[Texts] = mapped_column(comment="What a person should look at, by the newest reading")
    warc: Mapped[str] = mapped_column(comment="File name below warc/")
    warc_offset: Mapped[int] = mapped_column(BigInteger, comment="First byte of the record's gzip member")
    warc_length: Mapped[int] = mapped_column(BigInteger, comment="Bytes of that member")
    payload_sha256: Mapped[str | None] = mapped_column(comment="Digest of the payload; null without one")
    location: Mapped[str | None] = mapped_column(comment="Absolute target of a redirect")
    of_site: Mapped[bool | None] = mapped_column(
        comment="The answer speaks of the whole site and not of this page, as maintenance does; null if nobody asked"
    )
    ip: Mapped[str | None] = mapped_column(comment="Address of the server that answered")
    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawl.id"), comment="The run that added it")
    etag: Mapped[str | None] = mapped_column(comment="ETag as sent")
    last_modified: Mapped[str | None] = mapped_column(comment="Last-Modified as sent")
    reader_version: Mapped[int | None] = mapped_column(
        comment="The newest reader that read it; null: nobody did, and the outcome is by status alone"
    )


class Reading(Base):
    """What one version of the reader made of one capture. The newest reader's reading is the current one."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("capture_id", "reader_version"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the reading")
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"), comment="The capture that was read")
    url_id: Mapped[int] = mapped_column(
        ForeignKey("url.id"), comment="The page's address: as asked, or its own claim where believed"
    )
    reader_version: Mapped[int] = mapped_column(comment="The reader that made it")
    item: Mapped[Facts] = mapped_column(comment="Every field of the article")
    sources: Mapped[Facts] = mapped_column(comment="Field -> the rule that gave it")
    findings: Mapped[Texts] = mapped_column(comment="What a person should look at")
    content_sha256: Mapped[str] = mapped_column(comment="Digest of the content, store.history.content_of")
    block_sha256: Mapped[str | None] = mapped_column(comment="Digest of the body's words as printed; null if it was not taken")
    skeleton: Mapped[str | None] = mapped_column(comment="Sketch of the page's template; null if it was not taken")


class Article(Base):
    """One article under all its addresses. Derived; one without versions only joins addresses that redirect to each other."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the article")
    url: Mapped[str] = mapped_column(comment="The address under which it was last read")
    state: Mapped[str] = mapped_column(comment="live, moved, missing, gone or unknown")
    first_captured_at: Mapped[datetime | None] = mapped_column(comment="First capture of its first version")
    last_captured_at: Mapped[datetime | None] = mapped_column(comment="Last capture of its last version")
    versions: Mapped[int] = mapped_column(comment="How many versions it has")
    headline: Mapped[str | None] = mapped_column(comment="Headline of the last version")
    published_at: Mapped[str | None] = mapped_column(
        comment="Printed time of the last version, ISO 8601 with offset, or a bare date"
    )
    dated: Mapped[str | None] = mapped_column(comment="Date of published_at, else of the first capture (WIB): the order of lists")


class Version(Base):
    """One run of captures of an article with the same content.

    Derived from readings, so it may be recomputed. Two versions next to each other in `number` never share a digest; a text that
    goes A, B, A has three.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("article_id", "number"), Index(None, "first_captured_at", "article_id", "number"))

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the row")
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), comment="The article")
    number: Mapped[int] = mapped_column(comment="1 for the first, in capture-time order")
    first_captured_at: Mapped[datetime] = mapped_column(comment="First capture of the run")
    last_captured_at: Mapped[datetime] = mapped_column(comment="Last capture of the run, not_modified answers included")
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), comment="Current reading of the run's first capture")
    content_sha256: Mapped[str] = mapped_column(comment="Digest that the run's readings share")


class Turn(Base):
    """A capture that showed an article gone from where it was, or back. Derived; most articles have none."""

    __tablename__ = "turn"
    __table_args__ = (Index(None, "at", "article_id", "position"), {"sqlite_with_rowid": False})

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id"), primary_key=True, autoincrement=False, comment="The article"
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="0 for the first, in capture-time order")
    at: Mapped[datetime] = mapped_column(comment="When that capture was made")
    kind: Mapped[str] = mapped_column(comment="missing (missed first), gone (misses proved it), moved or back")


class Photo(Base):
    """A picture of one version, in the order of the page."""

    __tablename__ = "photo"
    __table_args__ = (Index(None, "url"), {"sqlite_with_rowid": False})

    version_id: Mapped[int] = mapped_column(
        ForeignKey("version.id"), primary_key=True, autoincrement=False, comment="The version"
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="0 for the first")
    url: Mapped[str | None] = mapped_column(comment="Identity of the picture, site.photo_identity; null where none is shown")
    caption: Mapped[str | None] = mapped_column(comment="Text of the caption, without the credit")
    credit: Mapped[str | None] = mapped_column(comment="Who is named as its source, as printed")
    credit_kind: Mapped[str | None] = mapped_column(comment="person, agency or anonymous")


class Credit(Base):
    """A name that one version gives credit to."""

    __tablename__ = "credit"
    __table_args__ = (Index(None, "name", "role"), {"sqlite_with_rowid": False})

    version_id: Mapped[int] = mapped_column(
        ForeignKey("version.id"), primary_key=True, autoincrement=False, comment="The version"
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="0 for the first")
    role: Mapped[str] = mapped_column(comment="reporter, editor, photographer or poster (the CMS user)")
    name: Mapped[str] = mapped_column(comment="The name as the reading gives it")


class Picture(Base):
    """What the payload of one or more captures is, where it is a picture."""

    __tablename__ = "picture"
    __table_args__ = (*(Index(None, f"band_{number}") for number in range(4)), {"sqlite_with_rowid": False})

    payload_sha256: Mapped[str] = mapped_column(primary_key=True, comment="Digest of the payload, as captures have it")
    media_type: Mapped[str | None] = mapped_column(comment="Found from the bytes; null: none that may be shown")
    size: Mapped[int] = mapped_column(BigInteger, comment="Bytes of the picture, without content coding")
    width: Mapped[int | None] = mapped_column(comment="Pixels, as stored; null where the bytes do not tell")
    height: Mapped[int | None] = mapped_column(comment="Pixels, as stored; null where the bytes do not tell")
    phash: Mapped[str | None] = mapped_column(comment="Perceptual hash, 64 bits as 16 hexadecimal digits; null with a problem")
    band_0: Mapped[int | None] = mapped_column(comment="Its first 16 bits: pictures that look alike share them, or nearly")
    band_1: Mapped[int | None] = mapped_column(comment="Its second 16 bits")
    band_2: Mapped[int | None] = mapped_column(comment="Its third 16 bits")
    band_3: Mapped[int | None] = mapped_column(comment="Its last 16 bits")
    problem: Mapped[str | None] = mapped_column(comment="Why there is no hash: cut, too large, no picture at all")
    hasher: Mapped[str] = mapped_column(comment="What made the hash, with versions")


class Swap(Base):
    """A capture that showed another picture at an address than the one before it. Derived; most addresses have none."""

    __tablename__ = "swap"
    __table_args__ = (Index(None, "at", "url_id"), {"sqlite_with_rowid": False})

    url_id: Mapped[int] = mapped_column(
        ForeignKey("url.id"), primary_key=True, autoincrement=False, comment="The address of the picture"
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="0 for the first, in capture-time order")
    at: Mapped[datetime] = mapped_column(comment="When the first capture of the other picture was made")
    before_sha256: Mapped[str] = mapped_column(comment="Digest of the picture that the address had before")
    payload_sha256: Mapped[str] = mapped_column(comment="Digest of the picture that it had from then on")


class Searchable(Base):
    """How an article with versions stands in the full-text index, article_fts; see store.search.keys. Derived."""

    __tablename__ = "searchable"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id"), primary_key=True, autoincrement=False, comment="The article"
    )
    position: Mapped[int] = mapped_column(
        BigInteger, comment="Its date and number, and whether its versions differ in text: the keys of its documents"
    )
    removed: Mapped[bool] = mapped_column(comment="A document has the text that the site no longer shows")
    categories: Mapped[Texts] = mapped_column(comment="Categories of the last version")
    reporters: Mapped[Texts] = mapped_column(comment="Reporters of the last version")


class WarcFile(Base):
    """A WARC file of the archive, and how much of it the database knows."""

    __tablename__ = "warc_file"

    name: Mapped[str] = mapped_column(primary_key=True, comment="File name below warc/, without .open")
    settled_bytes: Mapped[int] = mapped_column(BigInteger, comment="Every record that begins before this byte is known here")
    sealed_at: Mapped[datetime | None] = mapped_column(comment="When it was closed for good; null while it is written")
    sha256: Mapped[str | None] = mapped_column(comment="Digest of the whole sealed file")


class Event(Base):
    """What the archive did, and when. Chained: each digest covers the one before, so that a missing row shows."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="Number of the event")
    at: Mapped[datetime] = mapped_column(comment="When it happened")
    kind: Mapped[str] = mapped_column(comment="What happened, in a word or two")
    detail: Mapped[Facts] = mapped_column(comment="What a person or `verify` needs to know of it")
    chain_sha256: Mapped[str] = mapped_column(comment="Digest of the chain_sha256 before, and of this row's other columns")
