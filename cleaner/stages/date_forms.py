"""What a date looks like on its line, alone or with what stands beside dates above an article: a section, a name, a count."""

from __future__ import annotations

from itertools import dropwhile

from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.stages.base import per_line
from cleaner.stages.name_forms import is_name
from cleaner.stamps import StampWords, ends_with_date, is_stamp_line

# “FINANCE20. Juni 2019”, “Research7 April 2020”: a section and the date behind it.
_GLUED_DATE = later(compiled, r"(?<=\p{L})(?=\d{1,2}\.?\s\p{L}{3})")
# “March 3, 2021/0 Comments/in News”
_SLASH_BEHIND_DATE = later(compiled, r"\d{4}\s?/\s?(?:\p{L}|\d{1,4}\s\p{L})")
_SLASH = later(compiled, r"\s?/\s?(?=\p{L}|\d{1,4}\s\p{L})")
# “3 March 2021 - ERA (Ellery Rowing Association)”: what the letters stand for.
_SPELLED_OUT = later(compiled, r"(?<=\p{L})\s\([^()\d]{3,90}\)\Z")
_YEAR_DIGITS = 4
# What stands between a date and what goes with it on its line: “3. März 2021 | Klima”, “3 March 2021 // Ada Roe”, “3.3.2021 (1 comment)”.
_JOINTS = later(compiled, r"\s*(?:\||[·•]|//)\s*|\s(?:[–—/-]|,(?=\s))\s|\s?[()]\s?")
_YEAR = later(compiled, r"(?<!\d)(?:\d{4}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2})(?!\d)")
# There are so many such things, of so many words.
_WITH_DATE, _WITH_DATE_WORDS = 3, 4
# In scripts without capitals: a name or a section, perhaps behind its label, and a count.
_UNCASED_PIECE = later(compiled, r"(?:\p{Lo}{2,4}[:：])?\p{Lo}{2,8}|\p{Lo}{2,4}[:：]|\d{1,6}")
_UNCASED_NAME, _NAMES_BEFORE = later(compiled, r"\p{Lo}{2,8}"), 2
# A section's name before the date is shorter.
_SECTION_WORDS = 2
# What the one named beside a date is, in so many words.
_ROLE_WORDS = 6
_ENDS = ".!?:…"
# “PORT ELLERY – 4 May 2021” leads up to a story.
_BEHIND_PLACE = tuple(",(-–—")
CLOCK = later(compiled, r"\d{1,2}[:.]\d{2}")
# A date has so many pieces, and so many names, sections and counts stand behind it at most.
_DATE_PIECES, _MOST_BEHIND = range(1, 4), 5
# Longest lines that are tried.
LINE_CHARS = 160
# What may stand between a date and what is beside it.
EDGES = " |·•,-–—:/("


@per_line
def is_stamp(plain: str, words: StampWords) -> bool:
    """Is the line a date, a time, a reading time or several of them, and nothing else?

    >>> from cleaner.phrasebook import load
    >>> english, german = load(("en",)).stamp_words, load(("de",)).stamp_words
    >>> is_stamp("Published: March 3, 2021 | 4 min read", english), is_stamp("On March 3, 2021 the dam broke", english)
    (True, False)
    >>> is_stamp("Aktualisiert am Mittwoch, 3. März 2021, 14.05 Uhr", german)
    True
    """
    return is_stamp_line(plain, words)


@per_line
def is_dated(plain: str, words: StampWords) -> bool:
    """Is the line a stamp that tells a day, and not only how long it takes to read?

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_dated("March 3, 2021 | 4 min read", english), is_dated("4 min read", english)
    (True, False)
    """
    return is_stamp(plain, words) and _YEAR.search(plain) is not None


@per_line
def is_month(plain: str, words: StampWords) -> bool:
    """Is the line a month and a year, as of an issue? Beside a byline that is when the article came out.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_month("November 2015", english), is_month("The November 2015 flood", english)
    (True, False)
    """
    month, _, year = plain.strip(EDGES).rpartition(" ")
    return len(year) == _YEAR_DIGITS and year.isdecimal() and is_stamp(f"1 {month} {year}", words)


@per_line
def stamp_at_end(plain: str, words: StampWords) -> bool:
    """Does the line end with a date, as the title of a listed story does?

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> stamp_at_end("Long flights - December 8, 2025", english), stamp_at_end("The dam broke on December 8, 2025", english)
    (True, False)
    """
    return ends_with_date(plain, words)


