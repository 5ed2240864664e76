"""Every phrase that became an expression looks for itself in time linear in the text, on the worst text made from it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from functools import partial
from importlib import resources
from itertools import islice
from typing import NamedTuple

import pytest

from cleaner.phrase_files import read_groups
from cleaner.phrase_index import Group, index_of
from cleaner.phrase_language import Parsed, parse
from cleaner.phrasebook import Matcher, PhraseBook
from tests.linear import BUSY, growth_of_time, seconds

# Characters of the shortest text.
SIZE = 2_000
# What one phrase may cost where it is tried at every other word; the rest of cleaning takes about as much for a whole text.
MOST_MICROSECONDS = 30.0
# Seconds for eight times the shortest text, from which it matters how they grow.
MATTERS = 0.1
# In CI every so many of these are tried; ``python -m tests.test_linear_phrases`` tries all.
EVERY = 25


class Expression(NamedTuple):
    """A phrase that is not multiplied out, and where it stands."""

    file: str
    group: Group
    phrase: str


def expressions() -> Iterator[Expression]:
    """All of all languages, file by file."""
    for path in sorted((resources.files("cleaner") / "phrases").iterdir(), key=lambda path: path.name):
        if path.name == "names.toml" or not path.name.endswith(".toml"):
            continue
        for group, phrases in read_groups(tomllib.loads(path.read_text(encoding="utf-8")), path.name):
            for phrase in phrases:
                if parse(phrase).variants(48) is None:
                    yield Expression(path.name, group, phrase)


# What placeholders can be stretched to, and a stretch that almost matches them.
LONGEST = {
    "n": "1.234,567.89",
    "words": "aaaa bbbb cccc dddd eeee ffff gggg hhhh",
    "name": "Aaaa van de Bbbb and of the Cccc",
    "title": "“Aaaa " + "bbbb " * 22 + "cccc”",
    "date": "Monday, March 3rd, 2021",
    "time": "12:34:56 a.m. ABCDE",
    "mail": "a.b.c+d" * 5 + "@aaaa.bbbb.cccc.dddd",
    "url": "https://aaaa.bbbb.cccc.dddd/" + "x/" * 50,
}


def longest(parsed: Parsed) -> list[str]:
    """The parts of one of the longest texts that the phrase matches."""
    out: list[str] = []
    for part in parsed.parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, tuple):
            out.append(LONGEST[part[0]])
        else:
            out += max((longest(option) for option in part), key=lambda parts: sum(map(len, parts)))
    return out


def worst(phrase: str) -> list[str]:
    """Texts to repeat: what matches, what fails at its last part or character, and one part again and again."""
    parts = longest(parse(phrase))
    whole = "".join(parts)
    stretches = [f"{part} " for part in parts if part.strip()]
    return list(dict.fromkeys((f"{whole} ", f"{whole[:-1]}§ ", f"{''.join(parts[:-1])} ".lstrip() or whole, *stretches[:4])))


def slowness(one: Expression) -> tuple[float, float, str]:
    """How much faster than its length the time for a text grows, the microseconds a character, and the unit it is made of: the worst."""
    book = PhraseBook([Matcher(index_of([(one.group, [one.phrase])]))])
    found = (0.0, 0.0, "")
    for unit in worst(one.phrase):
        for plains_of in (in_one_line, in_lines):
            size = len(plains_of(unit, SIZE)[0]) if plains_of is in_one_line else SIZE
            took = seconds(book.find, plains_of(unit, SIZE), runs=1)
            cost = took / max(size, SIZE) * 1e6
            if cost > MOST_MICROSECONDS:  # perhaps because the machine was busy, or the expression was compiled
                cost = seconds(book.find, plains_of(unit, SIZE)) / max(size, SIZE) * 1e6
            grown = growth_of_time(book.find, partial(plains_of, unit), SIZE) if cost * SIZE * 8 > MATTERS * 1e6 else 1.0
            found = max(found, (max(grown, cost / MOST_MICROSECONDS), cost, unit))
    return found


def in_one_line(unit: str, size: int) -> list[str]:
    return [unit * (size // len(unit) + 1)]


def in_lines(unit: str, size: int) -> list[str]:
    return [unit.strip()] * (size // len(unit) + 1)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(4))
def test_a_phrase_takes_time_linear_in_the_text(part: int) -> None:
    sample = islice(expressions(), part * EVERY, None, 4 * EVERY)
    assert [f"{one.file}: {one.phrase!r} on {unit!r}" for one in sample for grown, _, unit in (slowness(one),) if grown > BUSY] == []


def main(every: int = 1) -> int:
    """Try all, or every so many, and print those that grow faster or cost more than they may; the exit code says whether there are any."""
    slow = tried = 0
    most = 0.0
    for one in islice(expressions(), 0, None, every):
        grown, cost, unit = slowness(one)
        tried, most = tried + 1, max(most, cost)
        if grown > BUSY:
            slow += 1
            print(f"{one.file}: {one.group.rule}: {one.phrase!r} on {unit!r}: {grown:.2f} x, {cost:.1f} us a character", flush=True)
    print(f"{tried} expressions, {slow} too slow; the slowest takes {most:.1f} us a character")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
