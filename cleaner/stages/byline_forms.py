"""What a byline looks like on its line: names, dates, labels, and how they stand together. Where the line stands is not asked here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import PARAGRAPH, TABLE
from cleaner.patterns import later
from cleaner.person_names import CAPITALISED, PARTICLES, TITLE
from cleaner.stages.base import per_line
from cleaner.stamps import StampWords, ends_with_date, grammar_of, is_stamp_line

_NAMES = (
    rf"{TITLE}{CAPITALISED}"  # the first name; then more names, a role, a place
    r"(?:(?:,|\sand|\s&|\swith|\s\|)?\s"
    rf"(?:{CAPITALISED}|{PARTICLES}|and|of|the|for|in|at|und|y|e|et|och|og|i|и|та)){{0,14}}"
    r"[\W_]{0,3}\Z"
)
_BY_NAMES = later(compiled, _NAMES)
# Scripts without capitals: a few words without any punctuation between them.
_UNCASED_NAMES = later(compiled, r"\p{Lo}[\p{L}\p{M}'’\-]{0,20}(?:\s\p{Lo}[\p{L}\p{M}'’\-]{0,20}){0,4}\Z")
# Words for “by” that are parts of names, too: “Di Maio”, “De Gaulle”. Then the name has two words at least.
_BY_OR_PARTICLE = frozenset({"de", "di", "da", "von", "van", "af", "του", "της"})
_PART = r"\p{Lu}[\p{L}\p{M}'’\-]{1,20}"
_NAME = (
    rf"(?:(?i:dr|prof|sir|dame)\.?\s)?{_PART}"  # who signs does not call himself “Mr.”
    rf"(?:\s\({_PART}\))?"  # as others call her
    rf"(?:\s(?:\p{{Lu}}\.|{_PART}|{PARTICLES})){{1,3}}"
    r"(?:,\s(?=\S{0,3}\p{Lu}\S{0,3}\p{Lu})\p{L}[\p{L}.\-]{1,7}){0,5}"  # PhD, M.Ed., RDN, FAND: two capitals in each
)
_NAME_ONLY = later(compiled, rf"{_NAME}\Z")
_NICKNAMED = later(compiled, rf"{_PART}\s[\"“]{_PART}(?:\s{_PART})?[\"”](?:\s{_PART}){{1,2}}\Z")
_BETWEEN_NAMES = later(compiled, r",\s(?:(?:and|&|und|et|y|e)\s)?|\s(?:and|&|und|et|y|e)\s")
# “Ada Roe in gardening”: a name, and where its bearer writes, in few words.
_NAME_AND_PLACE = later(compiled, rf"{_NAME}\sin(?:\s[\p{{L}}&'’\-]{{1,20}}){{1,3}}\Z")
# In scripts without capitals any two to four short words look like a name, and so do two to four signs where no blanks are.
_UNCASED_NAME_ONLY = later(
    compiled,
    r"(?:[\p{Lo}\p{M}'’]{2,14}(?:\s[\p{Lo}\p{M}'’]{2,14}){1,3}"
    r"|[\p{Han}\p{Hangul}]{2,4}"
    r"|[\p{Han}\p{Katakana}ー]{1,6}[\s・][\p{Han}\p{Katakana}\p{Hiragana}ー]{1,8})\Z"
)
# Where a blank was lost between two pieces: “ByAda Roe”, “read” and “Written”, “Roe” and “3/4/2025”, a date and “14 min read”.
_GLUED = later(
    compiled,
    r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})"
    r"|(?<=\p{Ll}\p{Ll})(?=\d{1,2}[./\s])"
    r"|(?<=\d)(?=\p{Lu}\p{Ll})"
    r"|(?<=\d{4}-\d\d-\d\d)(?=\d)"
    r"|(?<=\p{Ll}:)(?=\p{Lu})",
)
# Not in “McCarthy”, “MacDonald”.
_GLUED_WORDS = later(compiled, r"(?<=\p{Ll}{2})(?<!Mac|Fitz)(?=\p{Lu}\p{Ll}{3})")
# “FINANCE20. Juni 2019”, “Research7 April 2020”: a section and the date behind it.
_GLUED_DATE = later(compiled, r"(?<=\p{L})(?=\d{1,2}\.?\s\p{L}{3})")
# “March 3, 2021/0 Comments/in News”
_SLASH_BEHIND_DATE = later(compiled, r"\d{4}\s?/\s?(?:\p{L}|\d{1,4}\s\p{L})")
_SLASH = later(compiled, r"\s?/\s?(?=\p{L}|\d{1,4}\s\p{L})")
# “3 March 2021 - ERA (Ellery Rowing Association)”: what the letters stand for.
_SPELLED_OUT = later(compiled, r"(?<=\p{L})\s\([^()\d]{3,90}\)\Z")
# “am , 14:14 Uhr”: a date was lost before the comma.
_FIRST_WORD = later(compiled, r"\p{L}{1,3}\s")  # “on”, “am”, “le”; “Published by” may name who made a game
_LONE_COMMA = later(compiled, r"\s,(?=\s)")
_YEAR_DIGITS = 4
# The name of an outlet or its desk has so many words.
_OUTLET_WORDS = 5
_BARS = later(compiled, r"\s[|·•]\s")
# What stands between a date and what goes with it on its line: “3. März 2021 | Klima”, “3 March 2021 // Ada Roe”, “3.3.2021 (1 comment)”.
_JOINTS = later(compiled, r"\s*(?:\||[·•]|//)\s*|\s(?:[–—/-]|,(?=\s))\s|\s?[()]\s?")
_YEAR = later(compiled, r"(?<!\d)(?:\d{4}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2})(?!\d)")
# There are so many such things, of so many words.
_WITH_DATE, _WITH_DATE_WORDS = 3, 4
# In scripts without capitals: a name or a section, perhaps behind its label, and a count.
_UNCASED_PIECE = later(compiled, r"(?:\p{Lo}{2,4}[:：])?\p{Lo}{2,8}|\p{Lo}{2,4}[:：]|\d{1,6}")
_UNCASED_NAME, _NAMES_BEFORE = later(compiled, r"\p{Lo}{2,8}"), 2
# So many names stand on a line at most, be they authors or what stands behind a date; the date has so many pieces.
_MOST_NAMES, _DATE_PIECES = 5, range(1, 4)
# A section's name before the date is shorter.
_SECTION_WORDS = 2
# … or a name and what its bearer is.
_ROLE_WORDS = 6
_ENDS = ".!?:…"
# “PORT ELLERY – 4 May 2021” leads up to a story.
_BEHIND_PLACE = tuple(",(-–—")
_CLOCK = later(compiled, r"\d{1,2}[:.]\d{2}")
_NAME_AND_ADDRESS = later(compiled, r"(?P<name>[^@|]{5,60}?)[\s|,:–—-]{1,4}[(<]?(?P<user>[\w.+\-]{1,64})@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}[)>]?")
# So many letters of a name stand in its address.
_PART_OF_NAME = 3
# Longest lines that are tried.
_BY_CHARS = 160
_AFTER_NAME_CHARS = 90
# A name has so many words, and a date so many.
_NAME_WORDS = range(2, 5)
# What its bearer is may stand between the name and the date, in so many words.
_ROLE_BEFORE_DATE_WORDS = 8
_DATE_WORDS = range(1, 9)
_EDGES = " |·•,-–—:/("


def line_with_bars(evidence: Evidence, index: int) -> str:
    """The line as it was printed: the visible text of a line has lost its bars, like a table's."""
    block = evidence.blocks[index]
    raw = evidence.document.source_of(block)
    return raw if "|" in raw and not block.links and block.kind in (PARAGRAPH, TABLE) else block.plain


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
    month, _, year = plain.strip(_EDGES).rpartition(" ")
    return len(year) == _YEAR_DIGITS and year.isdecimal() and is_stamp(f"1 {month} {year}", words)


