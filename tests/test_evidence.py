"""Evidence: what is carried over from the round before, and what is counted only on request."""

from __future__ import annotations

import re
import sys

import pytest

from cleaner import clean
from cleaner.evidence import gather
from cleaner.model import Block
from cleaner.phrasebook import load
from cleaner.read.lines import read_lines
from cleaner.shapes import count_sentences, shape_of
from tests.goldens import cases, load_case

BOOK = load(("en",))
WHOLE_PAGES = [case for case in map(load_case, cases()) if case.slug.startswith("whole/") and case.language == "en"]


@pytest.mark.parametrize("source", [case.input for case in WHOLE_PAGES], ids=[case.slug for case in WHOLE_PAGES])
def test_a_later_round_finds_out_what_a_first_one_would(source: str) -> None:
    before = gather(read_lines(source), BOOK)
    rest = read_lines(clean(source).text)
    assert gather(rest, BOOK, before) == gather(rest, BOOK)


def test_a_line_that_is_marked_up_otherwise_is_measured_again() -> None:
    before = gather(read_lines("See the tide table for today"), BOOK)
    linked = gather(read_lines("[See the tide table for today](https://tides.example)"), BOOK, before)
    assert (before.shapes[0].link_share, linked.shapes[0].link_share) == (0.0, 1.0)


def test_code_and_prose_of_the_same_words_are_not_mixed_up() -> None:
    line = "Subscribe to our newsletter"
    page = gather(read_lines(f"{line}\n```\n{line}\n```"), BOOK)
    assert [bool(hits) for hits in page.hits] == [True, False, False, False]


def test_another_book_finds_its_own() -> None:
    before = gather(read_lines("Lesen Sie auch"), BOOK)
    assert gather(read_lines("Lesen Sie auch"), load(("de", "en")), before).hits[0]


@pytest.mark.parametrize(("plain", "sentences"), [("", 0), ("…", 0), ("Rain", 1), ("Rain. Wind! Snow", 3), ("雨。風。", 2), ("It was 3.5 °C.", 1)])
def test_sentences(plain: str, sentences: int) -> None:
    assert count_sentences(plain) == sentences


def line_of(text: str) -> Block:
    return read_lines(text).blocks[0]


def test_a_digit_is_what_python_takes_for_one() -> None:
    numbers = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isnumeric()]
    told = [character for character in numbers if shape_of(line_of(f"a{character}b")).digit]
    assert told == [character for character in numbers if character.isdigit()]
    assert 0 < len(told) < len(numbers)


@pytest.mark.parametrize("line", ["ΟΔΟΣ ΣΑΣ ΟΔΟΣ'Α", "İZMİR’DE KIŞ", "STRASSE straße ǅ", "Don't — stop.", "ΛΟΓΟΣ:ΑΒΓ"])
def test_common_words_are_told_by_each_word_in_lower_case(line: str) -> None:
    words = frozenset(word.lower() for word in re.findall(r"\w+(?:['’\-.]\w+)*", line))
    assert shape_of(line_of(line), words).common == 1
