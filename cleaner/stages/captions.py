"""Captions without a credit: pictures of markdown and the line that says their text again, and lines between paragraphs that some sign tells.

A short line between two paragraphs is mostly a heading, and a sentence there is the article's. So place alone tells no caption: words of
the picture's alt text, marks of place in the picture, the maker's name at the end, or captions of the same page with credits must come to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import regex

from cleaner.evidence import Evidence
from cleaner.folding import core, fold
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stage_words import StageWords
from cleaner.stages.base import LIKELY, Rule, Stage, Verdicts
from cleaner.stages.credit_forms import begins_like_a_grab, is_source, names_its_maker, says_where_in_the_picture
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.pictures import alt_texts, shows_pictures
from cleaner.title import find_title
from cleaner.zones import BODY

# An alt text that is the name of a file says nothing.
_FILE_NAME = later(compiled, r"\S{1,200}\.(?:jpe?g|png|gif|webp|svg|avif)\b|(?=\S{0,400}[_\-\d\\])[\p{L}\d_\-\\]{1,400}\Z", regex.I)
# The caption that says the alt text again has so many words, and stands within so many lines.
ALT_WORDS, ALT_WITHIN = 3, 3
# A caption that stands again behind its credit has so many words at least, and the credit so many at most.
AGAIN_WORDS, CREDIT_WORDS = 5, 10
# What a credit begins with behind the caption: a blank, a bracket, a dash.
_BEFORE_CREDIT = " ([|/–—-.,"
# “(left)”, “(2nd from right)” in a line of no more words than these that does not end like a sentence.
PLACED_WORDS = 40
# What stands over a marked heading and below a paragraph heads nothing. With a maker's name or a year at its end it has so many words;
# a name that stands twice so has fewer, and the paragraphs name it so often.
ORPHAN_WORDS = (3, 20)
NAME_WORDS, NAMED, STANDS = 4, 2, 2
# A text has a handful of such names.
NAMES_TRIED = 20
# A text with so many marked headings has no other ones.
MARKED_HEADINGS = 3
_YEAR_AT_END = later(compiled, r"[\p{L})\"”’]\W{0,3}\s(?:\p{L}{3,12}\s)?(?:19|20)\d\d\Z")
# Where so many captions have their credits, a line that is too long for a heading, begins with a name and a comma, and is no sentence lost it.
CAPTIONS = 2
_NAME_FIRST = later(compiled, r"(?:\p{Lu}[\p{L}'’.\-]{0,30}\s){1,3}\p{Lu}[\p{L}'’\-]{1,30},\s\p{Ll}")
UNCREDITED_WORDS = (14, 45)
# “Figure 3: The mill”: captions count their pictures. So many of them stand in a text, with so many words each; one alone stands below its picture.
NUMBERED, NUMBERED_WORDS = 2, (3, 50)
# Where pictures are kept whose address stands alone.
_PICTURE_SITES = later(
    compiled,
    r"https?://(?:www\.|commons\.)?(?:unsplash|pexels|pixabay|flickr|shutterstock|istockphoto|gettyimages|freepik|depositphotos|wikimedia|stock\.adobe|alamy)"
    r"\.(?:com|org)/\S{1,300}\Z",
    regex.I,
)
# What a figure may show instead of a picture: it stays, and what it is called, too.
_SHOWN = (TABLE, CODE, LIST_ITEM)
_OF_PICTURES = (Category.IMAGE_CAPTION, Category.IMAGE_CREDIT)


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Pictures by themselves, the addresses of some, and lines that begin like the description of one."""
    pictured = shows_pictures(evidence)
    for index, block in enumerate(evidence.blocks):
        if block.kind not in (PARAGRAPH, LIST_ITEM) or not block.plain:
            continue
        if pictured and (alts := alt_texts(evidence, block)):
            says = [alt for alt in alts if alt and not _FILE_NAME.match(alt)]
            category = Category.IMAGE_CAPTION if says else Category.TECHNICAL
            yield evidence.mark(index, category, "picture", 0.93, "a picture and nothing else")
        elif block.plain.startswith("http") and _PICTURE_SITES.match(block.plain):
            yield evidence.mark(index, Category.IMAGE_CREDIT, "address-of-a-picture", 0.92, "where a picture is from")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    title = find_title(evidence, verdicts)
    yield from _said_by_pictures(evidence, verdicts, title)
    yield from _said_behind_credits(evidence, title)
    yield from _said_before_credits(evidence, verdicts, title)
    yield from _numbered(evidence, verdicts, title)
    if evidence.document.is_page:
        return  # whose captions its markup tells
    captions = sum(mark.category is Category.IMAGE_CAPTION for _, mark in verdicts.likely())
    headings = sum(block.kind is HEADING for block in evidence.blocks) >= MARKED_HEADINGS
    orphans: dict[str, list[int]] = {}
    for index in range(max(1, evidence.first_prose), len(evidence.blocks) - 1):
        if not _stands_between(evidence, verdicts, index) or index == title:
            continue
        reason = _tells(evidence, index, captions)
        if headings and evidence.blocks[index + 1].kind is HEADING:
            if evidence.shapes[index].words <= NAME_WORDS:
                orphans.setdefault(evidence.blocks[index].plain, []).append(index)
            reason = reason or _orphan(evidence, index)
        if reason:
            category = Category.IMAGE_CREDIT if is_source(evidence.blocks[index].plain) else Category.IMAGE_CAPTION
            yield evidence.mark(index, category, "between-paragraphs", 0.86, reason)
    yield from _names(evidence, orphans)


