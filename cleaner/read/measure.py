"""A block of a page with its links and emphasis counted from the spans that lie in it."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.hints import Hints, Place
from cleaner.model import Block, BlockKind, InlineKind, InlineSpan


def measured(start: int, end: int, kind: BlockKind, level: int, plain: str, after_blank: bool, place: Place, spans: Sequence[InlineSpan]) -> Block:
    """The block at ``start`` to ``end`` of a page's text; ``spans`` are those inside it.

    >>> from cleaner.hints import Place
    >>> nowhere = Place("p", ("p",), frozenset(), frozenset(), frozenset(), 0, (0,), False)
    >>> link = InlineSpan(0, 4, InlineKind.LINK, "#top")
    >>> block = measured(0, 8, BlockKind.PARAGRAPH, 0, "Back up.", True, nowhere, [link])
    >>> block.links, block.link_chars, block.hints.fragment_links
    (1, 4, 1)
    """
    if not spans:
        return Block(start, end, kind, level, plain, 0, 0, after_blank, Hints(place, (), 0.0))
    targets: list[str] = []
    in_links = emphasized = covered = 0
    for span in spans:
        if span.kind is InlineKind.LINK:
            targets.append(span.target)
            in_links += span.end - span.start
        elif span.kind is not InlineKind.CODE:
            emphasized += max(0, span.end - max(span.start, covered))
            covered = max(covered, span.end)
    hints = Hints(place, tuple(targets), min(1.0, emphasized / len(plain)) if emphasized and plain else 0.0)
    return Block(start, end, kind, level, plain, len(targets), in_links, after_blank, hints)
