"""str or bytes → Document. The kind is told from the content unless the caller says it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

from selectolax.lexbor import LexborHTMLParser

from cleaner.config import Limits
from cleaner.model import Document, Problem
from cleaner.patterns import later
from cleaner.read.encoding import decode
from cleaner.read.html import read_html
from cleaner.read.lines import read_lines
from cleaner.read.misread import set_right

Kind = Literal["auto", "text", "markdown", "html"]
KINDS: tuple[str, ...] = get_args(Kind)

_HTML_HEAD = later(
    re.compile,
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|style|meta|link)[\s>]",
    re.I | re.S,
)
# What a page may begin with, and what an extractor may have left above its text.
_LEFT_OVER = later(re.compile, r"\s*(?:<(script|style)\b[^>]{0,500}>.{0,20000}?</\1\s*>\s*|<(?:meta|link)\s[^>]{0,500}>\s*)+", re.I | re.S)
_HTML_BLOCK = later(re.compile, r"</(?:p|div|li|h[1-6]|article|section|td|script|style)\s*>", re.I)
# A piece of a page, as feeds and databases hold it: it begins and ends with an element that stands on lines of its own.
_BLOCK_NAMES = "p|div|h[1-6]|ul|ol|dl|table|section|article|main|figure|blockquote|header"
_FIRST_BLOCK = later(re.compile, rf"\s*<(?:{_BLOCK_NAMES})[\s>]", re.I)
_LAST_BLOCK = later(re.compile, rf"</(?:{_BLOCK_NAMES})\s*>\s*\Z", re.I)
_LAST_CHARS = 50
_TAG = later(re.compile, r"<[a-zA-Z!/?]")
# The first bytes of a character whose last ones were cut off.
_TORN_UTF8 = later(re.compile, rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z")
_SNIFFED = 20_000
# A markdown file may hold a few tags; this many closed block elements in its first pages make it a page.
_HTML_BLOCKS = 8
_FIRST_TAG_WITHIN = 200
_LONG_LINE = 80
_LIMITS = Limits()


class Reading(NamedTuple):
    """What was read, and the problems met on the way; ``tree`` is the parsed page where the source was HTML."""

    document: Document
    problems: tuple[Problem, ...]
    tree: LexborHTMLParser | None = None


def read(source: str | bytes, kind: Kind = "auto", url: str | None = None, encoding: str | None = None, limits: Limits = _LIMITS) -> Reading:
    """Read a source into a Document; never raises for a bad document.

    ``url`` resolves the links of a page. ``encoding`` is what the server said of bytes; a byte-order mark overrules it.
    """
    source, too_long = _within(source, limits.size)
    text, odd = decode(source, encoding, may_be_html=kind in ("auto", "html")) if isinstance(source, bytes) else (source, ())
    problems = (*too_long, *odd)
    if not text.strip():
        return Reading(Document(text, ()), problems or (Problem("blank", "the document is empty"),))
    if kind == "html" and not _TAG.search(text):
        return Reading(read_lines(text), (*problems, Problem("not-html", "this is not HTML: there is no tag in it; read as text")))
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        text, misread = set_right(text)
        page = read_html(text, url, limits.tags, limits.path_steps)
        return Reading(page.document, (*problems, *misread, *page.problems), page.tree)
    return Reading(read_lines(text), problems)


def _within(source: str | bytes, size: int) -> tuple[str | bytes, tuple[Problem, ...]]:
    """The source, cut at the limit."""
    if len(source) <= size:
        return source, ()
    head = source[:size]
    if isinstance(head, bytes):
        head = _TORN_UTF8.sub(b"", head)
    unit = "bytes" if isinstance(source, bytes) else "characters"
    return head, (Problem("size", f"the document has more than {size:,} {unit}; it is read up to there"),)


def looks_like_html(text: str) -> bool:
    """Is this the source of a web page rather than its text?

    >>> looks_like_html("<!DOCTYPE html><html><p>Rain"), looks_like_html("The <b> tag makes <i> bold.")
    (True, False)
    >>> looks_like_html("<style>p {}</style><p>Rain"), looks_like_html("<style>p {}</style> " + "It rained on the harbour. " * 9)
    (True, False)
    >>> looks_like_html("<p>Rain</p>" * 9), looks_like_html("How to write a list. " * 12 + "<li>Rain</li>" * 9)
    (True, False)
    >>> looks_like_html("<p>Rain.</p>\\n<p>Wind.</p>"), looks_like_html("<p align=center>Rain</p>\\n\\n# Use\\n\\nRun it.\\n\\n<p>End</p>")
    (True, False)
    """
    head = text[:_SNIFFED]
    if "<" not in head:
        return False
    if _HTML_HEAD.match(head):
        left_over = _LEFT_OVER.match(head)
        return left_over is None or not _mostly_untagged(head[left_over.end() :])
    if _FIRST_BLOCK.match(head) and _LAST_BLOCK.search(text[-_LAST_CHARS:]) and _has_tags_on_most_lines(head):
        return True
    # A piece of a page begins with a tag, or soon comes to one; a text about HTML begins with a title and some prose.
    return "<" in head[:_FIRST_TAG_WITHIN] and len(_HTML_BLOCK.findall(head)) >= _HTML_BLOCKS and not _mostly_untagged(head)


def _has_tags_on_most_lines(text: str) -> bool:
    """Else it is markdown between two elements."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum("<" in line for line in lines) * 2 > len(lines)


def _mostly_untagged(text: str) -> bool:
    """Are most long lines without a tag? Then the tags are quoted."""
    long = [line for line in text.splitlines() if len(line) >= _LONG_LINE]
    return sum(1 for line in long if "<" not in line) * 2 > len(long)
