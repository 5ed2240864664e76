"""Repeats of text that is kept elsewhere: the headline, the standfirst, a pull quote, a paragraph printed twice.

Poems, training plans and logs repeat lines on purpose; so only paragraphs of prose and headlines are cut as repeats.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, takewhile

from cleaner.evidence import Evidence
from cleaner.folding import core, fold
from cleaner.model import HEADING, LIST_ITEM, PARAGRAPH, QUOTE, Block, Category, Mark
from cleaner.patterns import later
from cleaner.quotations import opens_with_quotation
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.prices import names_a_price
from cleaner.stages.questions import asks
from cleaner.title import find_title

# The rule for the other copy of a headline, which other stages ask for.
HEADLINE_TWICE = "headline-twice"
# How the second part of a quotation begins that the text takes apart.
_GOES_ON = later(re.compile, r"[\"'“”„«»‘\s]{0,3}(?:…|\.{3}|\[…\])")
# A headline has this many words at least; shorter lines repeat by chance.
HEADLINE_WORDS = 4
HEADLINE_LETTERS = 16
# A standfirst of prose may stand between the two copies.
BELOW_FIRST_PROSE = 2
# A line quoted out of a paragraph has this many words …
PULL_QUOTE_WORDS = (7, 45)
# … and this many characters, and what it is quoted from is longer by this factor.
PULL_QUOTE_CHARS = 31
LONGER = 1.25
# Search for pull quotes in at most this many lines; a page has a handful.
PULL_QUOTES_TRIED = 60
# Who said it stands within so many lines below it, in no more words than these.
SPEAKER_WITHIN = 2
SPEAKER_WORDS = 8
# A paragraph alone is printed twice by mistake when its copies stand this close; far apart a story returns to its words.
BESIDE = 3
# No headline begins with a bracket or the mark of a quotation in a letter.
_NO_HEADLINE = "([{>"
# What stands between the cells of a table that lost its lines.
_CELLS = "\t"
# An excerpt has so many words; it stands no lower than right below the first paragraph, and what it is taken from within so many blocks.
EXCERPT_WORDS = (12, 80)
EXCERPT_BELOW, EXCERPT_REACH = 1, 12
# What joins a site's name to the headline; a table bar is no part of the visible text.
_SITE_BEHIND = later(re.compile, r"\s?[|–—\-·•»:]{0,2}\s?\w.{0,120}\Z")
# “Title: ” before it.
_LABEL = later(re.compile, r"\w{3,12}\s?[:：]\s?")
# No line above the article stands more often so close together, but the headline itself: what does is a table's label.
HEADLINES = 3
# A refrain stands so often.
REFRAIN = 3
# “f = fast pace”: what a sign of a table means.
_LEGEND = later(re.compile, r"\S{1,12}(?:\s\S{1,12}){0,3}\s=\s\S")
# Shorter ones may be said again, as what the article comes back to; and once it may be the heading of a part.
AGAIN_WORDS, FEWEST_AGAIN = 6, 2
# How far below its first copy the headline is repeated.
HEADLINE_REACH = 12
# A title amid the article that is printed twice has so many words; fewer where one copy is marked as a heading. The first words of a
# paragraph may be a link, and stand on a line of their own.
TITLE_WORDS, MARKED_TITLE_WORDS = (4, 20), 2
# What stands over a repeated paragraph has so many words; fewer are a number or a label.
HEAD_OF_REPEAT = 2
# Between two copies of a heading stand so many other headings at most: “2. Larkin 8”, “Best for a small kitchen”, “Larkin 8”.
HEADINGS_BETWEEN = 1
# What a heading of a list is numbered with.
_NUMBER = later(re.compile, r"#?\d{1,3}[.):]?\s+")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _headline(evidence, verdicts)
    yield from _headline_again(evidence, verdicts)
    yield from _page_title(evidence, verdicts)
    yield from _repeats(evidence, verdicts)
    yield from _titles_twice(evidence, verdicts)
    yield from _pull_quotes(evidence, verdicts)
    yield from _excerpts(evidence, verdicts)


def _excerpts(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A line above the article, or right at its top, that is word for word a part of a longer paragraph below: what lists show of it."""
    top = [i for i in range(min(evidence.first_prose + EXCERPT_BELOW, len(evidence.blocks))) if _may_be_an_excerpt(evidence, verdicts, i)]
    if not top:
        return
    below = {i: _plainest(block.plain) for i, block in enumerate(evidence.blocks) if evidence.shapes[i].prose and i <= top[-1] + EXCERPT_REACH}
    excerpts: set[int] = set()
    for index in top:
        line = _plainest(evidence.blocks[index].plain).rstrip(".…[] ")
        if any(other > index and line in text and len(text) > len(line) * LONGER and not verdicts.gone(other) for other, text in below.items()):
            excerpts.add(index)
    for index in sorted(excerpts):
        if not _is_of_a_summary(evidence, verdicts, index, excerpts):
            yield evidence.mark(index, Category.DUPLICATE, "excerpt", 0.92, "stands word for word in a paragraph below")


