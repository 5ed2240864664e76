"""Calls to action between the paragraphs of an article: “Looking for a plumber? Get a free quote from our team today.”

Below an article a call may be told by its words; between paragraphs the article's own advice uses the same. What tells there is
that the lines say whose the offer is (“our”), where the article does not speak of itself, or that they look like no paragraph:
a hand points at them, they stand twice, a button stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from cleaner.arrows import BEHIND_WORDS
from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.stage_words import CallPatterns, calls_of, patterns_of
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.call_kinds import (
    CALLS,
    KINDS,
    KINDS_IN_LONG,
    LINE_WORDS,
    LONG_WORDS,
    MOST_LINES,
    Kind,
    bids,
    category_of,
    heads_a_call,
    hints_at_a_call,
    is_article,
    may_be_a_call,
    named,
    said_by_sentences,
    speaks_of_itself,
)
from cleaner.title import HEADLINE_WORDS

# No line of a banner is longer, or a little below what heads it.
MOST_WORDS, MOST_WORDS_BELOW_HEAD = 30, 40
# A button has no more words than this.
BUTTON_WORDS = 8
# A shorter offer may head a part of the article: “Meet our expert”.
OFFER_WORDS = 4
# What stands twice as a banner is no mere label.
REPEATED_WORDS = 4
# Who says the same so often with a colon announces nothing.
OFTEN = 3
# A bar above the headline has so many words, and is one of the first so many lines.
BAR_WORDS, BAR_LINES = 4, 6
# An offer between two lines of a paywall is broken over so many lines at most, of so many words.
WALL_LINES, WALL_WORDS = 5, 8
# Without a word of whose it is, so many short lines that all call are a box.
LINES_OF_A_BOX = 3
# Whose offer it is tells one of these.
_OF_THE_SITE = Kind.OURS | Kind.POINTING | Kind.REPEATED | Kind.BUTTON
_OFFERS_ITS_OWN = Kind.BIDDING | Kind.OFFER | Kind.OURS
_POINTS_AND_HASTENS = Kind.BIDDING | Kind.POINTING | Kind.HASTE
_COMES_AGAIN = Kind.BIDDING | Kind.REPEATED | Kind.HASTE
_BUTTONS = (Category.AD, Category.COURSE_AD, Category.NEWSLETTER, Category.SUBSCRIPTION)
# One arrow, and that at the end: breadcrumbs have more.
_ARROW_AT_END = later(compiled, rf"[^{BEHIND_WORDS}>]{{8,200}}\s(?:>|>>|[{BEHIND_WORDS}])")
_POINTER = later(compiled, r"\W{0,3}[👉👇➡⏩🔥🎁🚀⭐✅💸🎉]|.{0,200}[👉👈➡⏩]\W{0,3}\Z")


class _Line(NamedTuple):
    """A line of a banner and what it says."""

    at: int
    kinds: Kind


class _Article:
    """What of the text stays, looked at once for all its banners."""

    def __init__(self, evidence: Evidence, verdicts: Verdicts, words: CallPatterns) -> None:
        self._evidence, self._verdicts, self._words = evidence, verdicts, words
        self._prose = [i for i, shape in enumerate(evidence.shapes) if shape.prose and not verdicts.gone(i)]
        self._prose_words = sum(evidence.shapes[i].words for i in self._prose)

    @cached_property
    def speaks_of_itself(self) -> bool:
        return speaks_of_itself(self._evidence, self._verdicts, range(len(self._evidence.blocks)), self._words)

    def may_hold_a_banner(self) -> bool:
        """Are there paragraphs enough, and no code? A tutorial's “our app” is what the reader builds."""
        return is_article(len(self._prose), self._prose_words) and all(block.kind is not CODE for block in self._evidence.blocks)

    def is_around(self, banner: list[_Line]) -> bool:
        """Are there paragraphs enough beside the banner, and one of them below it?"""
        own = [self._evidence.shapes[line.at].words for line in banner if self._evidence.shapes[line.at].prose]
        return is_article(len(self._prose) - len(own), self._prose_words - sum(own)) and self._prose[-1] > banner[-1].at


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for index in _bars(evidence, verdicts):
        told = category_of(evidence, index)
        category = Category.AD if told is Category.RELATED else told
        yield evidence.mark(index, category, "bar-above-the-headline", 0.88, "leads elsewhere from above the headline")
    yield from _amid_a_wall(evidence, verdicts)
    words = calls_of(evidence.book.stage_words)
    article = _Article(evidence, verdicts, words)
    if not article.may_hold_a_banner():
        return
    last = -1
    for index, shape in enumerate(evidence.shapes):
        if index <= last or not 0 < shape.words <= MOST_WORDS or verdicts.gone(index) or not _may_open(evidence, index, words):
            continue
        if not (banner := _banner_at(evidence, verdicts, index, words)):
            continue
        last = banner[-1].at
        kinds = reduce(or_, (line.kinds for line in banner))
        if not _is_enough(evidence, article, banner, kinds) or not _stands_in_an_article(evidence, article, banner, kinds):
            continue
        for line in banner:
            yield evidence.mark(line.at, category_of(evidence, line.at), "call-between", 0.87, f"calls to the reader amid the article: {named(kinds)}")


