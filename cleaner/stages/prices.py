"""Prices, where a line names one and where a line is one."""

from __future__ import annotations

import re

from cleaner.patterns import later

_SIGN = "[$€£¥₹]"
_AMOUNT = r"\d[\d.,]*"
_NAMES_A_PRICE = later(re.compile, rf"{_SIGN}\s?\d|\d\s?{_SIGN}")
_IS_A_PRICE = later(
    re.compile,
    rf"(?:only\s|just\s|from\s|price\s?:?\s?|fee\s?:?\s?)?{_SIGN}\s?{_AMOUNT}(?:\s?(?:/|per)\s?\w+)?(?:\s?[-–—]\s?{_SIGN}?\s?{_AMOUNT})?\Z"
    rf"|(?:price|fee|cost)\s?:?\s?{_AMOUNT}\s?\w{{2,10}}(?:\s?\(.{{0,40}}\))?\Z",
    re.I,
)


def names_a_price(plain: str) -> bool:
    """Does a price stand anywhere in the line?

    >>> names_a_price("The mug is now 12 €"), names_a_price("Twelve mugs")
    (True, False)
    """
    return _NAMES_A_PRICE.search(plain) is not None


def is_a_price(plain: str) -> bool:
    """Is the line a price and nothing else?

    >>> is_a_price("From $1,200 per seat"), is_a_price("Fee: 300 euros"), is_a_price("It costs $12")
    (True, True, False)
    """
    return _IS_A_PRICE.match(plain) is not None
