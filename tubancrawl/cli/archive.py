"""Which archive a command works on, and how it is opened."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import click

from tubancrawl.store.database import ReadingSession, explained, open_database, reading, url_from

# The zone of the people of Tuban; the site prints it as WIB.
WIB = timezone(timedelta(hours=7), "WIB")


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """The folder, and the database if it is elsewhere."""

    folder: Path
    database: str | None

    @contextmanager
    def reading(self) -> Iterator[ReadingSession]:
        """Give a read-only session; raises NotAnArchive where there is none, or where a database turns out to be damaged."""
        with self.explained():
            engine = open_database(self.location, read_only=True)
            try:
                with reading(engine) as session:
                    yield session
            finally:
                engine.dispose()

    def explained(self) -> AbstractContextManager[None]:
        """Raise NotAnArchive, which names the database, for whatever the database itself fails with."""
        return explained(url_from(self.location))

    @property
    def location(self) -> str | Path:
        """Path or URL of the database."""
        return self.database or self.folder / "archive.db"


class Moment(click.ParamType[datetime]):
    """A date or a time as people type it: ISO 8601; without an offset it is WIB (UTC+7).

    A date means its first moment.
    """

    name = "time"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: expected a date or time such as 2018-07-18 or 2018-07-18T14:13+07:00", param, ctx)
        return (moment if moment.tzinfo else moment.replace(tzinfo=WIB)).astimezone(UTC)


class Day(click.ParamType[str]):
    """A day as the site prints it, ISO 8601."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day unchanged once it is known to be one."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r}: expected a day such as 2018-07-18", param, ctx)
