"""Lines that belong together and are the article's, whatever each looks like: verse, rolls of names, announced lists."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from cleaner.markup import category_of
from cleaner.model import LIST_ITEM, PARAGRAPH, Block, BlockKind, Category
from cleaner.patterns import later
from cleaner.person_names import PARTICLES
from cleaner.phrasebook import Hit
from cleaner.shapes import Shape
from cleaner.zones import BODY, Zone

# A stanza has so many lines, each so short; a menu does too, but more of its lines are known.
_STANZA_LINES = (3, 24)
_STANZA_WORDS = 11
_STANZA_KNOWN = 0.35
_STANZA_KNOWN_LINES = 3
# Of the words of verse this many are the language's commonest, and so many of its lines go on with the sentence above.
_VERSE_COMMON = 0.35
_VERSE_GOES_ON = 0.3


def in_stanza(
    blocks: Sequence[Block], shapes: Sequence[Shape], hits: Sequence[Sequence[Hit]], zones: Sequence[Zone]
) -> tuple[bool, ...]:
    """Lines of verse: runs of short plain lines between blank lines; around prose only those that sentences run through."""
    out = [False] * len(blocks)
    fewest, most = _STANZA_LINES
    starts = [i for i, block in enumerate(blocks) if block.after_blank]
    for start, end in itertools.pairwise([*starts, len(blocks)]):
        run = range(start, end)
        if not fewest <= len(run) <= most or not all(_may_be_verse(blocks[i], shapes[i]) for i in run):
            continue
        known = sum(_is_known(hits[i]) for i in run)
        if known > _STANZA_KNOWN_LINES or known > len(run) * _STANZA_KNOWN:
            continue
        if all(zones[i] is BODY for i in run) or _runs_through(blocks[start:end], shapes[start:end]):
            out[start:end] = [True] * len(run)
    return tuple(out)


def _may_be_verse(block: Block, shape: Shape) -> bool:
    return 0 < shape.words <= _STANZA_WORDS and block.kind is PARAGRAPH and not block.links


def _runs_through(blocks: Sequence[Block], shapes: Sequence[Shape]) -> bool:
    """Do sentences run through these lines: common words, lines that go on in small letters, a full stop somewhere? Menus are names."""
    words = sum(shape.words for shape in shapes)
    common = sum(shape.words * shape.common for shape in shapes)
    goes_on = sum(block.plain[0].islower() for block in blocks[1:])
    return common >= words * _VERSE_COMMON and goes_on >= len(blocks) * _VERSE_GOES_ON and any(shape.ends for shape in shapes)


# So many lines in a row, each a name, are a roll where at least this share of them say who that is (“Dana Whitlow, Ellery College”).
_ROLL_LINES = 10
_ROLL_SAID = 0.4
_CAPITALISED = r"[^\W\d_a-z][^\s,()\d]{0,30}"
_ROLL_NAME = later(re.compile, rf"{_CAPITALISED}(?:\s(?:{_CAPITALISED}|{PARTICLES}|y|e)){{1,5}}(?P<said>,\s\S.{{0,80}})?\Z")


def in_roll(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Lines of a roll of names."""
    out = [False] * len(blocks)
    may_be_names = [block.kind in (PARAGRAPH, LIST_ITEM) and not block.links for block in blocks]
    for lines in _long_runs(may_be_names):
        names = [_ROLL_NAME.match(blocks[i].plain) for i in lines]
        for roll in _long_runs([name is not None for name in names]):
            if sum(1 for i in roll if (name := names[i]) and name["said"]) >= len(roll) * _ROLL_SAID:
                out[lines[roll[0]] : lines[roll[-1]] + 1] = [True] * len(roll)
    return tuple(out)


def _long_runs(flags: Sequence[bool]) -> Iterator[range]:
    """Where so many flags in a row are set that they may be a roll."""
    at = 0
    for is_set, group in itertools.groupby(flags):
        start, at = at, at + len(list(group))
        if is_set and at - start >= _ROLL_LINES:
            yield range(start, at)


# A sentence that announces a list has this many words; “Related:” has fewer.
_ANNOUNCES_WORDS = 8
_LISTED_WORDS = 40


def announced(
    blocks: Sequence[Block], shapes: Sequence[Shape], hits: Sequence[Sequence[Hit]]
) -> tuple[bool, ...]:
    """The items right under a sentence that ends with a colon: they are what it says, whatever they look like."""
    out = [False] * len(blocks)
    listing = False
    kind: BlockKind | None = None  # of the list's items: what the first of them is
    for index, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if shape.colon and shape.words >= _ANNOUNCES_WORDS and not _is_known(hits[index]):
            listing, kind = True, None
            continue
        if listing and _is_caption(block):
            continue
        kind = kind or block.kind
        is_item = block.kind is kind and shape.words <= _LISTED_WORDS and not (kind is PARAGRAPH and _opens_a_widget(hits[index]))
        listing = listing and is_item and (kind is not PARAGRAPH or not shape.prose)
        out[index] = listing
    return tuple(out)


def _is_caption(block: Block) -> bool:
    """Does its markup call the block a caption? A picture may stand between a sentence and the list that it announces."""
    return block.hints is not None and category_of(block.hints.place.own) is Category.IMAGE_CAPTION


# Lines without a mark of a list go on until one that is this sure to head something else, or to be of it.
_HEADS_SURE, _OPENS_SURE = 0.9, 0.94
_OPENERS = (Category.COMMENTS, Category.IMAGE_CREDIT, Category.MEDIA_PLAYER)


def _opens_a_widget(hits: Sequence[Hit]) -> bool:
    """Does a phrase say that the whole line heads a widget, or is a credit or button that no list is made of?"""
    groups = [hit.group for hit in hits if hit.group.shape == "whole"]
    return any(g.confidence >= _HEADS_SURE if g.heads else g.confidence >= _OPENS_SURE and g.category in _OPENERS for g in groups)


def _is_known(hits: Sequence[Hit]) -> bool:
    """Does a phrase take the block or a part of it, not just hint at what it is?"""
    return any(h.group.takes != "clue" for h in hits)