def _is_of_a_summary(evidence: Evidence, verdicts: Verdicts, index: int, excerpts: Collection[int]) -> bool:
    """Is it an item of a list of which the item above or below stays? A summary in points may say one in the words of the article."""
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks))
    is_item = evidence.blocks[index].kind is LIST_ITEM
    return is_item and any(evidence.blocks[i].kind is LIST_ITEM and i not in excerpts and not verdicts.gone(i) for i in beside)


def _may_be_an_excerpt(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is it as long as an excerpt, and no quotation, which comes back where it is told?"""
    block, (fewest, most) = evidence.blocks[index], EXCERPT_WORDS
    return block.kind in (PARAGRAPH, LIST_ITEM) and fewest <= evidence.shapes[index].words <= most and not verdicts.gone(index)


def _is_as_long_as_a_headline(evidence: Evidence, index: int, first: int) -> bool:
    """Words enough; or long ones, as Korean joins them, in the first two lines of all."""
    if evidence.shapes[index].words >= HEADLINE_WORDS:
        return True
    return (first, index) == (0, 1) and evidence.shapes[index].words > 1 and len(evidence.blocks[index].plain) >= HEADLINE_LETTERS


def _headline(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Of two copies of the headline the lower goes, unless only the lower is a marked heading."""
    title = find_title(evidence, verdicts)
    for index in range(min(evidence.first_prose + BELOW_FIRST_PROSE, len(evidence.blocks))):
        first = evidence.first_seen[index]
        if first == index or index - first > HEADLINE_REACH or verdicts.gone(index) or verdicts.gone(first):
            continue
        if _is_of_a_refrain(evidence, index) or _is_a_label(evidence, index, title):
            continue
        if not _is_as_long_as_a_headline(evidence, index, first) or LIST_ITEM in (evidence.blocks[index].kind, evidence.blocks[first].kind):
            continue
        if _CELLS in evidence.document.source_of(evidence.blocks[index]):
            continue
        if evidence.blocks[index].plain[0] in _NO_HEADLINE or (first != index - 1 and is_of_a_data_sheet(evidence, index)):
            continue  # an aside in brackets, a line of a quoted letter, a labelled value: each may be said of two things
        only_lower = evidence.blocks[index].kind is HEADING and evidence.blocks[first].kind is not HEADING
        yield evidence.mark(first if only_lower else index, Category.DUPLICATE, HEADLINE_TWICE, 0.92, "the same line stands again beside it")


def _headline_again(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """The headline alone on several lines amid the article: the words of its pictures, which content systems give no others."""
    title = find_title(evidence, verdicts)
    if title is None or evidence.shapes[title].words < AGAIN_WORDS:
        return
    again = [i for i in range(evidence.first_prose + 1, len(evidence.blocks)) if evidence.folded[i] == evidence.folded[title]]
    for index in again if len(again) >= FEWEST_AGAIN else ():
        if evidence.blocks[index].kind is PARAGRAPH and not verdicts.gone(index) and not evidence.in_stanza[index]:
            yield evidence.mark(index, Category.DUPLICATE, "headline-again", 0.9, "the headline once more, amid the article")


def _is_of_a_refrain(evidence: Evidence, index: int) -> bool:
    """A line that stands so often as no headline does, and so does a line beside it; most of its words begin small, which those of menus do not."""
    words = evidence.blocks[index].plain.split()
    if evidence.copies[index] < REFRAIN or sum(word[0].islower() for word in words) * 2 < len(words):
        return False
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks) and evidence.first_seen[i] != evidence.first_seen[index]]
    return any(evidence.copies[i] >= REFRAIN and evidence.shapes[i].words >= HEADLINE_WORDS for i in beside)


