"""Bylines: who wrote it and when, on lines of their own around the title or at the end.

Dates and names stand in articles too (diaries, liveblogs, casts of a play), so a bare date or name is only cut in the
head or the tail, next to something that is surely a byline or the title.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

import regex

from cleaner.evidence import BODY, HEAD, TAIL, Evidence
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, QUOTE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Rule, Stage, Verdicts, per_line
from cleaner.stages.programmes import is_day_of_a_programme
from cleaner.stages.subjects import is_subject
from cleaner.stamps import StampWords, ends_with_date, grammar_of, is_stamp_line
from cleaner.title import find_title

_NAMES = (
    r"(?:(?i:dr|prof|sir|dame|mr|mrs|ms)\.?\s)?"
    r"\p{Lu}[\p{L}\p{M}'’.\-]{0,25}"  # the first name; then more names, a role, a place
    r"(?:(?:,|\sand|\s&|\swith|\s\|)?\s"
    r"(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,25}|van|von|de|da|di|del|der|la|bin|al|and|of|the|for|in|at|for|und|y|e|et|och|og|i|и|та)){0,10}"
    r"[\W_]{0,3}\Z"
)
_BY_NAMES = later(regex.compile, _NAMES)
# Scripts without capitals: a few words without any punctuation between them.
_UNCASED_NAMES = later(regex.compile, r"\p{Lo}[\p{L}\p{M}'’\-]{0,20}(?:\s\p{Lo}[\p{L}\p{M}'’\-]{0,20}){0,4}\Z")
# Words that stand before a name are parts of names, too: “Di Maio”, “De Gaulle”. Then the name has two words at least.
_PARTICLES = frozenset({"de", "di", "da", "von", "van", "af", "του", "της"})
_NAME_ONLY = later(
    regex.compile,
    r"(?:(?i:dr|prof|sir|dame)\.?\s)?"
    r"\p{Lu}[\p{L}\p{M}'’\-]{1,20}"
    r"(?:\s(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’\-]{1,20}|van|von|de|da|di|del|der|la|bin|al|el)){1,3}"
    r"(?:,\s(?:MD|PhD|RD|CPA|M\.D\.|Ph\.D\.|RN|MS))?\Z"
)
# In scripts without capitals any two to four short words look like a name, and so do two to four signs where no blanks are.
_UNCASED_NAME_ONLY = later(
    regex.compile,
    r"(?:[\p{Lo}\p{M}'’]{2,14}(?:\s[\p{Lo}\p{M}'’]{2,14}){1,3}"
    r"|[\p{Han}\p{Hangul}]{2,4}"
    r"|[\p{Han}\p{Katakana}ー]{1,6}[\s・][\p{Han}\p{Katakana}\p{Hiragana}ー]{1,8})\Z"
)
# A name, and behind it what may be a date: “Ariel Melgar Cabrera 3/5/2022 22:41”.
_NAME_THEN = later(
    regex.compile,
    r"[\W_]{0,3}\p{Lu}[\p{L}\p{M}'’\-]{1,20}(?:\s(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’\-]{1,20}|van|von|de|da|di|del|der|la)){1,3}(?:\s[\-–—,/]|,)?\s(?=\P{Lu})"
)
# “(grh)”, “(jk/mwe)”: alone on its line, or behind the last sentence.
_INITIALS = later(regex.compile, r"(?:\A|[.!?。！？][\"”’»«“]?\s)(?P<mark>[(\[]\p{Ll}{2,4}(?:\s?/\s?\p{Ll}{2,4}){0,2}[)\]])\Z")
_INITIALS_CHARS = 30
_BARS = regex.compile(r"\s[|·•]\s")
# What stands between a date and what goes with it on its line: “3. März 2021 | Klima”, “3 March 2021 // Ada Roe”, “3.3.2021 (1 comment)”.
_JOINTS = later(regex.compile, r"\s*(?:\||[·•]|//)\s*|\s(?:[–—/-]|,(?=\s))\s|\s?[()]\s?")
_YEAR = later(regex.compile, r"(?<!\d)(?:\d{4}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2})(?!\d)")
# There are so many such things, of so many words.
_WITH_DATE, _WITH_DATE_WORDS = 3, 4
# The words of a role, and what else stands in such a line: “Senior reporter, city desk”.
_ROLE_LINE = later(regex.compile, r"[\w\s,'’&/\-]{1,100}")

# A byline is none of these; a name or a date alone is one of those.
_UNSIGNED = (CODE, QUOTE)
_LINES = (PARAGRAPH, LIST_ITEM)
# What a name or a date alone stands beside.
_COMPANY = (Category.BYLINE, Category.SHARE)
# A byline is short: mostly 15 words with a name, 10 with a date alone …
LINE_WORDS = 18
# Above an article stand so many dates with a section or a name beside them at most.
DATES_WITH_MORE = 3
# … and what only its neighbours tell to be one is shorter.
NAME_WORDS = 12
# A standfirst has no more words than these; a date and names below it stand in so few lines.
STANDFIRST_WORDS = 60
STANDFIRST_LINES = 4
# Headings have these levels; below them are lines that are bold as a whole, and such lines may be dates.
MARKED_LEVELS = 6
_CLOCK = later(regex.compile, r"\d{1,2}[:.]\d{2}")
# A headline beside a date has so many words; in languages that write compounds as one word it may have few.
_HEADLINE_WORDS = 2
# Longest lines that are tried.
_BY_CHARS = 160
_AFTER_NAME_CHARS = 90


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
def stamp_at_end(plain: str, words: StampWords) -> bool:
    """Does the line end with a date, as the title of a listed story does?

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> stamp_at_end("Long flights - December 8, 2025", english), stamp_at_end("The dam broke on December 8, 2025", english)
    (True, False)
    """
    return ends_with_date(plain, words)


def _is_signed_stamp(plain: str, words: StampWords) -> bool:
    """``NAME, ROLE | Sat 12 Oct, 21:04 | Last modified …``: a name, and nothing but dates behind the bars."""
    if "|" not in plain and "·" not in plain and "•" not in plain:
        return False
    who, *when = [item.strip() for item in _BARS.split(plain)]
    return bool(when) and all(is_stamp(item, words) for item in when) and bool(_NAME_ONLY.match(who.split(",")[0]))


@per_line
def is_by_line(plain: str, words: StampWords) -> bool:
    """``By NAME``, with a date, a role or a reading time after it or not.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_by_line("By Ines Okafor and Lee Marsh", english), is_by_line("By Ines Okafor — November 18, 2025 6 min read", english)
    (True, True)
    >>> is_by_line("By noon the water had gone", english)
    False
    """
    if len(plain) > _BY_CHARS:
        return False
    grammar = grammar_of(words)
    if opening := grammar.by.match(plain):
        rest = plain[opening.end() :]
        if _are_names(rest, opening["by"]) or _is_signed_stamp(plain, words):
            return True
        return _names_then_stamp(rest, words)
    if any(map(str.isdigit, plain)) and (label := grammar.label.match(plain)):
        return _names_then_stamp(plain[label.end() :], words)
    return _is_signed_stamp(plain, words)


def is_stamp_with_names(plain: str, words: StampWords) -> bool:
    """A date, and behind it who wrote: the line of a card.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_stamp_with_names("05/03/2026 by Ines Okafor", english), is_stamp_with_names("05/03/2026 by noon", english)
    (True, False)
    """
    if len(plain) > _BY_CHARS:
        return False
    return any(is_stamp(plain[: by.start()], words) and _are_names(plain[by.end() :], by["by"]) for by in grammar_of(words).by.finditer(plain, 1))


def _are_names(rest: str, by: str) -> bool:
    if _BY_NAMES.match(rest):
        return by.lower() not in _PARTICLES or len(rest.split()) > 1
    return _UNCASED_NAMES.match(rest) is not None


def _names_then_stamp(rest: str, words: StampWords) -> bool:
    """A name and a date behind it, with whatever stands behind that in a line so short."""
    stamp = grammar_of(words).inside.search(rest) if any(map(str.isdigit, rest)) else None
    if not stamp or stamp.start() < 1 or len(rest) - stamp.start() > _AFTER_NAME_CHARS:
        return False
    name = grammar_of(words).lead_at_end.sub("", rest[: stamp.start()].rstrip(" |·•,-–—:/(")).rstrip(" |·•,-–—:/(")
    return _BY_NAMES.match(name) is not None or _UNCASED_NAMES.match(name) is not None


@per_line
def _is_name_and_stamp(plain: str, words: StampWords) -> bool:
    """``NAME 3/5/2022 22:41``, without a word or a bar between them."""
    name = _NAME_THEN.match(plain) if len(plain) <= _BY_CHARS and any(map(str.isdigit, plain)) else None
    return name is not None and is_stamp(plain[name.end() :], words)


@per_line
def is_signed_comment(line: str, words: StampWords) -> bool:
    """``NAME | date, time``: who wrote something and when, down to the minute, with bars or without.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_signed_comment("Ada Roe | 3 March 2021 - 14:05", english), is_signed_comment("Ada Roe | 3 March 2021", english)
    (True, False)
    """
    return _CLOCK.search(line) is not None and (_is_signed_stamp(line, words) or _is_name_and_stamp(line, words))


@per_line
def _is_date_with_more(line: str, words: StampWords, common: frozenset[str]) -> bool:
    """A date in full, and what stands beside it on such lines: a section, a name, a place, a count. No words of a sentence."""
    if len(line) > _BY_CHARS or not _YEAR.search(line):
        return False
    items = [item for item in _JOINTS.split(line.strip(" |")) if item]
    rest = list(dropwhile(lambda item: is_stamp(item, words), items))
    if not 0 < len(rest) <= min(_WITH_DATE, len(items) - 1) or not _YEAR.search(" ".join(items[: -len(rest)])):
        return False
    return all(_goes_with_a_date(item.split(), common) for item in rest)


def _goes_with_a_date(words: list[str], common: frozenset[str]) -> bool:
    return len(words) <= _WITH_DATE_WORDS and words[-1][-1] not in ".!?:…" and common.isdisjoint(map(str.lower, words))


def line_with_bars(evidence: Evidence, index: int) -> str:
    """The line as it was printed: the visible text of a line has lost its bars, like a table's."""
    block = evidence.blocks[index]
    raw = evidence.document.text[block.start : block.end]
    return raw if "|" in raw and not block.links and block.kind in (PARAGRAPH, TABLE) else block.plain


