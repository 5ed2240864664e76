"""Headings without a mark: a short line over paragraphs, told by its brothers, lines of its shape that stand over paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from cleaner.evidence import Evidence
from cleaner.model import PARAGRAPH
from cleaner.patterns import later

_NUMBER = later(re.compile, r"(?:\d{1,2}\.){2,4}\s")
# A heading without a mark has no more words than this.
SUBHEAD_WORDS = 8
# So many brothers make a line one of the article's headings: a single short line may be anything.
BROTHERS = 2
# They stand within so many lines, so that a text of galleries is not gone through for each of its lines.
_REACH = 200
# The paragraph stands within so many lines below: a credit or a lead may stand between.
_PROSE_WITHIN = 2


def is_numbered_heading(plain: str) -> bool:
    """Does the line begin with the number of a part of a part, as headings of manuals do?

    >>> is_numbered_heading("13.4. Email"), is_numbered_heading("13. Email")
    (True, False)
    """
    return _NUMBER.match(plain) is not None


def has_brothers(evidence: Evidence, index: int, alike: Callable[[int], bool] = lambda _: True) -> bool:
    """Is this short line over a paragraph one of several in the text? ``alike`` says what else the others must be."""
    if not _stands_over_prose(evidence, index):
        return False
    near = range(max(1, index - _REACH), min(len(evidence.blocks), index + _REACH))
    others = (i for i in near if i != index and not evidence.hits[i] and _stands_over_prose(evidence, i))
    # Above a heading the text has ended, if no credit or the like stands there.
    brothers = (i for i in others if (evidence.shapes[i - 1].ends or evidence.hits[i - 1]) and alike(i))
    return len(list(islice(brothers, BROTHERS))) == BROTHERS


def _stands_over_prose(evidence: Evidence, index: int) -> bool:
    """A short line without a sentence's end, and a paragraph below it."""
    shape = evidence.shapes[index]
    if evidence.blocks[index].kind is not PARAGRAPH or not 0 < shape.words <= SUBHEAD_WORDS or shape.ends:
        return False
    return has_prose_below(evidence, index)


def has_prose_below(evidence: Evidence, index: int) -> bool:
    """Does a paragraph stand so near below a line that the line may head it?"""
    return any(below.prose for below in evidence.shapes[index + 1 : index + 1 + _PROSE_WITHIN])
