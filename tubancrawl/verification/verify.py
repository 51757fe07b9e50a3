"""The walk of a verification, from the files to the rows that are derived from them."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tubancrawl import rebuild
from tubancrawl.capture.recorder import DATABASE_NAME
from tubancrawl.capture.warc import OPEN_SUFFIX
from tubancrawl.errors import NotAnArchive, NotFound, UnreadableRecord
from tubancrawl.holdings import Holdings
from tubancrawl.parsing import READER_VERSION
from tubancrawl.parsing.hasher import HASHER
from tubancrawl.store.chain import Chain
from tubancrawl.store.database import Connected, Database, explained_reading, open_database
from tubancrawl.store.derived import iter_differences
from tubancrawl.store.dump import Row, Unreadable, iter_table, key_of, table_names
from tubancrawl.store.soundness import iter_faults, schema_of
from tubancrawl.verification.captures import iter_capture_problems, iter_orphans
from tubancrawl.verification.events import iter_chain_problems, iter_entry_problems
from tubancrawl.verification.files import RecordChecks, iter_damage, iter_file_problems, iter_seal_problems
from tubancrawl.verification.problems import Problem
from tubancrawl.verification.rows import HASHED, iter_row_problems

Progress = Callable[[str, int], None]
"""Is told what is being looked at, and how many captures of it were."""


def nothing(_what: str, _count: int) -> None:
    """Show no progress."""


@dataclass(slots=True)
class Report:
    """What verification found. `notes` say what cannot be proved, or is not yet; they are no problems."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)
    last_event: str | None = None
    """The chain digest of the newest event: noted elsewhere, it proves everything before it."""


def verify(archive: Path, database: str | None = None, *, deep: bool = False) -> list[Problem]:
    """Return everything that is wrong with an archive; [] is good. Changes nothing, and works while a crawl runs."""
    return examine(archive, database, deep=deep).problems


def examine(archive: Path, database: str | None = None, *, deep: bool = False, progress: Progress = nothing) -> Report:
    """Verify an archive and say what was looked at. `deep` reads every capture again and rebuilds the database elsewhere.

    What a crawl that runs has not settled yet is not looked at.
    """
    report = Report()
    # Before the rows are read: a file that a running crawl begins later is then not taken for a stranger.
    listed = frozenset(path.name for path in (archive / "warc").glob("*"))
    try:
        engine = open_database(database or archive / DATABASE_NAME, read_only=True)
    except NotAnArchive as error:
        report.problems.append(Problem(kind="database-unreadable", text=str(error)))
        _Examination(archive, listed, report, progress).look_at_files_alone()
        return report
    try:
        with engine.connect() as connection:
            _Examination(archive, listed, report, progress).run(connection, deep=deep)
    finally:
        engine.dispose()
    return report