@per_line
def is_name_and_outlet(line: str) -> bool:
    """``NAME | OUTLET``, a few words with capitals behind the bar.

    >>> is_name_and_outlet("Ada Roe | The Harbour Desk"), is_name_and_outlet("Ada Roe | how she built it")
    (True, False)
    """
    name, bar, outlet = line.strip().partition(" | ")
    words = outlet.split()
    return bool(bar) and is_name(name) and 0 < len(words) <= _OUTLET_WORDS and words[0][0].isupper() and words[-1][0].isupper() and "|" not in outlet


def halves_of_glued(plain: str) -> tuple[str, str]:
    """The two pieces of a line that were printed without a blank between them; the second is empty where nothing looks like it.

    >>> halves_of_glued("Ada RoeFounder at Oak & Tide"), halves_of_glued("Ada Roe")
    (('Ada Roe', 'Founder at Oak & Tide'), ('Ada Roe', ''))
    """
    glued = _GLUED_WORDS.search(plain)
    return (plain[: glued.start()], plain[glued.start() :]) if glued else (plain, "")


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
def is_name(plain: str) -> bool:
    """Is the line the name of a person, as far as capitals tell?

    >>> is_name("Ada van Roe, PhD"), is_name("Ada wrote this")
    (True, False)
    """
    return _NAME_ONLY.match(plain) is not None


@per_line
def is_nicknamed(plain: str) -> bool:
    """Is the line a name with another between its parts? Players and characters are called so more often than authors.

    >>> is_nicknamed("Ada “The Pen” Roe"), is_nicknamed("Ada Roe")
    (True, False)
    """
    return _NICKNAMED.match(plain) is not None


