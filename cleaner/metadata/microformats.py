"""Names and dates under the class names and relations that the web has agreed on for them: hAtom, h-entry, `rel=author`."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.metadata.elements import date_of, is_elsewhere, is_within, name_of, tokens_of
from cleaner.metadata.model import Claim, Field

_AUTHORS = ".p-author, .fn, .author, [rel~=author]"
_DATES = "time[pubdate], time.published, abbr.published, time.entry-date, .dt-published, time.updated, time.modified, .dt-updated"
_UPDATED = frozenset({"updated", "modified", "dt-updated"})
_PUBLISHED = frozenset({"published", "dt-published", "entry-date"})
# So many of a page's candidates are looked at.
_MOST = 100
_NO_AUTHOR = 5


def claims(tree: LexborHTMLParser) -> Iterator[Claim]:
    """The names, the surest first, and the dates. Below an article those of others follow, so the first of a kind counts."""
    authors = [node for node in tree.css(_AUTHORS)[:_MOST] if node.tag != "link" and not is_elsewhere(node)]
    for node in sorted(authors, key=_doubt):
        if _doubt(node) < _NO_AUTHOR:
            yield Claim(Field.AUTHOR, (name_of(node),))
    for node in tree.css(_DATES)[:_MOST]:
        if not is_elsewhere(node):
            # Themes give the date of an article that was never changed both classes.
            changed = _UPDATED & tokens_of(node) and not _PUBLISHED & tokens_of(node) and "pubdate" not in node.attributes
            yield Claim(Field.MODIFIED if changed else Field.PUBLISHED, (date_of(node),))


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
        return 3
    return 4 if "author" in tokens and is_within(node, "hentry") else _NO_AUTHOR
