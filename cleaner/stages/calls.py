"""Calls to action that close a text: “Ready to grow? Book a free demo with our team today.”

Each of its words stands in articles, too. What tells is the place, below all that is kept, and that several kinds of words come
together there: what asks the reader what he needs, what bids him do something, what is on offer, whose it is, that he may do it now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Flag, auto
from functools import reduce
from operator import or_

import regex

from cleaner.evidence import Evidence
from cleaner.model import HEADING, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.shapes import sentence_spans
from cleaner.stage_words import CallPatterns, calls_of
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.prices import names_a_price
from cleaner.stamps import holds_date

# A call has no more words, characters and sentences than these; so long a paragraph must say more clearly what it is.
MOST_WORDS = 70
MOST_CHARS = 1_000
MOST_SENTENCES = 4
LONG_WORDS = 45
# Of the kinds of words so many come together: in a paragraph, in a long one, in a line that is hardly longer than a button.
KINDS, KINDS_IN_LONG, KINDS_IN_LINE = 3, 4, 2
LINE_WORDS = 14
# A call of several lines has no more of them than this, what heads it among them: a question, or a button.
MOST_LINES = 4
QUESTION_WORDS = 14
HEAD_WORDS = 6
# The article above has so many words.
ARTICLE_WORDS = 80
# What is likely to go, but less surely than this, may stay if nobody else speaks against it: a pitch in a paragraph.
SURELY_GONE = 0.88
# Where so many of its paragraphs say “we”, it is no sign that the site speaks.
OF_ONESELF = 0.2
_QUOTATION = later(regex.compile, r"[“„«»\"][^“”„«»\"]{20,600}[”“»«\"]")
_CONTACT = later(regex.compile, r"\(?\+?\d[\d\s().\-]{7,20}\d|[\w.+\-]{1,64}@[\w\-]{1,64}\.\w|(?:www\.|https?://)\w")
# What a call may be.
CALLS = (Category.AD, Category.COURSE_AD, Category.NEWSLETTER, Category.SUBSCRIPTION, Category.COMMENTS, Category.RELATED)


class Kind(Flag):
    """What a sentence of a call says."""

    NOTHING = 0
    NEED = auto()  # what the reader may want: “Ready to …?”, “If you need …”
    BIDDING = auto()  # what he is to do: “Book …”
    OFFER = auto()  # what he gets: “a free quote”
    OURS = auto()  # whose it is: “our team”
    HASTE = auto()  # “today”
    CONTACT = auto()  # a number, an address, a price


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for index, kinds in _closing_calls(evidence, verdicts):
        names = ", ".join(kind.name.lower() for kind in kinds if kind.name)
        yield evidence.mark(index, _category_of(evidence, index), "closing-call", 0.88, f"closes the text with a call to the reader: {names}")


def _closing_calls(evidence: Evidence, verdicts: Verdicts) -> list[tuple[int, Kind]]:
    """The calls below all that stays, with what each says."""
    if not _is_article(evidence, _kept_above(verdicts, len(evidence.blocks))):
        return []  # nothing can stand below one
    found: list[tuple[int, Kind]] = []
    words = calls_of(evidence.book.stage_words)
    for index in reversed(range(len(evidence.blocks))):
        mark = verdicts.of(index)
        if mark and verdicts.gone(index) and mark.confidence >= SURELY_GONE:
            continue
        if len(found) == MOST_LINES:
            break
        kinds = Kind.NEED if found and _heads_a_call(evidence, index, words) else _kinds_of_call(evidence, verdicts, index, words)
        if kinds:
            found.append((index, kinds))
        elif not verdicts.gone(index):
            break
    return found if found and _stands_below_an_article(evidence, verdicts, found[-1][0]) else []


def _may_be_a_call(evidence: Evidence, index: int) -> bool:
    """A paragraph or a heading, short enough; no quotation, and nothing that happens on some day."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind not in (PARAGRAPH, HEADING) or not 0 < shape.words <= MOST_WORDS or len(block.plain) > MOST_CHARS:
        return False
    if evidence.is_content_head(index) or evidence.announced[index]:
        return False
    return _QUOTATION.search(block.plain) is None and not holds_date(block.plain, evidence.book.stamp_words)


