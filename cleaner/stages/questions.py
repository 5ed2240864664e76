"""Lines that end with a question."""

from __future__ import annotations

# As scripts print it: also Arabic, and as wide as Han and kana.
QUESTION_MARKS = ("?", "؟", "？")


def asks(plain: str) -> bool:
    """Does the line end with a question?

    >>> asks("What do you think?"), asks("What do you think? Tell us."), asks("ما رأيك؟")
    (True, False, True)
    """
    return plain.endswith(QUESTION_MARKS)
