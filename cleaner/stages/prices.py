"""Prices, where a line names one and where a line is one."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.stage_words import StageWords

_SIGN = "[$€£¥₹]"
_AMOUNT = r"\d[\d.,]*"
_NAMES_A_PRICE = later(re.compile, rf"{_SIGN}\s?\d|\d\s?{_SIGN}")


def names_a_price(plain: str) -> bool:
    """Does a price stand anywhere in the line?

    >>> names_a_price("The mug is now 12 €"), names_a_price("Twelve mugs")
    (True, False)
    """
    return _NAMES_A_PRICE.search(plain) is not None


def is_a_price(plain: str, words: StageWords) -> bool:
    """Is the line a price and nothing else?

    >>> from cleaner.phrasebook import load
    >>> english = load(("en",)).stage_words
    >>> is_a_price("From $1,200 per seat", english), is_a_price("Fee: 300 euros", english), is_a_price("It costs $12", english)
    (True, True, False)
    """
    return _price_line(words).match(plain) is not None


@lru_cache(maxsize=64)
def _price_line(words: StageWords) -> regex.Pattern[str]:
    label = rf"(?:{words.price_words})\s?:?\s?"
    return compiled(
        rf"(?:(?:{words.price_leads})\s|{label})?{_SIGN}\s?{_AMOUNT}(?:\s?(?:/|per)\s?\w+)?(?:\s?[-–—]\s?{_SIGN}?\s?{_AMOUNT})?\Z"
        rf"|{label}{_AMOUNT}\s?\w{{2,10}}(?:\s?\(.{{0,40}}\))?\Z",
        regex.I,
    )
