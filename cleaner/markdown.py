"""What is left of a page → markdown: the headings, lists, quotes, tables, code, links and emphasis that the page had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.model import Block, BlockKind, Document, InlineKind, InlineSpan

# What a reader of markdown would take for markup; an underscore inside a word is none.
_SPECIAL = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)")
_SPECIAL_AT_START = re.compile(r"\A(?:(?P<mark>#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[-=~]{3,})|(?P<number>\d{1,9})(?=[.)](?:\s|$)))")
# An item of a list in a list stands under the text of its parent, whose mark may be a number.
_NESTED = "   "
_MARKS = {InlineKind.STRONG: "**", InlineKind.EMPHASIS: "*", InlineKind.CODE: "`"}
# Between two cells; read_html writes them so.
_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_NO_ADDRESS = ("javascript:", "data:", "vbscript:")
_ADDRESS_SPECIAL = {ord(" "): "%20", ord("("): "%28", ord(")"): "%29", ord("<"): "%3C", ord(">"): "%3E", ord("\n"): "", ord("\t"): ""}


def markdown(document: Document) -> str:
    """Print a page's text as markdown.

    >>> from cleaner.read.html import read_html
    >>> print(markdown(read_html("<h2>Rain</h2><p>It <b>rained</b> <a href='/all'>all day</a>.").document))
    ## Rain
    <BLANKLINE>
    It **rained** [all day](/all).
    """
    parts: list[str] = []
    before: Block | None = None
    for group in _groups(document):
        block = group[0][0]
        if before is not None:
            parts.append(_gap(before, block))
        parts += _printed(group, document.text)
        before = group[-1][0]
    return "".join(parts)


_Marked = tuple[Block, list[InlineSpan]]


def _groups(document: Document) -> Iterator[list[_Marked]]:
    """Blocks with their spans: rows of one table and lines of one piece of code together, others alone."""
    group: list[_Marked] = []
    for block, spans in document.blocks_with_inlines():
        if group and not _is_one(group[-1][0], block):
            yield group
            group = []
        group.append((block, spans))
    if group:
        yield group


def _is_one(before: Block, block: Block) -> bool:
    if block.kind is not before.kind:
        return False
    return not block.after_blank if block.kind is BlockKind.TABLE else block.kind is BlockKind.CODE and block.hints == before.hints


def _gap(before: Block, block: Block) -> str:
    """What stands between two blocks."""
    if before.kind is block.kind is BlockKind.QUOTE:
        return "\n>\n" if block.after_blank else "  \n"
    if block.after_blank or BlockKind.CODE in (before.kind, block.kind):
        return "\n\n"
    return "\n" if before.kind is block.kind is BlockKind.LIST_ITEM else "  \n"


def _printed(group: Sequence[_Marked], text: str) -> Iterator[str]:
    block, spans = group[0]
    if block.kind is BlockKind.CODE:
        lines = text[text.rfind("\n", 0, block.start) + 1 : group[-1][0].end]
        longest = max((len(run) for run in re.findall("`+", lines)), default=0)
        fence = "`" * max(3, longest + 1)
        yield f"{fence}\n{lines}\n{fence}"
    elif block.kind is BlockKind.TABLE:
        yield _table([_cells(row, inside, text) for row, inside in group])
    elif block.kind is BlockKind.RULE:
        yield text[block.start : block.end]
    else:
        begins = max(block.start, text.find(block.plain, block.start, block.end))
        yield _prefix(block) + text[block.start : begins]  # an item's mark stands in the text
        yield _line(block, spans, text, begins)


def _prefix(block: Block) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return "#" * min(6, max(1, block.level)) + " "
        case BlockKind.LIST_ITEM:
            return _NESTED * (block.level - 1)
        case BlockKind.QUOTE:
            return "> "
        case _:
            return ""


def _line(block: Block, spans: Sequence[InlineSpan], text: str, begins: int) -> str:
    bare = (InlineKind.STRONG,) if block.kind is BlockKind.HEADING else ()
    line = _inline(text, begins, block.end, [span for span in spans if span.kind not in bare])
    return _SPECIAL_AT_START.sub(_escaped_at_start, line, count=1)


def _escaped_at_start(found: re.Match[str]) -> str:
    return f"\\{found['mark']}" if found["mark"] else f"{found['number']}\\"


def _inline(text: str, start: int, end: int, spans: Sequence[InlineSpan]) -> str:
    """A stretch of text with its links and emphasis; spans nest, outer ones first."""
    parts: list[str] = []
    closing: list[tuple[int, str]] = []  # of the open spans: where each ends and with what
    kinds: list[InlineKind] = []
    at = start

    def write(to: int) -> None:
        nonlocal at
        stretch = text[at : max(at, to)]
        parts.append(stretch if InlineKind.CODE in kinds else _SPECIAL.sub(r"\\\g<0>", stretch))
        at = max(at, to)

    def close(until: int) -> None:
        while closing and closing[-1][0] <= until:
            ends, mark = closing.pop()
            write(ends)
            kinds.pop()
            parts.append(mark)

    for span in spans:
        close(span.start)
        if span.kind in kinds or InlineKind.CODE in kinds:
            continue
        mark = _MARKS.get(span.kind, "")
        ends_with = mark
        if span.kind is InlineKind.LINK:
            if not span.target or span.target.startswith(_NO_ADDRESS):
                continue
            mark, ends_with = "[", f"]({span.target.translate(_ADDRESS_SPECIAL)})"
        elif span.kind is InlineKind.CODE and "`" in text[span.start : span.end]:
            mark, ends_with = "`` ", " ``"
        write(span.start)
        parts.append(mark)
        closing.append((min(span.end, closing[-1][0]) if closing else span.end, ends_with))
        kinds.append(span.kind)
    close(end)
    write(end)
    return "".join(parts)


def _cells(row: Block, spans: Sequence[InlineSpan], text: str) -> list[str]:
    cells: list[str] = []
    at = row.start
    for bar in (*_BAR.finditer(text, row.start, row.end), None):
        end = bar.start() if bar else row.end
        cells.append(_inline(text, at, end, [span for span in spans if at <= span.start and span.end <= end]).strip().replace("|", "\\|"))
        at = bar.end() if bar else end
    return cells


def _table(rows: Sequence[Sequence[str]]) -> str:
    """The first row is the head, as markdown has no tables without one."""
    width = max(map(len, rows))
    head, *others = ([*row, *[""] * (width - len(row))] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *others))
