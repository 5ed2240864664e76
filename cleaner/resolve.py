"""Marks → what is removed and what is spared. The one place that decides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from cleaner.config import Config, Profile, profile_of
from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, PARAGRAPH, QUOTE, TABLE, Block, Category, Mark, Spared
from cleaner.quotations import is_quotation
from cleaner.zones import TAIL

# Rules that agree make each other surer, but they share their evidence: never surer than this together, …
_SUREST = 0.975
# … and only rules that are at least this sure by themselves have a say.
_HAS_A_SAY = 0.3
# No mark is as sure: a sample of code stays.
_NEVER = 1.01
# How much surer than for prose a cut must be that picks one item out of a list.
_LONE_ITEM = 0.08
# A line of so many words that does not end runs into the line below it, if that goes on.
_RUNS_IN_WORDS = 3
# An item that is broken over two lines has so many words on the first; entries of menus have fewer.
_ITEM_WORDS = 6
# A text's table has cells if one of so many rows around has.
_ROWS_NEAR = 2
# So much of a quotation is a link where it is a way to another story: “> READ MORE: [The bridge that would not hold](…)”.
_LINKED = 0.65


def resolve(evidence: Evidence, marks: Iterable[Mark], config: Config) -> tuple[list[Mark], list[Spared]]:
    """Decide. Removed marks come back in source order and do not overlap; each mark that lost says what stopped it."""
    profile = profile_of(config.profile)
    text = evidence.document.text
    whole, parts, credits = _by_block(evidence.blocks, marks)
    removed: list[Mark] = []
    spared: list[Spared] = []

    def spare(mark: Mark, why: str) -> None:
        spared.append(Spared(*mark, stopped_by=why, text=text[mark.start : mark.end]))

    surest = {index: _combined(candidates) for index, candidates in whole.items()}
    likely = {index for index, mark in surest.items() if mark.confidence >= profile.cut}
    for index, mark in surest.items():
        if why := _stopped(mark, _bar(evidence, index, mark.category, whole, likely, profile), config):
            spare(mark, why)
        else:
            # A credit that is kept on request stays when its caption goes; it is spared below.
            removed += (piece for piece in _named_apart(mark, credits.get(index, ())) if not _stopped(piece, 0.0, config))

    starts = [block.start for block in evidence.blocks]
    taken = sorted((m.start, m.end) for m in removed)
    for mark in sorted(parts, key=lambda m: (-m.confidence, m.start - m.end)):
        if _overlaps(taken, mark):
            continue
        index = bisect_right(starts, mark.start) - 1
        if why := _stopped(mark, profile.quote if _is_protected(evidence, index) else profile.cut, config):
            spare(mark, why)
        else:
            removed.append(mark)
            insort(taken, (mark.start, mark.end))
    removed.sort()
    return removed, spared


def _by_block(blocks: Sequence[Block], marks: Iterable[Mark]) -> tuple[Mapping[int, list[Mark]], list[Mark], Mapping[int, list[Mark]]]:
    """The marks that cover a whole block, by block; those that cover a part of one; and of these the credits, by block."""
    starts = [b.start for b in blocks]
    block_of = {start: i for i, start in enumerate(starts)}
    whole: defaultdict[int, list[Mark]] = defaultdict(list)
    parts: list[Mark] = []
    credits: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        index = block_of.get(mark.start)
        if index is not None and mark.end >= blocks[index].end:
            whole[index].append(mark)
        elif mark.end > mark.start:
            parts.append(mark)
            if mark.category is Category.IMAGE_CREDIT:
                credits[bisect_right(starts, mark.start) - 1].append(mark)
    return whole, parts, credits


def _named_apart(mark: Mark, credits: Iterable[Mark]) -> list[Mark]:
    """A caption that goes with the credit at its end, the surest of those in its block: each under its own name."""
    if mark.category is not Category.IMAGE_CAPTION:
        return [mark]
    credit = max((c for c in credits if mark.start < c.start and c.end <= mark.end), key=lambda c: c.confidence, default=None)
    if credit is None:
        return [mark]
    pieces = (mark._replace(end=credit.start), credit, mark._replace(start=credit.end))
    return [piece for piece in pieces if piece.start < piece.end]


def _combined(marks: Sequence[Mark]) -> Mark:
    """Several rules on one block: the surest speaks; others of its category from other rules make it surer (noisy or)."""
    best, *others = sorted(marks, key=lambda m: -m.confidence) if len(marks) > 1 else marks
    doubt = 1 - best.confidence
    heard = {best.rule}
    for mark in others:
        if mark.rule not in heard and mark.confidence >= _HAS_A_SAY:
            heard.add(mark.rule)
            doubt *= 1 - mark.confidence
    confidence = max(best.confidence, round(min(_SUREST, 1 - doubt), 3))
    return best if confidence == best.confidence else best._replace(confidence=confidence)


def _bar(evidence: Evidence, index: int, category: Category, suspected: Container[int], likely: Container[int], profile: Profile) -> float:
    """How sure a cut of this block must be, among blocks that are ``suspected`` of the least, and that are ``likely`` to go."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is CODE:
        return _NEVER
    if category is not Category.TECHNICAL and (evidence.announced[index] or evidence.in_stanza[index] or evidence.in_roll[index]):
        return profile.quote
    if category not in (Category.DUPLICATE, Category.TECHNICAL) and (
        _is_protected(evidence, index) or _is_quoted(evidence, index) or _is_amid_a_sentence(evidence, index, likely)
    ):
        return profile.quote
    if category is not Category.IMAGE_CREDIT and _ends_an_item(evidence, index, suspected):
        return profile.quote
    if shape.prose:
        return profile.prose
    return profile.prose + _LONE_ITEM if _is_lone_item(evidence, index, suspected) else profile.cut


