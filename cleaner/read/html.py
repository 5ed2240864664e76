"""HTML → Document: the text a page shows, in document order, one block a block-level element.

The page is parsed once, as browsers parse it, and walked once, without recursion. What is met becomes drafts of blocks;
when the walk is over, and it is known what stands around each, drafts become text, blocks and hints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.model import Block, BlockKind, Document, Image, InlineKind, InlineSpan, Problem
from cleaner.read.elements import BLOCKS, EITHER, HEADINGS, LISTS, RUNNING, UNSHOWN, Attributes, Element, Places, common
from cleaner.read.lines import is_separator
from cleaner.read.measure import measured
from cleaner.read.tame import tamed

_INLINE_KINDS = {
    "a": InlineKind.LINK,
    "b": InlineKind.STRONG,
    "strong": InlineKind.STRONG,
    "em": InlineKind.EMPHASIS,
    "i": InlineKind.EMPHASIS,
    "code": InlineKind.CODE,
    "kbd": InlineKind.CODE,
    "samp": InlineKind.CODE,
    "tt": InlineKind.CODE,
}
# Side by side without a blank, these are set apart by the style sheet: two links, two buttons …
_APART = frozenset(("a", "button", "label"))
# … and these where a word would otherwise run into the next: “Ana Reyes” and “4 May”.
_APART_AT_WORDS = frozenset(("a", "span", "time", "small"))

_TEXT_NODE = 2
# Pages that are sent in pieces hide the later ones until a script of one line moves them to their place.
_STREAMED = re.compile(r"S:[0-9a-f]{1,4}")
_UNDISPLAYED = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
# Text for screen readers only, the second copy of a formula, and icons whose text is the icon's name.
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|sr_only|(?:u-)?visually-?hidden|screen-reader-(?:text|only)|a11y-hidden|katex-html"
    r"|material-(?:icons|symbols)[\w-]*)(?:\s|$)"
)
# Characters that show nothing, icons from private fonts among them.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_EMAIL_NAME = re.compile(r"e-?mail", re.IGNORECASE)
_LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-srcset", "srcset")

# A hidden element is shown by a script when it holds the article and the rest of the page shows less than it does.
_MAIN_MATTER = "h1, article, main, [itemprop=articleBody]"
_LITTLE_TEXT = 300
_MATTER_CHARS = 200
# Such elements stand in one another seldom, and never deeper than this.
_HIDDEN_IN_HIDDEN = 3
# A row of cells that each hold a line like these is data; longer text in cells is layout.
_CELL_CHARS = 300
# Longer numbers number nothing.
_DIGITS = 6
# An item of a list has at most this many blocks of its own; more are a card or a section.
_ITEM_BLOCKS = 2


class Page(NamedTuple):
    """A page as read: its visible text, what was wrong with it, and the parsed tree for those who look for metadata."""

    document: Document
    problems: tuple[Problem, ...]
    tree: LexborHTMLParser


def read_html(html: str, url: str | None = None, most_tags: int = 300_000, most_steps: int = 64) -> Page:
    """Read the visible text of a page. Never fails; no network.

    ``url`` resolves links. Of more than ``most_tags`` tags only the first are read; an element path remembers up to
    ``most_steps`` elements.

    >>> page = read_html("<h1>Rain</h1><ul><li>wet<li>cold</ul><p>It <b>rained</b>.")
    >>> page.document.text
    'Rain\\n\\n- wet\\n- cold\\n\\nIt rained.'
    >>> page.document.blocks[3].hints.place.path
    'body > p'
    """
    safe, problems = tamed(html.replace("\0", ""), most_tags)
    tree = LexborHTMLParser(safe, scripting=True)
    document = replace(_read_tree(tree, url, most_steps), markup=safe)
    if not document.text:
        # What a page says to those without scripts is read only if it says nothing else.
        unscripted = _read_tree(LexborHTMLParser(safe), url, most_steps, shown=frozenset(("noscript",)))
        document = unscripted
        if not document.text:
            problems = (*problems, Problem("no-text", "the page shows no text; it may need its scripts to run"))
    return Page(document, problems, tree)


def _read_tree(tree: LexborHTMLParser, url: str | None, most_steps: int, shown: frozenset[str] = frozenset()) -> Document:
    base = tree.css_first("base[href]")
    links = _Links(url, (base.attributes.get("href") or "") if base is not None else "")
    matter: frozenset[int] = frozenset()
    for _ in range(_HIDDEN_IN_HIDDEN):
        walk = _Walk(links, UNSHOWN - shown, matter)
        walk.over(tree.root)
        more = _matter_among_hidden(walk)
        if not more:
            break
        matter |= more
    return _assembled(walk, most_steps)


def _matter_among_hidden(walk: _Walk) -> frozenset[int]:
    """The hidden elements that hold the article: pages hide it until a script shows it."""
    visible = sum(len(draft.text) for draft in walk.drafts)

    def is_matter(node: LexborNode) -> bool:
        hidden = len(" ".join(node.text(separator=" ").split()))
        if hidden <= visible or (visible and hidden < _MATTER_CHARS):
            return False
        return visible < _LITTLE_TEXT or node.css_first(_MAIN_MATTER) is not None

    return frozenset(node.mem_id for node in walk.hidden if is_matter(node))


# ---------------------------------------------------------------- the walk


@dataclass(slots=True)
class _Draft:
    """A block before its place in the text is known; offsets of spans count from the start of ``text``."""

    text: str
    kind: BlockKind
    level: int
    mark: str  # what the page shows before it: of an item of a list, its bullet or number
    element: Element  # innermost element that holds all of it
    spans: list[InlineSpan]
    joined: bool  # follows the one before on the next line, without a blank line between
    group: Element | None  # the list or table it is a part of


@dataclass(slots=True)
class _OpenSpan:
    """An inline element that is still open; ``start`` is −1 until text stands in it."""

    element: Element
    kind: InlineKind
    target: str
    start: int = -1


class _Links:
    """Addresses of a page's links, resolved as far as can be."""

    def __init__(self, url: str | None, base: str) -> None:
        self._page = url or ""
        self._base = self._joined(self._page, base.strip()) if base else self._page
        scheme, separator, rest = self._base.partition("://")
        self._origin = f"{scheme}{separator}{rest.partition('/')[0]}" if separator else ""

    def target(self, href: str) -> str:
        """A link's address; one within the page keeps its ``#…``."""
        href = href.strip()
        if not self._base or href.startswith(("#", "http://", "https://", "mailto:", "javascript:")):
            return href.removeprefix(self._page) if self._page and href.startswith(f"{self._page}#") else href
        if href.startswith("/") and self._origin and not href.startswith("//") and "/." not in href:
            return self._origin + href
        return self._joined(self._base, href)

    @staticmethod
    def _joined(base: str, href: str) -> str:
        try:
            return urljoin(base, href)
        except ValueError:
            return href


