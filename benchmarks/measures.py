"""How good a text is, held against the article or against an editor's labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import NamedTuple

from corpus import Labelled

from cleaner.evaluation import REMOVED, Score

_WORD = re.compile(r"\w+")
# ScrapingHub's article-extraction benchmark compares runs of this many words.
_SHINGLE = 4
# A line is judged by runs of four words; one shorter than this by pairs, one of a single word by that.
_LONG_LINE = 8

# Precision and recall; None where there is nothing to be right about.
Shares = tuple[float | None, float | None]

# --- a text against the article ----------------------------------------------------------------------------------------


def f1(precision: float, recall: float) -> float:
    """The harmonic mean.

    >>> f1(1.0, 0.5), f1(0.0, 0.0)
    (0.6666666666666666, 0.0)
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def judge(text: str, truth: str) -> list[bool | None]:
    """For each line, does it belong to the article? It does if at least half of its word runs stand there; None if wordless.

    >>> judge("It rained all day.\\n* * *\\nShare this", "Then it rained all day.")
    [True, None, False]
    """
    known = {size: _runs(truth, size) for size in (1, 2, _SHINGLE)}
    out: list[bool | None] = []
    for line in text.split("\n"):
        words = len(_WORD.findall(line))
        size = _SHINGLE if words >= _LONG_LINE else min(words, 2)
        runs = _runs(line, size) if size else set()
        out.append(2 * len(runs & known[size]) >= len(runs) if size else None)
    return out


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def ceiling(text: str, truth: str) -> str:
    """The text as it would be if every line of it were judged rightly."""
    return "\n".join(line for line, keep in zip(text.split("\n"), judge(text, truth), strict=True) if keep)


def shingle_shares(text: str, truth: str) -> Shares:
    """Precision and recall of a text's shingles.

    >>> shingle_shares("it rained all day today", "it rained all day"), shingle_shares("", "it rained")
    ((0.5, 1.0), (None, 0.0))
    """
    ours, theirs = _shingles(text), _shingles(truth)
    both = (ours & theirs).total()
    return both / ours.total() if ours else None, both / theirs.total() if theirs else None


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))) if words else Counter()


def word_shares(text: str, truth: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the two texts' words, order and case left aside.

    >>> word_shares("Rain rain today", "rain"), word_shares("", ""), word_shares("", "rain")
    ((0.3333333333333333, 1.0, 0.5), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0))
    """
    ours, theirs = (Counter(_WORD.findall(t.lower())) for t in (text, truth))
    if not ours or not theirs:
        return (float(not ours and not theirs),) * 3
    both = (ours & theirs).total()
    precision, recall = both / ours.total(), both / theirs.total()
    return precision, recall, f1(precision, recall)


def mean_shares(shares: Iterable[Shares]) -> tuple[float, float]:
    """Mean precision and mean recall: every page weighs alike.

    >>> mean_shares([(1.0, 0.5), (None, 0.0)])
    (1.0, 0.25)
    """
    precisions, recalls = zip(*shares, strict=True)
    precision, recall = (fmean([x for x in column if x is not None] or [0.0]) for column in (precisions, recalls))
    return precision, recall


class Snippets(NamedTuple):
    """How many snippets a text was to have and has, and was not to have and has."""

    wanted: int
    found: int
    unwanted: int
    leaked: int


def count_snippets(text: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Snippets:
    """Look for snippets, white space and case left aside.

    >>> count_snippets("It rained\\nall day.", ["rained all"], ["Share", "IT"])
    Snippets(wanted=1, found=1, unwanted=2, leaked=1)
    """
    folded = _folded(text)
    has, leaks = ([_folded(snippet) in folded for snippet in snippets] for snippets in (wanted, unwanted))
    return Snippets(len(has), sum(has), len(leaks), sum(leaks))


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


# --- a cut against the labels ------------------------------------------------------------------------------------------


def score_cells(score: Score) -> tuple[str, ...]:
    """Precision, recall, F1 and the share of the article that was lost, as a table has them."""
    return (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", f"{score.lost_share:.2%}")


def tally(document: Labelled, gone: bytearray) -> Score:
    """Hold what a tool took against the editor's labels, line by line."""
    total = Score()
    at = 0
    for number, line in enumerate(document.text.split("\n"), 1):
        core = line.strip()
        if core:
            start = at + line.index(core)
            taken = sum(gone[start : start + len(core)])
            total += _line_score(len(core), taken, number in document.cut, sum(map(len, document.parts.get(number, ()))))
        at += len(line) + 1
    return total


def _line_score(size: int, taken: int, to_cut: bool, due: int) -> Score:
    """The score of one line of ``size`` characters, of which ``taken`` went; of a kept line ``due`` were to go."""
    removed = taken > REMOVED * size
    if to_cut:
        return Score(right=removed, missed=not removed)
    return Score(wrong=removed and due < REMOVED * size, content=size - due, lost=max(0, taken - due))
