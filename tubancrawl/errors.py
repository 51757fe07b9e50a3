"""Everything that can be refused, by name. One root, and a child per thing a caller can react to."""

from collections.abc import Sequence

from tubancrawl.messages import Message


class TubancrawlError(Exception):
    """Root of what this project raises on purpose. The message says where, what was expected, what was found, what to do."""


class BadUrl(TubancrawlError):
    """A URL that cannot be asked for: control characters, no host, a scheme other than http and https."""


class BadCursor(TubancrawlError):
    """A cursor that was not given for the list that is asked for, or was altered on the way."""


class UnreadableDate(TubancrawlError):
    """A printed date in none of the known forms. Never guessed: a wrong date would quietly reorder the archive."""


class UnreadableRecord(TubancrawlError):
    """A WARC file, or a record in one, that breaks the format. Says the file and the offset of the first bad byte."""


class ReadingBroke(TubancrawlError):
    """A process that reads pages beside this one died."""


class NotAnArchive(TubancrawlError):
    """The folder holds no archive, or one of a newer schema than this program knows."""


class ArchiveLocked(TubancrawlError):
    """Another writer holds the archive. Says which process."""


class ArchiveReadOnly(TubancrawlError):
    """This user may not write in the archive's folder. It can still be read."""


class ArchiveDamaged(TubancrawlError):
    """The archive could not be written safely any more (a failed fsync, a full disk). Nothing is retried."""


class TookTooLong(TubancrawlError):
    """A reader's question to the database was stopped at its time limit, or waited for its turn in vain."""


class CannotListen(TubancrawlError):
    """The address on which to serve is taken, or not one of this machine."""


class NotFound(TubancrawlError):
    """Nothing in the archive by that name: URL, slug or version number. `nearest`: addresses that were perhaps meant."""

    def __init__(self, message: str | Message, *, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class BadRequest(TubancrawlError):
    """A reader asks a list for what cannot be: a time that is none, a kind of row that does not exist."""


class TooMuch(TubancrawlError):
    """More is asked for than a server gives to anybody at once. Says where the rest is to be had."""


class NotAsked(TubancrawlError):
    """The crawl ended before this address was asked for; it stays due."""


class ReplayMiss(TubancrawlError):
    """A replay was asked for a URL that its recordings lack. Never an answer of the site."""


class NotInstalled(TubancrawlError):
    """An optional part of the program that was not installed. Says how to install it."""


class BadSearch(TubancrawlError):
    """A search whose filters say what no archive knows: a day that is none, an unknown field, scope or order."""
