"""The scorecard: how likely each block is boilerplate, given its facts and those of its neighbours.

A linear chain over two labels (Lafferty, McCallum and Pereira, 2001), small enough to read: a file of ``weights/`` has one
number a fact, positive where it speaks for cutting, and one a transition. There is one for text and one for the markup of
pages. They were fitted on public pages by ``benchmarks/fit.py``; nothing in them names a person, a site or a story.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from itertools import repeat
from math import exp, fsum, log1p
from typing import Literal, NamedTuple

Card = Literal["text", "page"]

# How sure a mark is whose chance is just at the bar.
AT_BAR = 0.85
# So many facts are given as the reason of a cut.
REASONS = 3


class Weights(NamedTuple):
    """What each fact says for cutting, and what it costs to go from one label to the next (keep, cut)."""

    facts: dict[str, float]
    keep_to_cut: float
    cut_to_keep: float
    cut_to_cut: float
    keep_to_keep: float


@lru_cache(maxsize=2)
def weights(name: Card) -> Weights:
    """The weights that ship with the package."""
    data = tomllib.loads((resources.files("cleaner") / "weights" / f"{name}.toml").read_text(encoding="utf-8"))
    return Weights(data["facts"], **data["transitions"])


def probabilities(rows: Sequence[Sequence[str]], card: Weights) -> list[float]:
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
    return fsum(map(card.facts.get, facts, repeat(0.0)))


class Tally(NamedTuple):
    """What a few facts say together for cutting, and which of them say it loudest."""

    score: float
    loudest: tuple[str, ...]


# As many as a page has; what is kept longer costs the garbage collector more than counting again.
@lru_cache(maxsize=2048)
def tally(facts: tuple[str, ...], name: Card) -> Tally:
    """Count facts together that often come together.

    >>> tally(("in footer", "no fact"), "page").loudest
    ('in footer',)
    """
    card = weights(name)
    return Tally(score(facts, card), _loudest(facts, card))


def reasons(tallies: Iterable[Tally], name: Card) -> tuple[str, ...]:
    """Of all the facts that were counted those that weigh most for the cut."""
    return _loudest((fact for tally in tallies for fact in tally.loudest), weights(name))


def _loudest(facts: Iterable[str], card: Weights) -> tuple[str, ...]:
    speaking = sorted({(-weight, fact) for fact in facts if (weight := card.facts.get(fact, 0.0)) > 0})
    return tuple(fact for _, fact in speaking[:REASONS])


def chain(scores: Sequence[float], card: Weights) -> list[float]:
    """The probability of ``cut`` for each block given the scores of all, by the forward-backward algorithm in logarithms."""
    if not scores:
        return []
    forward = [(0.0, scores[0])]
    for own in scores[1:]:
        keep, cut = forward[-1]
        forward.append((_add(keep + card.keep_to_keep, cut + card.cut_to_keep), own + _add(keep + card.keep_to_cut, cut + card.cut_to_cut)))
    backward = [(0.0, 0.0)]
    for own in reversed(scores[1:]):
        keep, cut = backward[-1]
        cut += own
        backward.append((_add(keep + card.keep_to_keep, cut + card.keep_to_cut), _add(keep + card.cut_to_keep, cut + card.cut_to_cut)))
    return [_share(f[1] + b[1], f[0] + b[0]) for f, b in zip(forward, reversed(backward), strict=True)]


def confidence_at(chance: float, bar: float, surest: float) -> float:
    """A chance as a confidence: straight lines through (bar, AT_BAR) and (1, surest), and well below AT_BAR under the bar.

    >>> confidence_at(0.7, 0.7, 0.95), round(confidence_at(0.35, 0.7, 0.95), 2)
    (0.85, 0.38)
    """
    if chance >= bar:
        return AT_BAR + (surest - AT_BAR) * (chance - bar) / (1 - bar)
    return AT_BAR * chance / bar * 0.9


def _add(a: float, b: float) -> float:
    """log(e^a + e^b)."""
    return max(a, b) + log1p(exp(-abs(a - b)))


def _share(cut: float, keep: float) -> float:
    """e^cut / (e^cut + e^keep)."""
    difference = max(-500.0, min(500.0, keep - cut))
    return 1.0 / (1.0 + exp(difference))
