"""Which languages a text is in, and which phrase files that calls for.

Compact Language Detector 2 (pycld2) tells the languages of a text and how much of it each has, in well under a millisecond.
English is always among the languages whose phrases are loaded: its buttons and labels stand on pages of every language.
A text in a language that has no phrase file still gets all that is judged without words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import pycld2

from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.phrase_files import PHRASES

# Characters; a page is looked at in the middle too, because menus and footers say less of an article than its prose.
_SAMPLE = 2_000
# A second language is loaded where it has this share of the text, in per cent.
_MIXED_PER_CENT = 15
# What the detector calls by another name, or apart, and one phrase file covers.
_SAME = {"nn": "no", "nb": "no", "iw": "he", "ms": "id", "sr-ME": "sr", "zh-Hant": "zh", "un": ""}
# What keeps its name, but is worded so much like another language, in Latin letters, that it gets the phrases of that one.
_WORDED_LIKE = {"bs": "hr", "sr": "hr"}
_CYRILLIC = later(compiled, r"\p{Cyrillic}")
# Digits and signs tell the detector nothing, but it refuses controls and code points that are no characters.
_NO_LETTERS = later(compiled, r"[^\p{L}\p{M}]+")

Shares = tuple[tuple[str, str, int, float], ...]


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
    phrases = [file for language in found for file in _files(language, text) if file in known]
    return Spoken(found[0] if found else None, tuple(dict.fromkeys((*phrases, "en"))))


def _files(language: str, text: str) -> tuple[str, ...]:
    like = _WORDED_LIKE.get(language, language)
    return (language, like) if like != language and _CYRILLIC.search(text) else (like,)


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a phrase file."""
    # names.toml lists what all languages share.
    return tuple(sorted(file.stem for file in PHRASES.glob("*.toml") if file.name != "names.toml"))


def _detect(text: str) -> list[str]:
    """The codes of the languages of a text that have a share worth loading a phrase file for."""
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
    try:
        shares = _shares(sample)
    except pycld2.error:
        try:
            shares = _shares(_NO_LETTERS.sub(" ", sample))
        except pycld2.error:
            return []
    codes = [_SAME.get(code, code) for n, (_, code, per_cent, _) in enumerate(shares) if n == 0 or per_cent >= _MIXED_PER_CENT]
    return list(dict.fromkeys(code for code in codes if code))


def _shares(sample: str) -> Shares:
    """The languages of a text: of each its name, its code, its share in per cent, and how sure that is. Raises pycld2.error."""
    shares: Shares = pycld2.detect(sample.encode("utf-8", "ignore"), isPlainText=True)[2]
    return shares
