"""What two runs judge otherwise, and the command that says it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner, Config
from cleaner.batch.outputs.records import json_line
from cleaner.diff import difference
from cleaner.rows import Source, clean_row
from tests.reports import ARTICLE, SOURCE
from tests.test_cli import complaint, run

PLAIN, KEEPING = Cleaner(), Cleaner(Config(keep=("share",)))


def rows(cleaner: Cleaner, texts: dict[str, str]) -> list[dict[str, Any]]:
    return [json.loads(json_line(clean_row(Source(name, text), cleaner)._asdict())) for name, text in texts.items()]


TEXTS = {f"{n}": f"{SOURCE}\nStory number {n} ends here, as all stories do in the end." for n in range(5)}


def test_nothing_differs_from_itself() -> None:
    found = difference(rows(PLAIN, TEXTS), rows(PLAIN, TEXTS))
    assert (found.documents, found.changed, found.newly, found.no_longer, found.only_old, found.only_new) == (5, 0, {}, {}, [], [])


def test_both_directions_by_rule() -> None:
    now = difference(rows(KEEPING, TEXTS), rows(PLAIN, TEXTS))
    before = difference(rows(PLAIN, TEXTS), rows(KEEPING, TEXTS))
    assert list(now.newly) == list(before.no_longer) == ["share.share-button"]
    assert now.no_longer == before.newly == {}
    change = now.newly["share.share-button"]
    assert (change.lines, change.documents, now.changed) == (5, 5, 5)
    assert (change.samples[0].id, change.samples[0].line, change.samples[0].text) == ("0", 5, "Share on Facebook")
    assert len(change.samples) == 3


def test_a_cut_within_a_line_is_a_change_of_that_line() -> None:
    text = {"1": f"{ARTICLE} (Reuters)"}
    found = difference(rows(Cleaner(Config(keep=("wire_credit",))), text), rows(PLAIN, text))
    assert [change.characters for change in found.newly.values()] == [len("(Reuters)")]


def test_the_order_of_the_rows_does_not_matter() -> None:
    shuffled = rows(PLAIN, TEXTS)
    random.Random(7).shuffle(shuffled)
    assert difference(rows(KEEPING, TEXTS), shuffled).newly["share.share-button"].lines == 5


def test_documents_on_one_side_are_named() -> None:
    found = difference(rows(PLAIN, TEXTS), rows(PLAIN, {"new": SOURCE, **{n: t for n, t in TEXTS.items() if n != "2"}}))
    assert (found.documents, found.only_old, found.only_new) == (4, ["2"], ["new"])


def test_documents_with_the_same_id_meet_in_order() -> None:
    twice = [*rows(PLAIN, {"1": SOURCE}), *rows(PLAIN, {"1": ARTICLE})]
    found = difference(twice, [*rows(PLAIN, {"0": SOURCE}), *twice])
    assert (found.documents, found.changed, found.only_new) == (2, 0, ["0"])


def test_a_source_that_was_read_otherwise_is_compared_by_its_words() -> None:
    found = difference(rows(KEEPING, {"1": SOURCE}), rows(PLAIN, {"1": f"{ARTICLE[::-1]}\n\n{SOURCE}"}))
    assert (found.other_source, found.newly["share.share-button"].lines) == (1, 1)


def test_documents_that_were_lost_are_named() -> None:
    lost = {**rows(PLAIN, {"1": SOURCE})[0], "status": "failed", "text": None, "removed": []}
    assert difference(rows(PLAIN, {"1": SOURCE}), [lost]).newly_failed == ["1"]
    assert difference([lost], rows(PLAIN, {"1": SOURCE})).no_longer_failed == ["1"]


# ---------------------------------------------------------------- the command


@pytest.fixture
def outputs(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in {**TEXTS, "\x1b[31mred": SOURCE}.items()))
    old, new = tmp_path / "old.jsonl", tmp_path / "new.parquet"
    for output, options in ((old, ("--keep", "share")), (new, ())):
        run("batch", tmp_path / "in.jsonl", "-o", output, "--jobs", "1", *options)
    return old, new


def test_the_command_prints_a_table_or_data(outputs: tuple[Path, Path]) -> None:
    done = run("diff", *outputs)
    assert done.returncode == 0
    table = done.stdout.decode()
    assert "cut now" in table
    assert "share.share-button" in table
    assert "not cut any more" not in table
    assert "\x1b" not in table
    data = json.loads(run("diff", *outputs, "--format", "json").stdout)
    assert [(change["rule"], change["lines"]) for change in data["cut_now"]] == [("share.share-button", 6)]


def test_what_is_no_output_is_complained_about(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n')
    assert "is not a row" in complaint(run("diff", tmp_path / "x.jsonl", tmp_path / "x.jsonl"), 2)
    assert "no such file" in complaint(run("diff", tmp_path / "y.jsonl", tmp_path / "x.jsonl"), 2)