def _is_row_of_many(evidence: Evidence, index: int) -> bool:
    """A row of a table has others above or below; a line that only begins with a bar has not."""
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks))
    return evidence.blocks[index].kind is TABLE and any(evidence.blocks[i].kind is TABLE for i in beside)


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines that are a byline or a stamp by their form."""
    stamp_words = evidence.book.stamp_words
    dated: list[int] = []
    for index, block in enumerate(evidence.blocks):
        words = evidence.shapes[index].words
        if not 0 < words <= LINE_WORDS or block.kind in _UNSIGNED or _is_row_of_many(evidence, index):
            continue
        zone, plain, digit = evidence.zones[index], block.plain, evidence.shapes[index].digit
        heading = block.kind is HEADING and block.level <= MARKED_LEVELS
        if is_by_line(plain, stamp_words):
            sure = 0.8 if zone is BODY else 0.93
            yield evidence.mark(index, Category.BYLINE, "by-line", sure, "“by” and a name, nothing else")
        elif digit and not heading and is_stamp(plain, stamp_words):
            if is_day_of_a_programme(evidence, index):
                continue
            sure = {HEAD: 0.92, BODY: 0.45, TAIL: 0.9}[zone]
            yield evidence.mark(index, Category.BYLINE, "stamp", sure, "a date, time or reading time alone")
        elif index >= evidence.last_prose and plain.endswith((")", "]")) and (initials := _INITIALS.search(plain, max(0, len(plain) - _INITIALS_CHARS))):
            start = len(plain[: initials.start("mark")].rstrip())
            yield evidence.mark_part(index, start, len(plain), Category.BYLINE, "initials", 0.88, "an editor's initials where the article ends")
        elif digit and not heading and zone is not BODY and _is_name_and_stamp(plain, stamp_words):
            yield evidence.mark(index, Category.BYLINE, "by-line", 0.88, "a name and a date, nothing else")
        elif not heading and zone is HEAD and _is_beside_a_headline(evidence, index):
            line = line_with_bars(evidence, index)
            if any(map(str.isdigit, line)) and _is_date_with_more(line, stamp_words, evidence.book.common_words):
                dated.append(index)
    # A chronicle has many such lines, and they are all it says.
    for index in dated if len(dated) <= DATES_WITH_MORE else ():
        yield evidence.mark(index, Category.BYLINE, "date-with-more", 0.88, "a date, and what stands beside dates: a section, a name, a count")


def _is_beside_a_headline(evidence: Evidence, index: int) -> bool:
    """Is there another line above the article that may be its headline? Else this may be what the article begins with."""
    return any(
        i != index and evidence.shapes[i].words >= _HEADLINE_WORDS and not evidence.hits[i] for i in range(min(evidence.first_prose, len(evidence.blocks)))
    )


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Names, roles and dates alone at the article's edges, when a byline, a stamp or share buttons stand right beside them."""
    stamp_words = evidence.book.stamp_words
    title = find_title(evidence, verdicts)
    below_standfirst = list(_below_standfirst(evidence, verdicts))
    yield from below_standfirst
    yield from _signed_again(evidence, verdicts, {mark.start for mark in below_standfirst})
    beside = {i + step for i, mark in verdicts.likely() if mark.category in _COMPANY for step in (-1, 1)}
    for index in sorted(beside.intersection(range(len(evidence.blocks)))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if not 0 < shape.words <= NAME_WORDS or shape.ends or verdicts.gone(index) or index == title:
            continue
        if block.kind not in _LINES:
            continue
        near_edge = evidence.zones[index] is not BODY or index <= evidence.first_prose + 1
        if not near_edge:
            continue
        if _NAME_ONLY.match(block.plain):
            if not _may_be_headline(index, title) and not is_subject(evidence, block.plain):
                yield evidence.mark(index, Category.BYLINE, "name-beside-stamp", 0.85, "a name alone beside a byline")
        elif title is not None and title < index < evidence.first_prose and _is_uncased_name(evidence, index):
            yield evidence.mark(index, Category.BYLINE, "name-beside-stamp", 0.82, "as short as a name, between the headline and the article, beside a byline")
        elif is_stamp(block.plain, stamp_words):
            yield evidence.mark(index, Category.BYLINE, "stamp", 0.87, "a date beside a byline")
        elif _ROLE_LINE.fullmatch(block.plain) and patterns_of(evidence.book.stage_words).role.search(block.plain):
            yield evidence.mark(index, Category.BYLINE, "role-beside-name", 0.8, "a role alone beside a byline")


def _below_standfirst(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A date between a standfirst and the article, names beside it: the only such date, or else the text is a diary's."""
    first = evidence.first_prose
    if first == 0 or evidence.shapes[first].words > STANDFIRST_WORDS:
        return
    last = first
    while last + 1 < len(evidence.blocks) and last - first < STANDFIRST_LINES and _is_byline_like(evidence, last + 1):
        last += 1
    lines = range(first + 1, last + 1)
    if last == first or last + 1 >= len(evidence.blocks) or not evidence.shapes[last + 1].prose:
        return
    words = evidence.book.stamp_words
    dates = [i for i in lines if is_stamp(evidence.blocks[i].plain, words)]
    if len(dates) != 1 or any(is_stamp(evidence.blocks[i].plain, words) for i in range(last + 1, evidence.last_prose + 1)):
        return
    for index in lines:
        if not verdicts.gone(index) and not is_subject(evidence, evidence.blocks[index].plain):
            yield evidence.mark(index, Category.BYLINE, "below-standfirst", 0.86, "a date and names between the standfirst and the article")


def _is_byline_like(evidence: Evidence, index: int) -> bool:
    """A name alone or a date alone, not marked as a heading."""
    block = evidence.blocks[index]
    if block.kind is not PARAGRAPH or evidence.shapes[index].ends:
        return False
    return is_stamp(block.plain, evidence.book.stamp_words) or _NAME_ONLY.match(block.plain) is not None


def _signed_again(evidence: Evidence, verdicts: Verdicts, below_standfirst: set[int]) -> Iterator[Mark]:
    """The name of the byline once more, alone below the article."""
    upper = range(min(evidence.first_prose + STANDFIRST_LINES, len(evidence.blocks)))
    signed = [evidence.folded[i] for i in upper if verdicts.is_a(i, Category.BYLINE) or evidence.blocks[i].start in below_standfirst]
    for index in range(evidence.last_prose + 1, len(evidence.blocks)) if signed else ():
        if verdicts.gone(index) or not _NAME_ONLY.match(evidence.blocks[index].plain):
            continue
        if any(evidence.folded[index] in line for line in signed):
            yield evidence.mark(index, Category.BYLINE, "signed-again", 0.86, "the byline's name alone below the article")


def _is_uncased_name(evidence: Evidence, index: int) -> bool:
    """Words as short as a name, none of which says anything that is known."""
    plain = evidence.blocks[index].plain
    return _UNCASED_NAME_ONLY.match(plain) is not None and not evidence.hits[index] and evidence.book.common_words.isdisjoint(plain.split())


def _may_be_headline(index: int, title: int | None) -> bool:
    """The first line of a text may be a headline that is a name, where no other line is one."""
    return index == 0 and title is None


STAGE = Stage(
    "bylines",
    alone=alone,
    context=context,
    rules=(
        Rule("by-line", "“By” and a name, or a name and a date, nothing else", (Category.BYLINE,)),
        Rule("stamp", "a date, time or reading time alone", (Category.BYLINE,)),
        Rule("date-with-more", "a date and what stands beside it above an article: a section, a name, a count", (Category.BYLINE,)),
        Rule("initials", "an editor’s initials in brackets where the article ends: “(mwe)”", (Category.BYLINE,)),
        Rule("below-standfirst", "a date and names between the standfirst and the article", (Category.BYLINE,)),
        Rule("signed-again", "the byline’s name alone below the article", (Category.BYLINE,)),
        Rule("name-beside-stamp", "a name alone beside a byline", (Category.BYLINE,)),
        Rule("role-beside-name", "a role alone beside a byline", (Category.BYLINE,)),
    ),
)
