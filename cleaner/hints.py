"""What a page's markup says of a block: where it stands, and what its links and emphasis are. Facts, no judgement."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Region(StrEnum):
    """A part of a page as its markup declares it: by tag, by ``role``, by ``itemtype``."""

    FIGURE = "figure"
    CAPTION = "caption"
    FORM = "form"
    ASIDE = "aside"
    NAV = "nav"
    HEADER = "header"
    FOOTER = "footer"
    COMMENTS = "comments"
    ARTICLE = "article"
    MAIN = "main"
    DIALOG = "dialog"
    TABLE = "table"
    LIST = "list"
    BUTTON = "button"
    LABEL = "label"
    QUOTE = "quote"
    ADDRESS = "address"
    TIME = "time"


# The parts of a page that hold no article, unless the site wraps all that it has in one.
BESIDE_THE_ARTICLE = frozenset({Region.NAV, Region.FOOTER, Region.ASIDE, Region.DIALOG, Region.FORM, Region.COMMENTS})


class Place(NamedTuple):
    """Where text stands on a page: shared by all blocks that stand in the same element.

    The element is the innermost one that holds the whole block, so for ``<li><a>News</a></li>`` it is the link. Tokens are
    lower-case words of ``class``, ``id``, ``role``, ``aria-label``, ``itemprop`` and test ids: ``postContent-2`` gives
    ``post`` and ``content``. Ids number the elements of one page in document order.
    """

    path: str  # for people: "body > div#main > article.post > p"
    tags: tuple[str, ...]  # of the element and those around it, outermost first
    own: frozenset[str]  # tokens of the element and the two around it
    far: frozenset[str]  # tokens of all elements further out, but for html and body
    regions: frozenset[Region]
    container: int  # id of the element whose children the block and its siblings are
    ancestors: tuple[int, ...]  # ids of the element and those around it, outermost first
    email_field: bool  # stands in a form that asks for an e-mail address

    def innermost(self, *tags: str) -> int | None:
        """The id of the innermost element around with one of these tags."""
        if frozenset(tags).isdisjoint(self.tags):  # as of most places
            return None
        elements = zip(reversed(self.ancestors), reversed(self.tags), strict=True)
        return next((element for element, tag in elements if tag in tags), None)


class Hints(NamedTuple):
    """What the markup says of one block."""

    place: Place
    targets: tuple[str, ...]  # of its links in order; a link within the page keeps its "#…", others are resolved
    emphasis: float  # share of its characters that are bold or italic

    @property
    def fragment_links(self) -> int:
        """How many of its links lead to a place on the same page."""
        return sum(target.startswith("#") for target in self.targets)
