"""The frame of a page: what stands around its article, told by the markup. The first thing that is asked of a page, and alone.

Menus, footers, side columns and dialogs are the larger part of most pages. What is surely one of these goes first, so that the
other stages see what they would see of an extractor's text, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from cleaner.declared_text import in_declared_article
from cleaner.evidence import Evidence
from cleaner.folding import fold_all
from cleaner.hints import BESIDE_THE_ARTICLE, Place, Region
from cleaner.markup import category_of
from cleaner.model import BlockKind, Category, Mark
from cleaner.opinion import second_opinion
from cleaner.page_facts import page_facts
from cleaner.page_votes import page_votes, spots
from cleaner.patterns import later
from cleaner.scorecard import Row, chain, confidence_at, reasons, weights
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage
from cleaner.stages.page_flow import facts_in_tables, in_the_flow
from cleaner.stages.page_heads import heads_of_what_stays, stands_over
from cleaner.stages.page_opening import SIGNED_WITHIN, datelines, deck, declared_standfirst, is_signature, standfirst, title_of_what_stays
from cleaner.stages.recipes import recipe_of
from cleaner.stages.references import references_of
from cleaner.stages.verses import verses_of

# Below this the scorecard says nothing worth noting.
NOTED = 0.3
# Of the lines that are cut from this chance on, nineteen of twenty are no part of the article: most chances are near 0 or 1. Of the
# others most stand in the flow of what stays, and stay with it.
LINE_BAR = 0.4
# A paragraph of prose, a row of a table, a line of code or a quotation is dearer.
PROSE_BAR = 0.6
_WEIGHTY = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE})
# A page of fewer words has no frame.
FEWEST_WORDS = 40
# What stands before the credit on its line is a caption if it is so long.
CAPTION_CHARS = 25
_WITH_YEAR = later(re.compile, r"\W{0,4}(?:copyright\s)?\W{0,2}(?:©|\(c\))\s?(?:copyright\s)?\d{4}", re.I)
# The scorecard does not know a page well if fewer words would be left of it, or if words whose chance is in between make up
# more than this share of what would be left. Then trafilatura is asked, and either alone needs to be the surer.
UNSURE_WORDS = 300
UNSURE_SHARE = 0.3
_TORN = (0.15, 0.93)
# So little may also be left because the scorecard takes an unusual page's article for its frame: then trafilatura's word weighs more.
AGREED_BAR, AGAINST_BAR, AGAINST_BAR_OF_LITTLE = 0.4, 0.97, 0.99
_AGREES = {None: "", False: ", as trafilatura says too", True: ", though trafilatura keeps it"}
# Fewer words may stand in an extracted text by chance.
_TELLING = 4
_SCORE, _OTHER_SCORE = attrgetter("score"), attrgetter("other")
# What the last heading gets, if nothing is left that it heads.
LAST_HEAD = 0.86
# The most a mark gets: more than `resolve` wants for a table or a quotation in most profiles, less than it wants for code.
SUREST = 0.99
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
    if not evidence.document.is_page or sum(s.words for s in evidence.shapes) < FEWEST_WORDS:
        return
    facts, chances = _looked_at_twice(evidence)
    against = _bar_against_trafilatura(evidence, chances)
    said = _said_by_trafilatura(evidence, chances, against)
    bars = [_bar(evidence, i, keeps, against) for i, keeps in enumerate(said)]
    stays = [chance < bar for chance, bar in zip(chances, bars, strict=True)]
    only = _only_prose(evidence, chances) if _prose_that_stays(evidence, stays) < FEWEST_WORDS else frozenset()
    stays = [stay or index in only for index, stay in enumerate(stays)]
    paragraphs = [index for index, (stay, shape) in enumerate(zip(stays, evidence.shapes, strict=True)) if stay and shape.prose]
    title = title_of_what_stays(evidence, chances, paragraphs)
    amid = in_the_flow(evidence, chances, stays) | facts_in_tables(evidence, chances, stays, title)
    amid |= recipe_of(evidence) | references_of(evidence, stays) | verses_of(evidence)
    amid |= datelines(evidence, [stay or index in amid for index, stay in enumerate(stays)])
    heads = heads_of_what_stays(evidence, [stay or index in amid for index, stay in enumerate(stays)])
    declared = in_declared_article(evidence) | declared_standfirst(evidence, chances, stays) | deck(evidence, chances, title)
    declared |= standfirst(evidence, chances, title, paragraphs[0] if paragraphs and title >= 0 else 0)
    article = {title} | only | amid | heads | declared
    is_article = [index in article for index in range(len(bars))]
    goes = [not article and chance >= bar for article, chance, bar in zip(is_article, chances, bars, strict=True)]
    yield from _last_head(evidence, goes, is_article)
    for index, (chance, bar) in enumerate(zip(chances, bars, strict=True)):
        block = evidence.blocks[index]
        if is_article[index] or block.kind is BlockKind.RULE or block.hints is None:
            continue
        confidence = confidence_at(chance, bar, SUREST)
        if confidence >= NOTED:
            why = ", ".join(reasons(facts[index], "page"))
            reason = f"{chance:.0%} likely by its markup: {why}{_AGREES[said[index]]}"
            category = _by_place(evidence, index, title, paragraphs) or _category(evidence, index, block.hints.place)
            yield evidence.mark(index, category, "around-the-article", confidence, reason)


def _last_head(evidence: Evidence, goes: Sequence[bool], is_article: Sequence[bool]) -> Iterator[Mark]:
    """The last of what stays, if that is a heading and all that it heads goes. Sentences in the size of a heading may be the article's."""
    last = next((index for index in reversed(range(len(goes) - 1)) if not goes[index]), -1)
    block, below = evidence.blocks[last], evidence.blocks[last + 1]
    if last < 0 or not goes[-1] or is_article[last] or block.kind is not BlockKind.HEADING or evidence.shapes[last].ends:
        return
    if block.hints and below.hints and stands_over(block.hints.place, below.hints.place):
        category = _category(evidence, last + 1, below.hints.place)
        yield evidence.mark(last, category, "around-the-article", LAST_HEAD, "a heading, and all that it heads goes")


