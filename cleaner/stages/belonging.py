"""What a box is made of belongs to the box: dates, credits and buttons among other stories, names and votes among comments.

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
    for box in _BOXES:
        listed = [index for index, mark in verdicts.likely() if mark.category is box]
        for above, below in pairwise(listed):
            between = range(above + 1, below)
            if 0 < len(between) <= _MOST_BETWEEN and all(verdicts.is_a(i, *_PARTS) for i in between):
                for index in between:
                    if held := verdicts.of(index):
                        # Just surer than what named it otherwise: enough to speak, and no more likely to be cut.
                        sure = nextafter(held.confidence, 1.0)
                        yield evidence.mark(index, box, "among-its-like", sure, f"between lines of the same list, told as {held.category.value}: {held.reason}")


STAGE = Stage(
    "belonging",
    context=context,
    rules=(Rule("among-its-like", "a line that goes anyway, between lines of a list of other stories or of comments", _BOXES),),
)
