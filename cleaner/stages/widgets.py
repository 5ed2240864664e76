"""Boxes that go as a whole: sign-up forms, course and event ads, pitches of the site.

An anchor line (a phrase, a form label) claims its neighbours as far as their shape says: labels, buttons, contacts,
prices and dates between and right below the anchors. Prose below a box is never touched by it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cleaner.evidence import Evidence, Zone
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Stage, Verdicts

_CONTACT = re.compile(
    r"(?:(?:e-?mail|tel(?:ephone)?|phone|call|fax|web(?:site)?|whatsapp|contact|t|e|w|m)\s?[:.]?\s?)?"
    r"(?:[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,30}){1,4}|\(?\+?\d[\d\s()./\-]{6,24}\d|(?:https?://|www\.)?[\w\-]{1,40}(?:\.[\w\-]{2,40}){1,4}(?:/\S{0,200})?)\.?\Z",
    re.I,
)
_PRICE = re.compile(r"(?:only\s|just\s|from\s|price\s?:?\s?|fee\s?:?\s?)?[$€£¥₹]\s?\d[\d.,]*(?:\s?(?:/|per)\s?\w+)?(?:\s?[-–—]\s?[$€£¥₹]?\s?\d[\d.,]*)?\Z|\d[\d.,]*\s?(?:USD|EUR|GBP|INR|Rs)\b.{0,20}\Z", re.I)
_FIELD = re.compile(r".{1,50}\s?\*\Z")

BOXED = (Category.NEWSLETTER, Category.COURSE_AD, Category.SUBSCRIPTION, Category.AD, Category.COMMENTS)
# Two anchors of one box stand at most this many blocks apart, …
GAP = 4
# … and what stands between them is a label, a button or a line of pitch: no longer than this.
GAP_WORDS = 30
# Below a box, lines up to this long that look like labels or contacts belong to it.
TRAIL_WORDS = 9
TRAIL = 6


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for category in BOXED:
        anchors = [i for i in range(len(evidence.blocks)) if verdicts.is_a(i, category)]
        yield from _between(evidence, verdicts, category, anchors)
        if category in (Category.NEWSLETTER, Category.COURSE_AD):
            yield from _below(evidence, verdicts, category, anchors)


def _between(evidence: Evidence, verdicts: Verdicts, category: Category, anchors: list[int]) -> Iterator[Mark]:
    for one, two in itertools.pairwise(anchors):
        gap = [i for i in range(one + 1, two) if not verdicts.gone(i)]
        if not gap or two - one - 1 > GAP or _is_refrain(evidence, one, two):
            continue
        if all(_fills_a_box(evidence, i) for i in gap):
            for i in gap:
                yield evidence.mark(i, category, "box", 0.86, f"between two lines of one {category.value} box")


def _is_refrain(evidence: Evidence, one: int, two: int) -> bool:
    """The same short label twice is the form of a list (“Course … Course …”), not two lines of one box."""
    return evidence.first_seen[one] == evidence.first_seen[two] and evidence.shapes[one].words <= 3


def _fills_a_box(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE) or shape.words > GAP_WORDS:
        return False
    return not shape.prose or (shape.sentences <= 2 and evidence.zones[index] is not Zone.BODY) or _addresses_reader(evidence, index)


def _addresses_reader(evidence: Evidence, index: int) -> bool:
    return any(h.group.category in BOXED for h in evidence.hits[index])


def _below(evidence: Evidence, verdicts: Verdicts, category: Category, anchors: list[int]) -> Iterator[Mark]:
    ends = sorted(set(anchors) - {a - 1 for a in anchors})
    for anchor in ends:
        for index in range(anchor + 1, min(anchor + 1 + TRAIL, len(evidence.blocks))):
            if verdicts.gone(index):
                continue
            block, shape = evidence.blocks[index], evidence.shapes[index]
            if block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.RULE) or shape.words > TRAIL_WORDS:
                break
            plain = block.plain
            if _CONTACT.match(plain) or _PRICE.match(plain) or (category is Category.NEWSLETTER and _FIELD.match(plain)):
                yield evidence.mark(index, category, "box-trail", 0.88, f"contact, price or field right below a {category.value} box")
            elif category is Category.COURSE_AD and shape.upper and not shape.ends:
                yield evidence.mark(index, category, "box-trail", 0.82, "line in capitals right below a course ad")
            elif any(h.group.category is category for h in evidence.hits[index]):
                yield evidence.mark(index, category, "box-trail", 0.8, f"weak words of a {category.value} box, right below one")
            else:
                break


STAGE = Stage("widgets", context=context)
