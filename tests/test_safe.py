"""Nothing that a document, a name or an address says can drive the terminal it is printed on."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.safe import safe, safe_cell, safe_json
from tests.commands import printed, run

ESCAPE = "\x1b[31m\x9b2J\x07\u202e"


def on_a_terminal(*arguments: str | Path) -> str:
    """What the command shows on a terminal, where colours are its own."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.environ["NO_COLOR"] = "1"
        os.environ["TERM"] = "dumb"
        os.execv(sys.executable, [sys.executable, "-c", "from cleaner.cli import main; main()", *map(str, arguments)])
    shown = b""
    while True:
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # Linux says so where others give an end
            break
        if not more:
            break
        shown += more
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode("utf-8", "replace")


def drives(shown: str) -> list[str]:
    """The characters that would do more than to show themselves; a terminal's own line ends aside."""
    return [c for c in shown if c not in "\r\n" and (unicodedata.category(c) == "Cc" or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_safe_text_drives_nothing(text: str) -> None:
    assert drives(safe(text)) == []
    assert "\n" not in safe(text)


@given(st.recursive(st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=5))
def test_safe_json_says_the_same(value: object) -> None:
    shown = safe_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(shown) == value
    assert drives(shown) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_safe_cell_is_no_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert drives(safe_cell(text)) == []


def test_the_ledger_on_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Rain fell on the quay.\n\nShare on Facebook {ESCAPE}\n", encoding="utf-8")
    shown = on_a_terminal("--explain", file)
    assert "share" in shown
    assert drives(without_style(shown)) == []


def test_the_name_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    shown = on_a_terminal(tmp_path / f"no{ESCAPE}.txt")
    assert "no such file" in shown
    assert drives(shown) == []


def test_what_a_document_has_wrong_with_a_strange_name(tmp_path: Path) -> None:
    file = tmp_path / f"empty{ESCAPE}.txt"
    file.write_bytes(b"")
    shown = on_a_terminal(file)
    assert "empty" in shown
    assert drives(shown) == []


def test_the_tables_of_a_batch(tmp_path: Path) -> None:
    source, out = tmp_path / f"in{ESCAPE}.jsonl", tmp_path / f"out{ESCAPE}.jsonl"
    record = {"id": f"[red]one{ESCAPE}\nnext", "url": f"http://evil{ESCAPE}.example/a", "text": "Rain fell on the quay."}
    source.write_text(json.dumps(record) + "\n" + json.dumps({**record, "url": None}) + "\n", encoding="utf-8")
    shown = on_a_terminal("batch", source, "-o", out, "--jobs", "1")
    assert "[red]one" in shown
    assert "an earlier one has" in shown
    assert drives(without_style(shown)) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("{name}",),
        ("{there}", "-o", "{name}/article.txt"),
        ("{there}", "--report", "{name}/cuts.html"),
        ("{there}", "--rules", "{name}"),
        ("{there}", "--sites", "{name}"),
        ("{there}", "--config", "{name}"),
        ("{there}", "--without", "share.{name}"),
        ("batch", "{name}", "-o", "out.jsonl"),
        ("batch", "{there}", "-o", "{name}.csv"),
        ("batch", "{there}", "-o", "out.jsonl", "--report", "{name}/run.html"),
        ("sites", "learn", "{name}", "-o", "t.parquet"),
        ("sites", "learn", "{there}", "-o", "{name}"),
        ("sites", "merge", "{name}", "-o", "t.parquet"),
        ("diff", "{name}", "{name}"),
        ("rules", "check", "{name}"),
        ("rules", "check", "{there}"),
        ("rules", "languages", "--golden", "{name}"),
        ("eval", "{name}"),
        ("eval", "{empty}"),
    ],
    ids=" ".join,
)
def test_every_complaint(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    there, empty = tmp_path / f"there{ESCAPE}.txt", tmp_path / f"empty{ESCAPE}"
    there.write_text("It rained all day in Port Ellery.\n", encoding="utf-8")
    empty.mkdir()
    told = [argument.format(name=f"nobody{ESCAPE}", there=there, empty=empty) for argument in arguments]
    done = run(*told, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert re.search("nobody|there|empty", done.stderr)
    assert drives(done.stderr) == []


# By what is called, its arguments; they are made in a folder of their own.
CALLS: dict[str, Callable[[Path], Sequence[str | Path]]] = {
    "JSON of a document": lambda folder: (written(folder / "a.txt", f"Rain fell.\n\nShare on Facebook {ESCAPE}\n"), "--format", "json"),
    "JSON of a ledger": lambda folder: (written(folder / "a.txt", f"Rain fell.\n\nShare on Facebook {ESCAPE}\n"), "--explain", "--format", "json"),
    "a phrase file that is wrong": lambda folder: ("rules", "check", written(folder / f"own{ESCAPE}.toml", WRONG_PHRASES)),
    "a phrase file that is right": lambda folder: ("rules", "check", written(folder / f"own{ESCAPE}.toml", RIGHT_PHRASES)),
    "a phrase file that is not there": lambda folder: ("rules", "check", folder / f"own{ESCAPE}.toml"),
    "a wrong phrase file for a document": lambda folder: (written(folder / "a.txt", "Rain"), "--rules", written(folder / f"own{ESCAPE}.toml", WRONG_PHRASES)),
    "settings": lambda folder: ("--show-config", "--rules", written(folder / f"own{ESCAPE}.toml", RIGHT_PHRASES)),
    "cases of a strange name": lambda folder: ("eval", case_in(folder / f"=case{ESCAPE}").parent),
    "cases of a strange name, JSON": lambda folder: ("eval", case_in(folder / f"=case{ESCAPE}").parent, "--format", "json"),
    "cases of a strange name, CSV": lambda folder: ("eval", case_in(folder / f"=case{ESCAPE}").parent, "--format", "csv"),
    "a folder without cases": lambda folder: ("eval", made(folder / f"none{ESCAPE}")),
    "a difference of what is none": lambda folder: ("diff", written(folder / f"a{ESCAPE}.jsonl", "{"), folder / f"b{ESCAPE}.jsonl"),
    "a table of sites": lambda folder: ("sites", "learn", site_in(folder), "-o", folder / f"t{ESCAPE}.parquet", "--least", "1"),
    "a table of sites that is none": lambda folder: (written(folder / "a.txt", "Rain"), "--sites", written(folder / f"t{ESCAPE}.parquet", "x")),
    "sites of what is not there": lambda folder: ("sites", "learn", folder / f"no{ESCAPE}.jsonl", "-o", folder / "t.parquet"),
}
WRONG_PHRASES = '[[newsletter]]\nrule = "x\\u001b[2J\\u009b"\nshape = "a\\u202e"\ntakes = "line"\nconfidence = 0.9\nphrases = ["(a\\u001b]0;x\\u0007"]\n'
RIGHT_PHRASES = '[[newsletter]]\nrule = "x"\nshape = "whole"\ntakes = "line"\nconfidence = 0.9\nphrases = ["come to us"]\n'


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def case_in(folder: Path) -> Path:
    made(folder)
    written(folder / "input.txt", f"Rain fell on the quay all day.\n\nShare{ESCAPE} on Facebook\n")
    written(folder / "expected.txt", "Rain fell")
    return folder


def site_in(folder: Path) -> Path:
    record = {"id": "1", "url": f"https://ellerypost{ESCAPE}.example/1", "text": "Rain fell on the quay all day."}
    return written(folder / f"in{ESCAPE}.jsonl", json.dumps(record) + "\n" + json.dumps({**record, "url": "https://ellerypost.example/2"}))


@pytest.mark.parametrize("call", list(CALLS))
def test_what_else_is_printed(tmp_path: Path, call: str) -> None:
    shown = on_a_terminal(*CALLS[call](tmp_path))
    assert shown.strip()
    assert "Traceback" not in shown
    assert drives(without_style(shown)) == []


def test_a_spreadsheet_computes_nothing(tmp_path: Path) -> None:
    for name in ("=1+1", "@SUM(A1)", "+1", "-1", "rain"):
        case_in(tmp_path / name)
    names = [row["case"] for row in csv.DictReader(io.StringIO(printed("eval", tmp_path, "--format", "csv")))]
    assert names == ["'+1", "'-1", "'=1+1", "'@SUM(A1)", "rain"]


def without_style(shown: str) -> str:
    """Bold, dim and the like, which the tables use themselves, and what their progress bar moves the cursor by."""
    return re.sub(r"\x1b\[(?:[0-24-9]?m|\?25[lh]|[0-9]*[AK])", "", shown)
