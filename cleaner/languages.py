"""Which language a text is in, as far as it matters here: which phrase files to load.

A text's commonest words give its language away (the stop-word method of Ingle, 1976); where words are not spaced, its
script does. English is always among the languages chosen: its buttons and labels stand on pages of every language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_SAMPLE = 12_000
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# What becomes of each ASCII character: a letter of a word, its apostrophe, or a blank.
_LETTERS_IN_LOWER_CASE = "".join(chr(code).lower() if chr(code).isalpha() or chr(code) == "'" else " " for code in range(128))
# The commonest others that no word has.
_PUNCTUATION = "“”‘–—…•·©®€£»«→×\u00a0\u200b"
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# In prose of a language at least this share of the words are its commonest ones.
_ENGLISH_SHARE = 0.2
_OTHER_SHARE = 0.14
# A text with this share of Han characters is Chinese, or Japanese if a tenth of those are kana.
_HAN_SHARE = 0.2


def choose(text: str) -> tuple[str, ...]:
    """The languages whose phrases a text needs, the likeliest first.

    >>> choose("The river rose by two metres and the mill was closed for a week.")
    ('en',)
    """
    return _choose(text[:_SAMPLE])


@lru_cache(maxsize=4)  # a document is asked again in each round, and mostly begins as it did
def _choose(sample: str) -> tuple[str, ...]:
    known = known_languages()
    han, kana = (0, 0) if sample.isascii() else (len(_HAN.findall(sample)), len(_KANA.findall(sample)))
    if han + kana > len(sample) * _HAN_SHARE:
        language = "ja" if kana * 10 > han else "zh"
        return (language, "en") if language in known else ("en",)
    words = _words(sample)
    if _share(words, "en") >= _ENGLISH_SHARE:
        return ("en",)
    best = max(known, key=lambda language: _share(words, language))
    return (best, "en") if best != "en" and _share(words, best) >= _OTHER_SHARE else ("en",)


def _words(text: str) -> list[str]:
    """The words of a text, in lower case; much faster where only punctuation is not ASCII.

    >>> _words("It doesn’t — no, 'it' won’t.")
    ['it', "doesn't", 'no', 'it', "won't"]
    """
    text = text.replace("’", "'")
    for sign in () if text.isascii() else _PUNCTUATION:
        text = text.replace(sign, " ")
    if not text.isascii():
        return _WORD.findall(text.lower())
    words = text.translate(_LETTERS_IN_LOWER_CASE).split()
    return [word for one in words for word in ((one,) if "'" not in one else _WORD.findall(one))] if "'" in text else words


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a phrase file."""
    files = (file.name for file in (resources.files("cleaner") / "phrases").iterdir())
    # names.toml lists proper names, which all languages share.
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml") and name != "names.toml"))


def _share(words: list[str], language: str) -> float:
    return sum(map(_common_words(language).__contains__, words)) / len(words) if words else 0.0


@cache
def _common_words(language: str) -> frozenset[str]:
    data = tomllib.loads((resources.files("cleaner") / "phrases" / f"{language}.toml").read_text(encoding="utf-8"))
    return frozenset(data.get("common_words", ()))
