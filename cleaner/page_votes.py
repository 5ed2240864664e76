"""What the blocks around say of a block of a page, once each was looked at by its own facts: the facts for the second look.

An article's list of short lines looks like a menu, and a paragraph of a side column like an article's; what stands in the same
elements tells them apart. Facts are short strings as in ``page_facts``: ``its element stays: most``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from cleaner.evidence import Evidence
from cleaner.fact_names import names_of_all
from cleaner.hints import Place
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


class Spot(NamedTuple):
    """How much a block weighs, and what stands in the same places."""

    words: int
    prose: bool
    ancestors: tuple[int, ...]  # the elements around, outermost first
    container: int
    like: Like

    @classmethod
    def of(cls, words: int, prose: bool, place: Place) -> Spot:
        return cls(max(1, words), prose, place.ancestors, place.container, (place.tags, place.own))


def spots(evidence: Evidence) -> list[Spot]:
    """Of each block of a page, what its neighbours are told by."""
    rows = zip(evidence.blocks, evidence.shapes, strict=True)
    return [Spot.of(shape.words, shape.prose, block.hints.place) for block, shape in rows if block.hints]


def page_votes(spots: Sequence[Spot], chances: Sequence[float]) -> list[tuple[Row, ...]]:
    """The facts of each block, given how likely the first look thought that each be cut; a row a view."""
    if not spots:
        return []
    elements, likes = _by_elements(spots, chances), _by_likes(spots, chances)
    own: list[str] = []
    two_up: list[str] = []
    four_up: list[str] = []
    like: list[str] = []
    for spot, chance in zip(spots, chances, strict=True):
        around, words, stays = spot.ancestors, spot.words, spot.words * (1 - chance)
        # An element that is nested too deeply to be remembered is not among those around.
        container = spot.container if spot.container in elements else around[-1]
        own.append(_share_else(elements[container], words, stays))
        two_up.append(_share_else(elements[around[max(-3, -len(around))]], words, stays))
        four_up.append(_share_else(elements[around[max(-5, -len(around))]], words, stays))
        like.append(_share_else(likes[spot.like], 1, 1 - chance))
    named = names_of_all(chances, _CHANCES, _CHANCE_NAMES)
    forms = ["prose" if spot.prose else "line" for spot in spots]
    beside = [one.container == other.container for one, other in pairwise(spots)]
    views = (
        map(_near, named, forms, own, two_up),
        map(_further, named, forms, four_up, like),
        (NOTHING, *map(_neighbour, repeat("above"), named[1:], named, beside)),
        (*map(_neighbour, repeat("below"), named, named[1:], beside), NOTHING),
    )
    return list(zip(*views, strict=True))


class _Votes(NamedTuple):
    """How much there is in a place, and how much of it would stay."""

    all: float
    stays: float


def _by_elements(spots: Sequence[Spot], chances: Sequence[float]) -> dict[int, _Votes]:
    """The words in each element, and how many would stay."""
    words: dict[int, int] = {}
    stays: dict[int, float] = {}
    around: dict[int, int] = {}
    for spot, chance in zip(spots, chances, strict=True):
        inner = 0
        for outer in reversed(spot.ancestors):
            if inner:
                around[inner] = outer
            if outer in words:
                break
            words[outer], stays[outer] = 0, 0.0
            inner = outer
        words[spot.ancestors[-1]] += spot.words
        stays[spot.ancestors[-1]] += spot.words * (1 - chance)
    for inner in sorted(words, reverse=True):  # ids are in document order: what is in an element comes after it
        if inner in around:
            words[around[inner]] += words[inner]
            stays[around[inner]] += stays[inner]
    return {element: _Votes(words[element], stays[element]) for element in words}


def _by_likes(spots: Sequence[Spot], chances: Sequence[float]) -> dict[Like, _Votes]:
    """How many blocks stand in elements of the same names, and how many of them would stay."""
    count = Counter(spot.like for spot in spots)
    stays: dict[Like, float] = defaultdict(float)
    for spot, chance in zip(spots, chances, strict=True):
        stays[spot.like] += 1 - chance
    return {like: _Votes(count[like], stays[like]) for like in count}


def _share_else(votes: _Votes, own: float, own_stays: float) -> str:
    """How much would stay of what else is there."""
    others = votes.all - own
    return _SHARE_NAMES[bisect_left(_SHARES, (votes.stays - own_stays) / others)] if others > 0 else _ALONE


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
