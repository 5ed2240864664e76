"""Which lines of a text were broken in mid-paragraph: at a width, as mail programs and printers of markdown do, or wherever the source of a
page had a new line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from cleaner.patterns import later

# Broken lines have at most this many characters, the addresses of links aside; …
_LONGEST = 120
# … at least this many run on into the next in lower case, …
_EVIDENCE = 3
# … and a line that was broken because it was full is at least this long.
_FULL = 45
# Broken at a width, most lines come this close to it; lines of verse do not.
_EVEN = 0.8
# Broken elsewhere, the text has blank lines between so many paragraphs at least, and so little of it stands in longer lines without a
# link. (Printers of markdown break no line within an address, and some none of a list.)
_PARAGRAPHS = 3
_IN_LONG_LINES = 0.2
# Of the lines that have another right below, so many run on in lower case: of all in the text, and of each paragraph's. (Of the words
# of German two in five are capitalised; of the items of a list all are, or none.)
_OF_ALL, _OF_A_PARAGRAPH = 0.4, 0.3

_ADDRESS = later(re.compile, r"(?<=\])\([^\s)]*\)?")
_BEFORE_A_WORD, _BEHIND_ONE = "[(*_\"'“‘«„~", frozenset(",;:.)]”’»")
_ENDS_SENTENCE = later(re.compile, r"[.!?…。！？؟][\"'”’»)\]*_]{0,6}\Z")


def broken_lines(lines: Sequence[str], is_last: Callable[[int], bool]) -> frozenset[int]:
    """The numbers of the lines that run on into the next one.

    ``lines`` come without the blanks around them. ``is_last`` says of a line above another that its paragraph ends with it, by what
    the two are.

    >>> told = ["The council voted to close the old bridge for", "the winter, after an engineer found that", "two bearings had cracked.", ""]
    >>> sorted(broken_lines(told * 3, lambda index: False))
    [0, 1, 4, 5, 8, 9]
    """
    pairs = [index for index, (line, below) in enumerate(itertools.pairwise(lines)) if line and below]
    if sum(_continues(lines[index], lines[index + 1]) for index in pairs) < _EVIDENCE:
        return frozenset()
    may = [index for index in pairs if not is_last(index)]
    return frozenset(_broken_at_a_width(lines, pairs, may)) | frozenset(_broken_anywhere(lines, may))


def _broken_at_a_width(lines: Sequence[str], pairs: Sequence[int], may: Sequence[int]) -> Iterator[int]:
    """Lines into which the first word of the next would not have fitted."""
    in_lower_case = (lines[index] for index in pairs if lines[index + 1][0].islower() and "](" not in lines[index])
    lengths = [len(line) for line in in_lower_case if len(line) >= _FULL]
    width = max(lengths, default=0)
    even = sum(length >= width * _EVEN for length in lengths)
    if len(lengths) < _EVIDENCE or width > _LONGEST or even * 2 < len(lengths):
        return
    for index in may:
        first_word = lines[index + 1].split(None, 1)[0]
        if len(lines[index]) >= _FULL and len(lines[index]) + 1 + len(first_word) > width - 2:
            yield index


def _broken_anywhere(lines: Sequence[str], may: Sequence[int]) -> Iterator[int]:
    """Lines of paragraphs in which many run on in lower case, in a text whose lines are short and whose paragraphs have blank lines between."""
    runs_on = frozenset(index for index in may if _continues(lines[index], lines[index + 1]))
    if len(runs_on) < max(_EVIDENCE, _OF_ALL * len(may)) or _has_long_lines(lines):
        return
    if sum(bool(line) and not above for above, line in itertools.pairwise(("", *lines))) < _PARAGRAPHS:
        return
    for _, numbered in itertools.groupby(enumerate(may), key=lambda pair: pair[1] - pair[0]):
        paragraph = [index for _, index in numbered]
        longest = max(len(_ADDRESS.sub("", lines[index])) for index in (*paragraph, paragraph[-1] + 1))
        if longest >= _FULL and sum(index in runs_on for index in paragraph) >= _OF_A_PARAGRAPH * len(paragraph):
            yield from paragraph


def _has_long_lines(lines: Sequence[str]) -> bool:
    long = sum(len(line) for line in lines if len(line) > _LONGEST and line[0].isalpha() and "](" not in line)
    return long > _IN_LONG_LINES * sum(map(len, lines))


def _continues(line: str, below: str) -> bool:
    """Does the second line go on in lower case, or with what closes a word, and does the first end no sentence?"""
    first = below.lstrip(_BEFORE_A_WORD)[:1]
    return (first.islower() or below[0] in _BEHIND_ONE) and not _ENDS_SENTENCE.search(line)

