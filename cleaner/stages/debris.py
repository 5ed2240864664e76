"""Technical debris: what no reader was meant to see. Empty links, stray bars, raw addresses, code of the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import CODE, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.zones import BODY, HEAD

# Separators and bars left over; drawings in characters (a puzzle's grid, a rule of dots) are more varied or longer.
_STRAY = later(re.compile, r"(?:[|,;·•_×✕✖\-–—>»›<«‹*:]\s*){1,4}\Z|(?:[,|;·•]\s*){2,100}\Z")
_EMPTY_LINK = later(re.compile, r"!?\[\s*\]\((?:[^()\s]|\([^()\s]{0,500}\)){1,4000}\)")
_BARE_FILE = later(re.compile, r"!?\S{0,200}\.(?:jpe?g|png|gif|webp|svg|avif|mp4|webm|m3u8|pdf)(?:\?\S{0,500})?\Z", re.I)
# “The+ferry%E2%80%99s+new+pier%0A”: a caption that was written into an address, blanks as plus signs; sums and compounds have no signs in hex.
_ENCODED = later(re.compile, r"(?=[^%]{0,400}%[\dA-F]{2})(?=[^+]{0,400}\+[^+]{1,400}\+)[^\s]{12,2000}\Z")
_BARE_IMAGE_URL = later(re.compile, r"https?://\S+\.(?:jpe?g|png|gif|webp|svg|avif)\S*\Z", re.I)
_SHORTCODE = later(re.compile, r"\[/?[a-z][a-zA-Z\d_\-]{1,30}(?:\s[a-zA-Z\d_\-]{1,30}=\"[^\"]{0,200}\"){0,12}\s?/?\]\Z")
_QUERY = later(re.compile, r"\??(?:[\w.\-]{1,40}=[^\s&=]{1,80}&){2,20}[\w.\-]{1,40}=[^\s&=]{0,80}\Z")
_PLACEHOLDER = later(
    re.compile,
    r"(?:\{\{[^{}]{0,200}\}\}|\[\[[^\[\]]{0,200}\]\]|%[A-Z_]{3,40}%"  # {{title}}, [[title]], %TITLE%
    r"|\[object Object\]|(?-i:undefined|null|NaN)"  # values that a script printed
    r"|&nbsp;|&#?\w{2,8};)(?:\s|\Z)",  # entities left undecoded
    re.I,
)
_PLACEHOLDER_BEGINS = "{[%&unN"
_SCRIPT = later(
    re.compile,
    r"\bfunction\s?\w{0,40}\s?\(|\bvar\s\w{1,40}\s?="
    r"|\bdocument\.(?:write|getElement|querySelector|createElement|addEventListener)|\bwindow\.\w{1,40}\s?=|\.push\(\{"
    r"|googletag|adsbygoogle|\bgtag\(|\bfbq\(|\$\(document\)"
    r"|@media\s|@import\s"
    r"|<!--|-->|\]\]>|</?(?:script|style|div|iframe|noscript|span|img)\b"
)
# Code of this kind no lesson shows so often.
_OF_PAGES = later(re.compile, r"googletag|adsbygoogle|\bgtag\(|\bfbq\(|\.push\(\{|<(?:iframe|img|noscript)\b|<!--|-->")
# Tags that only set letters, one pair around a few words; what is raised or lowered (“10<sup>6</sup>”) would lose its meaning.
_SETTING = later(re.compile, r"<(?P<tag>strong|em|b|i|u|span|font)(?:\s[^<>]{1,200})?>(?P<words>[^<>]{1,400})(?P<close></(?P=tag)>)")
# A text that speaks of markup shows it.
_SPEAKS_OF_MARKUP = later(re.compile, r"\b(?:X?HTML|CSS|XML|JSX|BBCode|Markdown)\b|</?code>|\]\(|^#{1,6} |\*\*", re.M)
_JSON = later(re.compile, r'[\[{]\s?["{\[].{0,200}?["\]}]\s?[:,]', re.S)
_CSS = later(re.compile, r"[.#@]?[\w\-.#: ,>]{1,80}\{\s?[\w\-]{2,40}\s?:[^{}]{1,400};?\s?\}")
# “Warning: include(): … in /var/www/… on line 12”: PHP tells its visitors what went wrong.
_SERVER_MESSAGE = later(
    re.compile,
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards|(?:Catchable |Recoverable )?Fatal error|Parse error) ?: .{1,600} in \S{1,300} on line \d{1,6}\b",
)
# How a line ends, or that it is a call, where the page's code stands above it.
_GOES_ON_AS_CODE = later(re.compile, r".{0,600}[{};]\Z|[)\]]{1,12}\Z|[\w$]{1,60}(?:\.[\w$]{1,60}){1,8}\([^()]{0,300}\)\Z")
# What lines of a sample look like that a page's own code need not: elements, members of data, remarks, statements.
_OF_CODE = later(
    re.compile,
    r"<[!/]?\w"  # <title>Test</title>
    r"|[\"'][\w$@./\-]{1,60}[\"']\s?:\s?[\"'\[{\d\-]"  # "lang": "en",
    r"|(?://|/\*|\*/|#!)"  # // cow.js
    r"|[^=()\"'\[\]]{0,200}[=()\"'\[\]].{0,600}[{};]\Z|[{}()\[\];,]{1,12}\Z",  # var total = 0;
)
# A hard-wrapped sentence that leads in to markup, and the first line of that taken for its last.
_INTO_MARKUP = later(re.compile, r"\w:\s<[!\w][^<>]{0,80}\Z")
# The mark of a list's item whose text stands on the line below; pages that number their items themselves have it twice.
_NUMBER = later(re.compile, r"\(?\d{1,3}[.)](?:\s\d{1,3}[.)])?\Z")

# What a server's message begins with.
_SERVER_SAYS = "PWNDSFCR"
_PAGE_CODE = "script, style or data of the page"
# Longest lines that can be a stray separator, or a placeholder and little else.
_STRAY_CHARS = 200
# Two of them part paragraphs as three do, which are a rule; one is what an empty item of a list leaves.
_BREAKS = ("- -", "* *", "– –", "— —", "• •")
_PLACEHOLDER_CHARS = 60
# What stands before an added line of a printed patch.
_ADDED = "+"
# Between two lines that belong together stand no more lines of marks than this.
_MARKS_IN_A_ROW = 4
# Whether a line is source code is told from so much of its beginning; it has this much more punctuation than prose has.
_CODE_WINDOW = 2_000
_CODE_PUNCTUATION = 0.09
# A lesson shows so many samples, with paragraphs between them.
_SAMPLES = 3
# Where a sample of code begins is looked for no further up than so many lines.
_CODE_LINES = 60
# A sample is indented by so many blanks more than the text. What pages tell search engines about themselves has this word in it.
_SET_IN = 2
_VOCABULARY = "schema.org"
# A line of text has so many words; a sentence of as many that does not end runs into the line below.
_LEADS_IN_WORDS = 5


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines that are debris as a whole; in lines that are not, the empty links."""
    has_links = "](" in evidence.document.text
    yield from _printed_tags(evidence)
    code_above = False
    shown = _shown_code(evidence)
    for index, block in enumerate(evidence.blocks):
        if block.kind is RULE or block.kind is CODE or index in shown:
            code_above = code_above and index not in shown
            continue
        reason = _debris(evidence, index) if block.plain else _wordless(evidence, index)
        if (not block.plain and _belongs_beside(evidence, index)) or (reason and _parts_paragraphs(evidence, index)):
            reason = None
        if code_above and not reason and _GOES_ON_AS_CODE.match(block.plain):
            reason = _PAGE_CODE
        code_above = reason == _PAGE_CODE
        if reason:
            yield evidence.mark(index, Category.TECHNICAL, "debris", 0.95, reason)
        elif has_links:
            yield from _empty_links(evidence, index)


