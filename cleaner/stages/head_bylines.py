"""Who wrote it, when, and how many read it, between the headline and the article. Each finder yields marks for the stage of bylines."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.date_forms import is_dated, is_stamp
from cleaner.stages.name_forms import halves_of_glued, is_name
from cleaner.stages.signatures import STANDFIRST_LINES
from cleaner.stages.signers import NAME_WORDS, is_authors_name, is_written_role

# A standfirst has no more words than these.
STANDFIRST_WORDS = 60
# “min read”: so many words stand behind the number.
UNIT_WORDS = 3
# A number of readers or comments has so few digits, and so few letters stand behind that of the minutes to read.
COUNT_CHARS = 11
_MINUTES = later(compiled, r"\d{1,2}\s?(?:min(?:s|ut\p{Ll}{1,3})?|мин\p{Ll}{0,3}|λεπτά|dk|dakika)\.?", regex.I)


def counts(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“0”, “15”: how many read it or said something, alone on its line right above the article. Where others stand below, they number its parts."""
    if title is None or title >= evidence.first_prose:
        return
    numbers = [i for i, block in enumerate(evidence.blocks) if len(block.plain) <= COUNT_CHARS and (block.plain.isdecimal() or _MINUTES.fullmatch(block.plain))]
    head = [i for i in numbers if title < i < evidence.first_prose]
    if not head or len(head) < len(numbers):
        return
    for index in head:
        if verdicts.gone(index) or evidence.blocks[index].kind is not PARAGRAPH or is_of_a_data_sheet(evidence, index):
            continue
        below = index + 1
        unit = evidence.blocks[below].plain if evidence.shapes[below].words <= UNIT_WORDS else ""
        of_reading = unit and is_stamp(f"{evidence.blocks[index].plain} {unit}", evidence.book.stamp_words)
        if of_reading or below == evidence.first_prose or any(verdicts.is_a(i, Category.BYLINE, Category.COMMENTS) for i in (index - 1, below)):
            for line in (index, below) if of_reading else (index,):
                yield evidence.mark(line, Category.BYLINE, "count", 0.85, "a number alone between the headline and the article")


def name_over_role(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“Ada Roe”, and “Harbour correspondent” on the line below, between the headline and the article: no paragraph goes on about her."""
    if title is None:
        return
    reason = "a name and what its bearer is, between the headline and the article"
    below_head = min(title + 1, evidence.first_prose) + STANDFIRST_LINES
    for index in range(title + 1, min(below_head, len(evidence.blocks) - 1)):
        if verdicts.gone(index) or not is_authors_name(evidence, index) or not is_written_role(evidence, index + 1):
            continue
        if _are_labelled_names(evidence.blocks[index].plain, evidence.blocks[index + 1].plain):
            continue
        for line in (index, index + 1):
            if not verdicts.gone(line):
                yield evidence.mark(line, Category.BYLINE, "name-over-role", 0.86, reason)


def _are_labelled_names(one: str, other: str) -> bool:
    """“Publisher Tallow Press”, “Developer Oak Lantern Works”: who made a thing, behind what each did for it.

    >>> _are_labelled_names("Publisher Tallow Press", "Developer Oak Lantern Works"), _are_labelled_names("Ada Roe", "Director Harbour News")
    (True, False)
    """
    return all(is_name(line.partition(" ")[2]) for line in (one, other))


def names_with_roles(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“Ada RoeFounder at Oak & Tide”: where a blank was lost between a name and what its bearer is, above the article."""
    for index in range(title + 1, evidence.first_prose) if title is not None else ():
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if verdicts.gone(index) or block.kind is not PARAGRAPH or not 2 < shape.words <= NAME_WORDS or shape.ends:
            continue
        name, role = halves_of_glued(block.plain)
        found = patterns_of(evidence.book.stage_words).role.search(role)
        if found and is_name(name) and role[: found.start()].istitle() | (not found.start()) and not evidence.subjects.include(name):
            yield evidence.mark(index, Category.BYLINE, "name-over-role", 0.86, "a name and, without a blank, what its bearer is")


def around_standfirst(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """A date between a standfirst and the article, names beside it or above the standfirst: the only date, or else the text is a diary's."""
    first = evidence.first_prose
    if first == 0 or evidence.shapes[first].words > STANDFIRST_WORDS:
        return
    last = first
    while last + 1 < len(evidence.blocks) and last - first < STANDFIRST_LINES and _is_byline_like(evidence, last + 1):
        last += 1
    lines = [*range(first + 1, last + 1)]
    if not lines or last + 1 >= len(evidence.blocks) or not evidence.shapes[last + 1].prose:
        return
    words = evidence.book.stamp_words
    if sum(is_dated(evidence.blocks[i].plain, words) for i in lines) != 1:
        return
    if any(is_stamp(evidence.blocks[i].plain, words) for i in range(last + 1, evidence.last_prose + 1)):
        return
    if title == first - 2 and is_name(evidence.blocks[first - 1].plain):
        lines.insert(0, first - 1)
    for index in lines:
        plain = evidence.blocks[index].plain
        if not verdicts.gone(index) and (is_stamp(plain, words) or not evidence.subjects.include(plain)):
            yield evidence.mark(index, Category.BYLINE, "around-standfirst", 0.86, "a date and names around the standfirst")


def _is_byline_like(evidence: Evidence, index: int) -> bool:
    """A name alone or a date alone, not marked as a heading."""
    block = evidence.blocks[index]
    if block.kind is not PARAGRAPH or evidence.shapes[index].ends:
        return False
    return is_stamp(block.plain, evidence.book.stamp_words) or is_name(block.plain)
