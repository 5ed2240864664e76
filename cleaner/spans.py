"""Stretches of a text: what of it stays, or is seen, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def without_blank_end(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans, none of them empty, without the white space that they end with together.

    >>> without_blank_end("It rained.  ", [(0, 2), (2, 11), (11, 12)])
    [(0, 2), (2, 10)]
    """
    out = list(spans)
    while out and text[out[-1][1] - 1].isspace():
        start, end = out.pop()
        end = start + len(text[start:end].rstrip())
        if end > start:
            out.append((start, end))
    return out