def _printed_tags(evidence: Evidence) -> Iterator[Mark]:
    """“a <strong>report</strong> on it”: tags that were printed instead of being obeyed, in a text that has no other markup and does not speak of it."""
    text = evidence.document.text
    if evidence.document.is_page or "</" not in text or _SPEAKS_OF_MARKUP.search(text) or any(block.kind is CODE for block in evidence.blocks):
        return
    for block in evidence.blocks:
        for pair in _SETTING.finditer(text, block.start, block.end):
            for start, end in ((pair.start(), pair.start("words")), pair.span("close")):
                yield Mark(start, end, Category.TECHNICAL, "printed-tag", 0.93, "a tag of the page that was printed")


def _shown_code(evidence: Evidence) -> frozenset[int]:
    """The lines of code of a text that shows code again and again, or marks some of it as such: a lesson, whose code lost its marks."""
    if evidence.document.is_page:
        return frozenset()
    lines = [i for i, b in enumerate(evidence.blocks) if b.kind is not CODE and evidence.zones[i] is BODY and _looks_like_code(b.plain)]
    lines = [i for i in lines if not _OF_PAGES.search(evidence.blocks[i].plain)]
    samples = sum(above < 0 or _speaks_between(evidence, above, i) for above, i in pairwise([-1, *lines]))
    marked = any(block.kind is CODE for block in evidence.blocks)
    return frozenset(lines) if samples >= _SAMPLES or (samples and marked) else frozenset()


