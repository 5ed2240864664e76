"""What rules there are: the catalogue, and the commands that list it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cleaner import clean, pipeline
from cleaner.catalogue import coverage, fired, rules
from cleaner.languages import known_languages
from cleaner.model import CONTENT_CATEGORIES, Category, Mark
from cleaner.phrase_files import groups_of
from cleaner.stages.base import Stage
from tests import goldens
from tests.commands import as_json, complaints, printed

KNOWN = {(rule.category, rule.name) for rule in rules()}


def test_every_rule_of_every_file_is_in_the_catalogue_once() -> None:
    written = {(group.category, group.rule) for language in known_languages() for group, _ in groups_of(language)}
    assert written <= KNOWN
    assert len(KNOWN) == len(rules())


def test_every_rule_has_an_example() -> None:
    assert [rule for rule in rules() if not rule.example.strip()] == []


def test_a_rule_that_is_found_in_two_ways_is_one_rule() -> None:
    (bar,) = [rule for rule in rules() if (rule.category, rule.name) == (Category.SHARE, "share-bar")]
    assert bar.found_by == "phrases and code"
    assert {"de", "any"} <= set(bar.languages)


def watched(stage: Stage, seen: set[tuple[str, Category, str]]) -> Stage:
    """The same stage, noting what it proposes."""

    def noting(look: Callable[..., Iterable[Mark]] | None) -> Any:
        def looks(*arguments: Any) -> Iterator[Mark]:
            assert look is not None
            for mark in look(*arguments):
                seen.add((stage.name, mark.category, mark.rule))
                yield mark

        return look and looks

    return replace(stage, alone=noting(stage.alone), context=noting(stage.context))


def test_no_stage_proposes_a_rule_that_it_does_not_declare(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[tuple[str, Category, str]] = set()
    for name in ("STAGES", "FRAME"):
        monkeypatch.setattr(pipeline, name, tuple(watched(stage, seen) for stage in getattr(pipeline, name)))
    for folder in goldens.cases()[::4]:
        clean(goldens.load_case(folder).input)
    monkeypatch.undo()
    declared = {(s.name, category, rule.name) for s in (*pipeline.STAGES, *pipeline.FRAME) for rule in s.rules for category in rule.categories}
    of_code = {proposal for proposal in seen if proposal[0] != "phrases"}
    assert len({stage for stage, _, _ in of_code}) > 15
    assert of_code - declared == set()
    assert {(category, rule) for stage, category, rule in seen if stage == "phrases"} <= KNOWN


def test_every_rule_that_fires_in_a_golden_case_is_known() -> None:
    results = [goldens.cleaned(goldens.load_case(folder)) for folder in goldens.cases()]
    assert {(cut.category, cut.rule) for result in results for cut in result.removed} - KNOWN == {(Category.BLANK, "blank")}
    assert {(mark.category, mark.rule) for result in results for mark in result.spared} - KNOWN == set()


def test_the_counts_are_those_of_the_golden_cases() -> None:
    assert dict(fired()) == dict(goldens.fired()), "count again: python -m tests.goldens count"


@pytest.mark.parametrize("language", known_languages())
def test_a_language_has_phrases_for_every_category(language: str) -> None:
    assert coverage([language])[0].without_phrase == ()


# ---------------------------------------------------------------- the commands


def test_the_rules_are_listed_in_every_form() -> None:
    listed = as_json("rules", "--category", "share", "--language", "de")
    assert [row["rule"] for row in listed] == [f"share.{rule.name}" for rule in rules(("de",), [Category.SHARE])]
    assert {"share.share-bar", "share.network-names"} <= {row["rule"] for row in listed}
    rows = list(csv.DictReader(io.StringIO(printed("rules", "--category", "share", "--language", "de", "--format", "csv"))))
    assert [(row["rule"], int(row["fired"]), row["example"]) for row in rows] == [(row["rule"], row["fired"], row["example"]) for row in listed]
    lines = printed("rules", "--category", "share", "--language", "de").splitlines()
    assert [line.split("\t")[0] for line in lines] == [row["rule"] for row in rows]


def test_all_rules_are_listed_where_nothing_is_asked() -> None:
    assert len(printed("rules").splitlines()) == len(KNOWN)


@pytest.mark.parametrize("wrong", [("--language", "xx"), ("--category", "weather"), ("--format", "pdf"), ("weather",)])
def test_what_does_not_exist_is_a_wrong_call(wrong: tuple[str, ...]) -> None:
    assert wrong[-1] in complaints("rules", *wrong)[-1]


def test_the_languages_are_listed_with_their_gaps(tmp_path: Path) -> None:
    rows = {row["language"]: row for row in as_json("rules", "languages", cwd=tmp_path)}
    assert tuple(rows) == known_languages()
    assert rows["en"]["groups"] > 100
    assert rows["en"]["phrases"] > 1000
    assert rows["en"]["without_phrase"] == []
    assert "cases" not in rows["en"], "there is no golden folder"


def test_with_cases_the_categories_without_one_are_told(tmp_path: Path) -> None:
    for name, rule in (("one", "share.share-bar"), ("two", "ad.ad-label"), ("three", "ad")):
        case = tmp_path / "golden" / "sv" / name
        case.mkdir(parents=True)
        (case / "input.txt").write_text("Det regnade.", encoding="utf-8")
        (case / "expected.txt").write_text("Det regnade.", encoding="utf-8")
        (case / "case.toml").write_text(f'language = "sv"\nrules = ["{rule}"]\n', encoding="utf-8")
    rows = {row["language"]: row for row in as_json("rules", "languages", cwd=tmp_path)}
    assert (rows["sv"]["cases"], rows["de"]["cases"]) == (3, 0)
    assert rows["sv"]["without_case"] == [c.value for c in CONTENT_CATEGORIES if c not in (Category.SHARE, Category.AD, Category.DUPLICATE)]
    assert rows == {row["language"]: row for row in as_json("rules", "languages", "--golden", tmp_path / "golden")}
