r"""Phrases as data → matchers. ``phrases/*.toml`` is read, checked and compiled once a language.

A phrase is a line of words with a small pattern language: ``(a|b)`` alternatives, ``(a )?`` an optional group, and the
placeholders ``<n> <words> <name> <date> <time> <mail> <url>``; ``\(`` is a bracket itself.

Where few alternatives multiply out to plain strings they do: whole-line phrases become a dictionary look-up, others a pass
of one Aho-Corasick automaton over the whole text. A phrase with placeholders or many alternatives is a bounded regular
expression, tried only where a literal was seen that every match of it must hold, in a place where a match can hold it.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import sys
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, NamedTuple, get_args

import regex
from ahocorasick_rs import AhoCorasick

from cleaner.model import CONTENT_CATEGORIES, Category
from cleaner.stamps import NO_WORDS, StampWords

Shape = Literal["whole", "start", "end", "anywhere"]
Takes = Literal["line", "sentence", "match", "clue"]
Zone = Literal["head", "body", "tail"]
ALL_ZONES: frozenset[str] = frozenset(get_args(Zone))

# A phrase that multiplies out to more strings than this becomes one regular expression instead.
_MOST_VARIANTS = 48
# A literal shorter than this would make the automaton stop at every other word …
_SHORTEST_LITERAL = 3
# … and one of this length is rare enough: more alternatives for longer ones would only make the automaton bigger.
_RARE_LITERAL = 10
# Longest stretch of a line that a phrase with placeholders is tried on, each side of its literal.
_WINDOW = 400
# A line longer than this is not looked up as a whole.
_LONGEST_WHOLE = 160
# Punctuation and pictograms before or after a phrase that still stands at the line's edge; less around an expression.
_MOST_AROUND = 24
_MOST_AROUND_EXPRESSION = 12

_NAME_PART = r"(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,30}|(?:\p{Lo}\p{M}{0,3}){1,12})"
# A month or a day of the week.
_WORD = r"(?:(?:\p{L}\p{M}{0,2}){3,14}|(?:\p{Lo}\p{M}{0,2}){2})\.?"
_PLACEHOLDERS: Mapping[str, str] = {
    "n": r"\d[\d.,]{0,12}(?:\s?[kKmM])?\+?",
    "words": r"[^\s.!?。！？؟।]{1,40}(?:\s[^\s.!?。！？؟।]{1,40}){0,7}",
    "name": (
        rf"{_NAME_PART}(?:,?\s(?:{_NAME_PART}"
        r"|(?i:van|von|de|da|di|del|der|den|la|le|bin|al|and|of|the|for|und|y|et|e|&))){0,5}"
    ),
    "date": (
        rf"(?:(?:{_WORD}[,،]?\s)?"
        rf"(?:{_WORD}\s\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s\d{{4}})?"  # March 3, 2021
        rf"|\d{{4}}\.?\s{_WORD}\s\d{{1,2}}\.?"  # 2021. március 3.
        rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|°)?\.?\s(?:de\s)?{_WORD},?(?:\s(?:del?\s)?\d{{4}})?)"  # 3. März 2021, 3 de marzo de 2021
        r"|\d{1,4}[./\-]\s?\d{1,2}[./\-]\s?\d{1,4}"
        r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
        r"|(?:\p{Lu}\p{Ll}{2,13}|(?:\p{Lo}\p{M}{0,2}){2,14})\s\d{4})"  # March 2021; “först 1962” is no date
    ),
    "time": r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[apAP]\.?[mM]\.?)?(?:\s\p{Lu}{2,5})?|\d{1,2}\s?[apAP]\.?[mM]\.?",
    "mail": r"[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}",
    "url": r"(?:https?://|www\.)?[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}(?:/\S{0,300})?",
}
# Characters, of those whose length is bounded tightly enough to tell anything.
_LONGEST_PLACEHOLDERS: Mapping[str, int] = {"n": 16, "time": 19}
# Those that are never without a digit.
_WITH_DIGITS = frozenset({"n", "date", "time"})
_DIGIT = regex.compile(r"\d")
_SIGN = re.compile(r"(<\w+>|\\[^\w\s]|\(|\)\??|\|)")
_SPECIAL = regex.compile(r"[<()|\\]")
# What is written for what: quotes, dashes, and letters that one word is spelled with now and then (“YAYINLANMA”, كاربران, știri, ещё).
_SAME: Mapping[str, str] = {
    "'": "’‘´ʼ׳′", '"': "“”„«»״", "-": "–—‑−", "i": "ı", "ي": "یى", "ك": "ک", "ا": "أإآ", "ș": "ş", "ț": "ţ",
    "е": "ё", " ": "\u200c",
}  # fmt: skip
_FOLD = tuple((variant, plain) for plain, variants in _SAME.items() for variant in variants)
_SPELLINGS = {
    letter: f"[{plain}{variants}]" if plain != " " else rf"[\s{variants}]"
    for plain, variants in (("'", _SAME["'"] + "`"), *((p, v) for p, v in _SAME.items() if p != "'"))
    for letter in (plain, *variants)
} | {"-": f"[{_SAME['-']}-]", "i": "[iıİ]", "ı": "[iıİ]"}
_SURROGATES = regex.compile(r"[\ud800-\udfff]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_FIRST_UNSPACED = "\u0e00"
_DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_AROUND = (
    _DIRECTION_MARKS + "؛،؟।॥《》〈〉［］｜／：（）【】「」『』。！？，、；… \t*_#>|-–—•·:;,.!?…"
    "→←»«›‹▶►▸▷▼▲▽△◀◆◇■□▪▫●○◎◦★☆※☞♦✓✔❯⇒〔〕〖〗¡¿＞～・+=~\"'“”‘’()[]✉️📧👉👇🔗\ufe0f"
)


class Group(NamedTuple):
    """Phrases that share a rule: what shape they need, what they take, and how sure that is."""

    category: Category
    rule: str
    shape: Shape
    takes: Takes
    longest: int
    zones: frozenset[str]
    confidence: float
    heads: bool
    language: str


class Hit(NamedTuple):
    """A phrase found in a block; offsets into the block's ``plain``."""

    group: Group
    start: int
    end: int


