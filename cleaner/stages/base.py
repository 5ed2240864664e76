"""What a stage is: a name and up to two looks at a document. Stages propose; they never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cleaner.evidence import Evidence
from cleaner.model import CONTENT_CATEGORIES, Category, Mark

# What a line's text alone tells is asked by several stages, and again in the next round: a page's lines are remembered.
per_line = lru_cache(maxsize=2048)

# An article stands above what closes a text, or heads cards and comments: so many paragraphs of prose at least.
ARTICLE_PROSE = 3
# The rule of sentences that only point to another page (“Read our guide to ferries.”): they stand amid the article, and say nothing of what is around.
POINTER = "see-our-sentence"
# A neighbour counts as boilerplate for the context pass from this confidence on.
LIKELY = 0.8


class Verdicts:
    """The marks so far, seen by block: what the context pass may know about a block's neighbours."""

    def __init__(self, evidence: Evidence, marks: Iterable[Mark] = ()) -> None:
        self.evidence = evidence
        self.marks: list[Mark] = []
        self._by_start = {b.start: i for i, b in enumerate(evidence.blocks)}
        self._whole: dict[int, Mark] = {}
        self._gone: set[int] = set()
        self.add(marks)

    def add(self, marks: Iterable[Mark]) -> None:
        """Take in marks; of several that cover a whole block the surest is its verdict."""
        for mark in marks:
            self.marks.append(mark)
            index = self._by_start.get(mark.start)
            if index is not None and mark.end >= self.evidence.blocks[index].end:
                held = self._whole.get(index)
                if held is None or held.confidence < mark.confidence:
                    self._whole[index] = mark
                    # A name of a roll looks like a byline or an entry of a menu, and is neither.
                    if mark.confidence >= LIKELY and not self.evidence.in_roll[index] and mark.rule != POINTER:
                        self._gone.add(index)

    def of(self, index: int) -> Mark | None:
        """The surest mark that covers this whole block."""
        return self._whole.get(index)

    def likely(self) -> list[tuple[int, Mark]]:
        """The blocks that are likely to be cut, in order, each with its verdict."""
        return [(index, self._whole[index]) for index in sorted(self._gone)]

    def gone(self, index: int) -> bool:
        """Is this block likely to be cut?"""
        return index in self._gone

    def kept(self, start: int, end: int) -> list[int]:
        """The blocks from one to before another that are likely to stay."""
        return [index for index in range(start, end) if index not in self._gone]

    def is_a(self, index: int, *categories: Category) -> bool:
        """Is this block likely to be cut as one of these?"""
        return index in self._gone and self._whole[index].category in categories

    def heads(self, index: int, category: Category) -> bool:
        """Is this block likely to be cut as the head of a widget of the category (“Related”, “About the author”)?"""
        return self.is_a(index, category) and self.evidence.is_head(index, category)

    def all_heads(self, category: Category) -> list[int]:
        """The blocks that are likely to be cut as such heads, in order."""
        return [index for index in sorted(self._gone) if self.heads(index, category)]


Alone = Callable[[Evidence], Iterator[Mark]]
InContext = Callable[[Evidence, Verdicts], Iterator[Mark]]


# A repeat is told by what stands elsewhere in the text, never by words or place: all categories that those can tell.
TOLD_BY_WORDS: tuple[Category, ...] = tuple(category for category in CONTENT_CATEGORIES if category is not Category.DUPLICATE)


class Rule(NamedTuple):
    """A rule in code, for people: its name, what it looks for, and the categories that it may give what it finds."""

    name: str
    looks_for: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """``alone`` judges each block by itself; ``context`` judges again, knowing the marks so far and the neighbours.

    ``rules`` are those that the stage itself proposes by, whatever else the phrase files say.
    """

    name: str
    alone: Alone | None = None
    context: InContext | None = None
    rules: tuple[Rule, ...] = ()
