"""``cleaner sites learn INPUT… -o TABLE`` and ``cleaner sites merge TABLE… -o TABLE``: what repeats on hosts.

Exit 0 fine, 1 some documents could not be read or none could be counted, 2 a wrong call.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import duckdb

from cleaner.batch.columns import Columns
from cleaner.batch.sources import InputError
from cleaner.commands.columns import with_columns
from cleaner.commands.complaints import fail, tell
from cleaner.files import reason
from cleaner.sites.learn import LEAST, Engine, NothingCountedError, learn, merge
from cleaner.sites.table import SitesError

_LEAST_HELP = "On how many documents a line must stand to be in the table; 1 keeps all, so that tables add up exactly."
_output = click.option("-o", "--output", required=True, metavar="TABLE", type=click.Path(path_type=Path), help="The table: a .parquet file.")
_overwrite = click.option("--overwrite", is_flag=True, help="Replace what is at TABLE.")
_memory = click.option(
    "--memory", type=click.IntRange(50), default=1_000, show_default=True, metavar="MB", help="Megabytes for grouping; beyond, the disk is used."
)
_threads = click.option("--threads", type=click.IntRange(1), default=os.cpu_count() or 1, metavar="N", help="Threads for grouping; as many as there are cores.")


@click.group(subcommand_metavar="COMMAND …")
def sites_command() -> None:
    """Count what repeats on hosts, for --sites.

    \b
    cleaner sites learn pages.jsonl -o sites.parquet      count
    cleaner page.html --url URL --sites sites.parquet     and clean with it
    cleaner batch in.jsonl -o out.parquet --sites sites.parquet
    """


@sites_command.command("learn", short_help="Count the lines that recur over a host's pages.")
@click.argument("inputs", metavar="INPUT…", nargs=-1, required=True)
@_output
@with_columns
@click.option("--date-column", metavar="NAME", help="The column that says when a document was seen; web archives say so themselves.")
@click.option("--least", type=click.IntRange(1), default=LEAST, show_default=True, metavar="N", help=_LEAST_HELP)
@_memory
@_threads
@_overwrite
def learn_command(
    inputs: tuple[str, ...],
    output: Path,
    columns: Columns,
    date_column: str | None,
    least: int,
    memory: int,
    threads: int,
    overwrite: bool,
) -> None:
    """Count the lines that recur over a host's pages, in the files and folders that `cleaner batch` takes.

    A line counts once a document, and documents that share most of their long lines count once. Give the documents as
    they came, before cleaning.
    """
    _check_output(output, overwrite)
    with _one_line(output):
        seen = learn(inputs, output, columns, date_column, least, Engine(memory * 1_000_000, threads))
    tell(f"{output}: {seen.rows:,} rows from {seen.counted:,} documents")
    if seen.without_host:
        tell(f"{seen.without_host:,} documents have no address and were not counted")
    if seen.unreadable:
        fail(1, f"{seen.unreadable:,} of {seen.documents:,} documents could not be read and were not counted")


@sites_command.command("merge")
@click.argument("tables", metavar="TABLE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@_output
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, metavar="N", help=_LEAST_HELP)
@_memory
@_threads
@_overwrite
def merge_command(tables: tuple[Path, ...], output: Path, least: int, memory: int, threads: int, overwrite: bool) -> None:
    """Add up tables that were learnt from different documents."""
    _check_output(output, overwrite)
    with _one_line(output):
        rows = merge(tables, output, least, Engine(memory * 1_000_000, threads))
    tell(f"{output}: {rows:,} rows from {len(tables):,} tables")


def _check_output(output: Path, overwrite: bool) -> None:
    if output.suffix != ".parquet":
        fail(2, f"{output}: a table of sites is a .parquet file")
    if output.exists() and not overwrite:
        fail(2, f"{output}: is there already; --overwrite replaces it")


@contextmanager
def _one_line(output: Path) -> Iterator[None]:
    """What goes wrong, as one line and an exit code."""
    try:
        yield
    except NothingCountedError as error:
        fail(1, str(error))
    except (InputError, SitesError) as error:
        fail(2, str(error))
    except KeyboardInterrupt:
        fail(130, "interrupted; nothing was written")
    except OSError as error:
        fail(1, f"{output}: cannot be written: {reason(error)}")
    except duckdb.OutOfMemoryException:
        fail(1, f"{output}: memory or disk space does not do for grouping; give more --memory or fewer --threads, or make room")
    except duckdb.Error as error:
        fail(1, f"{output}: grouping failed: {str(error).splitlines()[0]}")
