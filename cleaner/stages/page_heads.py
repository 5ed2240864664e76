"""The headings of what stays on a page: a short line by itself looks like one of a menu, and what it heads says more."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence import Evidence
from cleaner.hints import BESIDE_THE_ARTICLE, Place, Region
from cleaner.model import BlockKind

# A card has its heading in one box and its text in the next: within so many elements is the one that holds both.
_UP_FROM_HEADING, _UP_FROM_LINE = 5, 3
# A list is a box of its own.
_UP_FROM_ITEM = 4
# A box amid an article has its heading in a line that is called its title, of so many words at most.
_TITLES = frozenset(("title", "heading"))
BOX_HEAD_WORDS = 8
# Where the name of an article's part is no heading of one.
_NO_HEADS = (BESIDE_THE_ARTICLE - {Region.ASIDE}) | {Region.BUTTON, Region.LABEL, Region.HEADER}
# Between such a line and the paragraph that it heads may stand a button that goes.
_HEAD_WITHIN = 2


def heads_of_what_stays(evidence: Evidence, stays: Sequence[bool]) -> frozenset[int]:
    """Headings right above a line that stays, beside it or around it in the same part of the page: they go with what they head."""
    out: set[int] = set()
    for index in range(len(stays) - 2, -1, -1):
        near = range(index + 1, min(index + 1 + _HEAD_WITHIN, len(stays)))
        next_line = next((i for i in near if stays[i] or i in out), -1)
        block, below = evidence.blocks[index], evidence.blocks[next_line]
        if next_line < 0 or not block.hints or not below.hints:
            continue
        is_next = next_line == index + 1
        is_head = (is_next and _is_heading(evidence, index)) or _heads_a_box(evidence, index, next_line)
        if (is_head and stands_over(block.hints.place, below.hints.place)) or (is_next and _is_articles_own(evidence, index)):
            out.add(index)
    return frozenset(out)


def _is_articles_own(evidence: Evidence, index: int) -> bool:
    """Is this a heading that only articles have (“Ingredients”), whatever stands around it, and no tab or link?"""
    hints = evidence.blocks[index].hints
    if hints is None or not evidence.is_content_head(index) or evidence.told_by_words(index) or evidence.shapes[index].mostly_links:
        return False
    return hints.place.regions.isdisjoint(_NO_HEADS)


def _is_heading(evidence: Evidence, index: int) -> bool:
    """A heading that leads nowhere, or only to where it stands itself."""
    block = evidence.blocks[index]
    leads_elsewhere = block.hints is not None and evidence.shapes[index].mostly_links and block.hints.fragment_links < len(block.hints.targets)
    return block.kind is BlockKind.HEADING and not leads_elsewhere


def _heads_a_box(evidence: Evidence, index: int, prose: int) -> bool:
    """Is this a few words that their markup calls a title, above a paragraph of prose or a list of such in the same box?"""
    block, below, shape = evidence.blocks[index], evidence.blocks[prose], evidence.shapes[index]
    if block.kind is not BlockKind.PARAGRAPH or not 0 < shape.words <= BOX_HEAD_WORDS or shape.ends or block.links or evidence.told_by_words(index):
        return False
    if not block.hints or not below.hints or not evidence.shapes[prose].prose or block.hints.place.own.isdisjoint(_TITLES):
        return False
    reach = _UP_FROM_ITEM if below.kind is BlockKind.LIST_ITEM else _UP_FROM_LINE
    return not set(block.hints.place.ancestors[-_UP_FROM_LINE:]).isdisjoint(below.hints.place.ancestors[-reach:])


def stands_over(heading: Place, below: Place) -> bool:
    """Does the line below stand beside the heading, in what holds it, or in the next box of the same one?"""
    if heading.container in below.ancestors:
        return True
    return not set(heading.ancestors[-_UP_FROM_HEADING:]).isdisjoint(below.ancestors[-_UP_FROM_LINE:])
