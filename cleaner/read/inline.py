"""Light markup inside a line: which characters of the source does a reader see?

Markdown printers disagree, and half of what arrives is plain text with stray marks in it; so this is a tolerant
stripper for judging, not a parser. The source itself is never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

# Characters that can begin markup; a line without them needs no work.
_MARKUP = re.compile(r"[\\*_\[`|<]|\s\s|[\t\n\r\x0b\x0c\xa0\u2000-\u200b\u202f\u3000\ufeff]")

_LINK = re.compile(
    r"!?\[(?P<text>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,300}\]){0,2000})\]"
    r"\(\s?(?P<url><[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){0,4000})"
    r"""(?:\s{1,3}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?\s?\)"""
)
_MARKS = re.compile(
    r"""
      (?P<escape>\\)(?=[!-/:-@\[-`{-~])                # \* stands for *
    | \*{1,3}(?=\S) | (?<=\S)\*{1,3}                   # *emphasis*, **strong**
    | (?<!\w)_{1,3}(?=\S) | (?<=\S)_{1,3}(?!\w)        # _emphasis_, but not snake_case
    | ` | \|                                           # code ticks, table bars
    | <(?=https?://) | (?<=[\w/])>                     # <https://autolink>
    | [\u200b\ufeff\u00ad]                             # invisible characters
    """,
    re.VERBOSE,
)
_SPACE_RUN = re.compile(r"(?<=\s)\s+")
_ANY_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class Inline(NamedTuple):
    """The visible text of a stretch of source, with enough to map its offsets back."""

    plain: str
    pieces: tuple[tuple[int, int], ...]
    links: int
    link_chars: int


def read_inline(raw: str) -> Inline:
    r"""Strip light markup from one line or wrapped paragraph.

    >>> read_inline("**See** [the  list](https://example.org/a_(b)) \\*").plain
    'See the list *'
    >>> read_inline("snake_case stays").plain
    'snake_case stays'
    """
    if not _MARKUP.search(raw):
        return Inline(raw, ((0, len(raw)),), 0, 0)
    dropped: list[tuple[int, int]] = []
    links: list[tuple[int, int]] = []
    if "](" in raw:
        for match in _LINK.finditer(raw):
            inner = match.span("text")
            links.append(inner)
            dropped += ((match.start(), inner[0]), (inner[1], match.end()))
    dropped += (match.span() for match in _MARKS.finditer(raw))
    pieces = _remaining(len(raw), dropped)
    pieces = _collapse_spaces(raw, pieces)
    plain = _ANY_SPACE.sub(" ", "".join(raw[a:b] for a, b in pieces))
    return Inline(plain, tuple(pieces), len(links), _overlap(pieces, links))


def source_span(raw: str, start: int, end: int) -> tuple[int, int]:
    """Map ``plain[start:end]`` back to offsets in ``raw``; the markup around a wholly covered stretch goes with it.

    >>> raw = "Rain. [Read more](https://example.org/x)"
    >>> a, b = source_span(raw, 6, 15)
    >>> raw[a:b]
    '[Read more](https://example.org/x)'
    """
    inline = read_inline(raw)
    firsts: list[int] = []
    at = 0
    for a, b in inline.pieces:
        firsts.append(at)
        at += b - a
    if not firsts or start >= end:
        return (0, 0)

    def locate(position: int) -> int:
        index = bisect_right(firsts, position) - 1
        return inline.pieces[index][0] + position - firsts[index]

    left, right = locate(start), locate(end - 1) + 1
    for match in _LINK.finditer(raw):
        inner_start, inner_end = match.span("text")
        if left <= inner_start and inner_end <= right:
            left, right = min(left, match.start()), max(right, match.end())
    while right < len(raw) and raw[right] in "*_`" and raw[left - 1 : left] in ("*", "_", "`"):
        left, right = left - 1, right + 1
    if end == len(inline.plain):
        right = len(raw)
    return (0 if start == 0 else left), right


def _overlap(pieces: list[tuple[int, int]], links: list[tuple[int, int]]) -> int:
    """How many characters two sorted lists of spans share."""
    total = i = j = 0
    while i < len(pieces) and j < len(links):
        (a, b), (c, d) = pieces[i], links[j]
        total += max(0, min(b, d) - max(a, c))
        if b < d:
            i += 1
        else:
            j += 1
    return total


def _remaining(length: int, dropped: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    at = 0
    for a, b in sorted(dropped):
        if a > at:
            pieces.append((at, a))
        at = max(at, b)
    if at < length:
        pieces.append((at, length))
    return pieces


def _collapse_spaces(raw: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    after_space = True
    for a, b in pieces:
        if after_space:
            while a < b and raw[a].isspace():
                a += 1
        if a == b:
            continue
        at = a
        for run in _SPACE_RUN.finditer(raw, a, b):
            if run.start() > at:
                out.append((at, run.start()))
            at = run.end()
        if at < b:
            out.append((at, b))
        after_space = raw[b - 1].isspace()
    while out and raw[out[-1][1] - 1].isspace():
        a, b = out.pop()
        b = a + len(raw[a:b].rstrip())
        if b > a:
            out.append((a, b))
            break
    return out
