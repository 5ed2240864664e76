"""Document and removed marks → text. The one place that builds output.

Lines that lose everything go with their line break. What is left is tidied as the policy says: runs of blank lines
become one, blanks at line ends and around the whole go. Every character that goes is on the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import Category, Mark, Removal
from cleaner.patterns import later
from cleaner.read.lines import newline_of
from cleaner.spans import Span, without_blank_end

# The line feed comes first, since a search finds one fast.
_BLANK_AT_LINE_END = later(re.compile, r"\n(?<=[^\S\n]\n)")


class _Line(NamedTuple):
    """A source line after the cuts: the spans of it that stay, and its line break. Or several lines that stay as they are."""

    kept: tuple[Span, ...]
    line_break: Span
    blank: bool  # was blank in the source


def render(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Removal, ...]]:
    """Cut disjoint, sorted marks out of a text.

    Returns what is left and the complete ledger: with it, the kept spans tile ``text``.

    >>> from cleaner.model import Mark
    >>> mark = Mark(10, 25, Category.SHARE, "x", 0.9, "test")
    >>> render("It rained.Share this now.\\n\\n\\n\\nAll day.  ", [mark])[0]
    'It rained.\\n\\nAll day.'
    """
    tidy = _is_tidy(text)
    if not marks and tidy:
        return text, ()
    kept = _kept_spans(text, _lines(text, marks, tidy))
    out: list[str] = []
    removals: list[Removal] = []
    at = upcoming = 0
    for start, end in (*kept, (len(text), len(text))):
        while at < start:
            while upcoming < len(marks) and marks[upcoming].end <= at:
                upcoming += 1
            mark = marks[upcoming] if upcoming < len(marks) and marks[upcoming].start < start else None
            if mark is None or mark.start > at:
                stop = start if mark is None else mark.start
                removals.append(Removal(at, stop, Category.BLANK, "blank", 1.0, "white space", text[at:stop]))
            else:
                stop = min(mark.end, start)
                removals.append(Removal(at, stop, mark.category, mark.rule, mark.confidence, mark.reason, text[at:stop]))
            at = stop
        out.append(text[start:end])
        at = end
    return "".join(out), tuple(removals)


def _is_tidy(text: str) -> bool:
    """Surely no blank to trim? Text with other line ends than line feeds or an indented start is looked at line by line."""
    edges_blank = text[:1].isspace() or text[-1:].isspace()
    return not edges_blank and "\n\n\n" not in text and "\r" not in text and newline_of(text) == "\n" and not _BLANK_AT_LINE_END.search(text)


def _lines(text: str, marks: Sequence[Mark], tidy: bool) -> list[_Line]:
    """The lines of a text. Of a tidy one, lines that no mark touches are taken together."""
    newline = newline_of(text)
    lines: list[_Line] = []
    kept: tuple[Span, ...]
    at = cut = 0
    while True:
        found = text.find(newline, at)
        line_end, after = (len(text), len(text)) if found < 0 else (found, found + 1)
        if line_end > at and text[line_end - 1] == "\r" and found >= 0:
            line_end -= 1
        while cut < len(marks) and marks[cut].end <= at:
            cut += 1
        if tidy and found > at and (cut == len(marks) or marks[cut].start >= after):
            line_end, after = _untouched(text, at, marks[cut].start if cut < len(marks) else None)
            found = line_end if line_end < len(text) else -1
            blank, kept = False, ((at, line_end),)
        elif cut < len(marks) and marks[cut].start < after:
            goes_whole = marks[cut].start <= at and line_end <= marks[cut].end
            blank, kept = False, () if goes_whole else _uncut(text, at, line_end, marks, cut)
        else:
            content = text[at:line_end]
            blank, kept = (True, ()) if not content or content.isspace() else (False, ((at, line_end),))
        lines.append(_Line(kept, (line_end, after), blank))
        if found < 0:
            return lines
        at = after


def _untouched(text: str, start: int, mark: int | None) -> Span:
    """Where the lines of a tidy text end that stand before the line of the next mark and the blank one above that, and where
    what follows them begins."""
    if mark is None:
        return len(text), len(text)
    after = text.rfind("\n", start, mark) + 1
    if text[after - 2] == "\n":
        after -= 1
    return after - 1, after


def _uncut(text: str, start: int, end: int, marks: Sequence[Mark], cut: int) -> tuple[Span, ...]:
    """What stays of a line that marks touch; where a cut leaves two blanks side by side, one goes."""
    pieces: list[Span] = []
    at = start
    while at < end:
        mark = marks[cut] if cut < len(marks) else None
        stop = min(end, mark.start) if mark else end
        if stop > at:
            a = at
            if at > start and (not pieces or text[pieces[-1][1] - 1].isspace()):
                a += len(text[at:stop]) - len(text[at:stop].lstrip())
            if a < stop:
                pieces.append((a, stop))
        if mark is None or mark.start >= end:
            break
        at, cut = max(at, mark.end), cut + 1
    return tuple(pieces) if any(not text[a:b].isspace() for a, b in pieces) else ()


def _kept_spans(text: str, lines: list[_Line]) -> list[Span]:
    """The spans that stay: the kept lines, a line break between two of them, one more where a blank line stood."""
    spans: list[Span] = []
    previous: _Line | None = None
    blank_break: Span | None = None
    adjacent = True
    for line in lines:
        if not line.kept:
            adjacent = False
            if line.blank and previous is not None:
                blank_break = line.line_break
            continue
        if previous is not None:
            hard_break = adjacent and _is_hard_break(text, previous)
            spans += previous.kept if hard_break else without_blank_end(text, previous.kept)
            spans.append(previous.line_break)
            if blank_break is not None:
                spans.append(blank_break)
        previous, blank_break, adjacent = line, None, True
    if previous is not None:
        spans += without_blank_end(text, previous.kept)
    return spans


def _is_hard_break(text: str, line: _Line) -> bool:
    """Two blanks at the end of an uncut line are markdown's line break."""
    a, b = line.kept[-1]
    return b == line.line_break[0] and text[max(a, b - 2) : b] == "  "
