"""Names and dates under the class names and relations that the web has agreed on for them: hAtom, h-entry, `rel=author`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.metadata.elements import date_of, is_elsewhere, is_within, name_of, tokens_of
from cleaner.metadata.model import Claim, Field
from cleaner.metadata.titles import HEADLINE_WORDS
from cleaner.patterns import later
from cleaner.shapes import count_words

_AUTHORS = ".p-author, .fn, .author, [rel~=author]"
_DATES = "time[pubdate], time.published, abbr.published, time.entry-date, .dt-published, time.updated, time.modified, .dt-updated"
_UPDATED = frozenset({"updated", "modified", "dt-updated"})
_PUBLISHED = frozenset({"published", "dt-published", "entry-date"})
# So many of a page's candidates are looked at.
_MOST = 100
# What the box of the author is called, and how deep in it the name stands.
_AUTHORS_BOX = later(re.compile, r"(?i)(?<![^\W_])(?:auth?or|auteur)(?![^\W_])")
_BOX_DEPTH = 3
# Who is named above a headline with so many others has written what is listed there.
_LISTED = 3
# The doubt of `rel=author`, and of what names no author.
_RELATED, _NO_AUTHOR = 3, 5


def claims(tree: LexborHTMLParser) -> Iterator[Claim]:
    """The names, the surest first, and the dates. Below an article those of others follow, so the first of a kind counts."""
    found = [node for node in tree.css(_AUTHORS)[:_MOST] if node.tag != "link"]
    authors = [node for node in found if not is_elsewhere(node) and _doubt(node) < _NO_AUTHOR]
    others = _of_other_stories(tree, authors)
    in_order = sorted(authors, key=lambda node: (_doubt(node), node.mem_id in others))
    for _, together in groupby(in_order, key=lambda node: (_doubt(node), node.parent.mem_id if node.parent else 0)):
        yield Claim(Field.AUTHOR, tuple(dict.fromkeys(map(name_of, together))))
    if not authors:
        # In a box beside the article that is called the author's, a name is that if there is no other.
        beside = {name for node in found if _doubt(node) == _RELATED and _is_in_authors_box(node) if (name := name_of(node))}
        yield Claim(Field.AUTHOR, tuple(beside) if len(beside) == 1 else ())
    for node in tree.css(_DATES)[:_MOST]:
        if not is_elsewhere(node):
            # Themes give the date of an article that was never changed both classes.
            changed = _UPDATED & tokens_of(node) and not _PUBLISHED & tokens_of(node) and "pubdate" not in node.attributes
            yield Claim(Field.MODIFIED if changed else Field.PUBLISHED, (date_of(node),))


def _of_other_stories(tree: LexborHTMLParser, authors: Sequence[LexborNode]) -> frozenset[int]:
    """Those above the headline, if several are named there: a list of what is new stands above the article."""
    if len(authors) < _LISTED:
        return frozenset()
    known = {node.mem_id for node in authors}
    in_order = [node for node in tree.css(f"h1, {_AUTHORS}") if node.mem_id in known or node.tag == "h1"]
    headline = next((at for at, node in enumerate(in_order) if node.tag == "h1" and count_words(name_of(node)) >= HEADLINE_WORDS), 0)
    above = [node for node in in_order[:headline] if node.tag != "h1"]
    return frozenset(node.mem_id for node in above) if len({name_of(node) for node in above}) >= _LISTED else frozenset()


def _is_in_authors_box(node: LexborNode) -> bool:
    """Is one of the elements around it called after the author?"""
    above = node.parent
    for _ in range(_BOX_DEPTH):
        if above is None:
            return False
        if _AUTHORS_BOX.search(f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"):
            return True
        above = above.parent
    return False


def _doubt(node: LexborNode) -> int:
    """How an element is known as one that names the author: the less the number, the surer it is."""
    tokens = tokens_of(node)
    if "p-author" in tokens:
        return 0
    if "fn" in tokens and is_within(node, "vcard"):
        return _NO_AUTHOR if "org" in tokens else 1  # a card whose name is that of an organisation is the organisation's
    if {"author", "vcard"} <= tokens:
        return 2
    if "author" in (node.attributes.get("rel") or "").split():
        return _RELATED
    return 4 if "author" in tokens and is_within(node, "hentry") else _NO_AUTHOR
