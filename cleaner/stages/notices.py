"""Legal notices under an article: paragraphs of several sentences, of which phrases know one or two, and lines with a © and a year.

A sentence among others may be the author's, so a phrase alone is not sure of it. Below the article's last paragraph a block that
opens like a notice, or says several things of the kind, is one as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, QUOTE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.phrasebook import Hit
from cleaner.shapes import sentence_spans
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.ending import from_the_end

# How a notice opens (“Reference to any …”), and what it says that an article may say too: clues, of which it takes two.
_OPENING, _WORDS = "notice-opening", "notice-words"
_CLUES = 2
# Whose mark a name is. An article may say it of a name, but then without the sign.
_MARKS, _SIGNS = "trademark-notice", ("®", "™", "℠")
# Phrases less sure than this are words of a footer.
_SURE = 0.85
# A notice has no more words, and no fewer: a shorter line is of a form.
_SHORTEST, _LONGEST = 12, 200
# Who owns the rights, and since when, in the years of the web: “© 2022, The Harbour Post …”, “© The Harbour Post 2019–2022”.
_RIGHTS = later(re.compile, r"(?:©|\([cC]\)).{0,80}?\b(?:199|20\d)\d\b")
# It is among the last blocks: below it stands no more than this of the article, or of boxes that nobody knew.
_OTHERS_BELOW = 3
# Where so many other paragraphs say such things the article is about them.
_ITS_SUBJECT = 2
# So much of its sentences are known: where it opens like one, and where it does not.
_KNOWN_OPENED, _KNOWN = 0.34, 0.5
# What leads in to what one agrees to (“By clicking you agree to:”) has so many words, and no more items below.
_CONSENTS = (Category.LEGAL, Category.NEWSLETTER)
_SHORTEST_CONSENT, _ITEMS = 6, 8
_CLOSES, _OWNS = 0.88, 0.95


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _agreed(evidence, verdicts)
    others, notices = 0, []
    for index in from_the_end(evidence, verdicts):
        if _is_notice(evidence, index):
            notices.append(index)
        elif (others := others + 1) > _OTHERS_BELOW:
            break
    if notices and not _speaks_of_such(evidence, verdicts, notices[-1]):
        for index in notices:
            if _RIGHTS.match(evidence.blocks[index].plain):
                yield evidence.mark(index, Category.LEGAL, "rights-at-the-end", _OWNS, "whose the text is and since when, at its end")
            else:
                yield evidence.mark(index, Category.LEGAL, "notice-at-the-end", _CLOSES, "opens or goes on like a legal notice, at the end of the text")


def _agreed(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """The items below “By clicking you agree to:”, where that goes."""
    for index, mark in verdicts.likely():
        if mark.category not in _CONSENTS or not evidence.shapes[index].colon or evidence.shapes[index].words < _SHORTEST_CONSENT:
            continue
        for item in range(index + 1, min(index + 1 + _ITEMS, len(evidence.blocks))):
            if evidence.blocks[item].kind is not LIST_ITEM:
                break
            yield evidence.mark(item, Category.LEGAL, "agreed-items", _OWNS, "what the reader agrees to by the line above that goes")


def _is_notice(evidence: Evidence, index: int) -> bool:
    block, hits = evidence.blocks[index], evidence.hits[index]
    if block.kind in (CODE, QUOTE, TABLE) or evidence.shapes[index].words > _LONGEST:
        return False
    if _RIGHTS.match(block.plain):
        return True
    if evidence.shapes[index].words < _SHORTEST:
        return False
    said = [hit for hit in hits if _says_it(hit)]
    marks = [hit for hit in hits if hit.group.rule == _MARKS]
    clues = [hit for hit in hits if hit.group.rule == _WORDS]
    if not (said or marks or clues):
        return False
    sentences = sentence_spans(block.plain)
    known = sum(any(start <= hit.start < end for hit in (*said, *marks, *clues)) for start, end in sentences)
    if any(hit.group.rule == _OPENING for hit in hits) and (said or len(clues) >= _CLUES) and known >= len(sentences) * _KNOWN_OPENED:
        return True
    if known < len(sentences) * _KNOWN:
        return False
    return bool((said or marks) and known > 1) or bool(marks and any(sign in block.plain for sign in _SIGNS))


def _says_it(hit: Hit) -> bool:
    """Is this a phrase of legal notices, and no line of a footer or button?"""
    group = hit.group
    return group.category is Category.LEGAL and group.shape != "whole" and group.takes in ("sentence", "line") and group.confidence >= _SURE


def _speaks_of_such(evidence: Evidence, verdicts: Verdicts, notice: int) -> bool:
    """Is the article about such notices: do paragraphs above this one say the like, and stay?"""
    above = (i for i in range(notice) if evidence.shapes[i].prose and not verdicts.gone(i))
    return sum(any(map(_says_it, evidence.hits[i])) for i in above) >= _ITS_SUBJECT


STAGE = Stage(
    "notices",
    context=context,
    rules=(
        Rule("notice-at-the-end", "a paragraph that opens or goes on like a legal notice, at the end of the text", (Category.LEGAL,)),
        Rule("agreed-items", "the list below a line that says what the reader agrees to", (Category.LEGAL,)),
        Rule("rights-at-the-end", "a line with a © and a year, at the end of the text", (Category.LEGAL,)),
    ),
)
