"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the article"),
        sa.Column("url", sa.Text(), nullable=False, comment="The address under which it was last read"),
        sa.Column("state", sa.Text(), nullable=False, comment="live, moved, missing, gone or unknown"),
        sa.Column("first_captured_at", TIME, nullable=True, comment="First capture of its first version"),
        sa.Column("last_captured_at", TIME, nullable=True, comment="Last capture of its last version"),
        sa.Column("versions", sa.Integer(), nullable=False, comment="How many versions it has"),
        sa.Column("headline", sa.Text(), nullable=True, comment="Headline of the last version"),
        sa.Column(
            "published_at",
            sa.Text(),
            nullable=True,
            comment="Printed time of the last version, ISO 8601 with offset, or a bare date",
        ),
        sa.Column(
            "dated", sa.Text(), nullable=True, comment="Date of published_at, else of the first capture (WIB): the order of lists"
        ),
    )
    op.create_table(
        "crawl",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the run"),
        sa.Column("how", sa.Text(), nullable=False, comment="crawl, replay or import"),
        sa.Column("mode", sa.Text(), nullable=False, comment="What it asked for: due, new, all, or what its caller named"),
        sa.Column("started_at", TIME, nullable=False, comment="When it first began; a continued crawl keeps it"),
        sa.Column("finished_at", TIME, nullable=True, comment="Null while it runs, and after it was killed"),
        sa.Column("verdict", sa.Text(), nullable=True, comment="May it be trusted; null until it finished"),
        sa.Column("reasons", sa.JSON(), nullable=False, comment="Why the verdict is what it is"),
        sa.Column("figures", sa.JSON(), nullable=False, comment="What it counted, by path"),
        sa.Column("settings", sa.JSON(), nullable=False, comment="The settings that shaped it; no secrets"),
    )
    op.create_table(
        "event",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the event"),
        sa.Column("at", TIME, nullable=False, comment="When it happened"),
        sa.Column("kind", sa.Text(), nullable=False, comment="What happened, in a word or two"),
        sa.Column("detail", sa.JSON(), nullable=False, comment="What a person or `verify` needs to know of it"),
        sa.Column(
            "chain_sha256",
            sa.Text(),
            nullable=False,
            comment="Digest of the chain_sha256 before, and of this row's other columns",
        ),
    )
    op.create_table(
        "warc_file",
        sa.Column("name", sa.Text(), primary_key=True, comment="File name below warc/, without .open"),
        sa.Column(
            "settled_bytes", sa.BigInteger(), nullable=False, comment="Every record that begins before this byte is known here"
        ),
        sa.Column("sealed_at", TIME, nullable=True, comment="When it was closed for good; null while it is written"),
        sa.Column("sha256", sa.Text(), nullable=True, comment="Digest of the whole sealed file"),
    )
    op.create_table(
        "url",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the address"),
        sa.Column("url", sa.Text(), nullable=False, comment="Canonical form"),
        sa.Column("kind", sa.Text(), nullable=False, comment="What it is for, by its shape: article, listing, photo, …"),
        sa.Column(
            "discovered_at",
            TIME,
            nullable=False,
            comment="Capture time of the page that named it first, or when it was first asked",
        ),
        sa.Column("discovered_from", sa.Text(), nullable=True, comment="WARC record id of that page; null for an entry point"),
        sa.Column(
            "article_id",
            KEY,
            sa.ForeignKey("article.id", name="fk_url_article_id_article"),
            nullable=True,
            comment="The article that it leads to, once one was read",
        ),
        sa.Column("due_at", TIME, nullable=True, comment="When to ask again; null: not until something makes it due"),
        sa.Column(
            "lease_crawl_id",
            KEY,
            sa.ForeignKey("crawl.id", name="fk_url_lease_crawl_id_crawl"),
            nullable=True,
            comment="The crawl that is asking for it now",
        ),
        sa.Column(
            "visited_crawl_id",
            KEY,
            sa.ForeignKey("crawl.id", name="fk_url_visited_crawl_id_crawl"),
            nullable=True,
            comment="The last crawl that asked for it",
        ),
        sa.Column(
            "captured_crawl_id",
            KEY,
            sa.ForeignKey("crawl.id", name="fk_url_captured_crawl_id_crawl"),
            nullable=True,
            comment="The first crawl that got a conclusive answer; null while none did",
        ),
        sa.Column(
            "tries", sa.Integer(), nullable=False, comment="Visits in a row that found nothing: failed, blocked, missing or gone"
        ),
        sa.Column("last_captured_at", TIME, nullable=True, comment="Its newest capture, whatever the outcome"),
        sa.Column("last_outcome", sa.Text(), nullable=True, comment="Outcome of its newest visit"),
        sa.Column("etag", sa.Text(), nullable=True, comment="ETag of its newest readable answer"),
        sa.Column("last_modified", sa.Text(), nullable=True, comment="Last-Modified of its newest readable answer, as sent"),
        sa.UniqueConstraint("url", name="uq_url_url"),
    )
    op.create_index("ix_url_article_id", "url", ["article_id"])
    op.create_index("ix_url_due_at", "url", ["due_at"])
    op.create_table(
        "capture",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the capture"),
        sa.Column("record_id", sa.Text(), nullable=False, comment="WARC-Record-ID of the response record"),
        sa.Column(
            "url_id", KEY, sa.ForeignKey("url.id", name="fk_capture_url_id_url"), nullable=False, comment="The canonical address"
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="The address as it was asked"),
        sa.Column("captured_at", TIME, nullable=False, comment="WARC-Date"),
        sa.Column("http_status", sa.Integer(), nullable=True, comment="Null when no whole status line came back"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="What kind of answer it was; docs/fields.md"),
        sa.Column("evidence", sa.JSON(), nullable=False, comment="Why the outcome is what it is"),
        sa.Column("findings", sa.JSON(), nullable=False, comment="What a person should look at, by the newest reading"),
        sa.Column("warc", sa.Text(), nullable=False, comment="File name below warc/"),
        sa.Column("warc_offset", sa.BigInteger(), nullable=False, comment="First byte of the record's gzip member"),
        sa.Column("warc_length", sa.BigInteger(), nullable=False, comment="Bytes of that member"),
        sa.Column("payload_sha256", sa.Text(), nullable=True, comment="Digest of the payload; null without one"),
        sa.Column("location", sa.Text(), nullable=True, comment="Absolute target of a redirect"),
        sa.Column("ip", sa.Text(), nullable=True, comment="Address of the server that answered"),
        sa.Column(
            "crawl_id",
            KEY,
            sa.ForeignKey("crawl.id", name="fk_capture_crawl_id_crawl"),
            nullable=False,
            comment="The run that added it",
        ),
        sa.Column("etag", sa.Text(), nullable=True, comment="ETag as sent"),
        sa.Column("last_modified", sa.Text(), nullable=True, comment="Last-Modified as sent"),
        sa.UniqueConstraint("record_id", name="uq_capture_record_id"),
    )
    op.create_index("ix_capture_url_id_captured_at", "capture", ["url_id", "captured_at"])
    op.create_table(
        "reading",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the reading"),
        sa.Column(
            "capture_id",
            KEY,
            sa.ForeignKey("capture.id", name="fk_reading_capture_id_capture"),
            nullable=False,
            comment="The capture that was read",
        ),
        sa.Column(
            "url_id",
            KEY,
            sa.ForeignKey("url.id", name="fk_reading_url_id_url"),
            nullable=False,
            comment="The page's address: as asked, or its own claim where believed",
        ),
        sa.Column("reader_version", sa.Integer(), nullable=False, comment="The reader that made it"),
        sa.Column("item", sa.JSON(), nullable=False, comment="Every field of the article"),
        sa.Column("sources", sa.JSON(), nullable=False, comment="Field -> the rule that gave it"),
        sa.Column("findings", sa.JSON(), nullable=False, comment="What a person should look at"),
        sa.Column("content_sha256", sa.Text(), nullable=False, comment="Digest of the content, store.history.content_of"),
        sa.UniqueConstraint("capture_id", "reader_version", name="uq_reading_capture_id_reader_version"),
    )
    op.create_table(
        "version",
        sa.Column("id", KEY, primary_key=True, autoincrement=False, comment="Number of the row"),
        sa.Column(
            "article_id",
            KEY,
            sa.ForeignKey("article.id", name="fk_version_article_id_article"),
            nullable=False,
            comment="The article",
        ),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 for the first, in capture-time order"),
        sa.Column("first_captured_at", TIME, nullable=False, comment="First capture of the run"),
        sa.Column("last_captured_at", TIME, nullable=False, comment="Last capture of the run, not_modified answers included"),
        sa.Column(
            "reading_id",
            KEY,
            sa.ForeignKey("reading.id", name="fk_version_reading_id_reading"),
            nullable=False,
            comment="Current reading of the run's first capture",
        ),
        sa.Column("content_sha256", sa.Text(), nullable=False, comment="Digest that the run's readings share"),
        sa.UniqueConstraint("article_id", "number", name="uq_version_article_id_number"),
    )
    op.create_table(
        "credit",
        sa.Column(
            "version_id",
            KEY,
            sa.ForeignKey("version.id", name="fk_credit_version_id_version"),
            primary_key=True,
            autoincrement=False,
            comment="The version",
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False, comment="0 for the first"),
        sa.Column("role", sa.Text(), nullable=False, comment="reporter, editor, photographer or poster (the CMS user)"),
        sa.Column("name", sa.Text(), nullable=False, comment="The name as the reading gives it"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "photo",
        sa.Column(
            "version_id",
            KEY,
            sa.ForeignKey("version.id", name="fk_photo_version_id_version"),
            primary_key=True,
            autoincrement=False,
            comment="The version",
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False, comment="0 for the first"),
        sa.Column(
            "url", sa.Text(), nullable=True, comment="Identity of the picture, site.photo_identity; null where none is shown"
        ),
        sa.Column("caption", sa.Text(), nullable=True, comment="Text of the caption, without the credit"),
        sa.Column("credit", sa.Text(), nullable=True, comment="Who is named as its source, as printed"),
        sa.Column("credit_kind", sa.Text(), nullable=True, comment="person, agency or anonymous"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("an archive is never taken back to having no tables")
