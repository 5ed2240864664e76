"""The words by which metadata is judged: data of ``words.toml``."""

from __future__ import annotations

import re
from functools import cache

from cleaner.metadata.texts import folded
from cleaner.shipped import shipped


@cache
def listed(key: str) -> tuple[str, ...]:
    """A list of words, as it is written.

    >>> listed("works_by")[:2]
    ('by', 'von')
    """
    return tuple(shipped("metadata/words.toml")[key])


@cache
def listed_folded(key: str) -> frozenset[str]:
    """The words of a list, folded as names are to be held against them.

    >>> "staffwriter" in listed_folded("nobody")
    True
    """
    return frozenset(map(folded, listed(key)))


def any_of(key: str) -> str:
    """An expression for any word of a list, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(listed(key), key=len, reverse=True))


def lead() -> str:
    """An expression for what stands before a name, without its colon: “by”, “story by”."""
    return rf"(?:(?:{any_of('written')})\s)?(?:{any_of('by')})"
