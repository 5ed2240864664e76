"""Sign-offs of agencies and sites at the end of the story: “(Efe)”, “– Site.com”, “/TASS/”. Datelines stay."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Stage
from cleaner.stages.credits import agency_pattern

_SITE = r"(?:\p{Lu}|\p{Ll}{0,3}\p{Lu})[\w\-]{1,30}(?:\s\p{Lu}[\w\-]{1,20}){0,2}\.(?:com|net|org|news|co|info|tv|ph|in|id|uk|au|za|ng|ke|my|sg|eu|de|fr|es|it|ru|pl|br|mx|ar|cl)(?:\.\p{Ll}{2})?"
_DASH_SITE = regex.compile(rf"(?:[.!?”\"’')\]]\s?|\s)[–—-]{{1,2}}\s?(?:(?i:with\sreports?\sfrom\s)[^.]{{3,60}})?{_SITE}\s?\Z")
_BRACKET = regex.compile(r"[.!?”\"’')\]]\s?(?P<mark>[(\[/|][^()\[\]/|]{2,60}[)\]/|])\.?\s?\Z")
_DASH_AGENCY = regex.compile(r"[.!?”\"’')\]]\s?[–—-]{1,2}\s?(?P<mark>[\p{Lu}][^.!?–—]{1,50})\.?\Z")
_ALONE = regex.compile(r"[(\[/|–—\-*_\s]{1,4}(?P<mark>[^()\[\]/|]{2,60}?)[)\]/|*_\s]{0,4}\.?\Z")
# How many blocks before the end of the prose a sign-off may stand: notes and bios may follow it.
_LAST_BLOCKS = 4
_NOT_AN_AGENCY_WORD = 4


def alone(evidence: Evidence) -> Iterator[Mark]:
    agencies = agency_pattern(evidence.book.agencies)
    for index, block in enumerate(evidence.blocks):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING) or not block.plain:
            continue
        plain = block.plain
        if index < evidence.last_prose - _LAST_BLOCKS and evidence.shapes[index].words > 6:
            continue
        if match := _DASH_SITE.search(plain, max(0, len(plain) - 120)):
            yield _signed_off(evidence, index, match.start() + (1 if not match[0][0].isspace() else 0), "the site's own sign-off")
        elif (match := _BRACKET.search(plain, max(0, len(plain) - 80)) or _DASH_AGENCY.search(plain, max(0, len(plain) - 80))) and _is_agency(match["mark"], agencies):
            yield _signed_off(evidence, index, match.start() + 1, f"an agency's sign-off: “{match['mark']}”")
        elif len(plain) <= 60 and (match := _ALONE.match(plain)) and _is_agency(match["mark"], agencies):
            yield evidence.mark(index, Category.WIRE_CREDIT, "sign-off-line", 0.92, "an agency's mark alone on a line")


def _signed_off(evidence: Evidence, index: int, start: int, reason: str) -> Mark:
    plain = evidence.blocks[index].plain
    while start and plain[start - 1].isspace():
        start -= 1
    return evidence.mark_part(index, start, len(plain), Category.WIRE_CREDIT, "sign-off", 0.92, reason)


def _is_agency(text: str, agencies: regex.Pattern[str]) -> bool:
    """Agencies and little else between the brackets."""
    words = text.strip("()[]/|–—- .")
    if not agencies.search(words) or any(c.isdigit() for c in words):
        return False
    rest = agencies.sub(" ", words)
    return len(regex.findall(r"[\p{L}]+", rest)) <= _NOT_AN_AGENCY_WORD and not regex.search(r"(?i)photo|image|courtesy|handout|pool|via\b", words)


STAGE = Stage("wire", alone=alone)
