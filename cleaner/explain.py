"""The ledger for people: a table on a terminal, tab-separated rows in a pipe."""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections.abc import Callable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.model import Category, Removal, Result

# Offset → line and column, both from 1.
Position = Callable[[int], tuple[int, int]]

_SHOWN = 200
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), 8234, 8235, 8236, 8237, 8238, 8294, 8295, 8296, 8297))
_WHITE = {ord("\n"): " ⏎ ", ord("\r"): None, ord("\t"): " "}


def print_ledger(result: Result, as_json: bool = False) -> None:
    """Print every cut to standard output: line:column, category, rule, confidence, reason, text."""
    cuts = [r for r in result.removed if r.category is not Category.BLANK]
    where = _positions(result.source)
    if as_json:
        for cut in cuts:
            line, column = where(cut.start)
            print(json.dumps({"line": line, "column": column, **cut._asdict()}))
    elif sys.stdout.isatty():
        _table(cuts, where, result)
    else:
        for cut in cuts:
            line, column = where(cut.start)
            fields = (f"{line}:{column}", cut.category.value, cut.rule, f"{cut.confidence:.2f}", safe(cut.reason), safe(cut.text))
            sys.stdout.buffer.write(("\t".join(fields) + "\n").encode("utf-8", "replace"))
        sys.stdout.flush()


def safe(text: str) -> str:
    """Text that cannot drive a terminal: one line, no control, escape or direction characters.

    >>> safe("red \\x1b[31malert\\nnext")
    'red [31malert ⏎ next'
    """
    return text.strip().translate(_WHITE).translate(_CONTROLS)


def _positions(source: str) -> Position:
    starts = [0]
    at = source.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = source.find("\n", at + 1)

    def where(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return where


def _table(cuts: list[Removal], where: Position, result: Result) -> None:
    console = Console()
    if not cuts:
        console.print("nothing was cut")
        return
    table = Table(box=None, padding=(0, 1), header_style="bold")
    table.add_column("where", justify="right", style="dim")
    table.add_column("category", style="cyan")
    table.add_column("rule")
    table.add_column("sure", justify="right")
    table.add_column("why", style="dim", ratio=2)
    table.add_column("text", ratio=3)
    for cut in cuts:
        line, column = where(cut.start)
        shown = safe(cut.text)
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        table.add_row(f"{line}:{column}", cut.category.value, cut.rule, f"{cut.confidence:.2f}", Text(safe(cut.reason)), Text(shown))
    console.print(table)
    share = sum(len(c.text) for c in cuts) / max(1, len(result.source))
    console.print(f"{len(cuts)} cuts, {share:.1%} of the characters", style="bold")
