"""The shape of a block: what can be told of it alone, without knowing any language's words but its commonest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import CODE, Block
from cleaner.patterns import later

# A letter, a digit, or a mark upon one (accents, vowel signs), which Python's ``\\w`` leaves out; and Persian's joiner.
_OF_WORDS = r"[\w\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u200c]"
_WORD = later(re.compile, rf"{_OF_WORDS}+(?:['’\-.]{_OF_WORDS}+)*")
_ASCII_WORD = later(re.compile, r"\w+(?:['\-.]\w+)*", re.ASCII)
_DIGIT = later(re.compile, r"\d")
_BEYOND_ASCII = later(re.compile, r"[^\x00-\x7f]")
_ENDS = later(re.compile, r"[.!?…。！？؟।|۔။។።։][\"'”’»)\]」』）]*(?:\s?\[\d{1,3}\])*\s*\Z|[.!?:]\Z")
# What a line can end with that ends with a sentence.
_LAST_OF_SENTENCE = frozenset(".!?:…。！？؟।|۔။។።։\"'”’»)]」』）")
_SENTENCE_END = later(re.compile, r"(?<=[.!?…。！？؟।۔။។።։])[\"'”’»)\]」』）]*(?:\s+|(?<=[。！？။]))(?=\S)")
# A sentence does not end behind a short word with a full stop that goes on with a small letter: “z.B. für”, “incl. the keys”. Initials may end one.
_ABBREVIATED = later(re.compile, r"(?<!\w)(?<![A-Z]\.)\w{1,4}\.\Z")
_ABBREVIATION = 6
# … and where nothing but names stands before an initial, it is one of a name: “Ada P. Roe and Bo T. Lind wrote this.” So many words, so many letters each.
_NAMES_AND_INITIAL = later(re.compile, r"(?:(?:[^\W\d_a-z][\w'’\-]{0,20}[.,]?|and)\s){1,6}[^\W\d_a-z]\.")
_NAMES_CHARS = 160
_BARE_URL = later(re.compile, r"(?:https?://|www\.)\S+")
# Japanese, Chinese, Thai.
WITHOUT_SPACES = r"\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f"
_SCRIPTS_WITHOUT_SPACES = later(re.compile, rf"[{WITHOUT_SPACES}]")
# Thai, Lao: what ends with one of their letters may be a sentence, for they have no mark that ends one.
_WITHOUT_MARKS = later(re.compile, r"[\u0e01-\u0e4e\u0e81-\u0ecd][\"'”’)\]]*\Z")
# Text in scripts without spaces counts a word for about this many characters.
_CHARS_A_WORD = 2

# A block with this many words and a sentence's end is prose …
PROSE_WORDS = 18
# … or with so many words where sentences have no marks: headlines have fewer.
PROSE_WORDS_WITHOUT_MARKS = 60
# … unless more of it than this is links.
PROSE_LINK_SHARE = 0.6
# A sentence that stands alone on its line has so many words: fewer are a label or a button that ends like one.
SENTENCE_WORDS = 8
# A block is mostly links, and so leads elsewhere, if more of it than this is; and a link itself beyond the second.
_MOSTLY_LINKS, _A_LINK = 0.5, 0.7


class Shape(NamedTuple):
    """What can be told of one block without its neighbours."""

    words: int
    ends: bool  # with a sentence's end
    colon: bool  # ends with a colon
    upper: bool  # no lower-case letter
    link_share: float
    common: float  # share of words that are the language's commonest
    prose: bool
    digit: bool  # holds one

    @property
    def sentence(self) -> bool:
        """Does it end like a sentence, and is it as long as one?"""
        return self.ends and self.words >= SENTENCE_WORDS

    @property
    def mostly_links(self) -> bool:
        """Is more of it than ``_MOSTLY_LINKS`` a link?"""
        return self.link_share > _MOSTLY_LINKS

    @property
    def is_link(self) -> bool:
        """Is it a link, give or take a few words?"""
        return self.link_share > _A_LINK


def shape_of(block: Block, common_words: frozenset[str] = frozenset()) -> Shape:
    """Measure one block.

    >>> from cleaner.read.lines import read_lines
    >>> shape_of(read_lines("The river rose by two metres overnight.").blocks[0])[:2]
    (7, True)
    >>> [shape_of(read_lines(line).blocks[0]).ends for line in ("မြစ်ရေ တက်သည်။", "ទឹកឡើង។", "ወንዙ ሞላ።", "မြစ်ရေ")]
    [True, True, True, False]
    """
    plain = block.plain
    words = _words_in_lower_case(plain)
    count = _count(words, plain)
    ends = plain[-1:] in _LAST_OF_SENTENCE and bool(_ENDS.search(plain, max(0, len(plain) - 40)))
    link_share = block.link_chars / len(plain) if plain and block.links else 0.0
    if "http" in plain or "www." in plain:
        link_share = max(link_share, sum(len(m[0]) for m in _BARE_URL.finditer(plain)) / len(plain))
    common = sum(map(common_words.__contains__, words)) / len(words) if words and common_words else 0.0
    return Shape(
        words=count,
        ends=ends,
        colon=plain.endswith((":", "：")),
        upper=plain.isupper(),
        link_share=link_share,
        common=common,
        prose=((count >= PROSE_WORDS and ends) or _is_long_without_marks(count, plain)) and link_share < PROSE_LINK_SHARE and block.kind is not CODE,
        digit=_holds_digit(plain),
    )


def _is_long_without_marks(count: int, plain: str) -> bool:
    """Is it as long as a paragraph, in a script that does not mark where a sentence ends?"""
    return count >= PROSE_WORDS_WITHOUT_MARKS and _WITHOUT_MARKS.search(plain, max(0, len(plain) - 3)) is not None


def _words_in_lower_case(plain: str) -> list[str]:
    """The words of a line, each put in lower case by itself; where no letter goes by those beside it, all at once, which is faster."""
    if "Σ" in plain:
        return list(map(str.lower, _WORD.findall(plain)))
    return (_ASCII_WORD if plain.isascii() else _WORD).findall(plain.lower())


def _holds_digit(plain: str) -> bool:
    """Is one of the characters a digit? Those like “²” are none for an expression."""
    return _DIGIT.search(plain) is not None or (not plain.isascii() and any(map(str.isdigit, _BEYOND_ASCII.findall(plain))))


def count_words(plain: str) -> int:
    """How many words a text has; in scripts without spaces, about how many.

    >>> count_words("It rained."), count_words("雨が降った")
    (2, 3)
    """
    return _count(_WORD.findall(plain), plain)


def _count(words: Sequence[str], plain: str) -> int:
    count = len(words)
    return count + len(_SCRIPTS_WITHOUT_SPACES.findall(plain)) // _CHARS_A_WORD if count and not plain.isascii() else count


def count_sentences(plain: str) -> int:
    """How many sentences a block has, the last perhaps without its end.

    >>> count_sentences("It rained. Nobody minded."), count_sentences("* * *")
    (2, 0)
    """
    return sum(1 for _ in _SENTENCE_END.finditer(plain)) + 1 if _WORD.search(plain) else 0


def sentence_spans(plain: str) -> list[tuple[int, int]]:
    """Where the sentences of a block stand, as offsets into ``plain``; they tile it but for the spaces between.

    >>> sentence_spans("It rained. Read more here.")
    [(0, 10), (11, 26)]
    >>> sentence_spans("Ada P. Roe wrote this.")
    [(0, 22)]
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for gap in _SENTENCE_END.finditer(plain):
        if plain[gap.end()].islower() and _ABBREVIATED.search(plain, max(0, gap.start() - _ABBREVIATION), gap.start()):
            continue
        if gap.start() - at <= _NAMES_CHARS and _NAMES_AND_INITIAL.fullmatch(plain, at, gap.start()):
            continue
        spans.append((at, gap.start() + len(gap[0].rstrip())))
        at = gap.end()
    if at < len(plain):
        spans.append((at, len(plain)))
    return spans
