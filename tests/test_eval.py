"""``cleaner eval``: how documents are held against the same cleaned by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.cases import CaseError, HandCleaned, read_case
from cleaner.evaluation import Evaluated, Score, evaluate
from tests.commands import as_json, complaints, printed, run

FIRST = "The swing bridge at Port Ellery stayed shut on Monday, and the boats lay idle in the basin."
SECOND = "The engineers argued until dark, and nobody was hurried by it."
BUTTON = "Share on Facebook"
OFFER = "Buy my boat"


def judged(source: str, expected: str) -> Evaluated:
    return evaluate(HandCleaned("x", source.encode(), expected), Cleaner())


def add(folder: Path, name: str, source: str, expected: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "input.txt").write_text(source, encoding="utf-8")
    (folder / name / "expected.txt").write_text(expected, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add(tmp_path, "news/right", f"{FIRST}\n\n{BUTTON}\n\n{SECOND}\n", f"{FIRST}\n\n{SECOND}\n")
    add(tmp_path, "news/missed", f"{FIRST}\n\n{OFFER}\n\n{SECOND}\n", f"{FIRST}\n\n{SECOND}\n")
    add(tmp_path, "lost", f"{FIRST}\n\n{BUTTON}\n\n{SECOND}\n", f"{FIRST}\n\n{BUTTON}\n\n{SECOND}\n")
    return tmp_path


# ---------------------------------------------------------------- the measure


def test_what_is_as_by_hand_has_no_misses() -> None:
    one = judged(f"{FIRST}\n\n{BUTTON}\n\n{SECOND}\n", f"{FIRST}\n\n{SECOND}\n")
    assert (one.same, one.misses) == (True, ())
    assert one.score == Score(right=1, content=len("".join((FIRST + SECOND).split())))


def test_a_line_that_went_and_should_not_counts_its_characters_and_names_the_rule() -> None:
    one = judged(f"{FIRST}\n\n{BUTTON}\n\n{SECOND}\n", f"{FIRST}\n\n{BUTTON}\n\n{SECOND}\n")
    (miss,) = one.misses
    assert (miss.kind, miss.category, miss.line, miss.text) == ("wrongly removed", "share", 3, BUTTON)
    assert (one.score.wrong, one.score.lost) == (1, len("".join(BUTTON.split())))


def test_a_line_that_stays_and_should_go_is_a_miss_without_a_rule() -> None:
    one = judged(f"{FIRST}\n\n{OFFER}\n\n{SECOND}\n", f"{FIRST}\n\n{SECOND}\n")
    assert [(miss.kind, miss.category, miss.text) for miss in one.misses] == [("wrongly kept", "none", OFFER)]
    assert (one.score.missed, one.score.lost, one.same) == (1, 0, False)


def test_a_line_that_the_hand_shortened_is_kept() -> None:
    one = judged(f"{FIRST}\n\n{SECOND} And so on. (Quillwire/xyz)\n", f"{FIRST}\n\n{SECOND} And so on.\n")
    assert one.misses == ()
    assert one.score.content == len("".join(f"{FIRST}{SECOND}Andsoon.".split()))


def test_shortened_lines_are_found_where_a_letter_stands_before_them_too() -> None:
    """Taking the first place where each character stands would keep the T of the button and lose that of the sentence."""
    one = judged(f"Tweet this\n\n{FIRST} (Quillwire/xyz)\n\n{SECOND}", f"{FIRST}\n\n{SECOND}\n")
    assert one.score.lost == 0


def test_lines_that_the_hand_joined_are_found() -> None:
    assert judged(f"{FIRST}\n{SECOND}\n", f"{FIRST} {SECOND}\n").misses == ()


def test_blanks_and_line_ends_are_no_misses() -> None:
    assert judged(f"{FIRST}\r\n\r\n{SECOND}\r\n", f"{FIRST}\n\n\n\n{SECOND}\n\n").misses == ()


def test_what_is_not_in_the_input_is_no_case() -> None:
    with pytest.raises(CaseError, match="not in the input: 'It snowed"):
        judged(FIRST, "It snowed.\n")


def test_a_page_is_held_against_its_visible_text() -> None:
    page = f"<html><body><nav><a href=/>Home</a></nav><article><h1>Bridge</h1><p>{FIRST}<p>{SECOND}</article></body></html>"
    one = judged(page, f"Bridge\n\n{FIRST}\n\n{SECOND}\n")
    assert one.score.lost == 0
    assert one.score.wrong == 0


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"expected.txt": b"x"}, "one file input.txt"),
        ({"input.txt": b"x", "input.md": b"x", "expected.txt": b"x"}, "found 2"),
        ({"input.txt": b"x"}, "expected.txt is missing"),
        ({"input.txt": b"x", "expected.txt": b"\xff"}, "expected.txt: is not UTF-8"),
        ({"input.txt": b"x", "expected.txt": b"x", "case.toml": b"rules = "}, "is no TOML"),
        ({"input.txt": b"x", "expected.txt": b"x", "case.toml": b"rules = 3"}, "rules a list of strings"),
    ],
)
def test_a_case_that_cannot_be_read_says_why(tmp_path: Path, files: dict[str, bytes], says: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CaseError, match=says):
        read_case(tmp_path)


# ---------------------------------------------------------------- the command


def test_the_report_names_the_misses_and_the_totals(folder: Path) -> None:
    report = printed("eval", folder)
    assert "same   news/right" in report
    assert f"line 3: wrongly kept (no rule saw it): {OFFER}" in report
    assert "3 cases, 1 the same as by hand" in report
    assert "precision 0.500, recall 0.500, F1 0.500" in report


def test_figures_as_data(folder: Path) -> None:
    told = as_json("eval", folder)
    assert [case["case"] for case in told["cases"]] == ["lost", "news/missed", "news/right"]
    assert told["categories"] == {"none": {"wrongly_removed": 0, "wrongly_kept": 1}, "share": {"wrongly_removed": 1, "wrongly_kept": 0}}
    assert (told["total"]["precision"], told["total"]["recall"], told["total"]["f1"]) == (0.5, 0.5, 0.5)
    rows = list(csv.DictReader(io.StringIO(printed("eval", folder, "--format", "csv"))))
    assert [(row["case"], row["same"]) for row in rows] == [("lost", "False"), ("news/missed", "False"), ("news/right", "True")]


def test_settings_count(folder: Path) -> None:
    assert as_json("eval", folder, "--keep", "share")["total"]["wrongly_removed"] == 0


def test_a_bar_that_is_not_reached_is_exit_one(folder: Path) -> None:
    done = run("eval", folder, "--min-f1", "0.9")
    assert (done.returncode, done.stderr) == (1, "cleaner: F1 0.500 is below 0.9\n")
    assert "3 cases" in done.stdout
    assert run("eval", folder, "--min-f1", "0.5").returncode == 0


def test_a_folder_without_cases_is_a_wrong_call(tmp_path: Path) -> None:
    assert complaints("eval", tmp_path) == [f"cleaner: {tmp_path}: no case there; a case is a folder with input.txt and expected.txt"]
