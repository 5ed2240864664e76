"""The page of one document: its source with every cut marked, and the article beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from cleaner.model import Category, Removal, Result, Spared
from cleaner.read.lines import newline_of
from cleaner.report.environment import rendered
from cleaner.report.lines import Line, lines_of
from cleaner.rows import source_of

# Lines that a browser lays out together; those far from the window it leaves alone. So a large document scrolls like a small one.
_CHUNK = 40
_CHUNK_CHARACTERS = 12_000
# What a list quotes of a text.
_QUOTED = 90
_QUOTED_SPARED = 300
# A cut of more lines than this has its reason at its top, not under it.
_TALL = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a document. ``spared`` is None where it is not known; ``back`` is the address of the page that leads here."""

    name: str
    source: str
    removed: tuple[Removal, ...]
    spared: tuple[Spared, ...] | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    problems: tuple[str, ...] = ()
    back: str | None = None


def of_result(result: Result, name: str, url: str | None = None) -> Shown:
    """A cleaned document, to be shown."""
    return Shown(
        name=name,
        source=result.source,
        removed=result.removed,
        spared=result.spared,
        url=url,
        title=result.title,
        language=result.language,
        problems=tuple(problem.message for problem in result.problems),
    )


def of_row(row: Mapping[str, Any], back: str) -> Shown:
    """A row that a run wrote, to be shown. Rows do not hold what was spared."""
    source, removed = source_of(row)
    return Shown(
        name=row["id"],
        source=source,
        removed=removed,
        url=row["url"],
        title=row["title"],
        language=row["language"],
        problems=tuple(row["problem"].split("; ")) if row["problem"] else (),
        back=back,
    )


def page(shown: Shown) -> bytes:
    """The page, in UTF-8: whole in itself, and inert whatever the document holds.

    >>> from cleaner import clean
    >>> html = page(of_result(clean("It rained all day in Port Ellery.\\n\\nShare on <Facebook>"), "rain.txt")).decode()
    >>> "It rained all day in Port Ellery." in html, "Share on &lt;Facebook&gt;" in html, "https:" in html
    (True, True, False)
    """
    lines = list(lines_of(shown.source, shown.removed))
    cuts = _cuts(shown.removed, lines)
    spared = [] if shown.spared is None else _spared(shown.spared, lines, shown.source)
    gone = Counter[Category]()
    for cut in cuts.values():
        gone[cut.category] += cut.characters
    counts = Counter(cut.category for cut in cuts.values())
    return rendered(
        "page.html",
        styles=("base.css", "page.css"),
        script="page.js",
        shown=shown,
        chunks=_chunks(_items(lines, cuts)),
        cuts=cuts,
        spared=spared,
        legend=[(category, counts[category], gone[category]) for category in sorted(counts, key=lambda c: (-gone[c], c))],
        characters=len(shown.source),
        gone=gone.total(),
        tall=_TALL,
    )


class _Cut(NamedTuple):
    """A removal as the page tells of it."""

    number: int
    category: Category
    rule: str
    confidence: float
    reason: str
    path: str | None
    line: int
    quoted: str
    characters: int


class _Fragment(NamedTuple):
    """A stretch of a line; ``first`` where its cut begins."""

    text: str
    cut: _Cut | None
    first: bool


class _Item(NamedTuple):
    """A line, or lines one under another that one cut took whole: ``cut``, which begins here where ``first``."""

    lines: tuple[Line, ...]
    fragments: tuple[_Fragment, ...]  # of a line that stays, or of which something stays
    cut: _Cut | None
    first: bool

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def after_blank(self) -> bool:
        return self.lines[0].after_blank

    @property
    def size(self) -> int:
        return sum(len(piece.text) for line in self.lines for piece in line.pieces)


class _SparedSpan(NamedTuple):
    category: Category
    rule: str
    confidence: float
    reason: str
    stopped_by: str
    line: int | None  # one that the page shows
    quoted: str


def _cuts(removed: Sequence[Removal], lines: Sequence[Line]) -> dict[int, _Cut]:
    """The removals that can be seen, by their index, in order."""
    out: dict[int, _Cut] = {}
    for line in lines:
        for piece in line.pieces:
            if piece.cut is None or piece.cut in out or not piece.text.strip():
                continue
            cut = removed[piece.cut]
            out[piece.cut] = _Cut(
                len(out) + 1,
                cut.category,
                cut.rule,
                cut.confidence,
                cut.reason,
                cut.path,
                line.number,
                quoted(cut.text, _QUOTED),
                len(cut.text),
            )
    return out


def _spared(spared: Iterable[Spared], lines: Sequence[Line], source: str) -> list[_SparedSpan]:
    numbers = {line.number for line in lines}
    newline = newline_of(source)
    out: list[_SparedSpan] = []
    number, counted = 1, 0
    for span in sorted(spared):
        number, counted = number + source.count(newline, counted, span.start), span.start
        anchor = number if number in numbers else None
        out.append(_SparedSpan(span.category, span.rule, span.confidence, span.reason, span.stopped_by, anchor, quoted(span.text, _QUOTED_SPARED)))
    return out


def quoted(text: str, most: int) -> str:
    """A text on one line, of bearable length.

    >>> quoted("Sign up\\n  for our newsletter", 12)
    'Sign up for…'
    """
    flat = " ".join(text[: most * 4].split())
    return flat if len(flat) <= most and len(text) <= most * 4 else flat[: most - 1].rstrip() + "…"


def _items(lines: Sequence[Line], cuts: Mapping[int, _Cut]) -> Iterator[_Item]:
    begun = 0  # how many cuts have begun: they are numbered in the order in which they do
    for taken, group in groupby(lines, key=_taken):
        together = tuple(group)
        for some in [together] if taken is not None else [(line,) for line in together]:
            cut = cuts[taken] if taken is not None else None
            fragments: list[_Fragment] = []
            for piece in some[0].pieces if cut is None else ():
                within = cuts.get(piece.cut) if piece.cut is not None else None
                fragments.append(_Fragment(piece.text, within, within is not None and within.number > begun))
                begun = max(begun, within.number if within else 0)
            yield _Item(some, tuple(fragments), cut, cut is not None and cut.number > begun)
            begun = max(begun, cut.number if cut else 0)


def _taken(line: Line) -> int | None:
    return line.whole


def _chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    chunk: list[_Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += item.size
        if len(chunk) == _CHUNK or size >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
