"""Other stories under a head (“Related”, “Read next”): the titles and teasers that it claims. The finder yields marks for the stage of related."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, takewhile

from cleaner.evidence import Evidence
from cleaner.model import HEADING, LIST_ITEM, Category, Mark
from cleaner.shapes import count_sentences
from cleaner.stages.base import Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.items import items_below
from cleaner.stages.references import is_reference
from cleaner.stages.teasers import BROKEN_WORDS, NEVER_TITLES, TEASER_WORDS, TITLE_WORDS, breaks_off, leads_on
from cleaner.zones import HEAD, TAIL

# The rule of what stands under a head, which other stages ask for.
CLAIMED = "under-head"
# A teaser of more sentences than this must lead on to the rest of it.
TEASER_SENTENCES = 3
# In the body an item of a list has so many words at least; a title that is neither an item nor a link is as long as titles are.
ITEM_WORDS = 3
BODY_TITLE_WORDS = (4, 20)
# A teaser and a date may stand between two lines that are links.
BETWEEN_LINKS = 2
# A name or a date by its form is less sure.
SURER_THAN_BYLINE = 0.94
# Below a head in the middle of the article only this many lines can belong to it.
LIST_IN_BODY = 8
# A table printed cell by cell has so many cells, each of so few words, and figures in so many of them; so many lines may head it, from a
# sentence on.
CELLS, CELL_WORDS, CELLS_WITH_FIGURES = 12, 3, 0.3
TABLE_HEADS = 4
# The data of a recipe stand within so many lines above its ingredients, with a sentence on it.
DATA_LINES = 16
# So many items right under a head are its list.
_ITEMS = 2
# A card is a title and a teaser.
_CARD_LINES = 2
# A list of other stories that outweighs what stands above it is no appendix; then the head claims nothing.
_MOST_OF_ARTICLE = 0.8
_SMALL_LIST_WORDS = 80
# Below an article of prose a list of titles is told from the article; below an article of lists it is not.
_PROSE_SHARE = 0.5


def under_heads(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """What each head claims, from the first head on; one that another head has claimed is an item of its list."""
    claimed = -1
    before = list(accumulate((s.words for s in evidence.shapes), initial=0))
    prose_before = list(accumulate((s.words if s.prose else 0 for s in evidence.shapes), initial=0))
    for index in verdicts.all_heads(Category.RELATED):
        if index <= claimed:
            continue
        # Above the article a head has what is marked as its list, and all links; else the article would begin under it.
        above = evidence.zones[index] is HEAD
        for following in _links_right_below(evidence, index) if above else _claims(evidence, verdicts, index, before[index], prose_before[index]):
            claimed = following
            if not verdicts.gone(following) or verdicts.is_a(following, Category.BYLINE):
                # A date in the list is part of the list, whatever else it would be; `belonging` is only sure of those between two titles.
                sure = SURER_THAN_BYLINE if verdicts.gone(following) else 0.86
                yield evidence.mark(following, Category.RELATED, CLAIMED, sure, f"under “{evidence.blocks[index].plain[:50]}”")


def _claims(evidence: Evidence, verdicts: Verdicts, head: int, before: int, prose_before: int) -> list[int]:
    """The blocks that belong to the head's list, in order; trailing ones that could be the article's are left.

    ``before`` and ``prose_before`` are the words above the head, and those of them that stand in prose.
    """
    if card := _last_card(evidence, head):
        return card
    tail = evidence.zones[head] is TAIL and prose_before >= before * _PROSE_SHARE
    head_level = evidence.blocks[head].level if evidence.blocks[head].kind is HEADING else 0
    claimed: list[int] = []
    for index in range(head + 1, len(evidence.blocks)):
        if evidence.is_content_head(index):
            claimed = _above_a_data_sheet(evidence, claimed)
            break
        if verdicts.gone(index):
            if not tail and verdicts.of(index) is not None and not verdicts.is_a(index, Category.RELATED, Category.BYLINE, Category.TECHNICAL):
                break
            claimed.append(index)
            continue
        if not tail and len(claimed) >= LIST_IN_BODY:
            break
        if tail and claimed and evidence.blocks[index].kind is HEADING and 0 < evidence.blocks[index].level <= head_level:
            break
        if not (_is_title(evidence, index, tail, head_level, claimed) or (tail and _is_teaser(evidence, index))):
            break
        claimed.append(index)
    claimed = _while_linked(evidence, claimed)
    most = max(_SMALL_LIST_WORDS, before * _MOST_OF_ARTICLE)
    if sum(evidence.shapes[i].words for i in claimed) > most:
        # On a page shown whole everything down to its foot looks like titles; the items right under the head are the list all the same.
        claimed = _items_right_below(evidence, head, claimed) if tail else []
    if sum(evidence.shapes[i].words for i in claimed) > most:
        return []
    return _above_a_table(evidence, claimed)


def _last_card(evidence: Evidence, head: int) -> list[int]:
    """What ends the text below the head: one title and one teaser, which breaks off, with sentences of the article above."""
    card, last = range(head + 1, len(evidence.blocks)), len(evidence.blocks) - 1
    if len(card) != _CARD_LINES or any(evidence.blocks[i].kind in NEVER_TITLES for i in card) or not any(s.ends or s.prose for s in evidence.shapes[:head]):
        return []
    is_teaser = BROKEN_WORDS <= evidence.shapes[last].words <= TEASER_WORDS and breaks_off(evidence.blocks[last].plain)
    return list(card) if is_teaser and evidence.shapes[head + 1].words <= TITLE_WORDS else []


def _above_a_data_sheet(evidence: Evidence, claimed: list[int]) -> list[int]:
    """Without what stands right above a part of the article and opens with labels and their values: how long it takes, for how many it is."""
    nearest = max(0, len(claimed) - DATA_LINES)
    return claimed[: next((p for p in range(nearest, len(claimed) - 1) if all(is_of_a_data_sheet(evidence, i) for i in claimed[p : p + 2])), None)]


def _items_right_below(evidence: Evidence, head: int, claimed: list[int]) -> list[int]:
    """Those of the claimed blocks that are items of one list right under the head, if there are several."""
    items = list(takewhile(set(claimed).__contains__, items_below(evidence, head)))
    return items if len(items) >= _ITEMS else []


def _links_right_below(evidence: Evidence, head: int) -> list[int]:
    """The items of the list right under the head, if there are several and each is nothing but a link."""
    items = [*items_below(evidence, head)]
    return items if len(items) >= _ITEMS and all(evidence.shapes[i].is_link for i in items) else []


def _above_a_table(evidence: Evidence, claimed: list[int]) -> list[int]:
    """Without the article's table, printed cell by cell below the list: many lines of a few words, figures among them, and what heads them."""
    cells: list[int] = []
    for position in range(len(claimed) - 1, -1, -1):
        block, shape = evidence.blocks[claimed[position]], evidence.shapes[claimed[position]]
        if shape.words <= CELL_WORDS and not block.links:
            cells.append(position)
        elif len(cells) >= CELLS:
            break
        else:
            cells = []
    if len(cells) < CELLS or sum(evidence.shapes[claimed[p]].digit for p in cells) < len(cells) * CELLS_WITH_FIGURES:
        return claimed
    first = cells[-1]
    heads = [p for p in range(max(0, first - TABLE_HEADS), first) if evidence.shapes[claimed[p]].ends]
    return claimed[: heads[-1] if heads else first]


