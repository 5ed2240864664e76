"""The form of a picture credit: NAME/AGENCY, AGENCY/NAME, (Photo by NAME/Getty Images), © NAME, Image source: …

It hardly depends on language; the words of labels are data of ``phrases/names.toml``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.person_names import CAPITALISED, PARTICLES
from cleaner.phrase_language import parse
from cleaner.shipped import shipped
from cleaner.stages.base import per_line

# The lists of words that the grammar is made of.
_LISTS = (
    "picture_labels", "label_nouns", "credit_nouns", "credited_by", "courtesy_words", "waiting_labels", "supplier_words", "outlet_words", "picture_words",
    "grab_words", "places_in_pictures", "made_by", "source_labels", "through",
)  # fmt: skip
_NAME = rf"{CAPITALISED}(?:\s(?:{CAPITALISED}|{PARTICLES}|and|of|the|for|e|y|et)){{0,6}}"
_COPYRIGHT = r"(?:©|\([cC]\))"
_COPYRIGHT_NAME = later(compiled, rf"{_COPYRIGHT}\s?(?:(?:199|20\d)\d\s)?(?P<who>{_NAME}(?:\s?[/,|]\s?{_NAME}){{0,3}})\Z")
# “© dpa | Ada Roe”, whose bar is no more to be seen, “© Archiv und Bild Roe”.
_COPYRIGHT_AGENCY = later(compiled, rf"{_COPYRIGHT}\s?[^.!?:\d]{{2,70}}\Z")
# “Ada Roe/images.example.org”.
_AT_A_HOST = later(compiled, rf"[(\[]?(?=\S+\s){_NAME}\s?/\s?(?:[a-z\d][a-z\d\-]*\.){{1,3}}[a-z]{{2,8}}[)\]]?\Z")
# The owner of a page, not of a picture.
_COPYRIGHT_YEAR = later(compiled, r"\d{4}")
_SLASHED = later(
    compiled,
    rf"[(\[]?(?P<left>{_NAME})\s?/\s?(?P<right>{_NAME}(?:\s?/\s?{_NAME})?)(?:\s(?i:via)\s{_NAME})?[)\]]?\.?\Z"
)
_VIA = later(compiled, rf"[(\[]?(?P<left>{_NAME})\s?(?:/\s?\S.{{0,40}})?\s(?i:via|for)\s(?P<right>{_NAME})[)\]]?\.?\Z")
# “… 李尕 摄”, “…（王小北／攝）”: in Chinese the photographer's name comes first.
_PHOTOGRAPHED = later(compiled, r"(?P<credit>[(（\s]\s?\p{Han}{2,4}(?:[、\s]\p{Han}{2,4}){0,2}\s?[/／]?\s?[摄攝]影?[)）]?)\Z")
_PHOTOGRAPHED_ENDS = ("摄", "攝", "影", "）", ")")
_CLOSING_BRACKET = (")", "]", ").", "].")
_GLUED_WITHIN = 160
_BETWEEN_DASHES = (" - ", " – ", " — ")
_WORD = later(compiled, r"[\p{L}@][\w@.'’\-]*")
_UNCASED = later(compiled, r"\p{Lo}")

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
    alternatives = "|".join(regex.escape(n) for n in sorted(names, key=lambda name: (-len(name), name)))
    return compiled(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives})(?![\p{{L}}\p{{N}}])")


class _Grammar(NamedTuple):
    """The patterns that are made of words: labels of pictures, and what stands between a label and a name."""

    labelled: regex.Pattern[str]
    courtesy: regex.Pattern[str]
    opening: regex.Pattern[str]  # what a credit by its label, its © or its courtesy begins with
    waits: regex.Pattern[str]  # a label at the end of a line
    trailing: regex.Pattern[str]  # whatever may be a credit at the end of a line
    of_a_picture: regex.Pattern[str]  # a word that agencies put beside their names under pictures alone
    label: regex.Pattern[str]
    bare_label: regex.Pattern[str]
    supplier: regex.Pattern[str]
    outlet: regex.Pattern[str]  # by a person with a name in full
    grabbed: regex.Pattern[str]  # a picture of a screen, behind a slash
    grab: regex.Pattern[str]
    passed_on: regex.Pattern[str]  # who passed the picture on, behind a dash
    placed: regex.Pattern[str]
    maker: regex.Pattern[str]
    glued: regex.Pattern[str]  # a caption and its credit with no blank before the paragraph
    source: regex.Pattern[str]


@cache
def _grammar() -> _Grammar:
    """The patterns, made once: the words are the same in every language."""
    data = shipped("phrases/names.toml")
    words = {key: "|".join(parse(phrase).pattern() for phrase in data[key]) for key in _LISTS}
    label = f"(?:{words['picture_labels']})"
    noun = rf"\s(?:{words['credit_nouns']})"
    courtesy = rf"(?:{words['courtesy_words']})(?!(?<=\w)\w)"
    return _Grammar(
        labelled=later(
            compiled,
            rf"[(\[]?\s?(?:©\s?)?{label}(?:\s(?:{words['label_nouns']}))?\s?"
            rf"(?:(?::|/|\||–|-(?!(?<=\w-)\p{{Lu}})|—|©|(?:{words['credited_by']})\b)\s?){{1,3}}"  # what joins the label to the name: up to three of these
            r"\s?(?P<who>(?:[^.!?:]|\.(?=\w)|(?<=\b\p{Lu})\.|:(?!//)){2,90})[)\].]?\Z",  # “Foto: example.org / Ada Roe”, but no address in full
        ),
        courtesy=later(compiled, rf"[(\[]?{courtesy}\s?:?\s?(?P<who>{_NAME}.{{0,60}})[)\]]?\Z"),
        opening=later(compiled, rf"[(\[]?\s?(?:{_COPYRIGHT}|{label}|{courtesy})"),
        waits=later(
            compiled,
            rf"(?:\s|^)\(?{label}{noun}\s?:\Z"  # “… in Guilin Image source:”
            rf"|(?:^|[.!?]\s|\s)(?:{words['waiting_labels']})\s?:\Z",
        ),
        trailing=later(
            compiled,
            r"[\s.](?P<credit>"
            rf"[(\[](?:{label}[^()\[\]]{{2,100}}|[^()\[\]]{{2,80}})[)\]]"  # in brackets, labelled or not
            rf"|{label}(?:{noun})?\s?(?::|(?i:by)|©)\s?[^.!?:]{{2,80}}"  # Photo credit: Dana Whitlow
            r"|©\s?\p{L}[^.!?:()]{1,60}"
            rf"|{_NAME}\s?/\s?{_NAME}(?:\s(?i:via)\s{_NAME})?"  # Dana Whitlow/AP via Getty Images
            r")\.?\Z",
        ),
        of_a_picture=later(compiled, rf"(?:{words['picture_words']})|(?i:via)\b"),
        label=later(compiled, rf"{label}(?![\p{{L}}\p{{N}}])"),
        bare_label=later(compiled, rf"{label}\s?:"),
        supplier=later(
            compiled,
            rf"/.*\b(?:{words['supplier_words']})\b"
            r"|/\s?(?i:special to|for)\s\p{Lu}|/\s?The\s\p{Lu}",  # Dana Whitlow / For The Ledger, Dana Whitlow/The Ledger
        ),
        outlet=later(compiled, rf"\S+\s[^/]+/\s?\S.*\s(?:{words['outlet_words']})[)\].]*\Z"),
        grabbed=later(compiled, rf"\s?/\s?(?i:{words['grab_words']})(?!\w)[^/.!?]{{0,60}}\Z"),
        grab=later(compiled, rf"(?:\p{{L}}{{1,3}}\s)?(?i:{words['grab_words']})\s\S+\s\S"),
        passed_on=later(compiled, rf"\s[–—-]\s?(?:\S{{1,20}}\s){{0,2}}(?i:{words['through']})\s[^–—,.!?]{{2,40}}\Z"),
        placed=later(compiled, rf"\((?i:{words['places_in_pictures']})\)"),
        maker=later(compiled, rf"\S\s(?:{words['made_by']})\s\p{{Lu}}[\w.&'’\-]*(?:\s\p{{Lu}}[\w.&'’\-]*){{0,3}}\Z"),
        glued=later(compiled, rf"[^.!?()]{{2,80}}\s\({label}\s?:\s?[^()]{{2,60}}\)(?=[\p{{Lu}}„“”\"»«‘’])"),
        source=later(compiled, rf"[\W_]{{0,3}}(?i:{words['source_labels']})\s?:\s?\S"),
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
    grammar = _grammar()
    if grammar.opening.match(plain):
        if labelled := grammar.labelled.match(plain):
            return _is_who(labelled["who"], _names_agency(plain, agencies))
        if _COPYRIGHT_NAME.match(plain) or (_COPYRIGHT_AGENCY.match(plain) and _names_agency(plain, agencies)):
            return words <= COPYRIGHT_WORDS
        if grammar.courtesy.match(plain):
            return True
    if "/" in plain and _AT_A_HOST.match(plain):
        return True
    slashed = "/" in plain and _SLASHED.match(plain)
    if slashed and (grammar.supplier.search(plain) or grammar.outlet.match(plain)):
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
    if passed_on := _passed_on(plain, tail, agencies):
        return passed_on
    if not (tail.endswith(_CLOSING_BRACKET) or "/" in tail or ":" in tail or "©" in tail or "by" in tail.lower()):
        return None  # nothing that any of the forms must have
    grammar = _grammar()
    match = grammar.trailing.search(plain, max(0, len(plain) - CREDIT_CHARS[1]))
    if not match:
        return None
    credit = match["credit"]
    inner = credit.strip("()[] .")
    known = _names_agency(inner, agencies)
    labelled = grammar.labelled.match(inner) or grammar.courtesy.match(inner)
    if labelled and _is_who(labelled["who"], known):
        return match.span("credit")
    if credit[0] == "©":
        return match.span("credit") if len(credit.split()) <= COPYRIGHT_WORDS and not _COPYRIGHT_YEAR.search(credit) else None
    if (slashed := "/" in inner and _SLASHED.match(inner)) and credit[0] in "([" and grammar.supplier.search(inner) and len(slashed["left"].split()) > 1:
        return match.span("credit")  # (Dana Whitlow/The Ledger)
    if known and (slashed or (credit[0] in "([" and _VIA.match(inner))):
        return match.span("credit")
    return None


def _passed_on(plain: str, tail: str, agencies: frozenset[str]) -> tuple[int, int] | None:
    """“… in Bolivia/Screenshot of the report”, “… at the gate – via Wikimedia Commons”: what a caption ends with that is no sentence."""
    beyond = max(0, len(plain) - CREDIT_CHARS[1])
    if "/" in tail and (grabbed := _grammar().grabbed.search(plain, beyond)):
        return grabbed.span() if grabbed.start() else None
    if not any(dash in tail for dash in _BETWEEN_DASHES):
        return None
    passed_on = _grammar().passed_on.search(plain, beyond)
    return passed_on.span() if passed_on and _names_agency(passed_on[0], agencies) else None


def glued_caption(plain: str) -> int:
    """Where the caption ends that a paragraph begins with, no blank between them; 0 where there is none.

    >>> glued_caption("The pier (Photo: Ada Roe)Nobody knows."), glued_caption("The pier (Photo: Ada Roe) is old.")
    (25, 0)
    """
    found = _grammar().glued.match(plain) if ")" in plain[:_GLUED_WITHIN] else None
    return found.end() if found else 0


def label_at_end(plain: str) -> int | None:
    """Where the label begins that the line ends with, and the blank before it: then the name is on the next line.

    >>> label_at_end("Rain in Guilin Image source:"), label_at_end("Image source:"), label_at_end("Rain in Guilin")
    (14, 0, None)
    """
    waits = _grammar().waits.search(plain) if plain.endswith(":") and len(plain) <= WAITING_CHARS else None
    return waits.start() if waits else None


def speaks_of_a_picture(text: str) -> bool:
    """Does this begin with a label of pictures, or hold a word that stands beside an agency's name only under one?

    >>> speaks_of_a_picture("Foto: dpa"), speaks_of_a_picture("dpa via Reuters"), speaks_of_a_picture("dpa/Reuters")
    (True, True, False)
    """
    return _grammar().label.match(text) is not None or _grammar().of_a_picture.search(text) is not None


@per_line
def is_bare_label(plain: str) -> bool:
    """Is this a picture's label and its colon, with nothing behind it?

    >>> is_bare_label("Bild:"), is_bare_label("Bild: dpa"), is_bare_label("Bildung:")
    (True, False, False)
    """
    return _grammar().bare_label.fullmatch(plain) is not None


def is_source(plain: str) -> bool:
    """Does the line say where something is from?

    >>> is_source("Source: Harbour Board"), is_source("Sources close to the board")
    (True, False)
    """
    return ":" in plain and _grammar().source.match(plain) is not None


def begins_like_a_grab(plain: str) -> bool:
    """Does the line begin like the caption of a picture of a screen?

    >>> begins_like_a_grab("Screenshot of the new timetable"), begins_like_a_grab("Screenshots")
    (True, False)
    """
    return _grammar().grab.match(plain) is not None


def says_where_in_the_picture(plain: str) -> bool:
    """Does the line say where in a picture somebody stands?

    >>> says_where_in_the_picture("Ada Roe (left) on the pier"), says_where_in_the_picture("the pier (1931)")
    (True, False)
    """
    return "(" in plain and _grammar().placed.search(plain) is not None


def names_its_maker(plain: str) -> bool:
    """Does the line end with who made what it names?

    >>> names_its_maker("Booking app by Shoreline"), names_its_maker("Booking by telephone")
    (True, False)
    """
    return _grammar().maker.search(plain) is not None


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
