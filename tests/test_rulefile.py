"""Phrase files of one's own: what is said of wrong ones, and what right ones do."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from cleaner import Cleaner, Config
from cleaner.batch.pool import Done
from cleaner.batch.run import Run, RunError
from cleaner.batch.run import run as run_batch
from cleaner.rulefile import RuleFileError, check
from tests.commands import complaints, printed, run

OWN = """\
# Ours alone.
language = "en"

[[navigation]]
rule = "quay-menu"
shape = "whole"
takes = "line"
confidence = 0.95
phrases = ["all hands( on deck)?", "<n> bells"]
"""
TEXT = "The bridge stayed shut on Monday, and the boats lay idle in the basin all day.\n\nAll hands on deck\n\nThe engineers argued until dark.\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    return path


def places(text: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.message) for one in check(text, "own.toml")]


def test_nothing_is_wrong_with_a_right_one(own: Path) -> None:
    assert check(OWN, "own.toml") == []
    assert printed("rules", "check", own) == f"{own}: 1 groups, 2 phrases, for language en; use it with --rules {own}\n"


@pytest.mark.parametrize(
    ("was", "becomes", "line", "column", "says"),
    [
        ('"en"', '"English"', 2, 12, "language must be a code"),
        ('language = "en"', "common_words = 3", 2, 16, "common_words must be a list"),
        ("[[navigation]]", "[[weather]]", 4, 1, "[weather] is no category"),
        ("[[navigation]]", "[navigation]", 4, 1, "in two pairs of brackets"),
        ('rule = "quay-menu"', 'rule = "Quay Menu"', 5, 8, "rule must be small letters"),
        ('shape = "whole"', 'shape = "middle"', 6, 9, "navigation.quay-menu: shape must be one of"),
        ('shape = "whole"', 'shap = "whole"', 4, 1, "'shape' is missing"),
        ('shape = "whole"', 'shap = "whole"', 6, 8, "unknown key 'shap'"),
        ("confidence = 0.95", "confidence   =   95", 8, 18, "confidence must be a number above 0, up to 1, not 95"),
        ('"<n> bells"', '\n  "all (hands"', 10, 3, "unbalanced '('"),
        ('"<n> bells"', '"<bell>"', 9, 36, "unknown placeholder <bell>"),
        ('"<n> bells"', "'<n>'", 9, 36, "no words that every match must hold"),
        ('"<n> bells"', f'"{"(" * 5000}all{")" * 5000}"', 9, 36, "nested too deep"),
        ('"<n> bells"', "4", 9, 11, "phrases must be a list of strings"),
        ('"<n> bells"]', '"<n> bells"', 10, 1, "is no TOML"),
        ('takes = "line"', 'takes = "line', 7, 14, "is no TOML"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(was: str, becomes: str, line: int, column: int, says: str) -> None:
    assert was in OWN
    found = places(OWN.replace(was, becomes))
    assert [(at, col) for at, col, message in found if says in message] == [(line, column)], found


def test_places_are_right_behind_strings_that_look_like_something_else() -> None:
    tricky = OWN.replace("# Ours alone.", 'content_heads = ["""\n[[ad]] # \\"""", \'"\', "]"] # [[ad]]').replace('"whole"', '"middle"')
    assert [(line, column) for line, column, _ in places(tricky)] == [(7, 9)]


def test_groups_in_another_spelling_are_told_by_where_they_begin() -> None:
    assert [(line, column) for line, column, _ in places('language = "en"\nad = [{rule = "x", shape = "whole", takes = "line"}]')] == [(2, 7)] * 2


def test_a_file_without_a_group_is_complained_about() -> None:
    assert places('language = "en"') == [(1, 1, "has no group: one begins with [[newsletter]] or another category in two pairs of brackets")]


def test_everything_wrong_is_told_at_once(own: Path) -> None:
    own.write_text(OWN.replace('"whole"', '"middle"').replace("0.95", "95").replace("<n>", "<bell>") + "\n[[weather]]\n", encoding="utf-8")
    told = complaints("rules", "check", own)
    assert [line.removeprefix(f"{own}:").split(":")[0] for line in told] == ["6", "8", "9", "11"]
    assert complaints(own.parent / "page.txt", "--rules", own) == [f"cleaner: {line}" for line in told]