class PhraseError(ValueError):
    """A phrase file says something that cannot be: which file, which rule, what is wrong."""


class _Pattern(NamedTuple):
    """What to try where a literal was seen: the literal alone is the phrase, or it is a part of an expression."""

    number: int  # of the phrase in the book
    group: Group
    phrase: str | None  # None where the literal is all of it
    before: int  # the most characters that a match has before the literal …
    after: int  # … and after it
    from_start: int  # how far from the line's first word the literal may stand …
    from_end: int  # … and from its last


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


class _Lines(NamedTuple):
    """The lines that are searched, and their folded text as one string, in which each stands between line breaks."""

    plains: Sequence[str]
    folded: Sequence[str]
    text: str
    starts: Sequence[int]  # where each begins in ``text``

    @classmethod
    def of(cls, plains: Sequence[str]) -> _Lines:
        folded = fold_all(plains)
        starts = list(itertools.accumulate((len(line) + 1 for line in folded), initial=1))
        return cls(plains, folded, "\n".join(("", *folded, "")), starts)


class Matcher:
    """The phrases of one file, compiled. Immutable once built; safe to share between threads and books."""

    def __init__(self, groups: Iterable[tuple[Group, Sequence[str]]]) -> None:
        whole: dict[str, Group] = {}
        by_literal: dict[str, list[_Pattern]] = {}
        all_groups: list[Group] = []
        numbers = itertools.count()
        for group, phrases in groups:
            all_groups.append(group)
            for phrase in phrases:
                _compile(next(numbers), group, phrase, whole, by_literal)
        self.groups: tuple[Group, ...] = tuple(all_groups)
        self.whole: Mapping[str, Group] = whole
        self._candidates: tuple[tuple[_Pattern, ...], ...] = tuple(tuple(p) for p in by_literal.values())
        self._automaton = AhoCorasick(list(by_literal)) if by_literal else None

    def find(self, lines: _Lines, hits: Sequence[list[Hit]]) -> None:
        """Add to each line's hits those of phrases that are not whole lines. One automaton pass over all lines together."""
        text, starts = lines.text, lines.starts
        block = core_start = core_end = -1
        line = ""
        found: dict[int, int] = {}  # in this block: where the last match of an expression ends, whichever of its literals led to it
        for which, start, end in self._literals(text):
            if _splits_a_word(text[start - 1], text[start]) or _splits_a_word(text[end - 1], text[end]):
                continue
            if block < 0 or start >= starts[block + 1]:
                block = bisect_right(starts, start) - 1
                line = lines.folded[block]
                core_start, core_end = len(line) - len(line.lstrip(_AROUND)), len(line.rstrip(_AROUND))
                found.clear()
            a, b = start - starts[block], end - starts[block]
            for pattern in self._candidates[which]:
                if a - core_start > pattern.from_start or core_end - b > pattern.from_end:
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
    ) -> None:
        self._matchers = tuple(matchers)
        self.language = language  # the likeliest of the text's
        self.common_words: frozenset[str] = frozenset(common_words)
        self.content_heads: frozenset[str] = frozenset(map(fold, content_heads))
        self.stamp_words = stamp_words
        self.agencies: frozenset[str] = frozenset(agencies)
        self.networks: frozenset[str] = frozenset(fold(n) for n in networks)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups of phrases."""
        return tuple(group for matcher in self._matchers for group in matcher.groups)

    def find(self, plains: Sequence[str]) -> list[list[Hit]]:
        """All hits, block by block."""
        hits: list[list[Hit]] = [[] for _ in plains]
        if not plains:
            return hits
        lines = _Lines.of(plains)
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


def _compile(number: int, group: Group, phrase: str, whole: dict[str, Group], by_literal: dict[str, list[_Pattern]]) -> None:
    """Add one phrase to the lines that are known as a whole, or to the literals that the automaton looks for."""
    parsed = parse(phrase)
    variants = parsed.variants(_MOST_VARIANTS)
    if variants is None:
        stretch = parsed.rarest_stretch(phrase)
        pattern = _pattern(number, group, phrase, stretch.before, stretch.after)
        for literal in stretch.literals:
            by_literal.setdefault(literal, []).append(pattern)
    elif group.shape == "whole":
        for line in (core(fold(v)) for v in variants):
            if line not in whole or whole[line].confidence < group.confidence:
                whole[line] = group
    else:
        pattern = _pattern(number, group, None, 0, 0)
        for variant in variants:
            by_literal.setdefault(_checked(fold(variant), phrase), []).append(pattern)


def _pattern(number: int, group: Group, phrase: str | None, before: int, after: int) -> _Pattern:
    around = 0 if phrase is None else _MOST_AROUND_EXPRESSION
    from_start = before + around if group.shape in ("whole", "start") else sys.maxsize
    from_end = after + around if group.shape in ("whole", "end") else sys.maxsize
    return _Pattern(number, group, phrase, before, after, from_start, from_end)


def core(line: str) -> str:
    """The words of a line without the punctuation, bullets and pictograms around them.

    >>> core("▶ Read more …")
    'Read more'
    """
    return line.strip(_AROUND)


def _splits_a_word(left: str, right: str) -> bool:
    """Are these neighbours inside one word? Han, kana and Thai have no blanks between words, so nothing there tells."""
    if not (_is_of_a_word(left) and _is_of_a_word(right)):
        return False
    return (left < _FIRST_UNSPACED or not _UNSPACED.match(left)) and (right < _FIRST_UNSPACED or not _UNSPACED.match(right))


def _is_of_a_word(character: str) -> bool:
    """Letters, digits, and the marks upon them: vowel signs are parts of words in many scripts."""
    return character.isalnum() or (character > "\u02ff" and unicodedata.category(character)[0] == "M")


def _fits(shape: Shape, line: str, start: int, end: int) -> bool:
    if shape == "anywhere":
        return True
    if shape == "start":
        return start <= _MOST_AROUND and not line[:start].strip(_AROUND)
    return len(line) - end <= _MOST_AROUND and not line[end:].strip(_AROUND)


def _reach(pattern: _Pattern, length: int, start: int, end: int, beyond: int) -> tuple[int, int] | None:
    """Between which offsets of a line of this length a match may lie that holds the literal there and begins not before
    ``beyond``, where the last one ended; None if there is no place."""
    shape = pattern.group.shape
    if shape in ("whole", "end") and length - end > _WINDOW:
        return None
    if shape in ("whole", "start"):
        return None if beyond or start > _WINDOW else (0, min(length, end + _WINDOW))
    # One character more than a match can have: it must not be a letter.
    return max(beyond, start - min(pattern.before, _WINDOW)), min(length, end + min(pattern.after + 1, _WINDOW))


def _search(pattern: _Pattern, plain: str, low: int, high: int) -> tuple[int, int] | None:
    assert pattern.phrase is not None
    shape = pattern.group.shape
    if shape in ("whole", "start"):
        match = _compiled(shape, pattern.phrase).match(plain, low, high)
        return match.span(1) if match else None
    for match in _compiled(shape, pattern.phrase).finditer(plain, low, high):
        if shape == "anywhere" or not plain[match.end(1) :].strip(_AROUND):
            return match.span(1)
    return None


# ---------------------------------------------------------------- the small language of phrases


class Stretch(NamedTuple):
    """Literals of which every match of a phrase holds one, and the most characters that it has before and after it."""

    literals: tuple[str, ...]
    before: int
    after: int


class Needs(NamedTuple):
    """What each match of a phrase holds: one string of every clause, and a digit perhaps. Most lines have it not.

    To look for strings takes less than to try an expression, and far less than to compile one that no line ever matches.
    """

    clauses: tuple[tuple[str, ...], ...]
    digit: bool

    def met(self, folded: str) -> bool:
        """Does the line, in lower case, have it all?

        >>> parse("(read|see) (more|all) at <n>").needs().met("read all of it")
        False
        """
        for clause in self.clauses:
            for word in clause:
                if word in folded:
                    break
            else:
                return False
        return not self.digit or _DIGIT.search(folded) is not None


class Parsed(NamedTuple):
    """A phrase as a sequence: literals (str), placeholders (``("n",)``), groups of alternatives (lists of Parsed)."""

    parts: tuple[str | tuple[str] | list[Parsed], ...]

    def variants(self, most: int) -> list[str] | None:
        """All strings the phrase stands for; None where it has placeholders or there are more than ``most``."""
        raw = self._multiply(most)
        return None if raw is None else [" ".join(r.split()) for r in raw]

    def _multiply(self, most: int) -> list[str] | None:
        done = [""]
        for part in self.parts:
            if isinstance(part, str):
                done = [start + part for start in done]
                continue
            endings = _strings(part, most)
            if endings is None or len(done) * len(endings) > most:
                return None
            done = [a + b for a in done for b in endings]
        return done

    def rarest_stretch(self, phrase: str) -> Stretch:
        """Of the neighbouring parts that stand for plain strings those whose strings are the rarest."""
        strings = [_strings(part, _MOST_VARIANTS) for part in self.parts]
        best: list[str] = []
        best_rarity, place = (0, 0), (0, 0)
        for first in range(len(strings)):
            done = [""]
            for beyond, endings in enumerate(strings[first:], start=first + 1):
                if endings is None or (beyond > first + 1 and len(done) * len(endings) > _MOST_VARIANTS):
                    break
                done = [a + b for a in done for b in endings]
                rarity = _rarity(done)
                if rarity > best_rarity:
                    best, best_rarity, place = done, rarity, (first, beyond)
                if rarity[0] == _RARE_LITERAL:
                    break  # more parts would only make more strings
        literals = dict.fromkeys(_checked(fold(b.strip()), phrase) for b in best)
        if not literals:
            raise PhraseError(f"{phrase!r} has no words that every match must hold")
        # The blanks at the literals' ends are around them, too.
        return Stretch(tuple(literals), _most_chars(self.parts[: place[0]]) + 1, _most_chars(self.parts[place[1] :]) + 1)

    def needs(self) -> Needs:
        """What a line must hold for the phrase to be in it."""
        clauses: dict[tuple[str, ...], None] = {}
        for part in self.parts:
            if isinstance(part, str):
                clauses |= dict.fromkeys((word,) for word in fold(part).split())
            elif isinstance(part, list) and (words := [option._telling_word() for option in part]) and all(words):
                clauses[tuple(dict.fromkeys(words))] = None
        digit = any(isinstance(part, tuple) and part[0] in _WITH_DIGITS for part in self.parts)
        return Needs(tuple(sorted(clauses, key=len)), digit)

    def _telling_word(self) -> str:
        """The longest word that stands in each match; none where all is optional or a placeholder."""
        return max((word for part in self.parts if isinstance(part, str) for word in fold(part).split()), key=len, default="")

    def pattern(self) -> str:
        """The phrase as a regular expression on original letters."""
        out: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(_literal_regex(part))
            elif isinstance(part, tuple):
                out.append(f"(?:{_PLACEHOLDERS[part[0]]})")
            else:
                out.append(f"(?:{'|'.join(p.pattern() for p in part)})")
        return "".join(out)


Part = str | tuple[str] | list[Parsed]


def _strings(part: Part, most: int) -> list[str] | None:
    """All strings a part stands for; None for a placeholder, or where an alternative has one or more than ``most`` of them."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return None
    out: list[str] = []
    for option in part:
        expanded = option._multiply(most)
        if expanded is None:
            return None
        out += expanded
    return out


