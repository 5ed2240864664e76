"""What the words in class and id attributes call a part of a page: ``markup.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from cleaner.model import Category
from cleaner.shipped import shipped


@cache
def _sections() -> Mapping[str, Mapping[str, list[str]]]:
    return MappingProxyType(shipped("markup.toml"))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """From a token to the names it gives, in the order of the file."""
    names: dict[str, tuple[str, ...]] = {}
    for section in _sections().values():
        for name, tokens in section.items():
            for token in tokens:
                names[token] = (*names.get(token, ()), name)
    return MappingProxyType(names)


@cache
def naming_tokens() -> frozenset[str]:
    """All tokens that say what a part of a page is."""
    return frozenset(_names())


@cache
def _rank() -> Mapping[str, int]:
    return MappingProxyType({name: rank for rank, name in enumerate(_sections()["cut"])})


def names_of(tokens: frozenset[str]) -> frozenset[str]:
    """What these tokens call a part: categories of what is cut, and names of what is kept.

    >>> sorted(names_of(frozenset({"article", "standfirst", "xl"})))
    ['standfirst']
    """
    names = _names()
    return frozenset(name for token in tokens & naming_tokens() for name in names[token])


@cache
def _tokens_of(name: str) -> frozenset[str]:
    return frozenset(token for section in _sections().values() for token in section.get(name, ()))


def is_called(name: str, tokens: frozenset[str]) -> bool:
    """Is this one of the names that these tokens give a part?

    >>> is_called("standfirst", frozenset({"article", "dek"})), is_called("ingredients", frozenset({"article", "dek"}))
    (True, False)
    """
    return not _tokens_of(name).isdisjoint(tokens)


@lru_cache(maxsize=1024)  # most blocks of a page share their tokens with others
def category_of(tokens: frozenset[str]) -> Category | None:
    """The category these tokens name, the first of the file where they name several.

    >>> category_of(frozenset({"post", "newsletter", "nav"})).value
    'newsletter'
    """
    rank = _rank()
    named = [name for name in names_of(tokens) if name in rank]
    return Category(min(named, key=lambda name: rank[name])) if named else None
