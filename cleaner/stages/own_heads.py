"""Heads of an article's own parts that say what buttons, boxes and widgets say: “Compare prices”, “TikTok”, “Next”, “Further reading”.

A phrase that is all of a line says nothing of what stands below it. A head stands over paragraphs of which nothing is known, and they take
up its words; a button stands among others.
"""

from __future__ import annotations

import re

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, Category
from cleaner.patterns import later
from cleaner.phrase_index import Group
from cleaner.stages.items import is_numbered_item
from cleaner.stages.questions import asks
from cleaner.stages.references import is_reference
from cleaner.stages.subheads import BROTHERS, has_brothers, has_prose_below
from cleaner.zones import BODY

# What says such words above a list.
_LISTS = (Category.RELATED, Category.NAVIGATION)
# What buttons say.
_BUTTONED = (Category.AD, Category.MEDIA_PLAYER, Category.COURSE_AD, Category.SUBSCRIPTION)
# “Topics”, “Categories”; the head of a table of contents may have lost its entries, and stand over paragraphs.
_TAGS = "tags-head"
# A label this sure (“Advertisement”) is one over a paragraph, too.
_UNMISTAKABLE = 0.97
# The rule of their names; what other buttons of a share bar say in several words heads nothing.
_NETWORK = "network"
# What a console prints before what is typed.
_PROMPT = ("$ ", "> ", "PS> ")
# So many letters of a word that is declined or joined to others.
_STEM = 6
_WORD = later(re.compile, r"\w+")
# So many works in a row are literature.
WORKS = 2
# A heading in the words of a button stands over so many paragraphs, where it heads a part of the article.
PART = 2
# A network that the text goes on about is named in one of so many lines below its name.
NAMED_WITHIN = 3


def is_own_head(evidence: Evidence, index: int, group: Group) -> bool:
    """Does the line, all of which a phrase of the group is, head a part of the article?"""
    if group.shape != "whole" or index + 1 == len(evidence.blocks):
        return False
    category = group.category
    if category in _LISTS and _stands_over_works(evidence, index):
        return True
    if group.heads:
        if category is Category.COMMENTS:
            return _asks_amid_the_article(evidence, index)
        if group.rule == _TAGS:
            return _heads_a_last_part(evidence, index)  # tags are no sentences
        return category is Category.RELATED and _heads_what_is_new(evidence, index)
    if category is Category.NAVIGATION:
        return _heads_a_last_part(evidence, index)
    if group.confidence >= _UNMISTAKABLE:
        return category is Category.AD and _heads_what_is_said_of_advertising(evidence, index)
    if category is Category.SHARE:
        return (group.rule == _NETWORK or evidence.shapes[index].words == 1) and _heads_what_is_said_of_a_network(evidence, index)
    return category in _BUTTONED and _heads_like_a_button(evidence, index, category)


def _asks_amid_the_article(evidence: Evidence, index: int) -> bool:
    """“Comments?” as the last line of a letter that the article prints is a question; a widget's head has no mark, or a number."""
    plain = evidence.blocks[index].plain
    return evidence.zones[index] is BODY and asks(plain) and " " not in plain


def _stands_over_works(evidence: Evidence, index: int) -> bool:
    """Are the two lines below works, by their years and publishers? “Further reading” above them is the author's."""
    below = range(index + 1, index + 1 + WORKS)
    if below.stop > len(evidence.blocks):
        return False
    return all(is_reference(evidence.blocks[i].plain) and not evidence.shapes[i].mostly_links for i in below)


def _heads_what_is_new(evidence: Evidence, index: int) -> bool:
    """“Recent updates” of the program that the article is about: a heading, or a line above a paragraph and its list."""
    below = index + 1
    leads_to_a_list = below + 1 < len(evidence.blocks) and evidence.blocks[below + 1].kind is LIST_ITEM
    is_heading = _is_heading(evidence, index)
    if is_heading and _stands_among_parts(evidence, index):
        return True
    if not (is_heading or leads_to_a_list):
        return False
    return evidence.shapes[below].prose and not evidence.hits[below] and _is_taken_up(evidence, index)


def _stands_among_parts(evidence: Evidence, index: int) -> bool:
    """“Other products” over paragraphs, right above it those of the part before, and other parts under headings of this level: a box may have
    lost its list."""
    part = range(index - PART, index + PART + 1)
    if evidence.zones[index] is not BODY or part.stop > len(evidence.blocks) or not all(_is_plain_prose(evidence, i) for i in part if i != index):
        return False
    level = evidence.blocks[index].level
    brothers = [i for i, block in enumerate(evidence.blocks) if block.kind is HEADING and block.level == level and not evidence.hits[i]]
    return sum(has_prose_below(evidence, i) for i in brothers) >= BROTHERS


