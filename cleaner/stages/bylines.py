"""Bylines: who wrote it and when, on lines of their own around the title or at the end.

Dates and names stand in articles too (diaries, liveblogs, casts of a play), so a bare date or name is only cut in the
head or the tail, next to something that is surely a byline or the title.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, QUOTE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.byline_forms import (
    are_names,
    halves_of_glued,
    is_by_line,
    is_date_with_more,
    is_date_with_names,
    is_dated,
    is_month,
    is_name,
    is_name_and_address,
    is_name_and_outlet,
    is_name_and_place,
    is_name_and_stamp,
    is_nicknamed,
    is_stamp,
    is_uncased_name,
    is_unsigned_by_line,
    line_with_bars,
)
from cleaner.stages.data_sheets import is_amid_a_data_sheet, is_of_a_data_sheet
from cleaner.stages.kickers import is_all_below_its_dates, is_word_of_a_menu
from cleaner.stages.programmes import is_day_of_a_programme
from cleaner.stages.signatures import STANDFIRST_LINES, closing_names, signed_again, signed_with_address
from cleaner.stages.signers import LINES, NAME_WORDS, is_authors_name, is_role, is_written_role
from cleaner.stages.subheads import has_brothers
from cleaner.stamps import grammar_of, is_day_of_a_diary
from cleaner.title import find_title
from cleaner.zones import BODY, HEAD, TAIL

# “(grh)”, “(jk/mwe)”: alone on its line, or behind the last sentence.
_INITIALS = later(compiled, r"(?:\A|[.!?。！？][\"”’»«“]?\s)(?P<mark>[(\[]\p{Ll}{2,4}(?:\s?/\s?\p{Ll}{2,4}){0,5}[)\]])\Z")
_INITIALS_CHARS = 30
_TIME_ALONE = later(compiled, r"\W{0,3}\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?\W{0,3}", regex.I)
# “min read”: so many words stand behind the number.
UNIT_WORDS = 3
# The rule that takes “Author” or “Updated on” alone on a line.
_LABEL_RULE = "label"

# A byline is none of these.
_UNSIGNED = (CODE, QUOTE)
# What a name or a date alone stands beside.
_COMPANY = (Category.BYLINE, Category.SHARE)
# A byline is short: mostly 15 words with a name, 10 with a date alone.
LINE_WORDS = 18
# Above an article stand so many dates with a section or a name beside them at most.
DATES_WITH_MORE = 3
# A standfirst has no more words than these.
STANDFIRST_WORDS = 60
# So many items below a line make it the head of a list, where each has so many words at least.
POINTS, POINT_WORDS = 2, 6
# Between a standfirst and the article stand so many short lines with names, roles and dates.
HEAD_LINES = 6
# Between a byline and what goes with it stand so many lines that go.
GONE_BETWEEN = 2
# A card above the article has an author, a date and a time to read.
CARD_LINES = 3
# A number of readers or comments has so few digits, and so few letters stand behind that of the minutes to read.
COUNT_CHARS = 11
_MINUTES = later(compiled, r"\d{1,2}\s?(?:min(?:s|ut\p{Ll}{1,3})?|мин\p{Ll}{0,3}|λεπτά|dk|dakika)\.?", regex.I)
# A bio begins in one of so many lines below the name that heads it.
BIO_WITHIN = 2
# A log has posts, each under its time alone (“9:15 p.m.”); so many of them have others below.
POSTS = 2
TIME_WORDS = 3
# Headings have these levels; below them are lines that are bold as a whole, and such lines may be dates.
MARKED_LEVELS = 6
# “By function” between two parts of an article: a heading there is no byline without another sign.
_HEADS_A_PART = 0.6
# A headline beside a date has so many words; in languages that write compounds as one word it may have few.
_HEADLINE_WORDS = 2
# What a name begins has so many words more where it is a sentence; what its bearer is has fewer.
_REST_OF_SENTENCE = 8
# A day of the week in full has so many letters.
_WEEKDAY_CHARS = 5
# A day that may be all the headline there is.
_MAY_HEAD_ALL = 0.45
# “By audience”: a name has more words.
_BY_ONE_WORD = 2


def _is_row_of_many(evidence: Evidence, index: int) -> bool:
    """A row of a table has others above or below; a line that only begins with a bar has not."""
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks))
    return evidence.blocks[index].kind is TABLE and any(evidence.blocks[i].kind is TABLE for i in beside)


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines that are a byline or a stamp by their form."""
    stamp_words = evidence.book.stamp_words
    dated: list[int] = []
    stamped: list[int] = []
    posts = _times_of_posts(evidence)
    for index, block in enumerate(evidence.blocks):
        words = evidence.shapes[index].words
        if not 0 < words <= LINE_WORDS or block.kind in _UNSIGNED or _is_row_of_many(evidence, index):
            continue
        zone, plain, digit = evidence.zones[index], block.plain, evidence.shapes[index].digit
        heading = (block.kind is HEADING and block.level <= MARKED_LEVELS) or _heads_a_list(evidence, index)
        if is_by_line(plain, stamp_words):
            if not digit and is_of_a_data_sheet(evidence, index):
                continue  # the author of a book, between its title and its price
            # Right below a standfirst the article has not begun.
            sure = (_HEADS_A_PART if heading else 0.8) if zone is BODY and (heading or index > evidence.first_prose + 1) else 0.93
            yield evidence.mark(index, Category.BYLINE, "by-line", sure, "“by” and a name, nothing else")
        elif digit and not heading and is_stamp(plain, stamp_words):
            if is_day_of_a_programme(evidence, index) or index in posts or is_amid_a_data_sheet(evidence, index):
                continue
            sure = {HEAD: _MAY_HEAD_ALL if _is_a_day_that_heads_all(evidence, index) else 0.92, BODY: 0.45, TAIL: 0.9}[zone]
            yield evidence.mark(index, Category.BYLINE, "stamp", sure, "a date, time or reading time alone")
        elif index >= evidence.last_prose and plain.endswith((")", "]")) and (initials := _INITIALS.search(plain, max(0, len(plain) - _INITIALS_CHARS))):
            start = len(plain[: initials.start("mark")].rstrip())
            yield evidence.mark_part(index, start, len(plain), Category.BYLINE, "initials", 0.88, "an editor's initials where the article ends")
        elif digit and not heading and zone is not BODY and is_name_and_stamp(plain, stamp_words):
            if zone is HEAD and not _is_beside_a_headline(evidence, index):
                continue  # “Lantern Room Quarterly – 8 May 2026”
            yield evidence.mark(index, Category.BYLINE, "by-line", 0.88, "a name and a date, nothing else")
        elif digit and not heading and zone is HEAD and _is_beside_a_headline(evidence, index):
            line = line_with_bars(evidence, index)
            if is_unsigned_by_line(line, stamp_words):
                yield evidence.mark(index, Category.BYLINE, "by-line", 0.88, "“by”, a date, and no name")
            elif is_date_with_more(line, stamp_words, evidence.book.common_words):
                dated.append(index)
            elif is_date_with_names(line, stamp_words):
                stamped.append(index)
        elif digit and zone is HEAD and _is_below_the_headline(evidence, index):
            if is_date_with_more(plain, stamp_words, evidence.book.common_words) or is_date_with_names(plain, stamp_words):
                stamped.append(index)
        elif not heading and zone is HEAD and is_name_and_address(plain) and _is_beside_a_headline(evidence, index):
            yield evidence.mark(index, Category.BYLINE, "by-line", 0.9, "a name and its address, nothing else")
        elif not digit and not heading and zone is HEAD and index and _is_of_an_outlet(evidence, index):
            yield evidence.mark(index, Category.BYLINE, "by-line", 0.85, "a name and, behind a bar, for whom its bearer writes")
    # A chronicle has many such lines, and they are all it says. What may be a heading or an entry must be the only one.
    dated += stamped if len(dated) + len(stamped) == 1 else ()
    for index in dated if len(dated) <= DATES_WITH_MORE and not any(_is_announced(evidence, i) for i in dated) else ():
        yield evidence.mark(index, Category.BYLINE, "date-with-more", 0.88, "a date, and what stands beside dates: a section, a name, a count")


