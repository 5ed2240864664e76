"""``cleaner diff OLD NEW``: what two runs over the same documents judge otherwise. Exit 0 whatever that is, 2 a wrong call."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.batch.outputs.read import OutputError, rows_of
from cleaner.commands.complaints import fail
from cleaner.diff import Change, Difference, as_data, difference
from cleaner.safe import safe, safe_json

# How wide a table is where no terminal says it.
_WIDTH = 160
_NAMED = 20


@click.command(short_help="Tell what two runs judge otherwise.")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="What to print.")
def diff_command(old: Path, new: Path, form: str) -> None:
    """Print which lines are cut in NEW and were not in OLD, and the other way round, by rule.

    \b
    cleaner diff old.parquet new.parquet

    Both are outputs of `cleaner batch` over the same documents, which are known by their ids.
    """
    try:
        found = difference(rows_of(old), rows_of(new))
    except OutputError as error:
        fail(2, str(error))
    if form == "json":
        click.echo(safe_json(orjson.dumps(as_data(found), option=orjson.OPT_INDENT_2).decode()))
    else:
        _print(found)


def _print(found: Difference) -> None:
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else _WIDTH, highlight=False)
    console.print(f"{found.documents:,} documents in both, {found.changed:,} with a line that is judged otherwise", soft_wrap=True)
    if found.other_source:
        console.print(f"{found.other_source:,} were read otherwise; their lines are compared by their words", soft_wrap=True)
    _changes(console, "cut now", found.newly)
    _changes(console, "not cut any more", found.no_longer)
    if found.by_other:
        table = _table("cut by another rule", ("lines", "old rule", "new rule"))
        for (old, new), count in found.by_other.most_common(_NAMED):
            table.add_row(f"{count:,}", Text(safe(old)), Text(safe(new)))
        console.print()
        console.print(table)
    for title, names in (
        ("without an article now", found.newly_failed),
        ("with an article again", found.no_longer_failed),
        ("only in the old run", found.only_old),
        ("only in the new run", found.only_new),
    ):
        if names:
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            console.print()
            console.print(Text(f"{title}: {len(names):,}\n  {', '.join(map(safe, names[:_NAMED]))}{more}"), soft_wrap=True)


def _changes(console: Console, title: str, changes: dict[str, Change]) -> None:
    if not changes:
        return
    table = _table(title, ("lines", "rule", "documents", "samples"))
    for rule, change in sorted(changes.items(), key=lambda item: (-item[1].lines, item[0])):
        samples = "\n".join(f"{safe(sample.id)}:{sample.line}: {safe(sample.text)}" for sample in change.samples)
        table.add_row(f"{change.lines:,}", Text(safe(rule)), f"{change.documents:,}", Text(samples))
    console.print()
    console.print(table)


def _table(title: str, heads: tuple[str, ...]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right" if head in ("lines", "documents") else "left", overflow="fold")
    return table
