r"""The small language that phrases are written in.

A phrase is a line of words: ``(a|b)`` are alternatives, ``(a )?`` an optional group, and ``<n> <words> <name> <title> <date>
<time> <mail> <url>`` placeholders; ``\(`` is a bracket itself and ``\?`` a question mark. A phrase can be multiplied out to the strings that it stands for, or
become a regular expression.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import regex

from cleaner.folding import SAME, fold
from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.word_edges import splits_a_word

# A phrase that multiplies out to more strings than this becomes one regular expression instead.
MOST_VARIANTS = 48
# A literal shorter than this would make the automaton stop at every other word …
SHORTEST_LITERAL = 3
# … and one of this length is rare enough: more alternatives for longer ones would only make the automaton bigger.
_RARE_LITERAL = 10
# What a placeholder may begin or end with.
_SOME_LETTER = "x"
# Longest stretch of a line that a phrase with placeholders is tried on, each side of its literal.
WINDOW = 400

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
    # A headline, with whatever marks are in it; its first letter tells it from the sentence around it.
    "title": r"[\"'“„«‘(\[#]{0,2}[\p{Lu}\p{Lt}\p{Lo}\p{N}¿¡]\S{0,40}(?:\s\S{1,40}){0,23}",
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
# Those that tell upper case from lower.
_TELLING_CASE = frozenset({"name", "title", "date", "time"})
# Those that are never without a digit.
_WITH_DIGITS = frozenset({"n", "date", "time"})
_DIGIT = later(compiled, r"\d")
_SIGN = later(re.compile, r"(<\w+>|\\[^\w\s]|\(|\)\??|\|)")
_SPECIAL = later(re.compile, r"[<()|\\?]")
_SPELLINGS = {
    letter: f"[{plain}{variants}]" if plain != " " else rf"[\s{variants}]"
    for plain, variants in (("'", SAME["'"] + "`"), *((p, v) for p, v in SAME.items() if p != "'"))
    for letter in (plain, *variants)
} | {"-": f"[{SAME['-']}-]", "i": "[iıİ]", "ı": "[iıİ]"}


class PhraseError(ValueError):
    """A phrase file says something that cannot be: which file, which rule, what is wrong."""


class Stretch(NamedTuple):
    """Literals of which every match of a phrase holds one, the most characters that it has before and after it, and whether a
    literal may be a piece of a longer word there."""

    literals: tuple[str, ...]
    before: int
    after: int
    in_words: bool


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
        strings = [_strings(part, MOST_VARIANTS) for part in self.parts]
        best: list[str] = []
        best_rarity, place = (0, 0), (0, 0)
        for first in range(len(strings)):
            done = [""]
            for beyond, endings in enumerate(strings[first:], start=first + 1):
                if endings is None or (beyond > first + 1 and len(done) * len(endings) > MOST_VARIANTS):
                    break
                done = [a + b for a in done for b in endings]
                rarity = _rarity(done)
                if rarity > best_rarity:
                    best, best_rarity, place = done, rarity, (first, beyond)
                if rarity[0] == _RARE_LITERAL:
                    break  # more parts would only make more strings
        literals = dict.fromkeys(checked(fold(b.strip()), phrase) for b in best)
        if not literals:
            raise PhraseError(f"{phrase!r} has no words that every match must hold")
        before, after = self.parts[: place[0]], self.parts[place[1] :]
        # The blanks at the literals' ends are around them, too.
        return Stretch(tuple(literals), _most_chars(before) + 1, _most_chars(after) + 1, _break_a_word(before, best, after))

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
        """The phrase as a regular expression on original letters.

        What does not tell upper case from lower stands in as few groups as can be: to compile each takes longer than to try it.
        """
        runs = itertools.groupby(self.parts, _tells_case)
        return "".join("".join(map(_cased, run)) if tells_case else f"(?i:{''.join(map(_caseless, run))})" for tells_case, run in runs)


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


def _break_a_word(before: Sequence[Part], strings: Iterable[str], after: Sequence[Part]) -> bool:
    """May a word of these strings go on in the parts around them, as “comment” does in “comment(s)? below”?"""
    (left, _), (right, _) = _beside(before[::-1], -1), _beside(after, 0)
    return any(splits_a_word(beside, string[0]) for string in strings for beside in left) or any(
        splits_a_word(string[-1], beside) for string in strings for beside in right
    )


def _beside(parts: Sequence[Part], edge: int) -> tuple[set[str], bool]:
    """The characters that a match of these parts, the nearest first, may have at that edge, and whether it may have none."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, list):
            inner = [_beside(option.parts[::-1] if edge else option.parts, edge) for option in part]
            found |= set().union(*(characters for characters, _ in inner))
            if any(may_be_empty for _, may_be_empty in inner):
                continue
        elif isinstance(part, tuple):
            found.add(_SOME_LETTER)
        elif part:
            found.add(part[edge])
        else:
            continue
        return found, False
    return found, True


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
            most += _LONGEST_PLACEHOLDERS.get(part[0], WINDOW)
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
    if any("?" in plain for plain in pieces[::2]):
        raise PhraseError(f"a stray '?' in {phrase!r}: what may be missing stands in brackets before it, and the mark itself is '\\\\?'")
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


def checked(literal: str, phrase: str) -> str:
    if len(literal) < SHORTEST_LITERAL:
        raise PhraseError(f"{phrase!r} can match by {literal!r} alone, which is too short")
    return literal


def _tells_case(part: Part) -> bool:
    if isinstance(part, list):
        return any(_tells_case(inner) for option in part for inner in option.parts)
    return isinstance(part, tuple) and part[0] in _TELLING_CASE


def _cased(part: Part) -> str:
    """The expression for a part that tells upper case from lower."""
    return f"(?:{'|'.join(option.pattern() for option in part)})" if isinstance(part, list) else f"(?:{_PLACEHOLDERS[part[0]]})"


def _caseless(part: Part) -> str:
    """The expression for a part that stands in a group for letters of either case."""
    if isinstance(part, str):
        return "".join(_SPELLINGS.get(c, regex.escape(c)) for c in part)
    if isinstance(part, tuple):
        return f"(?:{_PLACEHOLDERS[part[0]]})"
    return f"(?:{'|'.join(''.join(map(_caseless, option.parts)) for option in part)})"
