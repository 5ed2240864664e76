"""Verses on a page: one paragraph of many short lines, broken by the markup, which look like a menu to the scorecard."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence import Evidence
from cleaner.hints import BESIDE_THE_ARTICLE
from cleaner.model import PARAGRAPH

# A song or a poem has so many lines in one paragraph at least, none of them with more words than this.
VERSES, VERSE_WORDS = 12, 18
# So much of its words are the language's commonest: of names and titles less is.
_COMMON = 0.3


def verses_of(evidence: Evidence) -> frozenset[int]:
    """The lines of a page's verses. Where they are links, all lead to the same page: to what is noted on them."""
    paragraphs: dict[int, list[int]] = {}
    for index, block in enumerate(evidence.blocks):
        if block.hints is None or block.kind is not PARAGRAPH or not block.hints.place.regions.isdisjoint(BESIDE_THE_ARTICLE):
            continue
        if (element := block.hints.place.innermost("p")) is not None:
            paragraphs.setdefault(element, []).append(index)
    return frozenset(index for lines in paragraphs.values() if _are_verses(evidence, lines) for index in lines)


def _are_verses(evidence: Evidence, lines: Sequence[int]) -> bool:
    shapes = [evidence.shapes[index] for index in lines]
    if len(lines) < VERSES or any(shape.words > VERSE_WORDS for shape in shapes):
        return False
    common = sum(shape.words * shape.common for shape in shapes)
    if common < _COMMON * sum(shape.words for shape in shapes):
        return False
    pages = {target.partition("#")[0] for index in lines if (hints := evidence.blocks[index].hints) for target in hints.targets}
    return len(pages) <= 1
