"""Plain text and markdown → Document: one block a line, or a paragraph where the source is hard-wrapped.

Text and markdown are read alike. Scraped "plain text" is full of stray marks and scraped "markdown" of plain lines, so
every line is judged by what stands in it, not by what the file is called.
"""

from __future__ import annotations

import itertools
import re

from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, QUOTE, RULE, TABLE, Block, BlockKind, Document
from cleaner.patterns import later
from cleaner.read.inline import has_markup, read_inline
from cleaner.read.wrapping import broken_lines

_FENCE = later(re.compile, r"(?P<mark>```+|~~~+)")
# A bullet before marks that set nothing is an item without words, no separator.
_RULE = later(re.compile, r"(?!.\s+(?:__|\*\*)\Z)(?:[-*_=~•·]\s*){3,200}\Z|[—–]{1,20}\Z")
_HEADING = later(re.compile, r"(#{1,6})(?:\s+|$)")
_QUOTE = later(re.compile, r"(?:>\s?)+")
# “5. března 2021” and “14. 2. 2023” are dates, not the items of a list.
_DATE_AHEAD = r"(?!\s(?:\d{1,2}\.\s?\d{4}|[^\W\d_]{3,12}\.?\s\d{4})\b)"
_BULLET = later(re.compile, rf"(?:[-*+•●▪◦‣·○■]|\d{{1,3}}(?:\\?\.{_DATE_AHEAD}|\)))(?:\s+|$)")
_TABLE = later(re.compile, r"\|.*\||[^|]+\|[^|]+\|")
_ENDS_SENTENCE = later(re.compile, r"[.!?:;…。！？؟][\"'”’»)\]*_]*\Z")

_PICTURE = later(re.compile, r"\[?!\[[^\]]{0,500}\]\([^\s)]*\)(?:\]\([^\s)]*\))?\Z")

# In a text without line feeds: carriage returns, and what editors and databases write where they keep line feeds for themselves.
_OTHER_LINE_ENDS = "\r\u2029\u2028\x85\v\f"
# So many lines in a row with the same number of tabs are rows of a table.
_ROWS = 3

# What a line tells by itself, the middle of its block: kind, level, plain, links, link_chars.
_Reading = tuple[BlockKind, int, str, int, int]


def read_lines(text: str, before: Document | None = None) -> Document:
    """Cut a text into blocks. Never fails; offsets refer to ``text`` as given.

    ``before`` is what was read of the same text with more in it: a line that stood there is not read again.

    >>> [b.kind.value for b in read_lines("# Rain\\n\\nIt rained.\\n- wet\\n* * *").blocks]
    ['heading', 'paragraph', 'list_item', 'rule']
    """
    starts, lines = _split(text)
    known = _known_lines(before) if before else {}
    blocks: list[Block] = []
    after_blank = True
    rows = _tabbed_rows(text.split(newline_of(text))) if "\t" in text else frozenset()
    in_code = _code_lines(lines) if "```" in text or "~~~" in text else frozenset()
    broken = _broken_lines(text, starts, lines, in_code)
    index = 0
    while index < len(lines):
        start, raw = starts[index], lines[index]
        if not raw:
            after_blank = True
            index += 1
            continue
        last = index
        if index in in_code:
            read: _Reading = CODE, 0, raw, 0, 0
        elif index in rows:
            _, _, plain, links, link_chars = _read(raw)
            read = TABLE, 0, plain, links, link_chars
        else:
            while last in broken:
                last += 1
            if last > index:
                raw = text[start : starts[last] + len(lines[last])]
            read = known.get(raw) or _read(raw)
        blocks.append(Block(start, start + len(raw), *read, after_blank))
        after_blank = False
        index = last + 1
    if "|" in text:
        blocks = [_unless_alone(text, blocks, i) for i in range(len(blocks))]
    return Document(text, tuple(blocks))


def _known_lines(before: Document) -> dict[str, _Reading]:
    """What was read of lines, but for those that are what they are for their neighbours: code, and the rows of tables."""
    lines = ((before.text[block.start : block.end], block) for block in before.blocks if block.kind is not CODE)
    return {raw: block[2:7] for raw, block in lines if "|" not in raw and "\t" not in raw and block.kind is not TABLE}


def _unless_alone(text: str, blocks: list[Block], index: int) -> Block:
    """A line with bars in it (“Home | News | Contact”) is no table, unless a bar begins it, or a row beside it has as many or its own form."""
    block = blocks[index]
    if block.kind is not TABLE or text[block.start] == "|" or "\t" in text[block.start : block.end]:
        return block
    bars = text.count("|", block.start, block.end)
    for beside in (index - 1, index + 1):
        if 0 <= beside < len(blocks) and blocks[beside].kind is TABLE:
            start, end = blocks[beside].start, blocks[beside].end
            if text[start] == "|" or "\t" in text[start:end] or text.count("|", start, end) == bars:
                return block
    return block._replace(kind=PARAGRAPH)


