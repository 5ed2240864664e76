"""What a byline looks like on its line: names, dates, labels, and how they stand together. Where the line stands is not asked here."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import PARAGRAPH, TABLE
from cleaner.patterns import later
from cleaner.person_names import CAPITALISED, PARTICLES, TITLE
from cleaner.stages.base import per_line
from cleaner.stages.date_forms import CLOCK, EDGES, LINE_CHARS, is_stamp
from cleaner.stages.name_forms import is_name
from cleaner.stamps import StampWords, grammar_of

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
# Where a blank was lost between two pieces: “ByAda Roe”, “read” and “Written”, “Roe” and “3/4/2025”, a date and “14 min read”.
_GLUED = later(
    compiled,
    r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})"
    r"|(?<=\p{Ll}\p{Ll})(?=\d{1,2}[./\s])"
    r"|(?<=\d)(?=\p{Lu}\p{Ll})"
    r"|(?<=\d{4}-\d\d-\d\d)(?=\d)"
    r"|(?<=\p{Ll}:)(?=\p{Lu})",
)
# “am , 14:14 Uhr”: a date was lost before the comma.
_FIRST_WORD = later(compiled, r"\p{L}{1,3}\s")  # “on”, “am”, “le”; “Published by” may name who made a game
_LONE_COMMA = later(compiled, r"\s,(?=\s)")
_BARS = later(compiled, r"\s[|·•]\s")
# Behind a name no more is tried.
_AFTER_NAME_CHARS = 90
# A name has so many words, and a date so many.
_NAME_WORDS = range(2, 5)
# What its bearer is may stand between the name and the date, in so many words.
_ROLE_BEFORE_DATE_WORDS = 8
_DATE_WORDS = range(1, 9)


def line_with_bars(evidence: Evidence, index: int) -> str:
    """The line as it was printed: the visible text of a line has lost its bars, like a table's."""
    block = evidence.blocks[index]
    raw = evidence.document.source_of(block)
    return raw if "|" in raw and not block.links and block.kind in (PARAGRAPH, TABLE) else block.plain


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
    if len(plain) > LINE_CHARS:
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
        yield " ".join(pieces[:length]).rstrip(EDGES), " ".join(pieces[length:])


def _are_names(rest: str, by: str) -> bool:
    if _BY_NAMES.match(rest):
        return by.lower() not in _BY_OR_PARTICLE or len(rest.split()) > 1
    return _UNCASED_NAMES.match(rest) is not None


def _names_then_stamp(rest: str, words: StampWords) -> bool:
    """A name and a date behind it, with whatever stands behind that in a line so short."""
    stamp = grammar_of(words).inside.search(rest) if any(map(str.isdigit, rest)) else None
    if not stamp or stamp.start() < 1 or len(rest) - stamp.start() > _AFTER_NAME_CHARS:
        return False
    name = grammar_of(words).lead_at_end.sub("", rest[: stamp.start()].rstrip(EDGES)).rstrip(EDGES)
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
    if len(plain) > LINE_CHARS or not any(map(str.isdigit, plain)):
        return False
    halves = _halves(plain.lstrip("*_ "), _NAME_WORDS)
    return any(is_name(name) and is_stamp(rest, words) and not (_is_dateline(name, rest) or _is_labelled(name, words)) for name, rest in halves)


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
    return CLOCK.search(line) is not None and (_is_signed_stamp(line, words) or is_name_and_stamp(line, words))


