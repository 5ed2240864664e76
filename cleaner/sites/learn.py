"""Learning what repeats on hosts, and adding up what was learnt: DuckDB groups, on disk where memory does not do."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow as pa

from cleaner.batch.columns import Columns
from cleaner.batch.sources import InputError, Item, check, files_of, items_of
from cleaner.sites.lines import LINES, Line, NoHostError, UnreadableError, batches_of, day_of, lines_of
from cleaner.sites.table import Sites, SitesError, write_table

# What stands on a single page is no template, and is most of all lines.
LEAST = 2
# Rows that go to the engine together, and come back.
_ROWS = 50_000
# The engine wants about this much memory a thread, in bytes; with less it works with fewer threads.
_MEMORY_A_THREAD = 125_000_000
# The date of a record in a web archive, where no column has one.
_CAPTURED = "warc_date"


@dataclass(frozen=True, slots=True)
class Engine:
    """What grouping may cost: bytes of memory, beyond which it goes to disk, and threads."""

    memory: int = 1_000_000_000
    threads: int = field(default_factory=lambda: os.cpu_count() or 1)


@dataclass(slots=True)
class Learnt:
    """What a run saw: documents in all, those that could not be read, those without an address; rows of the table."""

    documents: int = 0
    unreadable: int = 0
    without_host: int = 0
    rows: int = 0

    @property
    def counted(self) -> int:
        """Documents that the table tells of."""
        return self.documents - self.unreadable - self.without_host


class NothingCountedError(SitesError):
    """Documents of which none could be counted."""


def learn(
    inputs: Sequence[str],
    output: Path,
    columns: Columns | None = None,
    date_column: str | None = None,
    least: int = LEAST,
    engine: Engine | None = None,
) -> Learnt:
    """Count the lines of all documents by host, and write the table to ``output``, whole or not at all.

    ``least`` is on how many documents a line must stand to be in the table. Scratch files stand beside the output
    meanwhile. Raises InputError for an input that cannot be used, NothingCountedError where no document has both text and an
    address, OSError where the disk is full.
    """
    seen = Learnt()
    paths, columns = files_of(inputs), columns or Columns()
    check(paths, columns)
    items = items_of(paths, columns)
    with _scratch(output) as work:
        lines = _lines(items, date_column, seen)
        seen.rows = write_table(_of_some(seen, counted(batches_of(lines, _ROWS), work, least, engine)), output)
    return seen


def _of_some(seen: Learnt, table: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A table that tells of something. Only when it is made it is known how many documents could be counted."""
    yield from table
    if not seen.counted:
        why = f"{seen.unreadable:,} could not be read, {seen.without_host:,} have no address"
        why += "; --url-column names the column that has it" if seen.without_host else ""
        raise NothingCountedError(f"nothing was counted: of {seen.documents:,} documents {why}")


def counted(lines: Iterable[pa.RecordBatch], work: Path, least: int = LEAST, engine: Engine | None = None) -> Iterator[pa.RecordBatch]:
    """The table of these lines (batches of ``LINES``), sorted by host; ``work`` is a folder for scratch files.

    All lines of a host must be among them: a cluster spreads lines by host and calls this for each part.
    """
    with _engine(work, engine or Engine()) as session:
        session.register("schema", LINES.empty_table())
        session.execute("CREATE TABLE lines AS FROM schema")
        for batch in lines:
            session.register("batch", pa.Table.from_batches([batch]))
            session.execute("INSERT INTO lines FROM batch")
            session.unregister("batch")
        session.execute(_sql("learn.sql"))
        yield from session.sql(_sql("result.sql"), params={"least": least}).to_arrow_reader(_ROWS)


def merge(tables: Sequence[Path], output: Path, least: int = 1, engine: Engine | None = None) -> int:
    """Add up tables that were learnt from different documents; gives back how many rows the sum has. Raises SitesError for a
    table that cannot be used.
    """
    for table in tables:
        Sites.load(table)
    with _scratch(output) as work, _engine(work, engine or Engine()) as session:
        session.read_parquet([str(table) for table in tables]).create_view("tables")
        return write_table(session.sql(_sql("merge.sql"), params={"least": least}).to_arrow_reader(_ROWS), output)


def _lines(items: Iterable[Item], date_column: str | None, seen: Learnt) -> Iterator[Line]:
    asked = date_column is None
    for item in items:
        seen.documents += 1
        if not asked and not item.problem:
            asked = True
            if date_column not in item.passing:
                raise InputError(f"there is no column {date_column!r} beside the document; there are {', '.join(map(repr, item.passing)) or 'none'}")
        try:
            if item.problem:
                raise UnreadableError(item.problem.message)
            yield from lines_of(item.source, day_of(item.passing.get(date_column or _CAPTURED)))
        except UnreadableError:
            seen.unreadable += 1
        except NoHostError:
            seen.without_host += 1


@contextmanager
def _scratch(output: Path) -> Iterator[Path]:
    """A folder beside the output, where there is room if there is room for the output."""
    if not output.parent.is_dir():
        raise SitesError(f"{output}: cannot be written: there is no folder {output.parent}")
    with tempfile.TemporaryDirectory(prefix=".cleaner.sites.", dir=output.parent) as work:
        yield Path(work)


@contextmanager
def _engine(work: Path, engine: Engine) -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{engine.memory}B",
        "threads": max(1, min(engine.threads, engine.memory // _MEMORY_A_THREAD)),
        "temp_directory": str(work / "spill"),
        "preserve_insertion_order": False,  # the result is sorted, and memory stays within its limit only without
        "autoinstall_known_extensions": False,  # nothing is fetched, ever
        "autoload_known_extensions": False,
    }
    with duckdb.connect(str(work / "lines.duckdb"), config=settings) as session:
        session.execute("SET enable_progress_bar = false")  # it would be printed among what the command prints
        yield session


def _sql(name: str) -> str:
    return (resources.files("cleaner.sites") / name).read_text(encoding="utf-8")
