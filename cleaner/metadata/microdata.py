"""Microdata: `itemprop` on the elements of an article that is marked as an item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.metadata.elements import MOST_ANCESTORS, address_of, text_of
from cleaner.metadata.model import Claim, Field
from cleaner.patterns import later

_PROPERTIES = {
    "headline": Field.TITLE,
    "name": Field.TITLE,
    "author": Field.AUTHOR,
    "creator": Field.AUTHOR,
    "datepublished": Field.PUBLISHED,
    "datecreated": Field.PUBLISHED,
    "datemodified": Field.MODIFIED,
    "publisher": Field.SITE,
    "inlanguage": Field.LANGUAGE,
    "description": Field.DESCRIPTION,
    "image": Field.IMAGE,
}
_ARTICLE = later(re.compile, r"(?i)(?:article|posting|blogpost|report|recipe|review|newsitem|creativework)/?\s*\Z")
# So many properties are read.
_MOST_PROPERTIES = 300


def claims(tree: LexborHTMLParser) -> Iterator[Claim]:
    """The properties of the first article that is marked as an item, and of no item within it."""
    article = None
    found: dict[str, list[str]] = {}
    for node in tree.css("[itemprop]")[:_MOST_PROPERTIES]:
        names = [name for name in (node.attributes.get("itemprop") or "").lower().split() if name in _PROPERTIES]
        owner = _owner(node) if names else None
        if owner is None or not _ARTICLE.search(owner.attributes.get("itemtype") or ""):
            continue
        article = owner if article is None else article
        if owner.mem_id == article.mem_id and (value := _value(node, names[0])):
            for name in names:
                found.setdefault("author" if name == "name" and _links_an_author(node) else name, []).append(value)
    for name, field in _PROPERTIES.items():
        if values := found.get(name):
            yield Claim(field, tuple(values) if field is Field.AUTHOR else tuple(values[:1]))


def _owner(node: LexborNode) -> LexborNode | None:
    """The item whose property this is."""
    above = node.parent
    for _ in range(MOST_ANCESTORS):
        if above is None or "itemscope" in above.attributes:
            return above
        above = above.parent
    return None


def _links_an_author(node: LexborNode) -> bool:
    """Is it the link to an author, or holds it one? Its name is a person's, though no item of its own says so."""
    return "author" in (node.attributes.get("rel") or "").lower().split() or node.css_first("a[rel~=author]") is not None


def _value(node: LexborNode, name: str) -> str:
    attributes = node.attributes
    if given := attributes.get("content") or attributes.get("datetime"):
        return given
    if name == "image":
        source = node if node.tag == "img" else node.css_first("img")
        return address_of(source) if source else attributes.get("href") or ""
    inner = [one for one in node.css("[itemprop~=name]") if _is_of(node, one)] if "itemscope" in attributes else []
    # Several who wrote it may be put into one item.
    names = [one.attributes.get("content") or text_of(one) for one in inner]
    return ", ".join(names if _PROPERTIES[name] is Field.AUTHOR else names[:1]) if names else text_of(node)


def _is_of(item: LexborNode, node: LexborNode) -> bool:
    """Is this a property of the item itself, and of no item within it?"""
    owner = _owner(node)
    return owner is not None and owner.mem_id == item.mem_id
