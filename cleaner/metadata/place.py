"""Which cuts are data about the article: those that stood above, in or right below it. Further off they are of other stories and of the site."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from cleaner.metadata.texts import folded
from cleaner.model import Category, Removal
from cleaner.shapes import count_words

# Between an article's headline and its first paragraph may stand a whole list of films: so many lines below the one and above the other are
# looked at, and so many above the headline, where some pages have their stamp.
_BELOW_HEADLINE = 25
_ABOVE_TEXT = 15
_ABOVE_HEADLINE = 8
# So many lines below its last paragraph are looked at for who wrote it, what it was taken from, the last picture …
_BELOW = 15
# … and so many for a bio, which often stands below links to other stories.
_BIO_BELOW = 40
# What ends the article's own lines below it.
_OTHERS = (Category.RELATED, Category.COMMENTS)
_PICTURES = (Category.IMAGE_CAPTION, Category.IMAGE_CREDIT)
# A bio says something of somebody: a line of fewer words is the head of a list or a button, unless it has an address or a handle.
_BIO_WORDS = 5


class Place(NamedTuple):
    """Where the article stands in its source: its headline, where it is known, and its first and last paragraph; how it begins, and what
    its headline says."""

    headline: int | None
    start: int
    end: int
    opening: str = ""
    title: str = ""


def of_the_article(cuts: Sequence[Removal], place: Place, headline: int | None = None) -> list[Removal]:
    """Those of ``cuts``, which are in order, that stood so near the article that they are about it; its ``headline`` is where
    ``headline_at`` has found it.

    >>> near = Removal(10, 20, Category.BYLINE, "by-line", 0.9, "", "By Ines Okafor")
    >>> menu = Removal(200, 210, Category.RELATED, "titles", 0.9, "", "Council sells the old ferry")
    >>> far = Removal(220, 230, Category.BYLINE, "by-line", 0.9, "", "By Lee Marsh")
    >>> [cut.text for cut in of_the_article([near, menu, far], Place(0, 30, 190))]
    ['By Ines Okafor']
    """
    lines = [cut for cut in cuts if cut.category is not Category.BLANK]
    above = [cut for cut in lines if cut.start < place.start]
    inside = [cut for cut in lines if place.start <= cut.start < place.end]
    below = [cut for cut in lines if cut.start >= place.end]
    head = above[-_BELOW_HEADLINE:]
    if headline is not None:
        over = [cut for cut in above if cut.start < headline][-_ABOVE_HEADLINE:]
        under = [cut for cut in above if cut.start >= headline]
        own = takewhile(lambda cut: cut.category is not Category.RELATED, reversed(over))  # the count of its comments stands there, too
        head = [*own, *under[:_BELOW_HEADLINE], *under[_BELOW_HEADLINE:][-_ABOVE_TEXT:]]
    foot = list(takewhile(lambda cut: cut.category not in _OTHERS, below[:_BELOW]))
    foot += [cut for cut in below[len(foot) : _BIO_BELOW] if cut.category is Category.AUTHOR_BIO]
    around = [cut for cut in (*head, *foot) if not _is_item_of_others(cut)]
    return [cut for cut in sorted((*around, *inside)) if cut.category is not Category.AUTHOR_BIO or _says_something(cut.text)]


def headline_at(cuts: Sequence[Removal], place: Place, title: str | None) -> int | None:
    """Where the headline stands: the copy that is kept, else the lowest above the text of those that were cut."""
    if place.headline is not None:
        return place.headline
    name = folded(title or "")
    return next((cut.start for cut in reversed(cuts) if name and cut.start < place.start and folded(cut.text) == name), None)


def _is_item_of_others(cut: Removal) -> bool:
    """An entry of a list around the article: few captions are one, but many menus and other stories, and a menu has “Authors” and “Editors”."""
    text = cut.text.lstrip()
    return text.startswith("- ") and (cut.category in _PICTURES or (cut.category is Category.BYLINE and count_words(text) == 1 and not _has_digit(text)))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _says_something(text: str) -> bool:
    return count_words(text) >= _BIO_WORDS or "@" in text
