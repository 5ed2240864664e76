"""Where words end: between two characters of one word there is no edge."""

from __future__ import annotations

import unicodedata

from cleaner.kept_expressions import compiled
from cleaner.patterns import later

# Scripts that have no blanks between their words: what stands beside such a letter tells nothing.
UNSPACED_LETTER = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]"
_UNSPACED = later(compiled, UNSPACED_LETTER)
_FIRST_UNSPACED = "\u0e00"


def splits_a_word(left: str, right: str) -> bool:
    """Are these neighbours inside one word?

    >>> splits_a_word("e", "s"), splits_a_word("e", " "), splits_a_word("文", "章")
    (True, False, False)
    """
    if not (_is_of_a_word(left) and _is_of_a_word(right)):
        return False
    return (left < _FIRST_UNSPACED or not _UNSPACED.match(left)) and (right < _FIRST_UNSPACED or not _UNSPACED.match(right))


def _is_of_a_word(character: str) -> bool:
    """Letters, digits, and the marks upon them: vowel signs are parts of words in many scripts."""
    return character.isalnum() or (character > "\u02ff" and unicodedata.category(character)[0] == "M")
