"""What a line is that no rule names: told by what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from cleaner.evidence import Evidence
from cleaner.model import Category
from cleaner.phrasebook import Hit
from cleaner.stages.base import Verdicts
from cleaner.stages.threads import NO_OPENING
from cleaner.zones import HEAD

# How far a mark looks for the category of its neighbours …
NEIGHBOURS = 6
# … and what says nothing of the lines around it: dates and errors stand in boxes of every kind, repeats may be of anything.
OF_ITSELF = (Category.TECHNICAL, Category.DUPLICATE, Category.BYLINE)
# Where nothing else tells, so short a line is an entry of a menu.
ENTRY_WORDS = 4
# Below the head of a list of other stories stand so many lines with their titles and teasers.
LISTED = 12


def category_around(evidence: Evidence, verdicts: Verdicts, index: int) -> Category:
    """What its own words hint at, else what most marked neighbours are, else what usually stands in that place."""
    if evidence.hits[index]:
        return _most_hinted(evidence.hits[index])
    if head := _under_head(evidence, verdicts, index):
        return head
    near = Counter(
        mark.category
        for i in range(max(0, index - NEIGHBOURS), min(len(evidence.blocks), index + NEIGHBOURS + 1))
        if (mark := verdicts.of(i)) and verdicts.gone(i) and mark.category not in OF_ITSELF and mark.rule not in NO_OPENING
    )
    if evidence.shapes[index].sentence and near.pop(Category.NAVIGATION, 0) and not near:
        return Category.ABOUT  # menus have no sentences; what stands among them speaks of the site
    if near:
        return near.most_common(1)[0][0]
    if evidence.zones[index] is HEAD or evidence.shapes[index].words <= ENTRY_WORDS:
        return Category.NAVIGATION
    return Category.RELATED


def named_by_itself(evidence: Evidence, index: int) -> Category | None:
    """What a line of a page's foot is by its own words or shape: an entry of a menu, a sentence about the site."""
    if evidence.hits[index]:
        return _most_hinted(evidence.hits[index])
    if evidence.shapes[index].words <= ENTRY_WORDS:
        return Category.NAVIGATION
    return Category.ABOUT if evidence.shapes[index].sentence else None


def _under_head(evidence: Evidence, verdicts: Verdicts, index: int) -> Category | None:
    """What the head of a list says (“Read next”), where nothing but lines that say nothing of those around them stands between."""
    for above in range(index - 1, max(-1, index - 1 - LISTED), -1):
        mark = verdicts.of(above)
        if not verdicts.gone(above) or mark is None or mark.category in OF_ITSELF:
            continue
        headed = mark.category is Category.RELATED and evidence.shapes[above].words <= ENTRY_WORDS and bool(evidence.hits[above])
        return mark.category if headed else None
    return None


def _most_hinted(hits: Sequence[Hit]) -> Category:
    """The category of which phrases say most, each as sure as it is; of those that overlap the first counts."""
    said: dict[Category, float] = {}
    ends: dict[Category, int] = {}
    for hit in sorted(hits, key=attrgetter("start")):
        category = hit.group.category
        if hit.start >= ends.get(category, 0):
            said[category] = said.get(category, 0.0) + hit.group.confidence
            ends[category] = hit.end
    return max(said, key=said.__getitem__)
