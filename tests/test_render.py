"""Rendering: what is left when marks are cut out, and a ledger that accounts for every character."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.model import Category, Mark, Removal
from cleaner.render import render


def cut(text: str, *pieces: str) -> list[Mark]:
    """Marks on the first occurrence of each piece."""
    return [Mark(at := text.index(piece), at + len(piece), Category.AD, "r", 0.9, "test") for piece in pieces]


def left(text: str, *pieces: str) -> str:
    return render(text, cut(text, *pieces))[0]


def blanks(text: str, *pieces: str) -> list[str]:
    return [r.text for r in render(text, cut(text, *pieces))[1] if r.category is Category.BLANK]


# ---------------------------------------------------------------- blanks


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("Rain.\n\n\n\nWind.", "Rain.\n\nWind."),
        ("Rain.\n \t\n\u00a0\nWind.", "Rain.\n\nWind."),
        ("Rain.\nWind.", "Rain.\nWind."),
        ("\n\n  \nRain.", "Rain."),
        ("Rain.\n\n \n", "Rain."),
        ("Rain. \nWind.\t", "Rain.\nWind."),
        ("Rain.   \n\nWind.", "Rain.\n\nWind."),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_blanks_are_tidied(text: str, tidy: str) -> None:
    assert render(text, [])[0] == tidy


def test_indentation_stays() -> None:
    assert render("Rain:\n    falls\n        hard", [])[0] == "Rain:\n    falls\n        hard"


def test_a_tidy_text_has_an_empty_ledger() -> None:
    assert render("Rain.\n\nWind.", []) == ("Rain.\n\nWind.", ())


def test_trimmed_blanks_are_on_the_ledger() -> None:
    assert blanks(" \nRain. \n\n\n\nWind.\n") == [" \n", " ", "\n\n", "\n"]


# ---------------------------------------------------------------- whole lines


def test_a_cut_line_goes_with_its_line_break() -> None:
    assert left("Rain.\nBuy now\nWind.", "Buy now") == "Rain.\nWind."


def test_the_blank_lines_around_a_cut_line_become_one() -> None:
    assert left("Rain.\n\nBuy now\n\nWind.", "Buy now") == "Rain.\n\nWind."


@pytest.mark.parametrize("text", ["Rain.\n\nBuy now\nWind.", "Rain.\nBuy now\n\nWind."])
def test_a_blank_line_on_one_side_of_a_cut_stays(text: str) -> None:
    assert left(text, "Buy now") == "Rain.\n\nWind."


def test_cuts_at_the_edges_leave_no_blank_lines() -> None:
    assert left("Buy now\n\nRain.\n\nShop here", "Buy now", "Shop here") == "Rain."


def test_a_line_of_which_only_blanks_are_left_goes() -> None:
    assert left("Rain.\n  Buy now  \nWind.", "Buy now") == "Rain.\nWind."


def test_two_cuts_side_by_side_take_the_line() -> None:
    assert left("Rain.\nBuy now today\nWind.", "Buy now", "today") == "Rain.\nWind."


def test_a_cut_may_span_lines() -> None:
    assert left("Rain.\nBuy\nnow\nWind.", "Buy\nnow") == "Rain.\nWind."


def test_a_cut_may_end_in_the_middle_of_a_line_below() -> None:
    assert left("Rain. Buy\nnow Wind.", "Buy\nnow") == "Rain.\nWind."


def test_everything_may_go() -> None:
    text, ledger = render("Buy now", cut("Buy now", "Buy now"))
    assert text == ""
    assert [r.text for r in ledger] == ["Buy now"]


# ---------------------------------------------------------------- parts of lines


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("Rain fell. Buy now Wind rose.", "Rain fell. Wind rose."),
        ("Buy now Rain fell.", "Rain fell."),
        ("Rain fell. Buy now", "Rain fell."),
        ("Rain fell.Buy now", "Rain fell."),
        ("Rain fell.Buy now Wind rose.", "Rain fell. Wind rose."),
        ("Rain fell. (Buy now) Wind rose.", "Rain fell. () Wind rose."),
    ],
)
def test_where_a_part_went_the_blanks_close_up(text: str, tidy: str) -> None:
    assert left(text, "Buy now") == tidy


def test_two_parts_of_one_line_go() -> None:
    assert left("Rain Buy now fell Shop here today.", "Buy now", "Shop here") == "Rain fell today."


# ---------------------------------------------------------------- hard breaks


@pytest.mark.parametrize("blanks_at_end", ["  ", "   "])
def test_two_blanks_at_a_line_end_are_a_line_break_and_stay(blanks_at_end: str) -> None:
    text = f"Rain,{blanks_at_end}\nwind."
    assert render(text, [])[0] == text


@pytest.mark.parametrize("text", ["Rain,  \n\nwind.", "Rain,  ", "Rain,  \n"])
def test_a_hard_break_before_nothing_goes(text: str) -> None:
    assert "Rain, " not in render(text, [])[0]


def test_a_hard_break_before_a_cut_line_goes() -> None:
    assert left("Rain,  \nBuy now\nwind.", "Buy now") == "Rain,\nwind."


def test_what_a_cut_leaves_at_a_line_end_is_no_hard_break() -> None:
    assert left("Rain  Buy now\nwind.", "Buy now") == "Rain\nwind."


# ---------------------------------------------------------------- line ends


def test_crlf_stays() -> None:
    assert left("Rain.\r\n\r\nBuy now\r\n\r\nWind.\r\nSun.\r\n", "Buy now") == "Rain.\r\n\r\nWind.\r\nSun."


def test_crlf_is_never_torn_apart() -> None:
    ledger = render(text := "Rain. \r\nBuy now\r\n\r\n\r\nWind.", cut(text, "Buy now"))[1]
    assert [r.text for r in ledger if r.text.endswith("\r") or (r.text.startswith("\n") and text[r.start - 1] == "\r")] == []


def test_old_mac_line_ends_stay() -> None:
    assert left("Rain.\r\r\rBuy now\rWind.", "Buy now") == "Rain.\r\rWind."


def test_mixed_line_ends_stay_as_they_are() -> None:
    assert render("Rain.\r\nWind.\nSun.", [])[0] == "Rain.\r\nWind.\nSun."


# ---------------------------------------------------------------- the ledger

BUSY = " \nBuy now\n\n\nRain fell. Shop here Wind rose.  \r\nSun.\n\nShop here\nlast"


def test_the_ledger_and_what_is_left_tile_the_text() -> None:
    text, ledger = render(BUSY, cut(BUSY, "Buy now", "Shop here"))
    pieces: list[str] = []
    at = kept = 0
    for removal in ledger:
        pieces += [text[kept : kept + removal.start - at], removal.text]
        kept, at = kept + removal.start - at, removal.end
    assert "".join([*pieces, text[kept:]]) == BUSY


def test_the_ledger_is_sorted_and_its_texts_are_the_sources() -> None:
    ledger = render(BUSY, cut(BUSY, "Buy now", "Shop here"))[1]
    assert all(a.end <= b.start for a, b in pairwise(ledger))
    assert [r.text for r in ledger] == [BUSY[r.start : r.end] for r in ledger]


def test_a_cut_keeps_its_category_rule_confidence_and_reason() -> None:
    mark = Mark(0, 7, Category.LEGAL, "terms", 0.87, "because")
    assert render("Buy now\nRain.", [mark])[1][0] == Removal(0, 7, Category.LEGAL, "terms", 0.87, "because", "Buy now")


@given(st.text(alphabet="ab \n\t\r\u3000", max_size=16))
def test_a_tidy_text_is_left_at_once_as_it_would_be_line_by_line(text: str) -> None:
    at_once = render(text, [])
    with patch("cleaner.render._is_tidy", return_value=False):
        assert render(text, []) == at_once
