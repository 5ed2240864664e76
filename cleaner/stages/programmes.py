"""Days of a programme: a date with a list under it, and another date with its own. They are heads of the article, no bylines."""

from __future__ import annotations

from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM
from cleaner.stages.byline_forms import is_stamp
from cleaner.zones import HEAD

# Under a day stand so many lines at least, no longer than this; the next day is no further away.
_LINES, _WORDS, _FURTHEST = 2, 16, 8
# So many dates near each other are a calendar.
_DAYS = 3


def is_day_of_a_programme(evidence: Evidence, index: int) -> bool:
    """Is this date one of two with nothing but lines between them that nobody knows? A title, a date and a teaser make a card.

    Or is it an item of a list by itself, above all prose the first of some that are dates: a calendar?
    """
    near = range(max(0, index - _FURTHEST), min(len(evidence.blocks), index + _FURTHEST + 1))
    days = [i for i in near if i == index or is_stamp(evidence.blocks[i].plain, evidence.book.stamp_words)]
    items = [i for i in days if i >= index and evidence.blocks[i].kind is LIST_ITEM and evidence.zones[index] is HEAD]
    if len(items) >= _DAYS and items[0] == index and all(_stands_alone(evidence, i) for i in items):
        return True
    return any(_is_list(evidence, range(one + 1, two)) for one, two in pairwise(days) if index in (one, two))


def _stands_alone(evidence: Evidence, index: int) -> bool:
    """Is the line below no item, as in a list of facts that has a date in it?"""
    return index + 1 < len(evidence.blocks) and evidence.blocks[index + 1].kind is not LIST_ITEM


def _is_list(evidence: Evidence, lines: range) -> bool:
    if len(lines) < _LINES or any(evidence.hits[i] for i in lines):
        return False
    return all(0 < evidence.shapes[i].words <= _WORDS and not evidence.shapes[i].ends for i in lines)
