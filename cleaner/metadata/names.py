"""Names of people and of sites: what is one, and what only stands where one should."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from unicodedata import combining, normalize

from cleaner.hosts import host_in
from cleaner.metadata.texts import folded, one_line
from cleaner.metadata.words import any_of, lead, listed, listed_folded
from cleaner.patterns import later
from cleaner.person_names import PARTICLES

# A name has no more words and characters than this: beyond it, a sentence was put where a name should be.
_NAME_WORDS = 7
_NAME_CHARS = 70
# As many words as three names and what joins them.
_RUN_WORDS = 14
# A paper with hundreds of authors has no more characters of them than this; more is a text.
_LIST_CHARS = 4_000
_SITE_WORDS = 8
_MOTTO = later(re.compile, r"\s+[|\-–—·]\s+.*")

_ADDRESS = later(re.compile, r"(?:https?://|www\.)\S*|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|(?<!\w)@\w+", re.I)
_HOST = later(re.compile, r"\S+\.(?:[a-z]{2,6}|[A-Z]{3,6})(?:/\S*)?")
_PARENTHESIS = later(re.compile, r"\s*[(\[][^()\[\]]*[)\]]")
_APART = later(re.compile, r"\s*[;•·]\s*|\s+/\s+")
# What follows one of these is a role, a paper or a place.
_AFTER = later(
    re.compile,
    r"\s+[-–—]\s.*|\s*\|.*"
    r"|,?\s+(?:(?:am|on|at|le|el|il|op|vom|den)\s)?(?:[^\W\d_]{3,12}\.?\s)?\d{1,2}(?:st|nd|rd|th)?[.,/-]?\s?\S{0,12}\s?\d{4}\b.*"
)
_AND = later(re.compile, r",?\s+(?:and|und|et|y|e|og|och|en|i|и|&|with)\s+", re.I)
_COMMA = later(re.compile, r"\s*,\s*")
# What follows a name after a comma and belongs to it.
_SUFFIX = later(re.compile, r"(?:Jr|Sr|I{1,3}|IV|Ph\.?D|M\.?D|M\.?Sc|B\.?Sc|MBA|MPH|R\.?N|R\.?D|RDN|CPA|DDS|DVM|Esq|J\.?D)\.?", re.I)
# Labels under which the registries of countries sell names: `post.co.uk`.
_REGISTRIES = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "gob", "gouv", "go", "or", "ne"})


def people(values: Iterable[str], sites: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in what a page gives as its authors: each once, without what is no name. ``sites`` are names of the site.

    >>> people(["By Ines Okafor and Lee Marsh, Staff Writer"])
    ('Ines Okafor', 'Lee Marsh')
    >>> people(["Par Ada Roe, Bo Lind Envoyés spéciaux à Ellery"]), people(["Ada Roe /"])
    (('Ada Roe', 'Bo Lind'), ('Ada Roe',))
    >>> people(["https://post.example/about", "admin", "Port Ellery Post Staff"], sites=["The Port Ellery Post"])
    ()
    """
    taken = {_without_article(folded(site)) for site in sites} - {""}
    found: dict[str, str] = {}
    for value in values:
        if len(value) <= _LIST_CHARS:
            line = _ADDRESS.sub(" ", one_line(value)).strip()
            for name in _split((_PARENTHESIS.sub("", line) or line).strip(" ~*_()[]")):
                name = _without_house(_button().sub("", name), taken)
                if _is_name(name) and not _is_house(folded(name), taken):
                    found.setdefault(folded(name), name)
    return tuple(found.values())


def persons(values: Iterable[str], sites: Iterable[str] = ()) -> tuple[str, ...]:
    """As ``people``, for text that may be anything: only if all of it is names of two words or more, or follows "by".

    >>> persons(["Ines Okafor"]), persons(["By The Editors Desk, Ines Okafor"]), persons(["All about the author"])
    (('Ines Okafor',), ('The Editors Desk', 'Ines Okafor'), ())
    """
    found: list[str] = []
    for value in values:
        led = bool(_by().match(one_line(value)))
        names = [name for name in people([value], sites) if led or _full_name().fullmatch(name)]
        found += names if led or len(names) == len(people([value])) else []
    return tuple(dict.fromkeys(found))


def first_name_first(value: str) -> str:
    """Citations write ``Okafor, Ines``.

    >>> first_name_first("Okafor, Ines"), first_name_first("Ines Okafor")
    ('Ines Okafor', 'Ines Okafor')
    """
    last, comma, first = value.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first and not _SUFFIX.fullmatch(first.strip()) else value


def host_name(url: str | None) -> str:
    """The name in a host: its last label before the suffix that registries sell names under.

    >>> host_name("https://www.portellerypost.co.uk/rain"), host_name(None)
    ('portellerypost', '')
    """
    labels = host_in(url).split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _REGISTRIES:
        labels.pop()
    return labels[-1] if labels else ""


def site(value: str) -> str | None:
    """A site's name, unless it is an address, a handle or a sentence.

    >>> site("The Port Ellery Post"), site("@ellerypost"), site("https://post.example/")
    ('The Port Ellery Post', None, None)
    """
    name = one_line(value)
    if not folded(name) or folded(name) in listed_folded("no_sites") or len(name.split()) > _SITE_WORDS or len(name) > _NAME_CHARS or _ADDRESS.match(name):
        return None
    return name


