"""What a name looks like on its line, alone or with what stands beside it: a place, an outlet, an address. Dates are asked elsewhere."""

from __future__ import annotations

from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.person_names import PARTICLES
from cleaner.stages.base import per_line

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
# Not in “McCarthy”, “MacDonald”.
_GLUED_WORDS = later(compiled, r"(?<=\p{Ll}{2})(?<!Mac|Fitz)(?=\p{Lu}\p{Ll}{3})")
# The name of an outlet or its desk has so many words.
_OUTLET_WORDS = 5
# So many authors stand on a line at most.
_MOST_NAMES = 5
_NAME_AND_ADDRESS = later(compiled, r"(?P<name>[^@|]{5,60}?)[\s|,:–—-]{1,4}[(<]?(?P<user>[\w.+\-]{1,64})@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}[)>]?")
# So many letters of a name stand in its address.
_PART_OF_NAME = 3


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
