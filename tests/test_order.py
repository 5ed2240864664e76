"""The same bytes whatever the order, the neighbours and the number of workers."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.rows import Source, clean_row
from tests.batches import batch, json_lines
from tests.goldens import GOLDEN

DOCUMENTS = 1_000
# Longer ones are left out: order is the point, and time is not.
MOST_CHARACTERS = 6_000


def documents() -> list[dict[str, str]]:
    """Goldens, each as it is and with a part of another's lines: many languages, kinds and lengths side by side."""
    found = list(_goldens())
    drawn = random.Random(7)
    varied = list(found)
    while len(varied) < DOCUMENTS:
        one, other = drawn.choice(found), drawn.choice(found)
        column = "html" if "html" in one else "text"
        lines = one[column].splitlines(keepends=True)
        at = drawn.randrange(len(lines) + 1)
        strange = next(value for name, value in other.items() if name in ("text", "html")).splitlines(keepends=True)[-drawn.randrange(1, 6) :]
        varied.append({column: "".join((*lines[:at], *strange, *lines[at + drawn.randrange(3) :]))})
    drawn.shuffle(varied)
    return [{"id": f"d{number}", **one} for number, one in enumerate(varied[:DOCUMENTS])]


def _goldens() -> Iterator[dict[str, str]]:
    for file in sorted(GOLDEN.rglob("input.*")):
        text = file.read_text(encoding="utf-8", errors="replace")
        if len(text) <= MOST_CHARACTERS:
            yield {"html" if file.suffix == ".html" else "text": text}


@pytest.mark.timeout(900)
def test_a_thousand_documents_are_cleaned_alike(tmp_path: Path) -> None:
    sources = documents()
    alone = [clean_row(Source(**one), Cleaner()) for one in sources]
    shuffled = random.Random(11).sample(sources, len(sources))
    outputs = {}
    for name, order, jobs in (("one", sources, 1), ("two", sources, 2), ("shuffled", shuffled, 2)):
        source, out = tmp_path / f"{name}.jsonl", tmp_path / f"{name}-out.jsonl"
        source.write_bytes(json_lines(order))
        done = batch(source, "-o", out, "--jobs", str(jobs), "--quiet", timeout=800)
        assert done.returncode in (0, 1), done.stderr
        outputs[name] = out.read_bytes()
    assert outputs["one"] == outputs["two"]
    assert sorted(outputs["shuffled"].splitlines()) == sorted(outputs["one"].splitlines())
    rows = [json.loads(line) for line in outputs["one"].splitlines()]
    assert [(row["id"], row["text"], row["status"]) for row in rows] == [(row.id, row.text, row.status) for row in alone]
    assert [[(cut["start"], cut["end"], cut["rule"]) for cut in row["removed"]] for row in rows] == [
        [(cut["start"], cut["end"], cut["rule"]) for cut in row.removed] for row in alone
    ]


def test_a_process_that_hashes_strings_anew_cleans_alike(tmp_path: Path) -> None:
    """Sets are walked in another order then, in which nothing may be added up."""
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines([one for one in documents() if "html" in one][:60]))
    outputs = set()
    for seed in ("1", "2", "3"):
        out = tmp_path / f"out{seed}.jsonl"
        done = batch(source, "-o", out, "--quiet", env={**os.environ, "PYTHONHASHSEED": seed})
        assert done.returncode in (0, 1), done.stderr
        outputs.add(out.read_bytes())
    assert len(outputs) == 1
