"""Who wrote it, told where it is signed: below a byline, and above a link to more of that author's work."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import HEADING, PARAGRAPH, RULE, Category, Mark
from cleaner.patterns import later
from cleaner.shapes import count_sentences
from cleaner.stage_words import calls_of, patterns_of
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.lives import INTRODUCED_TAKES, is_life
from cleaner.stages.persons import is_name_line, is_named_elsewhere, named_in
from cleaner.stages.questions import asks

# A bio is so long, and stands so near to the byline: a role, a date and a few honours may stand between.
BIO_WORDS = (8, 110)
BELOW_BYLINE = 6
# A phrase that is as sure as this says of a paragraph what it is.
SAID_SURE = 0.8
# Above a link to the author's other work stand the name and so many lines; the link has no more words than this.
ABOVE_LINK = 3
LINK_WORDS = 8
# The name alone has so many words; a single one may be any heading.
NAME_WORDS = (2, 4)
# Letters of another kind set a bio off; who speaks in it names himself among its first characters, perhaps behind a verb (“ich bin”).
SETS_OFF = "*_"
SPEAKS_WITHIN = 100
OPENS_WITH_VERB = later(compiled, r"\A[\s,]{0,2}(?:\p{Ll}{2,10}\s){0,2}")
# So much of a name is a link where it leads to the author's page.
LINKED = 0.9


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _above_the_first_rule(evidence, verdicts)
    told = {index for index, mark in verdicts.likely() if mark.category is Category.AUTHOR_BIO}
    paragraphs = list(accumulate((shape.prose for shape in evidence.shapes), initial=0))
    for index in range(len(evidence.blocks)):
        if not verdicts.gone(index) and (_is_below_a_byline(evidence, verdicts, index) or _is_below_a_linked_name(evidence, index)):
            told.add(index)
            yield evidence.mark(index, Category.AUTHOR_BIO, "bio-below-byline", 0.88, "says who it is whom the byline above names")
        elif index in told and evidence.shapes[index].words <= LINK_WORDS and paragraphs[index] >= ARTICLE_PROSE:
            for above in _above_a_link(evidence, verdicts, index):
                yield evidence.mark(above, Category.AUTHOR_BIO, "above-author-link", 0.9, f"between a name and “{evidence.blocks[index].plain[:40]}”")


def _above_the_first_rule(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A paragraph in italics or bold that says who writes, set off by a line from the article that it opens."""
    rule = next((i for i, block in enumerate(evidence.blocks[: evidence.first_prose + 2]) if block.kind is RULE), 0)
    bio, (fewest, most) = rule - 1, BIO_WORDS
    if bio < 0 or verdicts.gone(bio) or evidence.blocks[bio].kind not in (PARAGRAPH, HEADING) or not fewest <= evidence.shapes[bio].words <= most:
        return
    if evidence.document.text[evidence.blocks[bio].start] not in SETS_OFF or sum(shape.prose for shape in evidence.shapes[rule:]) < ARTICLE_PROSE:
        return
    if _says_who_writes(evidence, bio) and not _is_an_interview(evidence, rule):
        for index in (bio, rule):
            yield evidence.mark(index, Category.AUTHOR_BIO, "bio-above-rule", 0.87, "set in other letters above a line, and says who writes")


def _says_who_writes(evidence: Evidence, index: int) -> bool:
    """“I’m Ada Roe, a gardener” with a link, or “Ada Roe is head of the archive” and nothing else; the article does not name her."""
    plain, words = evidence.blocks[index].plain, patterns_of(evidence.book.stage_words)
    if not any(of.search(plain) for of in (words.job, words.role)) or words.news.search(plain):
        return False
    invites = evidence.hits[index] or evidence.blocks[index].links
    speaks = [named_in(evidence.book, OPENS_WITH_VERB.sub("", plain[found.end() :])) for found in words.i.finditer(plain, 0, SPEAKS_WITHIN) if invites]
    name = next(filter(None, speaks), "")
    if not name and count_sentences(plain) == 1 and not calls_of(evidence.book.stage_words).ours.search(plain):
        name = named_in(evidence.book, plain)
    return " " in name and not is_named_elsewhere(evidence, name, (index,))


def _is_an_interview(evidence: Evidence, rule: int) -> bool:
    """Are several lines below no paragraphs, and ask?"""
    return sum(asks(block.plain) and not shape.prose for block, shape in zip(evidence.blocks[rule:], evidence.shapes[rule:], strict=True)) > 1


def _is_below_a_byline(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Does the paragraph begin with the byline's name and tell a life, at the head or the end of an article that is not about that person?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    fewest, most = BIO_WORDS
    if block.kind is not PARAGRAPH or not fewest <= shape.words <= most or evidence.first_prose < index < evidence.last_prose - 1:
        return False
    lines = [evidence.blocks[i].plain for i in range(max(0, index - BELOW_BYLINE), index) if _signs(verdicts, i)]
    if not lines or not _tells_a_life(evidence, index):
        return False
    name = named_in(evidence.book, block.plain)
    if not name or evidence.subjects.open(index):
        return False
    # Of a family one may write about another: the whole name counts.
    return any(is_name_line(evidence.book, plain, name) and set(name.split()) <= set(plain.replace(",", " ").split()) for plain in lines)


def _is_below_a_linked_name(evidence: Evidence, index: int) -> bool:
    """Does somebody speak of himself at the end, right below a name that is a link?"""
    above, (fewest, most) = index - 1, BIO_WORDS
    if above < 0 or index < evidence.last_prose or not fewest <= evidence.shapes[index].words <= most or evidence.shapes[above].link_share < LINKED:
        return False
    plain, words = evidence.blocks[index].plain, patterns_of(evidence.book.stage_words)
    return words.i.search(plain) is not None and is_life(plain, words, INTRODUCED_TAKES) and is_name_line(evidence.book, evidence.blocks[above].plain, "")


def _signs(verdicts: Verdicts, index: int) -> bool:
    """Is the line a byline, or what stands below one (“Written by”)?"""
    return verdicts.is_a(index, Category.BYLINE) or (index > 0 and verdicts.is_a(index - 1, Category.BYLINE))


def _tells_a_life(evidence: Evidence, index: int) -> bool:
    said = (h.group for h in evidence.hits[index] if h.group.category is Category.AUTHOR_BIO and h.group.takes in ("line", "sentence"))
    if any(group.confidence >= SAID_SURE for group in said):
        return True
    return is_life(evidence.blocks[index].plain, patterns_of(evidence.book.stage_words), INTRODUCED_TAKES)


def _above_a_link(evidence: Evidence, verdicts: Verdicts, link: int) -> list[int]:
    """The name that the link ends with, on a line of its own above, and the lines between."""
    plain = evidence.blocks[link].plain.casefold()
    fewest, most = NAME_WORDS
    for name in range(link - 2, max(-1, link - 2 - ABOVE_LINK), -1):
        block, shape = evidence.blocks[name], evidence.shapes[name]
        if fewest <= shape.words <= most and plain.endswith(block.plain.casefold()):
            return [i for i in range(name, link) if not verdicts.gone(i) and evidence.shapes[i].words <= BIO_WORDS[1]]
    return []


STAGE = Stage(
    "byline_bios",
    context=context,
    rules=(
        Rule("bio-below-byline", "a paragraph that begins with the byline’s name and says who that is", (Category.AUTHOR_BIO,)),
        Rule("bio-above-rule", "a first paragraph in italics or bold that says who writes, above a line", (Category.AUTHOR_BIO,)),
        Rule("above-author-link", "a name, what is said of it, and a link to more by that name", (Category.AUTHOR_BIO,)),
    ),
)
