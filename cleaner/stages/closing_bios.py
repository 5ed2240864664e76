"""Who wrote this, told in the last paragraphs without any head: “Ada Roe is a gardener and writer. She lives in Port Ellery.”

Place and shape come first: nothing but boilerplate and labels stands below, and the paragraph is about a person whom the article
has not named before, unless as its author. Then it takes words of a life, and none that stories say of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from cleaner.evidence import Evidence
from cleaner.model import HEADING, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.stage_words import Patterns, patterns_of
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.lives import FULL_NAME_TAKES, INTRODUCED_TAKES, ONE_WORD_TAKES, goes_on, is_life, signs_of, speaks_of_somebody
from cleaner.stages.persons import is_name_line, len_of_by, named_in
from cleaner.stamps import grammar_of
from cleaner.title import find_title
from cleaner.zones import HEAD

_SURE = 0.88
# A paragraph about somebody has so many words; a bio goes on for so many more at most.
_WORDS = (5, 170)
_MORE_PARAGRAPHS = 3
# The article above has so many words.
_WORDS_ABOVE = 120
# Buttons and labels that nothing else took may stand below: so many lines of so many words.
_LABELS_BELOW = 2
_LABEL_WORDS = 5
# Between a name and the bio stand so many lines with a role or a place, of so many words.
_ROLE_LINES = 2
_ROLE_WORDS = 12
# So many people write an article; bios of more, or bios that fill more of the text than this, are what it is about.
_MOST_BIOS = 3
_MOST_OF_THE_TEXT = 0.3
# Between two of them may stand “Researched by:”.
_BY_LABEL_WORDS = 3
# A short line above all that is a head (“Our speakers”): the people under it are what the text is about.
_HEAD_WORDS = 6
# Behind the name of somebody to whom something belongs.
_OF_WHOM = ("'s ", "’s ")
# “Hello, and welcome! I'm the editor here.”
_GREETING_CHARS = 30


class _Opening(NamedTuple):
    """How a paragraph about somebody begins."""

    name: str  # nothing where a word stands for it
    speaks: bool  # “I”


class _Bio(NamedTuple):
    """What stands about one person: lines with the name and role, and paragraphs."""

    name: str  # nothing where the text does not tell it
    blocks: tuple[int, ...]


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    bios = _bios_at_the_end(evidence, verdicts)
    if not bios:
        return
    first = bios[-1].blocks[0]
    told = sum(evidence.shapes[i].words for bio in bios for i in bio.blocks)
    if len(bios) > _MOST_BIOS or told > _MOST_OF_THE_TEXT * sum(s.words for s in evidence.shapes[:first]):
        return
    if _stands_under_a_head(evidence, verdicts, first) or _is_below_a_life(evidence, verdicts, first):
        return
    if _tells_more_lives(evidence, verdicts, first, {bio.name for bio in bios}):
        return
    for bio in bios:
        for index in bio.blocks:
            yield evidence.mark(index, Category.AUTHOR_BIO, "life-in-brief", _SURE, f"says who {bio.name or 'the author'} is, below the article")


def _bios_at_the_end(evidence: Evidence, verdicts: Verdicts) -> list[_Bio]:
    """From the end upwards, for as long as each paragraph is about somebody or goes on with it; the last comes first."""
    bios: list[_Bio] = []
    no_more: tuple[int, ...] = ()
    more = no_more
    words = patterns_of(evidence.book.stage_words)
    index = _last_kept(evidence, verdicts)
    while index is not None and _may_be_bio(evidence, index) and _has_article_above(evidence, index):
        if bio := _bio(evidence, verdicts, index, more):
            bios.append(bio)
            index, more = _kept_above(verdicts, bio.blocks[0]), no_more
        elif len(more) < _MORE_PARAGRAPHS and goes_on(evidence.blocks[index].plain, words):
            more = (index, *more)
            index = _kept_above(verdicts, index)
        else:
            break
    return bios


def _last_kept(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The last block that is kept; buttons and labels below it are passed over."""
    labels = 0
    for index in reversed(range(len(evidence.blocks))):
        if verdicts.gone(index) and not _may_stay(verdicts, index):
            continue
        shape = evidence.shapes[index]
        if labels == _LABELS_BELOW or shape.ends or shape.words > _LABEL_WORDS:
            return index
        labels += 1
    return None


def _kept_above(verdicts: Verdicts, index: int) -> int | None:
    return next((i for i in range(index - 1, -1, -1) if not verdicts.gone(i) or _may_stay(verdicts, i)), None)


