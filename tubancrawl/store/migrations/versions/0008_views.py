"""What people can read without this program, in Datasette and the like: views with plain times and lists spelt out.

SQLite refuses to change a table that a view names: a later migration that does so drops these first and makes them again.
"""

from typing import Any

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PARAGRAPHS = "\n\n"


def upgrade() -> None:
    write = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for name, select in views(**write).items():
        op.execute(f"CREATE VIEW {name} AS {select}")


def downgrade() -> None:
    for name in reversed(views(**SQLITE)):
        op.execute(f"DROP VIEW {name}")


def views(*, time: Any, texts: Any, field: Any, fields: Any) -> dict[str, str]:
    """Return the views by name. The functions write, for one database: a time, a list of texts, a field, a list in a field."""
    item = "reading.item"
    of_reading = f"""
        {texts(fields(item, "categories"))} AS categories,
        {texts(fields(item, "byline", "reporters"))} AS reporters,
        {field(item, "byline", "editor")} AS editor"""
    return {
        "readable_articles": f"""
            SELECT article.dated, article.headline, article.state, article.versions, article.published_at,
                {time("article.first_captured_at")} AS first_captured_at, {time("article.last_captured_at")} AS last_captured_at,
                {of_reading}, article.url, article.id AS article_id
            FROM article JOIN version ON version.article_id = article.id AND version.number = article.versions
            JOIN reading ON reading.id = version.reading_id""",
        "readable_versions": f"""
            SELECT article.url, version.number AS version, article.versions, {field(item, "headline")} AS headline,
                {time("version.first_captured_at")} AS first_captured_at, {time("version.last_captured_at")} AS last_captured_at,
                {field(item, "published_at")} AS published_at, {texts(fields(item, "paragraphs"), PARAGRAPHS)} AS text,
                {of_reading}, version.content_sha256, article.id AS article_id, version.id AS version_id
            FROM version JOIN article ON article.id = version.article_id JOIN reading ON reading.id = version.reading_id""",
        "readable_captures": f"""
            SELECT {time("capture.captured_at")} AS captured_at, capture.url, capture.outcome, capture.http_status,
                {texts(fields("capture.evidence"))} AS evidence, {texts(fields("capture.findings"))} AS findings, url.kind,
                capture.record_id, capture.warc, capture.warc_offset, capture.warc_length, capture.payload_sha256,
                capture.crawl_id, url.article_id
            FROM capture JOIN url ON url.id = capture.url_id""",
        "readable_photos": """
            SELECT article.url AS article_url, version.number AS version, photo.position + 1 AS place, photo.caption,
                photo.credit, photo.credit_kind, photo.url AS photo_url, article.id AS article_id
            FROM photo JOIN version ON version.id = photo.version_id JOIN article ON article.id = version.article_id""",
        "readable_credits": """
            SELECT credit.role, credit.name, article.dated, article.headline, article.url AS article_url,
                version.number AS version, article.id AS article_id
            FROM credit JOIN version ON version.id = credit.version_id JOIN article ON article.id = version.article_id""",
    }


SQLITE: dict[str, Any] = {
    "time": lambda column: f"strftime('%Y-%m-%dT%H:%M:%SZ', {column} / 1000000, 'unixepoch')",
    "texts": lambda rows, between="; ": f"(SELECT group_concat(value, '{between}') FROM {rows})",
    "field": lambda column, *keys: f"json_extract({column}, '$.{'.'.join(keys)}')",
    "fields": lambda column, *keys: f"json_each({column}, '${''.join(f'.{key}' for key in keys)}')",
}
POSTGRESQL: dict[str, Any] = {
    "time": lambda column: f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""",
    "texts": lambda rows, between="; ": f"(SELECT string_agg(value, '{between}') FROM {rows})",
    "field": lambda column, *keys: f"{column} #>> '{{{','.join(keys)}}}'",
    # What is no list, as where nobody signed, has no elements.
    "fields": lambda column, *keys: (
        f"""json_array_elements_text(CASE json_typeof({column} #> '{{{",".join(keys)}}}') WHEN 'array' """
        f"""THEN {column} #> '{{{",".join(keys)}}}' END) AS listed(value)"""
    ),
}