def _is_a_day_that_heads_all(evidence: Evidence, index: int) -> bool:
    """“Sunday 15th March”, of no year, and no other line above the article that may be its headline: so circles and parishes head their news."""
    plain, words = evidence.blocks[index].plain, evidence.book.stamp_words
    return not is_dated(plain, words) and grammar_of(words).weekday.match(plain) is not None and not _is_beside_a_headline(evidence, index)


def _is_announced(evidence: Evidence, index: int) -> bool:
    """“Courts before:”, right above: the dates that follow are what it lists."""
    return index > 0 and evidence.shapes[index - 1].colon and not evidence.hits[index - 1]


def _is_below_the_headline(evidence: Evidence, index: int) -> bool:
    """Is this a heading right below one of a higher level, as themes set their dates?"""
    block, above = evidence.blocks[index], evidence.blocks[index - 1]
    return index > 0 and block.kind is above.kind is HEADING and above.level < block.level <= MARKED_LEVELS


def _is_of_an_outlet(evidence: Evidence, index: int) -> bool:
    """“Ada Roe | The Harbour Desk”, a name that the article does not say."""
    line = line_with_bars(evidence, index)
    if not is_name_and_outlet(line) or any("|" in line_with_bars(evidence, i) for i in (index - 1, index + 1) if i < len(evidence.blocks)):
        return False  # a row of a table, whose others are above or below
    return evidence.subjects.share_of(line.partition("|")[0]) == 0 and _is_beside_a_headline(evidence, index)


