"""What all readers of a page's elements ask of one."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from cleaner.patterns import later

# So far up is looked: a page nested deeper than this was not written by hand or by a system.
MOST_ANCESTORS = 60

_ELSEWHERE = later(
    re.compile,
    r"(?i)(?:\A|[\s_-])(?:comments?|commentlist|related|sidebar|widgets?|recent|latest|popular|trending|teasers?|promo|(?<!author[_-])cards?|menu|nav)(?:\Z|[\s_-])"
)
# Names up to this length are remembered.
_SHORT = 300
_ELSEWHERE_TAGS = frozenset({"aside", "nav"})


def text_of(node: LexborNode) -> str:
    """What the element says, on one line."""
    return " ".join(node.text().split())


def address_of(picture: LexborNode) -> str:
    """Where the picture is, loaded at once or later; empty if it does not say."""
    attributes = picture.attributes
    return next((value for key in ("src", "data-src", "data-lazy-src", "data-original") if (value := attributes.get(key)) and value[:5] != "data:"), "")


def name_of(node: LexborNode) -> str:
    """As ``text_of``, with elements apart: a label for screen readers has no blank between it and the name."""
    return " ".join(node.text(separator=" ").split())


def date_of(node: LexborNode) -> str:
    """The date that the element is marked with, or that it shows."""
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("content") or (attributes.get("title") if node.tag == "abbr" else "") or name_of(node)


def tokens_of(node: LexborNode) -> frozenset[str]:
    """The class names of the element."""
    return frozenset((node.attributes.get("class") or "").split())


def is_within(node: LexborNode, token: str) -> bool:
    """Does it stand in an element of this class? Asked so, not by a selector, whose time grows with the square of the depth."""
    above = node.parent
    for _ in range(MOST_ANCESTORS):
        if above is None or token in tokens_of(above):
            return above is not None
        above = above.parent
    return False


def is_elsewhere(node: LexborNode) -> bool:
    """Does it stand among comments, other stories or the page's furniture?"""
    above: LexborNode | None = node
    in_footer = False
    for _ in range(MOST_ANCESTORS):
        if above is None or above.tag in ("main", "body", "html"):
            return in_footer
        # The footer of an article is where some themes put its byline.
        if above.tag == "article" and in_footer:
            return False
        in_footer = in_footer or above.tag == "footer"
        attributes = above.attributes
        if above.tag in _ELSEWHERE_TAGS or (attributes and _is_named_elsewhere(attributes.get("class") or "", attributes.get("id") or "")):
            return True
        above = above.parent
    return False


def _is_named_elsewhere(classes: str, name: str) -> bool:
    names = f"{classes} {name}"
    return _known_elsewhere(names) if len(names) <= _SHORT else bool(_ELSEWHERE.search(names))


@lru_cache(maxsize=1024)  # what a page's elements stand in, most of them have in common
def _known_elsewhere(names: str) -> bool:
    return bool(_ELSEWHERE.search(names))
