"""Dates, times, ages and reading times: the grammar is code, the words of each language are data of its phrase file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaner.kept_expressions import compiled
from cleaner.patterns import later

# Lines longer than this are no stamps; the patterns have many optional parts.
STAMP_CHARS = 120
# What stands at the end of a listed story's title is looked for in lines no longer than this …
_LISTED_CHARS = 200
# … and in its last characters: a weekday, a date and a time.
_LAST_CHARS = 50

# Nothing but this are values of a table, and no times: “3.45”, “23.11 (4.93)”.
_NUMBERS = later(compiled, r"[\W_]{0,4}\d{1,2}\.\d{2}(?:[\W_]{1,5}\d{1,2}\.\d{2}){0,4}[\W_]{0,4}")
# “6:30 pm – 8:30 pm”, “10.00 bis 12.00 Uhr”: from when till when something is on; what was published has no end.
_FROM_TILL = later(
    compiled,
    r"(?<![\d:.])(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)\s?(?:[-–—]|to|till|bis)\s?(?:\d{1,2}[:.]\d{2}(?![.\d])|\d{1,2}\s?[ap]\.?m\b)",
    regex.I,
)
# Two years so far apart are those of a life.
_LIFE_YEARS = 12
# A weekday, a day, a month and a year, perhaps a particle or two between them.
_DAY_WORDS = range(4, 8)
_YEAR = later(compiled, r"(?<!\d)[12]\d{3}(?!\d)")


@dataclass(frozen=True, slots=True, eq=False)
class StampWords:
    """The words that dates and bylines are made of, in the languages of a text, as alternatives of a regular expression.

    Two are equal only where they are the same: a book of phrases makes them once, and what is found out of a line is
    remembered by them.
    """

    months: str = "(?!)"
    weekdays: str = "(?!)"  # today and yesterday, too
    date_particles: str = "(?!)"  # inside a date: “3 de marzo”, “2021 г.”
    date_leads: str = "(?!)"  # before a date: “updated”, “on”
    clock_words: str = "(?!)"  # beside a time: “at”, “Uhr”
    stamps: str = "(?!)"  # what stands for a date, or beside it: “3 hours ago”, “4 min read”
    by_words: str = "(?!)"  # before a name
    by_labels: str = "(?!)"  # before a name, with a colon: “Text: …”


NO_WORDS = StampWords()


class Grammar(NamedTuple):
    """The patterns made of some words."""

    line: regex.Pattern[str]  # stamps and nothing else
    inside: regex.Pattern[str]  # a date or the like, anywhere
    at_end: regex.Pattern[str]  # a date after a dash, a bar or a bracket, at the end
    lead_at_end: regex.Pattern[str]  # what leads up to a date
    by: regex.Pattern[str]  # what a name stands behind
    label: regex.Pattern[str]
    weekday: regex.Pattern[str]  # “Monday, ”, at the beginning


@lru_cache(maxsize=64)
def grammar_of(words: StampWords) -> Grammar:
    """The patterns for these words; made once."""
    weekday = rf"(?:{words.weekdays})\.?"
    particle = rf"(?:\s?(?:{words.date_particles}))?"
    in_brackets = rf"(?:\s?[(（]{weekday}[)）])"
    date = (
        rf"(?:{weekday}(?:[,،、]\s?|\s|(?=\d))(?:(?:{words.date_leads}|{words.date_particles})\s)?)?(?:"
        rf"(?:{words.months})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d:])(?:[,،]?\s\d{{4}})?"  # March 3, 2021
        rf"|\d{{1,2}}(?:st|nd|rd|th|er|[º°ª])?\.?{particle}\s?(?:{words.months})\.?(?:[,،]?{particle}\s\d{{2,4}}(?![\d:]))?"  # 3 de marzo de 2021
        rf"|\d{{4}}\.?\s(?:{words.months})\s\d{{1,2}}\.?"  # 2021. március 3.
        r"|\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?"  # 2021-03-03T14:05:00Z
        r"|\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}\.?"  # 2021-03-03
        r"|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}"  # 3/3/21
        r"|\d{1,2}[-.]\p{L}{3,4}[-.]\d{2,4}(?!\d)"  # 03-Mar-2021, in whatever language
        r"|(?:(?:令和|平成|昭和|民國|民国)?\d{1,4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日號号일]"  # 2021年3月3日
        rf"|\d{{1,2}}/\d{{1,2}}(?={in_brackets}|\s[-–|]\s\d{{1,2}}[:.h]\d{{2}}(?!\d))"  # 3/3(水), 02/09 - 20:31
        rf"){particle}(?:{in_brackets}|[,，]?\s?{weekday}(?!\w))?"
    )
    clock = rf"(?:(?:{words.clock_words})\s?[:：]?\s?)?"
    time = (
        rf"(?:{clock}(?:\d{{1,2}}[:.h：](?![6-9])\d{{2}}(?:[:.：]\d{{2}})?(?!\d)|\d{{1,2}}\s?[時时點点시]\s?(?:\d{{1,2}}\s?[分분])?)"  # at 14:05:30, 18時5分
        rf"(?:\s?[ap]\.?\s?m\.?|(?<=\d)[ap](?!\w))?(?:\s?\(?(?:{words.clock_words})\)?)?"  # 2.05 p.m., 9:00a, 14:05 Uhr
        r"(?:\s?\(?(?:[a-z]{2,5}|(?:gmt|utc)\s?[+\-−]?\d{0,4}|[+\-−]\d{4})\)?)?"  # … and its zone
        r"|\d{1,2}\s?[ap]\.?m\.?(?:\s[a-z]{2,4})?)"  # 2pm EST
    )
    lead = rf"(?:(?:{words.date_leads})\s?[:：\-]?\s?){{0,4}}"
    joint = r"[\s|·•・,،、/\-–—@()（）｜:;]{1,5}"
    glued = r"(?:(?<=\s\d{4})\d{1,2}\s?\p{L}{3,7}(?:\s\p{L}{3,7})?)?"  # “March 3, 20218 mins”: two elements that lost what stood between them
    # “1h30” without a date is how long something takes.
    revised = rf"(?:{words.date_leads})\s?[:：]?\s(?:{words.months})\.?,?{particle}\s\d{{4}}(?!\d)"  # “last updated January, 2021”
    item = rf"{revised}|{lead}(?:(?&date)(?:{joint}(?&time))?|(?:{weekday}{joint})?(?!\d{{1,2}}h)(?&time)(?:{joint}(?&date))?|{words.stamps})"
    edge = r"(?:(?![\p{Sc}%])[\W_]){0,4}"  # “$12.30” is no time
    counts = r"(?:\s{0,4}[👁👀💬🗨❤♥]\ufe0f?\s?\d[\d\s.,]{0,9}[km]?){0,3}"  # 👁 3 418
    line = rf"(?(DEFINE)(?P<date>{date})(?P<time>{time})(?P<item>{item})){edge}(?&item){glued}(?:{joint}(?&item)){{0,4}}{counts}{edge}\Z"
    return Grammar(
        line=later(compiled, line, regex.I),
        inside=later(compiled, rf"(?<!\w){date}(?!\w)|(?<!\w)(?:{words.stamps})(?!\w)", regex.I),
        at_end=later(compiled, rf"[-–—|·(（]\s?{lead}{date}(?:{joint}{time})?[)）]?\Z", regex.I),
        lead_at_end=later(compiled, rf"[\s|·•,،、\-–—]{{0,4}}(?<!\w)(?:{words.date_leads})\s?[:：]?\s?\Z", regex.I),
        by=later(compiled, rf"[\W_]{{0,4}}(?P<by>(?i:{words.by_words}))\s?[:：|]?\s"),
        label=later(compiled, rf"[\W_]{{0,4}}(?i:{words.by_labels})\s?[:：|｜/／]\s?"),
        weekday=later(compiled, rf"(?:{words.weekdays})[.,]?\s", regex.I),
    )


def is_stamp_line(plain: str, words: StampWords) -> bool:
    """Is the line a date, a time, a reading time or several of them, and nothing else?"""
    if len(plain) > STAMP_CHARS or not any(map(str.isdigit, plain)) or grammar_of(words).line.match(plain) is None:
        return False
    return _NUMBERS.fullmatch(plain) is None and _FROM_TILL.search(plain) is None and not _is_of_a_life(plain)


def is_day_of_a_diary(plain: str, words: StampWords) -> bool:
    """Is the line a day with its weekday and its year, as diaries and blogs set it above what they say of it?

    >>> from cleaner.phrasebook import load
    >>> words = load(("en",)).stamp_words
    >>> is_day_of_a_diary("Monday, 4 May 2009", words), is_day_of_a_diary("Monday is a day of rest since 1998", words)
    (True, False)
    """
    return len(plain.split()) in _DAY_WORDS and plain[-4:].isdecimal() and grammar_of(words).weekday.match(plain) is not None


def _is_of_a_life(plain: str) -> bool:
    """Do the dates lie as far apart as birth and death?

    >>> _is_of_a_life("June 2, 1938 – January 23, 2022"), _is_of_a_life("June 2, 2021, updated January 23, 2022")
    (True, False)
    """
    years = [int(year) for year in _YEAR.findall(plain)]
    return len(years) > 1 and max(years) - min(years) >= _LIFE_YEARS


def ends_with_date(plain: str, words: StampWords) -> bool:
    """Does the line end with a date behind a dash, a bar or a bracket, as the title of a listed story does?"""
    if len(plain) > _LISTED_CHARS or not any(map(str.isdigit, plain[-_LAST_CHARS:])):
        return False
    return grammar_of(words).at_end.search(plain, max(0, len(plain) - _LAST_CHARS)) is not None


def holds_date(plain: str, words: StampWords) -> bool:
    """Does a date, an age (“3 hours ago”) or a reading time stand anywhere in the line?"""
    return len(plain) <= _LISTED_CHARS and any(map(str.isdigit, plain)) and grammar_of(words).inside.search(plain) is not None
