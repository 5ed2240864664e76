"""Titles of other stories in a row below the article, which no head announces. The finder yields marks for the stage of related."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.questions import QUESTION_MARKS
from cleaner.stages.references import is_numbered, is_reference
from cleaner.stages.teasers import NEVER_TITLES

# Without a head, lines at the very end are titles if there are so many of them, …
_TITLES = 2
# … most of the lines there, each as long as titles are and with no more digits than a year has …
_MOSTLY = 0.6
_UNHEADED_WORDS = (4, 22)
# Among them may be longer ones, what a story is about in place of its title.
_LONGEST_UNHEADED = 34
_DIGITS = 4
# … and an article stands above: so many paragraphs.
PARAGRAPHS_ABOVE = 4
_ENDS_OF_TITLES = (*QUESTION_MARKS, "!", "！", "…", "...")
# A sentence, and behind it who supplied it: the article's last line.
_SIGNED_OFF = later(re.compile, r"[.!?…。！？؟।][\"'”’»)]?\s?[(\[/（【–—-].{1,40}\Z")
# A footnote leads back to its place.
_FOOTNOTE = "↩"
# An address in full is the article's.
_ADDRESS = "://"
# Pages have lists whose bullets are typed.
_BULLETS = tuple("•●▪◦‣·○■")
# Signs that stand before a title and are no part of it.
BEFORE_A_TITLE = " \t-–—•·*>»\"“„«"


def closing_titles(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """What stays of such titles so far, and is not known to say something else."""
    for index in _titles_at_the_end(evidence):
        if not verdicts.gone(index) and not _says_something_else(evidence, index):
            yield evidence.mark(index, Category.RELATED, "titles-at-the-end", 0.84, "one of several titles below the article")


def _titles_at_the_end(evidence: Evidence) -> list[int]:
    """Lines below the article that nothing announces, most of them with the form of titles, down to the last line of the text."""
    if sum(s.prose for s in evidence.shapes) < PARAGRAPHS_ABOVE:
        return []
    run: list[int] = []
    for index in range(len(evidence.blocks) - 1, evidence.last_prose, -1):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if block.kind in NEVER_TITLES or not 0 < shape.words <= _LONGEST_UNHEADED or _SIGNED_OFF.search(block.plain) or is_numbered(block.plain):
            break
        if (block.kind is LIST_ITEM or block.plain.startswith(_BULLETS)) and not shape.is_link:
            return []  # articles end with lists of their own: what to pack, what to do next
        if shape.colon and not evidence.hits[index]:
            return []  # “Dates to come:”, “Winners:”: the article announces them
        if shape.ends and not block.plain.endswith(_ENDS_OF_TITLES):
            break
        if shape.colon or evidence.is_content_head(index) or evidence.announced[index] or _FOOTNOTE in block.plain or is_reference(block.plain):
            return []
        if _ADDRESS in block.plain:
            return []  # what the author wants the reader to visit
        if is_of_a_data_sheet(evidence, index):
            return []  # “Booked: Ashby, Rook” below the report of a match
        run.append(index)
    while run and evidence.shapes[run[-1]].words > _UNHEADED_WORDS[1]:
        run.pop()
    if run and _closes_the_article(evidence, run[-1]):
        run.pop()
    titles = [index for index in run if _has_title_form(evidence, index) and not _says_something_else(evidence, index)]
    if len(titles) < max(_TITLES, len(run) * _MOSTLY) or _is_a_head_of_the_article(evidence, run[-1]):
        return []
    return sorted(run)


def _closes_the_article(evidence: Evidence, index: int) -> bool:
    """Does the line stand on a page as the last paragraph of the article does, and what is below it otherwise?"""
    above, block, below = (evidence.blocks[i].hints for i in (evidence.last_prose, index, min(index + 1, len(evidence.blocks) - 1)))
    if not (above and block and below) or evidence.shapes[index].is_link:
        return False
    return above.place.path == block.place.path != below.place.path


def _is_a_head_of_the_article(evidence: Evidence, index: int) -> bool:
    """Does the list open with a few words that no phrase knows? Then it may be one of the article's: works, stations, winners."""
    shape = evidence.shapes[index]
    return shape.words < _UNHEADED_WORDS[0] and not shape.upper and not evidence.hits[index]


def _says_something_else(evidence: Evidence, index: int) -> bool:
    return any(h.group.takes != "clue" and h.group.category is not Category.RELATED for h in evidence.hits[index])


def _has_title_form(evidence: Evidence, index: int) -> bool:
    """A few words without a sentence's end, the first of them not in small letters; not an ingredient, not a score."""
    plain, shape = evidence.blocks[index].plain.lstrip(BEFORE_A_TITLE), evidence.shapes[index]
    fewest, most = _UNHEADED_WORDS
    if not fewest <= shape.words <= most or shape.ends or not plain[:1].isalpha() or plain[0].islower() or plain.endswith((",", ";", "،", "、")):
        return False
    return sum(map(str.isdigit, plain)) <= _DIGITS