def _rarity(strings: Sequence[str]) -> tuple[int, int]:
    """How seldom a text holds one of these strings: the shortest is long, and beyond some length they are few."""
    return min(_RARE_LITERAL, min(map(len, map(str.strip, strings)))), -len(strings)


def _most_chars(parts: Iterable[Part]) -> int:
    """The most characters that a match of these parts has; a placeholder without a limit of its own may fill the window."""
    most = 0
    for part in parts:
        if isinstance(part, str):
            most += len(part)
        elif isinstance(part, tuple):
            most += _LONGEST_PLACEHOLDERS.get(part[0], _WINDOW)
        else:
            most += max(_most_chars(option.parts) for option in part)
    return most


def parse(phrase: str) -> Parsed:
    """Read one phrase; PhraseError says what is wrong with it.

    >>> parse("sign up (for|to) (our )?list").variants(9)
    ['sign up for our list', 'sign up for list', 'sign up to our list', 'sign up to list']
    """
    spaced = " ".join(phrase.split())
    if not _SPECIAL.search(spaced):
        return Parsed((spaced,))
    pieces = _SIGN.split(spaced)  # plain text and signs by turns
    if any("<" in plain or "\\" in plain for plain in pieces[::2]):
        raise PhraseError(f"a stray '<' or '\\\\' in {phrase!r}")
    if ")*" in spaced or ")+" in spaced:
        raise PhraseError(f"nothing can repeat in {phrase!r}: ')?' is the only sign behind a bracket")
    tokens = [token for token in pieces if token]
    options, rest = _alternatives(tokens, 0, phrase)
    if rest != len(tokens):
        raise PhraseError(f"unbalanced ')' in {phrase!r}")
    return options[0] if len(options) == 1 else Parsed((options,))