def before_motto(value: str) -> str:
    """A site's name without the motto behind it.

    >>> before_motto("Tidewright - Charts, gauges and all that a small harbour needs to know")
    'Tidewright'
    """
    return _MOTTO.sub("", one_line(value))


def is_host(name: str) -> bool:
    """Is all of it a host's name?

    >>> is_host("ellerypost.es"), is_host("https://ellerypost.es"), is_host("Ellery St. John")
    (True, False, False)
    """
    return "/" not in name and _HOST.fullmatch(name) is not None


def is_site(piece: str, sites: Iterable[str], label: str) -> bool:
    """Is this piece of a title the site's name? ``label`` is the name in the host.

    >>> is_site("Ellery Post", ["The Ellery Post"], ""), is_site("BBC News", [], "bbc"), is_site("Rain", [], "bbc")
    (True, True, False)
    >>> is_site("Clarté", [], "clarte")
    True
    """
    name = _without_article(folded(piece))
    if not name:
        return False
    host = _without_article(folded(label))
    sites = list(sites)
    if not name.isascii() and any(folded(s.split()[0]) == name for s in sites if s.strip()):
        return True  # “日本新報 電子版” without the edition; in Latin letters the first word may be a place
    known = {_without_article(folded(s)) for s in sites} | {host}
    # A host's name is mostly written without accents.
    return name in known or _without_accents(name) == host or any(len(s) >= 3 and name.startswith(s) and name[len(s) :] in listed("house") for s in known)


def _without_accents(name: str) -> str:
    return "".join(c for c in normalize("NFD", name) if not combining(c))


def _without_article(name: str) -> str:
    return name.removeprefix("the") or name


def _split(value: str) -> list[str]:
    """The parts of a list of authors. ``and`` may be part of a name, so it splits only what is two words on each side."""
    while lead := _by().match(value):
        value = value[lead.end() :]
    out: list[str] = []
    for part in _APART.split(value):
        for name in _by_and(_role_behind().sub(r"\1", _AFTER.sub("", part))) if _longest_run(part) <= _RUN_WORDS else ():
            pieces = [p for p in _COMMA.split(name) if p and not _SUFFIX.fullmatch(p)]
            if len(pieces) == 2 and not any(" " in p for p in pieces):
                pieces = [f"{pieces[1]} {pieces[0]}"]
            # One word alone between commas is a place or a paper.
            out += [p for i, p in enumerate(pieces) if i == 0 or (len(p.split()) > 1 and not _role().search(p))]
    told = (name.rstrip() for name in out)
    # What ends with a colon is the label of something else: “Date:”.
    return [name.strip(" ,.:/-–—*_\"'“”") if not name.endswith(".") else name.strip(" ,:/-–—*_\"'“”") for name in told if not name.endswith(":")]


def _longest_run(part: str) -> int:
    """Words without a comma: a list of names has one soon, a sentence later."""
    return max(len(piece.split()) for piece in part.split(","))


def _by_and(part: str) -> list[str]:
    pieces = _AND.split(part)
    last = _COMMA.split(pieces[-1])[0] if pieces else ""
    return pieces if all(len(p.split()) > 1 for p in (*pieces[:-1], last)) else [part]


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        1 < len(name) <= _NAME_CHARS
        and 0 < len(words) <= _NAME_WORDS
        and any(c.isalpha() for c in name)
        and (len(words) == 1 or not any(c.isdigit() for c in name))
        and not _HOST.fullmatch(name)
        and folded(name) not in listed_folded("nobody")
        and not any(sign in name for sign in "{：")
    )


def _without_house(name: str, sites: set[str]) -> str:
    """Without the name of the site after a name of two words: ``Ines Okafor Ellery Post``."""
    words = name.split()
    cut = next((at for at in range(2, len(words)) if _without_article(folded("".join(words[at:]))) in sites), len(words))
    return " ".join(words[:cut])


def _is_house(name: str, sites: set[str]) -> bool:
    name = _without_article(name)
    return name in sites or any(name.removesuffix(word) in sites for word in listed("house") if name.endswith(word))


@cache
def _by() -> re.Pattern[str]:
    """What a name stands behind, and what links to all of somebody's work say before it."""
    works = rf"(?:[\w\s]{{0,20}}\s)?(?:{any_of('works')})\s(?:{any_of('works_by')})"
    return re.compile(rf"(?i:{lead()}|{works})(?:\s*[:|]?\s+|\s*[●：／＝]\s*)(?=\W?\w)")


@cache
def _full_name() -> re.Pattern[str]:
    """Two words or more, each with a capital but for particles."""
    return re.compile(
        rf"(?:Dr\.?\s|Prof\.?\s)?(?!(?:{any_of('no_first_names')})\s)"
        rf"[^\W\d_a-z]\S*(?:\s(?:[^\W\d_a-z]\S*|{PARTICLES}|zu|ter|af|y)){{1,4}}"
    )


@cache
def _button() -> re.Pattern[str]:
    return re.compile(rf"(?<=\S)\s+(?:{any_of('buttons')})\Z", re.I)


@cache
def _role_behind() -> re.Pattern[str]:
    """A role behind a name of two words, or of one in a script without blanks, and for where; the next name follows a comma. “Guest Editor” is all role."""
    return re.compile(rf"(?<!\S)(\S+\s+\S*\w|\S*[\u3000-\u9fff]),?\s+(?:{any_of('roles_behind')})\b[^,]*", re.I)


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('roles')})\b", re.I)
