"""Calls to action that close a text: “Ready to grow? Book a free demo with our team today.”

Each of its words stands in articles, too. What tells is the place, below all that is kept, and that several kinds of words come
together there: what asks the reader what he needs, what bids him do something, what is on offer, whose it is, that he may do it now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from cleaner.evidence import Evidence
from cleaner.model import HEADING, Mark
from cleaner.quotations import without_quotations
from cleaner.stage_words import CallPatterns, calls_of
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.call_kinds import (
    CALLS,
    KINDS,
    KINDS_IN_LONG,
    LINE_WORDS,
    LONG_WORDS,
    MOST_LINES,
    QUOTED_CHARS,
    Kind,
    category_of,
    heads_a_call,
    hints_at_a_call,
    is_article,
    may_be_a_call,
    named,
    said_by_sentences,
    speaks_of_itself,
)

# In a line that is hardly longer than a button fewer kinds of words are enough.
KINDS_IN_LINE = 2
# The last part of an article has so many lines, and its head so many words.
SECTION_LINES, HEAD_WORDS = 6, 10
# What is likely to go, but less surely than this, may stay if nobody else speaks against it: a pitch in a paragraph.
SURELY_GONE = 0.88


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for index, kinds in _closing_calls(evidence, verdicts):
        yield evidence.mark(index, category_of(evidence, index), "closing-call", 0.88, f"closes the text with a call to the reader: {named(kinds)}")


def _closing_calls(evidence: Evidence, verdicts: Verdicts) -> list[tuple[int, Kind]]:
    """The calls below all that stays, with what each says."""
    if not _is_article(evidence, verdicts.kept(0, len(evidence.blocks))):
        return []  # nothing can stand below one
    found: list[tuple[int, Kind]] = []
    words = calls_of(evidence.book.stage_words)
    for index in reversed(range(len(evidence.blocks))):
        mark = verdicts.of(index)
        if mark and verdicts.gone(index) and mark.confidence >= SURELY_GONE:
            continue
        if len(found) == MOST_LINES:
            break
        kinds = Kind.NEED if found and heads_a_call(evidence, index, words) else _kinds_of_call(evidence, verdicts, index, words)
        if kinds:
            found.append((index, kinds))
        elif not verdicts.gone(index):
            break
    return found if found and _stands_below_an_article(evidence, verdicts, found[-1][0]) else []


def _kinds_of_call(evidence: Evidence, verdicts: Verdicts, index: int, words: CallPatterns) -> Kind:
    """What the block says if it is a call, all of it; else nothing."""
    if not may_be_a_call(evidence, index):
        return Kind.NOTHING
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    # What tells most goes first: the expressions behind it are seldom needed, and take longer to compile than the rest of the stage.
    if not (shape.words <= LINE_WORDS or hints_at_a_call(plain, words)):
        return Kind.NOTHING
    said = said_by_sentences(plain, words)
    if not any(kinds & Kind.BIDDING for kinds in said):
        return Kind.NOTHING
    # The last sentence may praise what the others offer; one above the call would be the article's.
    praise = len(said) > 2 and not said[-1]
    if not all(said[:-1] if praise else said):
        return Kind.NOTHING
    kinds = reduce(or_, said)
    if kinds & Kind.OURS and speaks_of_itself(evidence, verdicts, range(index), words):
        kinds &= ~Kind.OURS
    if not kinds & (Kind.OFFER | Kind.OURS):
        return Kind.NOTHING
    is_line = shape.words <= LINE_WORDS and said[0] & Kind.BIDDING and kinds & Kind.OFFER
    least = KINDS_IN_LINE if is_line else KINDS_IN_LONG if shape.words > LONG_WORDS or praise else KINDS
    return kinds if len(kinds) >= least else Kind.NOTHING


def _stands_below_an_article(evidence: Evidence, verdicts: Verdicts, first: int) -> bool:
    """Is there an article above, and no head or question to which these lines are what the article says?"""
    above = verdicts.kept(0, first)
    if not _is_article(evidence, above):
        return False
    last = evidence.blocks[above[-1]]
    if last.kind is HEADING or evidence.is_content_head(above[-1]) or last.plain.endswith(("?", ":")):
        return False
    return not _is_about_the_company(evidence, above)


def _is_about_the_company(evidence: Evidence, above: Sequence[int]) -> bool:
    """Is the last part of the article, with a head of its own, about who speaks here? Then what it bids belongs to it."""
    ours = calls_of(evidence.book.stage_words).ours
    said: list[bool] = []
    for index in above[: -SECTION_LINES - 1 : -1]:
        block, shape = evidence.blocks[index], evidence.shapes[index]
        says_ours = ours.search(without_quotations(block.plain, QUOTED_CHARS)) is not None
        if shape.prose:
            said.append(says_ours)
        elif block.kind is HEADING or (not shape.ends and not shape.colon and 0 < shape.words <= HEAD_WORDS):
            return bool(said) and (says_ours or all(said))
    return False


def _is_article(evidence: Evidence, blocks: Sequence[int]) -> bool:
    """Do these blocks hold enough prose for an article?"""
    prose = [evidence.shapes[i].words for i in blocks if evidence.shapes[i].prose]
    return is_article(len(prose), sum(prose))


STAGE = Stage(
    "calls",
    context=context,
    rules=(Rule("closing-call", "what bids the reader buy, book or call, below all that is kept", CALLS),),
)
