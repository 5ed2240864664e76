"""Cards of other stories that the same “Read more” closes: title, date and teaser, the way to the story, and again.

An article's own list may be made like that, too: only under a head, or with the dates of other stories or teasers that break off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import Category, Mark
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.prices import names_a_price
from cleaner.stages.teasers import breaks_off, is_none_of_a_card, may_join_a_card
from cleaner.stages.under_heads import CLAIMED

# So many cards need no head, …
CARDS = 3
# … and one has no more lines than this above what closes it.
CARD_LINES = 5
# What closes a card is a button; what opens it is a title, no longer than this, and its teaser may be a whole paragraph.
CLOSING_WORDS = 6
TITLE_WORDS = 20
TEASER_WORDS = 100
# Teasers of so many times the words of the article above are what the page is about.
OUTWEIGHS = 2


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    closings = [i for i in range(len(evidence.blocks)) if _closes_a_card(evidence, verdicts, i)]
    for run in _close_together(closings, evidence.first_seen):
        cards = _cards_of(evidence, verdicts, run)
        first, last = cards[0][0], run[-1]
        headed = first > 0 and verdicts.heads(first - 1, Category.RELATED)
        if not headed and not _are_of_other_stories(evidence, cards, run):
            continue
        if not all(_is_card(evidence, card) for card in cards) or not _is_below_article(evidence, verdicts, first, last):
            continue
        reason = f"in one of {len(run)} cards that “{evidence.blocks[run[0]].plain[:30]}” closes"
        for index in range(first, last + 1):
            if may_join_a_card(verdicts, index):
                yield evidence.mark(index, Category.RELATED, "closed-cards", 0.92, reason)


def _closes_a_card(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    return verdicts.is_a(index, Category.RELATED) and 0 < evidence.shapes[index].words <= CLOSING_WORDS


def _close_together(closings: list[int], first_seen: Sequence[int]) -> list[list[int]]:
    """The closings in runs of the same words, between which no more lines stand than a card has; two in a row close nothing."""
    runs: list[list[int]] = []
    for index in closings:
        last = runs[-1][-1] if runs else index
        if 1 < index - last <= CARD_LINES + 1 and first_seen[index] == first_seen[last]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _cards_of(evidence: Evidence, verdicts: Verdicts, run: list[int]) -> list[range]:
    """What each of the closings closes. Above the first there may be anything: that is a card if it looks like one."""
    cards = [range(above + 1, closing) for above, closing in pairwise(run)]
    first = range(_top_of_first(verdicts, run[0], lines=min(map(len, cards))), run[0])
    return [first, *cards] if _is_card(evidence, first) else cards


def _top_of_first(verdicts: Verdicts, closing: int, lines: int) -> int:
    """Where the first card begins: as many lines up as the shortest of the others has, or below what is none of it."""
    top = closing
    while top > 0 and closing - top < lines and (may_join_a_card(verdicts, top - 1) or _is_claimed(verdicts, top - 1)):
        top -= 1
    return top


def _is_claimed(verdicts: Verdicts, index: int) -> bool:
    """Has a head claimed the line already, as a title of its list?"""
    mark = verdicts.of(index)
    return mark is not None and mark.rule == CLAIMED


def _is_card(evidence: Evidence, card: range) -> bool:
    """A title first, and no more than one teaser. Products with prices are another matter."""
    if not card or evidence.shapes[card[0]].prose or evidence.shapes[card[0]].words > TITLE_WORDS:
        return False
    if any(is_none_of_a_card(evidence, i, TEASER_WORDS) or names_a_price(evidence.blocks[i].plain) for i in card):
        return False
    return sum(evidence.shapes[i].prose for i in card) <= 1


def _are_of_other_stories(evidence: Evidence, cards: Sequence[range], run: list[int]) -> bool:
    """Are there enough of them, and at least half with the date of a story or a teaser that breaks off?"""
    return len(run) >= CARDS and sum(_is_of_another_story(evidence, card) for card in cards) * 2 >= len(cards)


def _is_of_another_story(evidence: Evidence, card: range) -> bool:
    words = evidence.book.stamp_words
    return any(is_stamp(evidence.blocks[i].plain, words) or _is_cut_off(evidence, i) for i in card)


def _is_cut_off(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words > TITLE_WORDS and breaks_off(evidence.blocks[index].plain)


def _is_below_article(evidence: Evidence, verdicts: Verdicts, first: int, last: int) -> bool:
    """Does an article stand above, and do the cards not outweigh it?"""
    above = [s.words for i, s in enumerate(evidence.shapes[:first]) if s.prose and not verdicts.gone(i)]
    return len(above) >= ARTICLE_PROSE and sum(above) * OUTWEIGHS > sum(evidence.shapes[i].words for i in range(first, last + 1))


STAGE = Stage(
    "closed_cards",
    context=context,
    rules=(Rule("closed-cards", "cards of other stories, each closed by a way to its story", (Category.RELATED,)),),
)
