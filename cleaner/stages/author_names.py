"""The names of authors around what is said of them: above the article, where no byline says so, and in a word to reach them by."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import Category, Mark
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.persons import is_name_line, named_in
from cleaner.title import find_title

# A name has so many words. Below it the bio stands within so many lines, and names its person among its first characters.
NAME_WORDS = (2, 5)
BIO_WITHIN = 3
OPENS_WITHIN = 100
# A role below the name is a short line.
ROLE_WORDS = 8
# “Email Chen” below what says who Chen is.
REACH_WORDS = 4


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _above_the_article(evidence, verdicts)
    for bio, mark in verdicts.likely():
        if mark.category is Category.AUTHOR_BIO and bio + 1 < len(evidence.blocks) and not verdicts.gone(bio + 1) and _leads_to_the_author(evidence, bio + 1):
            yield evidence.mark(bio + 1, Category.AUTHOR_BIO, "author-by-name", 0.88, "a few words with the name of whom the line above tells")


def _above_the_article(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    names = {evidence.folded[i]: i for i, _ in verdicts.likely() if _heads_a_bio(evidence, verdicts, i)}
    if not names:
        return
    title = find_title(evidence, verdicts)
    for index in range(evidence.first_prose):
        below = names.get(evidence.folded[index])
        if below is None or index == title or evidence.subjects.include(evidence.blocks[index].plain):
            continue
        reason = f"“{evidence.blocks[index].plain[:40]}” stands again over a bio"
        for line in (index, index + 1) if _is_the_same_role(evidence, verdicts, index + 1, below + 1) else (index,):
            if not verdicts.gone(line):
                yield evidence.mark(line, Category.BYLINE, "named-twice", 0.9, reason)


def _heads_a_bio(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is this a name below the article that goes, with a paragraph under it that goes as a bio and names the same person?"""
    name, (fewest, most) = evidence.blocks[index].plain, NAME_WORDS
    if index <= evidence.first_prose or not verdicts.is_a(index, Category.AUTHOR_BIO, Category.BYLINE) or not fewest <= evidence.shapes[index].words <= most:
        return False
    if not is_name_line(evidence.book, name, ""):
        return False
    bios = (i for i in range(index + 1, min(index + 1 + BIO_WITHIN, len(evidence.blocks))) if verdicts.is_a(i, Category.AUTHOR_BIO))
    return any(name.split()[0] in evidence.blocks[i].plain[:OPENS_WITHIN].split() for i in bios if evidence.shapes[i].words > ROLE_WORDS)


def _is_the_same_role(evidence: Evidence, verdicts: Verdicts, index: int, below: int) -> bool:
    """Do both names have the same line under them, and does it go below?"""
    same = evidence.folded[index] == evidence.folded[below]
    return same and 0 < evidence.shapes[index].words <= ROLE_WORDS and verdicts.is_a(below, Category.AUTHOR_BIO, Category.BYLINE)


def _leads_to_the_author(evidence: Evidence, index: int) -> bool:
    """“Email Chen”: does the line end with a part of the name that the line above begins with?"""
    words = evidence.blocks[index].plain.split()
    if not 1 < len(words) <= REACH_WORDS or evidence.shapes[index].ends or evidence.shapes[index].colon:
        return False
    return words[-1] in named_in(evidence.book, evidence.blocks[index - 1].plain).split()


STAGE = Stage(
    "author_names",
    context=context,
    rules=(
        Rule("named-twice", "a name above the article that stands again over a bio below it", (Category.BYLINE,)),
        Rule("author-by-name", "“Email Roe” right below what says who Roe is", (Category.AUTHOR_BIO,)),
    ),
)
