"""What stands at the head of a page's article, and may stand outside of all that holds it: the title, the standfirst, who signed, where from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cleaner.declared_text import with_description
from cleaner.evidence import Evidence
from cleaner.hints import BESIDE_THE_ARTICLE, Region
from cleaner.markup import category_of, is_called
from cleaner.model import BlockKind, Category
from cleaner.page_facts import title_of
from cleaner.patterns import later
from cleaner.stages.byline_forms import is_by_line
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.page_heads import stands_over
from cleaner.stamps import holds_date

# Where no standfirst stands, though the title may be near.
_NO_DECK = BESIDE_THE_ARTICLE | {Region.FIGURE, Region.CAPTION, Region.TABLE, Region.BUTTON}
# A standfirst stands within so many blocks below the title and has so many words at least.
STANDFIRST_WITHIN = 6
STANDFIRST_WORDS = 8
# A sentence or heading right below the title that is named for one may have so few.
STANDFIRST_FEWEST = 3
# Names of two words: “sub-headline”, “subTitle”.
_SUB, _OF_TITLE = "sub", frozenset(("headline", "title", "heading"))
# A paragraph right below the title that has no end has so many, and no bars between them.
DECK_WORDS = 12
# What ends so leads on to something else.
_TRAILS_OFF = ("…", "...")
# A dateline has no more words, and ends with a dash.
DATELINE_WORDS = 8
_DASHES = " —–-"
# A line that says who wrote the article and when stands within so many blocks below the title and has no more words.
SIGNED_WITHIN = 8
SIGNED_WORDS = 30
_PICTURES = (Category.IMAGE_CAPTION, Category.IMAGE_CREDIT, Category.MEDIA_PLAYER)
_PICTURE_REGIONS = frozenset({Region.FIGURE, Region.CAPTION})
# Where the blank between a name and a date in full was lost, in scripts that need none between words.
_GLUED_DATE = later(re.compile, r"(?<=[\u3000-\u9fff])(?=(?:19|20)\d\d[-/.年]\d)")
# A page's title and its description may stand in a share box or a card too: what is this likely to be one is no headline or no standfirst.
HEADLINE_BAR, DECLARED_BAR = 0.95, 0.9
# What stands next to the title in its own box is no surer frame than the title, of which this is not asked.
NEXT_BAR = 0.98


def title_of_what_stays(evidence: Evidence, chances: Sequence[float], paragraphs: Sequence[int]) -> int:
    """The title, if there is one: above the paragraphs that stay a line that says the page's declared one, if any does so, else the nearest
    heading of level 1, which is one of something else where it stands below all of them, else a heading right above a date.
    """
    if not paragraphs:
        return title_of(evidence)
    above = [index for index in evidence.with_title if index < paragraphs[0]]
    declared = [index for index in above if chances[index] < HEADLINE_BAR or _is_dated_below(evidence, index, paragraphs[0])]
    if declared:
        return min(declared, key=lambda index: (evidence.blocks[index].level != 1, chances[index]))
    title = title_of(evidence)
    return title if 0 <= title <= paragraphs[-1] else _heading_above_a_date(evidence, chances, paragraphs[0])


def _heading_above_a_date(evidence: Evidence, chances: Sequence[float], first: int) -> int:
    """The nearest heading above the ``first`` paragraph that has a date right below it, and is no link; -1 if there is none near."""
    near = reversed(range(max(0, first - SIGNED_WITHIN), first))
    headings = (i for i in near if evidence.blocks[i].kind is BlockKind.HEADING and not evidence.shapes[i].mostly_links and chances[i] < HEADLINE_BAR)
    return next((i for i in headings if _is_dated_below(evidence, i, first)), -1)


def _is_dated_below(evidence: Evidence, index: int, first: int) -> bool:
    """Does the line right below, or below who signed, say when something came out, above the ``first`` paragraph? A card that has the title
    again seldom does."""
    hints = evidence.blocks[index + 1].hints
    below = index + 1 + (hints is not None and category_of(hints.place.own) is Category.BYLINE and not _is_date(evidence, index + 1))
    return below < first and _is_date(evidence, below)


def _is_date(evidence: Evidence, index: int) -> bool:
    return holds_date(evidence.blocks[index].plain, evidence.book.stamp_words) and is_signature(evidence, index)


def standfirst(evidence: Evidence, chances: Sequence[float], title: int, first: int) -> frozenset[int]:
    """What stands below a title and is named for it: right below, or above the ``first`` paragraph if that is near and it is no likely frame.

    It may stand outside of everything that holds the article. Of a list each item says some of it; one alone says something of the author.
    """
    named = [index for index in range(title + 1, min(max(first, title + STANDFIRST_WITHIN + 1), len(chances))) if _is_named_standfirst(evidence, index, title)]
    near = [index for index in named if index <= title + STANDFIRST_WITHIN or chances[index] < DECLARED_BAR]
    lines = frozenset(index for index in near if evidence.shapes[index].ends or evidence.blocks[index].kind is not BlockKind.LIST_ITEM)
    points = [index for index in near if index not in lines and chances[index] < DECLARED_BAR and not {index - 1, index + 1}.isdisjoint(near)]
    return lines.union(points)


def _is_named_standfirst(evidence: Evidence, index: int, title: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    fewest = STANDFIRST_FEWEST if index == title + 1 and (shape.ends or block.kind is BlockKind.HEADING) else STANDFIRST_WORDS
    if block.hints is None or shape.mostly_links or shape.words < fewest or is_signature(evidence, index):
        return False
    return _is_called_standfirst(block.hints.place.own)


def _is_called_standfirst(names: frozenset[str]) -> bool:
    return is_called("standfirst", names) or (_SUB in names and not _OF_TITLE.isdisjoint(names))


def deck(evidence: Evidence, chances: Sequence[float], title: int) -> frozenset[int]:
    """The lines right below the title that are as long as a standfirst and stand in the same box: headings, items of a list, sentences."""
    hints = evidence.blocks[title].hints if title >= 0 else None
    if hints is None:
        return frozenset()
    box, says = hints.place.container, evidence.folded[title]
    below = range(title + 1, min(title + 1 + STANDFIRST_WITHIN, len(chances)))

    def is_deck(index: int) -> bool:
        bar = NEXT_BAR if index == title + 1 else DECLARED_BAR
        return chances[index] < bar and says not in evidence.folded[index] and _reads_as_deck(evidence, index, box, index == title + 1)

    return frozenset(takewhile(is_deck, below))


def _reads_as_deck(evidence: Evidence, index: int, box: int, is_next: bool) -> bool:
    """Is this a line of some length in the box, which neither its words nor its names call something else?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.hints is None or shape.words < STANDFIRST_WORDS or shape.mostly_links or block.plain.endswith(_TRAILS_OFF) or is_signature(evidence, index):
        return False
    if block.kind is BlockKind.PARAGRAPH and not shape.ends and not (is_next and shape.words >= DECK_WORDS and "|" not in block.plain):
        return False
    place = block.hints.place
    if box not in place.ancestors or not place.regions.isdisjoint(_NO_DECK) or evidence.told_by_words(index):
        return False
    return category_of(place.own) in (None, Category.NAVIGATION)  # “header” is a name of menus, too


