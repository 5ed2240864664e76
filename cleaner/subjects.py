"""Whom the article is about: a person whom its paragraphs name. What looks like a byline or a bio of that name is part of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from cleaner.model import Block
from cleaner.patterns import later
from cleaner.shapes import WITHOUT_SPACES, Shape

# So many paragraphs name a person whom the article is about; one may name who wrote it.
_PARAGRAPHS = 2
# One more than that is enough, for a paragraph does not count for itself.
_ENOUGH = _PARAGRAPHS + 1
# A shorter word may begin any sentence.
_NAME_LETTERS = 4
# In many languages names have endings, of so many letters at most.
_ENDING = 3
# A heading with capitals writes words of so many letters small (“from”, “with”); so many others behind its first tell it.
_SMALL_LETTERS = 4
_CAPITALISED = 2
# A run of letters is no word, in Lao, Burmese and Khmer neither.
_WITHOUT_BLANKS = later(re.compile, rf"[{WITHOUT_SPACES}\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD = later(re.compile, r"\w+")


class Subjects:
    """The names that the article's paragraphs go on about; what they name is counted once, when it is first asked for."""

    def __init__(self, blocks: Sequence[Block], shapes: Sequence[Shape]) -> None:
        self._blocks, self._shapes = blocks, shapes

    def include(self, name: str) -> bool:
        """Do paragraphs of the article go on about this name?"""
        return self._paragraphs_with(_longest_word(name.partition(",")[0].split()[-1])) >= _PARAGRAPHS

    def go_on_about(self, word: str) -> bool:
        """Do paragraphs of the article go on about this word, as it is written here or in lower case?"""
        return max(self._paragraphs_with(word), self._paragraphs_with(word.lower())) >= _PARAGRAPHS

    def write_small(self, word: str) -> bool:
        """Does a paragraph of the article write this word without a capital, so that it is no name?"""
        return self._paragraphs_with(word.lower()) > 0

    def make_title_case_of(self, plain: str) -> bool:
        """Are words capitalised here that the article writes small, and is no long word small? So headings are written in English.

        Names are capitalised everywhere, and of a sentence only the first word is.
        """
        words = _WORD.findall(plain)
        if not words or words[-1][0].islower() or any(word[0].islower() and len(word) > _SMALL_LETTERS for word in words):
            return False
        small_elsewhere = [word for word in words[1:] if word[0].isupper() and self.write_small(word)]
        return len(small_elsewhere) >= _CAPITALISED

    def share_of(self, plain: str) -> float | None:
        """How much of the longer words of a line stands in paragraphs of the article, too; None if it has none, or no blanks between words."""
        words = [word for word in map(str.lower, _WORD.findall(plain)) if len(word) >= _NAME_LETTERS]
        return sum(word in self._words for word in words) / len(words) if words and not _WITHOUT_BLANKS.search(plain) else None

    def open(self, index: int) -> bool:
        """Does the block begin with a name that other paragraphs of the article name?"""
        name = self._blocks[index].plain.split(maxsplit=1)[0].strip("*_\"“'’s,.")
        if not name[:1].isupper() or len(name) < _NAME_LETTERS:
            return False
        itself = self._shapes[index].prose
        return self._paragraphs_with(_longest_word(name)) - itself >= _PARAGRAPHS

    def _paragraphs_with(self, word: str) -> int:
        """In how many paragraphs a word stands, as it is or with an ending; no more than ``_ENOUGH`` are counted."""
        if not word:
            return 0
        found: set[int] = set()
        words = self._in_order
        for index in range(bisect_left(words, word), len(words)):
            if not words[index].startswith(word) or len(found) >= _ENOUGH:
                break
            if len(words[index]) - len(word) <= _ENDING:
                found.update(self._paragraphs_of[words[index]])
        return min(len(found), _ENOUGH)

    @cached_property
    def _paragraphs_of(self) -> Mapping[str, Sequence[int]]:
        """Of each word of the paragraphs the first that it stands in, ``_ENOUGH`` at most."""
        out: defaultdict[str, list[int]] = defaultdict(list)
        paragraphs = (block.plain for block, shape in zip(self._blocks, self._shapes, strict=True) if shape.prose)
        for number, plain in enumerate(paragraphs):
            for word in set(_WORD.findall(plain)):
                if len(out[word]) < _ENOUGH:
                    out[word].append(number)
        return out

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._paragraphs_of)

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of all paragraphs, in lower case."""
        return frozenset(map(str.lower, self._paragraphs_of))


def _longest_word(name: str) -> str:
    return max(_WORD.findall(name), key=len, default="")

