"""Days of a programme: a date with a list under it, and another date with its own. They are heads of the article, no bylines."""

from __future__ import annotations

from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.stages.byline_forms import is_stamp

# Under a day stand so many lines at least, no longer than this; the next day is no further away.
_LINES, _WORDS, _FURTHEST = 2, 16, 8


def is_day_of_a_programme(evidence: Evidence, index: int) -> bool:
    """Is this date one of two with nothing but lines between them that nobody knows? A title, a date and a teaser make a card."""
    near = range(max(0, index - _FURTHEST), min(len(evidence.blocks), index + _FURTHEST + 1))
    days = [i for i in near if i == index or is_stamp(evidence.blocks[i].plain, evidence.book.stamp_words)]
    return any(_is_list(evidence, range(one + 1, two)) for one, two in pairwise(days) if index in (one, two))


def _is_list(evidence: Evidence, lines: range) -> bool:
    if len(lines) < _LINES or any(evidence.hits[i] for i in lines):
        return False
    return all(0 < evidence.shapes[i].words <= _WORDS and not evidence.shapes[i].ends for i in lines)
