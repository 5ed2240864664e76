"""What a line is called by where it stands: dates, credits and buttons among other stories are a part of that list, names and votes
among comments of the thread, below a head what it says, and an agency above the article is its author.

Such lines were told by what they say, and go anyway. Here they only get the name of what they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from math import nextafter

from cleaner.evidence import Evidence
from cleaner.model import Category, Mark
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage, Verdicts
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.links import LONE_LINK
from cleaner.stages.surroundings import named_by_itself
from cleaner.stages.threads import says_who_or_when
from cleaner.stages.under_heads import CLAIMED

# Lists that are made of several kinds of lines.
_BOXES = (Category.RELATED, Category.COMMENTS)
# What such lines are told as; a sign-up form between two lists is a thing of its own.
_PARTS = (Category.BYLINE, Category.NAVIGATION, Category.MEDIA_PLAYER, Category.IMAGE_CAPTION, Category.IMAGE_CREDIT, Category.WIRE_CREDIT, Category.AD)
# What has a button below it that says no more than “Read more”, which is as well the button of a teaser.
_OFFERS = (Category.AD, Category.COURSE_AD, Category.SUBSCRIPTION, Category.NEWSLETTER)
_BUTTON_RULES = ("read-more-button", LONE_LINK)
_THREAD_RULE = "thread"
# The foot of a page has so many lines at least, none of more words than these. The first line below a sign may be the last comment.
FOOT_LINES, FOOT_WORDS = 4, 6
# An entry of a menu there has so many.
MENU_WORDS = 3
# What the foot of a page is made of.
_FEET = (Category.NAVIGATION, Category.LEGAL, Category.ABOUT)
# Between two lines of a list stand so many others at most.
_MOST_BETWEEN = 3


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _below_another_head(evidence, verdicts)
    yield from _of_a_list(evidence, verdicts)
    yield from _buttons(evidence, verdicts)
    yield from _foot(evidence, verdicts)
    yield from _below_a_list(evidence, verdicts)
    for index, mark in verdicts.likely():
        if mark.category is Category.WIRE_CREDIT and index < evidence.first_prose:
            yield _renamed(evidence, index, mark, Category.BYLINE, "agency-above", "above the article")


def _below_another_head(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """What a list of other stories claimed below the head of the comments is a thread."""
    head: Category | None = None
    for index, mark in verdicts.likely():
        if not verdicts.gone(index - 1):
            head = None
        if evidence.is_head(index, mark.category):
            head = mark.category
        elif head is Category.COMMENTS and mark.rule == CLAIMED:
            yield _renamed(evidence, index, mark, Category.COMMENTS, "below-another-head", "below the head of the comments")


def _of_a_list(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for box in _BOXES:
        listed = [index for index, mark in verdicts.likely() if mark.category is box]
        for above, below in pairwise(listed):
            between = range(above + 1, below)
            if 0 < len(between) <= _MOST_BETWEEN and all(verdicts.is_a(i, *_PARTS) for i in between):
                for index in between:
                    if (held := verdicts.of(index)) and not _says_what_it_is(evidence, index, held):
                        yield _renamed(evidence, index, held, box, "among-its-like", "between lines of the same list")


def _says_what_it_is(evidence: Evidence, index: int, held: Mark) -> bool:
    """An offer or a disclosure between other stories; a label of an ad is a label of theirs."""
    return held.category is Category.AD and evidence.shapes[index].words > FOOT_WORDS


def _buttons(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Learn more” right below an offer is its button, and leads to no other story."""
    for index, mark in verdicts.likely():
        if not index or mark.category is not Category.RELATED or mark.rule not in _BUTTON_RULES or not verdicts.is_a(index - 1, *_OFFERS):
            continue
        if verdicts.is_a(index + 1, Category.RELATED):
            continue  # “Read next” above other stories is their head
        if offer := verdicts.of(index - 1):
            yield _renamed(evidence, index, mark, offer.category, "button-below", "right below an offer")


def _foot(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Short lines in a row that close the text below the last sign of a thread are the foot of the page."""
    count = len(evidence.blocks)
    threads = [index for index, mark in verdicts.likely() if mark.category is Category.COMMENTS and mark.rule == _THREAD_RULE]
    if not threads:
        return
    # A line of the thread is no sign for being one; what else is told of it counts.
    last = max((i for i in range(threads[0], count) if says_who_or_when(evidence, i)), default=count)
    first = count
    while first - 1 > last + 1 and evidence.shapes[first - 1].words <= FOOT_WORDS and not evidence.shapes[first - 1].ends:
        first -= 1
    if count - first < FOOT_LINES:
        return
    for index in threads:
        if index >= first and (held := verdicts.of(index)):
            yield _renamed(evidence, index, held, Category.NAVIGATION, "below-thread", "below the last sign of the thread")


def _below_a_list(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """What a list of other stories claimed down to the end of the text, below a line that is surely of the page's foot, or a menu there."""
    count, words = len(evidence.blocks), evidence.book.stamp_words
    # Where a date stands the list goes on.
    below = max((i + 1 for i in range(evidence.last_prose + 1, count) if is_stamp(evidence.blocks[i].plain, words)), default=evidence.last_prose + 1)
    menus = _menus(evidence, below)
    foot: Category | None = None
    for index in range(below, count):
        if index in menus:
            foot = Category.NAVIGATION
        mark = verdicts.of(index)
        if mark is None or not verdicts.gone(index) or verdicts.heads(index, Category.RELATED):
            foot = None
        elif mark.rule == CLAIMED:
            if foot and (category := named_by_itself(evidence, index) or foot) is not mark.category:
                yield _renamed(evidence, index, mark, category, "below-list", "below the list, at the foot of the page")
        elif mark.category in _FEET:
            foot = mark.category


def _menus(evidence: Evidence, first: int) -> frozenset[int]:
    """Runs of lines from ``first`` on as short as the entries of menus; titles of stories are longer."""
    out: set[int] = set()
    for is_short, run in groupby(range(first, len(evidence.blocks)), key=lambda i: 0 < evidence.shapes[i].words <= MENU_WORDS):
        lines = list(run)
        if is_short and len(lines) >= FOOT_LINES:
            out.update(lines)
    return frozenset(out)


def _renamed(evidence: Evidence, index: int, held: Mark, category: Category, rule: str, where: str) -> Mark:
    """Just surer than the mark that named it otherwise: enough to speak for the block, and no more likely to be cut."""
    return evidence.mark(index, category, rule, nextafter(held.confidence, 1.0), f"{where}, told as {held.category.value}: {held.reason}")


STAGE = Stage(
    "belonging",
    context=context,
    rules=(
        Rule("among-its-like", "a line that goes anyway, between lines of a list of other stories or of comments", _BOXES),
        Rule("below-another-head", "what a list of other stories claimed, below the head of the comments", (Category.COMMENTS,)),
        Rule("button-below", "“Learn more” right below an offer of the site", _OFFERS),
        Rule("below-thread", "short lines in a row that close the text below the last sign of a thread", (Category.NAVIGATION,)),
        Rule("below-list", "lines under a list of other stories, below one that is of the page’s foot", TOLD_BY_WORDS),
        Rule("agency-above", "what names an agency and goes anyway, above the article", (Category.BYLINE,)),
    ),
)
