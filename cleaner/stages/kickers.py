"""What stands above an article besides its headline: kickers and names of sections or series, the path to the page, a first menu, what stood
behind a bar. Which of several short lines is the headline is told by what stands around them. Each finder yields marks for the stage of
navigation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

import regex

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import LIKELY, Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.name_forms import is_name
from cleaner.stages.questions import QUESTION_MARKS
from cleaner.stages.recipes import amounts_in_a_row, begins_with_amount, is_measured
from cleaner.stages.subheads import has_brothers, is_numbered_heading
from cleaner.stamps import ends_with_date

# “1-1”, “96’”, “(65') Yoane Wissa”: scores and minutes are no names of sections.
_DATA = later(re.compile, r"\d['’′]|\d\s?[-:–]\s?\d")
# Sections are named by what they join (“Food & Drink”), headlines hardly.
_JOINED = later(re.compile, r"[&+·|]")
_WORD = later(re.compile, r"\w{3,}")
# “Court: who pays”, but no “Contact: 0199 4410”.
_PARTED = later(re.compile, r"[^\W\d_]: [^\W\d_]")
_SITE_BEHIND = later(
    compiled,
    r"(?<=\w[\w.!?»”\"')]?)\s\|\s(?:www\.)?[\w\-]{2,40}(?:\.(?:co|com|org|net))?"
    r"\.(?:com|net|org|info|news|blog|eu|at|be|br|ca|ch|cz|de|dk|es|fi|fr|gr|hr|hu|it|jp|lt|mx|nl|no|pl|pt|ro|rs|ru|se|si|sk|tr|ua|uk)\Z",
    regex.I,
)
# An eyebrow above the title: at most this many words, no sentence's end.
EYEBROW_WORDS = 6
# Above a line that is no marked heading it has fewer, and that line is as short as headlines are.
SECTION_WORDS = 3
TITLE_WORDS = 16
# What stands first and has so many words may be a short headline.
HEADLINE_WORDS = 2
# A heading of this level or a higher one is a headline; above it there are so few lines where no menus were printed.
HEADLINE_LEVEL, FEW_LINES = 2, 5
# A list of labels above everything has so many items, so many of them known or printed twice.
FIRST_LIST, FIRST_LIST_SIGNS = 5, 2
# A sentence whose links were printed on lines of their own has so many such pieces beside each of them, and one of more words than this.
PIECES, PIECE_WORDS = 6, 8
# So many words in pieces are more than teasers have.
WORDS_IN_PIECES = 150
# A recipe has so many amounts at least, each of so few words; its head stands so few lines above the first.
AMOUNTS, AMOUNT_WORDS, HEAD_OF_AMOUNTS = 3, 3, 3
# The headline stands so near below the path that leads to it; a label below it has so many words.
TITLE_BELOW = 4
LABEL_WORDS = 2
# The last is that of Arabic and Persian.
_SEMICOLONS = (";", "；", "؛")
# The phrases that name a series.
_SERIES = "series"
# An entry of a menu has so many words at most, a heading so many, and a path so many steps.
MENU_WORDS = 6
HEADING_WORDS = 20
TRAIL_STEPS = 8


def ends_with_a_comma(evidence: Evidence, index: int) -> bool:
    """“Love and light,”, with a name on the line below: neither an entry of a menu nor the name of a section ends with a comma."""
    return evidence.blocks[index].plain.endswith((",", "，"))


def _leads_in(evidence: Evidence, index: int) -> bool:
    """“In conversation with our desk;”, and the headline is what was said: a line that ends with a colon or a semicolon is no name of a section."""
    return evidence.shapes[index].colon or evidence.blocks[index].plain.endswith(_SEMICOLONS)


def is_word_of_a_menu(evidence: Evidence, index: int) -> bool:
    """Is the line known, as a whole, to name a section, and heads no part of the article like others?"""
    known = any(hit.group.category is Category.NAVIGATION and hit.group.shape == "whole" for hit in evidence.hits[index])
    return known and not evidence.is_content_head(index) and not has_brothers(evidence, index)


def _first_items(evidence: Evidence) -> list[int]:
    """The items of the list that opens the text, above its first paragraph."""
    return list(takewhile(lambda i: evidence.blocks[i].kind is LIST_ITEM, range(min(evidence.first_prose, len(evidence.blocks)))))


def beside_the_headline(evidence: Evidence) -> Iterator[Mark]:
    """“| Wellness”: what stood behind a bar, on a line of its own; “How the dam broke | ellery-news.com”: the site's address behind the headline."""
    for index in range(min(evidence.first_prose, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        raw = evidence.document.source_of(block)
        if raw.count("|") != 1:
            continue
        if raw.startswith("| ") and 0 < shape.words <= EYEBROW_WORDS and not (shape.ends or shape.colon or shape.digit or _is_beside_bars(evidence, index)):
            yield evidence.mark(index, Category.NAVIGATION, "behind-a-bar", 0.86, "a few words behind a bar, above the article")
        elif found := _SITE_BEHIND.search(raw):  # of the line as it was printed: its plain text may have lost the bar
            reason = "the site's address behind the headline"
            yield Mark(block.start + found.start(), block.start + found.end(), Category.NAVIGATION, "site-behind-headline", 0.9, reason)


def _is_beside_bars(evidence: Evidence, index: int) -> bool:
    """A row of a table has others around it."""
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks))
    return any("|" in evidence.document.source_of(evidence.blocks[i]) for i in beside)