def newline_of(text: str) -> str:
    """What ends a line: a line feed, or where there is none, whichever of the others the text has. (CR LF ends with a line feed.)"""
    return "\n" if "\n" in text else next((end for end in _OTHER_LINE_ENDS if end in text), "\n")


def is_separator(raw: str) -> bool:
    """Is this line a rule, ``* * *`` or the like?"""
    return bool(_RULE.match(raw))


def _split(text: str) -> tuple[list[int], list[str]]:
    """Where each line begins, and the line, both without the blanks around it."""
    starts: list[int] = []
    lines: list[str] = []
    at = 0
    for piece in text.split(newline_of(text)):
        raw = piece.strip()
        starts.append(at if len(raw) == len(piece) else at + len(piece) - len(piece.lstrip()))
        lines.append(raw)
        at += len(piece) + 1
    return starts, lines


def _code_lines(lines: list[str]) -> frozenset[int]:
    """Lines of fenced code, fences included. A fence that is never closed fences nothing.

    A fence is closed by one of the same mark, at least as long.
    """
    inside: set[int] = set()
    opened, opening = 0, ""
    for index, line in enumerate(lines):
        fence = _FENCE.match(line)
        if not fence:
            continue
        if not opening:
            opened, opening = index, fence["mark"]
        elif fence["mark"].startswith(opening):
            inside.update(range(opened, index + 1))
            opening = ""
    return frozenset(inside)


def _tabbed_rows(pieces: list[str]) -> frozenset[int]:
    """Rows of a table whose cells are set apart by tabs: lines in a row with as many tabs each, before the first word in few of them."""
    rows: set[int] = set()
    for tabs, run in itertools.groupby(range(len(pieces)), lambda i: pieces[i].count("\t") if pieces[i].strip() else 0):
        indices = list(run)
        if not tabs or len(indices) < _ROWS or any(_FENCE.match(pieces[i].strip()) for i in indices):
            continue
        if sum("\t" in pieces[i].strip() for i in indices) * 2 >= len(indices):
            rows.update(indices)
    return frozenset(rows)


def _broken_lines(text: str, starts: list[int], lines: list[str], in_code: frozenset[int]) -> frozenset[int]:
    """The lines that run on into the next. Headings, separators, pictures and rows of tables do not, nor does a line that ends with two
    blanks, which is how markdown breaks a line."""

    def is_last(index: int) -> bool:
        line, below = lines[index : index + 2]
        if index in in_code or index + 1 in in_code or _starts_anew(below) or _HEADING.match(line) or _RULE.match(line) or "|" in line:
            return True
        if _PICTURE.match(line) or _PICTURE.match(below):
            return True
        return text.startswith("  ", starts[index] + len(line))

    return broken_lines(lines, is_last)


def _starts_anew(raw: str) -> bool:
    return bool(_HEADING.match(raw) or _BULLET.match(raw) or _RULE.match(raw) or _QUOTE.match(raw) or raw[0] == "|")


def _read(raw: str) -> _Reading:
    if raw[0].isalpha() and not has_markup(raw):  # most lines: no mark begins with a letter
        return PARAGRAPH, 0, raw, 0, 0
    if _RULE.match(raw):
        return RULE, 0, "", 0, 0
    kind, level, skip = PARAGRAPH, 0, 0
    quote = _QUOTE.match(raw)
    if quote:
        kind, skip = QUOTE, quote.end()
    heading = _HEADING.match(raw, skip)
    if heading:
        kind, level, skip = HEADING, len(heading[1]), heading.end()
    else:
        while bullet := _BULLET.match(raw, skip):
            kind, level, skip = (kind if quote else LIST_ITEM), 1, bullet.end()
        heading = _HEADING.match(raw, skip)
        if heading:
            skip = heading.end()
    if "|" in raw and kind is PARAGRAPH and _TABLE.match(raw) and (raw[0] == "|" or raw.count("|") > 2):
        kind = TABLE
    inline = read_inline(raw[skip:])
    plain = inline.plain
    if kind is PARAGRAPH and _is_bold_head(raw, plain):
        kind, level = HEADING, 7
    links = [link.shown for link in inline.links if not link.nested]
    return kind, level, plain, len(links), sum(b - a for a, b in links)


def _is_bold_head(raw: str, plain: str) -> bool:
    """``**Whole line in bold**`` without a sentence's end: a heading in disguise (level 7, below all marked ones)."""
    return raw[:2] in ("**", "__") and raw.endswith(raw[:2]) and 0 < len(plain) <= 120 and not _ENDS_SENTENCE.search(plain)
