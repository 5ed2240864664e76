"""Compiled expressions come back as they were, and what is damaged, foreign or not to be written is no trouble."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from cleaner import kept_expressions
from cleaner.kept_expressions import compiled

EXPRESSION = r"(?i)\b(?P<verb>share|follow) (?:us )?on (?P<where>\p{Lu}\w+)(?=\W|$)"
TEXT = "Follow us on Harbourgram."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the file of expressions stands in this test; nothing of another test is remembered."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    kept_expressions._kept.cache_clear()
    yield tmp_path / "kept"
    kept_expressions._kept.cache_clear()


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The expressions that were compiled, not read back."""
    made: list[str] = []
    compile_ = regex.compile

    def counted(expression: str, flags: int = 0) -> regex.Pattern[str]:
        made.append(expression)
        return compile_(expression, flags)

    monkeypatch.setattr(regex, "compile", counted)
    return made


def in_the_next_process() -> None:
    kept_expressions._kept.cache_clear()


def file_in(folder: Path) -> Path:
    (found,) = folder.rglob("kept_expressions.*.regex-*")
    return found


def test_it_is_compiled_once(folder: Path, compilations: list[str]) -> None:
    first = compiled(EXPRESSION, regex.M)
    in_the_next_process()
    second = compiled(EXPRESSION, regex.M)
    assert compilations == [EXPRESSION]
    assert second.pattern == EXPRESSION
    assert second.flags == first.flags
    found = second.search(TEXT)
    assert found
    assert found.groupdict() == {"verb": "Follow", "where": "Harbourgram"}
    assert regex.__version__ in file_in(folder).name


def test_flags_make_another_expression(compilations: list[str]) -> None:
    assert not compiled("harbour").search("HARBOUR")
    assert compiled("harbour", regex.I).search("HARBOUR")
    in_the_next_process()
    assert not compiled("harbour").search("HARBOUR")
    assert compiled("harbour", regex.I).search("HARBOUR")
    assert len(compilations) == 2


@pytest.mark.parametrize("keep", [0, 1, 30, 60, -2], ids=["nothing", "a character", "a part of it", "more of it", "all but the end"])
def test_a_torn_line_is_compiled_again(folder: Path, compilations: list[str], keep: int) -> None:
    compiled(EXPRESSION)
    file = file_in(folder)
    file.write_bytes(file.read_bytes()[:keep])
    in_the_next_process()
    assert compiled(EXPRESSION).search(TEXT)
    assert compilations == [EXPRESSION] * 2


def test_a_changed_line_is_compiled_again(folder: Path, compilations: list[str]) -> None:
    compiled(EXPRESSION)
    written = bytearray(file_in(folder).read_bytes())
    for at in range(30, len(written) - 1, 7):
        changed = written.copy()
        changed[at] = ord("A") if changed[at] != ord("A") else ord("B")
        file_in(folder).write_bytes(changed)
        in_the_next_process()
        compilations.clear()
        found = compiled(EXPRESSION)
        assert found.pattern == EXPRESSION
        assert found.search(TEXT)


def test_a_line_of_another_expression_is_not_taken_for_this_one(folder: Path, compilations: list[str]) -> None:
    for expression in ("first", "second"):
        compiled(expression)
    lines = file_in(folder).read_bytes().splitlines()
    (first, _, _), (_, _, second) = (line.partition(b" ") for line in lines)
    file_in(folder).write_bytes(b"%s %s\n" % (first, second))
    in_the_next_process()
    assert compiled("first").pattern == "first"
    assert compilations == ["first", "second", "first"]


def test_a_line_behind_a_torn_one_is_lost_alone(folder: Path, compilations: list[str]) -> None:
    compiled("first")
    file = file_in(folder)
    file.write_bytes(file.read_bytes()[:-9])
    for expression in ("second", "third"):
        in_the_next_process()
        compiled(expression)
    in_the_next_process()
    compilations.clear()
    assert [compiled(expression).pattern for expression in ("first", "second", "third")] == ["first", "second", "third"]
    assert compilations == ["first", "second"]


def test_the_file_does_not_grow_without_bound(folder: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_expressions, "MOST_BYTES", 1000)
    for process in range(4):
        in_the_next_process()
        for number in range(20):
            assert compiled(f"phrase {process} {number}").search(f"phrase {process} {number}")
    assert 500 < file_in(folder).stat().st_size <= 1000
    assert len(compilations) == 80


def test_nothing_is_kept_where_python_keeps_no_modules(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(EXPRESSION).search(TEXT)
    assert not folder.exists()


def test_a_folder_that_nobody_may_write_to_is_no_trouble(folder: Path) -> None:
    folder.write_text("a file where a folder should be", encoding="utf-8")
    assert compiled(EXPRESSION).search(TEXT)
    assert compiled("harbour").search("harbour")


def test_an_expression_with_a_fault_raises_as_ever() -> None:
    for _ in range(2):
        with pytest.raises(regex.error):
            compiled("(")


ARTICLE = """The ferry to Port Ellery was late again on Monday.

Photo: Dana Whitlow/Reuters

By Maren Oduya, 4 May 2024

“We waited for two hours in the rain,” said one of its passengers, and nobody contradicted her.

Subscribe to our newsletter for more stories like this
"""


def test_a_second_process_compiles_nothing_whatever_its_hashes(tmp_path: Path) -> None:
    """Words that come out of a set would make another expression in each process, and the file would grow."""
    sizes = []
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPYCACHEPREFIX": str(tmp_path / "kept")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-c", f"import cleaner; cleaner.clean({ARTICLE!r})"], env=environment, check=True, timeout=100)
        sizes.append(file_in(tmp_path / "kept").stat().st_size)
    assert sizes[0] > 10_000
    assert sizes == sizes[:1] * 3
