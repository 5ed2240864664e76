"""How a run is going, for people: a bar on a terminal, plain lines elsewhere, a table at the end. All on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cleaner.batch.inputs.folders import files_in
from cleaner.batch.inputs.streams import COMPRESSED
from cleaner.batch.pool import Done
from cleaner.batch.summary import Summary
from cleaner.safe import safe

# Where no terminal is, a line of progress every so many seconds: logs keep them.
_LINE_EVERY = 10.0
_BAR_EVERY = 0.2
_MOST_ROWS = 12


class _Tally:
    """What has been done so far, for the bar."""

    def __init__(self) -> None:
        self.began = monotonic()
        self.documents = self.quarantined = self.bytes = self.characters = self.removed = 0

    def add(self, done: Done) -> None:
        self.documents += 1
        self.quarantined += done.row.status == "failed"
        self.bytes += done.item.size
        kept = len(done.row.text or "")
        self.characters += kept
        if done.row.removed_share < 1:
            self.removed += round(kept * done.row.removed_share / (1 - done.row.removed_share))

    def __str__(self) -> str:
        seconds = max(monotonic() - self.began, 1e-6)
        share = self.removed / max(self.characters + self.removed, 1)
        return (
            f"{self.documents:,} documents, {self.documents / seconds:,.0f}/s, {self.bytes / seconds / 1e6:.2f} MB/s, "
            f"{share:.1%} removed, {self.quarantined:,} quarantined"
        )


@contextmanager
def shown(inputs: Sequence[str], quiet: bool) -> Iterator[Callable[[Done], None]]:
    """Show how a run over these inputs goes, by what it tells of each document."""
    console = Console(stderr=True)
    if quiet:
        yield lambda _: None
    elif console.is_terminal:
        with _bar(console, inputs) as seen:
            yield seen
    else:
        yield _lines(console)


def _lines(console: Console) -> Callable[[Done], None]:
    tally = _Tally()
    told = [tally.began]

    def seen(done: Done) -> None:
        tally.add(done)
        if monotonic() - told[0] >= _LINE_EVERY:
            told[0] = monotonic()
            console.print(str(tally), highlight=False, soft_wrap=True)

    return seen


@contextmanager
def _bar(console: Console, inputs: Sequence[str]) -> Iterator[Callable[[Done], None]]:
    """A bar over the bytes of the input, where they can be known beforehand: of plain files and folders."""
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task: TaskID = progress.add_task("", total=_bytes_of(inputs))
        tally = _Tally()
        told = [0.0]

        def seen(done: Done) -> None:
            tally.add(done)
            if monotonic() - told[0] >= _BAR_EVERY:
                told[0] = monotonic()
                progress.update(task, completed=tally.bytes, description=str(tally))

        yield seen


def _bytes_of(inputs: Sequence[str]) -> int | None:
    """How many bytes of documents the inputs hold; None where that shows only on reading, as of compressed files."""
    total = 0
    for path in map(Path, inputs):
        for file in files_in(path) if path.is_dir() else (path,):
            if file.suffix.lower() in (*COMPRESSED, ".parquet"):
                return None
            total += file.stat().st_size if file.is_file() else 0
    return total


def report(summary: Summary) -> None:
    """Print what was done: by category, by host, by rule, and the slowest documents."""
    console = Console(stderr=True)
    share = summary.removed / max(summary.characters, 1)
    console.print(
        f"{summary.documents:,} documents, {summary.characters:,} characters, {share:.1%} removed, {summary.quarantined:,} quarantined",
        highlight=False,
        soft_wrap=True,
    )
    removed = max(summary.removed, 1)
    categories = [(name, f"{count:,}", f"{count / removed:.1%}") for name, count in summary.by_category.most_common()]
    _table(console, "removed by category", ("category", "characters", "share"), categories)
    hosts = [
        (host, f"{count:,}", f"{summary.host_removed[host] / max(summary.host_characters[host], 1):.1%}")
        for host, count in summary.host_documents.most_common(_MOST_ROWS)
    ]
    _table(console, "by host", ("host", "documents", "removed"), hosts)
    _table(console, "rules that cut most often", ("rule", "cuts"), [(n, f"{c:,}") for n, c in summary.by_rule.most_common(_MOST_ROWS)])
    _table(console, "slowest documents", ("id", "seconds"), [(name, f"{seconds:.3f}") for seconds, name in summary.slowest])


def _table(console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    table = Table(box=None, pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    for row in rows:
        # Ids and hosts are data: neither escapes of the terminal nor marks of the table.
        table.add_row(*(Text(safe(cell)) for cell in row))
    console.print(f"\n[bold]{title}[/bold]", highlight=False)
    console.print(table)