def _said_by_pictures(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """The caption that stands near a picture and is its alt text."""
    if not shows_pictures(evidence):
        return
    for index, block in enumerate(evidence.blocks):
        if verdicts.of(index) is None or not (alts := alt_texts(evidence, block)):
            continue
        texts = {text for alt in alts for text in _once(core(fold(alt))) if len(text.split()) >= ALT_WORDS}
        for near in range(max(0, index - ALT_WITHIN), min(len(evidence.blocks), index + ALT_WITHIN + 1)):
            if near == title or verdicts.gone(near) or evidence.blocks[near].kind is not PARAGRAPH:
                continue
            if core(evidence.folded[near]) in texts:
                yield evidence.mark(near, Category.IMAGE_CAPTION, "alt-text-again", 0.92, "says the text of a picture beside it")


def _said_behind_credits(evidence: Evidence, title: int | None) -> Iterator[Mark]:
    """“The ferry at dawn.” above “Photo: Ada Roe Harbour Post The ferry at dawn.”: whatever stands behind a credit is the caption."""
    for index in range(1, len(evidence.blocks)):
        above, block = evidence.blocks[index - 1], evidence.blocks[index]
        if not above.plain or not block.plain.endswith(above.plain) or evidence.shapes[index - 1].words < AGAIN_WORDS or index - 1 == title:
            continue
        before = block.plain[: -len(above.plain)]
        if 0 < len(before.split()) <= CREDIT_WORDS and any(h.start == 0 and h.group.category is Category.IMAGE_CREDIT for h in evidence.hits[index]):
            for line in (index - 1, index):
                yield evidence.mark(line, Category.IMAGE_CAPTION, "again-behind-credit", 0.93, f"stands alone, and again behind “{before[:40].strip()}”")


def _said_before_credits(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“The ferry at dawn” above “The ferry at dawn (Photo: Ada Roe)”, which goes as a caption: the text of the picture itself."""
    for index in range(1, len(evidence.blocks)):
        above, block = evidence.blocks[index - 1], evidence.blocks[index]
        if index - 1 == title or above.kind is not PARAGRAPH or not verdicts.is_a(index, Category.IMAGE_CAPTION) or verdicts.gone(index - 1):
            continue
        credit = block.plain[len(above.plain) :] if above.plain and block.plain.startswith(above.plain) else ""
        if evidence.shapes[index - 1].words >= ALT_WORDS and 0 < len(credit.split()) <= CREDIT_WORDS and credit[0] in _BEFORE_CREDIT:
            yield evidence.mark(index - 1, Category.IMAGE_CAPTION, "again-before-credit", 0.92, "stands again right below, before the credit of a picture")


def _numbered(evidence: Evidence, verdicts: Verdicts, title: int | None) -> Iterator[Mark]:
    """“Figure 3: The mill”, “[Abb. 4] Das Wehr”: what counts the pictures. A table, a list or code beside it is what the figure shows."""
    expression = _figure(evidence.book.stage_words)
    fewest, most = NUMBERED_WORDS
    found: dict[int, str] = {}
    for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True)):
        if block.kind not in (PARAGRAPH, HEADING) or index == title or verdicts.gone(index) or not fewest <= shape.words <= most or shape.colon:
            continue
        if not (match := expression.match(block.plain)) or (index and evidence.goes_on(index)):
            continue
        if not any(evidence.blocks[i].kind in _SHOWN for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks)):
            found[index] = match["number"]
    several = len(set(found.values())) >= NUMBERED
    for index in found:
        if several or (index and verdicts.gone(index - 1) and alt_texts(evidence, evidence.blocks[index - 1])):
            yield evidence.mark(index, Category.IMAGE_CAPTION, "numbered", 0.88, "begins with the number of its picture")


@lru_cache(maxsize=64)
def _figure(words: StageWords) -> regex.Pattern[str]:
    return compiled(rf"[(\[<【]?(?:{words.figure_words})\.?\s?(?P<number>\d{{1,3}}[a-z]?)\s?[.:)\]>】|–—-]", regex.I)


def _once(text: str) -> tuple[str, ...]:
    """The text, and its half where it is the same words twice: alt and title."""
    half = len(text) // 2
    return (text, text[:half]) if text[:half] == text[half + 1 :] else (text,)


def _stands_between(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is this a line without an end, between a paragraph and another or a heading, that says nothing known and runs into nothing?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not PARAGRAPH or shape.ends or shape.colon or not 0 < shape.words <= UNCREDITED_WORDS[1] or verdicts.gone(index):
        return False
    above, below = index - 1, index + 1
    if evidence.zones[index] is not BODY or not evidence.shapes[above].prose or verdicts.gone(above) or verdicts.gone(below):
        return False
    if not (evidence.shapes[below].prose or evidence.blocks[below].kind is HEADING) or evidence.goes_on(index) or evidence.goes_on(below):
        return False
    return evidence.told_by_words(index, LIKELY) in (None, *_OF_PICTURES) and not is_of_a_data_sheet(evidence, index)


def _tells(evidence: Evidence, index: int, captions: int) -> str | None:
    """What tells such a line wherever it stands."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if shape.words <= PLACED_WORDS and says_where_in_the_picture(block.plain):
        return "says where in the picture somebody is"
    if begins_like_a_grab(block.plain):
        return "says of which screen the picture is"
    text = evidence.document.text
    if text[block.start] in "*_" and text[block.end - 1] == text[block.start] and is_source(block.plain):
        return "the source of a picture, in italics"
    fewest, most = UNCREDITED_WORDS
    long = fewest <= shape.words <= most and block.plain[-1].isalnum() and block.plain.split()[-1].lower() not in evidence.book.common_words
    if captions >= CAPTIONS and long and _NAME_FIRST.match(block.plain):
        return f"too long for a heading and no sentence, where {captions} captions have credits"
    return None


def _orphan(evidence: Evidence, index: int) -> str | None:
    """What tells such a line over a marked heading."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if not ORPHAN_WORDS[0] <= shape.words <= ORPHAN_WORDS[1] or ": " in plain[:20] or evidence.blocks[index].links:
        return None
    if names_its_maker(plain) or _YEAR_AT_END.search(plain):
        return "with a maker or a year at its end, over a heading and below a paragraph"
    return None


def _names(evidence: Evidence, orphans: dict[str, list[int]]) -> Iterator[Mark]:
    """A name that the article goes on about, alone over one heading and again over another: whose pictures they are."""
    again = ((name, lines) for name, lines in orphans.items() if len(lines) >= STANDS and evidence.copies[lines[0]] == len(lines))
    names = ((name, lines) for name, lines in again if all(word[0].isupper() for word in name.split()))
    for name, lines in islice(names, NAMES_TRIED):
        if sum(name in block.plain for block, shape in zip(evidence.blocks, evidence.shapes, strict=True) if shape.prose) < NAMED:
            continue
        for index in lines:
            yield evidence.mark(index, Category.IMAGE_CREDIT, "name-again", 0.86, f"stands alone over {len(lines)} headings, below a paragraph")


STAGE = Stage(
    "captions",
    alone=alone,
    context=context,
    rules=(
        Rule("picture", "a picture of markdown by itself", (Category.IMAGE_CAPTION, Category.TECHNICAL)),
        Rule("address-of-a-picture", "the address of a picture at a library of pictures, alone", (Category.IMAGE_CREDIT,)),
        Rule("alt-text-again", "the text of a picture for a second time beside it", (Category.IMAGE_CAPTION,)),
        Rule("again-behind-credit", "a line whose text stands again in the next, behind a credit", (Category.IMAGE_CAPTION,)),
        Rule("again-before-credit", "a line whose text stands again in the next, before a credit", (Category.IMAGE_CAPTION,)),
        Rule("numbered", "a line that begins with the number of a picture", (Category.IMAGE_CAPTION,)),
        Rule("between-paragraphs", "a line between paragraphs that is no sentence, told by a sign of pictures", _OF_PICTURES),
        Rule("name-again", "a name alone below a paragraph and over a heading, more than once", (Category.IMAGE_CREDIT,)),
    ),
)
