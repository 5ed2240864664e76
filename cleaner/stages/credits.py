"""Picture credits and the captions that carry them.

A credit has a grammar that hardly depends on language: NAME/AGENCY, AGENCY/NAME, (Photo by NAME/Getty Images),
© NAME, Image source: … A caption is told by the credit at its end or on the line below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Stage, Verdicts
from cleaner.title import find_title

_NAME = r"\p{Lu}[\p{L}\p{M}'’.\-]{0,25}(?:\s(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,25}|van|von|de|da|di|del|der|la|bin|al|and|of|the|for|e|y|et)){0,6}"
_LABEL = (
    r"(?i:photo(?:graph|graphy|s)?|image(?:s)?|picture(?:s)?|pic|video|illustration|graphic|artwork|cover|credit|screengrab|screenshot|file|"
    r"foto(?:s)?|bild(?:er)?|crédit(?:s)?|imagen|imagem|immagine|фото|fot\.?|zdjęcie|fotoğraf|写真|图源|사진|صورة|foto di)"
)
_LABELLED = regex.compile(
    rf"[(\[]?\s?(?:©\s?)?{_LABEL}(?:\s(?i:credit(?:s)?|source|courtesy|copyright|supplied|photo(?:s)?|via))?\s?"
    rf"(?:(?::|/|\||–|-|—|©|(?i:by|courtesy(?:\sof)?|via|from|credit|supplied(?:\sby)?|de|von|di))\s?){{1,3}}\s?(?P<who>[^.!?]{{2,90}})[)\].]?\Z"
)
_COURTESY = regex.compile(rf"[(\[]?(?i:(?:photo\s)?courtesy(?:\sof)?|handout(?:\svia)?|supplied\sby|provided\sby|credit)\s?:?\s?(?P<who>{_NAME}.{{0,60}})[)\]]?\Z")
_COPYRIGHT_NAME = regex.compile(rf"(?:©|\([cC]\))\s?(?:\d{{4}}\s)?(?P<who>{_NAME}(?:\s?[/,|]\s?{_NAME}){{0,3}})\Z")
_SLASHED = regex.compile(rf"[(\[]?(?P<left>{_NAME})\s?/\s?(?P<right>{_NAME}(?:\s?/\s?{_NAME})?)(?:\s(?i:via)\s{_NAME})?[)\]]?\.?\Z")
_VIA = regex.compile(rf"[(\[]?(?P<left>{_NAME})\s?(?:/\s?\S.{{0,40}})?\s(?i:via|for)\s(?P<right>{_NAME})[)\]]?\.?\Z")
_SOURCE_WAITS = regex.compile(rf"(?:\s|^)\(?{_LABEL}\s(?i:source|credit|courtesy)\s?:\Z|(?:^|[.!?]\s|\s)(?i:photo|image)\s?:\Z")
_TRAILING = regex.compile(
    rf"[\s.](?P<credit>[(\[](?:{_LABEL}[^()\[\]]{{2,100}}|[^()\[\]]{{2,80}})[)\]]|{_LABEL}(?:\s(?i:credit|source|courtesy))?\s?(?::|(?i:by)|©)\s?[^.!?:]{{2,80}}|©\s?{_NAME}.{{0,60}}|{_NAME}\s?/\s?{_NAME}(?:\s(?i:via)\s{_NAME})?)\.?\Z"
)

_KICKER = regex.compile(r"\p{Lu}[\p{Lu}\s'’\-,]{3,40}[.:|]\s\p{Lu}")

# Captions are short; a longer block that ends with a credit keeps its text and loses the credit alone.
CAPTION_WORDS = 60
CAPTION_SENTENCES = 4
CREDIT_WORDS = 16


@lru_cache(maxsize=8)
def agency_pattern(names: frozenset[str]) -> regex.Pattern[str]:
    alternatives = "|".join(regex.escape(n) for n in sorted(names, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives})(?![\p{{L}}\p{{N}}])")


def is_credit(plain: str, agencies: frozenset[str]) -> bool:
    """Is this line a picture credit and nothing else?

    >>> is_credit("(AP Photo/Dana Whitlow)", frozenset({"AP Photo"}))
    True
    >>> is_credit("The AP Photo desk won a prize.", frozenset({"AP Photo"}))
    False
    """
    if not 3 <= len(plain) <= 160 or len(plain.split()) > CREDIT_WORDS:
        return False
    known = bool(agency_pattern(agencies).search(plain))
    if _LABELLED.match(plain):
        return _is_who(_LABELLED.match(plain)["who"], known)
    if _COURTESY.match(plain) or _COPYRIGHT_NAME.match(plain):
        return not _COPYRIGHT_NAME.match(plain) or len(plain.split()) <= 8
    return known and bool(_SLASHED.match(plain) or _VIA.match(plain))


def _is_who(who: str, known: bool) -> bool:
    """A credit names somebody: capitals, an agency, a handle — not a clause."""
    words = list(regex.findall(r"[\p{L}@][\w@.'’\-]*", who))
    if not words:
        return False
    if known or "@" in who or "/" in who:
        return len(words) <= 12
    capitals = sum(1 for w in words if w[0].isupper() or w[0] == "@" or regex.match(r"\p{Lo}", w))
    return len(words) <= 10 and capitals >= len(words) * 0.5


def alone(evidence: Evidence) -> Iterator[Mark]:
    agencies = evidence.book.agencies
    for index, block in enumerate(evidence.blocks):
        if block.kind in (BlockKind.CODE, BlockKind.RULE, BlockKind.TABLE) or not block.plain:
            continue
        plain, shape = block.plain, evidence.shapes[index]
        if shape.words <= CREDIT_WORDS and is_credit(plain, agencies):
            yield evidence.mark(index, Category.IMAGE_CREDIT, "credit-line", 0.93, "a picture credit by its form")
        elif found := _trailing_credit(plain, agencies):
            yield from _credit_at_end(evidence, index, found)


def _trailing_credit(plain: str, agencies: frozenset[str]) -> tuple[int, int] | None:
    """The credit at the end of a longer line, as offsets into it."""
    low = max(0, len(plain) - 160)
    match = _TRAILING.search(plain, low)
    if not match:
        return None
    credit = match["credit"]
    inner = credit.strip("()[] .")
    known = agency_pattern(agencies).search(inner)
    labelled = _LABELLED.match(inner) or _COURTESY.match(inner)
    if labelled and _is_who(labelled["who"], bool(known)):
        return match.span("credit")
    if known and (("/" in inner and _SLASHED.match(inner)) or (credit[0] in "([" and _VIA.match(inner))):
        return match.span("credit")
    return None


def _credit_at_end(evidence: Evidence, index: int, span: tuple[int, int]) -> Iterator[Mark]:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if shape.words <= CAPTION_WORDS and shape.sentences <= CAPTION_SENTENCES:
        yield evidence.mark(index, Category.IMAGE_CAPTION, "caption-with-credit", 0.93, f"short text that ends with the credit “{block.plain[span[0] : span[1]][:60]}”")
    else:
        start = len(block.plain[: span[0]].rstrip())
        yield evidence.mark_part(index, start, len(block.plain), Category.IMAGE_CREDIT, "credit-at-end", 0.9, "a picture credit at the end of a paragraph")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Captions above a credit line, and sources that wait on the next line."""
    title = find_title(evidence, verdicts)
    for index in range(len(evidence.blocks)):
        block = evidence.blocks[index]
        if _SOURCE_WAITS.search(block.plain) and len(block.plain) <= 400:
            yield from _split_credit(evidence, index)
        above = index - 1
        if verdicts.is_a(index, Category.IMAGE_CREDIT) and above >= 0 and above != title and not verdicts.gone(above) and _may_be_caption(evidence, above):
            yield evidence.mark(above, Category.IMAGE_CAPTION, "caption-above-credit", 0.85, "short text right above a picture credit")


