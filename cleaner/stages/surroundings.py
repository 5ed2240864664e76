"""What a line is that no rule names: told by what stands around it."""

from __future__ import annotations

from collections import Counter

from cleaner.evidence import Evidence
from cleaner.model import Category
from cleaner.stages.base import Verdicts
from cleaner.zones import HEAD

# How far a mark looks for the category of its neighbours …
NEIGHBOURS = 6
# … and what says nothing of the lines around it: dates and errors stand in boxes of every kind, repeats may be of anything.
OF_ITSELF = (Category.TECHNICAL, Category.DUPLICATE, Category.BYLINE)
# Where nothing else tells, so short a line is an entry of a menu.
ENTRY_WORDS = 4


def category_around(evidence: Evidence, verdicts: Verdicts, index: int) -> Category:
    """What its own words hint at, else what most marked neighbours are, else what usually stands in that place."""
    hinted = Counter(h.group.category for h in evidence.hits[index])
    if hinted:
        return hinted.most_common(1)[0][0]
    near = Counter(
        mark.category
        for i in range(max(0, index - NEIGHBOURS), min(len(evidence.blocks), index + NEIGHBOURS + 1))
        if (mark := verdicts.of(i)) and verdicts.gone(i) and mark.category not in OF_ITSELF
    )
    if near:
        return near.most_common(1)[0][0]
    if evidence.zones[index] is HEAD or evidence.shapes[index].words <= ENTRY_WORDS:
        return Category.NAVIGATION
    return Category.RELATED
