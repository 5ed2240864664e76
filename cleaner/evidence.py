"""What every stage needs to know, computed once: phrase hits, shapes, the zone of each block, repeats.

A *shape* is what can be told of one block alone without knowing any language's words. A *zone* is where the block stands:
in the head (before the article's prose begins), the body, or the tail (after it ends).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from cleaner.folding import core, fold_all
from cleaner.metadata.model import NOTHING_TOLD, Metadata
from cleaner.model import CODE, LIST_ITEM, PARAGRAPH, QUOTE, TABLE, Block, BlockKind, Category, Document, Mark
from cleaner.patterns import later
from cleaner.phrase_index import Group
from cleaner.phrasebook import Hit, PhraseBook
from cleaner.read.inline import Inline, read_inline, source_span
from cleaner.sites.model import Site

# A letter, a digit, or a mark upon one (accents, vowel signs), which Python's ``\\w`` leaves out; and Persian's joiner.
_OF_WORDS = r"[\w\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u200c]"
_WORD = re.compile(rf"{_OF_WORDS}+(?:['’\-.]{_OF_WORDS}+)*")
_ASCII_WORD = re.compile(r"\w+(?:['\-.]\w+)*", re.ASCII)
_DIGIT = re.compile(r"\d")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ENDS = re.compile(r"[.!?…。！？؟।|۔][\"'”’»)\]」』）]*(?:\s?\[\d{1,3}\])*\s*\Z|[.!?:]\Z")
# What a line can end with that ends with a sentence.
_LAST_OF_SENTENCE = frozenset(".!?:…。！？؟।|۔\"'”’»)]」』）")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟।۔])[\"'”’»)\]」』）]*(?:\s+|(?<=[。！？]))(?=\S)")
# A line that begins with one of these goes on with the line above.
_CONTINUES = ",;.)]’"
_BARE_URL = later(re.compile, r"(?:https?://|www\.)\S+")
_SCRIPTS_WITHOUT_SPACES = later(re.compile, r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
# Text in scripts without spaces counts a word for about this many characters.
_CHARS_A_WORD = 2

# A block with this many words and a sentence's end is prose …
PROSE_WORDS = 18
# … unless more of it than this is links.
PROSE_LINK_SHARE = 0.6


class Zone(IntEnum):
    """Where a block stands: before, in or after the article's prose."""

    HEAD = 0
    BODY = 1
    TAIL = 2


# By their names alone, as kinds of blocks are.
HEAD, BODY, TAIL = Zone


class Shape(NamedTuple):
    """What can be told of one block without its neighbours."""

    words: int
    ends: bool  # with a sentence's end
    colon: bool  # ends with a colon
    upper: bool  # no lower-case letter
    link_share: float
    common: float  # share of words that are the language's commonest
    prose: bool
    digit: bool  # holds one


