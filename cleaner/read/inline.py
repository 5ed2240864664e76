"""Light markup inside a line: which characters of the source does a reader see?

Markdown printers disagree, and half of what arrives is plain text with stray marks in it; so this is a tolerant
stripper for judging, not a parser. The source itself is never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from cleaner.patterns import later
from cleaner.spans import Span, without_blank_end

# Characters that can begin markup; a line without them needs no work.
_SIGNS = later(re.compile, r"[\\*_\[`|<]")
_MARKUP = later(re.compile, r"[\\*_\[`|<]|\s\s|[\t\n\r\x0b\x0c\xa0\u2000-\u200b\u202f\u3000\ufeff]")

_LINK = later(
    re.compile,
    r"""
    !?\[ (?P<text> (?: [^\[\]\\] | \\. | \[[^\[\]]{0,300}\] ){0,2000} ) \]
    \(\s? (?: <[^<>]{0,2000}> | (?: [^()\s] | (?<=-)\n | \([^()\s]{0,500}\) ){0,4000} )      # printers of markdown break lines at hyphens
    (?: \s{1,3} (?: "[^"\n]{0,500}" | '[^'\n]{0,500}' ) )? \s? \)
    """,
    re.VERBOSE,
)
_MARKS = later(
    re.compile,
    r"""
    (?= [\\*_`|<>\u200b\ufeff\u00ad] ) (?:              # what each of these begins with, so that most characters are passed at once
      (?P<mark>\\)[!-/:-@\[-`{-~]                     # \* stands for *
    | \*{1,3}(?=\S) | (?<=\S)\*{1,3}                   # *emphasis*, **strong**
    | (?<!\w)_{1,3}(?=\S) | (?<=\S)_{1,3}(?!\w)        # _emphasis_, but not snake_case
    | ` | \|                                           # code ticks, table bars
    | <(?=https?://) | (?<=[\w/])>                     # <https://autolink>
    | [\u200b\ufeff\u00ad]                             # invisible characters
    )
    """,
    re.VERBOSE,
)
_SPACE_RUN = later(re.compile, r"(?<=\s)\s+")
_ANY_SPACE = later(re.compile, r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class Link(NamedTuple):
    """A link or picture: its span in the source with all its markup, and what a reader sees of it in ``plain``."""

    source: Span
    shown: Span
    nested: bool  # a picture that is itself (part of) a link


class Inline(NamedTuple):
    """The visible text of a stretch of source, with enough to map its offsets back.

    ``pieces`` are the spans of the source that are seen; joined they are ``plain``. ``firsts`` says where in ``plain``
    each begins.
    """

    plain: str
    pieces: tuple[Span, ...]
    firsts: tuple[int, ...]
    links: tuple[Link, ...]


def has_markup(raw: str) -> bool:
    """May anything in this stretch of source be hidden from a reader? Where not, it is its own visible text."""
    if raw.isprintable():  # then its only white space is blanks
        return "  " in raw or bool(_SIGNS.search(raw))
    return bool(_MARKUP.search(raw))


def read_inline(raw: str) -> Inline:
    r"""Strip light markup from one line or wrapped paragraph.

    >>> read_inline("**See** [the  list](https://example.org/a_(b)) \\*").plain
    'See the list *'
    >>> read_inline("snake_case stays").plain
    'snake_case stays'
    """
    if not has_markup(raw):
        return Inline(raw, ((0, len(raw)),), (0,), ())
    links = list(_links(raw))
    dropped = [(match.start(), match.start("text")) for match, _ in links]
    dropped += ((match.end("text"), match.end()) for match, _ in links)
    dropped += (match.span(match.lastgroup or 0) for match in _MARKS.finditer(raw))
    pieces = _collapse_spaces(raw, _remaining(len(raw), dropped))
    plain = _ANY_SPACE.sub(" ", "".join(raw[a:b] for a, b in pieces))
    firsts = tuple(accumulate((b - a for a, b in pieces[:-1]), initial=0))
    starts = [a for a, _ in pieces]

    def seen(offset: int) -> int:
        """How much of ``plain`` stands before an offset of the source."""
        index = bisect_right(starts, offset) - 1
        return 0 if index < 0 else firsts[index] + min(offset, pieces[index][1]) - starts[index]

    found = (Link(match.span(), (seen(match.start("text")), seen(match.end("text"))), nested) for match, nested in links)
    return Inline(plain, tuple(pieces), firsts, tuple(found))


def source_span(raw: str, start: int, end: int, inline: Inline | None = None) -> Span:
    """Map ``plain[start:end]`` back to offsets in ``raw``; the markup around a wholly covered stretch goes with it.

    >>> raw = "Rain. [Read more](https://example.org/x)"
    >>> a, b = source_span(raw, 6, 15)
    >>> raw[a:b]
    '[Read more](https://example.org/x)'

    ``inline`` is what :func:`read_inline` made of ``raw``, for callers that map more than one stretch.
    """
    inline = inline or read_inline(raw)
    if not inline.pieces or start >= end:
        return (0, 0)

    def locate(position: int) -> int:
        index = bisect_right(inline.firsts, position) - 1
        return inline.pieces[index][0] + position - inline.firsts[index]

    left, right = locate(start), locate(end - 1) + 1
    first, beyond = (bisect_left(inline.links, offset, key=_shown_from) for offset in (start, end))
    for link in inline.links[first:beyond]:
        if link.shown[1] <= end:
            left, right = min(left, link.source[0]), max(right, link.source[1])
    while right < len(raw) and raw[right] in "*_`" and raw[left - 1 : left] in ("*", "_", "`"):
        left, right = left - 1, right + 1
    if end == len(inline.plain):
        right = len(raw)
    return (0 if start == 0 else left), right


def _shown_from(link: Link) -> int:
    return link.shown[0]


def _links(raw: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Links and pictures in the order they begin, each followed by the pictures in its text."""
    if "](" not in raw:
        return
    for match in _LINK.finditer(raw):
        yield match, False
        if "](" in match["text"]:
            yield from ((inner, True) for inner in _LINK.finditer(raw, *match.span("text")))


def _remaining(length: int, dropped: list[Span]) -> list[Span]:
    pieces: list[Span] = []
    at = 0
    for a, b in sorted(dropped):
        if a > at:
            pieces.append((at, a))
        at = max(at, b)
    if at < length:
        pieces.append((at, length))
    return pieces


def _collapse_spaces(raw: str, pieces: list[Span]) -> list[Span]:
    out: list[Span] = []
    after_space = True
    has_runs = "  " in raw or not raw.isprintable()  # other white space than blanks is not printable
    for a, b in pieces:
        if after_space:
            while a < b and raw[a].isspace():
                a += 1
        if a == b:
            continue
        at = a
        for run in _SPACE_RUN.finditer(raw, a, b) if has_runs else ():
            if run.start() > at:
                out.append((at, run.start()))
            at = run.end()
        if at < b:
            out.append((at, b))
        after_space = raw[b - 1].isspace()
    return without_blank_end(raw, out)
