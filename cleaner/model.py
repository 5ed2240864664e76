"""The data that flows along the line: frozen, typed, without behaviour beyond itself.

All offsets are code-point offsets into ``Document.text`` (which is ``Result.source``), end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cleaner.hints import Hints

if TYPE_CHECKING:
    from cleaner.read.page_markup import PageMarkup


class Category(StrEnum):
    """What a removed span was. The eighteen of the cleaning policy, and ``blank`` for trimmed white space."""

    NEWSLETTER = "newsletter"
    COURSE_AD = "course_ad"
    AD = "ad"
    SUBSCRIPTION = "subscription"
    IMAGE_CAPTION = "image_caption"
    IMAGE_CREDIT = "image_credit"
    MEDIA_PLAYER = "media_player"
    COMMENTS = "comments"
    SHARE = "share"
    RELATED = "related"
    NAVIGATION = "navigation"
    BYLINE = "byline"
    AUTHOR_BIO = "author_bio"
    WIRE_CREDIT = "wire_credit"
    ABOUT = "about"
    LEGAL = "legal"
    DUPLICATE = "duplicate"
    TECHNICAL = "technical"
    BLANK = "blank"


CONTENT_CATEGORIES: tuple[Category, ...] = tuple(c for c in Category if c is not Category.BLANK)


class BlockKind(StrEnum):
    """What a block is on the page, as far as its markup tells."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE = "table"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"


# What every line is asked many times goes by its name alone: to look a member up in its class takes ten times as long in Python 3.11.
PARAGRAPH, HEADING, LIST_ITEM, TABLE, QUOTE, CODE, RULE = BlockKind


class Block(NamedTuple):
    """One line, or one paragraph wrapped over several lines.

    ``start`` and ``end`` frame its non-blank source text. ``plain`` is what a reader sees: markup stripped, runs of
    white space collapsed. ``link_chars`` counts the characters of ``plain`` that stand inside links. ``hints`` are there
    when the source was HTML.
    """

    start: int
    end: int
    kind: BlockKind
    level: int
    plain: str
    links: int
    link_chars: int
    after_blank: bool
    hints: Hints | None = None


class InlineKind(StrEnum):
    """What a span inside a block of HTML is."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"


class InlineSpan(NamedTuple):
    """A marked-up stretch of ``Document.text``; ``target`` is a link's address."""

    start: int
    end: int
    kind: InlineKind
    target: str = ""


class Image(NamedTuple):
    """A picture of a page: its address, its alternative text, and where in ``Document.text`` it stands."""

    source: str
    alt: str
    at: int


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: one text, its blocks in order. Between two blocks there is only white space.

    Where ``is_page``, the source was HTML: ``text`` is what the page shows, so an asterisk or a bracket in it is just that,
    and the markup stands in ``inlines``, in document order, an outer span before those inside it.
    """

    text: str
    blocks: tuple[Block, ...]
    is_page: bool = False
    markup: PageMarkup | None = field(default=None, repr=False, compare=False)  # for a second opinion on the page
    inlines: tuple[InlineSpan, ...] = ()
    images: tuple[Image, ...] = ()

    def source_of(self, block: Block) -> str:
        """The part of ``text`` that a block is: of markdown with its marks, over all lines of a wrapped paragraph."""
        return self.text[block.start : block.end]

    def blocks_with_inlines(self) -> Iterator[tuple[Block, list[InlineSpan]]]:
        """Each block, and of ``inlines`` those that stand in it."""
        starts = [inline.start for inline in self.inlines]
        first = 0
        for block in self.blocks:
            upcoming = bisect_left(starts, block.end, first)
            yield block, list(self.inlines[first:upcoming])
            first = upcoming


class Mark(NamedTuple):
    """A stage's proposal to cut ``text[start:end]``. Confidence is the share of such spans an editor would cut."""

    start: int
    end: int
    category: Category
    rule: str
    confidence: float
    reason: str


class Removal(NamedTuple):
    """One cut, with the text it took; ``path`` names the element it stood in where the source was HTML."""

    start: int
    end: int
    category: Category
    rule: str
    confidence: float
    reason: str
    text: str
    path: str | None = None


class Spared(NamedTuple):
    """A mark that did not win, and what stopped it."""

    start: int
    end: int
    category: Category
    rule: str
    confidence: float
    reason: str
    stopped_by: str
    text: str


class Problem(NamedTuple):
    """Something that went wrong with a document, as data. ``code`` is stable, ``message`` is for people."""

    code: str
    message: str


# Problems with which there is no text to clean; with any other there is an article all the same.
UNREADABLE = ("binary", "no-text", "error")


@dataclass(frozen=True, slots=True)
class Result:
    """A cleaned document and its ledger.

    ``text`` is the article as the command prints it, ``title`` its headline where one was found, ``body`` the
    article without that headline. ``removed`` is in source order, does not overlap and, with ``text``, tiles ``source``. For HTML ``source``
    is the visible text of the page, and ``page`` what is left of its blocks.
    """

    text: str
    title: str | None
    body: str
    source: str
    removed: tuple[Removal, ...] = ()
    spared: tuple[Spared, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str | None = None
    metadata: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    page: Document | None = field(default=None, repr=False)

    @property
    def markdown(self) -> str:
        """The article with the headings, lists, links, emphasis, tables and code of the page; the text where there was no page.

        >>> from cleaner import clean
        >>> clean("<h2>Rain</h2><p>It <b>rained</b> all day in Port Ellery.", kind="html").markdown
        '## Rain\\n\\nIt **rained** all day in Port Ellery.'
        """
        from cleaner.markdown import markdown  # which knows what a document is from here

        return markdown(self.page) if self.page else self.text

    def restore(self) -> str:
        """Put every cut back where it was: the source, from nothing but ``text`` and ``removed``.

        >>> from cleaner import clean
        >>> r = clean("It rained all day in Port Ellery.\\n\\nShare on Facebook")
        >>> r.restore() == r.source
        True
        """
        parts: list[str] = []
        kept = at = 0
        for cut in self.removed:
            step = cut.start - at
            parts += (self.text[kept : kept + step], cut.text)
            kept, at = kept + step, cut.end
        parts.append(self.text[kept:])
        return "".join(parts)
