"""Other stories under a head, down to the end of the text: titles and teasers that take turns, or items that hold both.

Teasers are sentences, so a list of them looks like more of the article, and a head in an article claims a few titles only. What tells
the list is its beat: between two teasers stands a title, and so it goes to the end, below an article that goes otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import CODE, HEADING, LIST_ITEM, QUOTE, TABLE, Category, Mark
from cleaner.shapes import count_sentences
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.references import is_reference
from cleaner.zones import HEAD

# A title has no more words than this, a teaser no more than these and sentences: what blogs make of an article's first words.
TITLE_WORDS = 24
TEASER_WORDS = 62
TEASER_SENTENCES = 4
# So many teasers make a beat; fewer may be the article's last words.
TEASERS = 3
# Questions, each with a paragraph below, are asked and answered by an article: no more than this much of a list's titles are some.
QUESTIONS = 0.5
# The list is no more than this much of what stands above it, …
MOST_OF_ARTICLE = 0.8
# … and of what stands below it no more than this much of the article's prose is prose: fine print, another box.
PROSE_BELOW = 0.25
# An article of which more than this much goes like a list is one: its own entries may stand below the head.
LIKE_A_LIST = 0.4

_OF_NO_LIST = (CODE, TABLE, QUOTE)
# What a line of the list may be besides: a date or a name, a repeated title, a button, a mark without words.
_OF_A_LIST = (Category.RELATED, Category.BYLINE, Category.DUPLICATE, Category.TECHNICAL)
_ASKS = ("?", "؟", "？")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    claimed = -1
    for head, mark in verdicts.likely():
        if head <= claimed or mark.category is not Category.RELATED or evidence.zones[head] is HEAD or not evidence.is_head(head, Category.RELATED):
            continue
        entries = _entries(evidence, verdicts, head)
        if not entries or not _closes_an_article(evidence, verdicts, head, entries):
            continue
        claimed = entries[-1]
        for index in entries:
            if not verdicts.gone(index):
                yield evidence.mark(index, Category.RELATED, "closing-list", 0.88, f"in the list under “{evidence.blocks[head].plain[:40]}” that closes the text")


def _entries(evidence: Evidence, verdicts: Verdicts, head: int) -> list[int]:
    """The lines below the head as long as titles and teasers take turns, if they do so in one beat: as many lines between two teasers as between the next, or one more."""
    entries: list[int] = []
    teasers: list[int] = []
    titles: list[int] = []
    for index in range(head + 1, len(evidence.blocks)):
        shape = evidence.shapes[index]
        titled = bool(titles) and titles[-1] > (teasers[-1] if teasers else head)
        if _ends_the_list(evidence, verdicts, head, index):
            break
        if not shape.prose and shape.words <= TITLE_WORDS:
            titles.append(index)
        elif verdicts.gone(index) or _is_whole_entry(evidence, index) or (titled and _is_teaser(evidence, index)):
            teasers.append(index)
        else:
            break
        entries.append(index)
    steps = [below - above for above, below in pairwise(teasers)]
    questions = sum(evidence.blocks[i].plain.endswith(_ASKS) for i in titles)
    if len(teasers) < TEASERS or max(steps) - min(steps) > 1 or questions > len(titles) * QUESTIONS:
        return []  # no beat; what stands above the first teaser is not counted
    # Below the last teaser stands a name or a date, as between two of them, but no title.
    last = teasers[-1] + max(0, min(steps) - 2)
    return [index for index in entries if index <= last or verdicts.gone(index)]


def _ends_the_list(evidence: Evidence, verdicts: Verdicts, head: int, index: int) -> bool:
    """Is this line the article's, or of its next section, or of another box?"""
    block, above = evidence.blocks[index], evidence.blocks[head]
    if (verdicts.gone(index) and not verdicts.is_a(index, *_OF_A_LIST)) or evidence.goes_on(index):
        return True
    if block.kind in _OF_NO_LIST or evidence.is_content_head(index) or is_reference(block.plain):
        return True
    if block.kind is not HEADING:
        return False
    # A head that is no heading itself stands above no section; one that is ends where the next of its level stands.
    return 0 < block.level <= above.level if above.kind is HEADING else True


def _is_whole_entry(evidence: Evidence, index: int) -> bool:
    """Title and teaser in one item of a list: “Ferry times for May All boats of the month, and who may bring a bicycle.”"""
    return evidence.blocks[index].kind is LIST_ITEM and evidence.shapes[index].words > TITLE_WORDS and _is_teaser(evidence, index)


def _is_teaser(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words <= TEASER_WORDS and count_sentences(evidence.blocks[index].plain) <= TEASER_SENTENCES


def _closes_an_article(evidence: Evidence, verdicts: Verdicts, head: int, entries: list[int]) -> bool:
    """Does an article stand above that is more than the list and goes otherwise, and nothing of one below?"""
    prose = [i for i in range(head) if evidence.shapes[i].prose and not verdicts.gone(i)]
    words = sum(evidence.shapes[i].words for i in prose)
    if len(prose) < ARTICLE_PROSE or sum(evidence.shapes[i].words for i in entries) > words * MOST_OF_ARTICLE:
        return False
    if sum(_stands_like_a_teaser(evidence, i) for i in prose) > len(prose) * LIKE_A_LIST:
        return False
    below = (evidence.shapes[i] for i in range(entries[-1] + 1, len(evidence.blocks)) if not verdicts.gone(i))
    return sum(shape.words for shape in below if shape.prose) <= words * PROSE_BELOW


def _stands_like_a_teaser(evidence: Evidence, index: int) -> bool:
    """Is this a short paragraph between two lines that are none, or an item as long as one?"""
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks)]
    return _is_teaser(evidence, index) and not any(evidence.shapes[i].prose for i in beside)


STAGE = Stage(
    "closing_lists",
    context=context,
    rules=(Rule("closing-list", "titles and teasers that take turns under a head, to the end of the text", (Category.RELATED,)),),
)
