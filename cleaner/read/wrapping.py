"""Which lines of a text were broken in mid-paragraph: at a width, as mail programs and printers of markdown do, wherever the source of a
page had a new line, or at each link, as scripts do that print one element a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence, Set

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
# Torn at its links, a sentence has pieces of so many words together, one of them so many that most are in lower case; a link so many at most.
_SENTENCE_WORDS, _TOLD_WORDS, _LINK_WORDS = 12, 4, 12

# What a line may end with whose sentence goes on; a number or a colon stands above what it counts or names.
_MIDWAY = frozenset(",()–—-”’\"'&")
_CLOSES = later(re.compile, r"[,.;:!?)\]”’»](?:\s|\Z)")
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
    runs_on = frozenset(index for index in pairs if _continues(lines[index], lines[index + 1]))
    if len(runs_on) < _EVIDENCE:
        return frozenset()
    may = [index for index in pairs if not is_last(index)]
    runs_on = runs_on.intersection(may)
    broken = frozenset(_broken_at_a_width(lines, pairs, may)) | frozenset(_broken_anywhere(lines, may, runs_on))
    return broken or frozenset(_torn_at_links(lines, may, runs_on))


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


def _broken_anywhere(lines: Sequence[str], may: Sequence[int], runs_on: Set[int]) -> Iterator[int]:
    """Lines of paragraphs in which many run on in lower case, in a text whose lines are short and whose paragraphs have blank lines between."""
    if len(runs_on) < max(_EVIDENCE, _OF_ALL * len(may)) or _has_long_lines(lines):
        return
    if sum(bool(line) and not above for above, line in itertools.pairwise(("", *lines))) < _PARAGRAPHS:
        return
    for _, numbered in itertools.groupby(enumerate(may), key=lambda pair: pair[1] - pair[0]):
        paragraph = [index for _, index in numbered]
        longest = max(len(_ADDRESS.sub("", lines[index])) for index in (*paragraph, paragraph[-1] + 1))
        if longest >= _FULL and sum(index in runs_on for index in paragraph) >= _OF_A_PARAGRAPH * len(paragraph):
            yield from paragraph


def _torn_at_links(lines: Sequence[str], may: Sequence[int], runs_on: Set[int]) -> Iterator[int]:
    """Lines of sentences that were printed with each of their links on a line of its own: the next begins with what closes a word."""
    closed = frozenset(index for index in may if _CLOSES.match(lines[index + 1]))
    if len(closed) < _EVIDENCE:
        return
    torn = closed.union(index for index in runs_on if lines[index][-1].isalpha() or lines[index][-1] in _MIDWAY)
    torn |= {index for index in may if index + 1 in torn and _leads_to_a_link(lines[index], lines[index + 1])}
    for _, numbered in itertools.groupby(enumerate(sorted(torn)), key=lambda pair: pair[1] - pair[0]):
        sentence = [index for _, index in numbered]
        pieces = [lines[index].split() for index in (*sentence, sentence[-1] + 1)]
        if sum(map(len, pieces)) >= _SENTENCE_WORDS and any(map(_is_told, pieces)):
            yield from sentence


def _leads_to_a_link(line: str, below: str) -> bool:
    """May the first line be the beginning of a sentence, and the second a link in it?"""
    return not _ENDS_SENTENCE.search(line) and not _ENDS_SENTENCE.search(below) and len(below.split()) <= _LINK_WORDS and _is_told(line.split())


def _is_told(words: Sequence[str]) -> bool:
    """So many words in lower case are no title and no label."""
    return len(words) >= _TOLD_WORDS and sum(word[0].islower() for word in words) * 2 >= len(words)


def _has_long_lines(lines: Sequence[str]) -> bool:
    long = sum(len(line) for line in lines if len(line) > _LONGEST and line[0].isalpha() and "](" not in line)
    return long > _IN_LONG_LINES * sum(map(len, lines))


def _continues(line: str, below: str) -> bool:
    """Does the second line go on in lower case, or with what closes a word, and does the first end no sentence?"""
    first = below.lstrip(_BEFORE_A_WORD)[:1]
    return (first.islower() or below[0] in _BEHIND_ONE) and not _ENDS_SENTENCE.search(line)

