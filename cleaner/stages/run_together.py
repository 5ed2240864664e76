"""Texts that lost the ends of their lines: where in a run of words the line began that a phrase belongs to."""

from __future__ import annotations

import regex

from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.shapes import count_words

# A paragraph has fewer words than a text that lost its lines; where every noun has a capital, so many words have one.
_FLATTENED_WORDS, _CAPITALS_OF_NOUNS = 300, 0.32
# What may stand between two lines that ran together; so many words behind a name may be a sentence of the article.
_BETWEEN_LINES, _REST_OF_SENTENCE = "|·•×»:", 8
# Characters: sentences that ran together are no longer than this, and so few blanks stand between two words.
_LONGEST_RUN, _BLANKS = 4_000, 3
_WORD = later(compiled, r"[\p{L}\p{M}'’]+")


def is_flattened(plain: str, words: int, is_all: bool) -> bool:
    """Is this block, which ``is_all`` of its text or has so many ``words``, many lines in one, and do capitals tell where they began?

    >>> is_flattened("It rained. Share this The ferries stay in port until noon, she said.", 13, is_all=True)
    True
    >>> is_flattened("Es regnete. Die Fähren bleiben bis zum Mittag im Hafen, sagte die Reederei.", 13, is_all=True)
    False
    """
    if not is_all and words < _FLATTENED_WORDS:
        return False
    tokens = plain.split()
    return sum(map(str.istitle, tokens)) < len(tokens) * _CAPITALS_OF_NOUNS


def line_meant(plain: str, phrase: tuple[int, int], sentence: tuple[int, int], common: frozenset[str]) -> tuple[int, int]:
    """Of the lines that ran together in a sentence the one that the phrase stands in; where it is unsure, less of it.

    ``common`` are the small words of the language: they have a capital where a sentence begins, and nowhere else.

    >>> plain = "Rain by Ada Roe We may earn a commission The tide turned."
    >>> start, end = line_meant(plain, (19, 40), (0, 57), frozenset({"we", "the"}))
    >>> plain[start:end]
    'We may earn a commission '
    """
    (hit_start, hit_end), (start, end) = phrase, sentence
    if end - start > _LONGEST_RUN:
        return start, end
    for word in _WORD.finditer(plain, start, end):
        if not _may_open_a_line(plain, word):
            continue
        is_common = word[0].lower() in common
        if word.start() <= hit_start and is_common:
            start = word.start()
        elif word.start() >= hit_end and (is_common or count_words(plain[word.start() : end]) >= _REST_OF_SENTENCE):
            return start, word.start()
    return start, end


def _may_open_a_line(plain: str, word: regex.Match[str]) -> bool:
    """A capital behind a word that ended no sentence."""
    before = plain[max(0, word.start() - _BLANKS) : word.start()].rstrip()[-1:]
    return len(word[0]) > 1 and word[0][0].isupper() and (before.isalnum() or before in _BETWEEN_LINES)
