"""Arrows that lead the reader on: before the title of another story, behind the label of a link."""

from __future__ import annotations

import re

from cleaner.patterns import later

# As characters of a set in an expression.
BEHIND_WORDS = "→»›▸>"
_BEHIND_WORDS = tuple(BEHIND_WORDS)
_BEFORE_WORDS = later(re.compile, r"\s*(?:>{1,3}|[»→►▶➤➡👉]\ufe0f?)\s*\S")


def arrow_before(text: str, at: int = 0) -> bool:
    """Do an arrow and something behind it stand at this place of the text?

    >>> arrow_before("→ The bridge that would not hold"), arrow_before("The bridge →"), arrow_before("»")
    (True, False, False)
    """
    return _BEFORE_WORDS.match(text, at) is not None


def arrow_behind(text: str) -> bool:
    """Does the text end with an arrow?

    >>> arrow_behind("All stories ›"), arrow_behind("→ All stories")
    (True, False)
    """
    return text[-2:].rstrip().endswith(_BEHIND_WORDS)