@per_line
def are_names(plain: str) -> bool:
    """Is the line names of several persons, with commas between them?

    >>> are_names("Ada Roe, Lee Marsh & Ines van Okafor"), are_names("Ada Roe, Port Ellery"), are_names("Ada Roe, a keeper")
    (True, True, False)
    """
    names = _BETWEEN_NAMES.split(plain)
    return 1 < len(names) <= _MOST_NAMES and all(map(is_name, names))


@per_line
def is_name_and_place(plain: str) -> bool:
    """A name, and where its bearer writes.

    >>> is_name_and_place("Ada Roe in gardening"), is_name_and_place("Ada Roe won")
    (True, False)
    """
    return _NAME_AND_PLACE.match(plain) is not None


@per_line
def is_uncased_name(plain: str) -> bool:
    """As short as a name, in a script without capitals.

    >>> is_uncased_name("山田花子"), is_uncased_name("山田花子が話した")
    (True, False)
    """
    return _UNCASED_NAME_ONLY.match(plain) is not None


@per_line
def is_by_line(plain: str, words: StampWords) -> bool:
    """``By NAME``, with a date, a role or a reading time after it or not, blanks between them or not.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_by_line("By Ines Okafor and Lee Marsh", english), is_by_line("By Ines Okafor — November 18, 2025 6 min read", english)
    (True, True)
    >>> is_by_line("ByInes Okafor Updated on", english), is_by_line("May 3, 2021 by Ines Okafor", english)
    (True, True)
    >>> is_by_line("By noon the water had gone", english)
    False
    """
    if len(plain) > _BY_CHARS:
        return False
    if _is_by_line(plain, words):
        return True
    apart = _GLUED.sub(" ", plain)
    return apart != plain and _is_by_line(apart, words)


def _is_by_line(plain: str, words: StampWords) -> bool:
    grammar = grammar_of(words)
    if opening := grammar.by.match(plain, _len_of_lost_date(plain, words)):
        rest = plain[opening.end() :]
        if _are_names(grammar.lead_at_end.sub("", rest), opening["by"]) or _is_signed_stamp(plain, words):
            return True
        if _LONE_COMMA.search(rest) and any(is_name(name) and is_stamp(when, words) for name, when in _halves(_LONE_COMMA.sub("", rest), _NAME_WORDS)):
            return True
        return _names_then_stamp(rest, words)
    if len(both := _BARS.split(plain)) > 1 and all(grammar.by.match(part) and _is_by_line(part, words) for part in both):
        return True  # “Written by Ada Roe | Reviewed by Bo Lee, MD”
    if not any(map(str.isdigit, plain)):
        return False
    if label := grammar.label.match(plain):
        return _names_then_stamp(plain[label.end() :], words)
    return _is_signed_stamp(plain, words) or _is_stamp_with_names(plain, words)


def _len_of_lost_date(plain: str, words: StampWords) -> int:
    """“On By Ada Roe In Boats”: how many characters led up to a date that was lost; none where the line begins with “by”."""
    lead = _FIRST_WORD.match(plain)
    if not lead or grammar_of(words).by.match(plain) or not grammar_of(words).lead_at_end.fullmatch(lead[0].rstrip()):
        return 0
    return lead.end()


def _is_signed_stamp(plain: str, words: StampWords) -> bool:
    """``NAME, ROLE | Sat 12 Oct, 21:04 | Last modified …``: a name, and nothing but dates behind the bars."""
    if "|" not in plain and "·" not in plain and "•" not in plain:
        return False
    who, *when = [item.strip() for item in _BARS.split(plain)]
    return bool(when) and all(is_stamp(item, words) for item in when) and is_name(who.split(",")[0])


def _is_stamp_with_names(plain: str, words: StampWords) -> bool:
    """``May 3, 2021 by NAME``."""
    by = grammar_of(words).by
    return any(by.match(below) and is_stamp(above, words) and _is_by_line(below, words) for above, below in _halves(plain, _DATE_WORDS))


def _halves(plain: str, lengths: range) -> Iterator[tuple[str, str]]:
    """The line in two, cut behind each of its first words."""
    pieces = plain.split()
    for length in lengths[: max(0, len(pieces) - lengths.start)]:
        yield " ".join(pieces[:length]).rstrip(_EDGES), " ".join(pieces[length:])


def _are_names(rest: str, by: str) -> bool:
    if _BY_NAMES.match(rest):
        return by.lower() not in _BY_OR_PARTICLE or len(rest.split()) > 1
    return _UNCASED_NAMES.match(rest) is not None


