"""How fast a batch is and what it holds in memory, over documents made from the golden cases with 1 % poison.

    python benchmarks/scale.py --documents 1000 10000 100000 --jobs 1 2

Each run is the installed command in a process of its own, whose memory and that of its workers is looked at ten times a
second. Memory is resident memory, in which what workers share with one another counts for each. Exits 1 where a floor is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil

GOLDEN = Path(__file__).parent.parent / "golden"
COMMAND = str(Path(sys.executable).parent / "cleaner")
# One document in so many is poison.
POISON_EVERY = 100
LOOK_EVERY = 0.1
# The run with the most documents may hold this much more than the one before it …
MOST_GROWTH = 1.10
# … and two workers must clean at least so many times as many documents a second as one.
LEAST_GAIN = 1.7
# … where there are enough that the start does not count: each worker reads the phrases of every language that it meets, which
# takes it some seconds for all 28.
ENOUGH = 100_000


class Measured(NamedTuple):
    """One run: how long it took, the most that the parent, a worker and all together held, in bytes, and the parent's CPU time."""

    documents: int
    jobs: int
    seconds: float
    parent: int
    worker: int
    total: int
    parent_seconds: float

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def poison() -> list[dict[str, Any]]:
    """Documents that no cleaner likes."""
    return [
        {"text": None},
        {"text": 7},
        {"text": ""},
        {"text": "\x00\x01\x02\x7fELF" * 4000},
        {"text": "word " * 60_000},
        {"text": "x" * 300_000},
        {"text": "Half of a pair: \ud83d. It rained all day in Port Ellery."},
        {"html": "<div>" * 20_000 + "It rained all day in Port Ellery."},
        {"html": "<html><body><table><tr><td><p>It rained <b>all <i>day</b></i><script>while (1) {"},
        {"html": ""},
    ]


def documents(count: int) -> Iterator[dict[str, Any]]:
    """So many documents, no two the same: a number stands in every paragraph."""
    golden = sorted(GOLDEN.glob("*/*/input.*"))
    texts = [(path.suffix == ".html", path.read_text(encoding="utf-8")) for path in golden]
    bad = poison()
    for number in range(count):
        record: dict[str, Any] = {"id": f"doc-{number}", "url": f"https://host-{number % 40}.example/{number}", "day": number % 365}
        if number % POISON_EVERY == POISON_EVERY - 1:
            yield record | bad[number // POISON_EVERY % len(bad)]
            continue
        page, text = texts[number % len(texts)]
        yield record | {"html" if page else "text": text.replace(". ", f" {number}. ")}


def make(path: Path, count: int) -> None:
    """Write the documents, the first of which says what the columns are."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in documents(count))


def measure(count: int, jobs: int, ending: str, folder: Path) -> Measured:
    """Run the command over so many documents."""
    source, output = folder / f"{count}.jsonl", folder / f"out.{ending}"
    if not source.exists():
        make(source, count)
    began = time.monotonic()
    with subprocess.Popen([COMMAND, "batch", source, "-o", output, "--jobs", str(jobs), "--quiet", "--overwrite"], stderr=subprocess.DEVNULL) as process:
        parent = psutil.Process(process.pid)
        most_parent = most_worker = most_total = 0
        parent_seconds = 0.0
        while process.poll() is None:
            held, workers, parent_seconds = _seen(parent) or (0, [], parent_seconds)
            most_parent, most_worker = max(most_parent, held), max([most_worker, *workers])
            most_total = max(most_total, held + sum(workers))
            time.sleep(LOOK_EVERY)
    seconds = time.monotonic() - began
    if process.returncode not in (0, 1):
        raise RuntimeError(f"the command failed with exit code {process.returncode}")
    with output.open("rb") as file:
        rows = sum(1 for _ in file) if ending == "jsonl" else count
    if rows != count:
        raise RuntimeError(f"{count} documents went in, {rows} rows came out")
    return Measured(count, jobs, seconds, most_parent, most_worker, most_total, parent_seconds)


def _seen(parent: psutil.Process) -> tuple[int, list[int], float] | None:
    """What the parent holds, and each process under it, and the CPU time of the parent; None when it is gone."""
    workers = []
    try:
        for child in parent.children(recursive=True):
            try:
                workers.append(child.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
        times = parent.cpu_times()
        return parent.memory_info().rss, workers, times.user + times.system
    except psutil.NoSuchProcess:
        return None


def report(runs: Sequence[Measured]) -> None:
    print(f"{'documents':>10} {'jobs':>5} {'seconds':>8} {'docs/s':>7} {'parent MB':>10} {'worker MB':>10} {'all MB':>7} {'parent ms/doc':>14}")
    for run in runs:
        parent, worker, total = (f"{value / 1e6:,.0f}" for value in (run.parent, run.worker, run.total))
        each = run.parent_seconds / run.documents * 1e3
        print(f"{run.documents:>10,} {run.jobs:>5} {run.seconds:>8.1f} {run.rate:>7.1f} {parent:>10} {worker:>10} {total:>7} {each:>14.2f}")


def floors(runs: Sequence[Measured]) -> list[tuple[str, float, bool]]:
    """What must hold: its name, the figure, and whether it holds. Memory and gain are judged where the runs for them are there."""
    out: list[tuple[str, float, bool]] = []
    for jobs in sorted({run.jobs for run in runs}):
        mine = sorted(run for run in runs if run.jobs == jobs)
        if len(mine) > 1:
            growth = mine[-1].total / mine[-2].total
            out.append((f"memory at {mine[-1].documents:,} documents over {mine[-2].documents:,}, {jobs} jobs", growth, growth <= MOST_GROWTH))
    for count in sorted({run.documents for run in runs}):
        rates = {run.jobs: run.rate for run in runs if run.documents == count}
        if count >= ENOUGH and {1, 2} <= set(rates):
            gain = rates[2] / rates[1]
            out.append((f"2 jobs over 1, {count:,} documents", gain, gain >= LEAST_GAIN))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure `cleaner batch`: documents a second, and memory.")
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--output", choices=["jsonl", "parquet"], default="jsonl")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = [measure(count, jobs, options.output, Path(folder)) for count in options.documents for jobs in options.jobs]
    report(runs)
    judged = floors(runs)
    for name, figure, holds in judged:
        print(f"{'ok  ' if holds else 'MISS'} {figure:.2f} × {name}")
    sys.exit(0 if all(holds for _, _, holds in judged) else 1)


if __name__ == "__main__":
    main()
