"""What every stage needs to know, computed once: phrase hits, shapes, the zone of each block, repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.declared_title import with_title
from cleaner.folding import core, fold_all
from cleaner.metadata.model import NOTHING_TOLD, Metadata
from cleaner.model import CODE, PARAGRAPH, Block, Category, Document, Mark
from cleaner.phrasebook import Hit, PhraseBook
from cleaner.read.inline import Inline, read_inline, source_span
from cleaner.runs import announced, in_roll, in_stanza
from cleaner.shapes import Shape, shape_of
from cleaner.sites.model import Site
from cleaner.subjects import Subjects
from cleaner.zones import BODY, HEAD, TAIL, Zone, prose_span

# A line that begins with one of these goes on with the line above.
_CONTINUES = ",;.)]’"


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
    subjects: Subjects = field(compare=False, repr=False)  # the names that its paragraphs go on about
    book: PhraseBook
    site: Site | None = None  # what repeats on the document's host, where that is known
    told: Metadata = NOTHING_TOLD  # what the page says of itself
    with_title: tuple[int, ...] = ()  # the blocks of a page that say the title which it declares

    def is_head(self, index: int, category: Category) -> bool:
        """Does a phrase say that this line heads a widget of the category (“Related”, “Leave a reply”)?"""
        return any(h.group.heads and h.group.category is category for h in self.hits[index])

    def told_by_words(self, index: int, least: float = 0.0, among: Container[Category] = frozenset(Category)) -> Category | None:
        """Which of these categories the surest phrase in the block says it is; clues do not count, nor what is less sure than ``least``."""
        said = [h.group for h in self.hits[index] if h.group.takes != "clue" and h.group.confidence >= least and h.group.category in among]
        return max(said, key=lambda group: group.confidence).category if said else None

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
        raw = self.document.source_of(block)
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
    first, last = prose_span(blocks, shapes, hits)
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
        in_roll=in_roll(blocks),
        in_stanza=in_stanza(blocks, shapes, hits, zones),
        announced=announced(blocks, shapes, hits),
        subjects=Subjects(blocks, shapes),
        book=book,
        site=site,
        told=told,
        with_title=with_title(blocks, shapes, told.title) if document.is_page else (),
    )


# What was found out of a line: its block, its folded text, its shape, its hits.
Known = Mapping[str, tuple[Block, str, Shape, tuple[Hit, ...]]]


def _known_lines(before: Evidence) -> Known:
    """What was found out of each line, by its visible text."""
    return {line[0].plain: line for line in zip(before.blocks, before.folded, before.shapes, before.hits, strict=True)}


def _folded(blocks: Sequence[Block], known: Known) -> tuple[str, ...]:
    """The visible text of each block, folded."""
    fresh = list({b.plain: None for b in blocks if b.plain not in known})
    found = dict(zip(fresh, fold_all(fresh), strict=True))
    return tuple([line[1] if (line := known.get(b.plain)) else found[b.plain] for b in blocks])


def _hits(blocks: Sequence[Block], folded: Sequence[str], book: PhraseBook, known: Known) -> tuple[tuple[Hit, ...], ...]:
    """The phrases in each block; each different line is searched once."""
    found = {b.plain: line[3] for b in blocks if (line := known.get(b.plain)) and line[0].kind is not CODE}
    fresh = {b.plain: line for b, line in zip(blocks, folded, strict=True) if b.plain not in found and b.kind is not CODE}
    found.update(zip(fresh, map(tuple, book.find(list(fresh), list(fresh.values()))), strict=True))
    return tuple([found[b.plain] if b.kind is not CODE else () for b in blocks])


def _shape(block: Block, book: PhraseBook, known: Known) -> Shape:
    if line := known.get(block.plain):
        held, _, shape, _ = line
        if held.link_chars == block.link_chars and held.links == block.links and held.kind is block.kind:
            return shape
    return shape_of(block, book.common_words)
