"""Several walks along the line, told as one: offsets of a later round are carried back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cleaner.model import Block, BlockKind, Document, InlineSpan, Removal, Spared
from cleaner.read.measure import measured

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

    def shift_of(self, start: int, end: int) -> int | None:
        """How far a source span lies from where it was, if nothing was cut out of it; None if something was.

        >>> OffsetMap((0, 3), (0, 10), 9).shift_of(11, 13), OffsetMap((0, 3), (0, 10), 9).shift_of(2, 11)
        (-7, None)
        """
        run = bisect_right(self.source, start) - 1
        if run < 0:
            return None
        shift = self.cleaned[run] - self.source[run]
        run_end = self.cleaned[run + 1] if run + 1 < len(self.cleaned) else self.length
        return shift if end + shift <= run_end else None

    def reached(self, offset: int) -> int:
        """Where in the cleaned text a source offset lies; one that was cut lies where the next kept character does.

        >>> [OffsetMap((0, 3), (0, 10), 9).reached(offset) for offset in (2, 7, 11, 99)]
        [2, 3, 4, 9]
        """
        run = bisect_right(self.source, offset) - 1
        if run < 0:
            return 0
        end = self.cleaned[run + 1] if run + 1 < len(self.cleaned) else self.length
        return min(end, self.cleaned[run] + offset - self.source[run])


def identity(length: int) -> OffsetMap:
    """The map of a text that nothing was cut from."""
    return OffsetMap((0,), (0,), length)


def after(before: OffsetMap, ledger: Sequence[Removal]) -> OffsetMap:
    """The map of the text that is left when ``ledger`` is cut from a text that ``before`` maps."""
    cleaned: list[int] = []
    source: list[int] = []
    at = written = 0
    for start, end in (*[(r.start, r.end) for r in ledger], (before.length, before.length)):
        for a, b in before.spans(at, start) if at < start else ():
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


# ---------------------------------------------------------------- what is left of a page


def narrowed(document: Document, text: str, removed: Sequence[Removal]) -> Document:
    """A page with ``removed`` cut out, ``text`` being what is left of its text: the page need not be read again.

    What is left has no markup of its own. Blocks keep their kind and place, those that lost a part are measured anew, those that lost everything go.
    """
    if not removed:
        return replace(document, markup=None)
    kept = after(identity(len(document.text)), removed)
    blocks: list[Block] = []
    inlines: list[InlineSpan] = []
    before = 0
    for block, spans in document.blocks_with_inlines():
        shift = kept.shift_of(block.start, block.end)
        if shift is None:
            start, end = kept.reached(block.start), kept.reached(block.end)
            if start < end:
                start, end = _without_blanks(text, start, end)
        else:
            start, end = block.start + shift, block.end + shift
        if start == end:
            continue
        spans = [moved for span in spans if (moved := _moved(span, text, kept, shift)).start < moved.end]
        after_blank = not blocks or text.count("\n", before, start) > 1
        blocks.append(_narrowed_block(block, document, text, kept, (start, end), after_blank, spans))
        inlines += spans
        before = end
    images = tuple(image._replace(at=kept.reached(image.at)) for image in document.images)
    return Document(text, tuple(blocks), is_page=document.is_page, inlines=tuple(inlines), images=images)


def with_paths(ledger: Iterable[Removal], document: Document) -> tuple[Removal, ...]:
    """Each cut with the path of the element it stood in, where the document was a page."""
    if not document.is_page:
        return tuple(ledger)
    starts = [block.start for block in document.blocks]
    return tuple(_with_path(cut, document.blocks, bisect_right(starts, cut.start) - 1) for cut in ledger)


def _with_path(cut: Removal, blocks: Sequence[Block], index: int) -> Removal:
    if index < 0 or cut.start >= blocks[index].end:
        return cut  # white space between two blocks
    hints = blocks[index].hints
    return Removal(*cut[:-1], hints.place.path if hints else None)


def _narrowed_block(
    block: Block, document: Document, text: str, kept: OffsetMap, span: tuple[int, int], after_blank: bool, spans: Sequence[InlineSpan]
) -> Block:
    start, end = span
    if end - start == block.end - block.start or block.hints is None or block.kind is BlockKind.RULE:
        return Block(start, end, block.kind, block.level, block.plain, block.links, block.link_chars, after_blank, block.hints)
    mark = document.text.find(block.plain, block.start, block.end) if block.plain else block.end  # what stands before it is a list's mark
    shown, _ = _without_blanks(text, max(start, kept.reached(mark)), end)
    return measured(start, end, block.kind, block.level, text[shown:end], after_blank, block.hints.place, spans)


def _moved(span: InlineSpan, text: str, kept: OffsetMap, shift: int | None) -> InlineSpan:
    """Where a span of a block is now; ``shift`` is how far the block was moved as a whole."""
    start, end = (kept.reached(span.start), kept.reached(span.end)) if shift is None else (span.start + shift, span.end + shift)
    start, end = _without_blanks(text, start, end)
    return InlineSpan(start, end, span.kind, span.target)


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, end - len(inside) + len(inside.rstrip()))