def _prose_that_stays(evidence: Evidence, stays: Sequence[bool]) -> int:
    """How many words of prose would stay."""
    return sum(shape.words for shape, stay in zip(evidence.shapes, stays, strict=True) if stay and shape.prose)


def _only_prose(evidence: Evidence, chances: Sequence[float]) -> frozenset[int]:
    """The paragraphs of a page of which nothing else would be left, and what stands between them: names that mislead are likelier than a
    page without an article."""
    may_stay = [
        index
        for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True))
        if not shape.mostly_links and block.hints is not None and block.hints.place.regions.isdisjoint(BESIDE_THE_ARTICLE)
    ]
    paragraphs = [index for index in may_stay if evidence.shapes[index].prose and chances[index] < AGAINST_BAR_OF_LITTLE]
    return frozenset(index for index in may_stay if paragraphs and paragraphs[0] <= index <= paragraphs[-1])


def _looked_at_twice(evidence: Evidence) -> tuple[list[tuple[Row, ...]], list[float]]:
    """The facts of each block and how likely it is frame: by itself first, then knowing what was thought of those around it."""
    facts = page_facts(evidence)
    first = chain([sum(map(_SCORE, rows)) for rows in facts], weights("page"))
    known = [(*rows, *votes) for rows, votes in zip(facts, page_votes(spots(evidence), first), strict=True)]
    return known, chain([sum(map(_OTHER_SCORE, rows)) for rows in known], weights("page_again"))


def _bar(evidence: Evidence, index: int, trafilatura_keeps: bool | None, against: float) -> float:
    """From which chance on the block goes."""
    if trafilatura_keeps is not None and not (trafilatura_keeps and _is_a_comment(evidence, index)):
        return against if trafilatura_keeps else AGREED_BAR
    return PROSE_BAR if evidence.shapes[index].prose or evidence.blocks[index].kind in _WEIGHTY else LINE_BAR


def _is_a_comment(evidence: Evidence, index: int) -> bool:
    """Is it called so in an element of its own? Of comments whose list has an unusual name trafilatura knows nothing."""
    hints = evidence.blocks[index].hints
    return hints is not None and category_of(hints.place.own) is category_of(hints.place.far) is Category.COMMENTS


