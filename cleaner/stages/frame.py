"""The frame of a page: what stands around its article, told by the markup. The first thing that is asked of a page, and alone.

Menus, footers, side columns and dialogs are the larger part of most pages. What is surely one of these goes first, so that the
other stages see what they would see of an extractor's text, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.hints import Place, Region
from cleaner.markup import category_of, names_of
from cleaner.model import BlockKind, Category, Mark
from cleaner.page_facts import page_facts, title_of
from cleaner.phrasebook import fold_all
from cleaner.scorecard import chain, reasons, tally, weights
from cleaner.stages.base import Stage

# Below this the scorecard says nothing worth noting.
NOTED = 0.3
# So likely must it be that a line is no part of the article, …
LINE_BAR = 0.65
# … and so likely for a paragraph of prose, a row of a table, a line of code or a quotation.
PROSE_BAR = 0.75
_WEIGHTY = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE})
# A standfirst stands within so many blocks below the title and has so many words at least.
STANDFIRST_WITHIN = 6
STANDFIRST_WORDS = 8
# A page of which fewer words would be left is one that the scorecard does not know well.
UNSURE_WORDS = 150
_MOSTLY_LINKS = 0.5
# Fewer words may stand in an extracted text by chance.
_TELLING = 4
# How sure the mark is at its bar, and the most it gets. Code, tables and quotations are protected by `resolve`: past it in one.
AT_BAR, SUREST = 0.85, 0.99
# A phrase this sure says what a cut is, whatever the markup calls it.
_SURE = 0.85
# What the parts of a page are called that no token names.
_REGIONS: tuple[tuple[Region, Category], ...] = (
    (Region.COMMENTS, Category.COMMENTS),
    (Region.CAPTION, Category.IMAGE_CAPTION),
    (Region.DIALOG, Category.LEGAL),
    (Region.TIME, Category.BYLINE),
    (Region.ADDRESS, Category.BYLINE),
    (Region.NAV, Category.NAVIGATION),
    (Region.HEADER, Category.NAVIGATION),
    (Region.FOOTER, Category.NAVIGATION),
    (Region.ASIDE, Category.RELATED),
)


def alone(evidence: Evidence) -> Iterator[Mark]:
    if not evidence.document.is_page:
        return
    tallies = [[tally(row, "page") for row in rows] for rows in page_facts(evidence)]
    chances = chain([sum(one.score for one in of_block) for of_block in tallies], weights("page"))
    title = title_of(evidence)
    trusted = _second_opinion(evidence) if _kept_words(evidence, chances) < UNSURE_WORDS else frozenset()
    for index, chance in enumerate(chances):
        block = evidence.blocks[index]
        if index == title or _is_standfirst(evidence, index, title):
            continue
        if chance < NOTED or block.kind is BlockKind.RULE or block.hints is None or index in trusted:
            continue
        bar = PROSE_BAR if evidence.shapes[index].prose or block.kind in _WEIGHTY else LINE_BAR
        category = _category(evidence, index, block.hints.place)
        why = ", ".join(reasons(tallies[index], "page"))
        reason = f"{chance:.0%} likely by its markup: {why}"
        yield evidence.mark(index, category, "around-the-article", _confidence(chance, bar), reason)


def _is_standfirst(evidence: Evidence, index: int, title: int) -> bool:
    """Is this what stands right below a title and is named for it? It may stand outside of everything that holds the article."""
    hints, shape = evidence.blocks[index].hints, evidence.shapes[index]
    if hints is None or not title < index <= title + STANDFIRST_WITHIN or shape.link_share > _MOSTLY_LINKS:
        return False
    return shape.words >= STANDFIRST_WORDS and "standfirst" in names_of(hints.place.own)


def _kept_words(evidence: Evidence, chances: list[float]) -> int:
    """How many words would be left of the page, headings and links not counted."""
    return sum(s.words for s, chance in zip(evidence.shapes, chances, strict=True) if chance < LINE_BAR and s.link_share < _MOSTLY_LINKS)


def _second_opinion(evidence: Evidence) -> frozenset[int]:
    """The blocks that trafilatura takes for the article. Asked only where little would be left: it costs more than all else."""
    import trafilatura

    extracted = trafilatura.extract(evidence.document.markup, include_comments=False, include_tables=True)
    lines = set(fold_all((extracted or "").splitlines()))
    whole = " ".join(lines)
    return frozenset(i for i, line in enumerate(evidence.folded) if line and (line in lines or (evidence.shapes[i].words >= _TELLING and line in whole)))


def _confidence(chance: float, bar: float) -> float:
    """A chance on the scorecard as a confidence: straight lines through (bar, AT_BAR) and (1, SUREST)."""
    if chance >= bar:
        return AT_BAR + (SUREST - AT_BAR) * (chance - bar) / (1 - bar)
    return AT_BAR * chance / bar * 0.9


def _category(evidence: Evidence, index: int, place: Place) -> Category:
    """What a phrase surely says it is, else what the nearest token calls it, else what its region is."""
    said = [h.group for h in evidence.hits[index] if h.group.takes != "clue" and h.group.confidence >= _SURE]
    if said:
        return max(said, key=lambda group: group.confidence).category
    for tokens in (place.own, place.far):
        if category := category_of(tokens):
            return category
    return next((category for region, category in _REGIONS if region in place.regions), Category.NAVIGATION)


STAGE = Stage("frame", alone=alone)
