"""How lines are spelled the same: one case, one form of each quote and dash, nothing around the words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

# What is written for what: quotes, dashes, and letters that one word is spelled with now and then (“YAYINLANMA”, كاربران, știri, ещё).
SAME: Mapping[str, str] = {
    "'": "’‘´ʼ׳′", '"': "“”„«»״", "-": "–—‑−", "i": "ı", "ي": "یى", "ك": "ک", "ا": "أإآ", "ș": "ş", "ț": "ţ",
    "е": "ё", " ": "\u200c",
}  # fmt: skip
_FOLD = tuple((variant, plain) for plain, variants in SAME.items() for variant in variants)
_DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
AROUND = (
    _DIRECTION_MARKS + "؛،؟।॥《》〈〉［］｜／：（）【】「」『』。！？，、；… \t*_#>|-–—•·:;,.!?…"
    "→←»«›‹▶►▸▷▼▲▽△◀◆◇■□▪▫●○◎◦★☆※☞♦✓✔❯⇒〔〕〖〗¡¿＞～・+=~\"'“”‘’()[]✉️📧👉👇🔗\ufe0f"
    "💡📌📍📖📚📰🗞📝🔍🔎🔥⭐⚡🌟✨🎧🎙🎥🎬📺📹📷📸📢📣📩📨💌💬✅❗‼⚠ℹ🚀🎁🛒🆕➡➜➔⬇⬆🔽🔼👆🤝❤🏻🏼🏽🏾🏿"
)


def fold(text: str) -> str:
    """Lower case and straight quotes, one character for one: offsets stay.

    >>> fold("Don’t Miss — İzmir")
    "don't miss - izmir"
    """
    low = text.lower().replace("`", "'")
    if low.isascii():
        return low
    if len(low) != len(text):  # İ in lower case is two characters
        low = "".join(c.lower()[0] for c in text).replace("`", "'")
    # Replacing one sign after the other takes a fraction of the time that one translation takes.
    for sign, plain in _FOLD:
        low = low.replace(sign, plain)
    return low


def fold_all(lines: Sequence[str]) -> list[str]:
    """Fold many lines at once.

    >>> fold_all(["Don’t", "MISS"])
    ["don't", 'miss']
    """
    folded = fold("\n".join(lines)).split("\n")
    # A line with a line break in it would become two.
    return folded if len(folded) == len(lines) else [fold(line) for line in lines]


def without_marks(text: str) -> str:
    """The letters without the marks upon or below them.

    >>> without_marks("Abonează-te și citește"), without_marks("Διαβάστε επίσης")
    ('Aboneaza-te si citeste', 'Διαβαστε επισης')
    """
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def core(line: str) -> str:
    """The words of a line without the punctuation, bullets and pictograms around them.

    >>> core("▶ Read more …")
    'Read more'
    """
    return line.strip(AROUND)
