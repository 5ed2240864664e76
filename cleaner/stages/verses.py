"""Verses, which look like a menu to the scorecard: on a page one paragraph of many short lines, broken by the markup; in text many short lines
in a row, over whose ends the sentences run.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cleaner.evidence import Evidence
from cleaner.hints import BESIDE_THE_ARTICLE
from cleaner.model import PARAGRAPH

# A song or a poem has so many lines in one paragraph at least, none of them with more words than this.
VERSES, VERSE_WORDS = 12, 18
# In text a row has so many lines of so few words, and one of so many goes on with the sentence of the line above: entries of a menu hardly do.
ROW, ROW_WORDS, GOES_ON = 8, 10, 3
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


def verses_in_text(evidence: Evidence, lines: Sequence[int]) -> frozenset[int]:
    """Those of ``lines`` that are in a row of verses. On a page ``verses_of`` tells them."""
    if evidence.document.is_page or sum(evidence.goes_on(index) for index in lines if index) * GOES_ON < ROW:
        return frozenset()
    found: set[int] = set()
    for is_short, row in groupby(range(len(evidence.blocks)), lambda index: _may_be_a_verse(evidence, index)):
        verses = list(row)
        if is_short and len(verses) >= ROW and sum(evidence.goes_on(index) for index in verses[1:]) * GOES_ON >= len(verses) and _is_common(evidence, verses):
            found.update(verses)
    return frozenset(found)


def _may_be_a_verse(evidence: Evidence, index: int) -> bool:
    shape = evidence.shapes[index]
    return evidence.blocks[index].kind is PARAGRAPH and 0 < shape.words <= ROW_WORDS and not evidence.hits[index] and not evidence.blocks[index].links


def _are_verses(evidence: Evidence, lines: Sequence[int]) -> bool:
    shapes = [evidence.shapes[index] for index in lines]
    if len(lines) < VERSES or any(shape.words > VERSE_WORDS for shape in shapes):
        return False
    if not _is_common(evidence, lines):
        return False
    pages = {target.partition("#")[0] for index in lines if (hints := evidence.blocks[index].hints) for target in hints.targets}
    return len(pages) <= 1


def _is_common(evidence: Evidence, lines: Sequence[int]) -> bool:
    shapes = [evidence.shapes[index] for index in lines]
    return sum(shape.words * shape.common for shape in shapes) >= _COMMON * sum(shape.words for shape in shapes)
