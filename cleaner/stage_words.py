"""Words that stages look for inside short lines, where a phrase would say too much: data of each language's phrase file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaner.patterns import later


@dataclass(frozen=True, slots=True, eq=False)
class StageWords:
    """The words of the languages of a text, as alternatives of a regular expression. Like ``StampWords``: made once a book."""

    thread_words: str = "(?!)"  # in the lines between readers' comments: “reply”, “says:”
    more_words: str = "(?!)"  # behind a teaser, to the rest of it: “read more”
    role_words: str = "(?!)"  # what people of a newsroom are: “reporter”
    self_words: str = "(?!)"  # behind an organisation's name, where it says what it is: “is a”, “helps”
    praise_words: str = "(?!)"  # what it says there: “trusted by”, “our mission”


NO_STAGE_WORDS = StageWords()


class Patterns(NamedTuple):
    """The patterns made of some words; what a stage wants around them is its own affair."""

    thread: regex.Pattern[str]
    more: regex.Pattern[str]
    role: regex.Pattern[str]
    self: regex.Pattern[str]
    praise: regex.Pattern[str]


@lru_cache(maxsize=64)
def patterns_of(words: StageWords) -> Patterns:
    """The patterns for these words; made once.

    >>> from cleaner.phrasebook import load
    >>> german = patterns_of(load(("de",)).stage_words)
    >>> bool(german.thread.search("Ada Roe sagt:")), bool(german.role.search("Redakteurin im Ressort Klima"))
    (True, True)
    """
    return Patterns(
        thread=later(regex.compile, rf"(?<!\w)(?:{words.thread_words})(?!\w)", regex.I),
        more=later(regex.compile, rf"(?<!\w)(?:{words.more_words})\s?[»›→>]?\Z", regex.I),
        role=later(regex.compile, rf"(?<!\w)(?:{words.role_words})(?!\w)", regex.I),
        self=later(regex.compile, rf"(?:\s\([^()]{{1,40}}\))?,?\s(?:{words.self_words})(?!\w)", regex.I),
        praise=later(regex.compile, rf"(?<!\w)(?:{words.praise_words})(?!\w)", regex.I),
    )
