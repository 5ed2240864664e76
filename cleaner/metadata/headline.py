"""The headline of a page and what stands beside it: who wrote the article, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.metadata.elements import date_of, is_elsewhere, name_of, text_of
from cleaner.metadata.model import Claim, Field
from cleaner.metadata.texts import folded
from cleaner.patterns import later

_CLASSES = ("date", "publish", "posted", "byline", "author", "autor", "auteur", "writer", "firma")
_BESIDE = ", ".join(("h1", "h2", "h3", "h4", "p", "time", "abbr[title]", *(f'[class*="{token}" i]' for token in _CLASSES), 'a[href*="/author/"]'))
_NAMES = later(re.compile, r"(?i)byline|auth?or|auteur|(?<![^\W_])writer|(?<![^\W_])firma(?![^\W_])")
_DATES = later(re.compile, r"(?i)date|publish|posted|byline")
_CHANGED = later(re.compile, r"(?i)updat|modif")
_PUBLISHED = later(re.compile, r"(?i)publish")
# In the microformats of people and events a class says that a date is no article's.
_OF_OTHERS = frozenset({"bday", "dtstart", "dtend"})
_ISO_STAMP = later(re.compile, r"\d{4}-\d\d-\d\d")
# The head of an article ends with its so-many-th paragraph that is longer than a byline.
_PARAGRAPHS = 3
_PROSE_CHARS = 120
# Of what stands above the headline, so many elements are still beside it; below it, so many are looked at.
_ABOVE = 8
_BELOW = 60
# A heading that stands in the title, or the title in it, is the headline unless it is as short as the name of a section.
_HEADLINE_CHARS = 8
_BYLINE_CHARS = 140
_LOWER = ("h3", "h4")
# A paragraph as short as this that has a date is little else.
_STAMP_CHARS = 30
_MOST_HEADINGS = 200


def telling(tree: LexborHTMLParser) -> list[LexborNode]:
    """The page's headings, and what may say who wrote the article, and when, in order. To go through a page takes long, so it is done once."""
    return tree.css(_BESIDE)


def headlines(nodes: Sequence[LexborNode]) -> tuple[str, ...]:
    """The texts of the page's `<h1>`, those that have one."""
    return _texts(nodes, ("h1",))


def headings(nodes: Sequence[LexborNode]) -> tuple[str, ...]:
    """The texts of the page's other headings that may be that of the article."""
    return _texts(nodes, ("h2", *_LOWER))


def _texts(nodes: Sequence[LexborNode], tags: Sequence[str]) -> tuple[str, ...]:
    """Of the first elements with these tags."""
    found = islice((node for node in nodes if node.tag in tags), _MOST_HEADINGS)
    return tuple(text for node in found if (text := text_of(node)))


def claims(nodes: Sequence[LexborNode], title: str | None) -> Iterator[Claim]:
    """Names and dates beside the headline, those below it first; without a headline, the first `<time>` of the page."""
    at = _headline(nodes, folded(title or ""))
    if at is None:
        first = next((node for node in nodes if node.tag == "time" and not is_elsewhere(node)), None)
        yield Claim(Field.PUBLISHED, (date_of(first),) if first else ())
        return
    for node in (*_head_of(nodes[at + 1 : at + 1 + _BELOW]), *nodes[max(0, at - _ABOVE) : at]):
        if node.tag != "h1" and not is_elsewhere(node):
            yield from _of(node)


def _headline(nodes: Sequence[LexborNode], title: str) -> int | None:
    """The first heading of the two highest levels that says the title, or stands in it; else one of a lower level that is the title, else the first `<h1>`."""
    first = lower = None
    for index, node in enumerate(nodes):
        if node.tag in ("h1", "h2"):
            text = folded(text_of(node))
            if len(text) >= _HEADLINE_CHARS and title and (text in title or title in text):
                return index
            if first is None and text and node.tag == "h1":
                first = index
        elif lower is None and len(title) >= _HEADLINE_CHARS and node.tag in _LOWER and folded(text_of(node)) == title:
            lower = index
    return first if lower is None else lower


def _head_of(nodes: Sequence[LexborNode]) -> Iterator[LexborNode]:
    paragraphs = 0
    for node in nodes:
        if node.tag == "p" and len(text_of(node)) > _PROSE_CHARS:
            paragraphs += 1
            if paragraphs == _PARAGRAPHS:
                return
        yield node


def _of(node: LexborNode) -> Iterator[Claim]:
    """What an element says by its own class or address. A name must be short; whether it is one, others decide."""
    attributes = node.attributes
    tokens = attributes.get("class") or ""
    if _NAMES.search(tokens) or "/author/" in (attributes.get("href") or ""):
        name = name_of(node)
        yield Claim(Field.AUTHOR, (name,) if len(name) <= _BYLINE_CHARS else ())
    if node.tag == "abbr" and not _ISO_STAMP.match(attributes.get("title") or ""):
        return  # it only says what it is short for
    marked = node.tag in ("time", "abbr") or _DATES.search(tokens)
    if _OF_OTHERS.isdisjoint(tokens.split()) and (marked or node.tag == "p"):
        date = date_of(node)
        if len(date) <= (_BYLINE_CHARS if marked else _STAMP_CHARS):
            changed = _CHANGED.search(tokens) or _CHANGED.search(attributes.get("itemprop") or "") or _CHANGED.search(date)
            if changed and ("pubdate" in attributes or _PUBLISHED.search(tokens)):
                changed = None  # themes give the date of an article that was never changed the names of both
            yield Claim(Field.MODIFIED if changed else Field.PUBLISHED, (date,))
