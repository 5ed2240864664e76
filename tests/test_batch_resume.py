"""Killed at any moment and taken up again, a run gives exactly what an undisturbed one gives."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleaner.batch.run import Run, run
from tests.batches import batch, json_lines, names, ran, rows, text

ROOT = Path(__file__).parent.parent
COUNT, PART = 900, 25
# A run in a process of its own, in parts small enough that a kill falls among them. It kills itself before file number KILL_AT
# is put in its place, or says how many files those were.
SCRIPT = f"""
import os, sys
from pathlib import Path
from cleaner.batch.run import Run, run
kill_at, moved, move = int(sys.argv[3]), 0, Path.replace
def replace(self, target):
    global moved
    moved += 1
    if moved == kill_at:
        os.kill(os.getpid(), 9)
    return move(self, target)
Path.replace = replace
run(Run([sys.argv[1]], Path(sys.argv[2]), jobs=2, resume=True, part={PART}))
print(moved)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "in.jsonl"
    path.write_bytes(json_lines({"id": f"d{n}", "text": None if n % 97 == 5 else text(n), "k": n if n % 2 else "x"} for n in range(COUNT)))
    return path


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input of three parts."""
    path = tmp_path_factory.mktemp("short") / "in.jsonl"
    path.write_bytes(json_lines({"id": f"d{n}", "text": None if n == 7 else text(n)} for n in range(2 * PART + 5)))
    return path


def started(source: Path, output: Path, kill_at: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(source), str(output), str(kill_at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)


def finished(source: Path, output: Path, kill_at: int = 0) -> int:
    """Run to the end, or to the kill; how many files were put in place."""
    with started(source, output, kill_at) as process:
        out, error = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if kill_at else 0), error
    return int(out or 0)


def same(one: Path, other: Path) -> bool:
    """Byte by byte; of Parquet, row by row and in the same schema."""
    if one.suffix == ".parquet":
        return rows(one) == rows(other)
    if one.is_dir():
        return names(one) == names(other) and all((one / name).read_bytes() == (other / name).read_bytes() for name in names(one))
    return one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_ten_kills_at_random_moments_change_nothing(source: Path, tmp_path: Path, ending: str) -> None:
    undisturbed = tmp_path / f"undisturbed{ending}"
    run(Run([str(source)], undisturbed, jobs=2, part=PART))
    output = tmp_path / f"killed{ending}"
    chance = random.Random(ending)
    kills = 0
    while kills < 10:
        with started(source, output) as process:
            try:
                process.wait(timeout=chance.uniform(0.7, 1.6))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                kills += 1
        if output.exists():  # it was quicker than the kill: that one is judged, and another begun
            assert same(output, undisturbed)
            output.unlink()
    run(Run([str(source)], output, resume=True, part=PART))
    assert same(output, undisturbed)
    assert same(output.with_name(f"{output.name}.quarantine.jsonl"), undisturbed.with_name(f"{undisturbed.name}.quarantine.jsonl"))
    assert not [name for name in names(tmp_path) if name.startswith(".") or name.endswith(".parts")]


@pytest.mark.parametrize("name", ["out.jsonl", "out"])
def test_kills_before_each_of_the_last_moves_change_nothing(short: Path, tmp_path: Path, name: str) -> None:
    """The last moves are the last part's rows, the quarantine, the output, and the parts out of the way."""
    undisturbed = tmp_path / "undisturbed" / name
    moves = finished(short, undisturbed)
    assert moves > 12
    for kill_at in range(moves, moves - 4, -1):
        output = tmp_path / str(kill_at) / name
        finished(short, output, kill_at)
        assert not output.exists() or same(output, undisturbed)
        run(Run([str(short)], output, jobs=2, resume=True, part=PART))
        assert same(output, undisturbed)
        assert names(output.parent) == {name, f"{name}.quarantine.jsonl"}


def test_a_finished_run_is_left_as_it_is(short: Path, tmp_path: Path) -> None:
    output = tmp_path / "o.jsonl"
    assert "articles" not in ran(batch(short, "-o", output, "--resume", "--jobs", "2"), 1)
    before = output.stat()
    assert "was finished before" in ran(batch(short, "-o", output, "--resume"), 1)
    assert output.stat() == before


def test_a_changed_input_is_not_taken_for_the_old_one(short: Path, tmp_path: Path) -> None:
    mine = tmp_path / "in"
    mine.mkdir()
    (mine / "a.jsonl").write_bytes(short.read_bytes())
    output = tmp_path / "o.jsonl"
    finished(mine, output, 10)
    (mine / "b.txt").write_text(text(1))
    assert "other input or settings" in ran(batch(mine, "-o", output, "--resume"), 2)
    assert _sizes(output) > 1


def _sizes(output: Path) -> int:
    kept: Sequence[Path] = list(output.parent.glob("o.jsonl.parts/part-*.jsonl"))
    return sum(path.stat().st_size for path in kept)