def _times_of_posts(evidence: Evidence) -> frozenset[int]:
    """The times over the posts of a log: several lines that are nothing but one, with text between them."""
    short = (i for i, shape in enumerate(evidence.shapes) if shape.digit and shape.words <= TIME_WORDS)
    times = [i for i in short if _TIME_ALONE.fullmatch(evidence.blocks[i].plain)]
    apart = [i for i, below in pairwise(times) if any(evidence.shapes[between].prose for between in range(i + 1, below))]
    return frozenset(times) if len(apart) >= POSTS else frozenset()


def _is_beside_a_headline(evidence: Evidence, index: int) -> bool:
    """Is there another line above the article that may be its headline? Else this may be what the article begins with."""
    return any(
        i != index and evidence.shapes[i].words >= _HEADLINE_WORDS and not evidence.hits[i] for i in range(min(evidence.first_prose, len(evidence.blocks)))
    )


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Names, roles and dates alone at the article's edges, when a byline, a stamp or share buttons stand right beside them."""
    title = find_title(evidence, verdicts)
    around_standfirst = list(_around_standfirst(evidence, verdicts, title))
    yield from around_standfirst
    yield from signed_again(evidence, verdicts, {mark.start for mark in around_standfirst})
    yield from _below_labels(evidence, verdicts)
    yield from _name_over_role(evidence, verdicts, title)
    yield from _counts(evidence, verdicts, title)
    yield from _names_with_roles(evidence, verdicts, title)
    yield from signed_with_address(evidence, verdicts)
    yield from closing_names(evidence, verdicts)
    company = [i for i, mark in verdicts.likely() if mark.category in _COMPANY]
    beside = {_next_that_stays(evidence, verdicts, i, step) for i in company for step in (-1, 1)}
    head = _end_of_head(evidence, verdicts, title)
    for index in sorted(beside.intersection(range(len(evidence.blocks)))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if not 0 < shape.words <= NAME_WORDS or shape.ends or verdicts.gone(index) or index == title or block.kind not in LINES:
            continue
        if evidence.zones[index] is not BODY or index <= head:
            yield from _beside_byline(evidence, index, title)


def _next_that_stays(evidence: Evidence, verdicts: Verdicts, index: int, step: int) -> int:
    """The line beside this one; a copy or a button that goes may stand between."""
    beside = range(index + step, index + step * (1 + GONE_BETWEEN), step)
    return next((i for i in beside if not (0 <= i < len(evidence.blocks) and verdicts.is_a(i, *_COMPANY, Category.DUPLICATE))), index + step)


def _end_of_head(evidence: Evidence, verdicts: Verdicts, title: int | None) -> int:
    """The last line at the head: short lines below a standfirst are still above the article, if a paragraph follows them."""
    first = evidence.first_prose
    if title is None or title >= first or evidence.shapes[min(first, len(evidence.shapes) - 1)].words > STANDFIRST_WORDS:
        return first + 1
    below = range(first + 1, min(first + 1 + HEAD_LINES, len(evidence.blocks)))
    end = next((i for i in below if not (verdicts.gone(i) or _is_as_short_as_a_byline(evidence, i))), None)
    is_above_text = end is not None and (evidence.shapes[end].prose or evidence.shapes[end].sentence)
    return max(first + 1, end - 1) if end is not None and is_above_text else first + 1


def _is_as_short_as_a_byline(evidence: Evidence, index: int) -> bool:
    shape = evidence.shapes[index]
    return evidence.blocks[index].kind in LINES and shape.words <= NAME_WORDS and not shape.ends and not shape.colon


def _counts(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
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


def _beside_byline(evidence: Evidence, index: int, title: int | None) -> Iterator[Mark]:
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


def _below_labels(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
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


def _name_over_role(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
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


def _names_with_roles(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“Ada RoeFounder at Oak & Tide”: where a blank was lost between a name and what its bearer is, above the article."""
    for index in range(title + 1, evidence.first_prose) if title is not None else ():
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if verdicts.gone(index) or block.kind is not PARAGRAPH or not 2 < shape.words <= NAME_WORDS or shape.ends:
            continue
        name, role = halves_of_glued(block.plain)
        found = patterns_of(evidence.book.stage_words).role.search(role)
        if found and is_name(name) and role[: found.start()].istitle() | (not found.start()) and not evidence.subjects.include(name):
            yield evidence.mark(index, Category.BYLINE, "name-over-role", 0.86, "a name and, without a blank, what its bearer is")


def _heads_a_bio(evidence: Evidence, index: int) -> bool:
    """A name, perhaps a role, and a line that begins with the name once more: the box goes as a whole, and not by its label."""
    name = evidence.blocks[index].plain.split()[0]
    return any(block.plain.startswith(name) for block in evidence.blocks[index + 1 : index + 1 + BIO_WITHIN])


def _around_standfirst(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
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


def _may_be_uncased_name(evidence: Evidence, index: int) -> bool:
    """Words as short as a name, none of which says anything that is known, and no number before them (“01. 背景”): that counts the article's parts."""
    plain = evidence.blocks[index].plain
    if evidence.document.source_of(evidence.blocks[index]).lstrip()[:1].isdigit():
        return False
    if not is_uncased_name(plain) or _is_first_of_headings(evidence, index):
        return False
    return not evidence.hits[index] and evidence.book.common_words.isdisjoint(plain.split())


def _heads_a_list(evidence: Evidence, index: int) -> bool:
    """Amid the article and right above an item that has no link: “By audience” over kinds of programs."""
    below = index + 1
    if evidence.zones[index] is not BODY or below == len(evidence.blocks) or evidence.shapes[index].words > _BY_ONE_WORD:
        return False
    return evidence.blocks[below].kind is LIST_ITEM and not evidence.blocks[below].links and not evidence.hits[below]


def _is_first_of_headings(evidence: Evidence, index: int) -> bool:
    """Right above the first paragraph, and others of as many letters over other paragraphs: names differ in length and stand once."""
    letters = len(evidence.blocks[index].plain)
    return has_brothers(evidence, index, lambda i: len(evidence.blocks[i].plain) == letters)


STAGE = Stage(
    "bylines",
    alone=alone,
    context=context,
    rules=(
        Rule("by-line", "“By” and a name, or a name and a date or an address, nothing else", (Category.BYLINE,)),
        Rule("stamp", "a date, time or reading time alone", (Category.BYLINE,)),
        Rule("date-with-more", "a date and what stands beside it above an article: a section, a name, a count", (Category.BYLINE,)),
        Rule("initials", "an editor’s initials in brackets where the article ends: “(mwe)”", (Category.BYLINE,)),
        Rule("count", "a number alone right above the article: of readers, of comments", (Category.BYLINE,)),
        Rule("around-standfirst", "a date and names around the standfirst", (Category.BYLINE,)),
        Rule("below-label", "a name or a date below its label: “Author”", (Category.BYLINE,)),
        Rule("signed-again", "the byline’s name alone below the article", (Category.BYLINE,)),
        Rule("name-beside-stamp", "a name alone beside a byline", (Category.BYLINE,)),
        Rule("name-over-role", "a name and below it a role, between the headline and the article", (Category.BYLINE,)),
        Rule("section-below-date", "the name of a section between a date and the article", (Category.NAVIGATION,)),
        Rule("closing-name", "a name that the article does not say, a handle or an address as the last line", (Category.BYLINE, Category.AUTHOR_BIO)),
        Rule("signed-with-address", "a name and its address where the article ends", (Category.BYLINE, Category.AUTHOR_BIO)),
        Rule("role-beside-name", "a role alone beside a byline", (Category.BYLINE,)),
    ),
)
