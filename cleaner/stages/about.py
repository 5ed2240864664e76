"""The publisher's or company's standing self-description, and press contacts, at the end of releases and posts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, PARAGRAPH, RULE, Category, Mark
from cleaner.patterns import later
from cleaner.shapes import PROSE_WORDS
from cleaner.stage_words import StageWords
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.organisations import praise, stock_phrases

# It stands below most of the text, …
_BELOW = 0.6
# … its paragraphs name what they are about early, and there are few of them.
_NAMED_WITHIN = 120
_PARAGRAPHS = 3
# Organisations describe themselves in stock phrases; so many of them leave no doubt.
_STOCK_PHRASES = 2
# Of a declined name this much is looked for: all but its ending, and never less than a stem.
_ENDING = 2
_STEM = 4
# Under “Media contact” stand names, roles, addresses: short lines without a sentence's end.
_CONTACT_LINES = 8
_CONTACT_WORDS = 12
# “… visit www.harbour-trust.example”: descriptions end with an address as others with a full stop.
_ADDRESS_AT_END = later(compiled, r"[\p{L}\p{N}][./@][\p{L}\p{N}]\S{0,200}\Z")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    total = sum(s.words for s in evidence.shapes)
    words = 0
    for index, shape in enumerate(evidence.shapes):
        late = words >= total * _BELOW
        words += shape.words
        if not late or shape.words > _CONTACT_WORDS:
            continue
        if name := _named_head(evidence, index):
            yield from _self_description(evidence, verdicts, index, name)
        elif evidence.is_head(index, Category.ABOUT):
            below = _paragraphs_below(evidence, index)
            if below and evidence.shapes[below[0]].words >= PROSE_WORDS:
                yield from _headed_description(evidence, verdicts, index, below)
            else:
                yield from _contacts(evidence, index)


def _named_head(evidence: Evidence, index: int) -> str | None:
    """“About Northvane Instruments”: the name, in capitals; none in “About the survey”."""
    match = _about(evidence.book.stage_words).match(evidence.blocks[index].plain)
    return match["name"] if match else None


@lru_cache(maxsize=64)
def _about(words: StageWords) -> regex.Pattern[str]:
    name = r"(?:\p{Lu}|\d)[\p{L}\p{N}&.,'’\-]*(?:\s(?:[\p{Lu}\d&][\p{L}\p{N}&.,'’\-]*|of|for|and|the)){0,7}"
    return compiled(rf"(?:{words.about_words})\s(?P<name>{name})[®™]?:?\Z")


def _self_description(evidence: Evidence, verdicts: Verdicts, head: int, name: str) -> Iterator[Mark]:
    """The head and the paragraphs below it, if the first of them speaks of the name."""
    below = _paragraphs_below(evidence, head)
    first_word = name.split()[0]
    if not below or first_word not in evidence.blocks[below[0]].plain[:_NAMED_WITHIN]:
        return
    last = max(i for i in below if first_word in evidence.blocks[i].plain)
    # With article below it, or as one of several such sections, it may be written for the article: then it stays.
    sure = _closes(evidence, verdicts, last + 1) or sum(stock_phrases(evidence, i) for i in below) >= _STOCK_PHRASES
    sure = sure or (_is_the_last(evidence, head, last) and any(praise(evidence, i) for i in below))
    for index in (head, *range(head + 1, last + 1)):
        yield evidence.mark(index, Category.ABOUT, "self-description", 0.88 if sure else 0.7, f"about {name}, at the end of the text")


def _headed_description(evidence: Evidence, verdicts: Verdicts, head: int, below: list[int]) -> Iterator[Mark]:
    """The paragraph under a head that a phrase knows (“À propos de …”), if it describes somebody and the article is over."""
    stock = stock_phrases(evidence, below[0])
    closed = _closes(evidence, verdicts, below[0] + 1) or below[0] + 1 == len(evidence.blocks)
    if stock >= _STOCK_PHRASES or (closed and (stock or _names_what_it_heads(evidence, head, below[0]))):
        for index in (head, below[0]):
            yield evidence.mark(index, Category.ABOUT, "self-description", 0.88, f"under “{evidence.blocks[head].plain[:40]}”, at the end of the text")


def _paragraphs_below(evidence: Evidence, head: int) -> list[int]:
    below: list[int] = []
    for index in range(head + 1, min(head + 1 + _PARAGRAPHS, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if block.kind is not PARAGRAPH or not (shape.ends or (shape.words >= PROSE_WORDS and _ADDRESS_AT_END.search(block.plain))):
            break
        below.append(index)
    return below


def _is_the_last(evidence: Evidence, head: int, last: int) -> bool:
    """Is there no paragraph below the section, and no section like it above?"""
    if any(evidence.shapes[i].prose for i in range(last + 1, len(evidence.blocks))):
        return False
    return not any(evidence.shapes[i].words <= _CONTACT_WORDS and _named_head(evidence, i) for i in range(head))


def _names_what_it_heads(evidence: Evidence, head: int, below: int) -> bool:
    """Has the head's last word, or most of it where words are declined, a place early in the paragraph?"""
    last_word = evidence.folded[head].rstrip(":").split()[-1]
    stem = last_word[: max(_STEM, len(last_word) - _ENDING)]
    return len(stem) >= _STEM and stem in evidence.folded[below][:_NAMED_WITHIN]


def _closes(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is the line below the description boilerplate too, or the head of the next description?"""
    if index >= len(evidence.blocks):
        return False
    return verdicts.gone(index) or evidence.is_head(index, Category.ABOUT) or _named_head(evidence, index) is not None


def _contacts(evidence: Evidence, head: int) -> Iterator[Mark]:
    yield evidence.mark(head, Category.ABOUT, "press-contact", 0.85, "announces whom to contact, at the end of the text")
    for index in range(head + 1, min(head + 1 + _CONTACT_LINES, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if shape.words > _CONTACT_WORDS or shape.prose or block.kind in (HEADING, CODE, RULE) or evidence.is_content_head(index):
            return
        yield evidence.mark(index, Category.ABOUT, "press-contact", 0.85, f"under “{evidence.blocks[head].plain[:40]}”")


STAGE = Stage(
    "about",
    context=context,
    rules=(
        Rule("self-description", "an organisation that says what it is, at the end of the text", (Category.ABOUT,)),
        Rule("press-contact", "whom the press may ask, at the end of the text", (Category.ABOUT,)),
    ),
)