def _while_linked(evidence: Evidence, claimed: list[int]) -> list[int]:
    """A list that begins with links goes on with links; where the rhythm changes, something else has begun."""
    linked = [evidence.shapes[i].is_link for i in claimed]
    if not any(linked[:2]):
        return claimed
    last = 0
    for position, is_link in enumerate(linked):
        if is_link:
            last = position
        elif position - last > BETWEEN_LINKS:
            return claimed[: last + 1]
    return claimed


def _is_title(evidence: Evidence, index: int, tail: bool, head_level: int, claimed: list[int]) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in NEVER_TITLES or shape.words > TITLE_WORDS:
        return False
    if is_reference(block.plain):
        return False
    if shape.is_link:
        return True
    if block.kind is HEADING and not tail:
        return bool(head_level and block.level > head_level and not claimed)
    if tail:
        return not shape.prose
    if block.kind is LIST_ITEM:
        return not shape.prose and shape.words >= ITEM_WORDS
    fewest, most = BODY_TITLE_WORDS
    # In the body an unlinked title is claimed only right under the head.
    return not claimed and not shape.ends and fewest <= shape.words <= most and not shape.colon


def _is_teaser(evidence: Evidence, index: int) -> bool:
    plain = evidence.blocks[index].plain
    return evidence.shapes[index].words <= TEASER_WORDS and (count_sentences(plain) <= TEASER_SENTENCES or leads_on(plain, evidence.book.stage_words))