class _Examination:
    def __init__(self, archive: Path, listed: frozenset[str], report: Report, progress: Progress) -> None:
        self._folder = archive / "warc"
        self._listed = listed
        self._report = report
        self._progress = progress

    def run(self, connection: Connected, *, deep: bool) -> None:
        self._connection = connection
        self._add("database", self._soundness())
        tables = {name: self._rows(name) for name in ("warc_file", "event", "crawl")}
        files = {str(row["name"]): row for row in tables["warc_file"]}
        holdings = self.look_at_files(files)
        self._add("WARC files", iter_file_problems(self._folder, self._listed, files))
        self._add("WARC files", iter_seal_problems(holdings, files))
        self._captures(holdings, files, tables["crawl"])
        chain = self._events(holdings, files, tables["event"])
        self._add("derived rows", self._derived())
        self._add("crawls", self._crawls(tables["crawl"]))
        self._add("WARC files", self._settled(holdings, chain, files))
        if deep:
            self._deep(holdings, chain)

    def look_at_files(self, files: Mapping[str, Row]) -> Holdings:
        self._progress("WARC files", 0)
        checks = RecordChecks()
        unknown = {name.removesuffix(OPEN_SUFFIX) for name in self._listed} - files.keys()
        holdings = Holdings.of(self._folder, dict.fromkeys(unknown if files else (), 0), checks.look)
        self._add("WARC files", checks.problems)
        for name in sorted(self._listed):
            if name.endswith(OPEN_SUFFIX):
                self._report.notes.append(
                    f"warc/{name}: a crawl is writing it, or was killed over it; looked at up to where the database knows it"
                )
        self._report.figures |= {"files": len(holdings.sources), "exchanges": len(holdings.groups)}
        return holdings

    def look_at_files_alone(self) -> None:
        """Look at what can be looked at without any row."""
        self._add("WARC files", iter_damage(self.look_at_files({}), {}))

    def _captures(self, holdings: Holdings, files: Mapping[str, Row], crawls: Sequence[Row]) -> None:
        captured: set[str] = set()
        known = {name: _size(row) for name, row in files.items() if row["sealed_at"] is None}

        def seen() -> Iterator[Row]:
            for row in iter_table(self._connection, "capture"):
                captured.add(str(row["record_id"]))
                if row["warc"] in known:
                    known[row["warc"]] = max(known[row["warc"]], row["warc_offset"] + row["warc_length"])
                self._progress("captures", 1)
                yield row

        settings = {row["id"]: row["settings"] for row in crawls if isinstance(row["settings"], dict)}
        self._add("captures", iter_capture_problems(holdings, seen(), settings))
        self._add("WARC files", iter_damage(holdings, known))
        settled = {name: _size(row) for name, row in files.items()}
        self._add("captures", iter_orphans(holdings, captured, settled))
        self._report.figures["captures"] = len(captured)

    def _events(self, holdings: Holdings, files: Mapping[str, Row], rows: Sequence[Row]) -> Chain:
        """Return the events that rows and files agree on, or should; later ones are of a crawl that goes on as we look."""
        chain = holdings.chain({row["id"]: row["chain_sha256"] for row in rows})
        self._add("events", iter_chain_problems(rows, chain))
        last = rows[-1]["id"] if rows else 0
        begun = {name for name, row in files.items() if row["sealed_at"] is None}
        self._add("events", iter_entry_problems(holdings, rows, chain, begun))
        first = chain.links[0].entry.number if chain.links else None
        if first != 1 and rows and not rebuild.without_events(holdings):
            text = "no WARC file has it, though every file has events"
            self._report.problems.append(Problem(kind="event-lost", text=text, table="event", row=str(rows[0]["id"])))
        elif first != 1 and rows:
            until = "all events" if first is None else f"the events before {first}"
            self._report.notes.append(
                f"{until} were made before WARC files kept them: they are in the database alone, and prove only themselves"
            )
        self._report.figures["events"] = len(rows)
        self._report.last_event = rows[-1]["chain_sha256"] if rows else None
        return Chain([link for link in chain.links if link.entry.number <= last])

    def _settled(self, holdings: Holdings, chain: Chain, files: Mapping[str, Row]) -> Iterator[Problem]:
        expected = rebuild.settled_bytes(holdings, chain)
        running = any(name.endswith(OPEN_SUFFIX) for name in self._listed)
        for name, size in expected.items():
            found = files[name]["settled_bytes"] if name in files else None
            # A run that was killed may not have come to note how far it got; the next one does.
            if found is not None and (found > size or (found < size and not running)):
                text = f"settled_bytes: expected {size}, found {found}"
                yield Problem(kind="settled-differs", text=text, table="warc_file", row=name)

    def _deep(self, holdings: Holdings, chain: Chain) -> None:
        if not chain.links or chain.links[0].entry.number != 1:
            self._report.notes.append("deep: rows can be compared only where every event is in the WARC files")
            return
        self._progress("reading again", 0)
        with tempfile.TemporaryDirectory(prefix="tubancrawl-verify-") as folder:
            scratch = open_database(Path(folder) / DATABASE_NAME)
            try:
                self._add("reading again", self._rebuilt(holdings, chain, scratch))
            finally:
                scratch.dispose()

    def _rebuilt(self, holdings: Holdings, chain: Chain, scratch: Database) -> Iterator[Problem]:
        rebuilt = rebuild.replay(holdings, scratch, chain=chain, progress=lambda pages: self._progress("reading again", pages))
        told = {problem.record_id for problem in self._report.problems if problem.kind == "record-missing"}
        for record_id in [missing for missing in rebuilt.missing if missing not in told]:
            yield Problem(kind="record-missing", text="an event names it, and no WARC file has it", record_id=record_id)
        if rebuilt.read_by_others:
            self._report.notes.append(
                f"deep: {rebuilt.read_by_others} pages were read by an older reader than {READER_VERSION} first: "
                "what is derived of readings is not compared"
            )
        if rebuilt.hashed_by_others:
            self._report.notes.append(
                f"deep: the hashes of {rebuilt.hashed_by_others} pictures were made by another hasher than {HASHER}: "
                "they are not compared; `tubancrawl reprocess` makes them anew"
            )
        left_out = HASHED if rebuilt.hashed_by_others else frozenset()
        compared = ["crawl", "event", "warc_file"] if rebuilt.read_by_others else table_names()
        with scratch.connect() as made:
            ours = schema_of(self._connection)
            for kind, name in sorted(schema_of(made) ^ ours if ours else ()):
                yield Problem(kind="database-unsound", text=f"the {kind} {name} is not in both")
            for table in compared:
                ours_of, made_of = iter_table(self._connection, table), iter_table(made, table)
                yield from iter_row_problems(table, made_of, ours_of, left_out if table == "picture" else frozenset())

    def _soundness(self) -> Iterator[Problem]:
        self._progress("database", 0)
        for text in iter_faults(self._connection):
            yield Problem(kind="database-unsound", text=text)
        for table in table_names():
            for row in iter_table(self._connection, table):
                for column, value in row.items():
                    if isinstance(value, Unreadable):
                        text = f"{column}: holds {value.found[:100]}, which is none of its values"
                        key = ", ".join(map(str, key_of(table, row)))
                        yield Problem(kind="row-unreadable", text=text, table=table, row=key)

    def _derived(self) -> Iterator[Problem]:
        self._progress("derived rows", 0)
        for table, row, text in iter_differences(self._connection):
            yield Problem(kind="derived-differs", text=text, table=table, row=row)

    def _crawls(self, crawls: Sequence[Row]) -> Iterator[Problem]:
        running = {row["id"] for row in crawls if row["finished_at"] is None}
        for row in iter_table(self._connection, "url"):
            if row["lease_crawl_id"] is not None and row["lease_crawl_id"] not in running:
                text = f"leased to crawl {row['lease_crawl_id']}, which has ended"
                yield Problem(kind="lease-left", text=text, table="url", row=str(row["id"]))

    def _rows(self, table: str) -> list[Row]:
        rows: list[Row] = []
        with self._told(f"table {table}"):
            rows += iter_table(self._connection, table)
        return rows

    def _add(self, what: str, problems: Iterable[Problem]) -> None:
        with self._told(what):
            for problem in problems:
                self._report.problems.append(problem)

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Make a problem of what keeps us from going on: rows that are none stop one look and not the others."""
        try:
            with explained_reading(what):
                yield
        except NotAnArchive as error:
            self._report.problems.append(Problem(kind="database-unreadable", text=str(error)))
        except (UnreadableRecord, NotFound) as error:
            self._report.problems.append(Problem(kind="record-unreadable", text=f"{what}: {error}"))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            text = f"{what}: a row holds what none can: {type(error).__name__}: {error}"
            self._report.problems.append(Problem(kind="row-unreadable", text=text))


def _size(row: Row) -> int:
    """Return how much of a file is known; nothing, where the row does not say it in a number."""
    return row["settled_bytes"] if isinstance(row["settled_bytes"], int) else 0
