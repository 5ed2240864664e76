"""Lines around the prose that are the article's own, whatever the scorecard thinks of them: how it opens and closes, what its heads
announce, its literature.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import regex

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import HEADING, LIST_ITEM, Category
from cleaner.patterns import later
from cleaner.shapes import PROSE_WORDS, SENTENCE_WORDS
from cleaner.stages.base import Verdicts
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.duplicates import HEADLINE_TWICE
from cleaner.stages.page_opening import is_dateline
from cleaner.stages.recipes import amounts_in_a_row, begins_with_amount
from cleaner.stages.references import is_numbered, is_reference
from cleaner.stages.sentences import COMMON_IN_PROSE, closes_the_article, is_short_sentence
from cleaner.stages.verses import verses_in_text

_REFERENCE_MARK = later(compiled, r"[↑^]\s?\p{L}|\[\d{1,3}\]\s\p{L}|doi:\s?\S", regex.I)
_IN_BRACKETS = later(compiled, r"[(\[][^()\[\]]+[.!?][)\]]")
_LETTER = later(compiled, r"\p{L}")
_NOT_LATIN = later(compiled, r"[^\P{L}\p{Latin}]")
# A reference has so many words, for a year in brackets alone is none.
REFERENCE_WORDS = 10
# A recipe has so many lines above what it takes, and among them so many figures, in a few words each: “Prep time 15 min”. Where labels and
# figures are on lines of their own it has more, and so few lines below their head stands an amount.
_FIGURE = later(compiled, r"(?<!\p{L})[\d½¼¾⅓⅔]|[\d½¼¾⅓⅔](?!\p{L})")
_CARD_LINES, _FIGURES, _FIGURE_WORDS = 12, 3, 6
_SPLIT_CARD_LINES, _FIRST_BELOW = 40, 8
# “½”, “1 1/2”, “2–3”: the measure and the thing stand on so many lines below.
_BARE_AMOUNT = later(compiled, r"[\d½¼¾⅓⅔⅛][\d½¼¾⅓⅔⅛ /.,⁄–-]*")
# “250 g” has so many words.
SPLIT_LINES, _MEASURED_WORDS = 2, 2
# Between a head and what it heads may stand so many lines that go: switches for the number of servings.
SWITCHES = 5
# The first paragraph that ends like one stands so few lines below the article's first.
_OPENING = 3
# Columns are set with so many blanks, or tabs, in so many rows.
_COLUMNS = later(compiled, r"\S(?: {3,}|\t{1,9})\S")
COLUMN_ROWS = 4
# “hxxp[:]//pier[.]example/a”: an address that nobody shall follow; and the long numbers by which a file is known.
_INDICATOR = later(compiled, r"(?i)\bhxxps?\b|\w\[\.\]\w|\w\[:\]//|\b[0-9a-f]{32}(?:[0-9a-f]{8}){0,12}\b")
# So many of them in a row have a head.
INDICATORS = 2
# “Until next week,” has so many words, and the name below it.
SIGN_OFF_WORDS, SIGNATURE_WORDS = 5, 3


def own_lines(evidence: Evidence, verdicts: Verdicts, lines: Sequence[int], stays: Sequence[bool]) -> frozenset[int]:
    """Those of ``lines`` that are the article's own; ``stays`` says of each block whether the scorecard would leave it."""
    told = _under_content_heads(evidence, verdicts) | _in_recipes(evidence, verdicts) | _said_again(evidence, verdicts) | _signed(evidence, verdicts)
    told |= _in_columns(evidence, lines) | _indicators(evidence, verdicts, lines) | amounts_in_a_row(evidence)
    told |= verses_in_text(evidence, lines)
    latin = _is_latin(evidence)
    return frozenset(
        index
        for index in lines
        if index in told
        or _is_literature(evidence, index)
        or (latin and _is_in_another_script(evidence.blocks[index].plain))
        or _opens_the_article(evidence, index, stays)
        or _is_a_note(evidence, index)
        or _heads_prose(evidence, verdicts, index, stays)
        or (stays[index - 1] and closes_the_article(evidence, verdicts, index))
    )


def _is_literature(evidence: Evidence, index: int) -> bool:
    """A reference as long as references are, or behind its mark."""
    plain = evidence.blocks[index].plain
    long = evidence.shapes[index].words >= REFERENCE_WORDS
    return _REFERENCE_MARK.match(plain) is not None or (long and (is_reference(plain) or is_numbered(plain)))


