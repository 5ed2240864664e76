"""Paragraphs that are nothing but a link: the button under a card, the pointer between two paragraphs.

An article's own links stand inside its sentences. A whole paragraph that is one leads away from the story, whatever its words
say. Lists of links may be what the article is about; but a list of titles that all lead to other pages of the same site is the
site's, where a page tells the two apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import compress, groupby, takewhile

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.hosts import host_of
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, QUOTE, Category, Mark
from cleaner.patterns import later
from cleaner.quotations import opens_with_quotation
from cleaner.shapes import SENTENCE_WORDS
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage, Verdicts
from cleaner.stages.data_sheets import is_value_of_a_row
from cleaner.stages.pictures import alt_texts, shows_pictures
from cleaner.stages.prices import names_a_price
from cleaner.stages.questions import asks
from cleaner.stages.references import is_note_number
from cleaner.stages.teasers import way_to_the_rest
from cleaner.zones import BODY

# The rule of such paragraphs, which others ask for.
LONE_LINK = "lone-link"
# So much of the paragraph is link; the rest is an arrow or a full stop.
NOTHING_BUT = 0.95
# A label has so many words; what is longer may be a sentence of the article that is linked whole.
LABEL_WORDS = 14
# … and the title of another story, which ends without a full stop, so many.
TITLE_WORDS = 25
# A button's label without its link: so many words, the first of them a verb of this group.
CALL_WORDS = 6
_CALL_RULE = "call-to-action"
# The titles in a list of the site's own stories have so many words on average, and a list so many of them at least …
_TITLE_WORDS = 4.5
_FEWEST = 2
# … and it is short beside the article: so much of its words.
_MOST_OF_PROSE = 0.25
# A headline that is linked together with “Read more” has more words, and the way to the rest so many characters: “more” says less.
HEADLINE_WORDS = 40
_WAY_CHARS = 8
# A run of so many such paragraphs is a list.
_LIST = 3
# A name that the paragraphs below take up has more than one word, and stands so few lines above them.
TAKEN_UP_WORDS, TAKEN_UP_WITHIN = 2, 3
# Short lines are a list if there are so many in a row, a good part of them without a link; looked for within so many.
_ENTRIES, _ENTRY_WORDS, _ENTRIES_REACH = 5, 8, 6
_LINKED_ENTRIES = 0.7
_WORD = later(re.compile, r"\w+")
# A label that stands so often is a button, wherever it stands.
_BUTTON = 3
# A link of markdown that leads to a place on the page.
_TO_A_PLACE = later(re.compile, r"\]\(#")
# An address in full is what the author wants the reader to see.
_ADDRESS = later(re.compile, r"https?://|www\.|@|\.\w{2,4}/")
# A label of an office's page begins with such a sign.
_LABEL = later(re.compile, r"[◆◇■□●○▼▽★]\s?\w")
# A sentence, a head, a line of code or of a protocol is no button.
_NO_LABEL = later(re.compile, r"[.:?]\Z|[=;{}()<>]|:\s")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _lone_links(evidence, verdicts)
    yield from _repeated_calls(evidence, verdicts)
    if evidence.document.is_page:
        yield from _own_stories(evidence, verdicts)


def _own_stories(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Lists on a page whose items are all titles, linked to other pages of its site."""
    host = host_of(evidence.told.canonical)
    most = _MOST_OF_PROSE * sum(shape.words for shape in evidence.shapes if shape.prose)
    for _, items in groupby(range(len(evidence.blocks)), key=lambda i: _list_around(evidence, i)):
        listed = list(items)
        words = sum(evidence.shapes[i].words for i in listed)
        if len(listed) < _FEWEST or not _TITLE_WORDS * len(listed) <= words <= most or evidence.announced[listed[0]]:
            continue
        if all(_leads_to_the_site(evidence, i, host) for i in listed):
            for index in listed:
                if not verdicts.gone(index):
                    yield evidence.mark(index, Category.RELATED, "own-stories", 0.87, "in a list of titles that all lead to other pages of the site")


def _list_around(evidence: Evidence, index: int) -> int:
    """The innermost list that the block is an item of; no two other blocks have the same number."""
    block = evidence.blocks[index]
    if block.kind is not LIST_ITEM or block.hints is None:
        return -1 - index
    element = block.hints.place.innermost("ul", "ol")
    return -1 - index if element is None else element


def _leads_to_the_site(evidence: Evidence, index: int, host: str) -> bool:
    block = evidence.blocks[index]
    hints = block.hints
    if hints is None or not hints.targets or evidence.shapes[index].link_share < NOTHING_BUT or block.plain.endswith("."):
        return False
    return all(host_of(target) == host if "://" in target else target.startswith("/") for target in hints.targets)


