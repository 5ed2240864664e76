"""Teasers of other stories: how they end."""

from __future__ import annotations

import re

_ELLIPSIS = r"\.\.\.|…|\[…\]|\[\.\.\.\]"
_BREAKS_OFF = re.compile(rf"(?:{_ELLIPSIS})\Z")
_LEADS_ON = re.compile(rf"(?:{_ELLIPSIS}|read more|more)\s?[»›→]?\Z", re.I)


def breaks_off(plain: str) -> bool:
    """Does the text end in the middle of what it says?

    >>> breaks_off("The river rose by […]"), breaks_off("The river rose. Read more »")
    (True, False)
    """
    return _BREAKS_OFF.search(plain) is not None


def leads_on(plain: str) -> bool:
    """Does the text break off, or end with a way to the rest of it?

    >>> leads_on("The river rose by […]"), leads_on("The river rose. Read more »"), leads_on("The river rose.")
    (True, True, False)
    """
    return _LEADS_ON.search(plain) is not None
