"""Paragraphs that are nothing but a link: the button under a card, the pointer between two paragraphs.

An article's own links stand inside its sentences. A whole paragraph that is one leads away from the story, whatever its words
say. Lists of links are left alone here: they may be what the article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import compress, groupby

from cleaner.evidence import Evidence
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage, Verdicts
from cleaner.stages.prices import names_a_price
from cleaner.stages.teasers import way_to_the_rest

# So much of the paragraph is link; the rest is an arrow or a full stop.
NOTHING_BUT = 0.95
# A label has so many words; what is longer may be a sentence of the article that is linked whole.
LABEL_WORDS = 14
# A button's label without its link: so many words, the first of them a verb of this group.
CALL_WORDS = 6
_CALL_RULE = "call-to-action"
# A headline that is linked together with “Read more” has more words, and the way to the rest so many characters: “more” says less.
HEADLINE_WORDS = 40
_WAY_CHARS = 8
# A run of so many such paragraphs is a list.
_LIST = 3
# A label that stands so often is a button, wherever it stands.
_BUTTON = 3
# An address in full is what the author wants the reader to see.
_ADDRESS = re.compile(r"https?://|www\.|@|\.\w{2,4}/")
# A sentence, a head, a line of code or of a protocol is no button.
_NO_LABEL = re.compile(r"[.:?]\Z|[=;{}()<>]|:\s")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _lone_links(evidence, verdicts)
    yield from _repeated_calls(evidence, verdicts)


def _repeated_calls(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Where the scraper lost the links, a button is a short call to action that stands again and again (“Get the recipe”)."""
    for index, copies in enumerate(evidence.copies):
        if copies < _BUTTON or not 1 < evidence.shapes[index].words <= CALL_WORDS:
            continue
        block = evidence.blocks[index]
        called = any(h.group.rule == _CALL_RULE for h in evidence.hits[index])
        if called and block.kind is not CODE and not _NO_LABEL.search(block.plain) and not verdicts.gone(index):
            yield evidence.mark(index, Category.RELATED, "repeated-call", 0.87, "a call to action that stands again and again")


def _lone_links(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    lone = [block.links > 0 and _is_lone_link(evidence, i) for i, block in enumerate(evidence.blocks)]
    if not any(lone):
        return
    copies = Counter(compress(evidence.first_seen, lone))
    for index, run in enumerate(_run_lengths(lone)):
        if not run or verdicts.gone(index) or evidence.announced[index]:
            continue
        button = copies[evidence.first_seen[index]] >= _BUTTON
        if not button and run >= _LIST:
            continue
        category = _category(evidence, index)
        reason = "a label that stands again and again, all of it a link" if button else "a paragraph that is nothing but a link"
        yield evidence.mark(index, category, "lone-link", 0.9 if button else 0.85, reason)


def _category(evidence: Evidence, index: int) -> Category:
    """What a phrase says of the label; else an offer where there is a price, else a way to other stories."""
    said = [h.group for h in evidence.hits[index] if h.group.takes != "clue"]
    if said:
        return max(said, key=lambda group: group.confidence).category
    return Category.AD if names_a_price(evidence.blocks[index].plain) else Category.RELATED


def _is_lone_link(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if shape.link_share < NOTHING_BUT or not shape.words:
        return False
    if block.kind is PARAGRAPH and shape.words <= LABEL_WORDS and not _ADDRESS.search(block.plain):
        return True
    return (
        block.kind in (PARAGRAPH, HEADING, LIST_ITEM)
        and shape.words <= HEADLINE_WORDS
        and len(way_to_the_rest(block.plain, evidence.book.stage_words)) >= _WAY_CHARS
    )


def _run_lengths(lone: list[bool]) -> list[int]:
    """For each block how many such paragraphs stand in a row with it; 0 for others."""
    out: list[int] = []
    for is_link, run in groupby(lone):
        length = len(list(run))
        out += [length if is_link else 0] * length
    return out


STAGE = Stage(
    "links",
    context=context,
    rules=(
        Rule("repeated-call", "a call to action that stands again and again", (Category.RELATED,)),
        Rule("lone-link", "a paragraph that is nothing but a link, or a headline linked together with its “Read more”", TOLD_BY_WORDS),
    ),
)
