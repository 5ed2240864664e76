"""Blocks that the page's own data gives as text of its article: its description, and the article as told to search engines.

What a page says of itself there was written for readers, so a block that repeats it is worth keeping, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.evidence import Evidence
from cleaner.folding import fold

# Words. Shorter lines may stand in an article's text by chance: headings of other parts of the page, names, numbers.
_TELLING = 8
# Characters. Descriptions are often cut short, so the beginning tells; one that is shorter than this may be a slogan.
_BEGINNING = 50
_SHORTEST = 40
# What is left where a description was cut short.
_CUT_SHORT = ".… "


def in_declared_article(evidence: Evidence) -> frozenset[int]:
    """The blocks of some length that stand in the article's text as the page's data has it."""
    article = _normal(evidence.told.article_body or "")
    if not article:
        return frozenset()
    return frozenset(i for i, line in enumerate(evidence.folded) if evidence.shapes[i].words >= _TELLING and _single_spaced(line) in article)


def with_description(evidence: Evidence) -> Sequence[int]:
    """The blocks of some length that begin as the page's description does, in order."""
    description = _normal(evidence.told.description or "").rstrip(_CUT_SHORT)
    if len(description) < _SHORTEST:
        return ()
    rows = enumerate(zip(evidence.folded, evidence.shapes, strict=True))
    telling = [(i, line) for i, (line, shape) in rows if shape.words >= _TELLING and line.lstrip()[:1] == description[0]]
    return [i for i, line in telling if _begin_alike(_single_spaced(line), description)]


def _begin_alike(line: str, description: str) -> bool:
    return line.startswith(description[:_BEGINNING]) or (len(line) >= _SHORTEST and description.startswith(line[:_BEGINNING]))


def _normal(text: str) -> str:
    return _single_spaced(fold(text))


def _single_spaced(folded: str) -> str:
    """With one space wherever there is any."""
    return " ".join(folded.split())
