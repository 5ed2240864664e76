"""Technical debris: what no reader was meant to see. Empty links, stray bars, raw addresses, code of the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import Block, BlockKind, Category, Mark
from cleaner.stages.base import Stage

# Separators and bars left over; drawings in characters (a puzzle's grid, a rule of dots) are more varied or longer.
_STRAY = re.compile(r"(?:[|,;·•_×✕✖\-–—>»›<«‹*:]\s*){1,4}\Z|(?:[,|;·•]\s*){2,100}\Z")
_EMPTY_LINK = re.compile(r"!?\[\s*\]\((?:[^()\s]|\([^()\s]{0,500}\)){1,4000}\)")
_BARE_FILE = re.compile(r"!?\S{0,200}\.(?:jpe?g|png|gif|webp|svg|avif|mp4|webm|m3u8|pdf)(?:\?\S{0,500})?\Z", re.I)
_BARE_IMAGE_URL = re.compile(r"https?://\S+\.(?:jpe?g|png|gif|webp|svg|avif)\S*\Z", re.I)
_PLACEHOLDER = re.compile(r"(?:\{\{[^{}]{0,200}\}\}|\[\[[^\[\]]{0,200}\]\]|%[A-Z_]{3,40}%|\[object Object\]|undefined|null|NaN|&nbsp;|&#?\w{2,8};)(?:\s|\Z)", re.I)
_SCRIPT = re.compile(
    r"\bfunction\s?\w{0,40}\s?\(|\bvar\s\w{1,40}\s?=|\bdocument\.(?:write|getElement|querySelector|createElement)|\bwindow\.\w{1,40}\s?=|\.push\(\{|"
    r"googletag|adsbygoogle|\bgtag\(|\bfbq\(|\$\(document\)|@media\s|@import\s|<!--|-->|\]\]>|</?(?:script|style|div|iframe|noscript|span|img)\b"
)
_JSON = re.compile(r'[\[{]\s?["{\[].{0,200}?["\]}]\s?[:,]', re.S)
_CSS = re.compile(r"[.#@]?[\w\-.#: ,>]{1,80}\{\s?[\w\-]{2,40}\s?:[^{}]{1,400};?\s?\}")
# Source code has this much more punctuation than prose has.
_CODE_PUNCTUATION = 0.09


def alone(evidence: Evidence) -> Iterator[Mark]:
    text = evidence.document.text
    for index, block in enumerate(evidence.blocks):
        if block.kind in (BlockKind.RULE, BlockKind.CODE):
            continue
        raw = text[block.start : block.end]
        if not block.plain and raw[:1] == "|":
            reason = None if _is_row_of_a_table(evidence, index) else "table bars without a table"
        else:
            reason = _debris(block, raw)
        if not reason and "](" in raw:
            yield from _empty_links(evidence, index, raw)
        if reason:
            yield evidence.mark(index, Category.TECHNICAL, "debris", 0.95, reason)


def _empty_links(evidence: Evidence, index: int, raw: str) -> Iterator[Mark]:
    """Links without a word, inside a line that has words."""
    start = evidence.blocks[index].start
    for link in _EMPTY_LINK.finditer(raw):
        yield Mark(start + link.start(), start + link.end(), Category.TECHNICAL, "empty-link", 0.95, "a link without text")


def _debris(block: Block, raw: str) -> str | None:
    plain = block.plain
    if not plain:
        return "markup without text"
    if block.kind is BlockKind.TABLE:
        return None
    if len(plain) <= 200 and _STRAY.match(plain):
        return "no words in the line"
    if " " not in plain and (_BARE_IMAGE_URL.match(plain) or (_BARE_FILE.match(plain) and "://" not in plain)):
        return "bare file or picture address"
    if len(plain) <= 60 and _PLACEHOLDER.match(plain):
        return "a template's placeholder"
    if _looks_like_code(plain):
        return "script, style or data of the page"
    return None


def _is_row_of_a_table(evidence: Evidence, index: int) -> bool:
    """Empty heads and rules (``| | |``, ``|---|---|``) stay where rows with words stand above or below them."""
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(evidence.blocks) and not evidence.blocks[at].plain and evidence.document.text[evidence.blocks[at].start] == "|":
            at += step
        if 0 <= at < len(evidence.blocks) and evidence.blocks[at].kind is BlockKind.TABLE:
            return True
    return False


def _looks_like_code(plain: str) -> bool:
    if not ("{" in plain or "<" in plain or "(" in plain or "-->" in plain):
        return False
    window = plain[:2_000]
    signs = sum(window.count(c) for c in "{}();=<>[]\":_$")
    if signs / len(window) < _CODE_PUNCTUATION:
        return False
    return bool(_SCRIPT.search(window) or _CSS.match(window) or (window[0] in "[{" and _JSON.match(window)))


STAGE = Stage("debris", alone=alone)