def _opens_the_article(evidence: Evidence, index: int, stays: Sequence[bool]) -> bool:
    """A dateline above its paragraph; and a short sentence right above the first one, whatever that ends with, may be how the article begins."""
    if is_dateline(evidence, index, stays):
        return True
    if not is_short_sentence(evidence.shapes[index]) or evidence.hits[index]:
        return False
    above = evidence.first_prose - _OPENING <= index < evidence.first_prose < len(evidence.blocks)
    return index == evidence.first_prose - 1 or (above and stays[index + 1] and evidence.shapes[index + 1].words >= PROSE_WORDS)


def _is_a_note(evidence: Evidence, index: int) -> bool:
    """“(Corrects the height of the mast in the third paragraph.)”: a whole sentence in brackets above the article."""
    shape = evidence.shapes[index]
    if index >= evidence.first_prose or not shape.sentence or shape.common < COMMON_IN_PROSE or evidence.hits[index]:
        return False
    return _IN_BRACKETS.fullmatch(evidence.blocks[index].plain) is not None


def _heads_prose(evidence: Evidence, verdicts: Verdicts, index: int, stays: Sequence[bool]) -> bool:
    """A heading that is marked as one belongs to the paragraph below it: right below, or below what goes."""
    if evidence.blocks[index].kind is not HEADING:
        return False
    below = next((i for i in range(index + 1, len(stays)) if not verdicts.gone(i)), index)
    return evidence.shapes[below].prose and stays[below]


