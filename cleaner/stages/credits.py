"""Picture credits and the captions that carry them.

A credit has a grammar that hardly depends on language: NAME/AGENCY, AGENCY/NAME, (Photo by NAME/Getty Images),
© NAME, Image source: … A caption is told by the credit at its end or on the line below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from cleaner.evidence import Evidence, count_sentences
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage, Verdicts, per_line
from cleaner.title import find_title

# ---------------------------------------------------------------- the grammar of a credit

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
    r"\s?(?P<who>[^.!?]{2,90})[)\].]?\Z"
)
# “Credit Hour” and “Credit Suisse” are no credits: that word alone wants its colon.
_COURTESY_WORDS = r"(?i:(?:photo\s)?courtesy(?:\sof)?\b|handout(?:\svia)?\b|supplied\sby\b|provided\sby\b|credit\s?(?::|\.\.\.))"
_COURTESY = later(
    regex.compile,
    rf"[(\[]?{_COURTESY_WORDS}\s?:?\s?"
    rf"(?P<who>{_NAME}.{{0,60}})[)\]]?\Z"
)
_COPYRIGHT_NAME = later(regex.compile, rf"(?:©|\([cC]\))\s?(?:\d{{4}}\s)?(?P<who>{_NAME}(?:\s?[/,|]\s?{_NAME}){{0,3}})\Z")
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
    rf"|©\s?{_NAME}.{{0,60}}"
    rf"|{_NAME}\s?/\s?{_NAME}(?:\s(?i:via)\s{_NAME})?"  # Dana Whitlow/AP via Getty Images
    r")\.?\Z"
)
# “… 李尕 摄”, “…（王小北／攝）”: in Chinese the photographer's name comes first.
_PHOTOGRAPHED = later(regex.compile, r"(?P<credit>[(（\s]\s?\p{Han}{2,4}(?:[、\s]\p{Han}{2,4}){0,2}\s?[/／]?\s?[摄攝]影?[)）]?)\Z")
_PHOTOGRAPHED_ENDS = ("摄", "攝", "影", "）", ")")
_CLOSING_BRACKET = (")", "]", ").", "].")
_KICKER = later(regex.compile, r"\p{Lu}[\p{Lu}\s'’\-,]{3,40}[.:|]\s\p{Lu}")
_WORD = later(regex.compile, r"[\p{L}@][\w@.'’\-]*")
_UNCASED = later(regex.compile, r"\p{Lo}")

_UNCREDITED = (CODE, RULE, TABLE)
# A line of credit is short …
CREDIT_CHARS = (3, 160)
CREDIT_WORDS = 16
# … and one that only a © tells is shorter: “© 2024 The Harbour Trust and its …” goes on as legal text.
COPYRIGHT_WORDS = 8
# A credit names no more words than these: with an agency, a handle or a slash in it, and without.
WHO_WORDS_KNOWN = 12
WHO_WORDS = 10
# Captions are short; a longer block that ends with a credit keeps its text and loses the credit alone.
CAPTION_WORDS = 60
CAPTION_SENTENCES = 4
# A caption that only the credit below it tells is shorter still.
CAPTION_ABOVE_WORDS = (2, 45)
CAPTION_ABOVE_SENTENCES = 3
# A numbered heading without markup has no more words than these.
HEADING_WORDS = 8
# A line that ends with a credit's label is no longer than this, and the source on the next line is a name.
WAITING_CHARS = 400
SOURCE_WORDS = 10


@lru_cache(maxsize=8)
def agency_pattern(names: frozenset[str]) -> regex.Pattern[str]:
    """A pattern that finds these names as words of their own; the longest of several that begin alike.

    >>> agency_pattern(frozenset({"AP", "AP Photo"})).findall("AP Photo/Dana Whitlow, APEC")
    ['AP Photo']
    """
    alternatives = "|".join(regex.escape(n) for n in sorted(names, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives})(?![\p{{L}}\p{{N}}])")


# What suppliers of pictures call themselves, when they are on no list.
_SUPPLIER = later(regex.compile, r"(?i)/.*\b(?:press|photos?|photography|images|pictures|agency|media|wire|archives?|handout|pool|staff)\b")


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
        if _COPYRIGHT_NAME.match(plain):
            return words <= COPYRIGHT_WORDS
        if _COURTESY.match(plain):
            return True
    slashed = "/" in plain and _SLASHED.match(plain)
    if slashed and _SUPPLIER.search(plain):
        return True
    low = plain.lower()
    return bool(slashed or (("via" in low or "for" in low) and _VIA.match(plain))) and _names_agency(plain, agencies)


_PICTURE_LABEL = later(regex.compile, rf"{_LABEL}(?![\p{{L}}\p{{N}}])")


def is_picture_label(text: str) -> bool:
    """Does this begin with a word that labels a picture?

    >>> is_picture_label("Foto: dpa"), is_picture_label("dpa/Reuters")
    (True, False)
    """
    return _PICTURE_LABEL.match(text) is not None


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


# ---------------------------------------------------------------- each block by itself


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines that are a credit, and lines that end with one."""
    agencies = evidence.book.agencies
    for index, block in enumerate(evidence.blocks):
        if block.kind in _UNCREDITED or not block.plain:
            continue
        if evidence.shapes[index].words <= CREDIT_WORDS and is_credit(block.plain, agencies):
            yield evidence.mark(index, Category.IMAGE_CREDIT, "credit-line", 0.93, "a picture credit by its form")
        elif found := _trailing_credit(block.plain, agencies):
            yield from _credit_at_end(evidence, index, *found)