def _may_stay(verdicts: Verdicts, index: int) -> bool:
    """A paragraph that looks like a bio to other rules, and not sure enough."""
    mark = verdicts.of(index)
    return mark is not None and mark.category is Category.AUTHOR_BIO and mark.confidence < _SURE


def _may_be_bio(evidence: Evidence, index: int) -> bool:
    shape = evidence.shapes[index]
    least, most = _WORDS
    return evidence.blocks[index].kind is PARAGRAPH and least <= shape.words <= most and not shape.colon and (shape.ends or shape.words > _ROLE_WORDS)


def _has_article_above(evidence: Evidence, index: int) -> bool:
    above = evidence.shapes[:index]
    return sum(s.prose for s in above) >= ARTICLE_PROSE and sum(s.words for s in above) >= _WORDS_ABOVE


def _bio(evidence: Evidence, verdicts: Verdicts, index: int, more: tuple[int, ...]) -> _Bio | None:
    """Does this paragraph begin to tell who wrote the article? Those below it go on with that."""
    words = patterns_of(evidence.book.stage_words)
    plain = evidence.blocks[index].plain
    opening = _opening(evidence, plain, words)
    if opening is None or evidence.announced[index] or not speaks_of_somebody(plain, words):
        return None
    above = _lines_above(evidence, verdicts, index, opening.name)
    above = (*_by_label(evidence, verdicts, above[0] if above else index), *above)
    takes = _takes(evidence, verdicts, index, above, opening)
    whole = " ".join(evidence.blocks[i].plain for i in (index, *more))
    if takes is None or not is_life(whole, words, takes):
        return None
    if takes == ONE_WORD_TAKES and not (opening.speaks or words.person.search(whole)):
        return None
    return _Bio(opening.name, (*above, index, *more))


def _opening(evidence: Evidence, plain: str, words: Patterns) -> _Opening | None:
    """A paragraph begins with who speaks, with a name, or with a word for somebody who was named; others are about something else."""
    first = _beginning(plain)
    spoken = words.i.search(plain, first)
    if spoken and spoken.start() < first + _GREETING_CHARS:
        return _Opening("", speaks=True)
    name = named_in(evidence.book, plain)
    if name or words.person.match(plain, first) or words.job.match(plain, first):
        return _Opening(name, speaks=False)
    return None


def _takes(evidence: Evidence, verdicts: Verdicts, index: int, above: tuple[int, ...], opening: _Opening) -> int | None:
    """How much must speak of a life; None where the paragraph is the article's whatever it says."""
    words = patterns_of(evidence.book.stage_words)
    if opening.speaks:
        return INTRODUCED_TAKES if above else None if _speaks_above(evidence, index, words) else ONE_WORD_TAKES
    if not opening.name:
        return INTRODUCED_TAKES if above or _is_below_a_byline(verdicts, index) else None
    introduced = bool(above) or _is_signed(evidence, verdicts, opening.name)
    if _is_of_the_story(evidence, verdicts, opening.name, min(above, default=index), introduced):
        return None
    return INTRODUCED_TAKES if introduced else FULL_NAME_TAKES if " " in opening.name else ONE_WORD_TAKES


def _beginning(plain: str) -> int:
    """Where the first word begins."""
    return next((at for at, char in enumerate(plain) if char.isalnum()), 0)


def _by_label(evidence: Evidence, verdicts: Verdicts, first: int) -> tuple[int, ...]:
    """The line above a bio that ends with “by:”."""
    above = _kept_above(verdicts, first)
    if above is None or not evidence.shapes[above].colon or evidence.shapes[above].words > _BY_LABEL_WORDS:
        return ()
    last_word = evidence.blocks[above].plain.split()[-1].rstrip(":：")
    return (above,) if grammar_of(evidence.book.stamp_words).by.match(last_word + " ") else ()


def _lines_above(evidence: Evidence, verdicts: Verdicts, index: int, name: str) -> tuple[int, ...]:
    """The line with the person's name, and lines with a role between it and the paragraph."""
    lines: list[int] = []
    for _ in range(_ROLE_LINES + 1):
        above = _kept_above(verdicts, lines[-1] if lines else index)
        if above is None:
            return ()
        block, shape = evidence.blocks[above], evidence.shapes[above]
        if block.kind not in (PARAGRAPH, HEADING) or (shape.ends and not name) or not 0 < shape.words <= _ROLE_WORDS:
            return ()
        lines.append(above)
        if is_name_line(evidence.book, block.plain, name):
            return tuple(reversed(lines))
    return ()