class _Walk:
    """One walk over a tree: elements open and close, text is gathered, drafts come out."""

    def __init__(self, links: _Links, unshown: frozenset[str], shown_ids: frozenset[int]) -> None:
        self.drafts: list[_Draft] = []
        self.images: list[tuple[str, str, int]] = []  # source, alternative text, number of the draft it stands before
        self.hidden: list[LexborNode] = []
        self._links = links
        self._unshown = unshown
        self._shown_ids = shown_ids
        self._count = 0
        self._cells: dict[Element, list[Element]] = {}  # of each row
        self._open: list[_OpenSpan] = []
        self._unstarted: list[_OpenSpan] = []
        self._pre: Element | None = None
        self._after_break = False
        # The block that is being gathered:
        self._words: list[str] = []
        self._length = 0
        self._space = False  # a blank is due before the next word
        self._soft_space = False  # … if it would run into the one before
        self._closed = ""  # the inline element that closed just now
        self._holder: Element | None = None
        self._spans: list[InlineSpan] = []

    def over(self, root: LexborNode | None) -> None:
        """Walk the tree under ``root``."""
        if root is None:
            return
        around: list[tuple[LexborNode, Element]] = []
        node = root.first_child
        current = top = Element(0, "html", root.attributes, None, True)
        while True:
            while node is None:
                if not around:
                    self._flush()
                    return
                parent, closed = around.pop()
                self._close(closed)
                current = around[-1][1] if around else top
                node = parent.next
            if node.tag_id == _TEXT_NODE:
                if text := node.text_content:
                    self._add(text, current)
                node = node.next
                continue
            opened = self._enter(node, current) if node.is_element_node else None
            child = node.first_child if opened is not None else None
            if opened is None or child is None:
                if opened is not None:
                    self._close(opened)
                node = node.next
                continue
            around.append((node, opened))
            current, node = opened, child

    # ------------------------------------------------ elements

    def _enter(self, node: LexborNode, parent: Element) -> Element | None:
        """Open an element; None where nothing in it is to be read."""
        tag = node.tag or ""
        if tag in self._unshown:
            return None
        attributes: Attributes = node.attributes
        if (attributes or tag == "dialog") and self._is_hidden(tag, attributes) and node.mem_id not in self._shown_ids:
            self.hidden.append(node)
            return None
        if tag == "br":
            self._break(parent)
            return None
        if tag == "img":
            self._image(attributes)
            return None
        if tag == "input":
            self._field(attributes, parent)
            return None
        is_block = tag in BLOCKS or ((tag in EITHER or "-" in tag) and self._stands_alone(parent))
        self._count += 1
        element = Element(self._count, tag, attributes, parent, is_block)
        if is_block:
            self._open_block(element, parent)
        else:
            self._open_inline(element)
        return element

    def _is_hidden(self, tag: str, attributes: Attributes) -> bool:
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return not _STREAMED.fullmatch(attributes.get("id") or "")
        if (style := attributes.get("style")) and _UNDISPLAYED.search(style):
            return True
        if tag == "dialog":
            return "open" not in attributes
        classes = attributes.get("class")
        return bool(classes) and tag != "h1" and bool(_UNSEEN_CLASS.search(classes or ""))

    def _stands_alone(self, parent: Element) -> bool:
        """Is this a line of its own, not a part of running text?"""
        return self._pre is None and not self._length and parent.is_block and parent.tag not in RUNNING

    def _open_block(self, element: Element, parent: Element) -> None:
        if self._pre is not None:
            self._newline()
            return
        self._flush()
        parent.block().has_blocks = True
        tag = element.tag
        if tag in HEADINGS or element.attributes.get("role") == "heading":
            element.heading = HEADINGS.get(tag) or _level(element.attributes.get("aria-level"))
        elif tag == "blockquote":
            element.quote = True
        elif tag in LISTS:
            element.listing = (*element.listing, element)
            element.number = _number(element.attributes.get("start"), 1) - 1
        elif tag == "li":
            element.item = element
            if element.listing and (around := element.listing[-1]).tag == "ol":
                around.number = element.number = _number(element.attributes.get("value"), around.number + 1)
        elif tag == "table":
            element.table, element.row, element.cell = element, None, None
        elif tag == "tr":
            element.row, element.row_start = element, len(self.drafts)
        elif tag in ("td", "th"):
            element.cell, element.item = element, None
            if element.row is not None:
                self._cells.setdefault(element.row, []).append(element)
        elif tag in ("pre", "listing", "xmp"):
            self._pre = element

    def _open_inline(self, element: Element) -> None:
        tag = element.tag
        if self._closed and self._length and not self._space:
            if tag in _APART and self._closed in _APART:
                self._space = True
            elif tag in _APART_AT_WORDS and self._closed in _APART_AT_WORDS:
                self._soft_space = True
        self._closed = ""
        kind = _INLINE_KINDS.get(tag)
        if kind is None:
            return
        target = ""
        if kind is InlineKind.LINK:
            href = element.attributes.get("href")
            if href is None:
                return
            target = self._links.target(href)
        span = _OpenSpan(element, kind, target)
        self._open.append(span)
        self._unstarted.append(span)

    def _close(self, element: Element) -> None:
        if not element.is_block:
            if self._open and self._open[-1].element is element:
                self._end_span(self._open.pop())
            self._closed = element.tag
        elif self._pre is not None:
            self._newline()
            if self._pre is element:
                self._flush_pre()
        else:
            self._flush()
            if element.tag == "tr":
                self._join_cells(element)
            elif element.tag == "li" and element.item_blocks > _ITEM_BLOCKS and element.first_item >= 0:
                # More than an item: a card, or a section that somebody laid out as a list.
                first = self.drafts[element.first_item]
                first.mark, first.group = "", None
                if first.kind is BlockKind.LIST_ITEM:
                    first.kind, first.level = BlockKind.PARAGRAPH, 0

    def _break(self, parent: Element) -> None:
        if self._pre is not None:
            self._newline()
        elif parent.heading:
            self._space = True  # broken for looks
        else:
            single = self._length > 0  # two in a row end a paragraph
            self._flush()
            self._after_break = single

    def _image(self, attributes: Attributes) -> None:
        source = attributes.get("src") or ""
        if not source or source.startswith("data:"):
            lazy = next((value for name in _LAZY_SOURCES if (value := attributes.get(name))), "")
            source = lazy.split()[0].rstrip(",") if lazy.strip() else source
        if source and not source.startswith("data:"):
            self.images.append((self._links.target(source), (attributes.get("alt") or "").strip(), len(self.drafts)))

    def _field(self, attributes: Attributes, parent: Element) -> None:
        names = " ".join(attributes.get(name) or "" for name in ("type", "name", "placeholder", "id"))
        if not _EMAIL_NAME.search(names):
            return
        form: Element | None = parent
        while form is not None and form.tag != "form":
            form = form.parent
        (form or parent.block()).email_field = True

    # ------------------------------------------------ text

    def _begin(self) -> None:
        """Forget the block that was gathered."""
        self._words, self._length, self._spans = [], 0, []
        self._space = self._soft_space = False
        self._closed, self._holder = "", None

    def _add(self, text: str, element: Element) -> None:
        if self._pre is not None:
            self._hold(element)
            self._words.append(text)
            self._length += len(text)
            return
        self._closed = ""
        words = text.split()
        if not words:
            self._space = True
            return
        chunk = " ".join(words)
        if not chunk.isprintable() and not (chunk := " ".join(_INVISIBLE.sub("", chunk).split())):
            return
        if self._length and (self._space or text[0].isspace() or (self._soft_space and self._would_mash(chunk))):
            self._words.append(" ")
            self._length += 1
        self._soft_space = False
        while self._unstarted:
            self._unstarted.pop().start = self._length
        self._words.append(chunk)
        self._length += len(chunk)
        self._space = text[-1].isspace()
        self._hold(element)

    def _would_mash(self, chunk: str) -> bool:
        before, after = self._words[-1][-1], chunk[0]
        return (before.islower() or before.isdigit()) and (after.isupper() or after.isdigit()) and not (before.isdigit() and after.isdigit())

    def _hold(self, element: Element) -> None:
        if self._holder is not element:
            self._holder = element if self._holder is None else common(self._holder, element)

    def _end_span(self, span: _OpenSpan) -> None:
        if 0 <= span.start < self._length:
            self._spans.append(InlineSpan(span.start, self._length, span.kind, span.target))
        if span.start < 0:
            self._unstarted.remove(span)

    def _flush(self) -> None:
        """End the block that was gathered."""
        if not self._length or self._holder is None:
            self._space = self._soft_space = self._after_break = False
            self._closed = ""
            return
        for span in self._open:
            if 0 <= span.start < self._length:
                self._spans.append(InlineSpan(span.start, self._length, span.kind, span.target))
            if span.start >= 0:
                span.start = -1
                self._unstarted.append(span)
        self._draft("".join(self._words), self._holder, self._spans)
        self._begin()

    def _draft(self, text: str, holder: Element, spans: list[InlineSpan]) -> None:
        kind, level, mark = BlockKind.PARAGRAPH, 0, ""
        group: Element | None = None
        item = holder.item
        block = holder.block()
        if is_separator(text):
            kind = BlockKind.RULE
        elif holder.heading:
            kind, level = BlockKind.HEADING, holder.heading
        elif item is not None and item.first_item < 0 and not item.item_blocks:
            kind, level = BlockKind.LIST_ITEM, max(1, len(holder.listing))
            mark = f"{item.number}. " if item.number else "- "
            group = holder.listing[0] if holder.listing else None
            item.first_item = len(self.drafts)
        elif block.tag in ("dt", "dd"):
            group = block.parent
        if item is not None:
            item.item_blocks += 1 + (kind is BlockKind.HEADING)
        if holder.quote and kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            kind = BlockKind.QUOTE  # an item keeps its mark
        self.drafts.append(_Draft(text, kind, level, mark, holder, spans, self._after_break, group))
        self._after_break = False

    def _newline(self) -> None:
        if self._words and not self._words[-1].endswith("\n"):
            self._words.append("\n")
            self._length += 1

    def _flush_pre(self) -> None:
        """End of preformatted text: its lines are blocks."""
        pre, self._pre = self._pre, None
        assert pre is not None
        text = _INVISIBLE.sub("", "".join(self._words).replace("\r\n", "\n").replace("\r", "\n"))
        joined = False
        for line in text.split("\n"):
            if line.strip():
                # Other marks that end a line somewhere would make two lines of one.
                shown = " ".join(line.splitlines()).rstrip()
                self.drafts.append(_Draft(shown, BlockKind.CODE, 0, "", pre, [], joined, None))
            joined = bool(line.strip())
        self._begin()

    def _join_cells(self, row: Element) -> None:
        """The cells of a row of data become one line; those of a layout stay blocks."""
        drafts = self.drafts[row.row_start :]
        by_cell: dict[Element | None, list[_Draft]] = {}
        for draft in drafts:
            by_cell.setdefault(draft.element.cell, []).append(draft)
        if len(by_cell) < 2 or not all(_is_datum(row, cell) for cell in by_cell.values()):
            return
        if row.table is not None and row.table.attributes.get("role") in ("presentation", "none"):
            return
        text = ""
        spans: list[InlineSpan] = []
        for number, cell in enumerate(self._cells.get(row, ())):
            if number:
                text += " |" if text else "|"
            for draft in by_cell.get(cell, ()):
                text += " " if text else ""
                spans += (span._replace(start=span.start + len(text), end=span.end + len(text)) for span in draft.spans)
                text += draft.text
        row.has_blocks = False
        self.drafts[row.row_start :] = [_Draft(text, BlockKind.TABLE, 0, "", row, spans, False, row.table)]
        index = len(self.images)
        while index and self.images[index - 1][2] > row.row_start:
            index -= 1
            self.images[index] = (*self.images[index][:2], row.row_start)


