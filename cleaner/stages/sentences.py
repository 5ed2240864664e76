"""Sentences that stand alone on their line: how long one is that the article is likely to have, and the one that it closes with."""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import HEADING
from cleaner.patterns import later
from cleaner.shapes import Shape
from cleaner.stages.base import Verdicts

# A sentence of so many words weighs something.
WHOLE_WORDS = 10
# What opens or closes an article may be as short as this; fewer words that end with a full stop are a label.
SHORT_WORDS = 5
# How a notice opens (“This story has …”) is how a note of what was changed opens, too.
_OPENING = "notice-opening"
# In prose of a language that is loaded at least this share of the words are its commonest; it is mostly twice that.
COMMON_IN_PROSE = 0.22
# A sentence’s end right before who supplied the story, in brackets: what follows a dash (see `related`) may be a pitch.
_SIGNED = later(compiled, r"[.!?。！？؟।۔][\"'”’»)\]」』）]{0,2}\s?[(\[（].{1,30}[)\]）]\Z")


def is_whole_sentence(shape: Shape) -> bool:
    """One that weighs something: longer than others, and in a language that is known."""
    return shape.ends and shape.words >= WHOLE_WORDS and shape.common >= COMMON_IN_PROSE


def is_short_sentence(shape: Shape) -> bool:
    """One in a language that is known, if perhaps a short one."""
    return shape.ends and shape.words >= SHORT_WORDS and shape.common >= COMMON_IN_PROSE


def may_close_the_article(evidence: Evidence, index: int) -> bool:
    """Is this a sentence, if perhaps a short one, of which no phrase is known but a signature behind it?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is HEADING or shape.colon or shape.words < SHORT_WORDS or shape.common < COMMON_IN_PROSE:
        return False
    if not all(hit.group.takes == "match" or hit.group.rule == _OPENING for hit in evidence.hits[index]):
        return False
    return shape.ends or is_signed(block.plain)


def is_signed(plain: str) -> bool:
    """Does a sentence end right before who supplied it, in brackets?

    >>> is_signed("The ferry sails again. (Meridian)"), is_signed("The ferry (built 1971) sails again")
    (True, False)
    """
    return plain.endswith((")", "]", "）")) and _SIGNED.search(plain) is not None


def closes_the_article(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Does such a sentence stand right below a paragraph or a whole sentence that stays? So articles close."""
    above = index - 1
    if above < 0 or verdicts.gone(above) or not may_close_the_article(evidence, index):
        return False
    return evidence.shapes[above].prose or is_whole_sentence(evidence.shapes[above])
