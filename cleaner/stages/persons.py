"""Names of persons: those that a paragraph about somebody begins with, and those that stand over it, alone or with a role."""

from __future__ import annotations

from collections.abc import Container

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.person_names import PARTICLES, TITLE
from cleaner.phrasebook import PhraseBook
from cleaner.stage_words import patterns_of
from cleaner.stamps import grammar_of

# A line with a name and a role is no longer.
_LINE_CHARS = 90
# A shorter part of a name may begin any sentence.
_NAME_LETTERS = 3

_PART = r"(?!\p{L}+-\p{Ll})\p{Lu}[\p{L}\p{M}'’.\-]*(?<![’']s)"
_NAME = (
    rf"{TITLE}(?P<name>{_PART}(?:\s\([^()]{{2,30}}\)|\s[“\"‘'][^”\"’']{{2,20}}[”\"’'])?"
    rf"(?:\s(?:{_PART}|{PARTICLES})){{0,5}})(?:,\s\p{{Lu}}[\p{{L}}.®]{{1,6}}){{0,4}}"
)
_OPENS_WITH_NAME = later(compiled, rf"[\W_]{{0,3}}{_NAME}(?=,?\s[\p{{Ll}}(–—-]|,\s)")
# “A New York transplant, Ada Roe has a passion for anything that goes.”
_NAME_AFTER_LEAD = later(compiled, rf"[\W_]{{0,3}}\p{{Lu}}(?:[^.!?:;“\"]|\.(?=\w)){{3,160}}?,\s{_NAME}(?=\s\p{{Ll}})")
_NAME_LINE = later(compiled, rf"[\W_]{{0,3}}{_NAME}(?:(?:,|\s[–—|-])\s[^.!?]{{2,60}})?[\W_]{{0,3}}\Z")
_NAME_AND_ROLE = later(compiled, rf"[\W_]{{0,3}}(?P<name>{_PART}\s{_PART})\s[^.!?]+\Z")


def named_in(book: PhraseBook, plain: str) -> str:
    """The name with which a paragraph about somebody begins, or that follows its lead; nothing where it is none.

    >>> from cleaner.phrasebook import load
    >>> named_in(load(("en",)), "A baker at heart, Ada Roe has written three books."), named_in(load(("en",)), "The baker has three shops.")
    ('Ada Roe', '')
    """
    line = plain[len_of_by(book, plain) :]
    for form in (_OPENS_WITH_NAME, _NAME_AFTER_LEAD):
        if (found := form.match(line)) and _is_name(book, found["name"]):
            return found["name"]
    return ""


def _is_name(book: PhraseBook, name: str) -> bool:
    """Not the beginning of a sentence, nor an organisation's name: “Certified Planners of Port Ellery”."""
    if len(name) < _NAME_LETTERS or not book.common_words.isdisjoint(name.lower().split()):
        return False
    return patterns_of(book.stage_words).job.search(name) is None


def is_name_line(book: PhraseBook, plain: str, name: str) -> bool:
    """A name alone or with a role; of the person where that is known, else of two words at least."""
    if len(plain) > _LINE_CHARS:
        return False
    line = plain[len_of_by(book, plain) :]
    found = _NAME_LINE.match(line)
    if (not found or not _is_name(book, found["name"])) and patterns_of(book.stage_words).job.search(line):
        found = _NAME_AND_ROLE.match(line)
    if not found or not _is_name(book, found["name"]):
        return False
    parts = name.split()
    return not {parts[0], parts[-1]}.isdisjoint(found["name"].split()) if parts else " " in found["name"]


def len_of_by(book: PhraseBook, plain: str) -> int:
    """How many characters of the line are “By” or the like; none where it does not begin so."""
    by = grammar_of(book.stamp_words).by.match(plain)
    return by.end() if by else 0


def is_named_elsewhere(evidence: Evidence, name: str, lines: Container[int]) -> bool:
    """Does a line besides these say the last part of the name?"""
    last = name.split()[-1]
    return any(last in block.plain for index, block in enumerate(evidence.blocks) if index not in lines)
