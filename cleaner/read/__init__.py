"""str or bytes → Document. The kind is told from the content unless the caller says it."""

from __future__ import annotations

import re
from typing import Literal, get_args

from cleaner.model import Document, Problem
from cleaner.read.encoding import decode
from cleaner.read.lines import read_lines

Kind = Literal["auto", "text", "markdown", "html"]
KINDS: tuple[str, ...] = get_args(Kind)

_HTML_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.I | re.S,
)
_HTML_BLOCK = re.compile(r"</(?:p|div|li|h[1-6]|article|section|td|script|style)\s*>", re.I)
_SNIFFED = 20_000
# A markdown file may hold a few tags; this many closed block elements in its first pages make it a page.
_HTML_BLOCKS = 8


def read(source: str | bytes, kind: Kind) -> tuple[Document, tuple[Problem, ...]]:
    """Read a source into a Document, with the problems met on the way; never raises for a bad document."""
    text, problems = decode(source) if isinstance(source, bytes) else (source, ())
    if not problems and not text.strip():
        return Document(text, ()), (Problem("blank", "the document is empty"),)
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        return Document(text, ()), (*problems, Problem("html", "this is HTML; cleaner reads plain text and markdown so far"))
    return read_lines(text), problems


def looks_like_html(text: str) -> bool:
    """Is this the source of a web page rather than its text?

    >>> looks_like_html("<!DOCTYPE html><html><p>Rain"), looks_like_html("The <b> tag makes <i> bold.")
    (True, False)
    """
    head = text[:_SNIFFED]
    if "<" not in head:
        return False
    return bool(_HTML_HEAD.match(head)) or len(_HTML_BLOCK.findall(head)) >= _HTML_BLOCKS
