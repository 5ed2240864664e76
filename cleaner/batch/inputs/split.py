"""A file in pieces that can be read on their own, each perhaps by another machine."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Split(NamedTuple):
    """So many of a file's lines, or of its row groups, from one on; all that follow where ``take`` is None."""

    path: Path
    first: int = 0
    take: int | None = None
    offset: int = 0  # the byte at which the first of its lines begins
