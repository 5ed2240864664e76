"""Which languages a text is in, and which phrase files that calls for.

Compact Language Detector 2 (pycld2) tells the languages of a text and how much of it each has, in well under a millisecond.
English is always among the languages whose phrases are loaded: its buttons and labels stand on pages of every language.
A text in a language that has no phrase file still gets all that is judged without words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pycld2
import regex

from cleaner.phrase_files import PHRASES

# Characters; a page is looked at in the middle too, because menus and footers say less of an article than its prose.
_SAMPLE = 2_000
# A second language is loaded where it has this share of the text, in per cent.
_MIXED_PER_CENT = 15
# What the detector calls by another name, or apart, and one phrase file covers.
_SAME = {"nn": "no", "nb": "no", "iw": "he", "ms": "id", "zh-Hant": "zh", "un": ""}
# The detector refuses controls and code points that are no characters; digits and signs tell it nothing.
_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTERS_OF_ASCII = bytes(code if code > 127 or chr(code).isalpha() else ord(" ") for code in range(256))
# A text that is ASCII but for less than one character of so many has few different ones beyond.
_FEW_BEYOND = 8


class Spoken(NamedTuple):
    """What a text is written in: its main language (None where nothing tells), and the phrase files that it needs."""

    main: str | None
    phrases: tuple[str, ...]


@lru_cache(maxsize=4)
def spoken_in(text: str) -> Spoken:
    """The languages of a text, ISO 639-1 codes, the likeliest first.

    >>> spoken_in("The river rose by two metres and the mill was closed for a week.")
    Spoken(main='en', phrases=('en',))
    >>> spoken_in("Der Fluss stieg um zwei Meter, und die Mühle blieb eine Woche geschlossen.")
    Spoken(main='de', phrases=('de', 'en'))
    >>> spoken_in("12:30 — 4/5")
    Spoken(main=None, phrases=('en',))
    """
    found = _detect(text)
    known = known_languages()
    phrases = [language for language in found if language in known]
    return Spoken(found[0] if found else None, tuple(dict.fromkeys((*phrases, "en"))))


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a phrase file."""
    # names.toml lists proper names, which all languages share.
    return tuple(sorted(file.stem for file in PHRASES.glob("*.toml") if file.name != "names.toml"))


def _letters(text: str) -> bytes:
    """The letters of a text and the marks upon them, with blanks between, in UTF-8."""
    beyond = _BEYOND_ASCII.findall(text)
    if len(beyond) * _FEW_BEYOND > len(text):
        return _NO_LETTERS.sub(" ", text).encode("utf-8", "ignore")
    # Most texts go this way, which takes a third of the time.
    for sign in set(beyond):
        if _NO_LETTERS.match(sign):
            text = text.replace(sign, " ")
    return b" ".join(text.encode("utf-8", "ignore").translate(_LETTERS_OF_ASCII).split())


def _detect(text: str) -> list[str]:
    """The codes of the languages of a text that have a share worth loading a phrase file for."""
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
    try:
        _, _, shares = pycld2.detect(_letters(sample), isPlainText=True)
    except pycld2.error:
        return []
    codes = [_SAME.get(code, code) for n, (_, code, per_cent, _) in enumerate(shares) if n == 0 or per_cent >= _MIXED_PER_CENT]
    return list(dict.fromkeys(code for code in codes if code))
