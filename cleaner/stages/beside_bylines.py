"""Names, roles, dates and sections alone on a line, beside a byline or below a label: what they may be instead. The finders yield marks for the
stage of bylines.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.stages.base import Verdicts
from cleaner.stages.byline_forms import is_by_line
from cleaner.stages.date_forms import is_month, is_stamp
from cleaner.stages.kickers import is_all_below_its_dates, is_word_of_a_menu
from cleaner.stages.name_forms import are_names, is_name, is_name_and_place, is_nicknamed, is_uncased_name
from cleaner.stages.signers import LINES, NAME_WORDS, is_role
from cleaner.stages.subheads import has_brothers
from cleaner.stamps import grammar_of, is_day_of_a_diary
from cleaner.zones import TAIL

# The rule that takes “Author” or “Updated on” alone on a line.
_LABEL_RULE = "label"
# So many items below a line make it the head of a list, where each has so many words at least.
POINTS, POINT_WORDS = 2, 6
# A card above the article has an author, a date and a time to read.
CARD_LINES = 3
# A bio begins in one of so many lines below the name that heads it.
BIO_WITHIN = 2
# What a name begins has so many words more where it is a sentence; what its bearer is has fewer.
_REST_OF_SENTENCE = 8
# A day of the week in full has so many letters.
_WEEKDAY_CHARS = 5


def beside_byline(evidence: Evidence, index: int, title: int | None) -> Iterator[Mark]:
    """The line as what its form says, where nothing speaks for the article: a name, the first item of a card, a date, a section, a role."""
    plain = evidence.blocks[index].plain
    if is_name(plain) or is_name_and_place(plain):
        if evidence.is_content_head(index) or evidence.subjects.make_title_case_of(plain) or _heads_points(evidence, index):
            return
        if _begins_a_sentence(evidence, index) or _heads_a_day(evidence, index) or _begins_with_weekday(evidence, plain):
            return
        if evidence.zones[index] is not TAIL and (plain.split()[0].lower() in evidence.book.common_words or _says_something_else(evidence, index)):
            return  # “The Manufacturers”, “Teilen Merken Drucken”
        # The first line of a text may be a headline that is a name, where no other line is one.
        if title is None and is_all_below_its_dates(evidence, index):
            return
        if (index > 0 or title is not None) and not evidence.subjects.include(plain) and not _heads_a_signed_article(evidence, index, title):
            for line in (index, *_copies_beside(evidence, index)):
                yield evidence.mark(line, Category.BYLINE, "name-beside-stamp", 0.85, "a name alone beside a byline")
            yield from _role_below(evidence, index)
    elif _is_first_of_a_card(evidence, index) and not evidence.subjects.include(plain):
        yield evidence.mark(index, Category.BYLINE, "name-beside-stamp", 0.86, "the item above those that say when it came out and how long it takes to read")
    elif title is not None and title < index < evidence.first_prose and _may_be_uncased_name(evidence, index):
        yield evidence.mark(index, Category.BYLINE, "name-beside-stamp", 0.82, "as short as a name, between the headline and the article, beside a byline")
    elif is_stamp(plain, evidence.book.stamp_words) or is_month(plain, evidence.book.stamp_words):
        yield evidence.mark(index, Category.BYLINE, "stamp", 0.87, "a date beside a byline")
    elif _is_section_below_a_date(evidence, index, title):
        yield evidence.mark(index, Category.NAVIGATION, "section-below-date", 0.84, "the name of a section between a date and the article")
    elif is_role(evidence, index) and (_is_bare(evidence, index) or (index and is_by_line(evidence.blocks[index - 1].plain, evidence.book.stamp_words))):
        yield evidence.mark(index, Category.BYLINE, "role-beside-name", 0.82, "a role alone beside a byline")


def _is_section_below_a_date(evidence: Evidence, index: int, title: int | None) -> bool:
    """“Tech” right below the date: a word that is known to name a section, and heads no part of the article like others."""
    if index < (2 if title is None else title + 1) or index + 1 < evidence.first_prose or evidence.blocks[index].kind is not PARAGRAPH:
        return False
    return is_word_of_a_menu(evidence, index)


def _is_first_of_a_card(evidence: Evidence, index: int) -> bool:
    """“- Ben”, “- 2 days ago”, “- 6 min read”: a short list that ends with two stamps."""
    card = evidence.blocks[index : index + CARD_LINES]
    if len(card) < CARD_LINES or any(block.kind is not LIST_ITEM for block in card) or index >= evidence.first_prose:
        return False
    name, *stamps = (block.plain for block in card)
    return name.istitle() and name.count(" ") < CARD_LINES and all(is_stamp(plain, evidence.book.stamp_words) for plain in stamps)


def _says_something_else(evidence: Evidence, index: int) -> bool:
    """Are these, as a whole, the words of a button or the like?"""
    return any(hit.group.shape == "whole" and hit.group.category not in (Category.BYLINE, Category.AUTHOR_BIO) for hit in evidence.hits[index])


def _copies_beside(evidence: Evidence, index: int) -> list[int]:
    """The same line right above or below: a portrait bears its owner's name."""
    return [i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks) and evidence.folded[i] == evidence.folded[index]]


