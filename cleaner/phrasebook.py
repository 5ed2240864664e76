"""Finds phrases in lines. ``phrases/*.toml`` is read, checked and multiplied out once, and kept.

Whole-line phrases are a dictionary look-up, others a pass of one Aho-Corasick automaton over the whole text. A phrase with
placeholders or many alternatives is a bounded regular expression, tried only where a literal was seen that every match of it
must hold, in a place where a match can hold it.
"""

from __future__ import annotations

import itertools
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import regex
from ahocorasick_rs import AhoCorasick

from cleaner import folding, phrase_files, phrase_index, phrase_language, stage_words, stamps, word_edges
from cleaner.folding import AROUND, core, fold, fold_all
from cleaner.kept import kept
from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.phrase_files import PHRASES, STAGE_LISTS, STAMP_LISTS, RuleFile, all_spellings, parse_file, read_groups
from cleaner.phrase_index import Group, Index, Lead, Shape, from_json, index_of, to_json
from cleaner.phrase_language import WINDOW, Needs, parse
from cleaner.shipped import shipped
from cleaner.stage_words import NO_STAGE_WORDS, StageWords
from cleaner.stamps import NO_WORDS, StampWords
from cleaner.word_edges import UNSPACED_LETTER, splits_a_word

# A line longer than this is not looked up as a whole.
_LONGEST_WHOLE = 160
# Punctuation and pictograms before or after a phrase that still stands at the line's edge; less around an expression.
_MOST_AROUND = 24
_MOST_AROUND_EXPRESSION = 12
_SURROGATES = later(compiled, r"[\ud800-\udfff]")


class Hit(NamedTuple):
    """A phrase found in a block; offsets into the block's ``plain``."""

    group: Group
    start: int
    end: int


class _Pattern(NamedTuple):
    """What to try where a literal was seen: the literal alone is the phrase, or it is a part of an expression."""

    number: int  # of the pattern in its file
    group: Group
    phrase: str | None  # None where the literal is all of it
    before: int  # the most characters that a match has before the literal …
    after: int  # … and after it
    in_words: bool  # whether the literal may be a piece of a word there
    from_start: int  # how far from the line's first word the literal may stand …
    from_end: int  # … and from its last


class _Candidates(NamedTuple):
    """The patterns that a literal leads to, and where one of them may have it: as a piece of a word, how far from the line's ends."""

    patterns: tuple[_Pattern, ...]
    in_words: bool
    from_start: int
    from_end: int


class _Lines(NamedTuple):
    """The lines that are searched, and their folded text as one string, in which each stands between line breaks."""

    plains: Sequence[str]
    folded: Sequence[str]
    text: str
    starts: Sequence[int]  # where each begins in ``text``

    @classmethod
    def of(cls, plains: Sequence[str], folded: Sequence[str]) -> _Lines:
        starts = list(itertools.accumulate((len(line) + 1 for line in folded), initial=1))
        return cls(plains, folded, "\n".join(("", *folded, "")), starts)


class Matcher:
    """The phrases of one file, ready to be found. Immutable once built; safe to share between threads and books."""

    def __init__(self, index: Index) -> None:
        self.groups: tuple[Group, ...] = index.groups
        self.whole: Mapping[str, Group] = {line: index.groups[number] for line, number in index.whole.items()}
        patterns = [_pattern(number, index.groups[lead.group], lead) for number, lead in enumerate(index.leads)]
        sets = [_candidates([patterns[number] for number in numbers]) for numbers in index.sets]
        self._led_to: tuple[_Candidates, ...] = tuple([sets[number] for number in index.led_to])
        self._automaton = AhoCorasick(index.literals) if index.literals else None

    def find(self, lines: _Lines, hits: Sequence[list[Hit]]) -> None:
        """Add to each line's hits those of phrases that are not whole lines. One automaton pass over all lines together."""
        text, starts, led_to = lines.text, lines.starts, self._led_to
        block = begins = next_begins = first_word = last_word = 0
        line = ""
        found: dict[int, int] = {}  # in this block: where the last match of an expression ends, whichever of its literals led to it
        for which, start, end in self._literals(text):
            if start >= next_begins:
                block = bisect_right(starts, start) - 1
                begins, next_begins, line = starts[block], starts[block + 1], lines.folded[block]
                first_word, last_word = begins + len(line) - len(line.lstrip(AROUND)), begins + len(line.rstrip(AROUND))
                found.clear()
            patterns, in_words, from_start, from_end = led_to[which]
            if start - first_word > from_start or last_word - end > from_end:
                continue
            is_piece = splits_a_word(text[start - 1], text[start]) or splits_a_word(text[end - 1], text[end])
            if is_piece and not in_words:
                continue
            a, b = start - begins, end - begins
            for pattern in patterns:
                if is_piece and not pattern.in_words:
                    continue
                if start - first_word > pattern.from_start or last_word - end > pattern.from_end:
                    continue
                if pattern.phrase is None:
                    if _fits(pattern.group.shape, line, a, b):
                        hits[block].append(Hit(pattern.group, a, b))
                elif (beyond := found.get(pattern.number, 0)) <= a and (reach := _reach(pattern, len(line), a, b, beyond)):
                    # Only there: to look through a long line for each of its literals would take the square of its length.
                    low, high = reach
                    if _needs(pattern.phrase).met(line[low:high]) and (span := _search(pattern, lines.plains[block], low, high)):
                        found[pattern.number] = span[1]
                        hits[block].append(Hit(pattern.group, *span))

    def _literals(self, text: str) -> list[tuple[int, int, int]]:
        """All literals in a folded text: which it is, where it starts and ends; those that overlap, too."""
        if self._automaton is None:
            return []
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # the automaton reads UTF-8, which has no lone surrogates
            return self._automaton.find_matches_as_indexes(_SURROGATES.sub("\ufffd", text), overlapping=True)


