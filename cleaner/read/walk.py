"""The walk over a parsed page: elements open and close, text is gathered, drafts of blocks come out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from selectolax.lexbor import LexborNode

from cleaner.model import BlockKind, InlineKind
from cleaner.patterns import later
from cleaner.read.addresses import Links
from cleaner.read.elements import BLOCKS, EITHER, HEADINGS, LISTS, RUNNING, Attributes, Cell, Element, Item, Listing, Row, Table, common
from cleaner.read.lines import is_separator

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
# Elements that have no contents and are read all the same.
_EMPTY = frozenset(("br", "img", "input"))
# Pages that are sent in pieces hide the later ones until a script of one line moves them to their place.
_STREAMED = later(re.compile, r"S:[0-9a-f]{1,4}")
_UNDISPLAYED = later(re.compile, r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
# Text for screen readers only, the second copy of a formula, and icons whose text is the icon's name.
_UNSEEN_CLASS = later(
    re.compile,
    r"(?:^|\s)(?:sr-only|sr_only|(?:u-)?visually-?hidden|screen-reader-(?:text|only)|a11y-hidden|katex-html"
    r"|material-(?:icons|symbols)[\w-]*)(?:\s|$)"
)
# What the numbers beside lines of code are called.
_LINE_NUMBER = later(re.compile, r"(?:^|[\s_-])(?:ln|line-?no|linenos?|line-?numbers?|gutter)(?:[\s_-]|$)", re.IGNORECASE)
# Fonts of icons draw them for letters: `<span class="icon">S</span>`.
_ICON_TAGS = frozenset(("span", "i"))
_ICON_CLASS = later(re.compile, r"(?:^|\s)(?:[\w-]+-)?icon(?:-[\w-]+)?(?:\s|$)")
# Characters that show nothing, icons from private fonts among them.
_INVISIBLE = later(re.compile, "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_EMAIL_NAME = later(re.compile, r"e-?mail", re.IGNORECASE)
_LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-srcset", "srcset")

# A row of cells that each hold a line like these is data; longer text in cells is layout.
_CELL_CHARS = 300
# Longer numbers number nothing.
_DIGITS = 6
# An item of a list has at most this many blocks of its own; more are a card or a section.
_ITEM_BLOCKS = 2

# Offsets from the start of a block's text, kind, and a link's address.
Span = tuple[int, int, InlineKind, str]


@dataclass(slots=True)
class Draft:
    """A block before its place in the text is known; offsets of spans count from the start of ``text``."""

    text: str
    kind: BlockKind
    level: int
    mark: str  # what the page shows before it: of an item of a list, its bullet or number
    element: Element  # innermost element that holds all of it
    spans: list[Span]
    joined: bool  # follows the one before on the next line, without a blank line between
    group: object | None  # the list or table it is a part of


@dataclass(slots=True)
class _OpenSpan:
    """An inline element that is still open; ``start`` is −1 until text stands in it."""

    element: Element
    kind: InlineKind
    target: str
    start: int = -1


class Walk:
    """One walk over a tree: elements open and close, text is gathered, drafts come out."""

    def __init__(self, links: Links, unshown: frozenset[str], shown_ids: frozenset[int]) -> None:
        self.drafts: list[Draft] = []
        self.images: list[tuple[str, str, int]] = []  # source, alternative text, number of the draft it stands before
        self.hidden: list[LexborNode] = []
        self.nodes: list[int] = []  # by the ids of elements, where their nodes are in memory
        self._links = links
        self._unshown = unshown
        self._shown_ids = shown_ids
        # By class and by style: most come again and again.
        self._unseen: dict[str, bool] = {}
        self._undisplayed: dict[str, bool] = {}
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
        self._spans: list[Span] = []

    def over(self, root: LexborNode | None) -> None:
        """Walk the tree under ``root``."""
        if root is None:
            return
        self.nodes.append(root.mem_id)
        around: list[LexborNode] = []
        node = root.first_child
        current = Element(0, "html", root.attributes, None, True)
        while True:
            while node is None:
                if current.parent is None:  # the root
                    self._flush()
                    return
                self._close(current)
                node, current = around.pop().next, current.parent
            if node.tag_id == _TEXT_NODE:
                if text := node.text_content:
                    self._add(text, current)
                node = node.next
                continue
            opened = self._enter(node, current) if node.is_element_node else None
            if opened is None:
                node = node.next
            else:
                around.append(node)
                current, node = opened, node.first_child

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
        if tag in _ICON_TAGS and _is_drawn(node, attributes):
            return None
        if tag in _EMPTY:
            if tag == "br":
                self._break(parent)
            elif tag == "img":
                self._image(attributes)
            else:
                self._field(attributes, parent)
            return None
        is_block = tag in BLOCKS or ((tag in EITHER or "-" in tag) and self._stands_alone(parent))
        element = Element(len(self.nodes), tag, attributes, parent, is_block)
        self.nodes.append(node.mem_id)
        if is_block:
            self._open_block(element, parent)
        else:
            self._open_inline(element)
        return element

    def _is_hidden(self, tag: str, attributes: Attributes) -> bool:
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return not _STREAMED.fullmatch(attributes.get("id") or "")
        if style := attributes.get("style"):
            undisplayed = self._undisplayed.get(style)
            if undisplayed is None:
                undisplayed = self._undisplayed[style] = bool(_UNDISPLAYED.search(style))
            if undisplayed:
                return True
        if tag == "dialog":
            return "open" not in attributes
        if not (classes := attributes.get("class")) or tag == "h1":
            return False
        unseen = self._unseen.get(classes)
        if unseen is None:
            unseen = self._unseen[classes] = bool(_UNSEEN_CLASS.search(classes))
        return unseen

    def _stands_alone(self, parent: Element) -> bool:
        """Is this a line of its own, not a part of running text?"""
        return self._pre is None and not self._length and parent.is_block and parent.tag not in RUNNING

    def _open_block(self, element: Element, parent: Element) -> None:
        if self._pre is not None:
            self._newline()
            return
        self._flush()
        parent.block().has_blocks = True
        tag, around = element.tag, element.around
        if tag in HEADINGS or element.attributes.get("role") == "heading":
            element.around = around._replace(heading=HEADINGS.get(tag) or _level(element.attributes.get("aria-level")))
        elif tag == "blockquote":
            element.around = around._replace(quote=True)
        elif tag in LISTS:
            listing = Listing(tag == "ol", _number(element.attributes.get("start"), 1) - 1)
            element.around = around._replace(listing=(*around.listing, listing))
        elif tag == "li":
            element.around = around._replace(item=self._item(element.attributes, around.listing))
        elif tag == "table":
            table = Table(element.attributes.get("role") in ("presentation", "none"))
            element.around = around._replace(table=table, row=None, cell=None)
        elif tag == "tr":
            element.around = around._replace(row=Row(around.table, len(self.drafts)))
        elif tag in ("td", "th"):
            cell = Cell()
            element.around = around._replace(cell=cell, item=None)
            if around.row is not None:
                around.row.cells.append(cell)
        elif tag in ("pre", "listing", "xmp"):
            self._pre = element

    @staticmethod
    def _item(attributes: Attributes, lists: tuple[Listing, ...]) -> Item:
        if not lists or not lists[-1].ordered:
            return Item(0)
        lists[-1].number = _number(attributes.get("value"), lists[-1].number + 1)
        return Item(lists[-1].number)

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
            elif element.tag == "li" and (item := element.around.item) and item.blocks > _ITEM_BLOCKS and item.first >= 0:
                # More than an item: a card, or a section that somebody laid out as a list.
                first = self.drafts[item.first]
                first.mark, first.group = "", None
                if first.kind is BlockKind.LIST_ITEM:
                    first.kind, first.level = BlockKind.PARAGRAPH, 0

    def _break(self, parent: Element) -> None:
        if self._pre is not None:
            self._newline()
        elif parent.around.heading:
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
            if _numbers_lines(text, element):
                return
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
        if not chunk.isascii():
            chunk = normalize("NFC", chunk)  # one spelling for what looks the same, as the web wants it
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

    def _keep_span(self, span: _OpenSpan) -> None:
        if 0 <= span.start < self._length:
            self._spans.append((span.start, self._length, span.kind, span.target))

    def _end_span(self, span: _OpenSpan) -> None:
        self._keep_span(span)
        if span.start < 0:
            self._unstarted.remove(span)

    def _flush(self) -> None:
        """End the block that was gathered."""
        if not self._length or self._holder is None:
            self._space = self._soft_space = self._after_break = False
            self._closed = ""
            return
        for span in self._open:
            self._keep_span(span)
            if span.start >= 0:
                span.start = -1
                self._unstarted.append(span)
        self._draft("".join(self._words), self._holder, self._spans)
        self._begin()

    def _draft(self, text: str, holder: Element, spans: list[Span]) -> None:
        kind, level, mark = BlockKind.PARAGRAPH, 0, ""
        group: object | None = None
        around = holder.around
        item = around.item
        if is_separator(text):
            kind = BlockKind.RULE
        elif around.heading:
            kind, level = BlockKind.HEADING, around.heading
        elif item is not None and item.first < 0 and not item.blocks:
            kind, level = BlockKind.LIST_ITEM, max(1, len(around.listing))
            mark = f"{item.number}. " if item.number else "- "
            group = around.listing[0] if around.listing else None
            item.first = len(self.drafts)
        elif (block := holder.block()).tag in ("dt", "dd"):
            group = block.parent
        if item is not None:
            item.blocks += 1 + (kind is BlockKind.HEADING)
        if around.quote and kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            kind = BlockKind.QUOTE  # an item keeps its mark
        self.drafts.append(Draft(text, kind, level, mark, holder, spans, self._after_break, group))
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
                self.drafts.append(Draft(shown, BlockKind.CODE, 0, "", pre, [], joined, None))
            joined = bool(line.strip())
        self._begin()

    def _join_cells(self, element: Element) -> None:
        """The cells of a row of data become one line; those of a layout stay blocks."""
        row = element.around.row
        if row is None or (row.table is not None and row.table.for_looks):
            return
        by_cell: dict[Cell | None, list[Draft]] = {}
        for draft in self.drafts[row.start :]:
            by_cell.setdefault(draft.element.around.cell, []).append(draft)
        if len(by_cell) < 2 or not all(_is_datum(row, cell) for cell in by_cell.values()):
            return
        text = ""
        spans: list[Span] = []
        for number, cell in enumerate(row.cells):
            if number:
                text += " |" if text else "|"
            for draft in by_cell.get(cell, ()):
                text += " " if text else ""
                at = len(text)
                spans += ((at + start, at + end, kind, target) for start, end, kind, target in draft.spans)
                text += draft.text
        element.has_blocks = False
        self.drafts[row.start :] = [Draft(text, BlockKind.TABLE, 0, "", element, spans, False, row.table)]
        index = len(self.images)
        while index and self.images[index - 1][2] > row.start:
            index -= 1
            self.images[index] = (*self.images[index][:2], row.start)


def _numbers_lines(text: str, element: Element) -> bool:
    """Is this the number of a line of code, or a column of them, that the page calls so or hides from who listens?"""
    if not text.strip().replace("\n", "").isdigit():
        return False
    around = (element, element.parent, element.parent.parent if element.parent else None)
    named = any(_LINE_NUMBER.search(near.attributes.get("class") or "") for near in around if near is not None)
    return named or element.attributes.get("aria-hidden") == "true"


def _is_datum(row: Row, drafts: Sequence[Draft]) -> bool:
    """Is this what a cell of data holds: one short line, perhaps broken, and no table of its own?"""
    one_line = all(d.joined for d in drafts[1:]) and sum(len(d.text) for d in drafts) <= _CELL_CHARS
    return one_line and all(d.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and d.element.around.row is row for d in drafts)


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) <= _DIGITS else otherwise


def _level(aria_level: str | None) -> int:
    return int(aria_level) if aria_level in ("1", "2", "3", "4", "5", "6") else 2


def _is_drawn(node: LexborNode, attributes: Attributes) -> bool:
    """Is all that the element holds one letter, for which its font draws an icon?"""
    classes = attributes.get("class")
    if not classes or "icon" not in classes or not _ICON_CLASS.search(classes):
        return False
    text = node.text().strip()
    return len(text) == 1 and text.isascii() and text.isalpha()
