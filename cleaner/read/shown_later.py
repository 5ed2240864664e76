"""Hidden elements that are read all the same: a script shows them once the page is there, or when the reader wants to see them."""

from __future__ import annotations

import re
from functools import cache

from selectolax.lexbor import LexborNode

from cleaner.model import InlineKind
from cleaner.patterns import later
from cleaner.read.walk import Draft, Walk

# A hidden element is shown by a script when it holds the article and the rest of the page shows less than it does. One that is called
# the text of an article may wait for the reader to log in: then the page shows menus and notices, but fewer paragraphs than it holds.
_MAIN_MATTER = "h1, article, main, [itemprop=articleBody]"
_CALLED_MATTER = later(re.compile, r"(?:^|[\s_-])(?:article|entry|post|story)(?:[_-]+\w+?)?[_-]*(?:body|content|text)(?:$|[\s_-])", re.IGNORECASE)
_LITTLE_TEXT = 300
_MATTER_CHARS = 200
# A panel of an accordion stands below its head, which holds the button that opens it, in so few characters …
_HEAD_CHARS = 150
_OPENS = "button, [role=button], [aria-expanded], summary"
_BUTTON_ATTRIBUTES = frozenset(("aria-expanded", "aria-controls"))
# … and it holds a paragraph of this length at least; a menu that opens is mostly links, a dialog has something to fill in.
_PARAGRAPH_CHARS = 80
_MOSTLY_LINKS = 0.3
_CONTROLS = "form, input, button, select, textarea, nav, iframe"


def shown_later(walk: Walk) -> frozenset[int]:
    """The hidden elements that hold the article or a part of it, by where they are in memory.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> from cleaner.read.addresses import Links
    >>> panel = "<p>A wall of wood or stone that runs from the beach into the sea, and holds the sand where it is.</p>"
    >>> page = f"<h3><button>What is a groyne?</button></h3><div hidden>{panel}</div>"
    >>> walk = Walk(Links("", ""), frozenset(), frozenset())
    >>> walk.over(LexborHTMLParser(page).root)
    >>> len(shown_later(walk))
    1
    """
    visible = sum([len(draft.text) for draft in walk.drafts]) if walk.hidden else 0

    @cache  # which few pages ask for, and some for many of their elements
    def in_paragraphs() -> int:
        return sum(len(draft.text) for draft in walk.drafts if _is_paragraph(draft))

    def is_matter(node: LexborNode) -> bool:
        hidden = _shown_chars(node)
        if hidden > _MATTER_CHARS and _is_called_matter(node) and hidden > in_paragraphs():
            return True
        if hidden <= visible or (visible and hidden < _MATTER_CHARS):
            return False
        return visible < _LITTLE_TEXT or node.css_first(_MAIN_MATTER) is not None

    return frozenset(node.mem_id for node in walk.hidden if is_matter(node) or _is_panel(node))


def _is_called_matter(node: LexborNode) -> bool:
    """Do its attributes say that it holds the text of an article?"""
    attributes = node.attributes
    return attributes.get("itemprop") == "articleBody" or any(_CALLED_MATTER.search(attributes.get(name) or "") for name in ("id", "class"))


def _is_paragraph(draft: Draft) -> bool:
    linked = sum(end - start for start, end, kind, _ in draft.spans if kind is InlineKind.LINK)
    return len(draft.text) - linked >= _PARAGRAPH_CHARS


def _is_panel(node: LexborNode) -> bool:
    """Is this the panel of an accordion, with prose in it? It is a part of the article as long as its head is."""
    head = node.prev
    while head is not None and not head.is_element_node:
        head = head.prev
    if head is None or node.css_first(_CONTROLS) is not None or not _opens(head):
        return False
    if not 0 < _shown_chars(head) <= _HEAD_CHARS or not any(_shown_chars(p) >= _PARAGRAPH_CHARS for p in node.css("p")):
        return False
    return sum(_shown_chars(link) for link in node.css("a")) < _shown_chars(node) * _MOSTLY_LINKS


def _opens(head: LexborNode) -> bool:
    """Does the head of a panel hold a button, or is it one?"""
    return head.tag in ("button", "summary") or head.css_first(_OPENS) is not None or not _BUTTON_ATTRIBUTES.isdisjoint(head.attributes)


def _shown_chars(node: LexborNode) -> int:
    return len(" ".join(node.text(separator=" ").split()))
