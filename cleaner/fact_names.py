"""How the facts of both scorecards name what they measure: forms, steps, parts of a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from cleaner.shapes import Shape

# From this confidence on what a phrase says, or a mark, is said to be sure.
SURE = 0.9
# What a block's size is to its neighbours.
SIZE_STEPS = (2, 8, 24)
SIZE_NAMES = ("few", "some", "many", "most")
_FIFTHS = ("0/10", "2/10", "4/10", "6/10", "8/10")
# A page has hundreds of blocks, but few different ones as far as one view goes: their facts are spelled out once.
spelled_once = lru_cache(maxsize=4096)


def form_of(shape: Shape) -> str:
    """What a block looks like: prose, a link, a sentence or a line."""
    if shape.prose:
        return "prose"
    if shape.is_link:
        return "link"
    return "sentence" if shape.ends else "line"


def name_of(value: float, steps: Sequence[float], names: Sequence[str]) -> str:
    """The name of the first step that the value does not exceed; the last name is for what exceeds them all.

    >>> name_of(3, (2, 8), ("few", "some", "many"))
    'some'
    """
    return names[bisect_left(steps, value)]


def names_of_all(values: Sequence[float], steps: Sequence[float], names: Sequence[str]) -> list[str]:
    """The names of many values, few of which differ.

    >>> names_of_all((3, 9, 3), (2, 8), ("few", "some", "many"))
    ['some', 'many', 'some']
    """
    known = {value: names[bisect_left(steps, value)] for value in set(values)}
    return [known[value] for value in values]


def how_far(share: float) -> str:
    """How far along a share is, in fifths; the start and the end by name.

    >>> how_far(0.5), how_far(1)
    ('4/10', 'end')
    """
    return "start" if share <= 0 else "end" if share >= 1 else _FIFTHS[int(share * 5)]
