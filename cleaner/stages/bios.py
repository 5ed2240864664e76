"""Author boxes: a head or a first line that says who wrote this, and the few lines that go on about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, PARAGRAPH, QUOTE, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.person_names import PARTICLES
from cleaner.phrasebook import Hit
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.lives import INTRODUCED_TAKES, is_life
from cleaner.stages.name_forms import is_name
from cleaner.stages.persons import is_named_elsewhere, named_in
from cleaner.stages.questions import asks
from cleaner.zones import BODY

# A box holds a name, a role, a life in brief and where to follow.
BOX_BLOCKS = 5
BOX_WORDS = 110
# A box that goes on about the same person, by name, holds more.
BOX_WORDS_OF_ONE = 170
# A bio closes an article; so many paragraphs at least stand above it.
ARTICLE_ABOVE = 3
# A name has a few words, all in capitals but for particles; a role under it is a line.
NAME_WORDS = 5
ROLE_WORDS = 10
ROLE_LINES = 1
_NAME = later(compiled, rf"\p{{Lu}}[\p{{L}}.'’\-]+(?:\s(?:\p{{Lu}}[\p{{L}}.'’\-]*|{PARTICLES})){{1,4}}(?:,\s\p{{Lu}}[\p{{L}}.]{{1,5}}){{0,3}}")
# Between a name, its particles and the letters behind it there are no more blanks.
MOST_BLANKS = 6
_NAMED = (PARAGRAPH, HEADING)
_FIRST_WORD = later(compiled, r"\p{Lu}\p{L}+")
# At the article's end a phrase of a bio need only be as likely as not, but stands among the first characters.
LEAST_SURE = 0.5
OPENS_WITHIN = 60
# Boxes about the authors stand below this much of the text, and below them no more paragraphs than this.
LATE = 0.6
PROSE_BELOW = 1
# “About Ada Roe” is the head of an article, too; below the bio of who signed stand no more paragraphs than this.
_WEAK_HEAD = "author-head-weak"
SAID_ABOUT_ONE = 3
# The name above a bio may have a title or an employer behind it.
NAME_ABOVE_WORDS = 6


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _named_boxes(evidence, verdicts)
    for index, hits in enumerate(evidence.hits):
        if hits and _names_who_signed(evidence, verdicts, index):
            yield evidence.mark(index, Category.AUTHOR_BIO, "about-who-signed", 0.92, "the head of what is said about who signed the article")
            yield from _under_head(evidence, verdicts, index)
        if hits and _closes_the_article(evidence, verdicts, index) and not evidence.subjects.open(index):
            yield evidence.mark(index, Category.AUTHOR_BIO, "bio-at-the-end", 0.86, "says who somebody is, right where the article ends")
        if not verdicts.is_a(index, Category.AUTHOR_BIO):
            continue
        if verdicts.heads(index, Category.AUTHOR_BIO):
            yield from _under_head(evidence, verdicts, index)
        if evidence.zones[index] is not BODY or index >= evidence.last_prose - 1:
            yield from _name_above(evidence, verdicts, index)


def _names_who_signed(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """“About Ada Roe” where the text ends, and above the article “Ada Roe” alone or in a byline."""
    if verdicts.gone(index) or not any(hit.group.rule == _WEAK_HEAD for hit in evidence.hits[index]):
        return False
    _, _, name = evidence.folded[index].partition(" ")
    if " " not in name or len(verdicts.kept(index + 1, len(evidence.blocks))) > SAID_ABOUT_ONE:
        return False
    above = range(min(evidence.first_prose, index))
    return any(name in evidence.folded[i] and (verdicts.is_a(i, Category.BYLINE) or is_name(evidence.blocks[i].plain)) for i in above)


def _named_boxes(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A name on a line of its own, perhaps a role, and a paragraph that begins with the name, in the last part of the text.

    Where such boxes stand higher up too they are what the article is about: a list of people.
    """
    boxes = [box for index, shape in enumerate(evidence.shapes) if not shape.prose and (box := _named_box(evidence, index))]
    if not boxes:
        return
    total = sum(s.words for s in evidence.shapes)
    above = list(accumulate((s.words for s in evidence.shapes), initial=0))
    if any(above[box[0]] < total * LATE for box in boxes):
        return
    last = boxes[-1][-1]
    below = sum(evidence.shapes[i].prose and not verdicts.gone(i) for i in range(last + 1, len(evidence.blocks)))
    if below > PROSE_BELOW and (len(boxes) > 1 or not _questions_below(evidence, last) or not _tells_an_author(evidence, boxes[0])):
        return
    for box in boxes:
        for index in box:
            if not verdicts.gone(index) or verdicts.is_a(index, Category.BYLINE):
                yield evidence.mark(index, Category.AUTHOR_BIO, "named-box", 0.88, f"about {evidence.blocks[box[0]].plain[:40]}, at the end of the text")


