"""Legal notices under an article: paragraphs of several sentences, of which phrases know one or two, and lines with a © and a year.

A sentence among others may be the author's, so a phrase alone is not sure of it. Below the article's last paragraph a block that
opens like a notice, or says several things of the kind, is one as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, PARAGRAPH, QUOTE, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.phrasebook import Hit
from cleaner.shapes import sentence_spans
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
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
# In nearly all languages cookies are called so.
_COOKIE = "cookie"
# What a paragraph asks for alone below the last line, and how many words it has at most.
_APPEALS = (Category.SUBSCRIPTION, Category.NEWSLETTER, Category.SHARE)
_APPEAL_WORDS = 90
# The rules of phrases that say how links pay.
_AFFILIATE = "affiliate"
_CLOSES, _OWNS = 0.88, 0.95


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _agreed(evidence, verdicts)
    yield from _about_cookies(evidence, verdicts)
    yield from _below_the_last_rule(evidence, verdicts)
    yield from _of_links_that_pay(evidence, verdicts)
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


def _about_cookies(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Below an article that is not about cookies, from the notice of them to the end: what they are, and how to be rid of them."""
    if _COOKIE not in evidence.document.text.lower():
        return
    run: list[int] = []
    for index in reversed(range(len(evidence.blocks))):
        says = _COOKIE in evidence.folded[index]
        if not says and not verdicts.gone(index) and evidence.blocks[index].plain:
            break
        if says:
            run.append(index)
    if not any(verdicts.is_a(i, Category.LEGAL) for i in run) or sum(shape.prose for shape in evidence.shapes[: run[-1]]) < ARTICLE_PROSE:
        return
    if any(_COOKIE in evidence.folded[i] and not verdicts.gone(i) for i in range(run[-1])):
        return
    for index in run:
        if not verdicts.gone(index):
            yield evidence.mark(index, Category.LEGAL, "about-cookies", 0.9, "goes on about cookies below a notice of them, at the end of the text")


def _below_the_last_rule(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """The last paragraph, alone below a line: who asks there for a sign-up, a gift or a share in half of his sentences says nothing else."""
    last = next(from_the_end(evidence, verdicts), 0)
    rule = last - 1
    if rule < 0 or evidence.blocks[rule].kind is not RULE or evidence.shapes[last].words > _APPEAL_WORDS:
        return
    if evidence.blocks[last].kind is not PARAGRAPH or sum(shape.prose for shape in evidence.shapes[:rule]) < ARTICLE_PROSE:
        return
    asked = [hit for hit in evidence.hits[last] if hit.group.category in _APPEALS and hit.group.takes in ("sentence", "line") and hit.group.confidence >= _SURE]
    begun = _begun(evidence.blocks[last].plain, asked)
    if asked and sum(begun) >= len(begun) * _KNOWN:
        category = max((hit.group for hit in asked), key=lambda group: group.confidence).category
        yield evidence.mark(last, category, "appeal-below-rule", _CLOSES, "asks for something of the reader, alone below the last line")


def _of_links_that_pay(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A paragraph half of whose sentences say that the site earns by its links, above the article or below it, where no other one does."""
    notes = {i: paid for i, hits in enumerate(evidence.hits) if hits and (paid := [hit for hit in hits if _says_that_links_pay(hit)])}
    if len(notes) != 1:
        return  # what the article is about, or lines that go by themselves
    (index, paid), = notes.items()
    if index > evidence.first_prose and any(evidence.shapes[i].prose for i in verdicts.kept(index + 1, len(evidence.blocks))):
        return
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    said = _begun(plain, paid)
    if evidence.blocks[index].kind not in (CODE, QUOTE, TABLE) and sum(said) > 1 and shape.words <= _LONGEST and sum(said) >= len(said) * _KNOWN:
        yield evidence.mark(index, Category.AD, "paid-links", _CLOSES, "says more than once that the site earns by its links")


def _says_that_links_pay(hit: Hit) -> bool:
    group = hit.group
    return group.category is Category.AD and group.rule.startswith(_AFFILIATE) and group.takes == "sentence" and group.confidence >= _SURE


def _begun(plain: str, hits: Sequence[Hit]) -> list[bool]:
    """Of each sentence: does one of these begin in it?"""
    return [any(start <= hit.start < end for hit in hits) for start, end in sentence_spans(plain)]


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
        Rule("about-cookies", "what cookies are and how to be rid of them, below a notice of them at the end of the text", (Category.LEGAL,)),
        Rule("appeal-below-rule", "a last paragraph alone below a line, half of which asks for a sign-up, a gift or a share", _APPEALS),
        Rule("paid-links", "a paragraph that says more than once that the site earns by its links", (Category.AD,)),
        Rule("agreed-items", "the list below a line that says what the reader agrees to", (Category.LEGAL,)),
        Rule("rights-at-the-end", "a line with a © and a year, at the end of the text", (Category.LEGAL,)),
    ),
)