class Parts(NamedTuple):
    """A block's source, inline markup read; ``shift`` is how much of its visible text is a list mark or the like.

    ``inline`` is None where the source has no markup, because it is the visible text of a page.
    """

    raw: str
    inline: Inline | None
    shift: int

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """``plain[start:end]`` of the block as offsets into its source."""
        if self.inline is None:
            return start + self.shift, end + self.shift
        return source_span(self.raw, start + self.shift, end + self.shift, self.inline)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a document before anything is judged; parallel tuples, one entry a block."""

    document: Document
    blocks: tuple[Block, ...]
    folded: tuple[str, ...]  # the blocks' visible text in lower case
    shapes: tuple[Shape, ...]
    hits: tuple[tuple[Hit, ...], ...]
    zones: tuple[Zone, ...]
    first_prose: int
    last_prose: int
    copies: tuple[int, ...]  # how many blocks have the same text, itself among them
    first_seen: tuple[int, ...]  # index of the first block with the same text; its own where it is the first
    in_roll: tuple[bool, ...]  # one of many names in a row, most of them with who they are: signatories, a jury
    in_stanza: tuple[bool, ...]  # a line between blank lines among others like it, few of which look like boilerplate
    announced: tuple[bool, ...]  # part of a list that a sentence of the article announces with a colon
    book: PhraseBook
    site: Site | None = None  # what repeats on the document's host, where that is known
    told: Metadata = NOTHING_TOLD  # what the page says of itself

    def is_head(self, index: int, category: Category) -> bool:
        """Does a phrase say that this line heads a widget of the category (“Related”, “Leave a reply”)?"""
        return any(h.group.heads and h.group.category is category for h in self.hits[index])

    def is_content_head(self, index: int) -> bool:
        """Is this line a heading that only articles have (References, Conclusion, Ingredients)?"""
        return self.shapes[index].words <= 5 and core(self.folded[index]) in self.book.content_heads

    def goes_on(self, index: int) -> bool:
        """Does this line go on with the sentence of the line above?"""
        above, block = self.blocks[index - 1], self.blocks[index]
        if not above.kind is block.kind is PARAGRAPH or block.after_blank or not block.plain or self.shapes[index - 1].ends:
            return False
        return block.plain[0].islower() or block.plain[0] in _CONTINUES

    def mark(self, index: int, category: Category, rule: str, confidence: float, reason: str) -> Mark:
        """Propose a whole block."""
        block = self.blocks[index]
        return Mark(block.start, block.end, category, rule, confidence, reason)

    def mark_part(
        self,
        index: int,
        start: int,
        end: int,
        category: Category,
        rule: str,
        confidence: float,
        reason: str,
        parts: Parts | None = None,
    ) -> Mark:
        """Propose ``plain[start:end]`` of a block; ``parts`` saves reading the block again."""
        block = self.blocks[index]
        if start <= 0 and end >= len(block.plain):
            return self.mark(index, category, rule, confidence, reason)
        a, b = (parts or self.parts(index)).source_span(start, end)
        return Mark(block.start + a, block.start + b, category, rule, confidence, reason)

    def parts(self, index: int) -> Parts:
        """How a block's visible text lies in its source: read it once where a block gets many marks."""
        block = self.blocks[index]
        raw = self.document.text[block.start : block.end]
        if self.document.is_page:
            return Parts(raw, None, max(0, raw.find(block.plain)))
        inline = read_inline(raw)
        return Parts(raw, inline, max(0, inline.plain.find(block.plain)))


def gather(
    document: Document, book: PhraseBook, before: Evidence | None = None, site: Site | None = None, told: Metadata = NOTHING_TOLD
) -> Evidence:
    """Compute the evidence for a document. Time is linear in its length.

    ``before`` is the evidence for the same document with more in it: of lines that stood there nothing is found out again.
    ``site`` is what repeats on its host, ``told`` what the page says of itself.
    """
    blocks = document.blocks
    known = _known_lines(before) if before and before.book is book else {}
    folded = _folded(blocks, known)
    hits = _hits(blocks, folded, book, known)
    shapes = tuple([_shape(block, book, known) for block in blocks])
    first, last = _prose_span(blocks, shapes, hits)
    zones = (HEAD,) * first + (BODY,) * (last + 1 - first) + (TAIL,) * (len(blocks) - last - 1)
    seen: dict[str, int] = {}
    first_seen = tuple(seen.setdefault(line, i) if line else i for i, line in enumerate(folded))
    copies = Counter(first_seen)
    return Evidence(
        document=document,
        blocks=blocks,
        folded=folded,
        shapes=shapes,
        hits=hits,
        zones=zones,
        first_prose=first,
        last_prose=last,
        copies=tuple(map(copies.__getitem__, first_seen)),
        first_seen=first_seen,
        in_roll=_in_roll(blocks),
        in_stanza=_in_stanza(blocks, shapes, hits, zones),
        announced=_announced(blocks, shapes, hits),
        book=book,
        site=site,
        told=told,
    )