class PhraseBook:
    """The phrases of some languages. Each language is compiled once, whichever others it is asked for with."""

    def __init__(
        self,
        matchers: Iterable[Matcher],
        common_words: Iterable[str] = (),
        content_heads: Iterable[str] = (),
        agencies: Iterable[str] = (),
        networks: Iterable[str] = (),
        language: str = "",
        stamp_words: StampWords = NO_WORDS,
        stage_words: StageWords = NO_STAGE_WORDS,
    ) -> None:
        self._matchers = tuple(matchers)
        self.language = language  # the likeliest of the text's
        self.common_words: frozenset[str] = frozenset(common_words)
        self.content_heads: frozenset[str] = frozenset(map(fold, content_heads))
        self.stamp_words = stamp_words
        self.stage_words = stage_words
        self.agencies: frozenset[str] = frozenset(agencies)
        self.networks: frozenset[str] = frozenset(fold(n) for n in networks)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups of phrases."""
        return tuple(group for matcher in self._matchers for group in matcher.groups)

    def find(self, plains: Sequence[str], folded: Sequence[str] | None = None) -> list[list[Hit]]:
        """All hits, block by block; ``folded`` are the same lines folded, for callers that have them."""
        hits: list[list[Hit]] = [[] for _ in plains]
        if not plains:
            return hits
        lines = _Lines.of(plains, fold_all(plains) if folded is None else folded)
        for index, line in enumerate(lines.folded):
            if len(line) <= _LONGEST_WHOLE and (group := self._known_line(core(line))):
                hits[index].append(Hit(group, 0, len(line)))
        for matcher in self._matchers:
            matcher.find(lines, hits)
        return hits

    def _known_line(self, words: str) -> Group | None:
        """The surest group that knows these words as a whole line."""
        best: Group | None = None
        for matcher in self._matchers:
            group = matcher.whole.get(words)
            if group and (best is None or group.confidence > best.confidence):
                best = group
        return best


def _pattern(number: int, group: Group, lead: Lead) -> _Pattern:
    around = 0 if lead.phrase is None else _MOST_AROUND_EXPRESSION
    from_start = lead.before + around if group.shape in ("whole", "start") else sys.maxsize
    from_end = lead.after + around if group.shape in ("whole", "end") else sys.maxsize
    return _Pattern(number, group, *lead[1:], from_start, from_end)


def _candidates(patterns: Sequence[_Pattern]) -> _Candidates:
    return _Candidates(tuple(patterns), any(p.in_words for p in patterns), max(p.from_start for p in patterns), max(p.from_end for p in patterns))


def _fits(shape: Shape, line: str, start: int, end: int) -> bool:
    if shape == "anywhere":
        return True
    if shape == "start":
        return start <= _MOST_AROUND and not line[:start].strip(AROUND)
    return len(line) - end <= _MOST_AROUND and not line[end:].strip(AROUND)


def _reach(pattern: _Pattern, length: int, start: int, end: int, beyond: int) -> tuple[int, int] | None:
    """Between which offsets of a line of this length a match may lie that holds the literal there and begins not before
    ``beyond``, where the last one ended; None if there is no place."""
    shape = pattern.group.shape
    if shape in ("whole", "end") and length - end > WINDOW:
        return None
    if shape in ("whole", "start"):
        return None if beyond or start > WINDOW else (0, min(length, end + WINDOW))
    # One character more than a match can have: it must not be a letter.
    return max(beyond, start - min(pattern.before, WINDOW)), min(length, end + min(pattern.after + 1, WINDOW))


def _search(pattern: _Pattern, plain: str, low: int, high: int) -> tuple[int, int] | None:
    assert pattern.phrase is not None
    shape = pattern.group.shape
    if shape in ("whole", "start"):
        match = _compiled(shape, pattern.phrase).match(plain, low, high)
        return match.span(1) if match else None
    for match in _compiled(shape, pattern.phrase).finditer(plain, low, high):
        if shape == "anywhere" or not plain[match.end(1) :].strip(AROUND):
            return match.span(1)
    return None


@lru_cache(maxsize=4096)
def _needs(phrase: str) -> Needs:
    return parse(phrase).needs()


@cache
def _compiled(shape: Shape, phrase: str) -> regex.Pattern[str]:
    """Compiled when a text first holds its literal: most expressions of a language are never needed in a run."""
    around = rf"[^\p{{L}}\p{{M}}\p{{N}}@$£€]{{0,{_MOST_AROUND_EXPRESSION}}}"
    # Where no blanks are between words, a word may begin and end beside any letter.
    opening = around if shape in ("whole", "start") else rf"(?:(?<![\p{{L}}\p{{M}}\p{{N}}])|(?<={UNSPACED_LETTER})|(?={UNSPACED_LETTER}))"
    closing = rf"{around}\Z" if shape == "whole" else rf"(?:(?![\p{{L}}\p{{M}}\p{{N}}])|(?<={UNSPACED_LETTER})|(?={UNSPACED_LETTER}))"
    return compiled(f"{opening}({parse(phrase).pattern()}){closing}")


# ---------------------------------------------------------------- the books of languages


@lru_cache(maxsize=64)
def load(languages: tuple[str, ...], added: tuple[RuleFile, ...] = ()) -> PhraseBook:
    """The book of these languages, from the files that ship with the package, and of the files that are added.

    >>> "Reuters" in load(("en",)).agencies
    True
    """
    files = [*(_file(language) for language in languages), *map(_added, added)]
    names = _names()
    return PhraseBook(
        [file.matcher for file in files],
        itertools.chain.from_iterable(file.common_words for file in files),
        itertools.chain.from_iterable(file.content_heads for file in files),
        names["agencies"],
        names["networks"],
        languages[0] if languages else "",
        StampWords(**_alternatives_in(files, STAMP_LISTS)),
        StageWords(**_alternatives_in(files, STAGE_LISTS)),
    )


def _alternatives_in(files: Sequence[_File], keys: Sequence[str]) -> dict[str, str]:
    """Of each of these lists of words one expression, for all the files together."""
    return {key: _alternatives_of(itertools.chain.from_iterable(file.patterns[key] for file in files)) for key in keys}


def _alternatives_of(patterns: Iterable[str]) -> str:
    """One expression for any of these, the longest first; for none, one that never matches."""
    return "|".join(sorted(dict.fromkeys(patterns), key=lambda pattern: (-len(pattern), pattern))) or "(?!)"


class _File(NamedTuple):
    """What a phrase file says."""

    matcher: Matcher
    common_words: Sequence[str]
    content_heads: Sequence[str]
    patterns: Mapping[str, Sequence[str]]  # words for dates, bylines and stages, as expressions


# The modules that say what is kept of a phrase file, and in what form.
WRITTEN_BY = (
    __file__,
    *(phrase_files.__file__, phrase_index.__file__, phrase_language.__file__),
    *(folding.__file__, stage_words.__file__, stamps.__file__, word_edges.__file__),
)


@cache
def _file(language: str) -> _File:
    """What the file of a language that ships with the package says; what takes long to work out of it is kept."""
    name = f"{language}.toml"
    return _read(kept(PHRASES / name, lambda content: _written(parse_file(content.decode("utf-8"), name), name), WRITTEN_BY))


@lru_cache(maxsize=64)
def _added(file: RuleFile) -> _File:
    return _read(_written(parse_file(file.text, file.name), file.name))


def _written(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What a phrase file says, as JSON can hold it."""
    words = {key: all_spellings(data, data.get(key, ())) for key in ("content_heads", *STAMP_LISTS, *STAGE_LISTS)}
    return {
        "index": to_json(index_of((group, all_spellings(data, phrases)) for group, phrases in read_groups(data, name))),
        "common_words": data.get("common_words", []),
        "content_heads": list(words["content_heads"]),
        "patterns": {key: [parse(phrase).pattern() for phrase in words[key]] for key in (*STAMP_LISTS, *STAGE_LISTS)},
    }


def _read(written: Mapping[str, Any]) -> _File:
    return _File(Matcher(from_json(written["index"])), written["common_words"], written["content_heads"], written["patterns"])


@cache
def _names() -> dict[str, list[str]]:
    return shipped("phrases/names.toml")
