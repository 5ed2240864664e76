"""The scorecard: how likely each block is boilerplate, given its facts and those of its neighbours.

A linear chain over two labels (Lafferty, McCallum and Pereira, 2001), small enough to read: a file of ``weights/`` has one
number a fact, positive where it speaks for cutting, and one a transition. There is one for text, another for text that shows a
whole page in a language other than English, and two for the markup of pages, which are looked at twice: each block by its own
facts, and again knowing what the first look made of the blocks around it (stacked learning: Cohen and Carvalho, 2005). They
were fitted on public pages by ``benchmarks/fit.py``; nothing in them names a person, a site or a story.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, wraps
from math import copysign, exp, fsum
from types import MappingProxyType
from typing import Literal, NamedTuple, ParamSpec, cast, get_args

from cleaner.shipped import shipped

Card = Literal["text", "dump_other", "page", "page_again"]
P = ParamSpec("P")

# Where the same facts are weighed by two cards: the other one is that of other languages, or that of the second look.
_OTHER: Mapping[Card, Card] = {"text": "dump_other", "page": "page_again"}
# How sure a mark is whose chance is just at the bar.
AT_BAR = 0.85
# So many facts are given as the reason of a cut.
REASONS = 3
# A score beyond this leaves no doubt, and its odds are still a number.
_MOST_SCORE = 300.0
# Of each view of a block so many different rows are remembered.
_ROWS_KEPT = 2048


class Weights(NamedTuple):
    """What each fact says for cutting, and what it costs to go from one label to the next (keep, cut)."""

    facts: dict[str, float]
    keep_to_cut: float
    cut_to_keep: float
    cut_to_cut: float
    keep_to_keep: float


@lru_cache(maxsize=len(get_args(Card)))
def weights(name: Card) -> Weights:
    """The weights that ship with the package."""
    data = shipped(f"weights/{name}.toml")
    return Weights(data["facts"], **data["transitions"])


class Row(NamedTuple):
    """Some facts of a block, those that one view of it gives, and what they say together for cutting."""

    facts: tuple[str, ...]
    score: float
    other: float  # … by the other card; the same where there is none
    loudest: tuple[int, ...]  # those that speak for cutting the loudest there, by their place in ``_by_loudness``


NOTHING = Row((), 0.0, 0.0, ())


def counted(card: Card) -> Callable[[Callable[P, tuple[str, ...]]], Callable[P, Row]]:
    """Make a function that spells facts give them as a row, spelled and counted once for each different arguments.

    A page has hundreds of blocks, but few different ones as far as one view goes. Arguments are given by place.

    >>> @counted("page")
    ... def look(form: str) -> tuple[str, ...]:
    ...     return (f"form={form}",)
    >>> look("link").facts, look("link") is look("link")
    (('form=link',), True)
    """

    def decorate(spell: Callable[P, tuple[str, ...]]) -> Callable[P, Row]:
        def row(*args: P.args, **kwargs: P.kwargs) -> Row:
            return row_of(spell(*args, **kwargs), card)

        return cast(Callable[P, Row], lru_cache(maxsize=_ROWS_KEPT)(wraps(spell)(row)))

    return decorate


def row_of(facts: tuple[str, ...], card: Card) -> Row:
    """Count some facts.

    >>> row_of(("in footer", "no fact"), "page").score == row_of(("in footer",), "page").score > 0
    True
    """
    last = _OTHER.get(card, card)
    places = _places_by_loudness(last)
    loudest = sorted({places[fact] for fact in facts if fact in places})
    first = score(facts, weights(card))
    return Row(facts, first, first if last == card else score(facts, weights(last)), tuple(loudest[:REASONS]))


def reasons(rows: Iterable[Row], card: Card) -> tuple[str, ...]:
    """Of all the facts of a block those that weigh most for the cut.

    >>> reasons([row_of(("no fact",), "page"), row_of(("in footer",), "page")], "page")
    ('in footer',)
    """
    by_loudness = _by_loudness(_OTHER.get(card, card))
    loudest = sorted(itertools.chain.from_iterable([row.loudest for row in rows]))
    return tuple([by_loudness[place] for place in loudest[:REASONS]])


@cache
def known_facts(card: Card) -> frozenset[str]:
    """The facts that have a weight, on either card."""
    return frozenset(weights(card).facts) | frozenset(weights(_OTHER.get(card, card)).facts)


@cache
def _by_loudness(card: Card) -> tuple[str, ...]:
    """The facts that speak for cutting, the loudest first."""
    speaking = sorted((-weight, fact) for fact, weight in weights(card).facts.items() if weight > 0)
    return tuple(fact for _, fact in speaking)


@cache
def _places_by_loudness(card: Card) -> Mapping[str, int]:
    return MappingProxyType({fact: place for place, fact in enumerate(_by_loudness(card))})


def probabilities(rows: Iterable[Iterable[str]], card: Weights) -> list[float]:
    """The probability of ``cut`` for each block, given its facts.

    >>> card = Weights({"menu": 3.0, "prose": -3.0}, 0.0, 0.0, 1.0, 1.0)
    >>> [round(p, 2) for p in probabilities([["menu"], [], ["prose"]], card)]
    [0.93, 0.5, 0.07]
    """
    return chain([score(row, card) for row in rows], card)


def score(facts: Iterable[str], card: Weights) -> float:
    """What the facts say for cutting, all together; exactly, and so the same in whatever order a set gave them.

    >>> card = Weights({"a": 0.1, "b": 0.2, "c": 0.3}, 0.0, 0.0, 0.0, 0.0)
    >>> score("abc", card) == score("cba", card)
    True
    """
    return fsum(map(card.facts.get, facts, itertools.repeat(0.0)))


def chain(scores: Sequence[float], card: Weights) -> list[float]:
    """The probability of ``cut`` for each block given the scores of all, by the forward-backward algorithm.

    With two labels only the odds of ``cut`` against ``keep`` matter, so each message is one number.
    """
    keep_to_cut, cut_to_keep, cut_to_cut, keep_to_keep = map(exp, card[1:])
    own_odds = [exp(score if -_MOST_SCORE < score < _MOST_SCORE else copysign(_MOST_SCORE, score)) for score in scores]
    from_above: list[float] = []
    message = 1.0
    for own in own_odds:
        from_above.append(message)
        odds = message * own
        message = (keep_to_cut + odds * cut_to_cut) / (keep_to_keep + odds * cut_to_keep)
    from_below: list[float] = []
    message = 1.0
    for own in reversed(own_odds):
        from_below.append(message)
        odds = message * own
        message = (cut_to_keep + odds * cut_to_cut) / (keep_to_keep + odds * keep_to_cut)
    odds_of_cut = (above * own * below for above, own, below in zip(from_above, own_odds, reversed(from_below), strict=True))
    return [odds / (1.0 + odds) for odds in odds_of_cut]


def confidence_at(chance: float, bar: float, surest: float) -> float:
    """A chance as a confidence: straight lines through (bar, AT_BAR) and (1, surest), and well below AT_BAR under the bar.

    >>> confidence_at(0.7, 0.7, 0.95), round(confidence_at(0.35, 0.7, 0.95), 2)
    (0.85, 0.38)
    """
    if chance >= bar:
        return AT_BAR + (surest - AT_BAR) * (chance - bar) / (1 - bar)
    return AT_BAR * chance / bar * 0.9