def _is_datum(row: Element, drafts: Sequence[_Draft]) -> bool:
    """Is this what a cell of data holds: one short line, perhaps broken, and no table of its own?"""
    one_line = all(d.joined for d in drafts[1:]) and sum(len(d.text) for d in drafts) <= _CELL_CHARS
    return one_line and all(d.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and d.element.row is row for d in drafts)


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) <= _DIGITS else otherwise


def _level(aria_level: str | None) -> int:
    return int(aria_level) if aria_level in ("1", "2", "3", "4", "5", "6") else 2


# ---------------------------------------------------------------- drafts → Document


def _assembled(walk: _Walk, most_steps: int) -> Document:
    """Set the drafts one under the other, and say of each where it stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    inlines: list[InlineSpan] = []
    starts: list[int] = []
    at = 0
    before: _Draft | None = None
    places = Places(most_steps)
    for draft in walk.drafts:
        after_blank = before is None or not _follows(before, draft)
        if before is not None:
            gap = "\n\n" if after_blank else "\n"
            parts.append(gap)
            at += len(gap)
        first = at + len(draft.mark)
        end = first + len(draft.text)
        spans = [InlineSpan(first + a, first + b, kind, target) for a, b, kind, target in sorted(draft.spans, key=_outer_first)]
        shown = draft.text.lstrip()  # code is indented
        plain = "" if draft.kind is BlockKind.RULE else shown
        start = end - len(shown) - len(draft.mark)
        blocks.append(measured(start, end, draft.kind, draft.level, plain, after_blank, places.of(draft.element), spans))
        inlines += spans
        starts.append(at)
        parts += (draft.mark, draft.text)
        at, before = end, draft
    text = "".join(parts)
    images = tuple(Image(source, alt, starts[number] if number < len(starts) else len(text)) for source, alt, number in walk.images)
    return Document(text, tuple(blocks), is_page=True, inlines=tuple(inlines), images=images)


def _follows(before: _Draft, draft: _Draft) -> bool:
    """Does no blank line lie between the two?"""
    return draft.joined or (draft.group is not None and draft.group is before.group and draft.kind is before.kind)


def _outer_first(span: InlineSpan) -> tuple[int, int]:
    return span.start, -span.end
