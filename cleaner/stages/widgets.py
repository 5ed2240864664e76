"""Boxes that go as a whole: sign-up forms, course and event ads, players, pitches of the site.

An anchor line (a phrase, a form label) claims its neighbours as far as their shape says: labels, buttons, contacts, prices
and dates between the anchors, and in a run right above and below them. Prose around a box is never touched by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, PARAGRAPH, QUOTE, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.shapes import count_sentences
from cleaner.stage_words import StageWords
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.players import SLIDE_COUNTER
from cleaner.stages.prices import is_a_price
from cleaner.stages.subheads import has_brothers
from cleaner.title import find_title
from cleaner.zones import BODY

_MAIL = r"[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,30}){1,4}"
_PHONE = r"\(?\+?\d[\d\s()./\-]{6,24}\d"
_SITE = r"(?:https?://|www\.)?[\w\-]{1,40}(?:\.[\w\-]{2,40}){1,4}(?:/\S{0,200})?"
_PER_CENT = later(re.compile, r"\d\s?%")
_FIELD = later(re.compile, r".{1,50}\s?\*\Z")

BOXED = (Category.NEWSLETTER, Category.COURSE_AD, Category.SUBSCRIPTION, Category.AD, Category.COMMENTS, Category.MEDIA_PLAYER)
# Boxes with labels, contacts and buttons of their own, which a run of fitting lines belongs to.
WITH_TRAIL = (Category.NEWSLETTER, Category.COURSE_AD, Category.SUBSCRIPTION, Category.MEDIA_PLAYER)
# Two anchors of one box stand at most this many blocks apart; options of a drop-down list may lie between them, …
GAP, GAP_OF_LABELS = 4, 12
# An offer between a label and a button (a thing, its prices, who makes it) has so many lines, of so many words, and so many prices.
GAP_OF_CARD, OFFER_WORDS, PRICES_OF_AN_OFFER = 8, 10, 2
# … and what else lies there is a label, a button or a line of pitch, no longer than this.
GAP_WORDS, LABEL_WORDS = 30, 4
# Outside of the article a pitch may be prose of so many sentences.
PITCH_SENTENCES = 2
# A card that somebody paid for has a title of so many words, and a name of no more than these under it.
CARD_TITLE_WORDS = (4, 18)
SPONSOR_WORDS = 4
# A label that stands twice is as short as this; one that stands more often, the button below each of the things compared, has a few words more.
REFRAIN_WORDS, BUTTON_WORDS = 3, 6
# A label that stands so often is a table's, which lost its lines, over each of the values.
LABELS = 3
# Above and below a box, lines up to this long that look like labels or contacts belong to it.
TRAIL_WORDS = 12
TRAIL = 8


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    likely = verdicts.likely()
    for category in BOXED:
        anchors = [i for i, mark in likely if mark.category is category and mark.rule != SLIDE_COUNTER]
        yield from _between(evidence, verdicts, category, anchors)
        if category in WITH_TRAIL:
            yield from _around(evidence, verdicts, category, anchors)
    for head in verdicts.all_heads(Category.AD):
        yield from _card(evidence, verdicts, head)


def _card(evidence: Evidence, verdicts: Verdicts, head: int) -> Iterator[Mark]:
    """The title under “Paid content” and who paid for it, right above a paragraph or what goes anyway."""
    fewest, most = CARD_TITLE_WORDS
    lines = [i for i in range(head + 1, min(head + 3, len(evidence.blocks))) if not verdicts.gone(i) and _may_be_of_a_card(evidence, i)]
    if not lines or lines[0] != head + 1 or not fewest <= evidence.shapes[head + 1].words <= most:
        return
    if len(lines) == 2 and evidence.shapes[lines[1]].words > SPONSOR_WORDS:
        return
    if has_brothers(evidence, head + 1):
        return  # one of the article's headings, below the label of an empty slot
    below = lines[-1] + 1
    if below == len(evidence.blocks) or evidence.shapes[below].prose or verdicts.gone(below):
        for i in lines:
            yield evidence.mark(i, Category.AD, "card", 0.86, f"under “{evidence.blocks[head].plain[:40]}”")


def _may_be_of_a_card(evidence: Evidence, index: int) -> bool:
    kind, shape = evidence.blocks[index].kind, evidence.shapes[index]
    return kind in (PARAGRAPH, HEADING) and shape.words > 0 and not shape.ends and not shape.colon


def _between(evidence: Evidence, verdicts: Verdicts, category: Category, anchors: list[int]) -> Iterator[Mark]:
    title = find_title(evidence, verdicts) if category is Category.SUBSCRIPTION else None
    for one, two in pairwise(anchors):
        gap = [i for i in range(one + 1, two) if not verdicts.gone(i)]
        if not gap or _is_refrain(evidence, one, two) or title in gap:
            continue
        if category is Category.AD and any(evidence.copies[i] >= LABELS for i in gap):
            continue
        if evidence.in_stanza[one] and evidence.in_stanza[two]:
            continue  # which may well stay, as entries of the article's list
        near = two - one - 1 <= GAP and all(_fills_a_box(evidence, i) for i in gap)
        options = two - one - 1 <= GAP_OF_LABELS and category in WITH_TRAIL and all(_is_label(evidence, i) for i in gap)
        offers = category is Category.AD and one > evidence.last_prose and two - one - 1 <= GAP_OF_CARD and _is_an_offer(evidence, gap)
        if near or options or offers:
            for i in gap:
                yield evidence.mark(i, category, "box", 0.86, f"between two lines of one {category.value} box")


def _is_an_offer(evidence: Evidence, gap: list[int]) -> bool:
    """Below the article a thing, its price, the old one or how much less that is: short lines, and two of them are prices or “40% off”.

    Amid the article things with their prices are what it tests.
    """
    if not all(_fills_a_box(evidence, i) and evidence.shapes[i].words <= OFFER_WORDS and not evidence.shapes[i].ends for i in gap):
        return False
    words = evidence.book.stage_words
    prices = sum(is_a_price(evidence.blocks[i].plain, words) for i in gap)
    return prices + sum(_PER_CENT.search(evidence.blocks[i].plain) is not None for i in gap) >= PRICES_OF_AN_OFFER and prices > 0


def _is_refrain(evidence: Evidence, one: int, two: int) -> bool:
    """The same short label twice is the form of a list (“Course … Course …”), not two lines of one box."""
    most = BUTTON_WORDS if evidence.copies[one] >= LABELS else REFRAIN_WORDS
    return evidence.first_seen[one] == evidence.first_seen[two] and evidence.shapes[one].words <= most


def _is_label(evidence: Evidence, index: int) -> bool:
    shape = evidence.shapes[index]
    return 0 < shape.words <= LABEL_WORDS and not shape.ends and not evidence.is_content_head(index)


def _fills_a_box(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in (CODE, TABLE, QUOTE) or shape.words > GAP_WORDS:
        return False
    return not shape.prose or (evidence.zones[index] is not BODY and count_sentences(block.plain) <= PITCH_SENTENCES) or _speaks_for_a_box(evidence, index)


def _speaks_for_a_box(evidence: Evidence, index: int) -> bool:
    return any(h.group.category in BOXED for h in evidence.hits[index])


def _around(evidence: Evidence, verdicts: Verdicts, category: Category, anchors: list[int]) -> Iterator[Mark]:
    """Runs of fitting lines right below the last and right above the first line of each box."""
    held = set(anchors)
    for anchor in anchors:
        for step in (1, -1):
            if anchor + step in held:
                continue
            for index in range(anchor + step, anchor + step * (TRAIL + 1), step):
                if not 0 <= index < len(evidence.blocks) or (not verdicts.gone(index) and not _fits(evidence, category, index)):
                    break
                if not verdicts.gone(index):
                    where = "below" if step > 0 else "above"
                    yield evidence.mark(index, category, "box-trail", 0.84, f"label, contact, price or date right {where} a {category.value} box")


def _fits(evidence: Evidence, category: Category, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in (CODE, TABLE, QUOTE, RULE) or not 0 < shape.words <= TRAIL_WORDS:
        return False
    plain = block.plain
    words = evidence.book.stage_words
    if any(h.group.category is category for h in evidence.hits[index]):
        return True
    if _contact_line(words).match(plain):
        # No letter comes by telephone: a bare number is of whom the article names.
        return category is not Category.NEWSLETTER or any(map(str.isalpha, plain))
    if category is Category.NEWSLETTER:
        return bool(_FIELD.match(plain))
    return category is Category.COURSE_AD and (is_a_price(plain, words) or is_stamp(plain, evidence.book.stamp_words) or (shape.upper and not shape.ends))


@lru_cache(maxsize=64)
def _contact_line(words: StageWords) -> regex.Pattern[str]:
    return compiled(rf"(?:(?:{words.contact_words})\s?[:.]?\s?)?(?:{_MAIL}|{_PHONE}|{_SITE})\.?\Z", regex.I)


STAGE = Stage(
    "widgets",
    context=context,
    rules=(
        Rule("card", "the title under “Paid content”, and who paid for it", (Category.AD,)),
        Rule("box", "short lines between two lines of one box: labels, buttons, prices", BOXED),
        Rule("box-trail", "a label, contact, price or date right beside a box", WITH_TRAIL),
    ),
)
