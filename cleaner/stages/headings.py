"""What is left over when its matter went: headings, lead-ins, separators that only fence off what went, heads of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.model import CONTENT_CATEGORIES, HEADING, PARAGRAPH, RULE, Category, Mark
from cleaner.patterns import later
from cleaner.phrase_index import Group
from cleaner.shapes import SENTENCE_WORDS
from cleaner.stages.base import ARTICLE_PROSE, TOLD_BY_WORDS, Rule, Stage, Verdicts

# What two separators fence off is a box, not a page.
MOST_FENCED = 40
# A lead-in is a short line that ends with a colon …
LEAD_IN_WORDS = 14
# … and announces one of these.
LED_IN = (Category.RELATED, Category.SHARE, Category.AD, Category.NEWSLETTER)
# A line of no more words that is known to head a list or a box, and is the last of the text, heads nothing; …
LAST_HEAD_WORDS = 12
# … where its words alone are as sure as this: “Resources” may head the article's own, which the scraper lost.
LAST_HEAD_SURE = 0.6
# What such a line may head besides: a list of an article's own is announced with a colon, too, but not in these words.
_BOXES = (Category.RELATED, Category.SHARE, Category.NEWSLETTER, Category.COMMENTS, Category.NAVIGATION, Category.AD)
# Between the name of a thing and the heading of its first part stand so many buttons and pictures at most; within so many lines the text goes on
# about it.
BUTTONS = 3
GOES_ON_WITHIN = 20
# A button that stands so often closes each of many things.
MANY = 3
_PICTURES = (Category.TECHNICAL, Category.IMAGE_CAPTION, Category.IMAGE_CREDIT)
_NAME = later(re.compile, r"\b[A-Z]\w{3,}")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """What stands over or between blocks that go; from the bottom up, so that a heading over an emptied heading goes too."""
    blocks = evidence.blocks
    gone = [verdicts.gone(i) for i in range(len(blocks))]
    for index in _pairs_of_fences(evidence, gone):
        gone[index] = True
        category = _category_of(verdicts, [index + 1, index - 1])
        yield evidence.mark(index, category, "fence", 0.9, "one of two separators around removed text")
    for index, category in _heads_of_nothing(evidence, gone):
        gone[index] = True
        yield evidence.mark(index, category, "head-of-nothing", 0.86, "announces more, and is the last line of the text")
    rest_gone = True  # is everything below gone, but for separators?
    for index in reversed(range(len(blocks))):
        only_gone_below = rest_gone
        rest_gone = rest_gone and (gone[index] or blocks[index].kind is RULE)
        if gone[index] or index + 1 == len(blocks) or not gone[index + 1]:
            continue  # what stands right below it stays
        if mark := _left_over(evidence, verdicts, gone, index, only_gone_below):
            gone[index] = True
            yield mark


def _heads_of_nothing(evidence: Evidence, gone: list[bool]) -> Iterator[tuple[int, Category]]:
    """The last lines of the text that announce what the scraper has lost, or what goes: “Popular”, “Learn more in our series:”."""
    if sum(shape.prose and not gone[i] for i, shape in enumerate(evidence.shapes)) < ARTICLE_PROSE:
        return
    for index in reversed(range(len(evidence.blocks))):
        if gone[index]:
            continue
        head = _head_by_words(evidence, index)
        if head is None:
            return
        yield index, head.category


def _head_by_words(evidence: Evidence, index: int) -> Group | None:
    """The phrase group that makes this line a head of something else than the article, if it looks like one."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind not in (PARAGRAPH, HEADING) or not 0 < shape.words <= LAST_HEAD_WORDS or (shape.ends and not shape.colon):
        return None
    if evidence.is_content_head(index) or evidence.announced[index] or evidence.in_stanza[index] or evidence.in_roll[index]:
        return None
    groups = [h.group for h in evidence.hits[index] if h.group.confidence >= LAST_HEAD_SURE and h.group.takes == "line"]
    surest = max(groups, key=lambda group: group.confidence, default=None)
    if surest and ((surest.heads and surest.shape == "whole") or (shape.colon and surest.category in _BOXES)):
        return surest
    return None


def _pairs_of_fences(evidence: Evidence, gone: list[bool]) -> list[int]:
    """Separators with nothing but removed text between them."""
    fences: list[int] = []
    rules = [i for i, block in enumerate(evidence.blocks) if block.kind is RULE and not gone[i]]
    for one, two in pairwise(rules):
        if two - one > 1 and two - one <= MOST_FENCED and all(gone[one + 1 : two]):
            fences += [i for i in (one, two) if i not in fences[-1:]]
    return fences