def _alternatives(tokens: list[str], at: int, phrase: str) -> tuple[list[Parsed], int]:
    options: list[Parsed] = []
    current: list[str | tuple[str] | list[Parsed]] = []
    while at < len(tokens):
        token = tokens[at]
        sign = token[0]
        if sign == ")":
            break
        if sign == "|":
            options.append(Parsed(tuple(current)))
            current = []
        elif sign == "(":
            inner, at = _alternatives(tokens, at + 1, phrase)
            if at >= len(tokens):
                raise PhraseError(f"unbalanced '(' in {phrase!r}")
            current.append([*inner, Parsed(())] if tokens[at] == ")?" else inner)
        elif sign == "<":
            if token[1:-1] not in _PLACEHOLDERS:
                raise PhraseError(f"unknown placeholder {token} in {phrase!r}")
            current.append((token[1:-1],))
        else:
            current.append(token.removeprefix("\\"))
        at += 1
    options.append(Parsed(tuple(current)))
    return options, at


def _checked(literal: str, phrase: str) -> str:
    if len(literal) < _SHORTEST_LITERAL:
        raise PhraseError(f"{phrase!r} can match by {literal!r} alone, which is too short")
    return literal


@lru_cache(maxsize=4096)
def _needs(phrase: str) -> Needs:
    return parse(phrase).needs()


