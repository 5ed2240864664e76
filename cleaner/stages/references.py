"""References and dated notes: literature and corrections are content, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, compress, pairwise
from operator import and_

from cleaner.evidence import Evidence
from cleaner.folding import fold
from cleaner.hints import BESIDE_THE_ARTICLE
from cleaner.markup import is_called
from cleaner.model import LIST_ITEM, PARAGRAPH, Block
from cleaner.patterns import later
from cleaner.stamps import holds_date

# Literature is content: years in brackets (“2015b”, “2025, May 3”, “n.d.”), pages, volumes, identifiers.
_REFERENCE = later(
    re.compile,
    r"\(\d{4}[a-z]?(?:,\s\w+\.?(?:\s\d{1,2})?)?\)|\(n\.\s?d\.\)|\bdoi\b|\bISBN\b|\bISSN\b|\bet al\b|\bpp?\.\s?\d|\bvol\.\s?\d"
    r"|\b(?:19|20)\d\d(?:\s[A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?)?(?:\s\d{1,2})?;\s?\d{1,4}(?:\(\d[^()\s]{0,9}\))?:\s?[a-z]?\d"  # 1994 Jan-Feb;3(1):67-71
    r"|\bRetrieved\b|\barXiv:|^\^|^\[\d{1,3}\]|\bArchived from\b",
    re.I,
)

# Every reference has one of these, and most lines have none: to look for them takes a quarter of the time.
_SIGNS_OF_REFERENCE = ("(", "doi", "isbn", "issn", "et al", "p.", "vol.", ";", "retrieved", "arxiv:", "^", "[", "archived from")

# The head of a note that says when it was written has no more words.
_NOTE_HEAD_WORDS = 6
_NOTE_NUMBER = later(re.compile, r"[\[(]?\d{1,3}[\])]?[.:]?")

# Of works that stand in a row there are so many, each with so many characters: authors, a title and where it came out.
_WORKS, _WORK_CHARS = 3, 60

# Offices and courts count what they publish by the year.
_NUMBERED = later(re.compile, r"\b(?:Nr|No|Nº|N°|nº|n°|núm|č|sayı)\.?\s?\d{1,5}/(?:19|20)?\d{2}\b")


def is_numbered(plain: str) -> bool:
    """Does the line name what an office or a court has published, by its number of the year?

    >>> is_numbered("Pressemitteilung Nr. 48/22 des Gerichts"), is_numbered("Nr. 48, Haus 22")
    (True, False)
    """
    return _NUMBERED.search(plain) is not None


def is_note_number(plain: str) -> bool:
    """Is this the number of a note, and nothing else?

    >>> is_note_number("12"), is_note_number("[3]"), is_note_number("2024")
    (True, True, False)
    """
    return _NOTE_NUMBER.fullmatch(plain) is not None


def is_reference(plain: str) -> bool:
    """Does the line name a work, as lists of literature do?

    >>> is_reference("Roe, A. et al. (2015): The tides of the north."), is_reference("The tides of the north")
    (True, False)
    >>> is_reference("Roe AB, Lind C. Tides of the north. Northern Notes. 1994 Jan-Feb;3(1):67-71."), is_reference("In 1994; 3 of 5: lost")
    (True, False)
    >>> is_reference("Roe, A. (n.d.). Tides. Northern Notes"), is_reference("(2023, May 4). Rescues. Northern Notes")
    (True, True)
    """
    low = plain.lower()
    return any(map(low.__contains__, _SIGNS_OF_REFERENCE)) and _REFERENCE.search(plain) is not None


def references_of(evidence: Evidence, stays: Sequence[bool]) -> frozenset[int]:
    """The items of a page's lists and works in a row that are called references, items that stand right below a head that only articles have
    and that stays, notes below their numbers in boxes that are called so, rows of works right below a line that stays or below a label,
    and what was corrected."""
    called = [_is_called_reference(block) for block in evidence.blocks]
    found = (
        _called_references(evidence, called),
        _numbered_notes(evidence, called),
        _below_content_heads(evidence, stays),
        _works_in_a_row(evidence, stays),
        _dated_notes(evidence),
    )
    return frozenset(chain.from_iterable(found))


def _called_references(evidence: Evidence, called: Sequence[bool]) -> Iterator[int]:
    blocks = evidence.blocks
    for index in compress(range(len(blocks)), called):
        if blocks[index].kind is LIST_ITEM and not evidence.is_content_head(index):  # “References” on a tab
            yield index
        # One alone says how to cite the article itself.
        if index and called[index - 1] and all(block.kind is PARAGRAPH and is_reference(block.plain) for block in blocks[index - 1 : index + 1]):
            yield from (index - 1, index)


def _numbered_notes(evidence: Evidence, called: Sequence[bool]) -> Iterator[int]:
    for index in compress(range(1, len(called)), map(and_, called, called[1:])):
        if evidence.shapes[index].ends and is_note_number(evidence.blocks[index - 1].plain):
            yield from (index - 1, index)


def _is_called_reference(block: Block) -> bool:
    hints = block.hints
    return hints is not None and is_called("references", hints.place.own) and hints.place.regions.isdisjoint(BESIDE_THE_ARTICLE)


def _below_content_heads(evidence: Evidence, stays: Sequence[bool]) -> Iterator[int]:
    for head, stay in enumerate(stays):
        if stay and evidence.is_content_head(head):
            yield from _list_below(evidence, head)


def _works_in_a_row(evidence: Evidence, stays: Sequence[bool]) -> Iterator[int]:
    """Lines that each name a work at length, below a line that stays or a label, and this label."""
    works = [_is_work(block) for block in evidence.blocks]
    for row in _rows_of(works):
        starts = (i for i in row if i and works[i] and not works[i - 1])
        start = next((i for i in starts if stays[i - 1] or _is_label(evidence, i - 1)), None)
        if start is not None and sum(works[start : row.stop]) >= _WORKS:
            yield from range(start - _is_label(evidence, start - 1), row.stop)


def _rows_of(works: Sequence[bool]) -> Iterator[range]:
    """Lines in a row that name works, with single ones among or before them that do not.

    >>> [list(row) for row in _rows_of([True, False, True, False, False, True]) if row]
    [[0, 1, 2], [4, 5]]
    """
    start = 0
    while start < len(works):
        end = next((i for i in range(start, len(works)) if not any(works[i : i + 2])), len(works))
        yield range(start, end)
        start = end + 1


def _is_label(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].colon and all(hit.group.takes == "clue" for hit in evidence.hits[index])


def _is_work(block: Block) -> bool:
    beside = block.hints is not None and not block.hints.place.regions.isdisjoint(BESIDE_THE_ARTICLE)
    return not beside and len(block.plain) >= _WORK_CHARS and is_reference(block.plain)


def _dated_notes(evidence: Evidence) -> Iterator[int]:
    """“Correction: March 3, 2021”, and the paragraph right below in the same element, which says what was wrong."""
    for index, (head, note) in enumerate(pairwise(evidence.blocks)):
        if not evidence.shapes[index + 1].prose or evidence.shapes[index].words > _NOTE_HEAD_WORDS or head.hints is None or note.hints is None:
            continue
        name, _, when = head.plain.partition(":")
        is_dated = fold(name) in evidence.book.content_heads and holds_date(when, evidence.book.stamp_words)
        place = head.hints.place
        if is_dated and place.container in note.hints.place.ancestors and place.regions.isdisjoint(BESIDE_THE_ARTICLE):
            yield from (index, index + 1)


def _list_below(evidence: Evidence, head: int) -> Iterator[int]:
    """All that stands in the list right under a line of a page: an item may be the title of a work, and below it a sentence on it."""
    below = evidence.blocks[head + 1 :]
    if not below or below[0].kind is not LIST_ITEM or below[0].hints is None:
        return
    element = below[0].hints.place.innermost("ul", "ol")
    for index, block in enumerate(below, head + 1):
        if block.hints is None or element not in block.hints.place.ancestors:
            return
        yield index
