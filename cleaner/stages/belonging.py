"""What a line is called by where it stands: dates, credits and buttons among other stories are a part of that list, names and votes
among comments of the thread, and an agency above the article is its author.

Such lines were told by what they say, and go anyway. Here they only get the name of what they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import nextafter

from cleaner.evidence import Evidence
from cleaner.model import Category, Mark
from cleaner.stages.base import Rule, Stage, Verdicts

# Lists that are made of several kinds of lines.
_BOXES = (Category.RELATED, Category.COMMENTS)
# What such lines are told as; a sign-up form between two lists is a thing of its own.
_PARTS = (Category.BYLINE, Category.NAVIGATION, Category.MEDIA_PLAYER, Category.IMAGE_CAPTION, Category.IMAGE_CREDIT, Category.WIRE_CREDIT, Category.AD)
# Between two lines of a list stand so many others at most.
_MOST_BETWEEN = 3


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _of_a_list(evidence, verdicts)
    for index, mark in verdicts.likely():
        if mark.category is Category.WIRE_CREDIT and index < evidence.first_prose:
            yield _renamed(evidence, index, mark, Category.BYLINE, "agency-above", "above the article")


def _of_a_list(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for box in _BOXES:
        listed = [index for index, mark in verdicts.likely() if mark.category is box]
        for above, below in pairwise(listed):
            between = range(above + 1, below)
            if 0 < len(between) <= _MOST_BETWEEN and all(verdicts.is_a(i, *_PARTS) for i in between):
                for index in between:
                    if held := verdicts.of(index):
                        yield _renamed(evidence, index, held, box, "among-its-like", "between lines of the same list")


def _renamed(evidence: Evidence, index: int, held: Mark, category: Category, rule: str, where: str) -> Mark:
    """Just surer than the mark that named it otherwise: enough to speak for the block, and no more likely to be cut."""
    return evidence.mark(index, category, rule, nextafter(held.confidence, 1.0), f"{where}, told as {held.category.value}: {held.reason}")


STAGE = Stage(
    "belonging",
    context=context,
    rules=(
        Rule("among-its-like", "a line that goes anyway, between lines of a list of other stories or of comments", _BOXES),
        Rule("agency-above", "what names an agency and goes anyway, above the article", (Category.BYLINE,)),
    ),
)
