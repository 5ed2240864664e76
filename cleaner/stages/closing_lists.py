"""Other stories under a head, down to the end of the text: titles and teasers that take turns, or items that hold both.

Teasers are sentences, so a list of them looks like more of the article, and a head in an article claims a few titles only. What tells
the list is its beat: between two teasers stands a title, and so it goes to the end, below an article that goes otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaner.evidence import Evidence
from cleaner.model import CODE, HEADING, LIST_ITEM, QUOTE, TABLE, Category, Mark
from cleaner.shapes import SENTENCE_WORDS, count_sentences
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.questions import asks
from cleaner.stages.references import is_reference
from cleaner.stages.teasers import breaks_off
from cleaner.stages.under_heads import CELL_WORDS, CELLS
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
PROSE_BELOW = 0.4
# An article of which more than this much goes like a list is one: its own entries may stand below the head.
LIKE_A_LIST = 0.4

# So many headings that are all link, with what stands below them, are no more than this much of the article above.
LINKED_TITLES = 3
ALL_LINK = 0.95
LINKED_PART = 0.5
# Below such a heading may stand all of a first paragraph.
LINKED_WORDS = 100

_OF_NO_LIST = (CODE, TABLE, QUOTE)
# What a line of the list may be besides: a date or a name, a repeated title, a button, a mark without words.
_OF_A_LIST = (Category.RELATED, Category.BYLINE, Category.DUPLICATE, Category.TECHNICAL)


class _Article(NamedTuple):
    """What stands above each block, in running sums: of the paragraphs that stay."""

    paragraphs: list[int]
    words: list[int]
    like_teasers: list[int]


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    heads = [i for i in range(len(evidence.blocks)) if evidence.hits[i] and evidence.zones[i] is not HEAD and evidence.is_head(i, Category.RELATED)]
    ends = [*heads[1:], len(evidence.blocks)]
    lists = [(head, entries) for head, end in zip(heads, ends, strict=False) if (entries := _entries(evidence, verdicts, head, end))]
    yield from _linked_titles(evidence, verdicts)
    article = _measured(evidence, verdicts) if lists else None
    for head, entries in lists:
        if not article or not _closes(evidence, article, head, entries):
            continue
        reason = f"in the list under “{evidence.blocks[head].plain[:40]}” that closes the text"
        for index in (head, *entries):  # the beat tells what is below a head that may be the article's (“More on the harbour”), too
            if not verdicts.gone(index):
                yield evidence.mark(index, Category.RELATED, "closing-list", 0.88, reason)


def _linked_titles(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Headings that are all link, each above a teaser or two, down to the end of the text: a page's own headings lead nowhere.

    A list of works or goods has such headings, too, but they are what its article is about.
    """
    if evidence.document.is_page:
        return  # whose markup has told them, and where sections may be linked
    linked = [i for i, block in enumerate(evidence.blocks) if block.kind is HEADING and block.links and evidence.shapes[i].link_share >= ALL_LINK]
    if len(linked) < LINKED_TITLES or any(_leads_to_a_place(evidence, i) for i in linked):
        return
    first = linked[0]
    below = verdicts.kept(first, len(evidence.blocks))
    if not all(_may_stand_below(evidence, i) for i in set(below).difference(linked)):
        return
    above = verdicts.kept(0, first)
    prose = [evidence.shapes[i].words for i in above if evidence.shapes[i].prose]
    if len(prose) < ARTICLE_PROSE or sum(evidence.shapes[i].words for i in below) > sum(prose) * LINKED_PART:
        return
    last = above[-1]
    if evidence.is_content_head(last) or evidence.shapes[last].colon or evidence.blocks[last].kind is HEADING:
        return  # they are what it announces
    for index in below:
        yield evidence.mark(index, Category.RELATED, "linked-titles", 0.9, f"among {len(linked)} headings that are links, below the article")


def _leads_to_a_place(evidence: Evidence, index: int) -> bool:
    """Does a link of markdown lead to a place on the page? So the article's own sections are linked."""
    block = evidence.blocks[index]
    return evidence.document.text.find("](#", block.start, block.end) >= 0