def _is_plain_prose(evidence: Evidence, index: int) -> bool:
    """A paragraph that ends like one, of which nothing is known."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    return block.kind is PARAGRAPH and shape.prose and shape.ends and not (shape.mostly_links or evidence.hits[index])


def _heads_a_last_part(evidence: Evidence, index: int) -> bool:
    """“Next” above the last part, which says what comes next."""
    part = range(index + 1, min(index + 1 + PART, len(evidence.blocks)))
    return _is_heading(evidence, index) and all(evidence.shapes[i].sentence and not evidence.hits[i] for i in part)


def _is_heading(evidence: Evidence, index: int) -> bool:
    """Is the line marked as a heading, or one of several that nothing marks, each between paragraphs?"""
    return evidence.blocks[index].kind is HEADING or (evidence.zones[index] is BODY and has_brothers(evidence, index))


def _heads_what_is_said_of_a_network(evidence: Evidence, index: int) -> bool:
    """“TikTok” above what shops do there, or as the headline of a text that goes on about it."""
    below = index + 1
    if not evidence.shapes[below].prose:
        return index == 0 and not evidence.hits[below] and evidence.subjects.include(evidence.blocks[index].plain)
    is_head = is_numbered_item(evidence, index) or evidence.blocks[index].kind is HEADING
    return (is_head and not evidence.hits[below]) or _is_named_below(evidence, index)


def _is_named_below(evidence: Evidence, index: int) -> bool:
    """Does one of the next paragraphs say this line as a name? “Share” above a paragraph that says how to share it is a button."""
    name = " ".join(_WORD.findall(evidence.blocks[index].plain))
    near = range(index + 1, min(index + 1 + NAMED_WITHIN, len(evidence.blocks)))
    named = (f" {name} " in f" {' '.join(_WORD.findall(evidence.blocks[i].plain))} " for i in near if evidence.shapes[i].prose)
    return name[:1].isupper() and any(named)


def _heads_what_is_said_of_advertising(evidence: Evidence, index: int) -> bool:
    """“Advertising” as one heading among others, over a paragraph that says what a firm earns by it; labels of slots stand again and again."""
    if evidence.copies[index] > 1 or not _is_heading(evidence, index):
        return False
    stem = core(evidence.folded[index])[:_STEM]
    near = range(index + 1, min(index + 1 + NAMED_WITHIN, len(evidence.blocks)))
    return any(stem in evidence.folded[i] for i in near if evidence.shapes[i].prose and not evidence.hits[i])


def _heads_like_a_button(evidence: Evidence, index: int, category: Category) -> bool:
    """“Compare prices”, “Gallery” above a paragraph; “Get started:” above how to; “Questions” above one and its answer."""
    below = index + 1
    block, next_shape = evidence.blocks[index], evidence.shapes[below]
    if block.kind is HEADING and next_shape.colon and next_shape.sentence:
        return True  # “Demo” above what leads in to a line of code
    if next_shape.colon and next_shape.sentence and _is_typed(evidence, below + 1):
        return True
    answer = below + 1
    if asks(evidence.blocks[below].plain) and answer < len(evidence.shapes) and evidence.shapes[answer].prose:
        return True
    if not next_shape.sentence:
        return False
    if next_shape.prose and is_numbered_item(evidence, index):
        return True  # “3. Amazon” heads what is said of Amazon; buttons have no numbers
    if evidence.shapes[index].colon and category is Category.AD:
        return True
    if evidence.hits[below]:
        return False
    return (next_shape.prose and block.kind is HEADING) or _is_taken_up(evidence, index)


def _is_typed(evidence: Evidence, index: int) -> bool:
    """Is this a line of code, or one that is typed behind a console's prompt?"""
    return index < len(evidence.blocks) and (evidence.blocks[index].kind is CODE or evidence.blocks[index].plain.startswith(_PROMPT))


def _is_taken_up(evidence: Evidence, index: int) -> bool:
    """Does the line below, amid the article, say a longer word of this one? A label of one word (“Advertisement”) heads nothing without a mark."""
    words = core(evidence.folded[index]).split()
    stems = [word[:_STEM] for word in words if len(word) >= _STEM]
    below = evidence.folded[index + 1]
    return len(words) > 1 and evidence.zones[index] is BODY and any(stem in below for stem in stems)