@per_line
def is_date_with_more(line: str, words: StampWords, common: frozenset[str]) -> bool:
    """A date in full, and what stands beside it on such lines: a section, a name, a place, a count. No words of a sentence.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",))
    >>> is_date_with_more("3 March 2021 // Ada Roe // Climate", english.stamp_words, english.common_words)
    True
    >>> is_date_with_more("3 March 2021 · Ada Roe, Curator of Boats", english.stamp_words, english.common_words)
    True
    """
    if len(line) > LINE_CHARS or not _YEAR.search(line):
        return False
    line = _GLUED_DATE.sub(" | ", _SPELLED_OUT.sub("", line))
    if _SLASH_BEHIND_DATE.search(line):
        line = _SLASH.sub(" | ", line)
    items = [item for item in _JOINTS.split(line.strip(" |")) if item]
    if not items:
        return False
    is_dateline = items[0].isupper() and line.strip(" |")[len(items[0]) :].lstrip()[:1] in _BEHIND_PLACE
    if len(items) > 1 and not is_dateline and _is_a_section(items[0], words, common) and is_stamp(items[1], words):
        if len(items) == 2:
            return True
        items = items[1:]
    rest = list(dropwhile(lambda item: is_stamp(item, words), items))
    if not 0 < len(rest) <= min(_WITH_DATE, len(items) - 1) or not _YEAR.search(" ".join(items[: -len(rest)])):
        return False
    return all(_goes_with_a_date(_without_small_word(item.split(), common), common) for item in rest)


@per_line
def is_date_with_names(line: str, words: StampWords) -> bool:
    """A date in full, with its time or a count beside it, and behind it names, sections and labels of a script that has no capitals;
    or one or two of them before it.

    >>> from cleaner.phrasebook import load
    >>> chinese = load(("zh",)).stamp_words
    >>> is_date_with_names("2021-03-03 10:15 林小舟 盐湖专栏", chinese), is_date_with_names("2021年3月3日 港口晚报 要闻 1665 0", chinese)
    (True, True)
    >>> is_date_with_names("2021-03-03 磨坊关闭", chinese), is_date_with_names("2021-03-03 10:15 磨坊关闭，船都停了。", chinese)
    (False, False)
    >>> is_date_with_names("港口晚报 2021-03-03 10:15", chinese), is_date_with_names("磨坊关闭 2021年", chinese)
    (True, False)
    """
    pieces = line.split() if len(line) <= LINE_CHARS and _YEAR.search(line) else []
    for length in _DATE_PIECES:
        before, when = pieces[:-length], " ".join(pieces[-length:])
        in_full = _YEAR.search(when) and CLOCK.search(when) and is_stamp(when, words)
        if 0 < len(before) <= _NAMES_BEFORE and in_full and all(map(_UNCASED_NAME.fullmatch, before)):
            return True
    for length in _DATE_PIECES:
        date, rest = " ".join(pieces[:length]), pieces[length:]
        if 0 < len(rest) <= _MOST_BEHIND and _YEAR.search(date) and is_stamp(date, words) and all(map(_UNCASED_PIECE.fullmatch, rest)):
            counts = sum(map(str.isdecimal, rest))
            return counts < len(rest) and (counts > 0 or CLOCK.search(date) is not None)
    return False


def _without_small_word(words: list[str], common: frozenset[str]) -> list[str]:
    """“in News”, “by Ada Roe”: the word before what is written with a capital."""
    return words[1:] if len(words) > 1 and words[0].islower() and words[0] in common and words[1][0].isupper() else words


def _is_a_section(item: str, words: StampWords, common: frozenset[str]) -> bool:
    """“Essay”, “Original Research”."""
    named = item.split()
    return len(named) <= _SECTION_WORDS and not is_stamp(item, words) and item[-1].isalpha() and common.isdisjoint(map(str.lower, named))


def _goes_with_a_date(words: list[str], common: frozenset[str]) -> bool:
    name, comma, role = " ".join(words).partition(", ")
    if comma and is_name(name) and len(role.split()) <= _ROLE_WORDS and role[-1] not in _ENDS:
        return True
    return len(words) <= _WITH_DATE_WORDS and words[-1][-1] not in _ENDS and common.isdisjoint(map(str.lower, words))
