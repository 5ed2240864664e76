"""What the kinds of output have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cleaner.rows import Row

# Rows with the columns that passed them by.
Rows = Sequence[tuple[Row, Mapping[str, Any]]]


class Sink(Protocol):
    """Where the rows of a run go: part by part, and in the end into one output."""

    suffix: str  # of a part's name

    def may_replace(self, output: Path) -> bool:
        """Is what stands at ``output`` of a kind that a run may have written?"""

    def write(self, rows: Rows, part: Path) -> None:
        """Write one part, whole or not at all."""

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        """Make the output of all its parts, whole or not at all; an output that is there is replaced."""