def _speaks_between(evidence: Evidence, above: int, index: int) -> bool:
    return any(evidence.shapes[i].prose for i in range(above + 1, index))


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Numbers alone on their lines, where what they number is gone."""
    for index, block in enumerate(evidence.blocks):
        if not block.plain and _is_number(evidence, index) and (index + 1 == len(evidence.blocks) or verdicts.gone(index + 1)):
            yield evidence.mark(index, Category.TECHNICAL, "debris", 0.95, "a number with nothing under it")


def _empty_links(evidence: Evidence, index: int) -> Iterator[Mark]:
    """Links without a word, inside a line that has words."""
    if evidence.document.is_page:
        return  # its brackets are no markup
    block = evidence.blocks[index]
    raw = evidence.document.source_of(block)
    if "](" not in raw:
        return
    for link in _EMPTY_LINK.finditer(raw):
        start, end = block.start + link.start(), block.start + link.end()
        yield Mark(start, end, Category.TECHNICAL, "empty-link", 0.95, "a link without text")


def _wordless(evidence: Evidence, index: int) -> str | None:
    """Why markup without text is debris, or None where it is part of a table or numbers the line below."""
    if _is_number(evidence, index):
        return None
    if not _is_bars(evidence, index):
        return "markup without text"
    return None if _is_row_of_a_table(evidence, index) else "table bars without a table"


def _belongs_beside(evidence: Evidence, index: int) -> bool:
    """Does a line of marks belong to the lines right above and below: the blank line of a quotation or of a patch?"""
    if evidence.document.is_page:
        return False
    marks = evidence.document.source_of(evidence.blocks[index]).strip()
    above, below = _beside(evidence, index, -1), _beside(evidence, index, 1)
    if marks == ">":
        return above.startswith(">") and below.startswith(">")
    return marks == _ADDED and (above.startswith(_ADDED) or below.startswith(_ADDED))


def _beside(evidence: Evidence, index: int, step: int) -> str:
    """The next line with text on this side, marks and all; empty where a blank line lies between, or none is so near."""
    for _ in range(_MARKS_IN_A_ROW):
        index += step
        if not 0 <= index < len(evidence.blocks) or not _joined(evidence, index, step):
            return ""
        if evidence.blocks[index].plain:
            return evidence.document.source_of(evidence.blocks[index])
    return ""


def _debris(evidence: Evidence, index: int) -> str | None:
    """Why a line with text is debris, or None."""
    block = evidence.blocks[index]
    plain = block.plain
    if block.kind is TABLE:
        return None
    if len(plain) <= _STRAY_CHARS and not plain[0].isalnum() and _STRAY.match(plain) and not (index and evidence.goes_on(index)):
        return "no words in the line"
    if " " not in plain and (_BARE_IMAGE_URL.match(plain) or (_BARE_FILE.match(plain) and "://" not in plain)):
        return "bare file or picture address"
    if " " not in plain and _ENCODED.match(plain):
        return "words as they stand in an address"
    if len(plain) <= _STRAY_CHARS and ((plain[0] == "[" and _SHORTCODE.match(plain)) or ("&" in plain and _QUERY.match(plain))):
        return "a shortcode or a tracking string"
    if len(plain) <= _PLACEHOLDER_CHARS and plain[0] in _PLACEHOLDER_BEGINS and _PLACEHOLDER.match(plain):
        return "a template's placeholder"
    if plain[0] in _SERVER_SAYS and _SERVER_MESSAGE.match(plain):
        return "a message of the server's software"
    if _looks_like_code(plain) and not _is_led_in(evidence, index):
        return _PAGE_CODE
    return None


def _parts_paragraphs(evidence: Evidence, index: int) -> bool:
    """Are these signs a rule of two, with a paragraph above and another below?"""
    if evidence.document.source_of(evidence.blocks[index]).strip() not in _BREAKS:
        return False
    return all(0 <= i < len(evidence.blocks) and evidence.shapes[i].prose for i in (index - 1, index + 1))


def _is_number(evidence: Evidence, index: int) -> bool:
    return _NUMBER.match(evidence.document.source_of(evidence.blocks[index]).strip()) is not None


def _is_bars(evidence: Evidence, index: int) -> bool:
    """Has the block no text, and does it begin with a table's bar?"""
    block = evidence.blocks[index]
    return not block.plain and evidence.document.text.startswith("|", block.start)