def _amid_a_wall(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """What stands between “You have read 1 of 4 articles” and “Already a subscriber?” above the article: an offer broken over short lines."""
    top = [i for i in range(evidence.first_prose) if evidence.hits[i] and verdicts.is_a(i, Category.SUBSCRIPTION)]
    for first, last in pairwise(top):
        lines = range(first + 1, last)
        if not 1 < len(lines) <= WALL_LINES or not any(evidence.hits[i] for i in lines):
            continue
        if all(_is_piece_of_a_wall(evidence, i, i == lines[0]) for i in lines):
            for index in lines:
                yield evidence.mark(index, Category.SUBSCRIPTION, "amid-a-wall", 0.98, "a piece of a sentence, between two lines of a paywall")


def _is_piece_of_a_wall(evidence: Evidence, index: int, first: bool) -> bool:
    """A few words, and below the first of them words that go on with a sentence: a headline stands alone and begins with a capital."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not PARAGRAPH or not 0 < shape.words <= WALL_WORDS:
        return False
    return first or not (block.after_blank or block.plain[0].isupper())


def _bars(evidence: Evidence, verdicts: Verdicts) -> Iterator[int]:
    """The first lines of a text that end with an arrow or with “Learn more”, while another line stands between them and the article's first paragraph."""
    more = patterns_of(evidence.book.stage_words).more
    head = range(min(evidence.first_prose, len(evidence.blocks)))
    for index in head[:BAR_LINES]:
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if block.kind is not PARAGRAPH or not BAR_WORDS <= shape.words <= MOST_WORDS or verdicts.gone(index):
            continue
        button = more.search(block.plain)
        has_button = button is not None and button[0][0].isupper() and " " in button[0].strip() and not shape.ends
        if not has_button and not _ARROW_AT_END.fullmatch(block.plain):
            continue
        if any(evidence.shapes[i].words >= HEADLINE_WORDS[0] and not verdicts.gone(i) and not evidence.shapes[i].ends for i in head[index + 1 :]):
            yield index


def _may_open(evidence: Evidence, index: int, words: CallPatterns) -> bool:
    """Does the line bid the reader do something, or head what does? Asked first, for few lines do."""
    block = evidence.blocks[index]
    return block.kind in (PARAGRAPH, HEADING) and (heads_a_call(evidence, index, words) or bids(block.plain, words))


def _banner_at(evidence: Evidence, verdicts: Verdicts, first: int, words: CallPatterns) -> list[_Line]:
    """The lines from here on that call to the reader; what stands between two of them may only praise what they offer."""
    banner: list[_Line] = []
    praise: list[_Line] = []
    for index in range(first, min(first + MOST_LINES, len(evidence.blocks))):
        most = MOST_WORDS_BELOW_HEAD if banner else MOST_WORDS
        kinds = Kind.NOTHING if verdicts.gone(index) else _kinds_of_line(evidence, index, words, most)
        if kinds & Kind.BIDDING or (kinds and heads_a_call(evidence, index, words)):
            banner += [*praise, _Line(index, kinds | _standing(evidence, verdicts, index))]
            praise = []
        elif kinds and banner:
            praise.append(_Line(index, kinds))
        else:
            break
    return banner


def _kinds_of_line(evidence: Evidence, index: int, words: CallPatterns, most: int) -> Kind:
    """What the line says if each of its sentences says something of a call; else nothing."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    announces = shape.colon and evidence.copies[index] < OFTEN
    if shape.words > most or announces or not may_be_a_call(evidence, index):
        return Kind.NOTHING
    if not (shape.words <= LINE_WORDS or hints_at_a_call(block.plain, words)):
        return Kind.NOTHING
    said = said_by_sentences(block.plain, words)
    return reduce(or_, said) if said and all(said) else Kind.NOTHING


def _standing(evidence: Evidence, verdicts: Verdicts, index: int) -> Kind:
    """What tells a banner by its looks."""
    kinds = Kind.NOTHING
    if _POINTER.match(evidence.blocks[index].plain):
        kinds |= Kind.POINTING
    if evidence.shapes[index].words >= REPEATED_WORDS:
        kinds |= Kind.REPEATED if evidence.copies[index] > 1 else Kind.NOTHING
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks))
    if any(verdicts.is_a(i, *_BUTTONS) and 0 < evidence.shapes[i].words <= BUTTON_WORDS for i in beside):
        kinds |= Kind.BUTTON
    return kinds


def _is_enough(evidence: Evidence, article: _Article, banner: list[_Line], kinds: Kind) -> bool:
    """Do its words and signs say that the lines are a banner, and whose?"""
    if not kinds & Kind.BIDDING or all(category_of(evidence, line.at) is Category.RELATED for line in banner):
        return False
    comes_again = _COMES_AGAIN in kinds and all(evidence.blocks[line.at].plain.endswith("!") for line in banner)
    if not kinds & (Kind.OFFER | Kind.OURS) and _POINTS_AND_HASTENS not in kinds and not comes_again:
        return False
    is_long = sum(evidence.shapes[line.at].words for line in banner) > LONG_WORDS
    least = KINDS_IN_LONG if is_long else KINDS
    if kinds & _OF_THE_SITE:
        ours_alone = kinds & _OF_THE_SITE == Kind.OURS
        return len(kinds) >= least + (ours_alone and article.speaks_of_itself)
    return len(kinds) > KINDS and _looks_like_a_box(evidence, banner)


def _looks_like_a_box(evidence: Evidence, banner: list[_Line]) -> bool:
    """A question and an exclamation in one line, or several short lines between two paragraphs."""
    first, last = banner[0].at, banner[-1].at
    if first == last:
        plain = evidence.blocks[first].plain
        return "? " in plain and plain.endswith("!")
    beside = [i for i in (first - 1, last + 1) if 0 <= i < len(evidence.blocks)]
    return len(banner) >= LINES_OF_A_BOX and all(evidence.shapes[i].prose for i in beside)


def _stands_in_an_article(evidence: Evidence, article: _Article, banner: list[_Line], kinds: Kind) -> bool:
    """Does the article go on below, and does no sentence of it run into the lines or on from them?"""
    if not article.is_around(banner):
        return False
    first, last = banner[0].at, banner[-1].at
    above = evidence.blocks[first - 1] if first else None
    if above and (above.plain.endswith((":", ",")) or evidence.goes_on(first)):
        return False
    if evidence.goes_on(last + 1) or evidence.blocks[last + 1].plain[:1].islower():
        return False
    says_more = kinds & (Kind.NEED | Kind.HASTE) or (_OFFERS_ITS_OWN in kinds and evidence.shapes[last].words >= OFFER_WORDS)
    heads_prose = evidence.shapes[last + 1].prose and not says_more
    return evidence.shapes[last].ends or not (heads_prose or _breaks_off(evidence, last))


def _breaks_off(evidence: Evidence, index: int) -> bool:
    """Does the line end with a word that wants another, because its link is printed on a line of its own?"""
    return evidence.folded[index].rsplit(maxsplit=1)[-1] in evidence.book.common_words


STAGE = Stage(
    "banners",
    context=context,
    rules=(
        Rule("call-between", "what bids the reader buy, book or call, between paragraphs", CALLS),
        Rule("amid-a-wall", "an offer broken over short lines, between two lines of a paywall above the article", (Category.SUBSCRIPTION,)),
        Rule("bar-above-the-headline", "a line that leads elsewhere, above the headline", CALLS),
    ),
)
