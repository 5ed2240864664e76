"""Lists in a pipe, for spreadsheets and on a terminal: nothing in a cell acts."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from cleaner.commands.listing import listed
from tests.commands import as_json, printed
from tests.test_safe import ESCAPE, drives, without_style

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "|cmd", "a=1"]


def test_a_spreadsheet_shows_formulas_and_works_none_out(capsys: pytest.CaptureFixture[str]) -> None:
    listed([{"text": formula, "list": [formula, "x"], "number": -1, "share": -0.5} for formula in FORMULAS], "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == len(FORMULAS)
    for formula, row in zip(FORMULAS, rows, strict=True):
        shown = formula.strip()
        acts = shown[0] in "=+-@＝"
        assert row["text"] == ("'" + shown if acts else shown)
        assert row["list"] == ("'" + shown if acts else shown) + " x"
        assert (row["number"], row["share"]) == ("-1", "-0.5")


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_a_long_list_cannot_drive_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    monkeypatch.setenv("COLUMNS", "160")
    listed([{"codes": [f"{n}{ESCAPE}" for n in range(9)], "few": [ESCAPE]}], "table")
    shown = capsys.readouterr().out
    assert ("3 more" in shown) is terminal
    assert drives(without_style(shown).replace("\t", "")) == []


def test_the_names_of_cases_in_a_spreadsheet(tmp_path: Path) -> None:
    for name in ("=HYPERLINK(1)", "-2+3", "plain"):
        case = tmp_path / name
        case.mkdir()
        for file in ("input.txt", "expected.txt"):
            (case / file).write_text("It rained all day in Port Ellery.\n", encoding="utf-8")
    rows = csv.DictReader(io.StringIO(printed("eval", tmp_path, "--format", "csv")))
    assert [row["case"] for row in rows] == ["'-2+3", "'=HYPERLINK(1)", "plain"]
    assert [case["case"] for case in as_json("eval", tmp_path)["cases"]] == ["-2+3", "=HYPERLINK(1)", "plain"]
