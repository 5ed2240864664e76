"""A source and its ledger, line by line: what stays of each, and which cut took the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cleaner.model import Category, Removal
from cleaner.read.lines import newline_of

# The classes of characters that have a direction of their own: Latin and most others, Hebrew, Arabic.
_LETTERS = ("L", "R", "AL")


class Piece(NamedTuple):
    """A stretch of a line. ``cut`` is the index of the removal that took it, None where it stays."""

    text: str
    cut: int | None


class Line(NamedTuple):
    """A line that is not blank; ``number`` counts all lines from 1. ``after_blank`` says that a blank line stands above it.

    ``whole`` is the index of the removal that took all of it. Trimmed white space belongs to no piece.
    """

    number: int
    pieces: tuple[Piece, ...]
    after_blank: bool
    whole: int | None

    @property
    def kept(self) -> str:
        """What the article has of it."""
        return "".join(piece.text for piece in self.pieces if piece.cut is None)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Where its text runs to, told by its first letter, as browsers tell it.

        >>> [next(lines_of(text, ())).direction for text in ("1. Rain", "1. مطر", "***")]
        ['ltr', 'rtl', 'ltr']
        """
        kinds = (unicodedata.bidirectional(char) for piece in self.pieces for char in piece.text)
        return "rtl" if next((kind for kind in kinds if kind in _LETTERS), "L") != "L" else "ltr"


def lines_of(source: str, removed: Sequence[Removal]) -> Iterator[Line]:
    """The lines of a source that are not blank, in order. ``removed`` must be in order and disjoint, as in a Result.

    >>> cut = Removal(11, 16, Category.SHARE, "x", 0.9, "test", "Share")
    >>> [(line.number, line.pieces, line.whole) for line in lines_of("It rained. Share\\n\\nAll day.", [cut])]
    [(1, (Piece(text='It rained. ', cut=None), Piece(text='Share', cut=0)), None), (3, (Piece(text='All day.', cut=None),), None)]
    """
    newline = newline_of(source)
    start, number, upcoming, after_blank = 0, 0, 0, False
    while start <= len(source):
        number += 1
        found = source.find(newline, start)
        end = len(source) if found < 0 else found
        while upcoming < len(removed) and removed[upcoming].end <= start:
            upcoming += 1
        pieces = tuple(_pieces(source, start, end, removed, upcoming))
        if any(piece.text.strip() for piece in pieces):
            yield Line(number, pieces, after_blank, _taker(pieces))
            after_blank = False
        else:
            after_blank = True
        start = end + 1


def _pieces(source: str, start: int, end: int, removed: Sequence[Removal], upcoming: int) -> Iterator[Piece]:
    if source.endswith("\r", start, end):
        end -= 1
    at = start
    while at < end:
        cut = removed[upcoming] if upcoming < len(removed) and removed[upcoming].start < end else None
        if cut is None or cut.start > at:
            stop = end if cut is None else cut.start
            yield Piece(source[at:stop], None)
        else:
            stop = min(cut.end, end)
            if cut.category is not Category.BLANK:
                yield Piece(source[at:stop], upcoming)
            upcoming += 1
        at = stop


def _taker(pieces: Sequence[Piece]) -> int | None:
    takers = {piece.cut for piece in pieces if piece.text.strip()}
    return takers.pop() if len(takers) == 1 else None
