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
from cleaner.model import CODE, HEADING, LIST_ITEM, QUOTE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.beside_bylines import below_labels, beside_byline
from cleaner.stages.byline_forms import is_by_line, is_name_and_stamp, is_unsigned_by_line, line_with_bars
from cleaner.stages.data_sheets import is_amid_a_data_sheet, is_of_a_data_sheet
from cleaner.stages.date_forms import is_date_with_more, is_date_with_names, is_dated, is_stamp
from cleaner.stages.head_bylines import STANDFIRST_WORDS, around_standfirst, counts, name_over_role, names_with_roles
from cleaner.stages.name_forms import is_name_and_address, is_name_and_outlet
from cleaner.stages.programmes import is_day_of_a_programme
from cleaner.stages.signatures import closing_names, signed_again, signed_with_address
from cleaner.stages.signers import LINES, NAME_WORDS
from cleaner.stamps import grammar_of
from cleaner.title import find_title
from cleaner.zones import BODY, HEAD, TAIL

# “(grh)”, “(jk/mwe)”: alone on its line, or behind the last sentence.
_INITIALS = later(compiled, r"(?:\A|[.!?。！？][\"”’»«“]?\s)(?P<mark>[(\[]\p{Ll}{2,4}(?:\s?/\s?\p{Ll}{2,4}){0,5}[)\]])\Z")
_INITIALS_CHARS = 30
_TIME_ALONE = later(compiled, r"\W{0,3}\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?\W{0,3}", regex.I)

# A byline is none of these.
_UNSIGNED = (CODE, QUOTE)
# What a name or a date alone stands beside.
_COMPANY = (Category.BYLINE, Category.SHARE)
# A byline is short: mostly 15 words with a name, 10 with a date alone.
LINE_WORDS = 18
# Above an article stand so many dates with a section or a name beside them at most.
DATES_WITH_MORE = 3
# Between a standfirst and the article stand so many short lines with names, roles and dates.
HEAD_LINES = 6
# Between a byline and what goes with it stand so many lines that go.
GONE_BETWEEN = 2
# A log has posts, each under its time alone (“9:15 p.m.”); so many of them have others below.
POSTS = 2
TIME_WORDS = 3
# Headings have these levels; below them are lines that are bold as a whole, and such lines may be dates.
MARKED_LEVELS = 6
# “By function” between two parts of an article: a heading there is no byline without another sign.
_HEADS_A_PART = 0.6
# A headline beside a date has so many words; in languages that write compounds as one word it may have few.
_HEADLINE_WORDS = 2
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
    beside_standfirst = list(around_standfirst(evidence, verdicts, title))
    yield from beside_standfirst
    yield from signed_again(evidence, verdicts, {mark.start for mark in beside_standfirst})
    yield from below_labels(evidence, verdicts)
    yield from name_over_role(evidence, verdicts, title)
    yield from counts(evidence, verdicts, title)
    yield from names_with_roles(evidence, verdicts, title)
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
            yield from beside_byline(evidence, index, title)


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












































def _heads_a_list(evidence: Evidence, index: int) -> bool:
    """Amid the article and right above an item that has no link: “By audience” over kinds of programs."""
    below = index + 1
    if evidence.zones[index] is not BODY or below == len(evidence.blocks) or evidence.shapes[index].words > _BY_ONE_WORD:
        return False
    return evidence.blocks[below].kind is LIST_ITEM and not evidence.blocks[below].links and not evidence.hits[below]




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