def declared_standfirst(evidence: Evidence, chances: Sequence[float], stays: Sequence[bool]) -> frozenset[int]:
    """The first block that shows the page's description, if the article that stays does not begin so anyway."""
    found = with_description(evidence)
    if not found or any(stays[index] for index in found) or chances[found[0]] >= DECLARED_BAR:
        return frozenset()
    return frozenset((found[0],))


def datelines(evidence: Evidence, stays: Sequence[bool]) -> frozenset[int]:
    """“Port Ellery, The Harbour Wire —” in an element of its own, right above a paragraph that stays, and beside it: how that begins."""
    out: set[int] = set()
    for index, block in enumerate(evidence.blocks[:-1]):
        below = evidence.blocks[index + 1].hints
        if is_dateline(evidence, index, stays) and block.hints and below and stands_over(block.hints.place, below.place):
            out.add(index)
    return frozenset(out)


def is_dateline(evidence: Evidence, index: int, stays: Sequence[bool]) -> bool:
    """Does the line end with a dash, in so few words that begin with a capital, right above a paragraph that stays?"""
    block = evidence.blocks[index]
    if block.kind is not BlockKind.PARAGRAPH or block.plain[-1:] not in _DASHES:
        return False
    words = block.plain.rstrip(_DASHES).split()
    return 0 < len(words) <= DATELINE_WORDS and index + 1 < len(stays) and stays[index + 1] and evidence.shapes[index + 1].prose and words[0][0].isupper()


def is_signature(evidence: Evidence, index: int) -> bool:
    """Does the line say who wrote something, or when, and is it no caption, film or item of a list that has a date among others?"""
    block, shape, words = evidence.blocks[index], evidence.shapes[index], evidence.book.stamp_words
    plain = _GLUED_DATE.sub(" ", block.plain)
    if shape.words > SIGNED_WORDS or shape.ends or evidence.told_by_words(index, among=_PICTURES):
        return False
    if block.hints is None or not block.hints.place.regions.isdisjoint(_PICTURE_REGIONS) or category_of(block.hints.place.own) in _PICTURES:
        return False
    return is_by_line(plain, words) or is_stamp(plain, words) or (block.kind is not BlockKind.LIST_ITEM and holds_date(plain, words))
