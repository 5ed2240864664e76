"""Blocks that the page's own data gives as text of its article: its title, its description, and the article as told to search engines.

What a page says of itself there was written for readers, so a block that repeats it is worth keeping, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.evidence import Evidence
from cleaner.folding import fold
from cleaner.metadata.texts import folded
from cleaner.model import HEADING, LIST_ITEM
from cleaner.patterns import later

# Words. Shorter lines may stand in an article's text by chance: headings of other parts of the page, names, numbers.
_TELLING = 8
# Characters. Descriptions are often cut short, so the beginning tells; one that is shorter than this may be a slogan.
_BEGINNING = 50
_SHORTEST = 40
# A title has the name of a series before it or that of the site behind it. What is left after a cut there is the headline if it is no less
# than this share of the title's letters: less may be the name of a section.
_JOINT = later(re.compile, r"\s*[|_\[\]«»‹›–—·]+\s*|\s+:\s+|\s*-+\s*")
_MOST_OF_TITLE = 0.4
# A title has fewer parts than this; text that is no title may have thousands.
_MOST_PARTS = 12
# What is left where a description was cut short.
_CUT_SHORT = ".… "


def in_declared_article(evidence: Evidence) -> frozenset[int]:
    """The blocks of some length that stand in the article's text as the page's data has it."""
    article = _normal(evidence.told.article_body or "")
    if not article:
        return frozenset()
    return frozenset(i for i, line in enumerate(evidence.folded) if evidence.shapes[i].words >= _TELLING and _single_spaced(line) in article)


def with_title(evidence: Evidence) -> Sequence[int]:
    """The blocks that say the page's title or the greater part of it, in order. Items of lists and links only name what they lead to; but the
    headings of blogs lead to their own page.
    """
    says = _headlines(evidence.told.title or "")
    if not says:
        return ()
    longest = 2 * max(map(len, says))  # a line has blanks and signs besides
    rows = enumerate(zip(evidence.blocks, evidence.shapes, strict=True))
    may_say = [(i, block) for i, (block, shape) in rows if block.kind is HEADING or (block.kind is not LIST_ITEM and not shape.mostly_links)]
    return [i for i, block in may_say if 0 < len(block.plain) <= longest and folded(block.plain) in says]


def _headlines(title: str) -> frozenset[str]:
    """What a line may say that is the headline of a page with this title, folded.

    >>> sorted(_headlines("A hard winter for box | Ellery Post"))
    ['ahardwinterforbox', 'ahardwinterforboxellerypost']
    """
    parts = [folded(part) for part in _JOINT.split(title)]
    runs = {"".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, min(len(parts), start + _MOST_PARTS) + 1)}
    least = sum(map(len, parts)) * _MOST_OF_TITLE
    return frozenset(run for run in runs if run and len(run) >= least)


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
