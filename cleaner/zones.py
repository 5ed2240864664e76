"""Zones: where a block stands, before the article's prose, in it, or after it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from cleaner.model import CODE, QUOTE, TABLE, Block
from cleaner.phrase_index import Group
from cleaner.phrasebook import Hit
from cleaner.shapes import Shape

# What a block adds to the stretch that is taken for the article: prose counts its words up to this many …
_PROSE_GAIN = 60
# … a sample of code counts a little, a line of some length hardly anything …
_CODE_GAIN = 5.0
_LINE_GAIN = 1.0
_LINE_WORDS = 10
# … a short line within takes some, one that is mostly links more …
_SHORT_COST = 3.0
_LINKS_COST = 2.0
# … and a line that a phrase group is this sure to name as boilerplate takes most, unless it is a long paragraph.
_BOILERPLATE_COST = 12.0
_BOILERPLATE_SURE = 0.8
_BOILERPLATE_WORDS = 80


class Zone(IntEnum):
    """Where a block stands: before, in or after the article's prose."""

    HEAD = 0
    BODY = 1
    TAIL = 2


# By their names alone, as kinds of blocks are.
HEAD, BODY, TAIL = Zone


def prose_span(blocks: Sequence[Block], shapes: Sequence[Shape], hits: Sequence[Sequence[Hit]]) -> tuple[int, int]:
    """First and last block of the article's prose: the stretch with the greatest sum of gains and costs.

    (The maximum-subsequence idea of Pasternack and Roth, 2009, on blocks instead of tokens.) Without any prose the
    whole document is body.
    """
    best = total = 0.0
    first = start = 0
    last = -1
    for index, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        total += _gain(block, shape, hits[index])
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best:
            best, first, last = total, start, index
    if last < 0:
        return 0, len(blocks) - 1
    prose = [i for i in range(first, last + 1) if shapes[i].prose] or [first, last]
    return prose[0], prose[-1]


def _gain(block: Block, shape: Shape, hits: Sequence[Hit]) -> float:
    """What a block adds to the stretch that is taken for the article; less than nothing for most that is not prose."""
    if block.kind is CODE:
        return _CODE_GAIN
    if hits and shape.words <= _BOILERPLATE_WORDS and any(_may_take(h.group, shape) for h in hits if h.group.confidence >= _BOILERPLATE_SURE):
        return -_BOILERPLATE_COST
    if shape.prose:
        return float(min(shape.words, _PROSE_GAIN))
    if block.kind in (TABLE, QUOTE):
        return 0.0
    if shape.words >= _LINE_WORDS and not shape.mostly_links:
        return _LINE_GAIN
    return -_SHORT_COST - (_LINKS_COST if shape.mostly_links else 0.0)


def _may_take(group: Group, shape: Shape) -> bool:
    """Could a phrase of this group take a line of such length, or a sentence of it?"""
    return group.takes == "sentence" or (group.takes == "line" and (group.shape == "whole" or shape.words <= group.longest))
