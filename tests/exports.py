"""What an archive says, in a form that two archives can be compared by."""

from pathlib import Path
from typing import Any

from tubancrawl.store import reader
from tubancrawl.store.database import open_database, reading

# What depends on when and through which records a page was captured.
_OF_THE_CAPTURE = ("first_captured_at", "last_captured_at", "urls")


def articles(archive: Path, *, times: bool = False, database: str | None = None) -> list[dict[str, Any]]:
    """Every version of every article, sorted; without times unless they are asked for."""
    engine = open_database(database or archive / "archive.db", read_only=True)
    with reading(engine) as session:
        told = list(reader.iter_export(session, versions="all"))
    engine.dispose()
    dropped = () if times else _OF_THE_CAPTURE
    kept = [{name: value for name, value in article.items() if name not in dropped} for article in told]
    return sorted(kept, key=lambda article: (article["url"], article["version"]))


def by_slug(archive: Path) -> dict[str, dict[str, Any]]:
    """The newest version of every article."""
    return {article["url"].rpartition("/")[2]: article for article in articles(archive, times=True)}