def _left_over(
    evidence: Evidence, verdicts: Verdicts, gone: list[bool], index: int, only_gone_below: bool
) -> Mark | None:
    matter = _matter(evidence, index)
    # A repeat goes because its text stands elsewhere; that says nothing of what introduces it.
    if not matter or not all(gone[i] and not verdicts.is_a(i, Category.DUPLICATE) for i in matter):
        return None
    block, shape = evidence.blocks[index], evidence.shapes[index]
    # A whole sentence is text, though it is set as a heading.
    if block.kind is HEADING and len(matter) < len(evidence.blocks) - 1 and not (shape.words >= SENTENCE_WORDS and block.plain.endswith(".")):
        if _names_what_follows(evidence, verdicts, gone, index, matter) or _is_one_of_many(evidence, verdicts, gone, index, matter):
            return None
        if evidence.is_content_head(index) and any(verdicts.is_a(i, Category.AUTHOR_BIO) for i in matter[:2]):
            return None  # the scraper lost what it headed; the author's box only stands below
        category = _category_of(verdicts, matter)
        return evidence.mark(index, category, "emptied-heading", 0.84, "everything under this heading goes")
    if block.kind is RULE and _fences(gone, index, only_gone_below):
        category = _category_of(verdicts, [index + 1, index - 1])
        return evidence.mark(index, category, "fence", 0.9, "a separator that only fences off removed text")
    if shape.colon and shape.words <= LEAD_IN_WORDS and verdicts.is_a(index + 1, *LED_IN) and _is_led_in(evidence, verdicts, index):
        category = _category_of(verdicts, [index + 1])
        return evidence.mark(index, category, "lead-in", 0.8, "leads in to what goes")
    return None


def _is_led_in(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Does this line announce what goes? Where it says nothing of that and a single line goes, its own list is more likely lost."""
    if evidence.announced[index + 1] or evidence.in_stanza[index + 1]:
        return False  # which may well stay
    return bool(evidence.hits[index]) or (index + 2 < len(evidence.blocks) and verdicts.is_a(index + 2, *LED_IN))


def _names_what_follows(evidence: Evidence, verdicts: Verdicts, gone: list[bool], index: int, matter: list[int]) -> bool:
    """“### Larkin 8 Kettle”, a shop's button, “### Features”: is it what the paragraphs below the next heading go on about?

    Or an entry of a list with nothing below but its own name again, as a link.
    """
    if len(matter) > BUTTONS or evidence.hits[index]:
        return False
    below = range(matter[-1] + 1, min(matter[-1] + 1 + GOES_ON_WITHIN, len(evidence.blocks)))
    text = [i for i in below if evidence.shapes[i].prose and not gone[i]]
    if all(verdicts.is_a(i, *_PICTURES) for i in matter):
        return bool(text)  # what it heads has a picture first, and then headings of its own
    if not all(verdicts.is_a(i, Category.AD, Category.RELATED, *_PICTURES) for i in matter):
        return False
    if len(matter) == 1 and core(evidence.folded[matter[0]]) == core(evidence.folded[index]):
        return True
    names = [w for w in _NAME.findall(evidence.blocks[index].plain) if w.lower() not in evidence.book.common_words]
    return any(name in evidence.blocks[i].plain for i in text for name in names)


def _is_one_of_many(evidence: Evidence, verdicts: Verdicts, gone: list[bool], index: int, matter: list[int]) -> bool:
    """“Best for rain”, “#### Harrow 40”, “More info”: amid the article one of many things, each with the same button and what it is best for above."""
    if len(matter) > BUTTONS or not all(verdicts.is_a(i, *_PICTURES) for i in matter[1:]):
        return False
    if index == 0 or evidence.hits[index] or gone[index - 1]:
        return False
    below = range(matter[-1] + 1, min(matter[-1] + 1 + GOES_ON_WITHIN, len(evidence.blocks)))
    if not any(evidence.shapes[i].prose and not gone[i] for i in below):
        return False
    label, button = evidence.shapes[index - 1], matter[0]
    labelled = evidence.blocks[index - 1].kind is PARAGRAPH and label.words <= LEAD_IN_WORDS and not label.ends
    return labelled and evidence.copies[button] >= MANY and verdicts.is_a(button, Category.RELATED, Category.AD)


def _matter(evidence: Evidence, index: int) -> list[int]:
    """The blocks a heading stands over: up to the next of its level or above. For others, the next block."""
    block = evidence.blocks[index]
    if block.kind is not HEADING:
        return [index + 1] if index + 1 < len(evidence.blocks) else []
    matter: list[int] = []
    for i in range(index + 1, len(evidence.blocks)):
        other = evidence.blocks[i]
        if other.kind is HEADING and other.level <= block.level:
            break
        matter.append(i)
    return matter


def _fences(gone: list[bool], index: int, only_gone_below: bool) -> bool:
    """Removed text below, and removed text, another fence or the top above — or removed text to the end below."""
    below = index + 1 < len(gone) and gone[index + 1]
    above = index == 0 or gone[index - 1]
    return below and (above or only_gone_below)


def _category_of(verdicts: Verdicts, indices: list[int]) -> Category:
    """What the first of these blocks that has a verdict was."""
    marks = (verdicts.of(i) for i in indices)
    return next((mark.category for mark in marks if mark), Category.TECHNICAL)


STAGE = Stage(
    "headings",
    context=context,
    rules=(
        Rule("fence", "a separator that only fences off removed text", CONTENT_CATEGORIES),
        Rule("emptied-heading", "a heading under which everything goes", TOLD_BY_WORDS),
        Rule("lead-in", "a line that leads in to what goes", LED_IN),
        Rule("head-of-nothing", "the last line of the text, which announces more", TOLD_BY_WORDS),
    ),
)
