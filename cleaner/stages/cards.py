"""Cards of other stories below the article: the same frame of label, title, teaser and date, again and again.

No head need announce them. What gives them away is their beat: a date or a “Read more” every few lines, from somewhere after
the article's prose to the end. Diaries and liveblogs beat too, but from their first line on; a list of recipes repeats its buttons, not dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.bylines import is_stamp, stamp_at_end
from cleaner.stages.prices import names_a_price
from cleaner.stages.teasers import breaks_off

# So many beats make a rhythm, …
BEATS = 3
# … when no more than this many lines lie between two of them, …
BEAT_GAP = 5
# … and no paragraph of a frame is longer than a teaser.
TEASER_WORDS = 60
# A card between two paragraphs stands alone, or a second one further down; its title has so many words.
LONE_CARDS = 2
TITLE_WORDS = (4, 28)
# Above the cards stands an article: at least this many paragraphs of prose without a beat.
ARTICLE_PROSE = 3
# So many doubled cards make a slider; fewer may be a refrain.
SLIDES = 3
# What closes a card is a button; what opens it is a title, no longer than this, and its teaser may be a whole paragraph.
CLOSING_WORDS = 6
CLOSED_TEASER_WORDS = 100
# Teasers of so many times the article's words are what the page is about.
OUTWEIGHS = 2
CARD_TITLE_WORDS = 20
# A date or a repeated title is part of its card, whatever else it would be.
OF_A_CARD = (Category.BYLINE, Category.DUPLICATE)
# Below the last beat a frame may still end, and a footer stand.
AFTER_LAST = 8


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _dated(evidence, verdicts)
    yield from _between_paragraphs(evidence, verdicts)
    yield from _carousel(evidence, verdicts)
    yield from _closed(evidence, verdicts)


def _between_paragraphs(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A title and a date between two paragraphs: another story's card. Where many stand so, they are the posts of a log."""
    words = evidence.book.stamp_words
    cards = [i for i in range(1, len(evidence.blocks) - 2) if _is_card(evidence, i) and is_stamp(evidence.blocks[i + 1].plain, words)]
    if len(cards) > LONE_CARDS:
        return
    for title in cards:
        for index in (title, title + 1):
            if not verdicts.gone(index) or verdicts.is_a(index, *OF_A_CARD):
                yield evidence.mark(index, Category.RELATED, "card-between-paragraphs", 0.86, "a title and a date between two paragraphs")


def _is_card(evidence: Evidence, index: int) -> bool:
    """Is this a title between a paragraph and a line with another paragraph below it? A heading opens a part of the article."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    fewest, most = TITLE_WORDS
    form = block.kind is BlockKind.PARAGRAPH and fewest <= shape.words <= most and not shape.ends and not shape.colon
    return form and evidence.shapes[index - 1].prose and evidence.shapes[index + 2].prose and index > evidence.first_prose


def _carousel(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Title and teaser, and both again right below: a slider prints its cards twice to turn without a seam."""
    seen = evidence.first_seen
    doubled = [
        i
        for i in range(len(seen) - 3)
        if seen[i] == i and seen[i + 2] == i and seen[i + 3] == seen[i + 1] == i + 1 and all(_may_slide(evidence, j) for j in (i, i + 1))
    ]
    if len(doubled) < SLIDES:
        return
    for first in doubled:
        for index in range(first, first + 4):
            if not verdicts.gone(index) or verdicts.is_a(index, *OF_A_CARD):
                yield evidence.mark(index, Category.RELATED, "carousel", 0.94, f"in one of {len(doubled)} cards that stand twice in a row")


def _may_slide(evidence: Evidence, index: int) -> bool:
    return evidence.blocks[index].kind is not BlockKind.CODE and 2 <= evidence.shapes[index].words <= TEASER_WORDS