@per_line
def _trailing_credit(plain: str, agencies: frozenset[str]) -> tuple[int, int] | None:
    """The credit at the end of a longer line, as offsets into it."""
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
    if known and (("/" in inner and _SLASHED.match(inner)) or (credit[0] in "([" and _VIA.match(inner))):
        return match.span("credit")
    return None


def _credit_at_end(evidence: Evidence, index: int, start: int, end: int) -> Iterator[Mark]:
    """The credit, and the caption that it closes where the block is short; a longer one loses the credit alone."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if shape.words <= CAPTION_WORDS and count_sentences(plain) <= CAPTION_SENTENCES:
        reason = f"short text that ends with the credit “{plain[start:end][:60]}”"
        yield evidence.mark(index, Category.IMAGE_CAPTION, "caption-with-credit", 0.93, reason)
    start = len(plain[:start].rstrip())
    yield evidence.mark_part(index, start, len(plain), Category.IMAGE_CREDIT, "credit-at-end", 0.9, "a picture credit at the end of a line")


# ---------------------------------------------------------------- next to others


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Captions above a credit line, and sources that wait on the next line."""
    title = find_title(evidence, verdicts)
    credited = {index for index, mark in verdicts.likely() if mark.category is Category.IMAGE_CREDIT}
    for index, shape in enumerate(evidence.shapes):
        if shape.colon and (waits := _source_waits(evidence.blocks[index].plain)) and shape.words <= CAPTION_WORDS:
            yield from _split_credit(evidence, index, has_caption=waits.start() > 0)
        above = index - 1
        if index not in credited or above < 0 or above == title or verdicts.gone(above):
            continue
        if _may_be_caption(evidence, above):
            reason = "short text right above a picture credit"
            yield evidence.mark(above, Category.IMAGE_CAPTION, "caption-above-credit", 0.85, reason)


def _source_waits(plain: str) -> regex.Match[str] | None:
    return _SOURCE_WAITS.search(plain) if plain.endswith(":") and len(plain) <= WAITING_CHARS else None


def _split_credit(evidence: Evidence, index: int, has_caption: bool) -> Iterator[Mark]:
    """``… in Guilin Image source:`` with the source on the next line."""
    category = Category.IMAGE_CAPTION if has_caption else Category.IMAGE_CREDIT
    yield evidence.mark(index, category, "split-credit", 0.92, "ends with a credit's label")
    if not has_caption and index and not evidence.blocks[index].after_blank and _may_be_caption(evidence, index - 1):
        yield evidence.mark(index - 1, Category.IMAGE_CAPTION, "split-credit", 0.9, "short text right above a credit's label")
    below = index + 1
    if below == len(evidence.blocks) or evidence.blocks[below].kind is not PARAGRAPH:
        return
    if evidence.shapes[below].words <= SOURCE_WORDS and not evidence.shapes[below].ends:
        reason = "the source that the line above announced"
        yield evidence.mark(below, Category.IMAGE_CREDIT, "split-credit", 0.92, reason)


def _may_be_caption(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    fewest, most = CAPTION_ABOVE_WORDS
    if block.kind is not PARAGRAPH or not fewest <= shape.words <= most:
        return False
    if shape.colon or count_sentences(block.plain) > CAPTION_ABOVE_SENTENCES or _is_speech(block.plain):
        return False
    if not shape.ends and _is_below_heading(evidence, index):
        return False  # a heading's second line
    return not shape.prose or _reads_as_caption(evidence, index)


def _is_below_heading(evidence: Evidence, index: int) -> bool:
    """Is the line above a heading of the body, marked as one or numbered (“3. Armoire”, which reads like an item of a list)?"""
    if index == 0 or index <= evidence.first_prose:
        return False
    above, shape = evidence.blocks[index - 1], evidence.shapes[index - 1]
    return above.kind is HEADING or (above.kind is LIST_ITEM and shape.words <= HEADING_WORDS and not shape.ends)


def _reads_as_caption(evidence: Evidence, index: int) -> bool:
    """Words that captions use, or a kicker in capitals before the sentence (“A LONG WAIT. Travellers …”)."""
    if any(h.group.category is Category.IMAGE_CAPTION for h in evidence.hits[index]):
        return True
    return bool(_KICKER.match(evidence.blocks[index].plain))


def _is_speech(plain: str) -> bool:
    return plain[:1] in "\"“„«‘'" and plain.rstrip()[-1:] in "\"”»’.'"


STAGE = Stage(
    "credits",
    alone=alone,
    context=context,
    rules=(
        Rule("credit-line", "a picture credit by its form: “Jane Roe/Reuters”, “© Jane Roe”", (Category.IMAGE_CREDIT,)),
        Rule("caption-with-credit", "a caption that ends with a credit", (Category.IMAGE_CAPTION,)),
        Rule("credit-at-end", "a credit at the end of a longer line", (Category.IMAGE_CREDIT,)),
        Rule("caption-above-credit", "a short line above a credit", (Category.IMAGE_CAPTION,)),
        Rule("split-credit", "“Image source:” and the name on the line below it", (Category.IMAGE_CREDIT, Category.IMAGE_CAPTION)),
    ),
)