def _repeated_calls(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Where the scraper lost the links, a button is a short call to action that stands again and again (“Get the recipe”)."""
    for index, copies in enumerate(evidence.copies):
        if copies < _BUTTON or not 1 < evidence.shapes[index].words <= CALL_WORDS:
            continue
        block = evidence.blocks[index]
        called = any(h.group.rule == _CALL_RULE for h in evidence.hits[index])
        if called and block.kind is not CODE and not _NO_LABEL.search(block.plain) and not verdicts.gone(index):
            yield evidence.mark(index, Category.RELATED, "repeated-call", 0.87, "a call to action that stands again and again")


def _lone_links(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    pictured = shows_pictures(evidence)
    lone = [
        block.links > 0 and _is_lone_link(evidence, i) and not (pictured and alt_texts(evidence, block))  # which `captions` knows
        for i, block in enumerate(evidence.blocks)
    ]
    if not any(lone):
        return
    copies = Counter(compress(evidence.first_seen, lone))
    above = _above_links(evidence, verdicts)
    for index, run in enumerate(_run_lengths(evidence, lone)):
        if not lone[index] or verdicts.gone(index) or evidence.announced[index]:
            continue
        button = copies[evidence.first_seen[index]] >= _BUTTON
        if not button and (run >= _LIST or _runs_on(evidence, index) or _is_an_entry(evidence, verdicts, index)):
            continue
        if _is_of_the_article(evidence, index) or _is_taken_up(evidence, index) or _is_led_in(evidence, verdicts, index, above[index]):
            continue
        if is_value_of_a_row(evidence, index) or _leads_in_to_a_quotation(evidence, index):
            continue
        category = _category(evidence, index)
        reason = "a label that stands again and again, all of it a link" if button else "a paragraph that is nothing but a link"
        yield evidence.mark(index, category, LONE_LINK, 0.9 if button else 0.85, reason)


def _is_of_the_article(evidence: Evidence, index: int) -> bool:
    """Is this a sentence, and all the text that its heading has?"""
    blocks = evidence.blocks
    if index == 0 or blocks[index - 1].kind is not HEADING:
        return False
    ends_here = index + 1 == len(blocks) or blocks[index + 1].kind is HEADING
    return ends_here and blocks[index].plain.endswith(".") and evidence.shapes[index].words >= SENTENCE_WORDS and not evidence.hits[index]


def _is_taken_up(evidence: Evidence, index: int) -> bool:
    """Do the paragraphs below name it word for word? Then it is what they are about: a machine, a book, a restaurant, linked to its shop."""
    if evidence.hits[index]:
        return False
    if evidence.shapes[index].words < TAKEN_UP_WORDS:
        return _is_named_below(evidence, index)
    name = core(evidence.folded[index])
    below = range(index + 1, min(index + 1 + TAKEN_UP_WITHIN, len(evidence.blocks)))
    return any(evidence.shapes[i].prose and name in evidence.folded[i] for i in below)


def _is_named_below(evidence: Evidence, index: int) -> bool:
    """Amid the article: does the paragraph right below say this one word, with its capital, as a name?"""
    below = index + 1
    if evidence.zones[index] is not BODY or below == len(evidence.blocks) or not evidence.shapes[below].prose:
        return False
    name = evidence.blocks[index].plain
    return name[:1].isupper() and name in _WORD.findall(evidence.blocks[below].plain)


def _above_links(evidence: Evidence, verdicts: Verdicts) -> list[int]:
    """For each line the one above it and above the links between the two, where no blank line is: a label may have several links under it."""
    above: list[int] = []
    for line in range(-1, len(evidence.blocks) - 1):
        is_link = line > 0 and not evidence.blocks[line].after_blank and evidence.shapes[line].mostly_links and not verdicts.gone(line)
        above.append(above[line] if is_link else line)
    return above


def _is_led_in(evidence: Evidence, verdicts: Verdicts, index: int, above: int) -> bool:
    """Does the line above, with no blank line between, stay and run into this one: with a colon, as a label behind a sign (“◆ The log”),
    or, where it is as long as a sentence, with a comma or a word that no line ends with (“… through the | [log of that year](…)”)?
    """
    if above < 0 or evidence.blocks[above + 1].after_blank or verdicts.gone(above):
        return False
    block, shape = evidence.blocks[above], evidence.shapes[above]
    if _LABEL.match(block.plain) and not evidence.hits[above]:
        return True
    if above < index - 1:
        return False
    if shape.colon:
        return True
    if block.kind is not PARAGRAPH or shape.ends or shape.words < SENTENCE_WORDS or evidence.hits[index]:
        return False
    return block.plain.endswith(",") or block.plain.split()[-1].lower() in evidence.book.common_words


def _leads_in_to_a_quotation(evidence: Evidence, index: int) -> bool:
    """“From the Harbour Wire:” over what is quoted from there?"""
    if not evidence.shapes[index].colon or index + 1 == len(evidence.blocks) or evidence.told_by_words(index):
        return False
    below = evidence.blocks[index + 1]
    return below.kind is QUOTE or opens_with_quotation(below.plain)


def _runs_on(evidence: Evidence, index: int) -> bool:
    """Does bold begin here that ends in the line below? Then both are one paragraph, broken in two: “**Drink water.” and what is said of it."""
    block = evidence.blocks[index]
    return not evidence.document.is_page and evidence.document.text.count("**", block.start, block.end) % 2 == 1


def _is_an_entry(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is this one of some short lines in a row, many of them no links? Then they are a list: what to pack, what to cook with, who took part."""
    lines = [index]
    for step in (-1, 1):
        beside = range(index + step, index + step * (_ENTRIES_REACH + 1), step)
        lines += takewhile(lambda at: _may_be_an_entry(evidence, verdicts, at), beside)
    linked = sum(evidence.shapes[i].mostly_links for i in lines)
    return len(lines) >= _ENTRIES and not evidence.hits[index] and linked <= len(lines) * _LINKED_ENTRIES


def _may_be_an_entry(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    if not 0 <= index < len(evidence.blocks) or evidence.blocks[index].kind is not PARAGRAPH:
        return False
    shape = evidence.shapes[index]
    is_label = 0 < shape.words <= _ENTRY_WORDS and not shape.ends and not shape.colon
    return is_label and (shape.mostly_links or not verdicts.gone(index))


def _category(evidence: Evidence, index: int) -> Category:
    """What a phrase says of the label; else an offer where there is a price, else a way to other stories."""
    if said := evidence.told_by_words(index):
        return said
    return Category.AD if names_a_price(evidence.blocks[index].plain) else Category.RELATED


def _is_lone_link(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if shape.link_share < NOTHING_BUT or not shape.words or (block.hints and block.hints.fragment_links):
        return False  # one to a place on the page unfolds an answer, or leads to a note
    if is_note_number(block.plain) and index + 1 < len(evidence.shapes) and evidence.shapes[index + 1].prose:
        return False  # the number leads back to the sentence that the note is on
    if asks(block.plain) and _TO_A_PLACE.search(evidence.document.text, block.start, block.end):
        return False
    most = LABEL_WORDS if shape.ends else TITLE_WORDS
    if block.kind is PARAGRAPH and shape.words <= most and not _ADDRESS.search(block.plain):
        return True
    return (
        block.kind in (PARAGRAPH, HEADING, LIST_ITEM)
        and shape.words <= HEADLINE_WORDS
        and len(way_to_the_rest(block.plain, evidence.book.stage_words)) >= _WAY_CHARS
    )


def _may_be_listed(evidence: Evidence, index: int) -> bool:
    """“[Flood insurance](…) (NFIP)”: a link and a few words of what it leads to; or an offer with its price, which is a link, however long."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not PARAGRAPH or not shape.mostly_links or shape.ends:
        return False
    return block.links == 1 if shape.link_share < NOTHING_BUT else names_a_price(block.plain)


def _run_lengths(evidence: Evidence, lone: list[bool]) -> list[int]:
    """For each block how many such paragraphs stand in a row with it, or others that may be listed with them; 0 for others."""
    out = [0] * len(lone)
    lines = [index for index in range(len(lone)) if not _is_picture_between_offers(evidence, index)]
    for is_link, run in groupby(lines, key=lambda index: lone[index] or _may_be_listed(evidence, index)):
        row = list(run)
        for index in row if is_link else ():
            out[index] = len(row)
    return out


def _is_picture_between_offers(evidence: Evidence, index: int) -> bool:
    """Is it a picture between two lines with a price? In a list of what is on offer each may have its own."""
    if evidence.shapes[index].words and not alt_texts(evidence, evidence.blocks[index]):
        return False
    return all(0 <= i < len(evidence.blocks) and names_a_price(evidence.blocks[i].plain) for i in (index - 1, index + 1))


STAGE = Stage(
    "links",
    context=context,
    rules=(
        Rule("repeated-call", "a call to action that stands again and again", (Category.RELATED,)),
        Rule("own-stories", "a list of titles on a page that all lead to other pages of its site", (Category.RELATED,)),
        Rule(LONE_LINK, "a paragraph that is nothing but a link, or a headline linked together with its “Read more”", TOLD_BY_WORDS),
    ),
)
