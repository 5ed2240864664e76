"""Sign-offs of agencies and sites at the end of the story: “(Efe)”, “– Site.com”, “/TASS/”. Datelines stay."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import HEADING, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage
from cleaner.stages.credit_forms import agency_pattern, speaks_of_a_picture

_SITE = (
    r"(?:\p{Lu}|\p{Ll}{0,3}\p{Lu})[\w\-]{1,30}(?:\s\p{Lu}[\w\-]{1,20}){0,2}"  # a capital tells a name: “iNews”, “Daily Post”
    r"\.(?:com|net|org|news|co|info|tv|ph|in|id|uk|au|za|ng|ke|my|sg|eu|de|fr|es|it|ru|pl|br|mx|ar|cl)(?:\.\p{Ll}{2})?"
)
# The story's last character, and a space perhaps: what a sign-off stands behind.
_AFTER = r"[.!?。！？؟।”\"’')\]」』）»]\s?"
_SITE_ALONE = later(compiled, rf"(?:{_SITE}|[\p{{Lu}}\d\-]{{3,30}}\.(?:COM|NET|ORG|NEWS|INFO|TV))\Z|\p{{Lu}}[\w\-]{{2,30}}\.\p{{Ll}}{{2}}\Z")
_DASH_SITE = later(
    compiled,
    rf"(?:{_AFTER}|\s)[–—-]{{1,2}}\s?(?:(?i:with\sreports?\sfrom\s)[^.]{{3,60}})?{_SITE}\s?\Z"
)
_BRACKET = later(compiled, rf"{_AFTER}(?P<mark>[(\[/|（【][^()\[\]/|（）【】]{{2,60}}[)\]/|）】])[.。]?\s?\Z")
_DASH_AGENCY = later(compiled, rf"{_AFTER}[–—-]{{1,2}}\s?(?P<mark>[\p{{Lu}}][^.!?–—]{{1,50}})\.?\Z")
_CLOSING_MARK = (")", "]", "/", "|", "）", "】")
_ALONE = later(compiled, r"[(\[/|（【–—\-*_\s]{1,4}(?P<mark>[^()\[\]/|（）【】]{2,60}?)[)\]/|）】*_\s]{0,4}[.。]?\Z")
# “(KNA 19.11.21)”: when the agency sent it.
_DATED = later(compiled, r"[,/]?\s?\b\d{1,2}[./]\s?\d{1,2}[./](?:\s?\d{2,4})?(?:[,\s]{1,2}\d{1,2}[:.]\d{2})?\Z")
_WORD = later(compiled, r"[\p{L}]+")

_SIGNED = (PARAGRAPH, LIST_ITEM, HEADING)
# How many blocks before the end of the prose a sign-off may stand: notes and bios may follow it.
_LAST_BLOCKS = 4
# Further up, only a line this short can be one.
_SHORT_WORDS = 6
# So much of a block's end is searched for a site's and an agency's sign-off; a sign-off that is the block is as short.
_SITE_CHARS = 120
_AGENCY_CHARS = 80
_ALONE_CHARS = 60
# The rule of phrases that name who reported, wrote and edited.
REPORTING_BY = "reporting-by"
# Beside the agencies' names a sign-off has no more words than these (“with inputs from”).
_MOST_OTHER_WORDS = 4


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Sign-offs by their form: a site after a dash, an agency in brackets, after a dash or alone on its line."""
    agencies = evidence.book.agencies
    late = evidence.last_prose - _LAST_BLOCKS
    for index, block in enumerate(evidence.blocks):
        plain = block.plain
        if _names_reporters_in_brackets(evidence, index):
            yield evidence.mark(index, Category.WIRE_CREDIT, "reporters-in-brackets", 0.93, "who reported, wrote and edited, in brackets")
        if (index < late and evidence.shapes[index].words > _SHORT_WORDS) or block.kind not in _SIGNED or not plain:
            continue
        if index == len(evidence.blocks) - 1 and _closes_with_site(evidence, index):
            yield evidence.mark(index, Category.WIRE_CREDIT, "site-alone", 0.88, "the site's name alone on the last line")
            continue
        tail = plain[-_SITE_CHARS:]
        if _has_dash(tail) and "." in tail and (site := _DASH_SITE.search(plain, max(0, len(plain) - _SITE_CHARS))):
            # The match begins with the story's last character or, after none, with the space before the dash.
            start = site.start() if site[0][0].isspace() else site.start() + 1
            yield _signed_off(evidence, index, start, "the site's own sign-off")
        elif agency := _agency_at_end(plain, agencies):
            yield _signed_off(evidence, index, agency.start() + 1, f"an agency's sign-off: “{agency['mark']}”")
        elif _is_agency_alone(plain, agencies):
            reason = "an agency's mark alone on a line"
            yield evidence.mark(index, Category.WIRE_CREDIT, "sign-off-line", 0.92, reason)