def _dated(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    beats = _beats(evidence)
    run = _last_run(beats)
    if len(run) < BEATS or len(evidence.blocks) - run[-1] > AFTER_LAST + BEAT_GAP:
        return
    start = _first_of_frame(evidence, run)
    if sum(1 for s in evidence.shapes[:start] if s.prose) < ARTICLE_PROSE or any(start // 2 < b < start for b in beats):
        return
    frame = range(start, min(len(evidence.blocks), run[-1] + 3))
    if any(_is_article(evidence, i) or _is_comment(evidence, i) for i in frame):
        return
    for index in frame:
        if not verdicts.gone(index) or verdicts.is_a(index, *OF_A_CARD):
            yield evidence.mark(index, Category.RELATED, "cards", 0.94, f"in one of {len(run)} cards of the same form")


def _closed(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Title, date and teaser, closed by a way to the story, and again. An article's own list may be made like that, too: only
    under a head, or with the dates of other stories or teasers that break off."""
    closings = [i for i in range(len(evidence.blocks)) if _closes_a_card(evidence, verdicts, i)]
    for run in _close_together(closings, evidence.first_seen):
        cards = [range(above + 1, closing) for above, closing in pairwise(run)]
        top = _top_of_card(verdicts, run[0], lines=min(map(len, cards)))
        if _is_closed_card(evidence, range(top, run[0])):
            cards.insert(0, range(top, run[0]))
        first = cards[0][0]
        headed = first > 0 and verdicts.heads(first - 1, Category.RELATED)
        others = sum(_is_of_another_story(evidence, card) for card in cards)
        if not headed and (len(run) < BEATS or others * 2 < len(cards)):
            continue
        if not all(_is_closed_card(evidence, card) for card in cards) or not _is_below_article(evidence, verdicts, first, run[-1]):
            continue
        for index in range(first, run[-1] + 1):
            if not verdicts.gone(index) or verdicts.is_a(index, *OF_A_CARD):
                reason = f"in one of {len(run)} cards that “{evidence.blocks[run[0]].plain[:30]}” closes"
                yield evidence.mark(index, Category.RELATED, "closed-cards", 0.92, reason)


def _closes_a_card(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    return verdicts.gone(index) and verdicts.is_a(index, Category.RELATED) and 0 < evidence.shapes[index].words <= CLOSING_WORDS


def _close_together(closings: list[int], first_seen: Sequence[int]) -> list[list[int]]:
    """The closings in runs of the same words, between which no more lines stand than a card has; two in a row close nothing."""
    runs: list[list[int]] = []
    for index in closings:
        last = runs[-1][-1] if runs else index
        if 1 < index - last <= BEAT_GAP + 1 and first_seen[index] == first_seen[last]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _top_of_card(verdicts: Verdicts, closing: int, lines: int) -> int:
    """Where the first card begins: as many lines up as the shortest of the others has, or below what is none of it."""
    top = closing
    while top > 0 and closing - top < lines:
        if verdicts.gone(top - 1) and not verdicts.is_a(top - 1, *OF_A_CARD):
            break
        top -= 1
    return top


def _is_closed_card(evidence: Evidence, card: range) -> bool:
    """A title first, and no more than one teaser."""
    if not card or evidence.shapes[card[0]].prose or evidence.shapes[card[0]].words > CARD_TITLE_WORDS:
        return False
    if any(_is_comment(evidence, i) or names_a_price(evidence.blocks[i].plain) for i in card):
        return False
    return not any(_is_article(evidence, i, CLOSED_TEASER_WORDS) for i in card) and sum(evidence.shapes[i].prose for i in card) <= 1


def _is_of_another_story(evidence: Evidence, card: range) -> bool:
    words = evidence.book.stamp_words
    return any(is_stamp(evidence.blocks[i].plain, words) or _breaks_off(evidence, i) for i in card)


def _breaks_off(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words > CARD_TITLE_WORDS and breaks_off(evidence.blocks[index].plain)


def _is_below_article(evidence: Evidence, verdicts: Verdicts, first: int, last: int) -> bool:
    """Does an article stand above, and do the cards not outweigh it?"""
    above = [s.words for i, s in enumerate(evidence.shapes[:first]) if s.prose and not verdicts.gone(i)]
    return len(above) >= ARTICLE_PROSE and sum(above) * OUTWEIGHS > sum(evidence.shapes[i].words for i in range(first, last + 1))


def _beats(evidence: Evidence) -> list[int]:
    words = evidence.book.stamp_words
    return [
        index
        for index, shape in enumerate(evidence.shapes)
        if (0 < shape.words <= 14 and is_stamp(evidence.blocks[index].plain, words))
        or (3 <= shape.words <= 30 and not shape.ends and stamp_at_end(evidence.blocks[index].plain, words))
    ]


def _last_run(beats: list[int]) -> list[int]:
    """The last beats that follow each other closely."""
    run: list[int] = []
    for beat in reversed(beats):
        if run and run[-1] - beat > BEAT_GAP:
            break
        run.append(beat)
    return run[::-1]


def _first_of_frame(evidence: Evidence, run: list[int]) -> int:
    """Where the first card begins: as many lines above its beat as lie between the first two beats, short of prose."""
    reach = min(BEAT_GAP, run[1] - run[0] - 1) if len(run) > 1 else 0
    start = run[0]
    while start > 0 and run[0] - start < reach and not evidence.shapes[start - 1].prose:
        start -= 1
    return start


def _is_comment(evidence: Evidence, index: int) -> bool:
    """Comments beat like cards; they are another stage's."""
    return any(h.group.category is Category.COMMENTS for h in evidence.hits[index])


def _is_article(evidence: Evidence, index: int, most_words: int = TEASER_WORDS) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    return block.kind in (BlockKind.CODE, BlockKind.QUOTE, BlockKind.TABLE) or shape.words > most_words or evidence.is_content_head(index)


STAGE = Stage(
    "cards",
    context=context,
    rules=(
        Rule("carousel", "cards of other stories that stand twice in a row", (Category.RELATED,)),
        Rule("closed-cards", "cards of other stories, each closed by a way to its story", (Category.RELATED,)),
        Rule("card-between-paragraphs", "another story’s title and date between two paragraphs", (Category.RELATED,)),
        Rule("cards", "cards of other stories, of the same form, below the article", (Category.RELATED,)),
    ),
)