@cache
def _compiled(shape: Shape, phrase: str) -> regex.Pattern[str]:
    """Compiled when a text first holds its literal: most expressions of a language are never needed in a run."""
    around = rf"[^\p{{L}}\p{{M}}\p{{N}}@$£€]{{0,{_MOST_AROUND_EXPRESSION}}}"
    # Where no blanks are between words, a word may begin and end beside any letter.
    opening = around if shape in ("whole", "start") else rf"(?:(?<![\p{{L}}\p{{M}}\p{{N}}])|(?<={_UNSPACED.pattern})|(?={_UNSPACED.pattern}))"
    closing = rf"{around}\Z" if shape == "whole" else rf"(?:(?![\p{{L}}\p{{M}}\p{{N}}])|(?<={_UNSPACED.pattern})|(?={_UNSPACED.pattern}))"
    return regex.compile(f"{opening}({parse(phrase).pattern()}){closing}")


def _literal_regex(text: str) -> str:
    return f"(?i:{''.join(_SPELLINGS.get(c, regex.escape(c)) for c in text)})"


# ---------------------------------------------------------------- files

_REQUIRED_KEYS = frozenset({"rule", "shape", "takes", "confidence", "phrases"})
_OPTIONAL_KEYS = frozenset({"longest", "zones", "heads"})


