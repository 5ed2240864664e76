"""What is worked out of a data file is kept, and never taken for what another content or other code would give."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from cleaner.folding import core
from cleaner.kept import kept
from cleaner.phrase_files import PHRASES, parse_file, read_groups
from cleaner.phrase_index import from_json, index_of, to_json
from cleaner.phrasebook import WRITTEN_BY, PhraseBook
from cleaner.stage_words import StageWords
from cleaner.stamps import StampWords


class Count:
    """Counts the words of a file, and how often it did."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, content: bytes) -> int:
        self.times += 1
        return len(content.split())


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "words.toml"
    path.write_text("one two three", encoding="utf-8")
    return path


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "code.py"
    path.write_text("first version", encoding="utf-8")
    return path


def place_of(source: Path) -> Path:
    return Path(cache_from_source(str(source))).with_suffix(".json")


def test_it_is_worked_out_once(source: Path, code: Path) -> None:
    count = Count()
    assert [kept(source, count, [str(code)]) for _ in range(3)] == [3, 3, 3]
    assert count.times == 1
    assert place_of(source).is_relative_to(source.parent / "__pycache__")


def test_another_content_is_worked_out_anew(source: Path, code: Path) -> None:
    kept(source, Count(), [str(code)])
    source.write_text("one two three four", encoding="utf-8")
    assert kept(source, Count(), [str(code)]) == 4


def test_other_code_works_it_out_anew(source: Path, code: Path) -> None:
    kept(source, Count(), [str(code)])
    code.write_text("second version", encoding="utf-8")
    assert kept(source, lambda _: "other", [str(code)]) == "other"


@pytest.mark.parametrize("damage", [b"", b"no digest\n3", b"\xff\xfe", None], ids=["empty", "another's", "no text", "cut off"])
def test_what_is_damaged_is_worked_out_anew(source: Path, code: Path, damage: bytes | None) -> None:
    kept(source, lambda _: ["one", "two"], [str(code)])
    place = place_of(source)
    place.write_bytes(place.read_bytes()[:-3] if damage is None else damage)
    assert kept(source, Count(), [str(code)]) == 3
    count = Count()
    assert kept(source, count, [str(code)]) == 3
    assert count.times == 0


def test_nothing_is_kept_where_python_keeps_no_modules(source: Path, code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept(source, Count(), [str(code)]) == 3
    assert not place_of(source).parent.exists()


def test_a_folder_that_nobody_may_write_to_is_no_trouble(source: Path, code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = source.parent / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setattr(sys, "pycache_prefix", str(blocked))
    assert kept(source, Count(), [str(code)]) == 3
    assert sorted(os.listdir(source.parent)) == ["blocked", "code.py", "words.toml"]


def test_what_cannot_be_worked_out_is_not_kept(source: Path, code: Path) -> None:
    def fail(_: bytes) -> None:
        raise ValueError("no words")

    with pytest.raises(ValueError, match="no words"):
        kept(source, fail, [str(code)])
    assert not place_of(source).exists()


@pytest.mark.parametrize("language", ["en", "ja", "tr"])
def test_the_phrases_of_a_language_are_the_same_when_they_come_back(language: str) -> None:
    name = f"{language}.toml"
    index = index_of(read_groups(parse_file((PHRASES / name).read_text(encoding="utf-8"), name), name))
    assert from_json(json.loads(json.dumps(to_json(index)))) == index
    assert index.groups
    assert index.literals
    assert all(line == core(line) for line in index.whole)


def test_a_list_of_words_that_came_new_is_code_by_which_phrase_files_are_kept() -> None:
    # Of a file that was kept before the list was there nothing may be taken: it has no such list.
    defining = {sys.modules[words.__module__].__file__ for words in (StageWords, StampWords, PhraseBook)}
    assert defining <= set(WRITTEN_BY)