# What was found out of a line: its block, its folded text, its shape, its hits.
Known = Mapping[str, tuple[Block, str, Shape, tuple[Hit, ...]]]


def _known_lines(before: Evidence) -> Known:
    """What was found out of each line, by its visible text."""
    return {line[0].plain: line for line in zip(before.blocks, before.folded, before.shapes, before.hits, strict=True)}


def _folded(blocks: Sequence[Block], known: Known) -> tuple[str, ...]:
    """The visible text of each block, folded."""
    fresh = list({b.plain: None for b in blocks if b.plain not in known})
    found = {plain: line[1] for plain, line in known.items()} | dict(zip(fresh, fold_all(fresh), strict=True))
    return tuple([found[b.plain] for b in blocks])


def _hits(blocks: Sequence[Block], folded: Sequence[str], book: PhraseBook, known: Known) -> tuple[tuple[Hit, ...], ...]:
    """The phrases in each block; each different line is searched once."""
    found = {plain: hits for plain, (block, _, _, hits) in known.items() if block.kind is not CODE}
    fresh = {b.plain: line for b, line in zip(blocks, folded, strict=True) if b.plain not in found and b.kind is not CODE}
    found.update(zip(fresh, map(tuple, book.find(list(fresh), list(fresh.values()))), strict=True))
    return tuple([found[b.plain] if b.kind is not CODE else () for b in blocks])


def _shape(block: Block, book: PhraseBook, known: Known) -> Shape:
    if line := known.get(block.plain):
        held, _, shape, _ = line
        if held.link_chars == block.link_chars and held.links == block.links and held.kind is block.kind:
            return shape
    return shape_of(block, book.common_words)


def shape_of(block: Block, common_words: frozenset[str] = frozenset()) -> Shape:
    """Measure one block.

    >>> from cleaner.read.lines import read_lines
    >>> shape_of(read_lines("The river rose by two metres overnight.").blocks[0])[:2]
    (7, True)
    """
    plain = block.plain
    words = _words_in_lower_case(plain)
    count = _count(words, plain)
    ends = plain[-1:] in _LAST_OF_SENTENCE and bool(_ENDS.search(plain, max(0, len(plain) - 40)))
    link_share = block.link_chars / len(plain) if plain and block.links else 0.0
    if "http" in plain or "www." in plain:
        link_share = max(link_share, sum(len(m[0]) for m in _BARE_URL.finditer(plain)) / len(plain))
    common = sum(map(common_words.__contains__, words)) / len(words) if words and common_words else 0.0
    return Shape(
        words=count,
        ends=ends,
        colon=plain.endswith((":", "：")),
        upper=plain.isupper(),
        link_share=link_share,
        common=common,
        prose=count >= PROSE_WORDS and ends and link_share < PROSE_LINK_SHARE and block.kind is not CODE,
        digit=_holds_digit(plain),
    )


def _words_in_lower_case(plain: str) -> list[str]:
    """The words of a line, each put in lower case by itself; where no letter goes by those beside it, all at once, which is faster."""
    if "Σ" in plain:
        return list(map(str.lower, _WORD.findall(plain)))
    return (_ASCII_WORD if plain.isascii() else _WORD).findall(plain.lower())


def _holds_digit(plain: str) -> bool:
    """Is one of the characters a digit? Those like “²” are none for an expression."""
    return _DIGIT.search(plain) is not None or (not plain.isascii() and any(map(str.isdigit, _BEYOND_ASCII.findall(plain))))


def count_words(plain: str) -> int:
    """How many words a text has; in scripts without spaces, about how many.

    >>> count_words("It rained."), count_words("雨が降った")
    (2, 3)
    """
    return _count(_WORD.findall(plain), plain)


def _count(words: Sequence[str], plain: str) -> int:
    count = len(words)
    return count + len(_SCRIPTS_WITHOUT_SPACES.findall(plain)) // _CHARS_A_WORD if count and not plain.isascii() else count