def _is_below_a_byline(verdicts: Verdicts, index: int) -> bool:
    return index > 0 and verdicts.is_a(index - 1, Category.BYLINE, Category.AUTHOR_BIO)


def _is_signed(evidence: Evidence, verdicts: Verdicts, name: str) -> bool:
    """Does the page or a byline name this person as the author?"""
    part = _last_part(name)
    if any(part in author for author in evidence.told.author):
        return True
    named = (i for i, block in enumerate(evidence.blocks) if part in block.plain)
    return any(verdicts.is_a(i, Category.BYLINE) or len_of_by(evidence.book, evidence.blocks[i].plain) for i in named)


def _last_part(name: str) -> str:
    return name.split()[-1]


def _is_of_the_story(evidence: Evidence, verdicts: Verdicts, name: str, first: int, introduced: bool) -> bool:
    """Has the article named this person before? Its author it may name once, and he may sign it."""
    part = regex.compile(rf"(?<!\w){regex.escape(_last_part(name))}(?!\w)(?=(?P<more>.*\w)?)")
    title = find_title(evidence, verdicts)
    if title is not None and part.search(evidence.blocks[title].plain) and not _is_titled_by(evidence, title, first, part):
        return True
    named = [i for i in range(first) if i != title and (found := part.search(evidence.blocks[i].plain)) and (introduced or found["more"])]
    if not introduced and any(not (evidence.shapes[i].prose or verdicts.gone(i) or _is_byline_like(evidence, i, name)) for i in named):
        return True
    return sum(evidence.shapes[i].prose for i in named) > introduced


def _is_titled_by(evidence: Evidence, title: int, first: int, part: regex.Pattern[str]) -> bool:
    """“Ada’s Ten Best Kettles”, and below it Ada says “I”: the headline says whose the article is."""
    found = part.search(evidence.blocks[title].plain)
    if found is None or not evidence.blocks[title].plain.startswith(_OF_WHOM, found.end()):
        return False
    return _speaks_above(evidence, first, patterns_of(evidence.book.stage_words))


def _is_byline_like(evidence: Evidence, index: int, name: str) -> bool:
    """Does the line hold a name with a role, or stand above the article with little more than a name?"""
    if evidence.zones[index] is HEAD and evidence.shapes[index].words <= _HEAD_WORDS:
        return True
    return is_name_line(evidence.book, evidence.blocks[index].plain, name)


def _speaks_above(evidence: Evidence, index: int, words: Patterns) -> bool:
    """Does the author speak of himself in the article? Then he may do so at its end."""
    return any(words.i.search(block.plain) for block in evidence.blocks[:index])


def _stands_under_a_head(evidence: Evidence, verdicts: Verdicts, first: int) -> bool:
    above = _kept_above(verdicts, first)
    if above is None:
        return True
    shape = evidence.shapes[above]
    if evidence.is_content_head(above):
        return False
    return evidence.blocks[above].kind is not LIST_ITEM and not shape.ends and 0 < shape.words <= _HEAD_WORDS


def _is_below_a_life(evidence: Evidence, verdicts: Verdicts, first: int) -> bool:
    """Is the paragraph above about somebody, too?"""
    words = patterns_of(evidence.book.stage_words)
    above = _kept_above(verdicts, first)
    if above is None:
        return False
    plain = evidence.blocks[above].plain
    return words.person.match(plain, _beginning(plain)) is not None or (words.person.search(plain) is not None and signs_of(plain, words) >= FULL_NAME_TAKES)


def _tells_more_lives(evidence: Evidence, verdicts: Verdicts, first: int, names: set[str]) -> bool:
    """Where paragraphs higher up tell such lives too, people are what the article is about."""
    words = patterns_of(evidence.book.stage_words)
    known = {_last_part(name) for name in names if name} | {name.split()[0] for name in names if name}
    return any(
        not verdicts.gone(i)
        and _may_be_bio(evidence, i)
        and (name := named_in(evidence.book, evidence.blocks[i].plain))
        and known.isdisjoint(name.split())
        and not len_of_by(evidence.book, evidence.blocks[i].plain)
        and speaks_of_somebody(evidence.blocks[i].plain, words)
        and is_life(evidence.blocks[i].plain, words, FULL_NAME_TAKES if " " in name else ONE_WORD_TAKES)
        for i in range(first)
    )


STAGE = Stage(
    "closing_bios",
    context=context,
    rules=(Rule("life-in-brief", "who somebody is whom the article has not named, told in its last paragraphs", (Category.AUTHOR_BIO,)),),
)
