"""Lists of things for people and programs: a table on a terminal, tab-separated rows in a pipe, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

import click

from cleaner.safe import safe, safe_cell, safe_json

Form = Literal["table", "json", "csv"]
FORMS: tuple[str, ...] = get_args(Form)
# The most languages and the like that a cell of the table on a terminal spells out.
_MOST_IN_CELL = 6


def listed(rows: Iterable[Mapping[str, Any]], form: str) -> None:
    """Print rows that all have the same keys. CSV has a line of heads, JSON is one array, rows in a pipe have no head."""
    found = list(rows)
    if form == "json":
        click.echo(safe_json(json.dumps(found, ensure_ascii=False, indent=2)))
    elif form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(found[0] if found else ())
        writer.writerows([_spreadsheet_cell(value) for value in row.values()] for row in found)
        click.echo(out.getvalue(), nl=False)
    elif sys.stdout.isatty():
        _print_table(found)
    else:
        click.echo("".join("\t".join(safe(_cell(value)) for value in row.values()) + "\n" for row in found), nl=False)


def _cell(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _spreadsheet_cell(value: Any) -> str:
    """A cell of CSV. Text that a spreadsheet would take for a formula gets a quote before it, as one types it to mean text.

    >>> _spreadsheet_cell("=1+1"), _spreadsheet_cell(["-2", "x"]), _spreadsheet_cell(-2), _spreadsheet_cell("1-2")
    ("'=1+1", "'-2 x", '-2', '1-2')
    """
    return str(value) if isinstance(value, (int, float)) else safe_cell(_cell(value))


def _short(value: Any) -> str:
    if isinstance(value, (list, tuple)) and len(value) > _MOST_IN_CELL:
        return safe(f"{_cell(value[:_MOST_IN_CELL])} and {len(value) - _MOST_IN_CELL} more")
    return safe(_cell(value))


def _print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.console import Console  # slow to import, and needed on a terminal only
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1), header_style="bold")
    for name, value in rows[0].items() if rows else ():
        table.add_column(name.replace("_", " "), justify="right" if isinstance(value, int) else "left", no_wrap=name == "rule")
    for row in rows:
        table.add_row(*(Text(_short(value)) for value in row.values()))
    Console().print(table)