def _names_then_stamp(rest: str, words: StampWords) -> bool:
    """A name and a date behind it, with whatever stands behind that in a line so short."""
    stamp = grammar_of(words).inside.search(rest) if any(map(str.isdigit, rest)) else None
    if not stamp or stamp.start() < 1 or len(rest) - stamp.start() > _AFTER_NAME_CHARS:
        return False
    name = grammar_of(words).lead_at_end.sub("", rest[: stamp.start()].rstrip(_EDGES)).rstrip(_EDGES)
    if _BY_NAMES.match(name) or _UNCASED_NAMES.match(name):
        return True
    who, comma, role = name.partition(", ")  # “Ada Roe, keeper of the boats on June 6th, 2012”: who, what she is, and nothing behind the date
    return bool(comma) and len(role.split()) <= _ROLE_BEFORE_DATE_WORDS and stamp.end() == len(rest) and is_name(who)


@per_line
def is_unsigned_by_line(line: str, words: StampWords) -> bool:
    """``by | Mar 11, 2023 | Sheds and Roofs | 0 comments``: the name behind “by” was lost; a date stands behind the bar.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_unsigned_by_line("by | Mar 11, 2023 | Sheds", english), is_unsigned_by_line("by Mar 11, 2023 we knew", english)
    (True, False)
    """
    by, bar, rest = line.partition("|")
    return bool(bar) and grammar_of(words).by.fullmatch(f"{by.strip()} ") is not None and is_stamp(rest.partition("|")[0].strip(), words)


@per_line
def is_name_and_stamp(plain: str, words: StampWords) -> bool:
    """``NAME 3/5/2022 22:41``, without a word or a bar between them, or with no more than “published”.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_name_and_stamp("Ada Roe Published: March 3, 2021", english), is_name_and_stamp("Ada Roe won on March 3, 2021", english)
    (True, False)
    >>> is_name_and_stamp("PORT ELLERY, March 3 –", english), is_name_and_stamp("Release Date 2014-06-26", english)
    (False, False)
    """
    if len(plain) > _BY_CHARS or not any(map(str.isdigit, plain)):
        return False
    halves = _halves(plain.lstrip("*_ "), _NAME_WORDS)
    return any(is_name(name) and is_stamp(rest, words) and not (_is_dateline(name, rest) or _is_labelled(name, words)) for name, rest in halves)


@per_line
def is_name_and_address(plain: str) -> bool:
    """``NAME - address``, where the address says a part of the name.

    >>> is_name_and_address("Ada Roe - ada.roe@ellery-post.com"), is_name_and_address("Ellery Press Office, news@ellery-boats.com")
    (True, False)
    """
    match = _NAME_AND_ADDRESS.fullmatch(plain) if "@" in plain else None
    return match is not None and is_name(match["name"]) and is_of_the_name(match["user"], match["name"])


def is_of_the_name(user: str, name: str) -> bool:
    """Does the part of an address before the @ say some of a name?"""
    return any(part[:_PART_OF_NAME].lower() in user.lower() for part in name.split())


def _is_labelled(name: str, words: StampWords) -> bool:
    """“Release Date”: two words, of which the second leads up to a date, tell what happened that day; a name has two words before that one."""
    _, _, rest = name.partition(" ")
    return " " not in rest and grammar_of(words).lead_at_end.fullmatch(f" {rest}") is not None


def _is_dateline(place: str, when: str) -> bool:
    """“PORT ELLERY, May 4 –” leads up to a story."""
    return place.isupper() and any(map(str.isalpha, when))


@per_line
def is_signed_comment(line: str, words: StampWords) -> bool:
    """``NAME | date, time``: who wrote something and when, down to the minute, with bars or without.

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stamp_words
    >>> is_signed_comment("Ada Roe | 3 March 2021 - 14:05", english), is_signed_comment("Ada Roe | 3 March 2021", english)
    (True, False)
    """
    return _CLOCK.search(line) is not None and (_is_signed_stamp(line, words) or is_name_and_stamp(line, words))


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
    if len(line) > _BY_CHARS or not _YEAR.search(line):
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
    pieces = line.split() if len(line) <= _BY_CHARS and _YEAR.search(line) else []
    for length in _DATE_PIECES:
        before, when = pieces[:-length], " ".join(pieces[-length:])
        is_dated = _YEAR.search(when) and _CLOCK.search(when) and is_stamp(when, words)
        if 0 < len(before) <= _NAMES_BEFORE and is_dated and all(map(_UNCASED_NAME.fullmatch, before)):
            return True
    for length in _DATE_PIECES:
        date, rest = " ".join(pieces[:length]), pieces[length:]
        if 0 < len(rest) <= _MOST_NAMES and _YEAR.search(date) and is_stamp(date, words) and all(map(_UNCASED_PIECE.fullmatch, rest)):
            counts = sum(map(str.isdecimal, rest))
            return counts < len(rest) and (counts > 0 or _CLOCK.search(date) is not None)
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
