"""What is known of the lines of a host, and how a line is spelled so that it is known again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

# A line is known by its first characters: a template of more is told from others by these.
LONGEST_LINE = 1_000
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_LETTER = re.compile(r"[^\W\d_]")


class Recurring(NamedTuple):
    """A line on the pages of its host. ``position`` is where it stands on average: 0 the page's head, 1 its tail."""

    documents: int
    position: float


class Site(NamedTuple):
    """A host: how many of its pages were seen, copies counted once, and the lines that stand on several, as they are spelled
    by :func:`normalised`.
    """

    pages: int
    lines: Mapping[str, Recurring]


@lru_cache(maxsize=4096)
def normalised(plain: str) -> str:
    """A line as it is counted and looked up: case folded, each number a ``#``, blanks collapsed; empty if it has no letter.

    >>> normalised("  12 Comments —  Share your VIEW "), normalised("1,204 comments — share your view"), normalised("* * *")
    ('# comments — share your view', '# comments — share your view', '')
    """
    line = " ".join(_NUMBER.sub("#", plain[: 2 * LONGEST_LINE].casefold()).split())[:LONGEST_LINE]
    return line if _LETTER.search(line) else ""