def test_one_wrong_file_does_not_hide_the_others(own: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'language = "en"\n# caf\xe9\n')
    done = run("rules", "check", tmp_path / "latin.toml", tmp_path / "none.toml", own)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"{tmp_path}/latin.toml:2:6: is not UTF-8; save it as UTF-8",
        f"cleaner: {tmp_path}/none.toml: cannot be read: no such file or directory",
    ]
    assert str(own) in done.stdout


# ---------------------------------------------------------------- --rules


def test_the_phrases_of_a_file_are_used(own: Path) -> None:
    assert "All hands" in printed(own.parent / "page.txt")
    assert "All hands" not in printed(own.parent / "page.txt", "--rules", own)
    assert "navigation\tquay-menu" in printed(own.parent / "page.txt", "--rules", own, "--explain")
    assert "All hands" in printed(own.parent / "page.txt", "--rules", own, "--without", "navigation.quay-menu")


def test_a_batch_uses_them_too(own: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    printed("batch", tmp_path / "in.jsonl", "-o", out, "--rules", own, "--quiet", "--jobs", "1")
    assert "All hands" not in json.loads(out.read_bytes())["text"]


def test_a_run_is_not_taken_up_with_a_file_that_has_changed(own: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    plan = Run([str(tmp_path / "in.jsonl")], tmp_path / "out.jsonl", Cleaner(Config(rules=(own,))))

    def interrupted(_: Done) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(plan, interrupted)
    own.write_text(OWN.replace("on deck", "on board"), encoding="utf-8")
    with pytest.raises(RunError, match="begun with other input or settings"):
        run_batch(replace(plan, cleaner=Cleaner(Config(rules=(own,))), resume=True))
    own.write_text(OWN, encoding="utf-8")
    assert run_batch(replace(plan, cleaner=Cleaner(Config(rules=(own,))), resume=True)).documents == 1


def test_a_whole_line_of_more_words_than_the_longest_stays(own: Path) -> None:
    written = OWN.replace("confidence", "longest = 3\nconfidence").replace("all hands( on deck)?", "all hands( <words>)?")
    own.write_text(written, encoding="utf-8")
    cleaner = Cleaner(Config(rules=(own,)))
    assert "hands" not in cleaner.clean(TEXT.replace("on deck", "on")).text
    assert "All hands on deck" in cleaner.clean(TEXT).text


@pytest.mark.parametrize(("language", "counts"), [("en", True), ("de", False), ("any", True), (None, True)])
def test_they_count_for_texts_in_their_language(own: Path, language: str | None, counts: bool) -> None:
    own.write_text(OWN.replace('language = "en"', f'language = "{language}"' if language else ""), encoding="utf-8")
    text = Cleaner(Config(rules=(own,))).clean(TEXT).text
    assert ("All hands" not in text) is counts


def test_a_file_may_bring_a_language_that_has_none(own: Path) -> None:
    own.write_text(OWN.replace('"en"', '"ka"').replace("all hands( on deck)?", "ყველა გემბანზე"), encoding="utf-8")
    text = "მდინარე ორი მეტრით ადიდდა და წისქვილი ერთი კვირით დაიკეტა.\n\nყველა გემბანზე\n\nეს არავის გაკვირვებია, და არც ის, რაც შემდეგ მოხდა."
    assert "გემბანზე" not in Cleaner(Config(rules=(own,))).clean(text).text
    assert "გემბანზე" not in Cleaner(Config(rules=(own,), languages=("ka",))).clean(text).text
    with pytest.raises(ValueError, match="unknown language 'ka'"):
        Config(languages=("ka",))


def test_a_configuration_holds_what_the_file_said_when_it_was_made(own: Path) -> None:
    cleaner = Cleaner(Config(rules=(own,)))
    own.unlink()
    assert "All hands" not in pickle.loads(pickle.dumps(cleaner)).clean(TEXT).text


def test_a_wrong_file_is_a_value_error(own: Path) -> None:
    own.write_text("[[weather]]", encoding="utf-8")
    with pytest.raises(RuleFileError) as error:
        Config(rules=(own,))
    assert error.value.complaints[0].line == 1


def test_a_missing_file_is_a_wrong_call(own: Path) -> None:
    assert complaints(own.parent / "page.txt", "--rules", "none.toml") == ["cleaner: none.toml: cannot be read: no such file or directory"]