def eyebrows(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """A section's name right above the title: the title is the first longer line, or one that is a heading or repeated."""
    if title is None or evidence.in_stanza[title]:
        return  # a poem, whose headline may be shorter than its verses
    in_pieces = 0
    below_headline = ends_with_date(evidence.blocks[title].plain, evidence.book.stamp_words)  # which says where and when
    for index in range(_first_ingredient(evidence, title)):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if verdicts.gone(index) or block.kind in (CODE, TABLE):
            continue
        if _is_the_headline(evidence, index, title):
            return
        if not evidence.hits[index] and _is_piece_of_a_sentence(evidence, index):
            in_pieces += shape.words
            if in_pieces >= WORDS_IN_PIECES:
                return  # the article, whose links stand on lines of their own
            continue
        if not evidence.hits[index] and (_DATA.search(block.plain) or is_numbered_heading(block.plain)):
            continue
        opens = all(verdicts.gone(i) and not verdicts.is_a(i, Category.NAVIGATION) for i in range(index))
        if opens and (evidence.is_content_head(index) or (shape.words and ends_with_a_comma(evidence, index))):
            continue
        below_headline = below_headline or (opens and _calls_out(evidence, index))
        if shape.words <= EYEBROW_WORDS and not shape.ends and not _leads_in(evidence, index) and not is_of_a_data_sheet(evidence, index):
            is_headline = below_headline or (opens and _may_be_headline(evidence, index, title))
            sure = 0.82 if _names_a_section(evidence, index, title) and not is_headline else 0.7
            yield evidence.mark(index, Category.NAVIGATION, "eyebrow", sure, "short line above the title")


def _calls_out(evidence: Evidence, index: int) -> bool:
    """“Snow on the way!”, “Whose pier is it?”: headlines ask and call out, and so short a one is not what was taken for the headline. Below it
    stands no section's name, but who is greeted (“Dear all”), or what else the article begins with."""
    return evidence.shapes[index].words >= HEADLINE_WORDS and not evidence.hits[index] and evidence.blocks[index].plain.endswith(("!", *QUESTION_MARKS))


def _first_ingredient(evidence: Evidence, title: int) -> int:
    """Where a recipe's ingredients begin, or the head over them, if they stand above what was taken for the title: its first step, for one, or
    one of them that is longer than those above it."""
    amounts = [index for index in range(title) if evidence.shapes[index].words <= AMOUNT_WORDS and begins_with_amount(evidence.blocks[index].plain)]
    # “400” and “g” may stand on a line each.
    measured = [index for index in amounts if is_measured(f"{evidence.blocks[index].plain} {evidence.blocks[index + 1].plain}")]
    first = measured[0] if len(measured) >= AMOUNTS else min(amounts_in_a_row(evidence), default=title)
    if first >= title:
        return title
    above = range(first - 1, max(first - 1 - HEAD_OF_AMOUNTS, -1), -1)
    return next((index for index in above if evidence.is_content_head(index)), first)


def _is_the_headline(evidence: Evidence, index: int, title: int) -> bool:
    """Does this line, and not the longer one below it, head the article: a marked heading over a line without a mark, or “Court: who pays”,
    or words that it says again, among the first few lines of all? Sections have no colon in their names."""
    block, below = evidence.blocks[index], evidence.blocks[title]
    if evidence.hits[index] or below.kind is HEADING:
        return False
    if block.kind is HEADING:
        return block.level <= HEADLINE_LEVEL
    if title > FEW_LINES or block.kind is not PARAGRAPH:
        return False
    return _PARTED.search(block.plain) is not None or _is_said_again(evidence, index, title)


def _is_piece_of_a_sentence(evidence: Evidence, index: int) -> bool:
    """Does a sentence run through this line, from a longer one above it or to a longer one below it?"""
    first = index
    while first and index - first < PIECES and evidence.goes_on(first):
        first -= 1
    last = index
    while last + 1 < len(evidence.blocks) and last - index < PIECES and evidence.goes_on(last + 1):
        last += 1
    return any(evidence.shapes[i].words > PIECE_WORDS for i in range(first, last + 1))


def is_all_below_its_dates(evidence: Evidence, index: int) -> bool:
    """“Friday, May 8, 2009” opens the text, this is next, the article right below: then it may be the headline, and no other is."""
    if index + 1 != evidence.first_prose:
        return False
    return all(is_stamp(evidence.blocks[i].plain, evidence.book.stamp_words) for i in range(index))


def _begins_a_paragraph(evidence: Evidence, title: int) -> bool:
    """A sentence below a blank line, and the next right below it without one: no headline, but what the article begins with."""
    block, below = evidence.blocks[title], evidence.blocks[title + 1 : title + 2]
    return block.kind is PARAGRAPH and block.after_blank and evidence.shapes[title].ends and any(b.kind is PARAGRAPH and not b.after_blank for b in below)


def _is_one_of_its_headings(evidence: Evidence, index: int, title: int) -> bool:
    """“Pea soup” over “Soak the peas”, with more such lines over paragraphs below: the first of the article's headings, and the headline above it."""
    shape = evidence.shapes[index]
    if title != index + 1 or shape.words < HEADLINE_WORDS or shape.upper or _JOINED.search(evidence.blocks[index].plain):
        return False
    return has_brothers(evidence, title)


def _is_said_again(evidence: Evidence, index: int, title: int) -> bool:
    """“Rye bread with honey” over “A dark rye bread with honey that keeps for a week”: the standfirst repeats the headline whole."""
    shape = evidence.shapes[index]
    if shape.words < SECTION_WORDS or shape.upper or index in evidence.first_seen[index + 1 :]:
        return False
    return evidence.folded[title].find(core(evidence.folded[index])) > 0


def _names_a_section(evidence: Evidence, index: int, title: int) -> bool:
    """Is this surely no headline? The first line may be one, and the longer line below it the standfirst."""
    if not evidence.hits[index] and (_begins_a_paragraph(evidence, title) or _is_one_of_its_headings(evidence, index, title)):
        return False
    if evidence.blocks[title].kind is HEADING or evidence.hits[index] or index in evidence.first_seen[index + 1 : title]:
        return True
    shape = evidence.shapes[index]
    # “Fire, then rain” is no name of a section.
    is_short = shape.words <= SECTION_WORDS and "," not in evidence.blocks[index].plain
    return shape.upper or (is_short and evidence.shapes[title].words <= TITLE_WORDS)


def _may_be_headline(evidence: Evidence, index: int, title: int) -> bool:
    """Is this line, the first that stays, the headline: a heading above lesser ones, or words on which the article goes on?"""
    block, below = evidence.blocks[index], evidence.blocks[title]
    if block.kind is HEADING and below.kind is HEADING and block.level < below.level:
        return True
    if evidence.shapes[index].words < HEADLINE_WORDS or evidence.shapes[index].upper or evidence.hits[index] or _JOINED.search(block.plain):
        return False
    if evidence.told_by_words(title, LIKELY) or any(is_stamp(evidence.blocks[i].plain, evidence.book.stamp_words) for i in range(index + 1, title + 1)):
        return True
    words = [word for word in _WORD.findall(block.plain) if word.lower() not in evidence.book.common_words]
    if len(words) >= HEADLINE_WORDS and all(map(evidence.subjects.write_small, words)):
        return True  # the article says it in its own words; of a section's name it would take up one
    if is_name(block.plain) and not any(map(evidence.subjects.write_small, words)):
        return False
    return any(evidence.subjects.go_on_about(word) for word in words) and any(word.lower() not in evidence.folded[title] for word in words)


def series(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Photo of the week” as the first line, with the headline on the next, where both are too short to tell which of them is it."""
    head = [i for i in range(min(evidence.first_prose, len(evidence.blocks))) if not verdicts.gone(i) and evidence.shapes[i].words]
    if len(head) < 2 or not any(hit.group.rule == _SERIES for hit in evidence.hits[head[0]]):
        return
    series, below = head[:2]
    if evidence.blocks[below].kind in (HEADING, PARAGRAPH) and not evidence.shapes[below].ends and not evidence.shapes[below].colon:
        yield evidence.mark(series, Category.NAVIGATION, "series", 0.86, "the name of a series, above the headline")


def first_lists(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A menu printed as the first thing of all: a list of labels, some of them twice or known to be of a menu."""
    shapes = evidence.shapes
    items = _first_items(evidence)
    if len(items) < FIRST_LIST or any(shapes[i].words > MENU_WORDS or shapes[i].ends or shapes[i].colon or shapes[i].digit for i in items):
        return
    twice = len(items) - len({evidence.folded[i] for i in items})
    known = sum(verdicts.is_a(i, Category.NAVIGATION) or any(h.group.category is Category.NAVIGATION for h in evidence.hits[i]) for i in items)
    if twice + known < FIRST_LIST_SIGNS and known * 2 < len(items):
        return
    for i in items:
        if not verdicts.gone(i):
            yield evidence.mark(i, Category.NAVIGATION, "first-list", 0.87, f"one of {len(items)} labels in a list above everything")


def paths_in_lists(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“3. Drug Safety”, “4. How a recall works”, with “How a recall works” as the headline below: the path to the page, as the first list of all."""
    items = _first_items(evidence)
    if not 0 < len(items) <= TRAIL_STEPS or len(items) == len(evidence.blocks):
        return
    last = core(evidence.folded[items[-1]]).rstrip(".… ")
    below = range(items[-1] + 1, min(items[-1] + 1 + TITLE_BELOW, evidence.first_prose))
    if last.count(" ") < 2 or not any(core(evidence.folded[i]).startswith(last) for i in below):
        return
    if any(evidence.shapes[i].words > HEADING_WORDS or evidence.shapes[i].sentence for i in items):
        return
    for index in items:
        if not verdicts.gone(index):
            yield evidence.mark(index, Category.NAVIGATION, "trail", 0.93, "a step of the path to the page, which ends with its headline")


def labels_below_titles(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“Blog”, “Guides” right below the headline: words that are known to be of a menu, where no other line is set like this one."""
    if title is None or title + 1 >= evidence.first_prose:
        return
    index = title + 1
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if verdicts.gone(index) or block.kind is not PARAGRAPH or shape.words > LABEL_WORDS or shape.ends or shape.colon or shape.digit:
        return
    if is_word_of_a_menu(evidence, index) and evidence.blocks[index + 1].kind is not LIST_ITEM:
        yield evidence.mark(index, Category.NAVIGATION, "label-below-title", 0.83, "a word of a menu between the headline and the article")