def _is_a_label(evidence: Evidence, index: int, title: int | None) -> bool:
    """Does the line stand so often, so close together, as no headline does?"""
    if evidence.copies[index] <= HEADLINES or (title is not None and evidence.folded[index] == evidence.folded[title]):
        return False
    near = evidence.first_seen[max(0, index - HEADLINE_REACH) : index + HEADLINE_REACH + 1]
    return near.count(evidence.first_seen[index]) > HEADLINES


def _page_title(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """The title of the page, which is the headline with the names of the section and the site behind it, or “Title:” before it, above the headline."""
    title = find_title(evidence, verdicts)
    if title is None or evidence.shapes[title].words < HEADLINE_WORDS:
        return
    for index in range(title):
        line, headline = evidence.folded[index], evidence.folded[title]
        with_site = line.startswith(headline) and _SITE_BEHIND.match(line, len(headline))
        labelled = line.endswith(headline) and _LABEL.fullmatch(line, 0, len(line) - len(headline))
        if verdicts.gone(index) or not (with_site or labelled):
            continue
        # Above menus that are not gone yet it is what tells the headline from their lines.
        if all(verdicts.gone(i) for i in range(index + 1, title)):
            yield evidence.mark(index, Category.DUPLICATE, "page-title", 0.9, "the headline below with the name of the site behind it, or a label before it")


def _repeats(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Paragraphs of prose that stand twice, side by side or with their neighbours, and the line above that heads nothing else.

    What stands more often is a refrain or a log.
    """
    repeats: dict[int, int] = {}
    for index, first in enumerate(evidence.first_seen):
        if first == index or evidence.copies[index] != 2 or verdicts.gone(first) or verdicts.gone(index):
            continue
        if index - first > BESIDE and not _repeats_with_neighbour(evidence, index):
            continue
        if index and evidence.shapes[index - 1].colon and not verdicts.gone(index - 1):
            continue  # “Let us read that again:”
        if _LEGEND.match(evidence.blocks[index].plain):
            continue  # it stands below each of the tables that it explains
        if _is_bold(evidence, index) and not _is_bold(evidence, first) and index - first > 1:
            continue  # gone through line by line, to be translated or answered
        if evidence.shapes[index].prose and evidence.blocks[index].kind is evidence.blocks[first].kind is PARAGRAPH:
            repeats[index] = first
            yield evidence.mark(index, Category.DUPLICATE, "repeat", 0.9, "the same paragraph stands above")
    for index, first in repeats.items():
        if _heads_a_repeat_alone(evidence, verdicts, index - 1, first - 1):
            yield evidence.mark(index - 1, Category.DUPLICATE, "repeat", 0.9, "the same line stands above, and over the same paragraph")


def _heads_a_repeat_alone(evidence: Evidence, verdicts: Verdicts, head: int, first: int) -> bool:
    """Is this line above a repeated paragraph the one above its first copy, and does nothing else stand under it?"""
    if first < 0 or head <= first + 1 or evidence.folded[head] != evidence.folded[first] or verdicts.gone(head):
        return False
    block, shape = evidence.blocks[head], evidence.shapes[head]
    if shape.words < HEAD_OF_REPEAT or shape.prose or shape.colon or (shape.ends and not asks(block.plain)):
        return False
    below = head + 2  # what stands below the paragraph: the end, the next heading, or what is printed twice like the paragraph
    if below >= len(evidence.blocks) or verdicts.gone(below) or evidence.blocks[below].kind is HEADING:
        return True
    return below != first + 2 and evidence.folded[below] == evidence.folded[first + 2]


def _titles_twice(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A title of a part of the article that stands twice: the words of its picture, or of its link, above the paragraph that it heads."""
    blocks, seen = evidence.blocks, evidence.first_seen
    fewest, most = TITLE_WORDS
    for index in range(1, len(blocks) - 1):
        if blocks[index].kind is HEADING and (again := _same_heading_above(evidence, index)) is not None:
            if not verdicts.gone(again) and not verdicts.gone(index):
                yield evidence.mark(index, Category.DUPLICATE, "title-twice", 0.88, "the same heading stands above, with nothing under it")
            continue
        if index <= evidence.first_prose or seen[index] != seen[index - 1] or evidence.shapes[index].words > most:
            continue
        marked = HEADING in (blocks[index - 1].kind, blocks[index].kind)
        if evidence.shapes[index].words < (MARKED_TITLE_WORDS if marked else fewest) or not _is_paragraph_below(evidence, verdicts, index + 1):
            continue
        if not all(_may_be_a_title(evidence, verdicts, i) for i in (index - 1, index)):
            continue
        other = index - 1 if blocks[index].kind is HEADING and blocks[index - 1].kind is not HEADING else index
        yield evidence.mark(other, Category.DUPLICATE, "title-twice", 0.88, "the same title stands right beside it")


def _is_paragraph_below(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Does a paragraph begin here? One that begins small goes on with the line above."""
    block = evidence.blocks[index]
    return evidence.shapes[index].prose and block.kind is PARAGRAPH and not verdicts.gone(index) and not block.plain[0].islower()


def _may_be_a_title(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind not in (HEADING, PARAGRAPH) or shape.ends or shape.colon or verdicts.gone(index) or evidence.in_stanza[index]:
        return False
    return not block.plain[0].islower() and block.plain[0] not in _NO_HEADLINE and not names_a_price(block.plain)


def _same_heading_above(evidence: Evidence, index: int) -> int | None:
    """The heading above that says the same, but for its number, with nothing but a heading between."""
    blocks, level = evidence.blocks, evidence.blocks[index].level
    for above in range(index - 1, max(-1, index - 2 - HEADINGS_BETWEEN), -1):
        if blocks[above].kind is not HEADING:
            return None
        line = evidence.folded[above]
        if blocks[above].level <= level and evidence.folded[index] in (line, _NUMBER.sub("", line, count=1)):
            return above
    return None


def _is_bold(evidence: Evidence, index: int) -> bool:
    block, text = evidence.blocks[index], evidence.document.text
    return text.startswith("**", block.start) and text.endswith("**", block.start, block.end)


def _repeats_with_neighbour(evidence: Evidence, index: int) -> bool:
    """Is the line above or below a repeat of the line above or below the first copy? Then a stretch of the page is printed twice."""
    seen = evidence.first_seen
    first = seen[index]
    return any(
        first + step >= 0 and index + step < len(seen) and index + step != seen[index + step] == seen[first + step] != seen[index]
        for step in (-1, 1)
    )


def _pull_quotes(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Lines set as quotations that stand in a paragraph, too."""
    low, high = PULL_QUOTE_WORDS
    blocks, shapes = evidence.blocks, evidence.shapes
    set_apart = (i for i, block in enumerate(blocks) if low <= shapes[i].words <= high and not verdicts.gone(i) and _stands_out(block))
    # The text is made plain for them alone: few pages have any.
    quotes = tuple(islice(set_apart, PULL_QUOTES_TRIED))
    lines = [_plainest(block.plain) for block in blocks] if quotes else []
    text = "\n".join(lines)
    found = frozenset(index for index in quotes if _is_said_again(evidence, lines, text, index))
    for index in quotes:
        if index in found and not _is_of_a_longer_quotation(evidence, verdicts, index, found):
            yield evidence.mark(index, Category.DUPLICATE, "pull-quote", 0.92, "stands word for word in a paragraph of the article")
            yield from _who_said_it(evidence, index, text)


def _is_said_again(evidence: Evidence, lines: Sequence[str], text: str, index: int) -> bool:
    quote = _plainest(core(evidence.blocks[index].plain))
    return len(quote) >= PULL_QUOTE_CHARS and text.count(quote) >= 2 and _stands_in_prose(evidence, lines, index, quote)


def _is_of_a_longer_quotation(evidence: Evidence, verdicts: Verdicts, index: int, found: Collection[int]) -> bool:
    """Is it one of several paragraphs of a quotation, another of which stays? An article may say half of what it quotes below."""
    if evidence.blocks[index].kind is not QUOTE:
        return False
    steps = (range(index - 1, -1, -1), range(index + 1, len(evidence.blocks)))
    runs = (takewhile(lambda i: evidence.blocks[i].kind is QUOTE, step) for step in steps)
    beside = (next((i for i in run if evidence.shapes[i].words), index) for run in runs)
    return any(evidence.shapes[i].sentence and i not in found and not verdicts.gone(i) for i in beside)


def _who_said_it(evidence: Evidence, quote: int, text: str) -> Iterator[Mark]:
    """The speaker's name under a pull quote: set as a quotation too, or a name right below that only the ``text`` has besides."""
    if quote + 1 < len(evidence.blocks) and _is_named(evidence, quote + 1, text):
        yield evidence.mark(quote + 1, Category.DUPLICATE, "pull-quote", 0.9, "who said the pull quote above")
        return
    for index in range(quote + 1, min(quote + 1 + SPEAKER_WITHIN, len(evidence.blocks))):
        block, words = evidence.blocks[index], evidence.shapes[index].words
        if block.kind is not QUOTE or words > SPEAKER_WORDS:
            return
        if words:
            yield evidence.mark(index, Category.DUPLICATE, "pull-quote", 0.9, "who said the pull quote above")
            return


def _is_named(evidence: Evidence, index: int, text: str) -> bool:
    """Are these a few words with capitals that stand on no other line of their own, but in a paragraph? A speaker's name heads many lines."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not PARAGRAPH or not 1 < shape.words <= SPEAKER_WORDS or evidence.copies[index] > 1 or shape.ends or shape.colon:
        return False
    return all(word[0].isupper() for word in block.plain.split()) and text.count(_plainest(block.plain)) > 1


def _stands_out(block: Block) -> bool:
    """Set as a quotation. Other lines repeat words for good reason, and so does one that goes on with what was quoted above (“… and”)."""
    if _GOES_ON.match(block.plain):
        return False
    return opens_with_quotation(block.plain) or block.kind is QUOTE


def _plainest(plain: str) -> str:
    """Without case and quotation marks, which a pull quote changes."""
    return fold(plain).replace('"', "").replace("'", "")


def _stands_in_prose(evidence: Evidence, lines: Sequence[str], index: int, quote: str) -> bool:
    """Is the quotation part of a longer paragraph elsewhere?"""
    return any(
        i != index and evidence.shapes[i].prose and len(block.plain) > len(quote) * LONGER and quote in lines[i]
        for i, block in enumerate(evidence.blocks)
    )


STAGE = Stage(
    "duplicates",
    context=context,
    rules=(
        Rule(HEADLINE_TWICE, "a line that stands again beside it", (Category.DUPLICATE,)),
        Rule("headline-again", "the headline alone on several lines amid the article", (Category.DUPLICATE,)),
        Rule("page-title", "the headline with the name of the site behind it, or a label before it, above the headline", (Category.DUPLICATE,)),
        Rule("repeat", "a paragraph that stands above already, and the line over it", (Category.DUPLICATE,)),
        Rule("title-twice", "a title of a part of the article that stands twice", (Category.DUPLICATE,)),
        Rule("excerpt", "a line at the top of the article that is word for word a part of a paragraph below", (Category.DUPLICATE,)),
        Rule("pull-quote", "a sentence of the article set apart, and who said it", (Category.DUPLICATE,)),
    ),
)
