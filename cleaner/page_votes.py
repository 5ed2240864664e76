"""What the blocks around say of a block of a page, once each was looked at by its own facts: the facts for the second look.

An article's list of short lines looks like a menu, and a paragraph of a side column like an article's; what stands in the same
elements tells them apart. Facts are short strings as in ``page_facts``: ``its element stays: most``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import eq, sub
from typing import NamedTuple

from cleaner.evidence import Evidence
from cleaner.fact_names import names_of_all
from cleaner.page_elements import Elements
from cleaner.scorecard import NOTHING, Row, counted

# How likely the first look thought a cut, in steps, which are fine where it was sure.
_CHANCES = (0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.92, 0.98)
_CHANCE_NAMES = ("surely not", "hardly", "scarcely", "rather not", "perhaps", "rather", "likely", "very likely", "surely")
# How much of what else is there would stay.
_SHARES = (0.02, 0.2, 0.5, 0.8, 0.98)
_SHARE_NAMES = ("none", "little", "some", "half", "most", "all")
_ALONE = "alone"

_counted = counted("page_again")

# What stands in elements of these tags and names.
Like = tuple[tuple[str, ...], frozenset[str]]


class Spots(NamedTuple):
    """How much the blocks of a page weigh, and what stands in the same places; a list for each thing with one entry a block."""

    words: Sequence[int] = ()
    prose: Sequence[bool] = ()
    arounds: Sequence[tuple[int, ...]] = ()  # the elements around each, outermost first
    containers: Sequence[int] = ()
    likes: Sequence[Like] = ()


def spots(evidence: Evidence) -> Spots:
    """Of the blocks of a page, what their neighbours are told by."""
    places = [block.hints.place for block in evidence.blocks if block.hints]
    return Spots(
        words=[max(1, shape.words) for shape in evidence.shapes],
        prose=[shape.prose for shape in evidence.shapes],
        arounds=[place.ancestors for place in places],
        containers=[place.container for place in places],
        likes=[(place.tags, place.own) for place in places],
    )


def page_votes(spots: Spots, chances: Sequence[float]) -> list[tuple[Row, ...]]:
    """The facts of each block, given how likely the first look thought that each be cut; a row a view."""
    if not spots.words:
        return []
    elements = Elements.around(spots.arounds)
    staying = [words * (1 - chance) for words, chance in zip(spots.words, chances, strict=True)]
    words, stays = elements.sums(spots.words), elements.sums(staying)

    def stay_else(places: Sequence[int]) -> list[str]:
        """How much would stay of what else is there."""
        return _shares_of_others(map(words.__getitem__, places), spots.words, map(stays.__getitem__, places), staying)

    named = names_of_all(chances, _CHANCES, _CHANCE_NAMES)
    forms = ["prose" if prose else "line" for prose in spots.prose]
    beside = list(map(eq, spots.containers, spots.containers[1:]))
    views = (
        map(_near, named, forms, stay_else(elements.own(spots.containers)), stay_else(elements.up(2))),
        map(_further, named, forms, stay_else(elements.up(4)), _likes(spots.likes, chances)),
        (NOTHING, *map(_neighbour, repeat("above"), named[1:], named, beside)),
        (*map(_neighbour, repeat("below"), named, named[1:], beside), NOTHING),
    )
    return list(zip(*views, strict=True))


def _likes(likes: Sequence[Like], chances: Sequence[float]) -> list[str]:
    """How many of the blocks in elements of the same names would stay."""
    count = Counter(likes)
    stays: dict[Like, float] = defaultdict(float)
    for like, chance in zip(likes, chances, strict=True):
        stays[like] += 1 - chance
    return _shares_of_others(map(count.__getitem__, likes), repeat(1), map(stays.__getitem__, likes), [1 - chance for chance in chances])


def _shares_of_others(there: Iterable[int], own: Iterable[int], stay: Iterable[float], own_stay: Sequence[float]) -> list[str]:
    """How much of what is there would stay, without each block's own part of it."""
    rows = zip(map(sub, there, own), map(sub, stay, own_stay), strict=True)
    return [_SHARE_NAMES[bisect_left(_SHARES, staying / others)] if others > 0 else _ALONE for others, staying in rows]


@_counted
def _near(chance: str, form: str, own: str, two_up: str) -> tuple[str, ...]:
    itself = f"first look: {chance}, {form}"
    return (itself, *_agreeing("its element", own, itself), *_agreeing("two up", two_up, itself))


@_counted
def _further(chance: str, form: str, four_up: str, like: str) -> tuple[str, ...]:
    itself = f"first look: {chance}, {form}"
    return (*_agreeing("four up", four_up, itself), *_agreeing("its like", like, itself))


def _agreeing(where: str, stays: str, itself: str) -> tuple[str, str]:
    return f"{where} stays: {stays}", f"{where} stays: {stays}; {itself}"


@_counted
def _neighbour(where: str, chance: str, others: str, beside: bool) -> tuple[str, ...]:
    return f"{where}: {others}, {'beside it' if beside else 'elsewhere'}", f"{where}: {others}; first look: {chance}"
