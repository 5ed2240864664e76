"""Cards and teasers of other stories: how teasers end, and what can be part of a card."""

from __future__ import annotations

import re

from cleaner.arrows import BEHIND_WORDS
from cleaner.evidence import Evidence
from cleaner.model import CODE, QUOTE, RULE, TABLE, Category
from cleaner.patterns import later
from cleaner.stage_words import StageWords, patterns_of
from cleaner.stages.base import Verdicts

_ELLIPSIS = r"\.\.\.|…|\[…\]|\[\.\.\.\]"
_BREAKS_OFF = later(re.compile, rf"(?:{_ELLIPSIS})\Z")
_LEADS_ON = later(re.compile, rf"(?:{_ELLIPSIS})\s?[{BEHIND_WORDS}]?\Z")
# The way to the rest of a teaser stands among its last characters.
_LAST_CHARS = 40
# A headline or teaser of another story is no longer than this.
TITLE_WORDS = 28
TEASER_WORDS = 50
# A teaser that breaks off has so many words at least.
BROKEN_WORDS = 8
# What is never the title of another story.
NEVER_TITLES = (CODE, TABLE, QUOTE, RULE)


def breaks_off(plain: str) -> bool:
    """Does the text end in the middle of what it says?

    >>> breaks_off("The river rose by […]"), breaks_off("The river rose. Read more »")
    (True, False)
    """
    return _BREAKS_OFF.search(plain) is not None


def leads_on(plain: str, words: StageWords) -> bool:
    """Does the text break off, or end with a way to the rest of it?

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stage_words
    >>> [leads_on(text, english) for text in ("The river rose by […]", "The river rose. Read more »", "The river rose.")]
    [True, True, False]
    """
    return _LEADS_ON.search(plain) is not None or way_to_the_rest(plain, words) != ""


def way_to_the_rest(plain: str, words: StageWords) -> str:
    """What a teaser ends with that leads to the rest of it; empty where it ends with nothing of the kind.

    >>> from cleaner.phrasebook import load
    >>> way_to_the_rest("The river rose. Read more »", load(("en",)).stage_words)
    'Read more »'
    """
    found = patterns_of(words).more.search(plain[-_LAST_CHARS:])
    return found[0] if found else ""


def breaks_off_to_more(plain: str, words: StageWords) -> bool:
    """Does the text break off right before a way to the rest of it, which may be printed twice?

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stage_words
    >>> [breaks_off_to_more(text, english) for text in ("The river rose by… Read more Read more", "The river rose… I read more", "Rose. Read more")]
    [True, False, False]
    """
    rest = plain
    while way := way_to_the_rest(rest, words):
        rest = rest[: -len(way)].rstrip()
    return rest != plain and breaks_off(rest)


# A date or a repeated title is part of its card, whatever else it would be.
_OF_A_CARD = (Category.BYLINE, Category.DUPLICATE)


def may_join_a_card(verdicts: Verdicts, index: int) -> bool:
    """Does no mark say that this line is something else than a part of a card?"""
    return not verdicts.gone(index) or verdicts.is_a(index, *_OF_A_CARD)


def is_none_of_a_card(evidence: Evidence, index: int, teaser_words: int) -> bool:
    """Can this line be no part of a card, because articles or comments are made of such lines? Comments have dates like cards."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in (CODE, QUOTE, TABLE) or shape.words > teaser_words or evidence.is_content_head(index):
        return True
    return any(h.group.category is Category.COMMENTS for h in evidence.hits[index])
