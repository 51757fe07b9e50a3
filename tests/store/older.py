"""An archive as an older program left it: without what later schemas derive."""

from sqlalchemy import Engine, inspect, text

_INDEXES = (
    "ix_capture_payload_sha256",
    "ix_photo_url",
    "ix_version_first_captured_at_article_id_number",
    "ix_credit_name_role",
)
_TABLES = ("article_fts_words", "article_fts", "searchable", "picture", "turn", "swap")


def back_to_0004(engine: Engine) -> None:
    """Take away the search index, the pictures and their swaps, the turns and the views."""
    views = inspect(engine).get_view_names()
    with engine.begin() as connection:
        for view in views:
            connection.execute(text(f"DROP VIEW {view} {'' if engine.dialect.name == 'sqlite' else 'CASCADE'}"))
        for index in _INDEXES:
            connection.execute(text(f"DROP INDEX {index}"))
        for table in _TABLES:
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
