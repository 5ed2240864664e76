"""Several walks along the line, told as one: offsets of a later round are carried back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cleaner.model import Removal, Spared

Span = TypeVar("Span", Removal, Spared)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in a cleaned text to offsets in the text it came from, as matching runs that both share."""

    cleaned: tuple[int, ...]  # where each run starts in the cleaned text
    source: tuple[int, ...]  # … and in the source
    length: int  # of the cleaned text

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The source spans of ``cleaned[start:end]``, in order.

        >>> OffsetMap((0, 3), (0, 10), 9).spans(1, 5)
        [(1, 3), (10, 12)]
        """
        out: list[tuple[int, int]] = []
        run = max(0, bisect_right(self.cleaned, start) - 1)
        while start < end:
            stop = min(end, self.cleaned[run + 1] if run + 1 < len(self.cleaned) else self.length)
            shift = self.source[run] - self.cleaned[run]
            out.append((start + shift, stop + shift))
            start, run = stop, run + 1
        return out


def identity(length: int) -> OffsetMap:
    """The map of a text that nothing was cut from."""
    return OffsetMap((0,), (0,), length)


def after(before: OffsetMap, ledger: Sequence[Removal]) -> OffsetMap:
    """The map of the text that is left when ``ledger`` is cut from a text that ``before`` maps."""
    cleaned: list[int] = []
    source: list[int] = []
    at = written = 0
    for start, end in (*((r.start, r.end) for r in ledger), (before.length, before.length)):
        for a, b in before.spans(at, start):
            cleaned.append(written)
            source.append(a)
            written += b - a
        at = end
    return OffsetMap(tuple(cleaned) or (0,), tuple(source) or (0,), written)


def carry_back(spans: Iterable[Span], through: OffsetMap) -> list[Span]:
    """Removals or spared marks as spans of the source; one that lies across an earlier cut becomes several."""
    if through.cleaned == through.source:  # nothing was cut yet
        return list(spans)
    return [
        span._replace(start=a, end=b, text=span.text[at : at + b - a])
        for span in spans
        for a, b, at in _pieces(through.spans(span.start, span.end))
    ]


def _pieces(spans: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Each span with how far into the whole it begins."""
    out: list[tuple[int, int, int]] = []
    at = 0
    for a, b in spans:
        out.append((a, b, at))
        at += b - a
    return out