def _is_row_of_a_table(evidence: Evidence, index: int) -> bool:
    """Empty heads and rules (``| | |``, ``|---|---|``) stay where rows with words stand above or below them."""
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(evidence.blocks) and _is_bars(evidence, at) and _joined(evidence, at, step):
            at += step
        if 0 <= at < len(evidence.blocks) and evidence.blocks[at].kind is TABLE and _joined(evidence, at, step):
            return True
    return False


def _joined(evidence: Evidence, at: int, step: int) -> bool:
    """Does no blank line lie between this block and the one that the step came from?"""
    return not evidence.blocks[at if step > 0 else at + 1].after_blank


def _is_led_in(evidence: Evidence, index: int) -> bool:
    """Does the line above this stretch of code announce it or run into it? Then the author shows it."""
    first = index
    while first and index - first < _CODE_LINES and _is_of_code(evidence.blocks[first - 1].plain):
        first -= 1
    if first == 0:
        return False
    above = evidence.shapes[first - 1]
    if above.colon or _INTO_MARKUP.search(evidence.blocks[first - 1].plain) or _is_set_in(evidence, index):
        return True
    # Above the first paragraph a line without an end is the headline.
    return above.words >= _LEADS_IN_WORDS and not above.ends and evidence.zones[first - 1] is not HEAD


def _is_set_in(evidence: Evidence, index: int) -> bool:
    """Between lines of text, and deeper indented than one above: so samples are printed, of code that no page runs."""
    plain = evidence.blocks[index].plain
    if plain.startswith("<") or _OF_PAGES.search(plain) or _VOCABULARY in plain:
        return False  # markup that extractors left
    least = _indent(evidence, index) - _SET_IN
    if least < 0 or not any(_is_text(evidence, i) for i in range(index + 1, min(len(evidence.blocks), index + 1 + _CODE_LINES))):
        return False
    return any(_is_text(evidence, i) and _indent(evidence, i) <= least for i in range(max(0, index - _CODE_LINES), index))


def _is_text(evidence: Evidence, index: int) -> bool:
    """A sentence or a part of one, and no code."""
    return evidence.shapes[index].words >= _LEADS_IN_WORDS and not _is_of_code(evidence.blocks[index].plain)


def _indent(evidence: Evidence, index: int) -> int:
    """How many blanks stand before a block on its line."""
    start, text = evidence.blocks[index].start, evidence.document.text
    line = text.rfind("\n", 0, start) + 1
    return start - line if text[line:start].isspace() else 0


def _is_of_code(plain: str) -> bool:
    """May this be a line of a sample, too, beside lines that look like code?"""
    return _looks_like_code(plain) or _OF_CODE.match(plain) is not None


def _looks_like_code(plain: str) -> bool:
    if not plain or not ("{" in plain or "<" in plain or "(" in plain or "-->" in plain):
        return False
    window = plain[:_CODE_WINDOW]
    signs = sum(window.count(c) for c in "{}();=<>[]\":_$")
    if signs / len(window) < _CODE_PUNCTUATION:
        return False
    return bool(_SCRIPT.search(window) or _CSS.match(window) or (window[0] in "[{" and _JSON.match(window)))


STAGE = Stage(
    "debris",
    alone=alone,
    context=context,
    rules=(
        Rule("debris", "stray bars, raw addresses, code and templates of the page itself", (Category.TECHNICAL,)),
        Rule("printed-tag", "tags around words that were printed instead of being obeyed", (Category.TECHNICAL,)),
        Rule("empty-link", "a link without text", (Category.TECHNICAL,)),
    ),
)