def _names_reporters_in_brackets(evidence: Evidence, index: int) -> bool:
    """“(Reporting by Ada Roe; additional reporting by Dana Whitlow in Pell; editing by Ilse Borran)”, a paragraph by itself: a phrase knows such
    lines at the end of a text, and in brackets they end the story also where other stories stand below it.
    """
    plain = evidence.blocks[index].plain
    if not plain.startswith("(") or plain.find(")") != len(plain.rstrip(" .")) - 1 or index < evidence.first_prose:
        return False
    return any(hit.start <= 1 and hit.group.rule == REPORTING_BY for hit in evidence.hits[index])


def _closes_with_site(evidence: Evidence, index: int) -> bool:
    """“Ellery.news” as the last line, written as a name and not as an address to go to; not as an item, nor below a label or a list of sites."""
    block = evidence.blocks[index]
    if block.kind is not PARAGRAPH or index <= evidence.first_prose or _SITE_ALONE.match(block.plain) is None:
        return False
    above = evidence.blocks[index - 1]
    return not evidence.shapes[index - 1].colon and above.kind is not LIST_ITEM and _SITE_ALONE.match(above.plain) is None


def _has_dash(text: str) -> bool:
    return "-" in text or "–" in text or "—" in text


def _agency_at_end(plain: str, agencies: frozenset[str]) -> regex.Match[str] | None:
    low = max(0, len(plain) - _AGENCY_CHARS)
    match = _BRACKET.search(plain, low) if plain.rstrip(" .。").endswith(_CLOSING_MARK) else None
    if match is None and _has_dash(plain[low:]):
        match = _DASH_AGENCY.search(plain, low)
    return match if match and _is_agency(match["mark"], agencies) else None


def _is_agency_alone(plain: str, agencies: frozenset[str]) -> bool:
    match = _ALONE.match(plain) if len(plain) <= _ALONE_CHARS else None
    return match is not None and _is_agency(match["mark"], agencies)


def _signed_off(evidence: Evidence, index: int, start: int, reason: str) -> Mark:
    """The block from ``start`` on, and the space before it."""
    plain = evidence.blocks[index].plain
    start = len(plain[:start].rstrip())
    return evidence.mark_part(index, start, len(plain), Category.WIRE_CREDIT, "sign-off", 0.92, reason)


def _is_agency(text: str, agencies: frozenset[str]) -> bool:
    """Agencies and little else between the brackets; with a picture's words it is a picture's credit."""
    words = _DATED.sub("", text.strip("()[]/|（）【】–—- .。"))
    names = agency_pattern(agencies)
    if not names.search(words) or any(c.isdigit() for c in words) or speaks_of_a_picture(words):
        return False
    return len(_WORD.findall(names.sub(" ", words))) <= _MOST_OTHER_WORDS


STAGE = Stage(
    "wire",
    alone=alone,
    rules=(
        Rule("reporters-in-brackets", "a paragraph in brackets that names who reported, wrote and edited", (Category.WIRE_CREDIT,)),
        Rule("site-alone", "the site's name as the last line: “Ellery.news”", (Category.WIRE_CREDIT,)),
        Rule("sign-off-line", "an agency's mark alone on a line: “(Reuters)”", (Category.WIRE_CREDIT,)),
        Rule("sign-off", "an agency in brackets after the last sentence: “(Reuters)”", (Category.WIRE_CREDIT,)),
    ),
)