def _named_box(evidence: Evidence, index: int) -> range | None:
    """The name, the lines between, and the paragraph that begins with the name."""
    name, kind = evidence.blocks[index].plain, evidence.blocks[index].kind
    # Most lines are seen not to be a name without the expression.
    if kind not in _NAMED or not name[:1].isupper() or name.count(" ") > MOST_BLANKS or not _NAME.fullmatch(name):
        return None
    if evidence.book.common_words.intersection(name.lower().split()):
        return None
    for below in range(index + 1, min(index + 2 + ROLE_LINES, len(evidence.blocks))):
        plain, shape = evidence.blocks[below].plain, evidence.shapes[below]
        if shape.ends and shape.words > NAME_WORDS and (plain.startswith(name.partition(",")[0]) or _tells_a_life(evidence, name, plain)):
            return range(index, below + 1) if shape.words <= BOX_WORDS else None
        if shape.ends or shape.words > ROLE_WORDS:
            return None
    return None


def _questions_below(evidence: Evidence, index: int) -> bool:
    """Do questions and answers stand right below, under a short head or none? Many sites set them under an article and its author."""
    below = evidence.blocks[index + 1 : index + 3]
    return len(below) > 1 and (asks(below[0].plain) or (evidence.shapes[index + 1].words <= NAME_WORDS and asks(below[1].plain)))


def _tells_an_author(evidence: Evidence, box: range) -> bool:
    """Does the box tell a life of somebody whom no other line names?"""
    name, bio = evidence.blocks[box[0]].plain.partition(",")[0], evidence.blocks[box[-1]].plain
    if not is_life(bio, patterns_of(evidence.book.stage_words), INTRODUCED_TAKES):
        return False
    return not is_named_elsewhere(evidence, name, box)


def _tells_a_life(evidence: Evidence, name: str, plain: str) -> bool:
    """Does the paragraph begin with the first name alone, or have it behind its lead, and tell a life?"""
    words = patterns_of(evidence.book.stage_words)
    first = name.split()[0]
    named = plain.startswith(first + " ") or named_in(evidence.book, plain).split(maxsplit=1)[:1] == [first]
    return named and words.person.search(plain) is not None and is_life(plain, words, INTRODUCED_TAKES)


def _closes_the_article(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Words of a bio in a short paragraph with boilerplate or nothing below it, and the article above."""
    shape = evidence.shapes[index]
    if verdicts.gone(index) or shape.words > BOX_WORDS or index <= evidence.first_prose + ARTICLE_ABOVE:
        return False
    if not any(_opens_a_bio(hit) for hit in evidence.hits[index]):
        return False
    below = index + 1
    return below >= len(evidence.blocks) or verdicts.gone(below) or evidence.blocks[below].kind is RULE


def _opens_a_bio(hit: Hit) -> bool:
    group = hit.group
    return group.category is Category.AUTHOR_BIO and group.takes in ("line", "sentence") and group.confidence >= LEAST_SURE and hit.start < OPENS_WITHIN


def _under_head(evidence: Evidence, verdicts: Verdicts, head: int) -> Iterator[Mark]:
    words = 0
    for index in range(head + 1, min(head + 1 + BOX_BLOCKS, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if verdicts.gone(index):
            continue
        words += shape.words
        more = index > head + 1 and _begins_with_whom(evidence, head + 1, index)
        if words > (BOX_WORDS_OF_ONE if more else BOX_WORDS) or block.kind in (CODE, TABLE, QUOTE, RULE):
            return
        if index > head + 1 and (block.kind is HEADING or evidence.is_content_head(index)):
            return
        if evidence.zones[head] is BODY and index < evidence.last_prose and index > head + 2 and not more:
            return
        yield evidence.mark(index, Category.AUTHOR_BIO, "box", 0.85, f"under “{evidence.blocks[head].plain[:40]}”")


def _begins_with_whom(evidence: Evidence, bio: int, index: int) -> bool:
    """Does a paragraph begin with a part of the name that the first line of the box tells (“Ada’s passion for boats is …”)?"""
    told, first = named_in(evidence.book, evidence.blocks[bio].plain), _FIRST_WORD.match(evidence.blocks[index].plain)
    return first is not None and evidence.shapes[index].sentence and first[0] in told.split()


def _name_above(evidence: Evidence, verdicts: Verdicts, index: int) -> Iterator[Mark]:
    """The name that heads a bio: a short line, with whose first word the bio begins."""
    above = index - 1
    if above < 0 or verdicts.gone(above):
        return
    block, shape = evidence.blocks[above], evidence.shapes[above]
    if 0 < shape.words <= NAME_ABOVE_WORDS and not shape.ends and block.plain and evidence.blocks[index].plain.startswith(block.plain.split()[0]):
        yield evidence.mark(above, Category.AUTHOR_BIO, "name-above", 0.85, "the name above a bio that begins with it")


STAGE = Stage(
    "bios",
    context=context,
    rules=(
        Rule("bio-at-the-end", "a sentence that says who somebody is, right where the article ends", (Category.AUTHOR_BIO,)),
        Rule("about-who-signed", "“About” and the name that stands alone or in a byline above the article, where the text ends", (Category.AUTHOR_BIO,)),
        Rule("named-box", "a name and what it says of that name, at the end of the text", (Category.AUTHOR_BIO,)),
        Rule("box", "what stands under a head like “About the author”", (Category.AUTHOR_BIO,)),
        Rule("name-above", "the name above a bio that begins with it", (Category.AUTHOR_BIO,)),
    ),
)