def _said_again(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """Headlines of which the other copy goes."""
    copies = {evidence.first_seen[i] for i, mark in verdicts.likely() if mark.rule == HEADLINE_TWICE}
    return frozenset(i for i, first in enumerate(evidence.first_seen) if first in copies) if copies else frozenset()


def _signed(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """“Until next week,” and a name below: how letters end, right below a paragraph that stays."""
    out: set[int] = set()
    for index in range(1, len(evidence.blocks) - 1):
        close, name = evidence.shapes[index], evidence.shapes[index + 1]
        if not evidence.blocks[index].plain.endswith(",") or not 0 < close.words <= SIGN_OFF_WORDS or not 0 < name.words <= SIGNATURE_WORDS:
            continue
        stays = evidence.shapes[index - 1].prose and not any(map(verdicts.gone, range(index - 1, index + 2)))
        if stays and all(word[0].isupper() for word in evidence.blocks[index + 1].plain.split()):
            out.update((index, index + 1))
    return frozenset(out)


def _under_content_heads(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """Steps, amounts, references under a heading that only articles have: short lines, but the article's. Menus use such words, too."""
    found: set[int] = set()
    for head in range(len(evidence.blocks)):
        if not evidence.is_content_head(head) or verdicts.gone(head):
            continue
        top = below = _below_switches(verdicts, head + 1)
        while below < len(evidence.blocks) and not evidence.is_content_head(below):
            if verdicts.gone(below) and not verdicts.is_a(below, Category.TECHNICAL) and not _is_between_items(evidence, below):
                break
            below += 1
        items = [i for i in range(head + 1, below) if evidence.blocks[i].kind is LIST_ITEM and not verdicts.gone(i)]
        works = items[:1] == [top]  # each perhaps with a line below it
        if len(items) > 1 and works:
            below = min(below, items[-1] + 2)
        stretch = [i for i in range(top, below) if not verdicts.gone(i) or _is_between_items(evidence, i)]
        told = sum(_is_told(evidence, i) or any(_is_an_amount(evidence, at) for at in range(max(top, i - SPLIT_LINES), i)) for i in stretch)
        if told * 2 + works > len(stretch):
            found.update(range(head, below))
    return frozenset(found)


def _below_switches(verdicts: Verdicts, index: int) -> int:
    """The first line from here on that is no part of a player, as “1x”, “2x” are taken for."""
    last = index + SWITCHES
    while index < last and verdicts.gone(index) and verdicts.is_a(index, Category.MEDIA_PLAYER):
        index += 1
    return index


def _is_an_amount(evidence: Evidence, index: int) -> bool:
    """A number, perhaps with its measure, and nothing else: what it is of stands on the next lines."""
    plain = evidence.blocks[index].plain
    return _BARE_AMOUNT.fullmatch(plain) is not None or (evidence.shapes[index].words <= _MEASURED_WORDS and begins_with_amount(plain))


def _is_told(evidence: Evidence, index: int) -> bool:
    """Does the line say what stands under such a heading: a sentence, an amount, an address; above the first paragraph, a point of a summary?"""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    is_point = index < evidence.first_prose and shape.words >= SENTENCE_WORDS and not evidence.hits[index]
    return shape.ends or is_point or begins_with_amount(plain) or _is_an_address(plain)


def _is_between_items(evidence: Evidence, index: int) -> bool:
    """Does an item of a list stand right above and right below? Then the line is what one of them says: “Learn how the yard dries its oak.”"""
    if index + 1 == len(evidence.blocks) or evidence.blocks[index].kind is LIST_ITEM:
        return False
    return evidence.blocks[index - 1].kind is evidence.blocks[index + 1].kind is LIST_ITEM


def _is_an_address(plain: str) -> bool:
    """Where a work is found, and nothing else."""
    return plain.startswith(("http://", "https://")) and " " not in plain


def _in_recipes(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """What stands between the last line that goes and “Ingredients”: the dish, its times and servings, most of them with a figure."""
    found: set[int] = set()
    for head in range(len(evidence.blocks)):
        if not evidence.is_content_head(head) or verdicts.gone(head):
            continue
        has_amounts = any(begins_with_amount(block.plain) for block in evidence.blocks[head + 1 : head + 1 + _FIRST_BELOW])
        first = _first_of_a_card(evidence, verdicts, head, has_amounts)
        if first is not None and sum(_is_a_figure(evidence, i) for i in range(first, head)) >= _FIGURES:
            found.update(range(first, head + has_amounts))
    return frozenset(found)


def _first_of_a_card(evidence: Evidence, verdicts: Verdicts, head: int, has_amounts: bool) -> int | None:
    """The line below the last one that goes; above amounts who cooked it may go amid a card, and the last paragraph ends one as well."""
    above = range(head - 1, max(head - 2 - (_SPLIT_CARD_LINES if has_amounts else _CARD_LINES), -1), -1)
    last = next((i for i in above if verdicts.gone(i) and not (has_amounts and verdicts.is_a(i, Category.BYLINE))), None)
    if last is None and has_amounts:
        last = next((i for i in above if evidence.shapes[i].prose), None)
    return None if last is None else last + 1


def _is_a_figure(evidence: Evidence, index: int) -> bool:
    """A few words with a number in them that is no date."""
    plain = evidence.blocks[index].plain
    return evidence.shapes[index].words <= _FIGURE_WORDS and _FIGURE.search(plain) is not None and not is_stamp(plain, evidence.book.stamp_words)


def _in_columns(evidence: Evidence, lines: Sequence[int]) -> frozenset[int]:
    """Lines in a row that were set in columns with blanks or tabs: what a console printed, a table without its lines."""
    set_so = [_COLUMNS.search(evidence.document.text, evidence.blocks[i].start, evidence.blocks[i].end) is not None for i in lines]
    found: set[int] = set()
    for is_set, run in groupby(zip(lines, set_so, strict=True), key=lambda line: line[1]):
        rows = [index for index, _ in run]
        if is_set and len(rows) >= COLUMN_ROWS and rows[-1] - rows[0] < len(rows) * 2:
            found.update(rows)
    return frozenset(found)


def _indicators(evidence: Evidence, verdicts: Verdicts, lines: Sequence[int]) -> frozenset[int]:
    """Addresses made harmless and sums of files, and the line that heads a row of them: what an attack is known by."""
    found = {index for index in lines if _is_indicator(evidence, index)}
    for index in lines:
        below = range(index + 1, min(index + 1 + INDICATORS, len(evidence.blocks)))
        if len(below) == INDICATORS and all(_is_indicator(evidence, i) and not verdicts.gone(i) for i in below):
            found.add(index)
    return frozenset(found)


def _is_indicator(evidence: Evidence, index: int) -> bool:
    return _INDICATOR.search(evidence.blocks[index].plain) is not None


def _is_latin(evidence: Evidence) -> bool:
    """Is most prose written in Latin letters?"""
    other = sum(s.words if _is_in_another_script(b.plain) else -s.words for b, s in zip(evidence.blocks, evidence.shapes, strict=True) if s.prose)
    return other < 0


def _is_in_another_script(plain: str) -> bool:
    """Are most letters none of the Latin script's? A language lesson quotes such lines, and the facts of its own language say nothing of them."""
    if plain.isascii():
        return False
    return len(_NOT_LATIN.findall(plain)) * 2 > len(_LETTER.findall(plain))