class RuleFile(NamedTuple):
    """Somebody's own phrase file: its name for messages, and its text, so that it travels to other processes whole."""

    name: str
    language: str  # a code, or ANY_LANGUAGE
    text: str


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
        StampWords(**{key: _alternatives_of(itertools.chain.from_iterable(file.stamp_words[key] for file in files)) for key in STAMP_LISTS}),
    )


def _alternatives_of(patterns: Iterable[str]) -> str:
    """One expression for any of these, the longest first; for none, one that never matches."""
    return "|".join(sorted(dict.fromkeys(patterns), key=lambda pattern: (-len(pattern), pattern))) or "(?!)"


class _File(NamedTuple):
    """What a phrase file says."""

    matcher: Matcher
    common_words: tuple[str, ...]
    content_heads: tuple[str, ...]
    stamp_words: Mapping[str, tuple[str, ...]]  # as expressions


@cache
def _file(language: str) -> _File:
    return _compiled_file(*_shipped(language))


@lru_cache(maxsize=64)
def _added(file: RuleFile) -> _File:
    return _compiled_file(parse_file(file.text, file.name), file.name)


def _compiled_file(data: Mapping[str, Any], name: str) -> _File:
    return _File(
        Matcher(read_groups(data, name)),
        tuple(data.get("common_words", ())),
        tuple(data.get("content_heads", ())),
        {key: tuple(parse(phrase).pattern() for phrase in data.get(key, ())) for key in STAMP_LISTS},
    )


def _shipped(language: str) -> tuple[Mapping[str, Any], str]:
    """What the phrase file of a language holds, and its name."""
    name = f"{language}.toml"
    return parse_file((resources.files("cleaner") / "phrases" / name).read_text(encoding="utf-8"), name), name


def groups_of(language: str) -> Iterator[tuple[Group, Sequence[str]]]:
    """The groups of a language that ships with the package, with their phrases as they are written."""
    return read_groups(*_shipped(language))


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads((resources.files("cleaner") / "phrases" / "names.toml").read_text(encoding="utf-8"))


def parse_file(source: str, name: str) -> dict[str, Any]:
    """The data of a phrase file; PhraseError with the file's name where it is no TOML."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise PhraseError(f"{name}: {error}") from error


def read_groups(data: Mapping[str, Any], name: str) -> Iterator[tuple[Group, Sequence[str]]]:
    """Check a parsed phrase file, group by group.

    Raises PhraseError with the file's name, the category and the rule for anything that is not as it should be.
    """
    for fault in faults(data):
        raise PhraseError(f"{name}: {fault.about}{fault.message}")
    language = data.get("language", ANY_LANGUAGE)
    for section, entries in data.items():
        if section in _ABOUT_THE_LANGUAGE:
            continue
        for entry in entries:
            group = Group(
                category=Category(section),
                rule=entry["rule"],
                shape=entry["shape"],
                takes=entry["takes"],
                longest=entry.get("longest", 30),
                zones=frozenset(entry.get("zones", ALL_ZONES)),
                confidence=float(entry["confidence"]),
                heads=bool(entry.get("heads", False)),
                language=language,
            )
            yield group, entry["phrases"]


# ---------------------------------------------------------------- what can be wrong with a file

# Where in the data a fault is: a section, the number of an entry in it, a key of the entry, the number of a phrase.
Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something in a phrase file that cannot be: where it is in the data, which rule it is about, what is wrong."""

    place: Place
    about: str  # "newsletter.form-button: ", or nothing where no rule is meant
    message: str


def faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything that is wrong with a parsed phrase file, but for the phrases themselves.

    >>> [fault.message for fault in faults({"weather": []})]
    ['[weather] is no category']
    """
    if not _LANGUAGE.fullmatch(str(data.get("language", ANY_LANGUAGE))):
        yield Fault(("language",), "", f"language must be a code of two or three small letters or {ANY_LANGUAGE!r}, not {data['language']!r}")
    for key in _WORD_LISTS:
        if not _are_strings(data.get(key, [])):
            yield Fault((key,), "", f"{key} must be a list of strings")
    for key in STAMP_LISTS:
        for number, phrase in enumerate(data.get(key, ()) if _are_strings(data.get(key, [])) else ()):
            if message := _unreadable(phrase):
                yield Fault((key, number), "", f"{key}: {message}")
    for section, entries in data.items():
        if section in _ABOUT_THE_LANGUAGE:
            continue
        if section not in CONTENT_CATEGORIES:
            yield Fault((section,), "", f"[{section}] is no category")
        elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Fault((section,), "", f"a group begins with [[{section}]], in two pairs of brackets")
        else:
            rules: set[str] = set()
            for number, entry in enumerate(entries):
                about = f"{section}.{entry.get('rule', '?')}: "
                for key, message in _faults_of(entry, rules):
                    yield Fault((section, number, key) if key in entry else (section, number), about, message)
                rules.add(str(entry.get("rule")))


def _faults_of(entry: Mapping[str, Any], rules: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each key of an entry that is not as it should be, and why; ``rules`` are those of the entries before it."""
    for key in sorted(set(entry) - _REQUIRED_KEYS - _OPTIONAL_KEYS):
        yield key, f"unknown key {key!r}"
    for key in sorted(_REQUIRED_KEYS - set(entry)):
        yield key, f"{key!r} is missing"
    for key, is_right, wanted in _VALUES:
        if key in entry and not is_right(entry[key]):
            yield key, f"{key} must be {wanted}, not {entry[key]!r}" if not isinstance(entry[key], (list, dict)) else f"{key} must be {wanted}"
    if entry.get("rule") in rules:
        yield "rule", "the rule stands twice"


def _unreadable(phrase: str) -> str | None:
    """What is wrong with the brackets and placeholders of a phrase."""
    try:
        parse(phrase)
    except PhraseError as error:
        return str(error)
    except RecursionError:
        return "the brackets are nested too deep"
    return None


def phrase_fault(phrase: str, shape: Shape) -> str | None:
    """What is wrong with one phrase.

    >>> phrase_fault("sign up (now", "whole")
    "unbalanced '(' in 'sign up (now'"
    """
    group = Group(Category.AD, "", shape, "line", 0, ALL_ZONES, 1.0, False, "")
    try:
        _compile(0, group, phrase, {}, {})
    except PhraseError as error:
        return str(error)
    except RecursionError:
        return "the brackets are nested too deep"
    return None


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


ANY_LANGUAGE = "any"
_LANGUAGE = regex.compile(rf"[a-z]{{2,3}}|{ANY_LANGUAGE}")
STAMP_LISTS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(StampWords))
_WORD_LISTS = ("common_words", "content_heads", *STAMP_LISTS)
_ABOUT_THE_LANGUAGE = ("language", *_WORD_LISTS)
_RULE = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VALUES: Sequence[tuple[str, Callable[[Any], bool], str]] = (
    ("rule", lambda value: isinstance(value, str) and _RULE.fullmatch(value) is not None, "small letters, digits and hyphens"),
    ("shape", lambda value: value in get_args(Shape), f"one of {', '.join(get_args(Shape))}"),
    ("takes", lambda value: value in get_args(Takes), f"one of {', '.join(get_args(Takes))}"),
    ("confidence", lambda value: _is_number(value) and 0 < value <= 1, "a number above 0, up to 1"),
    ("phrases", lambda value: _are_strings(value) and bool(value), "a list of strings, at least one"),
    ("longest", lambda value: _is_number(value) and value > 0, "a number of words"),
    ("zones", lambda value: _are_strings(value) and ALL_ZONES.issuperset(value), f"a list of {', '.join(get_args(Zone))}"),
    ("heads", lambda value: isinstance(value, bool), "true or false"),
)
