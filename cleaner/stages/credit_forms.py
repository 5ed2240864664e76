"""The form of a picture credit: NAME/AGENCY, AGENCY/NAME, (Photo by NAME/Getty Images), © NAME, Image source: …

It hardly depends on language.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from cleaner.patterns import later
from cleaner.stages.base import per_line

_NAME = (
    r"\p{Lu}[\p{L}\p{M}'’.\-]{0,25}"
    r"(?:\s(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,25}|van|von|de|da|di|del|der|la|bin|al|and|of|the|for|e|y|et)){0,6}"
)
_LABEL = (
    r"(?i:photo(?:graph|graphy|s)?|image(?:s)?|picture(?:s)?|pic|video|illustration|graphic|artwork|cover|credit"
    r"|screengrab|screenshot|file"
    r"|foto(?:s)?|bild(?:er)?|crédit(?:s)?|imagen|imagem|immagine|фото|fot\.?|zdjęcie|fotoğraf"
    r"|写真|图源|사진|صورة|foto di)"
)
_LABELLED = later(
    regex.compile,
    rf"[(\[]?\s?(?:©\s?)?{_LABEL}(?:\s(?i:credit(?:s)?|source|courtesy|copyright|supplied|photo(?:s)?|via))?\s?"
    r"(?:(?::|/|\||–|-|—|©"  # what joins the label to the name: a sign or a word, up to three of them
    r"|(?i:(?:by|courtesy(?:\sof)?|via|from|credit|supplied(?:\sby)?|de|von|di)\b))\s?){1,3}"
    r"\s?(?P<who>(?:[^.!?:]|\.(?=\w)|(?<=\b\p{Lu})\.|:(?!//)){2,90})[)\].]?\Z"  # “Foto: example.org / Ada Roe”, but no address in full
)
# “Credit Hour” and “Credit Suisse” are no credits: that word alone wants its colon.
_COURTESY_WORDS = r"(?i:(?:photo\s)?courtesy(?:\sof)?\b|handout(?:\svia)?\b|supplied\sby\b|provided\sby\b|credit\s?(?::|\.\.\.))"
_COURTESY = later(
    regex.compile,
    rf"[(\[]?{_COURTESY_WORDS}\s?:?\s?"
    rf"(?P<who>{_NAME}.{{0,60}})[)\]]?\Z"
)
_COPYRIGHT_NAME = later(regex.compile, rf"(?:©|\([cC]\))\s?(?:(?:199|20\d)\d\s)?(?P<who>{_NAME}(?:\s?[/,|]\s?{_NAME}){{0,3}})\Z")
# “© dpa | Ada Roe”, whose bar is no more to be seen, “© Archiv und Bild Roe”.
_COPYRIGHT_AGENCY = later(regex.compile, r"(?:©|\([cC]\))\s?[^.!?:\d]{2,70}\Z")
# The owner of a page, not of a picture.
_COPYRIGHT_YEAR = later(regex.compile, r"\d{4}")
# What these three begin with.
_OPENING = later(regex.compile, rf"[(\[]?\s?(?:©|\([cC]\)|{_LABEL}|{_COURTESY_WORDS})")
_SLASHED = later(
    regex.compile,
    rf"[(\[]?(?P<left>{_NAME})\s?/\s?(?P<right>{_NAME}(?:\s?/\s?{_NAME})?)(?:\s(?i:via)\s{_NAME})?[)\]]?\.?\Z"
)
_VIA = later(regex.compile, rf"[(\[]?(?P<left>{_NAME})\s?(?:/\s?\S.{{0,40}})?\s(?i:via|for)\s(?P<right>{_NAME})[)\]]?\.?\Z")
_SOURCE_WAITS = later(
    regex.compile,
    rf"(?:\s|^)\(?{_LABEL}\s(?i:source|credit|courtesy)\s?:\Z"  # “… in Guilin Image source:”
    r"|(?:^|[.!?]\s|\s)(?i:photo|image)\s?:\Z"
)
_TRAILING = later(
    regex.compile,
    r"[\s.](?P<credit>"
    rf"[(\[](?:{_LABEL}[^()\[\]]{{2,100}}|[^()\[\]]{{2,80}})[)\]]"  # in brackets, labelled or not
    rf"|{_LABEL}(?:\s(?i:credit|source|courtesy))?\s?(?::|(?i:by)|©)\s?[^.!?:]{{2,80}}"  # Photo credit: Dana Whitlow
    r"|©\s?\p{L}[^.!?:()]{1,60}"
    rf"|{_NAME}\s?/\s?{_NAME}(?:\s(?i:via)\s{_NAME})?"  # Dana Whitlow/AP via Getty Images
    r")\.?\Z"
)
# “… 李尕 摄”, “…（王小北／攝）”: in Chinese the photographer's name comes first.
_PHOTOGRAPHED = later(regex.compile, r"(?P<credit>[(（\s]\s?\p{Han}{2,4}(?:[、\s]\p{Han}{2,4}){0,2}\s?[/／]?\s?[摄攝]影?[)）]?)\Z")
_PHOTOGRAPHED_ENDS = ("摄", "攝", "影", "）", ")")
_CLOSING_BRACKET = (")", "]", ").", "].")
_WORD = later(regex.compile, r"[\p{L}@][\w@.'’\-]*")
_UNCASED = later(regex.compile, r"\p{Lo}")

# A line of credit is short …
CREDIT_CHARS = (3, 160)
CREDIT_WORDS = 16
# … and one that only a © tells is shorter: “© 2024 The Harbour Trust and its …” goes on as legal text.
COPYRIGHT_WORDS = 8
# A credit names no more words than these: with an agency, a handle or a slash in it, and without.
WHO_WORDS_KNOWN = 12
WHO_WORDS = 10
# A line that ends with a credit's label is no longer than this.
WAITING_CHARS = 400


@lru_cache(maxsize=8)
def agency_pattern(names: frozenset[str]) -> regex.Pattern[str]:
    """A pattern that finds these names as words of their own; the longest of several that begin alike.

    >>> agency_pattern(frozenset({"AP", "AP Photo"})).findall("AP Photo/Dana Whitlow, APEC")
    ['AP Photo']
    """
    alternatives = "|".join(regex.escape(n) for n in sorted(names, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives})(?![\p{{L}}\p{{N}}])")


# What suppliers of pictures call themselves, when they are on no list.
_SUPPLIER = later(
    regex.compile,
    r"(?i)/.*\b(?:press|photos?|photography|images|pictures|agency|media|wire|archives?|handout|pool|staff)\b"
    r"|/\s?(?:special to|for)\s(?-i:\p{Lu})|/\s?(?-i:The)\s(?-i:\p{Lu})",  # Dana Whitlow / For The Ledger, Dana Whitlow/The Ledger
)

# A paper or magazine, by a person with a name in full.
_OUTLET = later(
    regex.compile,
    r"(?i)\S+\s[^/]+/\s?\S.*\s(?:magazine|newspapers?|news|times|tribune|gazette|herald|journal|chronicle|zeitung|nachrichten|anzeiger)[)\].]*\Z"
)


@per_line
def is_credit(plain: str, agencies: frozenset[str]) -> bool:
    """Is this line a picture credit and nothing else?

    >>> is_credit("(AP Photo/Dana Whitlow)", frozenset({"AP Photo"}))
    True
    >>> is_credit("Rosa Lund/Meridian Press", frozenset())
    True
    >>> is_credit("The AP Photo desk won a prize.", frozenset({"AP Photo"}))
    False
    """
    shortest, longest = CREDIT_CHARS
    words = len(plain.split())
    if not shortest <= len(plain) <= longest or words > CREDIT_WORDS:
        return False
    if _OPENING.match(plain):
        if labelled := _LABELLED.match(plain):
            return _is_who(labelled["who"], _names_agency(plain, agencies))
        if _COPYRIGHT_NAME.match(plain) or (_COPYRIGHT_AGENCY.match(plain) and _names_agency(plain, agencies)):
            return words <= COPYRIGHT_WORDS
        if _COURTESY.match(plain):
            return True
    slashed = "/" in plain and _SLASHED.match(plain)
    if slashed and (_SUPPLIER.search(plain) or _OUTLET.match(plain)):
        return True
    low = plain.lower()
    return bool(slashed or (("via" in low or "for" in low) and _VIA.match(plain))) and _names_agency(plain, agencies)


@per_line
def credit_at_end(plain: str, agencies: frozenset[str]) -> tuple[int, int] | None:
    """The credit at the end of a longer line, as offsets into it.

    >>> credit_at_end("Crowds at the harbour on Monday (Photo by Dana Whitlow/AP)", frozenset({"AP"}))
    (32, 58)
    """
    if plain[-1:] in _PHOTOGRAPHED_ENDS and (photographed := _PHOTOGRAPHED.search(plain, max(0, len(plain) - CREDIT_CHARS[1]))):
        return photographed.span("credit")
    tail = plain[-CREDIT_CHARS[1] :]
    if not (tail.endswith(_CLOSING_BRACKET) or "/" in tail or ":" in tail or "©" in tail or "by" in tail.lower()):
        return None  # nothing that any of the forms must have
    match = _TRAILING.search(plain, max(0, len(plain) - CREDIT_CHARS[1]))
    if not match:
        return None
    credit = match["credit"]
    inner = credit.strip("()[] .")
    known = _names_agency(inner, agencies)
    labelled = _LABELLED.match(inner) or _COURTESY.match(inner)
    if labelled and _is_who(labelled["who"], known):
        return match.span("credit")
    if credit[0] == "©":
        return match.span("credit") if len(credit.split()) <= COPYRIGHT_WORDS and not _COPYRIGHT_YEAR.search(credit) else None
    if (slashed := "/" in inner and _SLASHED.match(inner)) and credit[0] in "([" and _SUPPLIER.search(inner) and len(slashed["left"].split()) > 1:
        return match.span("credit")  # (Dana Whitlow/The Ledger)
    if known and (slashed or (credit[0] in "([" and _VIA.match(inner))):
        return match.span("credit")
    return None


def label_at_end(plain: str) -> int | None:
    """Where the label begins that the line ends with, and the blank before it: then the name is on the next line.

    >>> label_at_end("Rain in Guilin Image source:"), label_at_end("Image source:"), label_at_end("Rain in Guilin")
    (14, 0, None)
    """
    waits = _SOURCE_WAITS.search(plain) if plain.endswith(":") and len(plain) <= WAITING_CHARS else None
    return waits.start() if waits else None


_PICTURE_LABEL = later(regex.compile, rf"{_LABEL}(?![\p{{L}}\p{{N}}])")


def is_picture_label(text: str) -> bool:
    """Does this begin with a word that labels a picture?

    >>> is_picture_label("Foto: dpa"), is_picture_label("dpa/Reuters")
    (True, False)
    """
    return _PICTURE_LABEL.match(text) is not None


_BARE_LABEL = later(regex.compile, rf"{_LABEL}\s?:")


@per_line
def is_bare_label(plain: str) -> bool:
    """Is this a picture's label and its colon, with nothing behind it?

    >>> is_bare_label("Bild:"), is_bare_label("Bild: dpa"), is_bare_label("Bildung:")
    (True, False, False)
    """
    return _BARE_LABEL.fullmatch(plain) is not None


def _names_agency(text: str, agencies: frozenset[str]) -> bool:
    return bool(agency_pattern(agencies).search(text))


def _is_who(who: str, known: bool) -> bool:
    """A credit names somebody: capitals, an agency, a handle — not a clause."""
    words = _WORD.findall(who)
    if not words:
        return False
    if known or "@" in who or "/" in who:
        return len(words) <= WHO_WORDS_KNOWN
    capitals = sum(1 for w in words if w[0].isupper() or w[0] == "@" or _UNCASED.match(w))
    return len(words) <= WHO_WORDS and capitals >= len(words) * 0.5
