"""Wrong calls, as people make them: each is told what to do next."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.batches import json_lines, text
from tests.commands import complaints, printed, run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a few files, in which things go wrong."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(text(1), encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "in.jsonl").write_bytes(json_lines([{"id": "1", "text": text(1)}]))
    pq.write_table(pa.table({"body": [text(1)]}), tmp_path / "in.parquet")
    return tmp_path


@pytest.mark.parametrize(
    ("call", "advice"),
    [
        ("nobody.txt", "nobody.txt: no such file"),
        ("diff.txt", "diff.txt: no such file"),
        ("rule", "rule: no such file; did you mean `cleaner rules`?"),
        ("bacth in.jsonl -o out.jsonl", "bacth: no such command; did you mean `cleaner batch`?"),
        ("pages", "pages: is a folder; give one file, or `cleaner batch pages -o OUT` cleans all in it"),
        ("a.txt b.txt", "b.txt: one file at a time; `cleaner batch a.txt b.txt -o OUT` cleans many"),
        ("a.txt b.txt c.txt", "b.txt: one file at a time; `cleaner batch a.txt b.txt … -o OUT` cleans many"),
        ("https://ellerypost.example/a", "no such file, and nothing is fetched; save the page, and say its address with --url"),
        ("a.txt -o pages", "pages: is a folder; give a file name"),
        ("a.txt --sites in.parquet", "is no table of sites; `cleaner sites learn` makes one"),
        ("a.txt --without share.foo", "unknown rule 'share.foo': cleaner rules --category share lists those there are"),
        ("batch in.jsonl -o out.csv", "name a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, or a folder"),
        ("batch in.parquet -o out.jsonl", "there are 'body'; say which with --text-column or --html-column"),
        ("diff a.txt b.txt", "a.txt: is nothing that `cleaner batch` wrote"),
        ("eval pages", "a case is a folder with input.txt and expected.txt"),
    ],
)
def test_a_wrong_call_is_one_line_that_says_what_to_do(place: Path, call: str, advice: str) -> None:
    before = sorted(place.iterdir())
    (line,) = complaints(*call.split(), cwd=place)
    assert line.startswith("cleaner: ")
    assert line.endswith(advice) or advice in line
    assert sorted(place.iterdir()) == before


@pytest.mark.parametrize(
    ("call", "usage", "advice"),
    [
        ("", "cleaner [OPTIONS] FILE", "Name a page or a text, or - for standard input."),
        ("--langauge de a.txt", "cleaner [OPTIONS] FILE", "--lang"),
        ("batch", "cleaner batch [OPTIONS] INPUT…", "Name files of JSON Lines, Parquet or WARC, or folders."),
        ("batch in.jsonl", "cleaner batch [OPTIONS] INPUT…", "Say where to write: -o out.parquet"),
        ("eval", "cleaner eval [OPTIONS] DIR", "Name a folder of documents cleaned by hand"),
        ("batch in.jsonl -o o.jsonl --jobs 0", "cleaner batch [OPTIONS] INPUT…", "1<=x<=256"),
    ],
)
def test_a_call_that_lacks_something_is_shown_how_it_goes(place: Path, call: str, usage: str, advice: str) -> None:
    lines = complaints(*call.split(), cwd=place)
    assert lines[0] == f"Usage: {usage}"
    assert advice in lines[-1]


def test_nothing_to_learn_from_is_told_where_addresses_come_from(place: Path) -> None:
    (line,) = complaints("sites", "learn", "in.jsonl", "-o", "sites.parquet", cwd=place, code=1)
    assert "--url-column names the column that has it" in line


@pytest.mark.parametrize(("name", "code"), [("in.jsonl", 0), ("in.parquet", 1)])
def test_many_documents_in_a_file_are_one_to_this_command_and_that_is_said(place: Path, name: str, code: int) -> None:
    done = run(name, cwd=place)
    assert done.returncode == code
    assert f"`cleaner batch {name} -o OUT` cleans each of those in it" in done.stderr
    assert run(name, "--kind", "text", cwd=place).stderr.count("cleaner batch") == 0


@pytest.mark.parametrize("command", ["", "batch", "sites", "rules", "diff"])
def test_help_begins_with_what_most_people_want(command: str) -> None:
    shown = printed(*command.split(), "--help")
    head = shown.partition("Options:")[0]
    assert f"  cleaner {command}".rstrip() in head, "an example before the options"
    assert "..." not in shown.partition("Commands:")[2], "no sentence breaks off"