def _may_stand_below(evidence: Evidence, index: int) -> bool:
    """Is this line a teaser, a picture, a date or a name between two titles?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    return block.kind not in (*_OF_NO_LIST, HEADING) and shape.words <= LINKED_WORDS


def _measured(evidence: Evidence, verdicts: Verdicts) -> _Article:
    stays = [shape.prose and not verdicts.gone(i) for i, shape in enumerate(evidence.shapes)]
    words = [shape.words if here else 0 for shape, here in zip(evidence.shapes, stays, strict=True)]
    like_teasers = [here and _stands_like_a_teaser(evidence, i) for i, here in enumerate(stays)]
    return _Article(*([*accumulate(map(int, of), initial=0)] for of in (stays, words, like_teasers)))


def _entries(evidence: Evidence, verdicts: Verdicts, head: int, end: int) -> list[int]:
    """The lines below the head, above ``end``, as long as titles and teasers take turns, if they do so in one beat: the same number of lines, or one more."""
    entries: list[int] = []
    teasers: list[int] = []
    titles: list[int] = []
    for index in range(head + 1, end):
        titled = bool(titles) and titles[-1] > (teasers[-1] if teasers else head)
        if _ends_the_list(evidence, verdicts, head, index):
            break
        if _is_title(evidence, index):
            titles.append(index)
        elif verdicts.gone(index) or _is_whole_entry(evidence, index) or (titled and _is_teaser(evidence, index)):
            teasers.append(index)
        else:
            break
        entries.append(index)
    steps = [below - above for above, below in pairwise(teasers)]
    questions = sum(asks(evidence.blocks[i].plain) for i in titles)
    if len(teasers) < TEASERS or max(steps) - min(steps) > 1 or questions > len(titles) * QUESTIONS:
        return []  # no beat
    if sum(0 < evidence.shapes[index].words <= CELL_WORDS for index in range(head + 1, teasers[0])) >= CELLS:
        return []  # above the first teaser stands a table printed cell by cell
    # Below the last teaser stands a name or a date, as between two of them, but no title.
    last = teasers[-1] + max(0, min(steps) - 2)
    return [index for index in entries if index <= last or verdicts.gone(index)]


def _ends_the_list(evidence: Evidence, verdicts: Verdicts, head: int, index: int) -> bool:
    """Is this line the article's, or of its next section, or of another box?"""
    block, above = evidence.blocks[index], evidence.blocks[head]
    if (verdicts.gone(index) and not verdicts.is_a(index, *_OF_A_LIST)) or verdicts.heads(index, Category.RELATED) or evidence.goes_on(index):
        return True
    if block.kind in _OF_NO_LIST or evidence.is_content_head(index) or is_reference(block.plain):
        return True
    if block.kind is not HEADING:
        return False
    # A head that is no heading itself stands above no section; one that is ends where the next of its level stands.
    return 0 < block.level <= above.level if above.kind is HEADING else True


def _is_title(evidence: Evidence, index: int) -> bool:
    """A short line, which may ask or exclaim; so long a sentence with a full stop is a teaser."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if shape.colon:
        return False  # what stands below is what it says: a glossary
    states = shape.ends and not asks(plain) and not plain.endswith("!")
    return not shape.prose and shape.words <= TITLE_WORDS and not (states and shape.words >= SENTENCE_WORDS)


def _is_whole_entry(evidence: Evidence, index: int) -> bool:
    """Title and teaser in one item of a list: “Ferry times for May All boats of the month, and who may bring a bicycle.”"""
    return evidence.blocks[index].kind is LIST_ITEM and evidence.shapes[index].words > TITLE_WORDS and _is_teaser(evidence, index)


def _is_teaser(evidence: Evidence, index: int) -> bool:
    plain = evidence.blocks[index].plain
    return evidence.shapes[index].words <= TEASER_WORDS and (breaks_off(plain) or count_sentences(plain) <= TEASER_SENTENCES)


def _closes(evidence: Evidence, article: _Article, head: int, entries: list[int]) -> bool:
    """Does an article stand above that is more than the list and goes otherwise, and nothing of one below?"""
    paragraphs, words = article.paragraphs[head], article.words[head]
    if paragraphs < ARTICLE_PROSE or sum(evidence.shapes[i].words for i in entries) > words * MOST_OF_ARTICLE:
        return False
    if article.like_teasers[head] > paragraphs * LIKE_A_LIST:
        return False
    return article.words[-1] - article.words[entries[-1] + 1] <= words * PROSE_BELOW


def _stands_like_a_teaser(evidence: Evidence, index: int) -> bool:
    """Is this a short paragraph between two lines that are none, or an item as long as one?"""
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks)]
    return _is_teaser(evidence, index) and not any(evidence.shapes[i].prose for i in beside)


STAGE = Stage(
    "closing_lists",
    context=context,
    rules=(
        Rule("closing-list", "titles and teasers that take turns under a head, to the end of the text", (Category.RELATED,)),
        Rule("linked-titles", "headings that are links, and teasers below them, to the end of the text", (Category.RELATED,)),
    ),
)
