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
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.safe import safe, safe_cell, safe_json
from tests.commands import printed

ESCAPE = "\x1b[31m\x9b2J\x07\u202e"


def on_a_terminal(*arguments: str | Path) -> str:
    """What the command shows on a terminal, where colours are its own."""
    return called_on_a_terminal(*arguments)[0]


def called_on_a_terminal(*arguments: str | Path) -> tuple[str, int]:
    """What the command shows on a terminal, and its exit code."""
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
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode("utf-8", "replace"), os.waitstatus_to_exitcode(status)


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


def test_the_tables_of_a_batch(tmp_path: Path) -> None:
    source, out = tmp_path / f"in{ESCAPE}.jsonl", tmp_path / f"out{ESCAPE}.jsonl"
    record = {"id": f"[red]one{ESCAPE}\nnext", "url": f"http://evil{ESCAPE}.example/a", "text": "Rain fell on the quay."}
    source.write_text(json.dumps(record) + "\n" + json.dumps({**record, "url": None}) + "\n", encoding="utf-8")
    shown = on_a_terminal("batch", source, "-o", out, "--jobs", "1")
    assert "[red]one" in shown
    assert "an earlier one has" in shown
    assert drives(without_style(shown)) == []


WRONG_PHRASES = '[[newsletter]]\nrule = "x\\u001b[2J\\u009b"\nshape = "a\\u202e"\ntakes = "line"\nconfidence = 0.9\nphrases = ["(a\\u001b]0;x\\u0007"]\n'
RIGHT_PHRASES = '[[newsletter]]\nrule = "x"\nshape = "whole"\ntakes = "line"\nconfidence = 0.9\nphrases = ["come to us"]\n'


def strange_files(folder: Path) -> dict[str, Path]:
    """What calls are about: each with a name that would drive a terminal, and most with contents that would. ``{nobody}`` is not there."""
    article = f"Rain fell on the quay all day.\n\nShare on Facebook {ESCAPE}\n"
    pages = [{"id": host, "url": f"https://{host}.example/{ESCAPE}", "text": article} for host in ("ellerypost", f"ellerypost{ESCAPE}")]
    case_in(folder / f"=case{ESCAPE}")
    return {
        "folder": folder,
        "nobody": folder / f"nobody{ESCAPE}",
        "empty": made(folder / f"empty{ESCAPE}"),
        "document": written(folder / f"document{ESCAPE}.txt", article),
        "nothing": written(folder / f"nothing{ESCAPE}.txt", ""),
        "wrong": written(folder / f"wrong{ESCAPE}.toml", WRONG_PHRASES),
        "right": written(folder / f"right{ESCAPE}.toml", RIGHT_PHRASES),
        "pages": written(folder / f"pages{ESCAPE}.jsonl", "\n".join(map(json.dumps, pages))),
        "broken": written(folder / f"broken{ESCAPE}.jsonl", "{"),
    }


# What goes well, and what is printed in each form.
SHOWN = [
    ("{document}", "--format", "json"),
    ("{document}", "--explain", "--format", "json"),
    ("{nothing}",),
    ("--show-config", "--rules", "{right}"),
    ("rules", "check", "{right}"),
    ("eval", "{folder}"),
    ("eval", "{folder}", "--format", "json"),
    ("eval", "{folder}", "--format", "csv"),
    ("sites", "learn", "{pages}", "-o", "{nobody}.parquet", "--least", "1"),
]
# What ends with a complaint, and the names that one must say.
COMPLAINTS = [
    ("{nobody}",),
    ("{document}", "-o", "{nobody}/article.txt"),
    ("{document}", "--report", "{nobody}/cuts.html"),
    ("{document}", "--rules", "{nobody}"),
    ("{document}", "--rules", "{wrong}"),
    ("{document}", "--sites", "{nobody}"),
    ("{document}", "--sites", "{wrong}"),
    ("{document}", "--config", "{nobody}"),
    ("{document}", "--without", "share.{nobody}"),
    ("batch", "{nobody}", "-o", "{folder}/out.jsonl"),
    ("batch", "{document}", "-o", "{nobody}.csv"),
    ("batch", "{document}", "-o", "{folder}/out.jsonl", "--report", "{nobody}/run.html"),
    ("sites", "learn", "{nobody}", "-o", "{folder}/t.parquet"),
    ("sites", "learn", "{nobody}.jsonl", "-o", "{folder}/t.parquet"),
    ("sites", "learn", "{document}", "-o", "{nobody}"),
    ("sites", "merge", "{nobody}", "-o", "{folder}/t.parquet"),
    ("diff", "{nobody}", "{nobody}"),
    ("diff", "{broken}", "{nobody}"),
    ("rules", "check", "{nobody}"),
    ("rules", "check", "{document}"),
    ("rules", "check", "{wrong}"),
    ("rules", "languages", "--golden", "{nobody}"),
    ("eval", "{nobody}"),
    ("eval", "{empty}"),
]


@pytest.mark.parametrize("call", SHOWN, ids=" ".join)
def test_what_is_printed(tmp_path: Path, call: Sequence[str]) -> None:
    shown, code = called_on_a_terminal(*filled(call, tmp_path))
    assert (code, bool(shown.strip())) == (0, True), shown
    assert drives(without_style(shown)) == []


@pytest.mark.parametrize("call", COMPLAINTS, ids=" ".join)
def test_every_complaint(tmp_path: Path, call: Sequence[str]) -> None:
    shown, code = called_on_a_terminal(*filled(call, tmp_path))
    assert code in (1, 2), shown
    assert re.search(r"(nobody|empty|document|wrong|broken)(\[31m|\\x1b)", shown)
    assert "Traceback" not in shown
    assert drives(without_style(shown)) == []


def filled(call: Sequence[str], folder: Path) -> list[str]:
    files = strange_files(folder)
    return [argument.format(**files) for argument in call]


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def case_in(folder: Path) -> None:
    made(folder)
    written(folder / "input.txt", f"Rain fell on the quay all day.\n\nShare{ESCAPE} on Facebook\n")
    written(folder / "expected.txt", "Rain fell")


def test_a_spreadsheet_computes_nothing(tmp_path: Path) -> None:
    for name in ("=1+1", "@SUM(A1)", "+1", "-1", "rain"):
        case_in(tmp_path / name)
    names = [row["case"] for row in csv.DictReader(io.StringIO(printed("eval", tmp_path, "--format", "csv")))]
    assert names == ["'+1", "'-1", "'=1+1", "'@SUM(A1)", "rain"]


def without_style(shown: str) -> str:
    """Bold, dim and the like, which the tables use themselves, and what their progress bar moves the cursor by."""
    return re.sub(r"\x1b\[(?:[0-24-9]?m|\?25[lh]|[0-9]*[AK])", "", shown)