def count_sentences(plain: str) -> int:
    """How many sentences a block has, the last perhaps without its end.

    >>> count_sentences("It rained. Nobody minded."), count_sentences("* * *")
    (2, 0)
    """
    return sum(1 for _ in _SENTENCE_END.finditer(plain)) + 1 if _WORD.search(plain) else 0


def sentence_spans(plain: str) -> list[tuple[int, int]]:
    """Where the sentences of a block stand, as offsets into ``plain``; they tile it but for the spaces between.

    >>> sentence_spans("It rained. Read more here.")
    [(0, 10), (11, 26)]
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for gap in _SENTENCE_END.finditer(plain):
        spans.append((at, gap.start() + len(gap[0].rstrip())))
        at = gap.end()
    if at < len(plain):
        spans.append((at, len(plain)))
    return spans


# ---------------------------------------------------------------- zones

# What a block adds to the stretch that is taken for the article: prose counts its words up to this many …
_PROSE_GAIN = 60
# … a sample of code counts a little, a line of some length hardly anything …
_CODE_GAIN = 5.0
_LINE_GAIN = 1.0
_LINE_WORDS = 10
# … a short line within takes some, one that is mostly links more …
_SHORT_COST = 3.0
_LINKS_COST = 2.0
_MOSTLY_LINKS = 0.5
# … and a line that a phrase group is this sure to name as boilerplate takes most, unless it is a long paragraph.
_BOILERPLATE_COST = 12.0
_BOILERPLATE_SURE = 0.8
_BOILERPLATE_WORDS = 80


def _prose_span(blocks: Sequence[Block], shapes: Sequence[Shape], hits: Sequence[Sequence[Hit]]) -> tuple[int, int]:
    """First and last block of the article's prose: the stretch with the greatest sum of gains and costs.

    (The maximum-subsequence idea of Pasternack and Roth, 2009, on blocks instead of tokens.) Without any prose the
    whole document is body.
    """
    best = total = 0.0
    first = start = 0
    last = -1
    for index, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        total += _gain(block, shape, hits[index])
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best:
            best, first, last = total, start, index
    if last < 0:
        return 0, len(blocks) - 1
    prose = [i for i in range(first, last + 1) if shapes[i].prose] or [first, last]
    return prose[0], prose[-1]


def _gain(block: Block, shape: Shape, hits: Sequence[Hit]) -> float:
    """What a block adds to the stretch that is taken for the article; less than nothing for most that is not prose."""
    if block.kind is CODE:
        return _CODE_GAIN
    if hits and shape.words <= _BOILERPLATE_WORDS and any(_may_take(h.group, shape) for h in hits if h.group.confidence >= _BOILERPLATE_SURE):
        return -_BOILERPLATE_COST
    if shape.prose:
        return float(min(shape.words, _PROSE_GAIN))
    if block.kind in (TABLE, QUOTE):
        return 0.0
    if shape.words >= _LINE_WORDS and shape.link_share < _MOSTLY_LINKS:
        return _LINE_GAIN
    return -_SHORT_COST - (_LINKS_COST if shape.link_share > _MOSTLY_LINKS else 0.0)


def _may_take(group: Group, shape: Shape) -> bool:
    """Could a phrase of this group take a line of such length, or a sentence of it?"""
    return group.takes == "sentence" or (group.takes == "line" and (group.shape == "whole" or shape.words <= group.longest))


# ---------------------------------------------------------------- verse and lists

# A stanza has so many lines, each so short; a menu does too, but more of its lines are known.
_STANZA_LINES = (3, 24)
_STANZA_WORDS = 11
_STANZA_KNOWN = 0.35
_STANZA_KNOWN_LINES = 3


def _in_stanza(
    blocks: Sequence[Block], shapes: Sequence[Shape], hits: Sequence[Sequence[Hit]], zones: Sequence[Zone]
) -> tuple[bool, ...]:
    """Lines of verse: runs of short plain lines between blank lines."""

    def is_verse(i: int) -> bool:
        short = 0 < shapes[i].words <= _STANZA_WORDS
        return short and zones[i] is BODY and blocks[i].kind is PARAGRAPH and not blocks[i].links

    out = [False] * len(blocks)
    fewest, most = _STANZA_LINES
    starts = [i for i, block in enumerate(blocks) if block.after_blank]
    for start, end in itertools.pairwise([*starts, len(blocks)]):
        run = range(start, end)
        if not fewest <= len(run) <= most or not all(is_verse(i) for i in run):
            continue
        known = sum(_is_known(hits[i]) for i in run)
        if known <= _STANZA_KNOWN_LINES and known <= len(run) * _STANZA_KNOWN:
            out[start:end] = [True] * len(run)
    return tuple(out)


# So many lines in a row, each a name, are a roll where at least this share of them say who that is (“Dana Whitlow, Ellery College”).
_ROLL_LINES = 10
_ROLL_SAID = 0.4
_CAPITALISED = r"[^\W\d_a-z][^\s,()\d]{0,30}"
_ROLL_NAME = later(re.compile, rf"{_CAPITALISED}(?:\s(?:{_CAPITALISED}|van|von|de|da|di|del|der|la|bin|al|el|y|e)){{1,5}}(?P<said>,\s\S.{{0,80}})?\Z")


def _in_roll(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Lines of a roll of names."""
    names = [_ROLL_NAME.match(block.plain) if block.kind in (PARAGRAPH, LIST_ITEM) and not block.links else None for block in blocks]
    out = [False] * len(blocks)
    for is_name, group in itertools.groupby(range(len(blocks)), lambda i: names[i] is not None):
        run = list(group)
        if is_name and len(run) >= _ROLL_LINES and sum(1 for i in run if (name := names[i]) and name["said"]) >= len(run) * _ROLL_SAID:
            out[run[0] : run[-1] + 1] = [True] * len(run)
    return tuple(out)


