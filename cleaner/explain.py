"""The ledger for people: a table on a terminal, tab-separated rows in a pipe, JSON lines for programs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Literal

from cleaner.model import Category, Removal, Result
from cleaner.read.lines import newline_of
from cleaner.safe import safe

# Offset → line and column, both from 1.
Position = Callable[[int], tuple[int, int]]
Form = Literal["table", "rows", "json"]

_SHOWN = 200


def ledger(result: Result, form: Form) -> bytes:
    """Every cut: line:column, category, rule, confidence, reason, text; for a page also the path of its element."""
    cuts = [r for r in result.removed if r.category is not Category.BLANK]
    where = _positions(result.source)
    if form == "json":
        lines = _json_lines(cuts, where)
    elif form == "rows":
        lines = ["\t".join(_fields(cut, where)) + "\n" for cut in cuts]
    else:
        lines = [_table(cuts, where, result)]
    # Lone surrogates have no UTF-8 form.
    return "".join(lines).encode("utf-8", "replace")


def _positions(source: str) -> Position:
    newline = newline_of(source)
    starts = [0]
    while (at := source.find(newline, starts[-1])) >= 0:
        starts.append(at + 1)

    def where(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return where


def _fields(cut: Removal, where: Position) -> tuple[str, ...]:
    line, column = where(cut.start)
    path = () if cut.path is None else (safe(cut.path),)
    return f"{line}:{column}", cut.category.value, cut.rule, f"{cut.confidence:.2f}", safe(cut.reason), safe(cut.text), *path


def _json_lines(cuts: list[Removal], where: Position) -> list[str]:
    import json  # seldom needed, and the command should start at once

    lines: list[str] = []
    for cut in cuts:
        line, column = where(cut.start)
        lines.append(json.dumps({"line": line, "column": column, **cut._asdict()}) + "\n")
    return lines


def _table(cuts: list[Removal], where: Position, result: Result) -> str:
    from rich.console import Console  # slow to import, and needed on a terminal only
    from rich.table import Table
    from rich.text import Text

    console = Console(force_terminal=True)
    with console.capture() as capture:
        if not cuts:
            console.print("nothing was cut")
        else:
            table = Table(box=None, padding=(0, 1), header_style="bold")
            table.add_column("where", justify="right", style="dim")
            table.add_column("category", style="cyan")
            table.add_column("rule")
            table.add_column("sure", justify="right")
            table.add_column("why", style="dim", ratio=2)
            table.add_column("text", ratio=3)
            if any(cut.path for cut in cuts):
                table.add_column("element", style="dim", ratio=2)
            for cut in cuts:
                table.add_row(*(Text(one if len(one) <= _SHOWN else one[: _SHOWN - 1] + "…") for one in _fields(cut, where)))
            console.print(table)
            share = sum(len(c.text) for c in cuts) / max(1, len(result.source))
            console.print(f"{len(cuts)} cuts, {share:.1%} of the characters", style="bold")
    return capture.get()
