"""Values as pages write them, made plain: white space, entities, tags, broken characters."""

from __future__ import annotations

import html
import re

from cleaner.patterns import later

# Tags that pages leave in declared values. Not any `<…>`: a title may speak of `List<T>`.
_BREAK_TAG = later(re.compile, r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|blockquote|section|article|hr)\b[^<>]*>", re.I)
_INLINE_TAG = later(re.compile, r"</?(?:a|b|i|u|em|strong|span|sup|sub|small|mark|font|img|wbr|td|th|figure|figcaption|cite|q)\b[^<>]*>", re.I)
_ENTITY = later(re.compile, r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# Control characters, and surrogates without their other half, which cannot be written as UTF-8.
_BROKEN = later(re.compile, r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u200b]")
_NEITHER = later(re.compile, r"[\W_]+")
_BLANKS = later(re.compile, r"[^\S\n]+")
_BLANK_LINES = later(re.compile, r" ?\n\s*")
# A value is escaped once by the page and often once more by what wrote the page.
_TIMES_ESCAPED = 2


def one_line(value: str) -> str:
    """The value as a reader would see it, on one line.

    >>> one_line(" Rain &amp;amp; <b>wind</b>\\n over&nbsp;Port Ellery ")
    'Rain & wind over Port Ellery'
    """
    return " ".join(_plain(value).split())


def paragraphs(value: str) -> str:
    """The value with its line breaks, those of tags too.

    >>> paragraphs("<p>It rained.</p><p>Then it <i>stopped</i>.</p>")
    'It rained.\\nThen it stopped.'
    """
    return _BLANK_LINES.sub("\n", _BLANKS.sub(" ", _plain(value))).strip()


def folded(value: str) -> str:
    """Letters and digits only, without case: two names that fold alike are the same name.

    >>> folded("The Port-Ellery Post") == folded("the port ellery post")
    True
    """
    return _NEITHER.sub("", value.casefold())


def _plain(value: str) -> str:
    for _ in range(_TIMES_ESCAPED):
        if not _ENTITY.search(value):
            break
        value = html.unescape(value)
    if "<" in value:
        value = _INLINE_TAG.sub("", _BREAK_TAG.sub("\n", value))
    return _BROKEN.sub("", value)