def _kinds_of_call(evidence: Evidence, verdicts: Verdicts, index: int, words: CallPatterns) -> Kind:
    """What the block says if it is a call, all of it; else nothing."""
    if not _may_be_a_call(evidence, index):
        return Kind.NOTHING
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    sentences = [plain[start:end] for start, end in sentence_spans(plain)]
    # What tells most goes first: the expressions behind it are seldom needed, and take longer to compile than the rest of the stage.
    if len(sentences) > MOST_SENTENCES or not (shape.words <= LINE_WORDS or _hints_at_a_call(plain, words)):
        return Kind.NOTHING
    if not any(words.bidding.search(sentence) for sentence in sentences) or words.advice.search(plain):
        return Kind.NOTHING
    said = [_kinds_of(sentence, words) for sentence in sentences]
    # The last sentence may praise what the others offer; one above the call would be the article's.
    praise = len(said) > 2 and not said[-1]
    if not all(said[:-1] if praise else said):
        return Kind.NOTHING
    kinds = reduce(or_, said)
    if kinds & Kind.OURS and _speaks_of_itself(evidence, verdicts, index, words):
        kinds &= ~Kind.OURS
    if not kinds & (Kind.OFFER | Kind.OURS):
        return Kind.NOTHING
    is_line = shape.words <= LINE_WORDS and said[0] & Kind.BIDDING and kinds & Kind.OFFER
    least = KINDS_IN_LINE if is_line else KINDS_IN_LONG if shape.words > LONG_WORDS or praise else KINDS
    return kinds if len(kinds) >= least else Kind.NOTHING


def _hints_at_a_call(plain: str, words: CallPatterns) -> bool:
    """Does a paragraph ask or exclaim, say whose or how soon, or hold a number or an address? A call does one of these."""
    asks_or_says = "?" in plain or "!" in plain or _CONTACT.search(plain) is not None
    return asks_or_says or words.ours.search(plain) is not None or words.haste.search(plain) is not None


def _kinds_of(sentence: str, words: CallPatterns) -> Kind:
    kinds = Kind.NOTHING
    if words.need.match(sentence):
        kinds |= Kind.NEED
    if words.bidding.search(sentence):
        kinds |= Kind.BIDDING
    if words.offer.search(sentence):
        kinds |= Kind.OFFER
    if words.ours.search(sentence):
        kinds |= Kind.OURS
    if words.haste.search(sentence) or sentence.endswith("!"):
        kinds |= Kind.HASTE
    if _CONTACT.search(sentence) or names_a_price(sentence):
        kinds |= Kind.CONTACT
    return kinds


def _heads_a_call(evidence: Evidence, index: int, words: CallPatterns) -> bool:
    """“Ready to plan your move?” or “Take the next step” on a line of its own, right above a call."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if plain.endswith("?"):
        return shape.words <= QUESTION_WORDS and words.need.match(plain) is not None
    return not shape.ends and 0 < shape.words <= HEAD_WORDS and words.bidding.match(plain) is not None


def _speaks_of_itself(evidence: Evidence, verdicts: Verdicts, end: int, words: CallPatterns) -> bool:
    """Do its paragraphs say “we” anyway, of their writers or of us all?"""
    prose = [i for i in range(end) if evidence.shapes[i].prose and not verdicts.gone(i)]
    return sum(words.ours.search(_QUOTATION.sub("", evidence.blocks[i].plain)) is not None for i in prose) > len(prose) * OF_ONESELF


def _stands_below_an_article(evidence: Evidence, verdicts: Verdicts, first: int) -> bool:
    """Is there an article above, and no head or question to which these lines are what the article says?"""
    above = _kept_above(verdicts, first)
    if not _is_article(evidence, above):
        return False
    last = evidence.blocks[above[-1]]
    return last.kind is not HEADING and not evidence.is_content_head(above[-1]) and not last.plain.endswith(("?", ":"))


def _kept_above(verdicts: Verdicts, end: int) -> list[int]:
    """The blocks above this one that stay."""
    return [i for i in range(end) if not verdicts.gone(i)]


def _is_article(evidence: Evidence, blocks: Sequence[int]) -> bool:
    """Do these blocks hold enough prose for an article?"""
    prose = [evidence.shapes[i].words for i in blocks if evidence.shapes[i].prose]
    return len(prose) >= ARTICLE_PROSE and sum(prose) >= ARTICLE_WORDS


def _category_of(evidence: Evidence, index: int) -> Category:
    """What the surest of its phrases says; most calls are ads."""
    groups = [h.group for h in evidence.hits[index] if h.group.takes != "clue" and h.group.category in CALLS]
    return max(groups, key=lambda group: group.confidence).category if groups else Category.AD


STAGE = Stage(
    "calls",
    context=context,
    rules=(Rule("closing-call", "what bids the reader buy, book or call, below all that is kept", CALLS),),
)