def _split_credit(evidence: Evidence, index: int) -> Iterator[Mark]:
    """``… in Guilin Image source:`` with the source on the next line."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    label = _SOURCE_WAITS.search(block.plain)
    assert label is not None
    caption = label.start() > 0
    if shape.words > CAPTION_WORDS:
        return
    yield evidence.mark(index, Category.IMAGE_CAPTION if caption else Category.IMAGE_CREDIT, "split-credit", 0.92, "ends with a credit's label")
    if index + 1 < len(evidence.blocks):
        below, next_shape = evidence.blocks[index + 1], evidence.shapes[index + 1]
        if next_shape.words <= 10 and not next_shape.ends and below.kind is BlockKind.PARAGRAPH:
            yield evidence.mark(index + 1, Category.IMAGE_CREDIT, "split-credit", 0.92, "the source that the line above announced")


def _may_be_caption(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not BlockKind.PARAGRAPH or not 2 <= shape.words <= 45 or shape.sentences > 3:
        return False
    if shape.prose and not _reads_as_caption(evidence, index):
        return False
    return not shape.colon and not _is_speech(block.plain)


def _reads_as_caption(evidence: Evidence, index: int) -> bool:
    """Words that captions use, or a kicker in capitals before the sentence (“A LONG WAIT. Travellers …”)."""
    if any(h.group.category is Category.IMAGE_CAPTION for h in evidence.hits[index]):
        return True
    return bool(_KICKER.match(evidence.blocks[index].plain))


def _is_speech(plain: str) -> bool:
    return plain[:1] in "\"“„«‘'" and plain.rstrip()[-1:] in "\"”»’.'"


STAGE = Stage("credits", alone=alone, context=context)