def _bar_against_trafilatura(evidence: Evidence, chances: Sequence[float]) -> float:
    """How likely a block must be frame to go though trafilatura keeps it; 0 where the scorecard is sure of itself, and need not ask."""
    kept = torn = 0
    low, high = _TORN
    for shape, chance in zip(evidence.shapes, chances, strict=True):
        if not shape.mostly_links:
            kept += shape.words if chance < PROSE_BAR else 0
            torn += shape.words if low < chance < high and shape.words >= _TELLING else 0
    if kept < UNSURE_WORDS:
        return AGAINST_BAR_OF_LITTLE
    return AGAINST_BAR if torn > kept * UNSURE_SHARE else 0.0


def _said_by_trafilatura(evidence: Evidence, chances: Sequence[float], against: float) -> list[bool | None]:
    """Of each block, does trafilatura take it for the article? None of those that go whatever it says, or where it says nothing.

    It costs more than all else, so it is not always asked, and does not get to see what surely is frame.
    """
    markup = evidence.document.markup if against else None
    opinion = second_opinion(markup.without(_surely_frame(evidence, chances, against)), _likely_article(evidence, chances)) if markup else None
    if opinion is None:
        return [None] * len(chances)
    in_order = fold_all(opinion.splitlines())
    lines = set(in_order)
    whole = " ".join(in_order)
    out: list[bool | None] = []
    for line, shape, copies, chance in zip(evidence.folded, evidence.shapes, evidence.copies, chances, strict=True):
        # Of a line that stands twice nobody knows which of the two it took.
        if chance >= against or (copies > 1 and not shape.prose):
            out.append(None)
        else:
            out.append(bool(line) and (line in lines or (shape.words >= _TELLING and line in whole)))
    return out


def _surely_frame(evidence: Evidence, chances: Sequence[float], against: float) -> frozenset[int]:
    """The elements that hold only what goes whatever trafilatura says."""
    goes: set[int] = set()
    stays: set[int] = set()
    for block, chance in zip(evidence.blocks, chances, strict=True):
        if block.hints is not None:
            (goes if chance >= against else stays).update(block.hints.place.ancestors)
    return frozenset(goes - stays)


def _likely_article(evidence: Evidence, chances: Sequence[float]) -> int:
    """How many characters of an article there seem to be."""
    rows = zip(evidence.blocks, evidence.shapes, chances, strict=True)
    return sum(len(block.plain) for block, shape, chance in rows if chance < PROSE_BAR and not shape.mostly_links)


def _by_place(evidence: Evidence, index: int, title: int, paragraphs: Sequence[int]) -> Category | None:
    """What a line is called for where it stands, whatever its markup calls it: dates and names right below the title, or another line that
    says it, are the article's, and what has a mark and a year below the article is no picture's."""
    if not paragraphs:
        return None
    if index < paragraphs[0]:
        is_below = any(0 <= line < index <= line + SIGNED_WITHIN for line in (title, *evidence.with_title))
        return Category.BYLINE if is_below and is_signature(evidence, index) else None
    return Category.LEGAL if index > paragraphs[-1] and _WITH_YEAR.match(evidence.blocks[index].plain) else None


def _category(evidence: Evidence, index: int, place: Place) -> Category:
    """What a phrase surely says it is, else what the nearest token calls it, else what its region is."""
    if said := evidence.told_by_words(index, _SURE):
        credits = [hit.start for hit in evidence.hits[index] if hit.group.category is Category.IMAGE_CREDIT]
        return Category.IMAGE_CAPTION if said is Category.IMAGE_CREDIT and min(credits) >= CAPTION_CHARS else said
    for tokens in (place.own, place.far):
        if category := category_of(tokens):
            return category
    return next((category for region, category in _REGIONS if region in place.regions), Category.NAVIGATION)


STAGE = Stage(
    "frame",
    alone=alone,
    rules=(
        Rule("around-the-article", "a block that markup and place put into the frame of the page: menu, footer, side column, dialog", TOLD_BY_WORDS),
    ),
)