def _heads_points(evidence: Evidence, index: int) -> bool:
    """“Story Highlights” right above a list that says something: what buttons below a name say is shorter."""
    below = range(index + 1, index + 1 + POINTS)
    return below.stop <= len(evidence.blocks) and all(evidence.blocks[i].kind is LIST_ITEM and evidence.shapes[i].words >= POINT_WORDS for i in below)


def _begins_a_sentence(evidence: Evidence, index: int) -> bool:
    """Does a sentence that this line begins go on and end right below? Some texts print each link on a line of its own."""
    below = index + 1
    if below == len(evidence.blocks) or not evidence.goes_on(below):
        return False
    return evidence.shapes[below].ends and evidence.shapes[below].words >= _REST_OF_SENTENCE


def _begins_with_weekday(evidence: Evidence, plain: str) -> bool:
    """“Sunday Morning”; “Sun” and “Jo” are days in short, and names."""
    return plain.find(" ") >= _WEEKDAY_CHARS and grammar_of(evidence.book.stamp_words).weekday.match(plain) is not None


def _role_below(evidence: Evidence, name: int) -> Iterator[Mark]:
    """What the one named above is: “Head of research”."""
    index = name + 1
    if index < len(evidence.blocks) and evidence.shapes[index].words <= NAME_WORDS and not evidence.shapes[index].ends and is_role(evidence, index):
        yield evidence.mark(index, Category.BYLINE, "role-beside-name", 0.82, "a role alone below a name")


def _is_bare(evidence: Evidence, index: int) -> bool:
    """Without the small words of a sentence or a heading: “Transport editor”, not “Meet the editor”."""
    return evidence.book.common_words.isdisjoint(evidence.folded[index].split())


def _heads_a_day(evidence: Evidence, index: int) -> bool:
    """The line right below a day as diaries set it, where the text begins with such a day: the headline of what was written that day."""
    return index > 0 and all(is_day_of_a_diary(evidence.blocks[i].plain, evidence.book.stamp_words) for i in {0, index - 1})


def _heads_a_signed_article(evidence: Evidence, index: int, title: int | None) -> bool:
    """Two capitals right below a stamp, the article right below them, and a name above already: that is its first heading."""
    words = evidence.book.stamp_words
    if index + 1 != evidence.first_prose or title is None or not is_stamp(evidence.blocks[index - 1].plain, words):
        return False
    above = (evidence.blocks[i].plain for i in range(title + 1, index - 1))
    return any(is_name(plain) or is_name_and_place(plain) or is_by_line(plain, words) for plain in above)


def below_labels(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Author”, “Updated on”, “By”, each with its value on the line below."""
    words = evidence.book.stamp_words
    for label, mark in verdicts.likely():
        index = label + 1
        if mark.category is not Category.BYLINE or index >= len(evidence.blocks) or verdicts.gone(index):
            continue
        if mark.rule != _LABEL_RULE and not grammar_of(words).by.fullmatch(f"{evidence.blocks[label].plain} "):
            continue
        # “9 min read” announces nothing, and “, by” is a piece of a sentence.
        if evidence.shapes[label].digit or not evidence.blocks[label].plain[:1].isalpha():
            continue
        plain = evidence.blocks[index].plain
        if evidence.blocks[index].kind not in LINES:
            continue
        names = (is_name(plain) or is_nicknamed(plain)) and not evidence.subjects.include(plain) and not _heads_a_bio(evidence, index)
        if is_stamp(plain, words) or names or (index < evidence.first_prose and are_names(plain)):
            yield evidence.mark(index, Category.BYLINE, "below-label", 0.88, f"below “{evidence.blocks[label].plain[:40]}”")


def _heads_a_bio(evidence: Evidence, index: int) -> bool:
    """A name, perhaps a role, and a line that begins with the name once more: the box goes as a whole, and not by its label."""
    name = evidence.blocks[index].plain.split()[0]
    return any(block.plain.startswith(name) for block in evidence.blocks[index + 1 : index + 1 + BIO_WITHIN])


def _may_be_uncased_name(evidence: Evidence, index: int) -> bool:
    """Words as short as a name, none of which says anything that is known, and no number before them (“01. 背景”): that counts the article's parts."""
    plain = evidence.blocks[index].plain
    if evidence.document.source_of(evidence.blocks[index]).lstrip()[:1].isdigit():
        return False
    if not is_uncased_name(plain) or _is_first_of_headings(evidence, index):
        return False
    return not evidence.hits[index] and evidence.book.common_words.isdisjoint(plain.split())


def _is_first_of_headings(evidence: Evidence, index: int) -> bool:
    """Right above the first paragraph, and others of as many letters over other paragraphs: names differ in length and stand once."""
    letters = len(evidence.blocks[index].plain)
    return has_brothers(evidence, index, lambda i: len(evidence.blocks[i].plain) == letters)