def _is_protected(evidence: Evidence, index: int) -> bool:
    """A quotation or a row of a table; rows of a single cell are layout, and “>> More” points."""
    block = evidence.blocks[index]
    if block.kind is QUOTE:
        return not _is_pointer(evidence, index)
    if block.kind is not TABLE or _is_list_of_links(evidence, index):
        return False
    near = (index,) if evidence.document.is_page else range(max(0, index - _ROWS_NEAR), min(len(evidence.blocks), index + _ROWS_NEAR + 1))
    return any(_has_cells(evidence, row) for row in near)


def _is_quoted(evidence: Evidence, index: int) -> bool:
    """Is the line one quotation? Nobody speaks in bars: “« the day before | the day after »” stands between two arrows."""
    block = evidence.blocks[index]
    return is_quotation(block.plain) and " | " not in evidence.document.source_of(block)


def _has_cells(evidence: Evidence, index: int) -> bool:
    """Is this a row of a table with several cells? In what pages are made of, layout is told row by row, in text by the rows around."""
    block = evidence.blocks[index]
    cells = evidence.document.source_of(block).replace("\t", "|").split("|")
    return block.kind is TABLE and sum(map(bool, map(str.strip, cells))) > 1


def _is_list_of_links(evidence: Evidence, index: int) -> bool:
    """A row of a page below its article, most of it a link or all its words: other stories, each with its date in the next cell."""
    if not evidence.document.is_page or evidence.zones[index] is not TAIL:
        return False
    block = evidence.blocks[index]
    return evidence.shapes[index].mostly_links or 0 < sum(map(str.isalpha, block.plain)) <= block.link_chars


def _is_pointer(evidence: Evidence, index: int) -> bool:
    """A line alone behind two arrows, or most of it a link: quotations within quotations stand in others, and nobody speaks in links."""
    blocks = evidence.blocks
    beside = any(0 <= i < len(blocks) and blocks[i].kind is QUOTE for i in (index - 1, index + 1))
    points = evidence.document.text.startswith(">>", blocks[index].start) or evidence.shapes[index].link_share > _LINKED
    return points and not beside


def _is_lone_item(evidence: Evidence, index: int, suspected: Container[int]) -> bool:
    """One suspected item among unsuspected ones of the same list."""
    blocks = evidence.blocks
    if blocks[index].kind is not LIST_ITEM:
        return False
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(blocks) and blocks[i].kind is LIST_ITEM]
    return bool(beside) and not any(i in suspected for i in beside)


def _is_amid_a_sentence(evidence: Evidence, index: int, likely: Container[int]) -> bool:
    """Does a sentence of the article run into this line, and on into the line below? Texts that print each link on a line of its
    own are full of such lines, and without one of them the sentence is broken."""
    below = index + 1
    if not 0 < index < len(evidence.blocks) - 1 or index - 1 in likely or below in likely:
        return False
    above = evidence.shapes[index - 1]
    return not above.ends and above.words >= _RUNS_IN_WORDS and evidence.goes_on(below)


def _ends_an_item(evidence: Evidence, index: int, suspected: Container[int]) -> bool:
    """Does an item of a list above the article's end go on in this line, right below it?"""
    block = evidence.blocks[index]
    if index == 0 or evidence.zones[index] is TAIL or block.kind is not PARAGRAPH or block.after_blank or not block.plain[:1].islower():
        return False
    item, shape = evidence.blocks[index - 1], evidence.shapes[index - 1]
    return item.kind is LIST_ITEM and not shape.ends and shape.words >= _ITEM_WORDS and index - 1 not in suspected


def _stopped(mark: Mark, bar: float, config: Config) -> str | None:
    if config.keep and mark.category.value in config.keep:
        return f"{mark.category.value} is kept on request"
    if mark.confidence < bar:
        return f"confidence {mark.confidence:.2f} is under {bar:.2f}"
    return None


def _overlaps(taken: list[tuple[int, int]], mark: Mark) -> bool:
    """Does the mark touch one of these sorted, disjoint spans?"""
    at = bisect_left(taken, (mark.end, -1)) - 1
    return at >= 0 and taken[at][1] > mark.start