# A sentence that announces a list has this many words; “Related:” has fewer.
_ANNOUNCES_WORDS = 8
_LISTED_WORDS = 40


def _announced(
    blocks: Sequence[Block], shapes: Sequence[Shape], hits: Sequence[Sequence[Hit]]
) -> tuple[bool, ...]:
    """The items right under a sentence that ends with a colon: they are what it says, whatever they look like."""
    out = [False] * len(blocks)
    listing = False
    kind: BlockKind | None = None  # of the list's items: what the first of them is
    for index, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if shape.colon and shape.words >= _ANNOUNCES_WORDS and not _is_known(hits[index]):
            listing, kind = True, None
            continue
        kind = kind or block.kind
        is_item = block.kind is kind and shape.words <= _LISTED_WORDS and not (kind is PARAGRAPH and _opens_a_widget(hits[index]))
        listing = listing and is_item and (kind is not PARAGRAPH or not shape.prose)
        out[index] = listing
    return tuple(out)


# Lines without a mark of a list go on until one that is this sure to head something else, or to be of it.
_HEADS_SURE, _OPENS_SURE = 0.9, 0.94
_OPENERS = (Category.COMMENTS, Category.IMAGE_CREDIT, Category.MEDIA_PLAYER)


def _opens_a_widget(hits: Sequence[Hit]) -> bool:
    """Does a phrase say that the whole line heads a widget, or is a credit or button that no list is made of?"""
    groups = [hit.group for hit in hits if hit.group.shape == "whole"]
    return any(g.confidence >= _HEADS_SURE if g.heads else g.confidence >= _OPENS_SURE and g.category in _OPENERS for g in groups)


def _is_known(hits: Sequence[Hit]) -> bool:
    """Does a phrase take the block or a part of it, not just hint at what it is?"""
    return any(h.group.takes != "clue" for h in hits)
