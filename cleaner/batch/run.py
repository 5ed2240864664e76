"""A run over many documents: read → workers → parts → output. Killed at any moment, it can be taken up again.

Beside the output stands a folder of parts while a run is not finished; see ``cleaner.batch.parts``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.batch.columns import Columns
from cleaner.batch.parts import Part, Parts, RunError, in_parts
from cleaner.batch.pool import Clean, Done, PoolError, clean_all
from cleaner.batch.sinks import Sink, sink_for
from cleaner.batch.sources import Item, Split, check, files_of, fingerprint, items_in, items_of, splits_of
from cleaner.batch.summary import Summary
from cleaner.batch.watch import Watch
from cleaner.batch.worker import CleanRow

__all__ = ["Everywhere", "Run", "RunError", "run"]

# Has something done for each of many things, wherever there is a machine for it, and gives back what came of each, in order.
Everywhere = Callable[[Callable[[tuple[int, Split]], OSError | PoolError | None], Sequence[tuple[int, Split]]], Iterable[OSError | PoolError | None]]
# Parts of one split have numbers of their own: more than any split has parts.
_PARTS_OF_A_SPLIT = 1_000_000


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
    part: int = 1_000  # documents that are written together: what a killed run does again is at most this many
    engine: Everywhere | None = None  # has the parts made on many machines, which all see the same files; None makes them here
    split: int = 32_000_000  # bytes of a file that an engine hands out together

    @property
    def parts(self) -> Path:
        """The folder of an unfinished run."""
        return self.output.with_name(f"{self.output.name}.parts")

    @property
    def quarantine(self) -> Path:
        """The documents of which there is no article, with the stage and the error: JSON Lines."""
        return self.output.with_name(f"{self.output.name}.quarantine.jsonl")

    @property
    def is_finished(self) -> bool:
        """Is there nothing left to take up?"""
        return self.resume and not self.parts.exists() and _holds_something(self.output)


def run(plan: Run, seen: Callable[[Done], None] = lambda _: None) -> Summary:
    """Clean all documents; the rows are in the output in the order of the input. ``seen`` is told of each document.

    A run to take up that is finished is left as it is, and its summary is empty. Raises RunError or InputError for what
    cannot be begun, and OSError where the output cannot be written (a full disk): then the parts that are there stay whole,
    and the run can be taken up.
    """
    paths = files_of(plan.inputs)
    if plan.engine and (folders := [path for path in paths if path.is_dir()]):
        raise RunError(f"{folders[0]}: is a folder, and an engine takes files: name those in it")
    sink = _sink(plan, paths)
    if plan.is_finished:
        return Summary()
    check(paths, plan.columns)
    parts = Parts(plan.parts.absolute(), sink)
    with parts.begun(_told(plan, paths), plan.overwrite):
        if plan.engine:
            _make_everywhere(plan, parts, paths, plan.engine)
        else:
            _make(plan, parts, items_of(paths, plan.columns), 0, seen)
        return parts.finish(plan.output, plan.quarantine)


def _make(plan: Run, parts: Parts, items: Iterable[Item], first: int, seen: Callable[[Done], None]) -> None:
    """Clean documents, and write the parts that are not there yet; ``first`` is the number of the first."""
    numbers: deque[int] = deque()  # of the parts of the documents under way
    todo = _todo(in_parts(items, plan.part), first, parts.done(), numbers)
    with closing(clean_all(todo, plan.clean or Clean(plan.cleaner), plan.jobs, plan.watch)) as results:
        for number, documents in groupby(results, key=lambda _: numbers.popleft()):
            part = Part()
            for done in documents:
                part.add(done)
                seen(done)
            parts.write(number, part)


def _todo(items: Iterable[tuple[int, Item]], first: int, there: frozenset[int], numbers: deque[int]) -> Iterator[Item]:
    """The documents of parts that are not there yet; the numbers of their parts are noted in ``numbers``."""
    for number, item in items:
        if first + number not in there:
            numbers.append(first + number)
            yield item


def _make_everywhere(plan: Run, parts: Parts, paths: Sequence[Path], engine: Everywhere) -> None:
    """Have an engine make the parts, split by split. What is wrong with one is raised when all others are done."""
    splits = list(enumerate(splits_of([path.absolute() for path in paths], plan.split)))
    errors = [error for error in engine(partial(_make_split, replace(plan, engine=None, jobs=1), parts), splits) if error]
    if errors:
        raise errors[0]


def _make_split(plan: Run, parts: Parts, numbered: tuple[int, Split]) -> OSError | PoolError | None:
    """Make the parts of one split, on whatever machine this is. An error is given back: engines wrap those that are raised."""
    number, split = numbered
    try:
        _make(plan, parts, items_in(split, plan.columns), number * _PARTS_OF_A_SPLIT, lambda _: None)
    except (OSError, PoolError) as error:
        return error
    return None


def _sink(plan: Run, paths: Sequence[Path]) -> Sink:
    """Where the rows go, if they may go there."""
    output = plan.output
    try:
        sink = sink_for(output)
    except ValueError as error:
        raise RunError(str(error)) from None
    real = output.resolve()
    for path in map(Path.resolve, paths):
        if path in (real, *real.parents) or real in path.parents:
            raise RunError(f"{output}: is the input itself, or in it, or around it; choose another place")
    if plan.parts.exists() and not (plan.resume or plan.overwrite):
        raise RunError(f"{output}: an unfinished run is there; --resume takes it up, --overwrite begins anew")
    if _holds_something(output):
        if not sink.may_replace(output):
            raise RunError(f"{output}: is there already, and is nothing that a run with that name writes; choose another place")
        if not plan.resume and not plan.overwrite:
            raise RunError(f"{output}: is there already; --overwrite replaces it")
    return sink


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _told(plan: Run, paths: Sequence[Path]) -> dict[str, Any]:
    """What the rows depend on."""
    return {
        "version": __version__,
        "inputs": [[str(path.resolve()).encode("utf-8", "replace").decode(), fingerprint(path)] for path in paths],
        "columns": asdict(plan.columns),
        "cleaner": repr(plan.cleaner),
        "rules": [sha256(file.text.encode()).hexdigest() for file in plan.cleaner.config.added],
        "seconds": plan.watch.seconds,
        "memory": plan.watch.memory,
        "part": plan.part,
        "split": plan.split if plan.engine else None,
    }
