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
    job_words: str = "(?!)"  # what people who write are by trade: “editor”, “founder”
    career_words: str = "(?!)"  # what hardly anything but a bio says of somebody: “her work has appeared in”
    life_words: str = "(?!)"  # what bios say among others: “lives in”
    news_words: str = "(?!)"  # what stories say of people and bios do not: “said”, “died”
    person_words: str = "(?!)"  # for somebody who was named: “she”, “his”
    i_words: str = "(?!)"  # for who speaks: “I”, “my”


NO_STAGE_WORDS = StageWords()


class Patterns(NamedTuple):
    """The patterns made of some words; what a stage wants around them is its own affair."""

    thread: regex.Pattern[str]
    more: regex.Pattern[str]
    role: regex.Pattern[str]
    job: regex.Pattern[str]
    career: regex.Pattern[str]
    life: regex.Pattern[str]
    news: regex.Pattern[str]
    person: regex.Pattern[str]
    i: regex.Pattern[str]


@lru_cache(maxsize=64)
def patterns_of(words: StageWords) -> Patterns:
    """The patterns for these words; made once.

    >>> from cleaner.phrasebook import load
    >>> german = patterns_of(load(("de",)).stage_words)
    >>> bool(german.thread.search("Ada Roe sagt:")), bool(german.role.search("Redakteurin im Ressort Klima"))
    (True, True)
    """
    return Patterns(
        thread=_whole_words(words.thread_words),
        more=later(regex.compile, rf"(?<!\w)(?:{words.more_words})\s?[»›→>]?\Z", regex.I),
        role=_whole_words(words.role_words),
        job=_whole_words(words.job_words),
        career=_whole_words(words.career_words),
        life=_whole_words(words.life_words),
        news=_whole_words(words.news_words),
        person=_whole_words(words.person_words),
        i=_whole_words(words.i_words),
    )


def _whole_words(alternatives: str) -> regex.Pattern[str]:
    return later(regex.compile, rf"(?<!\w)(?:{alternatives})(?!\w)", regex.I)
