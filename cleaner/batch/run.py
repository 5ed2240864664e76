"""A run over many documents: read → workers → parts → output. Killed at any moment, it can be taken up again.

Beside the output stands a folder of parts while a run is not finished. What a part holds depends on the input and the
settings alone, so a run that is taken up skips the parts that are there and makes the rest as it would have been.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.batch.columns import Columns
from cleaner.batch.pool import Clean, CleanRow, Done, Watch, clean_all
from cleaner.batch.sinks import Sink, concatenate, json_line, sink_for, whole
from cleaner.batch.sources import Item, files_of, items_of
from cleaner.batch.summary import Summary

# Documents a part: what a killed run does again is at most this many, and a part fits into memory.
PART = 500
_PLAN, _QUARANTINE, _SUMMARY = "run.json", ".quarantine.jsonl", ".summary.json"


class RunError(ValueError):
    """A run that cannot begin as asked: one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Run:
    """What to do: which documents, where to, and how."""

    inputs: Sequence[str]
    output: Path
    cleaner: Cleaner = field(default_factory=Cleaner)
    columns: Columns = field(default_factory=Columns)
    jobs: int = 1
    watch: Watch = field(default_factory=Watch)
    resume: bool = False
    overwrite: bool = False
    clean: CleanRow | None = None  # what each document gets, where not `clean_row` with `cleaner`

    @property
    def parts(self) -> Path:
        """The folder of an unfinished run."""
        return self.output.with_name(f"{self.output.name}.parts")

    @property
    def quarantine(self) -> Path:
        """The documents of which there is no article, with the stage and the error: JSON Lines."""
        return self.output.with_name(f"{self.output.name}.quarantine.jsonl")


def run(plan: Run, seen: Callable[[Done], None] = lambda _: None) -> Summary:
    """Clean all documents; the rows are in the output in the order of the input. ``seen`` is told of each document.

    Raises RunError or InputError for what cannot be begun, and OSError where the output cannot be written (a full disk):
    then the parts that are there stay whole, and the run can be taken up.
    """
    paths = files_of(plan.inputs)
    sink = _sink(plan)
    if plan.resume and plan.output.exists() and not plan.parts.exists():
        return Summary()  # it was finished
    _begin(plan, paths)
    numbers: deque[int] = deque()
    part: list[Done] = []
    first = 0
    todo = _todo(plan, sink, items_of(paths, plan.columns), numbers)
    with closing(clean_all(todo, plan.clean or Clean(plan.cleaner), plan.jobs, plan.watch)) as results:
        for done in results:
            number = numbers.popleft()
            if part and number // PART != first // PART:
                _write(plan, sink, part, first)
                part = []
            first = number if not part else first
            part.append(done)
            seen(done)
    if part:
        _write(plan, sink, part, first)
    return _finish(plan, sink)


def _sink(plan: Run) -> Sink:
    try:
        return sink_for(plan.output)
    except ValueError as error:
        raise RunError(str(error)) from None


def _begin(plan: Run, paths: Sequence[Path]) -> None:
    """Make the folder of parts, or see that the one that is there belongs to this run."""
    if plan.overwrite:
        shutil.rmtree(plan.parts, ignore_errors=True)
    elif plan.parts.exists() and not plan.resume:
        raise RunError(f"{plan.output}: an unfinished run is there; --resume takes it up, --overwrite begins anew")
    elif plan.output.exists() and not plan.resume and not _is_empty_folder(plan.output):
        raise RunError(f"{plan.output}: is there already; --overwrite replaces it")
    told = orjson.dumps(_told(plan, paths), option=orjson.OPT_INDENT_2)
    if (plan.parts / _PLAN).exists():
        if (plan.parts / _PLAN).read_bytes() != told:
            raise RunError(f"{plan.output}: the input or the settings are not those of the unfinished run; --overwrite begins anew")
        return
    plan.parts.mkdir(parents=True, exist_ok=True)
    with whole(plan.parts / _PLAN) as path:
        path.write_bytes(told)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _told(plan: Run, paths: Sequence[Path]) -> dict[str, Any]:
    """What the rows depend on."""
    return {
        "version": __version__,
        "inputs": [[str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns] for path in paths],
        "columns": asdict(plan.columns),
        "cleaner": repr(plan.cleaner),
        "rules": [sha256(file.text.encode()).hexdigest() for file in plan.cleaner.config.added],
        "seconds": plan.watch.seconds,
        "memory": plan.watch.memory,
        "part": PART,
    }


def _todo(plan: Run, sink: Sink, items: Iterable[Item], numbers: deque[int]) -> Iterator[Item]:
    """The documents of parts that are not there yet; their numbers are noted in ``numbers``."""
    there = set(map(_number_of, _parts(plan, sink)))
    for number, item in enumerate(items):
        if number // PART not in there:
            numbers.append(number)
            yield item


def _part(plan: Run, number: int, suffix: str) -> Path:
    return plan.parts / f"part-{number:09d}{suffix}"


def _parts(plan: Run, sink: Sink) -> list[Path]:
    """The parts that are done, in order."""
    return sorted(path for path in plan.parts.glob(f"part-*{sink.suffix}") if path.name == _part(plan, _number_of(path), sink.suffix).name)


def _number_of(path: Path) -> int:
    return int(path.name.removeprefix("part-").partition(".")[0])


def _write(plan: Run, sink: Sink, part: Sequence[Done], first: int) -> None:
    """Write a part; its rows come last, because when they are there the part is done."""
    number = first // PART
    summary = Summary()
    for done in part:
        summary.add(done)
    lost = [_quarantined(done) for done in part if done.row.status == "failed"]
    with whole(_part(plan, number, _QUARANTINE)) as path:
        path.write_bytes(b"".join(map(json_line, lost)))
    with whole(_part(plan, number, _SUMMARY)) as path:
        path.write_bytes(orjson.dumps(summary.as_dict()))
    sink.write([(done.row, done.item.passing) for done in part], _part(plan, number, sink.suffix), number * PART)


def _quarantined(done: Done) -> dict[str, Any]:
    return {"id": done.row.id, "url": done.row.url, "stage": done.stage, "error": done.row.problem}


def _finish(plan: Run, sink: Sink) -> Summary:
    """Make the output of the parts, and take the parts away. Killed on the way, this too can be done again."""
    total = Summary()
    for path in sorted(plan.parts.glob(f"part-*{_SUMMARY}")):
        total += Summary.from_dict(orjson.loads(path.read_bytes()))
    lost = sorted(plan.parts.glob(f"part-*{_QUARANTINE}"))
    if total.quarantined:
        concatenate(lost, plan.quarantine)
    else:
        plan.quarantine.unlink(missing_ok=True)
    sink.finish(_parts(plan, sink), plan.output)
    # Moved away first: a half-deleted folder must not look like a run to take up.
    gone = plan.parts.with_name(f".{plan.parts.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)
    plan.parts.replace(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return total
